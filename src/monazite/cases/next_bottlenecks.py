"""Eases what holds a plan back, one bottleneck after the other, to see what stands behind each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from monazite.cases.case import Case
from monazite.cases.kept_bases import EASED
from monazite.cases.worker import Worker
from monazite.core.edit import Edit, Operation
from monazite.core.magnitudes import LIMITLESS
from monazite.core.origin import Origin
from monazite.core.usual import BOTTLENECKS
from monazite.model import RULES, Outcome, Rule
from monazite.model.capacity import least_output
from monazite.model.capital import per_year
from monazite.parameters import Parameters, lead_times
from monazite.parameters.recipes import recipes_of

WORTH_AT_LEAST = 1.0
"""Dollars per tonne below which a full row counts as a tie, not as a bottleneck."""

TRIED = 4
"""Bottlenecks that are tried at each step, the most valuable first."""

GAIN = 1e-6
"""Gain of an indicator, as a share of its size, below which easing a bottleneck brought nothing."""

Measure = Callable[[Outcome], float]


@dataclass(frozen=True)
class Hold:
    """What holds one stage at home back by one rule in a year.

    `annual_value` is what the plan would save a year if the limit were twice as large, at the
    value of the first tonne, money/yr.
    """

    stage: str
    rule: str
    subjects: tuple[str, ...]
    annual_value: float


@dataclass(frozen=True)
class NextBottleneck:
    """A hold that was eased, on top of those before it, and what the indicator gained by it."""

    step: int
    hold: Hold
    before: float
    after: float
    edits: tuple[Edit, ...]


def next_bottlenecks(
    worker: Worker,
    case: Case,
    year: int,
    measure: Measure,
    *,
    falls: bool = False,
    by: float | None = None,
    most: int = BOTTLENECKS,
    best: float | None = None,
    progress: Callable[[str], None] | None = None,
) -> Iterator[NextBottleneck]:
    """Ease the bottleneck that stands before an indicator, solve again, and go on to the next.

    Of the holds worth most at each step, the one whose easing moves `measure` furthest (down if it
    `falls` when better) is eased for good; where none moves it alone, the one worth most, since
    two bottlenecks in a row only give way together. `by` raises limits by a share; without it a
    limit is taken away. Ends when nothing at home is held back any more, or when the indicator
    is at its `best`.
    """
    outcome = worker.solve(case).outcome
    edits: tuple[Edit, ...] = ()
    value = measure(outcome)
    for step in range(1, most + 1):
        if best is not None and abs(value - best) <= GAIN:
            return
        found = holds(outcome, year)[:TRIED]
        tried: list[tuple[float, Hold, Outcome, tuple[Edit, ...]]] = []
        for hold in found:
            if progress is not None:
                progress(f"Bottleneck {step}: {hold.stage}, {hold.rule.replace('_', ' ')}")
            eased: tuple[Edit, ...] = (*edits, *easing(outcome, hold, year, by))
            solved = worker.solve(case.with_edits(eased)).outcome
            if solved.status == "optimal":
                gain = (value - measure(solved)) if falls else (measure(solved) - value)
                tried.append((gain, hold, solved, eased))
        if not tried:
            return
        chosen = max(tried, key=lambda one: one[0])
        if not chosen[0] > GAIN * max(1.0, abs(value)):
            chosen = tried[0]
        _, hold, outcome, eased = chosen
        after = measure(outcome)
        yield NextBottleneck(step, hold, value, after, eased[len(edits) :])
        value, edits = after, eased


def holds(outcome: Outcome, year: int) -> list[Hold]:
    """List what holds plants at home back in a year, the most valuable first.

    Rules that more plant, a larger permit or more ore would ease are taken together by stage;
    limits on trade are a choice. Which these are stands in their records.
    """
    rules = [rule for rule in RULES.values() if rule.holds_plants]
    found = [hold for rule in rules for hold in _by_stage(outcome, year, rule)]
    return sorted(found, key=lambda hold: -hold.annual_value)


def _by_stage(outcome: Outcome, year: int, rule: Rule) -> Iterator[Hold]:
    labels = outcome.labels
    by_stage: dict[str, dict[str, float]] = {}
    for facility, annual_value in annual_values(outcome, year, rule):
        if labels.facility_region[facility] == labels.home and annual_value > 0:
            by_stage.setdefault(labels.facility_stage[facility], {})[facility] = annual_value
    for stage, found in by_stage.items():
        yield Hold(stage, rule.name, tuple(found), sum(found.values()))


def annual_values(outcome: Outcome, year: int, rule: Rule) -> Iterator[tuple[str, float]]:
    """Facilities a rule holds back in a year, and the yearly worth of their limits, money/yr.

    A limit on what runs counts in its year, one on tonnes over all years for what it is used on in
    the year. What may be decided counts as a yearly payment over the life of the plant: of limits
    by year those of decisions that are online by then.
    """
    dual = rule.dual(outcome)
    if dual is None or rule.limit is None:
        return
    parameters = outcome.parameters
    least = WORTH_AT_LEAST * outcome.labels.dollar
    duals = rule.dual_sign * dual.transpose(rule.subject, ...)
    plants = [str(name) for name in duals.coords[rule.subject].values]
    if "decided" in duals.dims:
        limit = rule.limit(outcome).sel({rule.subject: plants}).transpose(rule.subject, "period")
        leads = lead_times(parameters).sel(facility=plants).values
        online = np.array(outcome.labels.periods) + leads <= year
        counts = online & (duals.values >= least)
        nothing = np.zeros(duals.shape)
        totals = np.multiply(duals.values, limit.values, out=nothing, where=counts)
        for facility, total in zip(plants, totals.sum(axis=1).tolist(), strict=True):
            yield facility, total * per_year(parameters, facility)
        return
    if "period" in duals.dims:
        duals = duals.sel(period=year)
    sizes = _sizes(outcome, year, rule)
    for facility, annual_value in zip(plants, duals.values.tolist(), strict=True):
        if annual_value >= least and np.isfinite(sizes[facility]):
            times = per_year(parameters, facility) if rule.counts == "building" else 1.0
            yield facility, annual_value * sizes[facility] * times


def _sizes(outcome: Outcome, year: int, rule: Rule) -> dict[str, float]:
    """What the worth of a rule applies to in a year, by plant.

    Where a limit of nothing can be raised, what home wants of the plant; where plants can be added
    at a stage at home without any, what home wants shared by its sites.
    """
    labels = outcome.labels
    amount = rule.size or rule.limit
    assert amount is not None
    assert rule.relief is not None
    given = amount(outcome)
    if "period" in given.dims:
        given = given.sel(period=year)
    sizes = dict(
        zip(map(str, given.coords[rule.subject].values), given.values.tolist(), strict=True)
    )
    if rule.counts != "flow":
        return sizes
    stages: dict[str, list[str]] = {}
    for facility in sizes:
        if labels.facility_region[facility] == labels.home:
            stages.setdefault(labels.facility_stage[facility], []).append(facility)
    for members in stages.values():
        empty = [facility for facility in members if sizes[facility] <= 1e-9]
        if rule.relief.how == "add" and len(empty) < len(members):
            continue
        shared = len(members) if rule.relief.how == "add" else 1
        for facility in empty:
            sizes[facility] = _wanted(outcome, facility, year) / shared
    return sizes


def _wanted(outcome: Outcome, facility: str, year: int) -> float:
    """Tonnes that could be worth making at a plant that is not there yet: what home uses up."""
    labels = outcome.labels
    content = outcome.parameters["content"].sel(group=labels.tracked_group)
    recipe = recipes_of(outcome.parameters)[labels.facility_recipe[facility]]
    held = max(
        abs(amount) * float(content.sel(material=material)) for material, amount in recipe.items()
    )
    if held <= 0:
        return 0.0
    need = sum(
        float(outcome["served"].sel(use_option=use_option.name, period=year))
        * float(content.sel(material=use_option.material))
        for use_option in labels.use_options
        if use_option.region == labels.home
    )
    return need / held


def easing(outcome: Outcome, hold: Hold, year: int, by: float | None) -> Iterator[Edit]:
    """Give the edits that raise the limits of a hold by a share, or take them away.

    Capacity is given to every plant the hold names, ramped and in every year; contracts and the
    like that force a plant to run in step with its capacity stay at the tonnes they were.
    """
    rule = RULES[hold.rule]
    relief = rule.relief
    assert relief is not None
    parameters = outcome.parameters
    for subject in hold.subjects:
        if relief.how == "raise":
            yield _raised(hold, relief.parameter, by, **{rule.eased: subject})
            continue
        yield from _floors_kept(parameters, hold, subject)
        more = _more_capacity(outcome, rule, subject, year, by)
        first = parameters.labels.vintages[0]
        yield _edit(hold, relief.parameter, "add", more, facility=subject, vintage=first)


def tightening(outcome: Outcome, hold: Hold, by: float) -> Iterator[Edit]:
    """Give the edits that lower the limits of a hold by a share, in every year.

    A plant then runs for less of a year, whether it stands or is yet to be built; what contracts
    and the like force it to make stays at the tonnes it was.
    """
    rule, by = RULES[hold.rule], min(by, 1.0)
    assert rule.relief is not None
    for subject in hold.subjects:
        if rule.relief.how == "raise":
            yield _raised(hold, rule.relief.parameter, -by, **{rule.eased: subject})
            continue
        yield from _floors_kept(outcome.parameters, hold, subject)
        yield _edit(hold, "availability", "multiply", 1.0 - by, facility=subject)


def _more_capacity(
    outcome: Outcome, rule: Rule, facility: str, year: int, by: float | None
) -> float:
    if by is None:
        return LIMITLESS
    at = {"facility": facility}
    size = _sizes(outcome, year, rule)[facility]
    available = float(outcome.parameters["availability"].sel(at).sel(period=year))
    usable = available * float(outcome.parameters["ramp"].sel(at).values[-1])
    return by * size / usable if usable > 0 else 0.0


def _floors_kept(parameters: Parameters, hold: Hold, facility: str) -> Iterator[Edit]:
    if bool((parameters["floor_share"].sel(facility=facility) > 0).any()):
        least = least_output(parameters).sel(facility=facility)
        for period in parameters.labels.periods:
            floor = float(least.sel(period=period))
            yield _edit(hold, "floor", "at_least", floor, facility=facility, period=period)
        yield _edit(hold, "floor_share", "set", 0.0, facility=facility)


def _raised(hold: Hold, parameter: str, by: float | None, **where: str) -> Edit:
    if by is None:
        return _edit(hold, parameter, "set", LIMITLESS, **where)
    return _edit(hold, parameter, "multiply", 1.0 + by, **where)


def _edit(
    hold: Hold, parameter: str, operation: Operation, value: float, **where: str | int
) -> Edit:
    return Edit(
        parameter=parameter,
        where=where,
        operation=operation,
        value=value,
        reason=f"What if {hold.rule.replace('_', ' ')} did not hold {hold.stage} back?",
        origin=Origin(EASED, f"{hold.stage}.{hold.rule}"),
    )
