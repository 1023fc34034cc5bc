"""Why one export limit builds an industry at home and another does not: the same five conditions.

Share of the world's ore, who needs it and how soon they can do without, what the next stage costs
at home, capital ready to move, and time; with the number at which the answer would turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from monazite.core.records import Record
from monazite.findings.comparison.buyers import Buyer, buyer_of, made_abroad
from monazite.findings.comparison.limits import CHANGE_SHOWS, first_year_of_gain
from monazite.findings.money import NextTonne, built_from, next_tonnes, taken_on
from monazite.findings.solution import Series, Solution, at, once_for_a_plan

COUNTS = 0.01
"""Share of what is sold and limited below which a material is no part of the question."""


@dataclass(frozen=True)
class Condition(Record):
    """One figure of the page, `value` in `unit`; `subject` is a region or plant, blank for home.

    `value` is None where there is none: of a year that does not come, or of what was not asked.
    """

    question: str
    measure: str
    subject: str
    title: str
    year: int | None
    value: float | None
    unit: str


@dataclass(frozen=True)
class Halting:
    """The conditions under which a strategy's export limits build, or do not; see `halting`.

    `ore` and `sold` are home's shares of what the world digs of the tracked group and makes of the
    goods that are limited, in the baseline in the year `before`; `materials` are these goods.
    `others_make` is what plants elsewhere make more of them than without the limits, by year, with
    its sign: plans move output between years, so that its sum says more than one year.
    `gain` is the first year in which home makes more of the product for the limits, if one comes.
    `may_take` is what plants that may be decided in a year could take on, `built_take` what those
    ordered or added from `begins` on take, `free_take` the same without the limits, all in
    contained tonnes a year. `plants` are valued at the prices of the plan, `free_plants` at those
    without the limits; they take on the goods, or the forms `taken` of them that first come to
    plants that can grow.
    """

    begins: int
    before: int
    materials: tuple[str, ...]
    taken: tuple[str, ...]
    ore: float | None
    sold: float | None
    others_make: dict[int, float]
    buyers: tuple[Buyer, ...]
    plants: tuple[NextTonne, ...]
    free_plants: tuple[NextTonne, ...]
    may_take: float
    built_take: float
    free_take: float
    gain: int | None
    contained: str
    money: str
    """The money all of it is in."""

    @property
    def nearest(self) -> NextTonne | None:
        """The plant of the next stage of which a tonne more lacks least; None without a cost.

        Of those that may be built, where any may.
        """
        priced = [plant for plant in self.plants if plant.priced]
        return next((plant for plant in priced if plant.may > 0), next(iter(priced), None))

    @property
    def gap(self) -> float | None:
        """What a kilogram of the nearest plant's product costs above what it fetches, money.

        The answer would turn where it is nil; below, cost does not stand in the way.
        """
        return None if self.nearest is None else self.nearest.gap

    @property
    def free_gap(self) -> float | None:
        """The same of the same plant at the prices without the limits."""
        name = None if self.nearest is None else self.nearest.facility
        return next((one.gap for one in self.free_plants if one.facility == name), None)

    @property
    def soonest(self) -> float | None:
        """Least years from a decision until half of a plant of the next stage runs.

        Of those that may be built, are ordered or added, where any are.
        """
        coming = [plant for plant in self.plants if plant.may > 0 or plant.built > 0]
        return min((plant.half for plant in coming or self.plants), default=None)

    @property
    def withheld(self) -> dict[int, float]:
        """What is withheld from all buyers together by year, contained tonnes."""
        years = self.others_make
        return {year: sum(buyer.withheld[year] for buyer in self.buyers) for year in years}

    @property
    def replaced(self) -> float | None:
        """Part of all that is withheld that plants elsewhere make more, 0 to 1; None of nothing."""
        withheld = sum(self.withheld.values())
        if withheld < CHANGE_SHOWS:
            return None
        return min(max(sum(self.others_make.values()) / withheld, 0.0), 1.0)

    def conditions(self) -> Iterator[Condition]:
        """Give every figure as a row, in the order of the page."""
        yearly = f"t {self.contained}/yr"

        def home(
            question: str, measure: str, year: int | None, value: float | None, unit: str
        ) -> Condition:
            return Condition(question, measure, "", "", year, value, unit)

        yield home("ore", "share_of_ore", self.before, self.ore, "1")
        yield home("ore", "share_of_goods", self.before, self.sold, "1")
        for year, tonnes in self.others_make.items():
            yield home("users", "others_make", year, tonnes, yearly)
        yield home("users", "replaced", None, self.replaced, "1")
        for buyer in self.buyers:
            who = (buyer.region, buyer.title)
            yield Condition("users", "leans", *who, self.before, buyer.leans, "1")
            for year, tonnes in buyer.withheld.items():
                yield Condition("users", "withheld", *who, year, tonnes, yearly)
                yield Condition("users", "missed", *who, year, buyer.missed[year], yearly)
            yield Condition("users", "loss", *who, buyer.first_loss, buyer.loss, f"{self.money}/yr")
            wait = _years_between(buyer.first_loss, buyer.does_without)
            yield Condition("users", "does_without", *who, buyer.does_without, wait, "yr")
        for plant in self.plants:
            for measure in ("cost", "feed", "sells", "abroad", "gap"):
                priced = plant.priced or measure not in ("cost", "gap")
                yield Condition(
                    *("cost", measure, plant.facility, plant.title, plant.decided),
                    getattr(plant, measure) if priced else None,
                    plant.unit,
                )
        yield home("capital", "may_take", None, self.may_take, yearly)
        yield home("capital", "built_take", None, self.built_take, yearly)
        yield home("capital", "built_take_without_limits", None, self.free_take, yearly)
        for plant in self.plants:
            yield Condition("time", "half", plant.facility, plant.title, None, plant.half, "yr")
        yield home("time", "first_gain", self.gain, _years_between(self.begins, self.gain), "yr")
        unit = f"{self.money}/kg" if self.nearest is None else self.nearest.unit
        yield home("turning", "gap", self.begins, self.gap, unit)
        yield home("turning", "gap_without_limits", self.begins, self.free_gap, unit)


@once_for_a_plan
def halting(solution: Solution) -> Halting | None:
    """Tell what the export limits of a strategy met; None for one without any in years reported.

    `begins` is the first year in which they hold, and `before` the year before it, or the first one
    reported. The goods are those of the limited lanes that home sold to anybody in the baseline in
    that year, each at least a hundredth of all, in contained tonnes of the tracked group; where
    none was sold, those that are sold later without the limits. Withheld is against the same
    strategy without its limits.
    """
    free = solution.without_limits
    if free is None:
        return None
    baseline = solution.baseline_solution or free
    rows = _limited_lanes(solution, free)
    begins = _first_year(solution, free)
    if begins is None:
        return None
    years = [year for year in solution.years if year >= begins]
    before = max(begins - 1, solution.years[0])
    place = solution.years.index(before)
    sold = _sold(baseline, rows)
    goods = _counting({one: float(tonnes[place]) for one, tonnes in sold.items()})
    if not goods:
        goods = _counting({one: float(t.sum()) for one, t in _sold(free, rows).items()})
    regions = dict.fromkeys(solution.labels.lanes[row].destination for row in rows)
    buyers = [buyer_of(solution, free, baseline, region, goods, years, place) for region in regions]
    taken = taken_on(solution, goods, begins)
    plants = next_tonnes(solution, taken, begins)
    more = made_abroad(solution, goods) - made_abroad(free, goods)
    return Halting(
        begins=begins,
        before=before,
        materials=goods,
        taken=taken,
        ore=share_of_ore(solution, before),
        sold=_share(baseline, goods, place),
        others_make={year: at(solution, more, year) for year in years},
        buyers=tuple(
            sorted(
                (one for one in buyers if one.leans or max(one.withheld.values()) > CHANGE_SHOWS),
                key=lambda one: -max(one.withheld.values()),
            )
        ),
        plants=plants,
        free_plants=next_tonnes(free, taken, begins),
        may_take=sum(plant.may * plant.takes for plant in plants),
        built_take=sum(plant.built * plant.takes for plant in plants),
        free_take=sum(built_from(free, one.facility, begins) * one.takes for one in plants),
        gain=first_year_of_gain(solution),
        contained=solution.study.tracked,
        money=solution.money,
    )


def ordered_for(solution: Solution, found: Halting, first: int) -> float:
    """What the plants of a halt that a plan orders or adds from a year on take, contained t/yr."""
    return sum(built_from(solution, one.facility, first) * one.takes for one in found.plants)


def share_of_ore(solution: Solution, year: int) -> float | None:
    """Home's share of what the world digs of the tracked group in the baseline; None of nothing.

    Of the plan itself, where it is held against no baseline.
    """
    against = solution.baseline
    baseline = solution if against is None else Solution(solution.study, against)
    return _share(baseline, _dug(solution), solution.years.index(year))


def _limited_lanes(solution: Solution, free: Solution) -> list[int]:
    """Lanes from home that a limit of the strategy counts and that hold the tracked group."""
    now, then = (
        np.asarray(one.parameters["export_content"].transpose("slot", "lane").values)
        for one in (solution, free)
    )
    limited = set(np.flatnonzero(np.any((now > 0) & (then <= 0), axis=0)).tolist())
    return [
        row
        for row, lane in enumerate(solution.labels.lanes)
        if row in limited
        and lane.origin == solution.home
        and not lane.is_transfer
        and solution.tracked_content(lane.material) > 0
    ]


def _first_year(solution: Solution, free: Solution) -> int | None:
    """First reported year in which a limit of the strategy holds; None if none ever does."""
    now, then = (
        np.asarray(one.parameters["export_limit"].transpose("slot", "period").values)
        for one in (solution, free)
    )
    holds = np.any(np.isfinite(now) & ~np.isfinite(then), axis=0)[: len(solution.years)]
    return next((year for year, held in zip(solution.years, holds, strict=True) if held), None)


def _sold(solution: Solution, rows: Sequence[int]) -> dict[str, Series]:
    """What home sells along lanes by material, contained tonnes of the tracked group."""
    found: dict[str, Series] = {}
    shipped = solution.reported("shipment")
    for row in rows:
        material = solution.labels.lanes[row].material
        tonnes = solution.tracked_content(material) * shipped[row]
        found[material] = found.get(material, solution.zeros()) + tonnes
    return found


def _counting(sold: dict[str, float]) -> tuple[str, ...]:
    whole = sum(sold.values())
    if whole < CHANGE_SHOWS:
        return ()
    return tuple(material for material, tonnes in sold.items() if tonnes >= COUNTS * whole)


def _dug(solution: Solution) -> tuple[str, ...]:
    """Materials that come out of mines, whatever their form."""
    mines = solution.study.words.mines
    stage = solution.material_stage
    return tuple(one for one in solution.labels.materials if stage[one] in mines)


def _share(solution: Solution, materials: Sequence[str], place: int) -> float | None:
    """Home's share of the world's output of materials, in contained tonnes; None of nothing."""
    made, own = (
        sum(
            solution.tracked_content(one) * float(solution.made((one,), region)[place])
            for one in materials
        )
        for region in (None, solution.home)
    )
    return own / made if made > 1e-6 else None


def _years_between(first: int | None, last: int | None) -> float | None:
    return None if first is None or last is None else float(last - first)
