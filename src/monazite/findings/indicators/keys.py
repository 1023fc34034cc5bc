"""Keys of indicators: `indicator.qualifier`, with what stands behind each.

A name that stands alone means what its indicator is about alone. Those over time are asked of
another key, as in `to_date.public_outlay`: they put its years together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from monazite.core.errors import InvalidInput, Problem, name_remedy
from monazite.core.keys import Key, key_named
from monazite.core.rates import added_up, is_a_year
from monazite.core.units import STUDY_MONEY, is_money
from monazite.core.vocabulary import Indicator as Entry
from monazite.findings.account import CHAIN, FROM_HOME_ORE
from monazite.findings.indicators.registry import indicators
from monazite.findings.solution import PRODUCT, Series, Solution, once_for_a_plan, places_of
from monazite.parameters import Labels
from monazite.study import Study

MEAN = "three_year_mean"
"""The one indicator over time whose unit is that of a single year."""
BASIS = "<basis>"
"""Stands in the unit of an indicator for what its tonnes are of."""
PUBLIC = "<public money>"
"""Stands in the unit of an indicator for the public money of the study."""


def over_time(name: str) -> bool:
    """Whether an indicator is asked of another key, whose years it puts together."""
    known = indicators().get(name)
    return known is not None and known.entry.of_another


def full_key(key: str) -> tuple[str, str]:
    """Split a key into indicator and qualifier, filling in what it is about alone."""
    name, qualifier = key_named(key)
    if over_time(name) and qualifier:
        inner, of = full_key(qualifier)
        return name, str(Key(inner, of))
    known = indicators().get(name)
    return name, qualifier or (known.alone if known is not None else "")


def spelled_out(study: Study, key: str) -> str:
    """Write a key with what it is about in the words of the study: `output` as `output.cathode`."""
    name, qualifier = full_key(key)
    if over_time(name):
        return f"{name}.{spelled_out(study, qualifier)}"
    if qualifier == PRODUCT:
        qualifier = study.words.product.form
    return str(Key(name, qualifier))


def as_headlines_write(solution: Solution, key: str) -> str:
    """Write a key as the headlines of the study do, which their rows and verdicts go by.

    Headlines may leave out what an indicator is about alone; a key that is none is spelled out.
    """
    full = spelled_out(solution.study, key)
    headlines = solution.study.settings.headlines
    return next((one for one in headlines if spelled_out(solution.study, one) == full), full)


def entry_of(key: str) -> Entry:
    """The words of a key; over years, in the words and the unit of what is asked."""
    name, qualifier = full_key(key)
    entry = indicators()[name].entry
    if not over_time(name) or full_key(qualifier)[0] not in indicators():
        return entry
    of = entry_of(qualifier)
    return replace(
        entry,
        unit=of.unit if name == MEAN else added_up(of.unit),
        better=of.better,
    )


def title_of(solution: Solution, key: str) -> str:
    """Name an indicator with what it is about, for people."""
    title, subject = measure_and_subject(solution, key)
    return f"{title}, {subject}" if subject else title


def measure_and_subject(solution: Solution, key: str) -> tuple[str, str]:
    """Name what an indicator measures, and what it is about; blank where it says so by itself.

    Of one over time the first is the title of what it is asked of, the second how years go in.
    """
    name, qualifier = full_key(spelled_out(solution.study, key))
    title = indicators()[name].title(solution, qualifier)
    if qualifier in ("", "total"):
        return title, ""
    if over_time(name):
        return title_of(solution, qualifier), f"{title[:1].lower()}{title[1:]}"
    if qualifier == CHAIN:
        return title, FROM_HOME_ORE
    return title, solution.parameters.titles.get(qualifier, qualifier.replace("_", " "))


def keys_of(asked: Sequence[str] | None, otherwise: Sequence[str]) -> tuple[str, ...]:
    """Give the keys that are asked, of which one alone may come as it is; else those otherwise."""
    return (asked,) if isinstance(asked, str) else tuple(asked or otherwise)


def front_keys(solution: Solution, indicators: Sequence[str] | None = None) -> tuple[str, ...]:
    """Give the indicators named, else those of the front page of the study.

    Raises InvalidInput naming every indicator that does not exist.
    """
    keys = keys_of(indicators, solution.study.settings.shown)
    check_keys(solution.study, solution.labels, keys)
    return keys


def check_keys(study: Study, labels: Labels, keys: Sequence[str]) -> None:
    """Refuse keys whose indicator or qualifier does not exist; raises InvalidInput with all."""
    problems = []
    for key in keys:
        name, qualifier = full_key(spelled_out(study, key))
        while over_time(name) and qualifier and addable(name, full_key(qualifier)[0]):
            # what is wrong then is the key it is asked of
            name, qualifier = full_key(qualifier)
        if name not in indicators():
            problems.append(
                Problem(
                    field=key,
                    message=f"there is no indicator '{name}'",
                    remedy=name_remedy(name, list(indicators())),
                )
            )
            continue
        allowed = qualifiers(study, labels, name)
        if qualifier not in allowed:
            problems.append(
                Problem(
                    field=key,
                    message=f"'{qualifier}' is nothing {name} can be asked of"
                    if qualifier
                    else f"{name} does not say of what, as in {name}.{allowed[0]}",
                    remedy=name_remedy(qualifier, allowed),
                )
            )
    if problems:
        raise InvalidInput(problems)


def addable(name: str, inner: str) -> bool:
    """Whether an indicator over time may be asked of another; one that does not exist may be."""
    if over_time(inner):
        return False
    known = indicators().get(inner)
    if known is None or name == MEAN:
        return True
    unit = known.entry.unit
    return is_a_year(unit) and (name == "to_date" or (is_money(unit) or unit.startswith(PUBLIC)))


def qualifiers(study: Study, labels: Labels, indicator: str) -> list[str]:
    """Everything an indicator may be asked of in a study."""
    key = ("qualifiers", indicator, tuple(indicators()))
    return places_of(labels).once(key, lambda: _qualifiers(study, labels, indicator))


def _qualifiers(study: Study, labels: Labels, indicator: str) -> list[str]:
    if over_time(indicator):
        return [
            f"{inner}.{qualifier}"
            for inner in indicators()
            if addable(indicator, inner)
            for qualifier in qualifiers(study, labels, inner)
        ]
    return indicators()[indicator].asked.options(study, labels)


def compute(solution: Solution, key: str) -> Series:
    """Compute one indicator over the reported years; NaN where it has no meaning."""
    return _computed(solution, *full_key(key))


@once_for_a_plan
def _computed(solution: Solution, name: str, qualifier: str) -> Series:
    series = np.array(indicators()[name].of_run(solution, qualifier))
    series.flags.writeable = False
    return series


def spelled(unit: str, solution: Solution) -> str:
    """Write the moneys of a study in place of what stands for them in a unit."""
    return unit.replace(STUDY_MONEY, solution.money).replace(
        PUBLIC, solution.study.settings.public_money.unit
    )


def unit_of(solution: Solution, key: str) -> str:
    """The unit of an indicator, with its basis or public money spelled out."""
    name, qualifier = full_key(key)
    if over_time(name):
        unit = unit_of(solution, qualifier)
        return unit if name == MEAN else added_up(unit)
    unit = indicators()[name].entry.unit
    return unit_told_of(solution, key, basis_of(solution, key) if BASIS in unit else "")


def unit_told_of(solution: Solution, key: str, basis: str) -> str:
    """The unit of an indicator where its tonnes are told as tonnes of something else."""
    return spelled(entry_of(key).unit, solution).replace(BASIS, basis)


def basis_of(solution: Solution, key: str) -> str:
    """What the tonnes of an indicator of mass are of; `material` where they are of unlike things.

    Raises ValueError for an indicator that is asked of nothing with a basis.
    """
    name, qualifier = full_key(key)
    if over_time(name):
        return basis_of(solution, qualifier)
    bases = indicators()[name].asked.bases(solution, qualifier)
    return bases.pop() if len(bases) == 1 else "material"
