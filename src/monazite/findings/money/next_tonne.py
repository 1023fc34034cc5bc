"""What a tonne of capacity more would cost and earn at each plant that takes certain goods on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from monazite.core.records import Record
from monazite.findings.costs import KILOGRAMS
from monazite.findings.money.investors import SMALLEST, Books, books_of
from monazite.findings.money.returns import Numbers, discounting
from monazite.findings.solution import Solution
from monazite.parameters import addition_share, lead_times
from monazite.parameters.labels import region_of
from monazite.parameters.positions import at_labels, positions
from monazite.parameters.recipes import recipes_of


@dataclass(frozen=True)
class NextTonne(Record):
    """A tonne a year of capacity more at a plant, decided in a year; money in money/kg.

        cost = feed + other + capital - support            gap = cost - sells

    each the mean over all the plant makes in its life, discounted at what its owner asks, at the
    prices of the plan, per kilogram of its product in `unit`: the reference of its recipe, or where
    that is something it takes, what it gives of most worth. `feed` is what the goods in question
    cost it, `other` its other inputs and running, `sells` what all it gives fetches at home, with
    what bound buyers pay above the price, `abroad` the least price of the product in a region
    abroad whose plants make it, None where none does. A `gap` above zero is what a kilogram would
    have to fetch more. `takes` are contained tonnes of the tracked group in the goods a tonne of
    capacity takes a year, `gives` tonnes of the product it gives. `half` are years from the
    decision until half of it runs.

    `may` is the most capacity that may be decided a year, `built` what is ordered and added in all
    from that year on, t/yr. `priced` says whether the study states what building it costs.
    """

    facility: str
    title: str
    product: str
    decided: int
    rate: float
    feed: float
    other: float
    capital: float
    support: float
    cost: float
    sells: float
    abroad: float | None
    gap: float
    takes: float
    gives: float
    half: float
    may: float
    built: float
    unit: str
    priced: bool

    @property
    def takes_per_product(self) -> float:
        """Contained tonnes of the goods in question in a tonne of the product."""
        return self.takes / self.gives


def next_tonnes(solution: Solution, goods: Collection[str], decided: int) -> tuple[NextTonne, ...]:
    """Value a tonne more at every home plant that takes goods on, the smallest gap first.

    Plants that give the same goods again only pass them on. A plant without a stated life lives to
    the end of the horizon; it runs as full as it can and is paid what a scheme offers.
    """
    labels, books = solution.labels, books_of(solution)
    recipes = recipes_of(solution.parameters)
    found = []
    for facility in labels.facilities:
        if labels.facility_region[facility] != solution.home:
            continue
        moved = recipes.get(labels.facility_recipe[facility], {})
        takes = {one: -size for one, size in moved.items() if size < 0 and one in goods}
        if takes and _gives_another(moved, goods):
            gives = {one: size for one, size in moved.items() if size > 0}
            found.append(_valued(solution, books, facility, takes, gives, decided))
    return tuple(sorted(found, key=lambda one: (not one.priced, one.gap, one.facility)))


def taken_on(solution: Solution, goods: Collection[str], decided: int) -> tuple[str, ...]:
    """Forms in which goods come to plants at home that can grow: themselves, or what is made first.

    Where no plant at home that takes a good can grow, as with one that only makes it ready, it is
    followed in the main product of those that take it, stage by stage, to where plants can; where
    none can, the good stays. A plant can grow whose cost to build is stated, that may be added to,
    or that is ordered or added to.
    """
    found: dict[str, None] = {}
    for good in goods:
        found.update(dict.fromkeys(_followed(solution, good, decided, (good,)) or (good,)))
    return tuple(found)


def _followed(
    solution: Solution, good: str, decided: int, passed: tuple[str, ...]
) -> tuple[str, ...]:
    """The forms in which a good reaches plants that can grow; none where it reaches none."""
    takers = next_tonnes(solution, (good,), decided)
    if any(plant.priced or plant.may > 0 or plant.built > 0 for plant in takers):
        return (good,)
    made = dict.fromkeys(plant.product for plant in takers)
    reached: dict[str, None] = {}
    for one in made:
        if one not in passed and solution.tracked_content(one) > 0:
            reached.update(dict.fromkeys(_followed(solution, one, decided, (*passed, one))))
    return tuple(reached)


def _gives_another(moved: Mapping[str, float], goods: Collection[str]) -> bool:
    """Whether a recipe gives something, and none of these goods again."""
    gives = [material for material, size in moved.items() if size > 0]
    return bool(gives) and not any(material in goods for material in gives)


def _valued(
    solution: Solution,
    books: Books,
    facility: str,
    takes: dict[str, float],
    gives: dict[str, float],
    decided: int,
) -> NextTonne:
    parameters, labels = solution.parameters, solution.labels
    product = _product(solution, facility, gives)
    then: dict[str, str | int] = {"facility": facility, "period": decided}
    lead = float(at_labels(lead_times(parameters), then))
    dearer = float(at_labels(parameters["capital_cost_factor"], then))
    price = dearer * parameters.at("capital_cost", facility)
    share = at_labels(addition_share(parameters), {"facility": facility, "decided": decided})
    own = price * float(at_labels(books.owners, then))
    cohort = books.cohort_of(facility, "open", 1.0, decided + lead, own, share)
    rate = books.asked_of(facility)
    worth = cohort.output * discounting(
        np.array([year + 1 - cohort.online for year in books.years]), rate
    )
    made = max(float(worth.sum()) * gives[product], SMALLEST) * KILOGRAMS

    def mean(by_year: Numbers) -> float:
        return float((worth * by_year).sum()) / made

    margins = books.margins(facility, "open")
    bought = _bought(solution, books, facility, takes)
    abroad = [
        mean(gives[product] * books.by_year(solution.outcome.price(product, region)))
        for region in _makers(solution, product)
    ]
    feed, sells, support = mean(bought), mean(margins["sales"]), mean(margins["support"])
    other = mean(margins["inputs"] - bought + margins["running"])
    capital = cohort.capital / made
    cost = feed + other + capital - support
    may = _may_grow(solution, facility, decided)
    return NextTonne(
        facility=facility,
        title=parameters.titles.get(facility, facility),
        product=product,
        decided=decided,
        rate=rate,
        feed=feed,
        other=other,
        capital=capital,
        support=support,
        cost=cost,
        sells=sells,
        abroad=min(abroad, default=None),
        gap=cost - sells,
        takes=sum(solution.tracked_content(one) * size for one, size in takes.items()),
        gives=gives[product],
        half=lead + _years_to_half(at_labels(parameters["ramp"], {"facility": facility}).values),
        may=may,
        built=built_from(solution, facility, decided),
        unit=f"{solution.money}/kg {labels.material_basis[product]}",
        priced=price > 0,
    )


def _bought(solution: Solution, books: Books, facility: str, takes: Mapping[str, float]) -> Numbers:
    """What the feed of a tonne of activity costs where the plant stands, by year."""
    outcome, labels = solution.outcome, solution.labels
    costs = (
        size * books.by_year(outcome.price(one, labels.place_of(facility, one)))
        for one, size in takes.items()
    )
    return sum(costs, np.zeros(len(books.years)))


def _may_grow(solution: Solution, facility: str, decided: int) -> float:
    """Most that may be added at a plant in a year from that on, t/yr; less than a trace is none."""
    place, first = solution.labels.facilities.index(facility), solution.years.index(decided)
    rates = solution.planned("build_rate")[place, first:]
    may = min(float(rates.max()), solution.parameters.at("site_limit", facility))
    return may if may > SMALLEST else 0.0


def built_from(solution: Solution, facility: str, first: int) -> float:
    """What is ordered and added at a plant from a year on, within the reported years, t/yr."""
    years = [year for year in solution.years if year >= first]
    programme = solution.parameters["programme"]
    vintages = positions(programme, "vintage")
    ordered = at_labels(programme, {"facility": facility}).values
    total = float(ordered[[vintages[year] for year in years]].sum())
    added = solution.outcome.values.get("addition")
    if added is not None and facility in positions(added, "investable"):
        decided = positions(added, "decided")
        tonnes = at_labels(added, {"investable": facility}).values
        total += float(tonnes[[decided[year] for year in years]].sum())
    return total


def _product(solution: Solution, facility: str, gives: dict[str, float]) -> str:
    """The reference of a plant's recipe; where it takes that, what it gives of most worth."""
    chain = solution.study.chain
    reference = chain.reference[chain.facility[facility].recipe]
    if reference in gives:
        return reference
    return max(gives, key=lambda one: gives[one] * solution.parameters.at("price", one))


def _makers(solution: Solution, product: str) -> list[str]:
    """Regions abroad with a plant that makes a product."""
    labels = solution.labels
    making = {
        recipe
        for recipe, amounts in recipes_of(solution.parameters).items()
        if amounts.get(product, 0.0) > 0
    }
    balanced = {region_of(place) for material, place in labels.nodes if material == product}
    return sorted(
        {
            labels.facility_region[facility]
            for facility in labels.facilities
            if labels.facility_recipe[facility] in making
            and labels.facility_region[facility] in balanced - {solution.home}
        }
    )


def _years_to_half(ramp: Numbers) -> float:
    """Years after the first day until the ramp reaches half of nameplate."""
    there = np.flatnonzero(ramp >= 0.5 - 1e-9)
    return float(there[0]) if there.size else float(len(ramp))
