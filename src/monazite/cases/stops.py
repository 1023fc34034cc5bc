"""Stops of a lever: values worth going to at once, by what people call them.

Those that strategies of the study give come first, by their titles. A figure has a stop besides
where it changes nothing, and halves and doubles; the month in which a plant starts has those its
lead time comes to by the evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from monazite.core.errors import Problems
from monazite.strategy import Lever
from monazite.strategy.levers.capacity_programme import CapacityProgramme
from monazite.strategy.months import months_since_year_zero, written_month
from monazite.study import Study, resolved

__all__ = ["Stop", "figure_stops", "month_stops"]

BUILT = ("Built fastest", "Built as usual", "Built slowest")
"""What a plant's start is called at the low end, the value and the high end of its lead time."""


@dataclass(frozen=True)
class Stop:
    """A value worth stopping at, with what people call it."""

    label: str
    value: str | float


def figure_stops(
    study: Study, given: Mapping[str, float], number: float, high: float, *, factor: bool
) -> list[Stop]:
    """Stops of a figure that strategies give and that may be `high` at most.

    A factor on what is there changes nothing at 1, which is the baseline, and may not be 0.
    """
    found = {value: study.strategies[name].title for name, value in reversed(list(given.items()))}
    if factor:
        found.setdefault(1.0, study.strategies[study.settings.baseline].title)
    elif number > 0:
        for label, times in (("None", 0.0), ("Half", 0.5), ("Twice", 2.0)):
            if number * times <= high:
                found.setdefault(number * times, label)
        if high == 1.0:
            found.setdefault(1.0, "All")
    return [Stop(label=found[value], value=value) for value in sorted(found)]


def month_stops(study: Study, lever: Lever, name: str, given: Mapping[str, str]) -> list[Stop]:
    """Stops of a month that strategies give, and of the one in which plants start by evidence."""
    found = {month: study.strategies[key].title for key, month in reversed(list(given.items()))}
    if isinstance(lever, CapacityProgramme) and name == "online":
        for label, month in zip(BUILT, _starts(study, lever.facilities), strict=False):
            found.setdefault(month, label)
    return [Stop(label=found[month], value=month) for month in sorted(found)]


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
