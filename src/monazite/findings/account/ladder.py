"""From what was promised to what is made: where the tonnes of a promise are lost on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from monazite.core.labelled import Labelled, dot
from monazite.core.records import Record
from monazite.findings.account.contained import held_by_plants, held_in_plants
from monazite.findings.solution import PRODUCT, Contained, Solution
from monazite.parameters import Parameters, addition_share, committed_capacity

RUNGS = ("promised", "allowed", "date", "delivery", "economics", "idle", "made", "standing", "home")
"""The rungs in order; those between what is promised or allowed and what is made take away."""


@dataclass(frozen=True)
class Rung(Record):
    """One rung of a ladder, t/yr in its unit."""

    rung: str
    year: int
    value: float
    unit: str


@dataclass(frozen=True)
class Ladder:
    """What a promise to make a material comes to in a year, in t/yr; losses are negative.

        promised + allowed + date + delivery + economics + idle = made
        made + standing = home

    `promised` is the capacity that levers order, and what investors may add as far as a scheme has
    awarded it support by the tonne; `allowed` is what else they may add in all, a ceiling that
    nobody has promised to fill; both at plants that make the material and do not take it in. `date`
    is what would not be there yet, or not ramped up, if all
    of it came as soon as it may. `delivery` is what the world takes of that, `economics` what the
    plan does not add because it does not pay, `idle` what is there and does not run. `standing` is
    what plants make that stand or are being built anyway, `home` all that is made at home.
    """

    year: int
    unit: str
    promised: float
    allowed: float
    date: float
    delivery: float
    economics: float
    idle: float
    made: float
    standing: float
    home: float

    def rungs(self) -> dict[str, Rung]:
        """Give the rungs by name, in order."""
        values = (
            *(self.promised, self.allowed, self.date, self.delivery, self.economics),
            *(self.idle, self.made, self.standing, self.home),
        )
        return {
            name: Rung(name, self.year, value, self.unit)
            for name, value in zip(RUNGS, values, strict=True)
        }


def ladder(
    solution: Solution,
    promised: Parameters,
    year: int,
    stage: str = PRODUCT,
    of: Contained | None = None,
) -> Ladder:
    """Read the ladder of a plan in a year.

    `promised` are the parameters of the same levers in a world that delivers all of them in time.
    Tonnes are of what the plants make, or what that holds where `of` says so and any of it does.
    """
    plants = makers(solution, stage)
    of = held_in_plants(solution, plants, of)
    known = held_by_plants(solution, of)
    holds = np.array([known[name] for name in plants])
    sworn, allowed = _promised(promised, dict(zip(plants, holds.tolist(), strict=True)))
    size = sworn + allowed
    could = holds * _at(_potential(promised, plants), year)
    delivered = holds * _at(_potential(solution.parameters, plants), year)
    built = holds * _at(_built(solution, plants), year)
    capacity = _at(solution.usable_capacity.sel(facility=plants), year)
    activity = _at(solution.outcome["activity"].sel(facility=plants), year)
    used = np.divide(activity, capacity, out=np.zeros(len(plants)), where=capacity > 1e-9)
    made = float((used * built).sum())
    ran = float((holds * activity).sum())
    own = solution.labels.material_basis[solution.materials(stage)[0]]
    basis = own if of is None else of.words
    return Ladder(
        year=year,
        unit=f"t {basis}/yr",
        promised=sworn,
        allowed=allowed,
        date=float(could.sum()) - size,
        delivery=float(delivered.sum() - could.sum()),
        economics=float(built.sum() - delivered.sum()),
        idle=made - float(built.sum()),
        made=made,
        standing=ran - made,
        home=ran,
    )


def makers(solution: Solution, stage: str) -> list[str]:
    """Plants at home that make the materials of a stage and do not take any of them in."""
    labels, materials = solution.labels, set(solution.materials(stage))
    amounts = solution.parameters["recipe_amount"]
    gives: set[str] = set()
    takes: set[str] = set()
    for flow in labels.flows:
        if flow.material in materials:
            amount = float(amounts.sel(flow=flow.name))
            (gives if amount > 0 else takes).add(flow.recipe)
    return [
        name
        for name in labels.facilities
        if labels.facility_region[name] == labels.home
        and labels.facility_recipe[name] in gives - takes
    ]


def _promised(parameters: Parameters, plants: Mapping[str, float]) -> tuple[float, float]:
    """What levers order or a scheme awards at plants, and what else they let be added, t/yr.

    `plants` are given with what a tonne of each counts for.

    Awarded is what a plant may add, up to the most tonnes a scheme pays for in any year.
    """
    ordered = parameters["programme"].sel(facility=list(plants)).transpose("facility", ...)
    sworn = float((np.array(list(plants.values()))[:, None] * ordered.values).sum())
    allowed = 0.0
    for name, holds in plants.items():
        limit = parameters.at("site_limit", name)
        if np.isfinite(limit):
            awarded = min(limit, _most_supported(parameters, name))
            sworn += holds * awarded
            allowed += holds * (limit - awarded)
    return sworn, allowed


def _most_supported(parameters: Parameters, plant: str) -> float:
    """The most tonnes a year for which a scheme pays a plant anything."""
    if plant not in parameters.labels.awardees:
        return 0.0
    tonnes, rate = (
        parameters[name].sel(awardee=plant) for name in ("supported_limit", "incentive")
    )
    return float((tonnes * (rate > 0)).max())


def _potential(parameters: Parameters, plants: Sequence[str]) -> Labelled:
    """Capacity if all that may be added is, as soon as it may; dims facility, period."""
    labels = parameters.labels
    rates = (parameters["build_rate"] * parameters["period_years"]).sel(facility=list(plants))
    added = 0.0 * rates.rename(period="decided")
    for row, name in enumerate(plants):
        left = float(parameters["site_limit"].sel(facility=name))
        if not np.isfinite(left):
            continue
        for column in range(len(labels.periods)):
            added.values[row, column] = min(left, float(rates.values[row, column]))
            left -= float(added.values[row, column])
    return _with_orders(parameters, added, plants)


def _built(solution: Solution, plants: Sequence[str]) -> Labelled:
    """Capacity that the plan adds within the promise, and what was ordered; facility, period."""
    parameters = solution.parameters
    added = solution.outcome.values.get("addition")
    decided = Labelled(
        0.0,
        coords={
            "facility": list(plants),
            "decided": parameters.labels.coordinates("period"),
        },
        dims=("facility", "decided"),
    )
    limit = parameters["site_limit"].sel(facility=list(plants)).values
    if added is not None:
        known = set(map(str, added.coords["investable"].values))
        for row, name in enumerate(plants):
            if name in known and np.isfinite(limit[row]):
                decided.values[row] = added.sel(investable=name).values
    return _with_orders(parameters, decided, plants)


def _with_orders(parameters: Parameters, added: Labelled, plants: Sequence[str]) -> Labelled:
    names = list(plants)
    bare = {"nameplate": 0.0 * parameters["nameplate"]}
    ordered = committed_capacity(parameters.replaced(bare, ())).sel(facility=names)
    share = addition_share(parameters).sel(facility=names)
    available = parameters["availability"].sel(facility=names)
    more: Labelled = dot(added, share, "decided") * available
    return ordered + more


def _at(array: Labelled, year: int) -> npt.NDArray[np.float64]:
    return np.asarray(array.sel(period=year).values, dtype=float)
