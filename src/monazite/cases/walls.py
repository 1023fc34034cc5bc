"""Eases what holds a plan back, one wall after the other, to see what stands behind each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from monazite.cases.case import Case
from monazite.cases.worker import Worker
from monazite.core.edit import Edit
from monazite.core.magnitudes import LIMITLESS
from monazite.model import Outcome
from monazite.model.capacity import least_output
from monazite.model.capital import annuity_factor
from monazite.parameters import Parameters, addition_share, committed_capacity, lead_times

WORTH_AT_LEAST = 1.0
"""USD_2024 per tonne below which a full row counts as a tie, not as a wall."""

TRIED = 4
"""Walls that are tried at each step, the most valuable first."""

GAIN = 1e-6
"""Gain of an indicator, as a share of its size, below which easing a wall brought nothing."""

Measure = Callable[[Outcome], float]


@dataclass(frozen=True)
class Hold:
    """What holds one stage at home back by one rule in a year.

    `worth` is what the plan would save a year if the limit were twice as large, at the value of
    the first tonne, USD_2024/yr.
    """

    stage: str
    rule: str
    subjects: tuple[str, ...]
    worth: float


@dataclass(frozen=True)
class Wall:
    """A hold that was eased, on top of those before it, and what the indicator gained by it."""

    step: int
    hold: Hold
    before: float
    after: float
    edits: tuple[Edit, ...]


def walls(
    worker: Worker,
    case: Case,
    year: int,
    measure: Measure,
    *,
    falls: bool = False,
    by: float | None = None,
    most: int = 5,
    best: float | None = None,
    progress: Callable[[str], None] | None = None,
) -> Iterator[Wall]:
    """Ease the wall that stands before an indicator, solve again, and go on to the next.

    Of the holds worth most at each step, the one whose easing moves `measure` furthest (down if it
    `falls` when better) is eased for good; where none moves it alone, the one worth most, since
    two walls in a row only give way together. `by` raises limits by a share; without it a limit is
    taken away. Ends when nothing at home is held back any more, or when the indicator is at its
    `best`.
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
                progress(f"Wall {step}: {hold.stage}, {hold.rule.replace('_', ' ')}")
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
        yield Wall(step, hold, value, after, eased[len(edits) :])
        value, edits = after, eased


def holds(outcome: Outcome, year: int) -> list[Hold]:
    """List what holds plants at home back in a year, the most valuable first.

    Rules are taken together by stage: full plants, permits, the speed of building and the room of
    sites that kept capacity of that year from being decided, and reserves.
    """
    found = [hold for rule in RULES for hold in _by_stage(outcome, year, rule)]
    return sorted(found, key=lambda hold: -hold.worth)


def _by_stage(outcome: Outcome, year: int, rule: str) -> Iterator[Hold]:
    labels = outcome.labels
    by_stage: dict[str, dict[str, float]] = {}
    for facility, worth in RULES[rule](outcome, year):
        if labels.facility_region[facility] == labels.home and worth > 0:
            by_stage.setdefault(labels.facility_stage[facility], {})[facility] = worth
    for stage, worths in by_stage.items():
        yield Hold(stage, rule, tuple(worths), sum(worths.values()))


Worths = Iterator[tuple[str, float]]
"""Facilities a rule holds back in a year, and the yearly worth of their limits, USD_2024/yr."""


def _full(outcome: Outcome, year: int) -> Worths:
    sizes = _sizes(outcome, year)
    duals = outcome.duals["output_within_capacity"].sel(period=year)
    for facility, size in sizes.items():
        worth = -float(duals.sel(facility=facility))
        if worth >= WORTH_AT_LEAST:
            yield facility, worth * size


def _permitted(outcome: Outcome, year: int) -> Worths:
    duals = outcome.duals["feed_within_permit"].sel(period=year)
    permits = outcome.parameters["permit"].sel(period=year)
    for facility in duals.coords["facility"].values.tolist():
        worth, permit = -float(duals.sel(facility=facility)), float(permits.sel(facility=facility))
        if worth >= WORTH_AT_LEAST and np.isfinite(permit):
            yield facility, worth * (permit or _wanted(outcome, facility, year))


def _built(outcome: Outcome, year: int) -> Worths:
    """Value of a tonne a year more decided, as a yearly payment over the life of the plant."""
    if "addition" not in outcome.values:
        return
    duals, rate = outcome.bound_duals["addition"], outcome.parameters["build_rate"]
    for facility in duals.coords["investable"].values.tolist():
        leads = lead_times(outcome.parameters).sel(facility=facility)
        total = 0.0
        for decided in outcome.labels.periods:
            worth = -float(duals.sel(investable=facility, decided=decided))
            if decided + float(leads.sel(period=decided)) <= year and worth >= WORTH_AT_LEAST:
                total += worth * float(rate.sel(facility=facility, period=decided))
        yield facility, total * _yearly(outcome, facility)


def _sited(outcome: Outcome, year: int) -> Worths:
    if "additions_within_site" not in outcome.duals:
        return
    duals = outcome.duals["additions_within_site"]
    for facility in duals.coords["investable"].values.tolist():
        worth = -float(duals.sel(investable=facility))
        limit = float(outcome.parameters["site_limit"].sel(facility=facility))
        if worth >= WORTH_AT_LEAST and np.isfinite(limit):
            yield facility, worth * limit * _yearly(outcome, facility)


def _dug(outcome: Outcome, year: int) -> Worths:
    """Value of a tonne more in the ground, for what is dug in the year."""
    if "extraction_within_reserves" not in outcome.duals:
        return
    duals = outcome.duals["extraction_within_reserves"]
    for facility in duals.coords["facility"].values.tolist():
        worth = -float(duals.sel(facility=facility))
        if worth >= WORTH_AT_LEAST:
            yield facility, worth * float(outcome["activity"].sel(facility=facility, period=year))


