"""Says what holds a plan back: which rule is at its limit, when, and what a tonne more is worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import xarray as xr

from monazite.core.records import Record
from monazite.core.vocabulary import stages
from monazite.findings.costs import support_in_worth
from monazite.findings.evidence import Grounds
from monazite.findings.solution import Reading, Subject, subject_at_home
from monazite.model.capital import per_year
from monazite.model.rule import PLANTS, RULES, Rule
from monazite.parameters.positions import positions

WORTH_AT_LEAST = 1.0
"""USD_2024 per tonne below which a full row counts as a tie, not as a bottleneck."""

FULL = 1.0 - 1e-6
"""Utilisation from which a ceiling counts as reached."""


@dataclass(frozen=True)
class Bind(Record):
    """One rule in one year.

    `words` are what people call the limit, such as permits. `utilisation` is the share of the
    limit in use (for a floor, the share of activity that is forced); `worth` is what one tonne a
    year more (or, for a floor, less) saves, USD_2024/t, without what the public pays for it; of
    what may be decided, as a yearly payment over the life of the plant. `size` is the limit itself,
    t/yr (a stock: t).
    """

    stage: str
    subject: str
    title: str
    rule: str
    year: int
    utilisation: float
    binding: bool
    sense: str
    worth: float
    unit: str
    levers: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    size: float = 0.0
    words: str = ""
    derived = ("yearly",)

    @property
    def yearly(self) -> float:
        """What a limit twice as large would save a year at the value of its first tonne, USD."""
        return self.worth * self.size


@lru_cache(maxsize=32)
def binds(reading: Reading) -> tuple[Bind, ...]:
    """List every rule on home plants, home trade and home stocks, year by year, in chain order.

    Rules of which something is in use stay in the list when they say what a plant runs, so that a
    strip can show utilisation; other rules are listed only where they bind. What rules there are,
    and what of them is in use, stands in their records beside the equations.
    """
    below: dict[str, Grounds] = {}
    found = []
    for row in at_limits(reading):
        rule = RULES[row.rule]
        grounds = below.setdefault(rule.name, Grounds(reading.outcome, rule))
        rests = grounds.of({rule.subject: row.subject}, row.year)
        levers = (entry.edit.origin for ground in rests for entry in ground.edits)
        facts = (fact for ground in rests for of in ground.quantities for fact in of.facts)
        found.append(
            replace(row, levers=tuple(dict.fromkeys(levers)), facts=tuple(dict.fromkeys(facts)))
        )
    return tuple(found)


@lru_cache(maxsize=32)
def at_limits(reading: Reading) -> tuple[Bind, ...]:
    """List the same without levers and facts, which take longest to find, for who asks for none."""
    order = {name: stage.order for name, stage in stages().items()}
    rows = [row for rule in RULES.values() for row in _rows(reading, rule)]
    rows.sort(key=lambda row: (order.get(row.stage, 99), row.subject, row.rule, row.year))
    return tuple(rows)


def used_before(reading: Reading, row: Bind) -> float:
    """How much the baseline has of what a rule limits, in the same place and year, t/yr."""
    rule = RULES[row.rule]
    if rule.used is None or reading.baseline is None:
        return 0.0
    # what counts against a limit, such as what a lever stops, the plan's own parameters say
    flows = replace(reading.baseline, parameters=reading.parameters)
    used = _table(reading, rule, [row.subject], rule.used(flows))
    return float(used[0, reading.years.index(row.year)])


Table = npt.NDArray[np.float64]
"""Numbers by subject and reported year."""


def _rows(reading: Reading, rule: Rule) -> Iterator[Bind]:
    outcome = reading.outcome
    dual = rule.dual(outcome)
    if dual is None or rule.used is None or rule.limit is None:
        return
    labels = list(map(str, dual.coords[rule.subject].values))
    limits, used, worths = (
        _table(reading, rule, labels, array)
        for array in (rule.limit(outcome), rule.used(outcome), rule.dual_sign * dual)
    )
    sizes = limits if rule.size is None else _table(reading, rule, labels, rule.size(outcome))
    paid = support_in_worth(reading) if _is_output(rule) else {}
    missing: dict[tuple[str, int], tuple[float, str, Subject]] = {}
    standing: set[str] = set()
    for row, label in enumerate(labels):
        subject = subject_at_home(reading, rule.subject, label)
        if subject is None:
            continue
        worth_of = worths[row]
        if rule.counts == "building":
            worth_of = worth_of * per_year(reading.parameters, label)
        if label in paid:
            worth_of = np.maximum(worth_of - paid[label], 0.0)
        for at, year in enumerate(reading.years):
            limit, worth = float(limits[row, at]), float(worth_of[at])
            if _builds_plants(rule) and limit <= 1e-9:
                known = missing.get((subject.stage, year))
                if known is None or (worth, label) > known[:2]:
                    missing[subject.stage, year] = (worth, label, subject)
                continue
            standing.add(f"{subject.stage} {year}")
            share = _share(float(used[row, at]), limit, rule)
            if _counts(rule, limit, share, worth):
                size = float(sizes[row, at])
                yield _bind(rule, label, subject, year, share, worth, size)
    for (stage, year), (worth, label, subject) in missing.items():
        if f"{stage} {year}" not in standing and worth >= WORTH_AT_LEAST:
            yield _bind(rule, label, subject, year, 1.0, worth, 0.0)


def _is_output(rule: Rule) -> bool:
    """Whether one more tonne of its limit is a tonne more of output, which may be supported."""
    return rule.limits == "activity" and rule.sense == "ceiling"


def _builds_plants(rule: Rule) -> bool:
    """Whether a stage at which nothing stands yet is held back by it as a whole."""
    return rule.relief is not None and rule.relief.how == "add"


def _counts(rule: Rule, limit: float, share: float, worth: float) -> bool:
    """Whether a row is listed.

    A lane or plant may be shut by a limit of nothing; a plant that nobody may add to is not built
    too slowly, nor does a store without room or target hold anything back.
    """
    if not np.isfinite(limit) or (limit <= 0 and (rule.sense == "floor" or rule.counts != "flow")):
        return False
    if rule.subject in PLANTS and rule.counts == "flow":
        return True
    return worth >= WORTH_AT_LEAST and (rule.sense == "floor" or share >= FULL)


def _share(used: float, limit: float, rule: Rule) -> float:
    """Share of a limit in use, of a floor the share that is forced; a limit of nothing is full."""
    if rule.sense == "floor":
        used, limit = limit, used
    if not np.isfinite(limit):
        return 0.0
    return float(np.clip(used / limit, 0.0, 1.0)) if limit > 1e-9 else 1.0


def _table(reading: Reading, rule: Rule, labels: list[str], array: xr.DataArray) -> Table:
    """Give an array by subject and reported year; what holds for all years is the same in each."""
    if "decided" in array.dims:
        array = array.rename(decided="period")
    others = [name for name in array.dims if name not in (rule.subject, "period")]
    if others:
        array = array.sum(others)
    rows = positions(array, rule.subject)
    at = [rows[label] for label in labels]
    if "period" not in array.dims:
        return np.repeat(array.values[at][:, None], len(reading.years), axis=1)
    return np.asarray(array.transpose(rule.subject, "period").values)[at, : len(reading.years)]


def _bind(
    rule: Rule,
    label: str,
    subject: Subject,
    year: int,
    share: float,
    worth: float,
    size: float,
) -> Bind:
    full = share >= FULL if rule.sense == "ceiling" else True
    return Bind(
        stage=subject.stage,
        subject=label,
        title=subject.title,
        rule=rule.name,
        year=year,
        utilisation=share,
        binding=full and worth >= WORTH_AT_LEAST,
        sense=rule.sense,
        worth=worth if full else 0.0,
        unit=f"USD_2024/t {subject.basis}",
        size=size,
        words=rule.words,
    )
