"""Says what holds a plan back: which rule is at its limit, when, and its worth to its owner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from monazite.core.labelled import Labelled
from monazite.core.money import PriceUnit
from monazite.core.origin import Origin
from monazite.core.records import Record
from monazite.findings.costs import support_in_shadow_price
from monazite.findings.evidence import grounds_of
from monazite.findings.solution import Solution, Subject, once_for_a_plan, subject_at_home
from monazite.model.capital import per_year
from monazite.model.rule import PLANTS, RULES, Rule
from monazite.parameters.positions import positions

WORTH_AT_LEAST = 1.0
"""Dollars per tonne below which a full row counts as a tie, not as a bottleneck."""

SUBJECTS_AT_MOST = 2048
"""Subjects whose rows are kept, the latest asked: a plan for India has a hundred of them."""

Worth = tuple[str, float]
"""The money of a study, and how much of it for a tonne is no tie."""

FULL = 1.0 - 1e-6
"""Utilisation from which a ceiling counts as reached."""


@dataclass(frozen=True)
class BindingConstraint(Record):
    """One rule in one year.

    `words` are what people call the limit, such as permits. `utilisation` is the share of the
    limit in use (for a floor, the share of activity that is forced); `shadow_price` is what one
    tonne a year more (or, for a floor, less) is worth to its owner, money/t, without what the
    public pays for it; tolls between owners and duty are inside, so that home may save less, more
    or nothing. Of what may be decided it is a yearly payment over the life of the plant. `size` is
    the limit itself, t/yr (a stock: t).
    """

    stage: str
    stage_title: str
    subject: str
    title: str
    rule: str
    year: int
    utilisation: float
    binding: bool
    sense: str
    shadow_price: float
    unit: PriceUnit
    levers: tuple[Origin, ...] = ()
    facts: tuple[str, ...] = ()
    size: float = 0.0
    words: str = ""
    derived = ("annual_value",)

    @property
    def annual_value(self) -> float:
        """What twice the limit is worth to its owner a year at the value of a first tonne, USD."""
        return self.shadow_price * self.size


@once_for_a_plan
def binding_constraints(solution: Solution) -> tuple[BindingConstraint, ...]:
    """List every rule on home plants, home trade and home stocks, year by year, in chain order.

    Rules of which something is in use stay in the list when they say what a plant runs, so that a
    strip can show utilisation; other rules are listed only where they bind. What rules there are,
    and what of them is in use, stands in their records beside the equations.
    """
    return tuple(grounded(solution, row) for row in at_limits(solution))


@once_for_a_plan
def grounded(solution: Solution, row: BindingConstraint) -> BindingConstraint:
    """Add to a row the levers and facts that its limit rests on."""
    rule = RULES[row.rule]
    rests = grounds_of(solution).of(rule.name, {rule.subject: row.subject}, row.year)
    levers = (entry.edit.origin for ground in rests for entry in ground.edits)
    facts = (fact for ground in rests for of in ground.quantities for fact in of.facts)
    return replace(row, levers=tuple(dict.fromkeys(levers)), facts=tuple(dict.fromkeys(facts)))


@once_for_a_plan
def at_limits(solution: Solution) -> tuple[BindingConstraint, ...]:
    """List the same without levers and facts, which take longest to find, for who asks for none."""
    order = solution.study.words.place
    rows = [row for rule in RULES.values() for row in _rows(solution, rule)]
    rows.sort(key=lambda row: (order.get(row.stage, 99), row.subject, row.rule, row.year))
    return tuple(rows)


def used_before(solution: Solution, row: BindingConstraint) -> float:
    """How much the baseline has of what a rule limits, in the same place and year, t/yr."""
    rule = RULES[row.rule]
    if rule.used is None or solution.baseline is None:
        return 0.0
    # what counts against a limit, such as what a lever stops, the plan's own parameters say
    flows = replace(solution.baseline, parameters=solution.parameters)
    used = _table(solution, rule, [row.subject], rule.used(flows))
    return float(used[0, solution.years.index(row.year)])


Table = npt.NDArray[np.float64]
"""Numbers by subject and reported year."""


def _rows(solution: Solution, rule: Rule) -> Iterator[BindingConstraint]:
    outcome = solution.outcome
    dual = rule.dual(outcome)
    if dual is None or rule.used is None or rule.limit is None:
        return
    if not _may_list(rule, rule.dual_sign * dual.values, solution.dollar):
        return
    labels = list(map(str, dual.coords[rule.subject].values))
    limits, used = (
        _table(solution, rule, labels, array) for array in (rule.limit(outcome), rule.used(outcome))
    )
    sizes = limits if rule.size is None else _table(solution, rule, labels, rule.size(outcome))
    shadow_prices = _shadow_prices(solution, rule, labels, dual)
    shares = _shares(used, limits, rule)
    listed = _counts(rule, limits, shares, shadow_prices, solution.dollar)
    nothing = (limits <= 1e-9) & _builds_plants(rule)
    meant = listed & ~nothing
    # whom a row speaks of is the dear part, and most rows are not listed
    for row in np.flatnonzero(meant.any(axis=1)).tolist():
        subject = subject_at_home(solution, rule.subject, labels[row])
        if subject is None:
            continue
        numbers = (table[row].tobytes() for table in (meant, shares, shadow_prices, sizes))
        worth = solution.money, WORTH_AT_LEAST * solution.dollar
        yield from _listed(rule, labels[row], subject, solution.years, worth, *numbers)
    if nothing.any():
        yield from _unbuilt(solution, rule, labels, nothing, shadow_prices)


def _shadow_prices(solution: Solution, rule: Rule, labels: list[str], dual: Labelled) -> Table:
    """What a tonne a year more is worth to its owner, money/t, without what the public pays for it.

    Of what is built it is a yearly payment over the life of the plant.
    """
    found = _table(solution, rule, labels, rule.dual_sign * dual)
    if rule.counts == "building":
        yearly = [per_year(solution.parameters, label) for label in labels]
        found = found * np.array(yearly)[:, None]
    for label, support in support_in_shadow_price(solution).items() if _is_output(rule) else ():
        if label in labels:
            at = labels.index(label)
            found[at] = np.maximum(found[at] - support, 0.0)
    return found


def _unbuilt(
    solution: Solution,
    rule: Rule,
    labels: list[str],
    nothing: npt.NDArray[np.bool_],
    shadow_prices: Table,
) -> Iterator[BindingConstraint]:
    """Stages at which no plant stands in a year, each by the plant that one more is worth most at.

    `nothing` says of each label and year whether its limit is nothing.
    """
    standing: set[tuple[str, int]] = set()
    missing: dict[tuple[str, int], tuple[float, str, Subject]] = {}
    for row, label in enumerate(labels):
        stood = subject_at_home(solution, rule.subject, label)
        if stood is None:
            continue
        cells = zip(solution.years, nothing[row].tolist(), shadow_prices[row].tolist(), strict=True)
        for year, none, shadow_price in cells:
            key = (stood.stage, year)
            if not none:
                standing.add(key)
            elif key not in missing or (shadow_price, label) > missing[key][:2]:
                missing[key] = (shadow_price, label, stood)
    for (stage, year), (shadow_price, label, subject) in missing.items():
        if (stage, year) not in standing and shadow_price >= WORTH_AT_LEAST * solution.dollar:
            worth = solution.money, WORTH_AT_LEAST * solution.dollar
            yield _constraint(rule, label, subject, worth, year, 1.0, shadow_price, 0.0)


def _is_output(rule: Rule) -> bool:
    """Whether one more tonne of its limit is a tonne more of output, which may be supported."""
    return rule.limits == "activity" and rule.sense == "ceiling"


def _builds_plants(rule: Rule) -> bool:
    """Whether a stage at which nothing stands yet is held back by it as a whole."""
    return rule.relief is not None and rule.relief.how == "add"


def _counts(
    rule: Rule, limits: Table, shares: Table, shadow_prices: Table, dollar: float
) -> npt.NDArray[np.bool_]:
    """Say of every row and year whether it is listed.

    A lane or plant may be shut by a limit of nothing; a plant that nobody may add to is not built
    too slowly, nor does a store without room or target hold anything back.
    """
    meant = np.isfinite(limits)
    if rule.sense == "floor" or rule.counts != "flow":
        meant &= limits > 0
    if rule.subject in PLANTS and rule.counts == "flow":
        return meant
    binds = shadow_prices >= WORTH_AT_LEAST * dollar
    return meant & binds if rule.sense == "floor" else meant & binds & (shares >= FULL)


def _may_list(rule: Rule, prices: npt.NDArray[np.float64], dollar: float) -> bool:
    """Whether any row can be listed; what a limit is and what is used of it takes long to add up.

    Plants are listed whatever their limit is worth, and what is built is worth more in a year.
    """
    listed = rule.subject in PLANTS or rule.counts != "flow"
    return listed or bool((prices >= WORTH_AT_LEAST * dollar).any())


def _shares(used: Table, limits: Table, rule: Rule) -> Table:
    """Share of a limit in use, of a floor the share that is forced; a limit of nothing is full."""
    if rule.sense == "floor":
        used, limits = limits, used
    some = limits > 1e-9
    with np.errstate(invalid="ignore"):
        parts = np.clip(used / np.where(some, limits, 1.0), 0.0, 1.0)
    return np.where(np.isfinite(limits), np.where(some, parts, 1.0), 0.0)


def _table(solution: Solution, rule: Rule, labels: list[str], array: Labelled) -> Table:
    """Give an array by subject and reported year; what holds for all years is the same in each."""
    if "decided" in array.dims:
        array = array.rename(decided="period")
    others = [name for name in array.dims if name not in (rule.subject, "period")]
    if others:
        array = array.sum(*others)
    rows = positions(array, rule.subject)
    at = [rows[label] for label in labels]
    if "period" not in array.dims:
        return np.repeat(array.values[at][:, None], len(solution.years), axis=1)
    return np.asarray(array.transpose(rule.subject, "period").values)[at, : len(solution.years)]


@lru_cache(maxsize=SUBJECTS_AT_MOST)
def _listed(
    rule: Rule,
    label: str,
    subject: Subject,
    years: tuple[int, ...],
    worth: Worth,
    meant: bytes,
    *numbers: bytes,
) -> tuple[BindingConstraint, ...]:
    """Rows of a rule on one subject in the years that are meant, from their numbers as they lie.

    Most are those of the plan before, however far the rest of it has moved.
    """
    shares, shadow_prices, sizes = (np.frombuffer(one).tolist() for one in numbers)
    return tuple(
        _constraint(rule, label, subject, worth, year, *of)
        for counts, year, *of in zip(
            *(np.frombuffer(meant, np.bool_).tolist(), years, shares, shadow_prices, sizes),
            strict=True,
        )
        if counts
    )


def _constraint(
    rule: Rule,
    label: str,
    subject: Subject,
    worth: Worth,
    year: int,
    share: float,
    shadow_price: float,
    size: float,
) -> BindingConstraint:
    full = share >= FULL if rule.sense == "ceiling" else True
    money, least = worth
    return BindingConstraint(
        stage=subject.stage,
        stage_title=subject.stage_title,
        subject=label,
        title=subject.title,
        rule=rule.name,
        year=year,
        utilisation=share,
        binding=full and shadow_price >= least,
        sense=rule.sense,
        shadow_price=shadow_price if full else 0.0,
        unit=PriceUnit(money, f"t {subject.basis}"),
        size=size,
        words=rule.words,
    )