RULES: dict[str, Callable[[Outcome, int], Worths]] = {
    "output_within_capacity": _full,
    "feed_within_permit": _permitted,
    "additions_within_build_rate": _built,
    "additions_within_site": _sited,
    "extraction_within_reserves": _dug,
}
"""Rules that more plant, a larger permit or more ore would ease; limits on trade are a choice."""


def usable_capacity(outcome: Outcome, year: int) -> dict[str, float]:
    """Capacity of every facility in a year with what the plan adds, t/yr."""
    parameters = outcome.parameters
    capacity = committed_capacity(parameters).sel(period=year)
    standing = dict(zip(outcome.labels.facilities, capacity.values.tolist(), strict=True))
    if "addition" in outcome.values:
        share = addition_share(parameters).sel(period=year)
        available = parameters["availability"].sel(period=year)
        for facility in outcome["addition"].coords["investable"].values.tolist():
            added = outcome["addition"].sel(investable=facility).values
            usable = share.sel(facility=facility).values * float(available.sel(facility=facility))
            standing[facility] += float(added @ usable)
    return standing


def _sizes(outcome: Outcome, year: int) -> dict[str, float]:
    """Capacity by plant; of a stage at home without any, what home wants shared by its sites."""
    labels, sizes = outcome.labels, usable_capacity(outcome, year)
    stages: dict[str, list[str]] = {}
    for facility in labels.facilities:
        if labels.facility_region[facility] == labels.home:
            stages.setdefault(labels.facility_stage[facility], []).append(facility)
    for members in stages.values():
        if all(sizes[facility] <= 1e-9 for facility in members):
            for facility in members:
                sizes[facility] = _wanted(outcome, facility, year) / len(members)
    return sizes


def _yearly(outcome: Outcome, facility: str) -> float:
    terms = (
        outcome.parameters[name].sel(facility=facility) for name in ("hurdle_rate", "lifetime")
    )
    return annuity_factor(*map(float, terms)) or 1.0


def _wanted(outcome: Outcome, facility: str, year: int) -> float:
    """Tonnes that could be worth making at a plant that is not there yet: what home uses up."""
    labels = outcome.labels
    content = outcome.parameters["content"].sel(group=labels.tracked_group)
    recipe = labels.facility_recipe[facility]
    amounts = dict(zip(labels.flows, outcome.parameters["recipe_amount"].values, strict=True))
    held = max(
        (
            abs(float(amount)) * float(content.sel(material=material))
            for (of, material), amount in amounts.items()
            if of == recipe
        ),
        default=0.0,
    )
    if held <= 0:
        return 0.0
    need = sum(
        float(outcome["served"].sel(offer=f"{use}@{region}/{material}", period=year))
        * float(content.sel(material=material))
        for use, region, material in labels.offers
        if region == labels.home
    )
    return need / held


def easing(outcome: Outcome, hold: Hold, year: int, by: float | None) -> Iterator[Edit]:
    """Give the edits that raise the limits of a hold by a share, or take them away.

    Capacity is given to every plant the hold names, ramped and in every year; contracts and the
    like that force a plant to run in step with its capacity stay at the tonnes they were.
    """
    parameters = outcome.parameters
    for facility in hold.subjects:
        match hold.rule:
            case "output_within_capacity":
                yield from _floors_kept(parameters, hold, facility)
                more = _more_capacity(outcome, facility, year, by)
                yield _edit(
                    hold,
                    "nameplate",
                    "add",
                    more,
                    facility=facility,
                    vintage=parameters.labels.vintages[0],
                )
            case "feed_within_permit":
                yield _raised(hold, "permit", by, facility=facility)
            case "additions_within_build_rate":
                yield _raised(hold, "build_rate", by, facility=facility)
            case "additions_within_site":
                yield _raised(hold, "site_limit", by, facility=facility)
            case "extraction_within_reserves":
                yield _raised(hold, "reserves", by, facility=facility)


def _more_capacity(outcome: Outcome, facility: str, year: int, by: float | None) -> float:
    if by is None:
        return LIMITLESS
    at = {"facility": facility}
    size = _sizes(outcome, year)[facility]
    available = float(outcome.parameters["availability"].sel(at).sel(period=year))
    mature = float(outcome.parameters["ramp"].sel(at).values[-1])
    return by * size / (available * mature) if available * mature > 0 else 0.0


def _floors_kept(parameters: Parameters, hold: Hold, facility: str) -> Iterator[Edit]:
    if bool((parameters["floor_share"].sel(facility=facility) > 0).any()):
        least = least_output(parameters).sel(facility=facility)
        for period in parameters.labels.periods:
            floor = float(least.sel(period=period))
            yield _edit(hold, "floor", "at_least", floor, facility=facility, period=period)
        yield _edit(hold, "floor_share", "set", 0.0, facility=facility)


def _raised(hold: Hold, parameter: str, by: float | None, *, facility: str) -> Edit:
    if by is None:
        return _edit(hold, parameter, "set", LIMITLESS, facility=facility)
    return _edit(hold, parameter, "multiply", 1.0 + by, facility=facility)


def _edit(hold: Hold, parameter: str, operation: str, value: float, **where: object) -> Edit:
    return Edit(
        parameter=parameter,
        where=where,  # type: ignore[arg-type]
        operation=operation,  # type: ignore[arg-type]
        value=value,
        reason=f"What if {hold.rule.replace('_', ' ')} did not hold {hold.stage} back?",
        origin=f"walls#{hold.stage}.{hold.rule}",
    )
