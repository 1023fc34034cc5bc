"""Notches of a lever: values worth going to at once, by what people call them.

Those that strategies of the study give come first, by their titles. A figure has a notch besides
where it changes nothing, halves and doubles, and, where the study states them, at the most it comes
to and at a target beyond; the month in which a plant starts has those its lead time comes to by the
evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from monazite.cases.stated import Stated, as_it_stands, at_most, at_stretch
from monazite.core.errors import Problems
from monazite.strategy import Lever
from monazite.strategy.levers.capacity_programme import CapacityProgramme
from monazite.strategy.months import months_since_year_zero, written_month
from monazite.study import Study, resolved

__all__ = ["Notch", "figure_notches", "month_notches"]

BUILT = ("Built fastest", "Built as usual", "Built slowest")
"""What a plant's start is called at the low end, the value and the high end of its lead time."""
LIMIT = "Limit"
"""What the most is called that a figure comes to."""
STRETCH = "Stretch"
"""What a target is called that somebody has set beyond what the strategies give."""


@dataclass(frozen=True)
class Notch:
    """A value of a lever worth going to at once, with what people call it.

    `why` is what the study states there; blank where a strategy gives it, or plain arithmetic.
    """

    label: str
    value: str | float
    why: str = ""
    facts: tuple[str, ...] = ()
    """Ids of the facts it rests on, where the lever names some."""
    stated: str = ""
    """What the study calls it, where strategies that give it too have lent it theirs."""


def figure_notches(
    study: Study, lever: Lever, name: str, given: Mapping[str, float], high: float, *, factor: bool
) -> list[Notch]:
    """Notches of a figure that strategies give and whose slider ends at `high`.

    A factor on what is there changes nothing at 1, which is the baseline, and may not be 0. What
    the study states may lie beyond the end of the slider, which then goes along.
    """
    found = [Notch(label=study.strategies[key].title, value=value) for key, value in given.items()]
    baseline = study.strategies[study.settings.baseline].title
    ends: Sequence[tuple[str, Stated | None]] = (
        (baseline, as_it_stands(study, lever, name)),
        (LIMIT, at_most(study, lever, name)),
        (STRETCH, at_stretch(study, lever, name)),
    )
    found += [Notch(label, one.value, one.why, one.facts, label) for label, one in ends if one]
    number = next(iter(given.values()), 0.0)
    if factor:
        found.append(Notch(label=baseline, value=1.0))
    elif number > 0:
        parts = (("None", 0.0), ("Half", 0.5), ("Twice", 2.0))
        plain = [Notch(label=label, value=number * times) for label, times in parts]
        found += [one for one in plain if float(one.value) <= high]
        if high == 1.0:
            found.append(Notch(label="All", value=1.0))
    return _in_order(found)


def month_notches(study: Study, lever: Lever, name: str, given: Mapping[str, str]) -> list[Notch]:
    """Notches of a month that strategies give, and of the one in which plants start by evidence."""
    found = [Notch(label=study.strategies[key].title, value=month) for key, month in given.items()]
    if isinstance(lever, CapacityProgramme) and name == "online":
        starts = zip(BUILT, _starts(study, lever.facilities), strict=False)
        found += [Notch(label=label, value=month) for label, month in starts]
    return _in_order(found)


def _in_order(notches: Sequence[Notch]) -> list[Notch]:
    """By value; of several at one value the first, with what the study states there."""
    first: dict[str | float, Notch] = {}
    for one in notches:
        known = first.setdefault(one.value, one)
        if one.why and not known.why:
            first[one.value] = replace(known, why=one.why, facts=one.facts, stated=one.stated)
    return [first[value] for value in sorted(first)]


def _starts(study: Study, plants: tuple[str, ...]) -> tuple[str, ...]:
    """When the last of some plants starts if it is built at its low, usual and high lead time.

    Nothing where the study does not say from when on strategies are known, or how long it takes.
    """
    decided, last = study.settings.decided, study.settings.horizon.last
    rows = [row for row in study.chain.facilities if row.facility in plants]
    leads = [resolved(study, row, "lead_time", Problems()) for row in rows]
    known = [one for one in leads if one is not None]
    if decided is None or not known or len(known) < len(rows):
        return ()
    ends = (max(getattr(one, end) for one in known) for end in ("low", "value", "high"))
    months = [months_since_year_zero(decided) + ceil(12 * years - 1e-9) for years in ends]
    starts = map(written_month, months)
    return tuple(month for month in starts if month <= f"{last}-12")
