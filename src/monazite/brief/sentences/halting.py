"""Why a strategy's export limit builds at home, or does not, in sentences."""

from __future__ import annotations

from monazite.core.numerals import Coin, number, percent
from monazite.core.wording import listed, lowered, place_named, span
from monazite.findings.comparison import CHANGE_SHOWS, Buyer, Halting
from monazite.findings.money import NextTonne
from monazite.findings.solution import Solution
from monazite.runs.plan.coin import coin_of
from monazite.runs.plan.masses import mass_of_followed

_ALL = 0.9995
"""Share of the world's output from which on it is all of it."""

SHOWS = 0.005
"""Dollars per kilogram below which nothing is missing."""


def says_why(found: Halting, solution: Solution, title: str) -> str:
    """Whether a limit builds, the five conditions it met, and where the answer would turn."""
    parts = [
        _verdict(found, solution, title),
        _ore(found, solution),
        _users(found, solution),
        _cost(found, solution),
        _capital(found, solution),
        _time(found),
        _turning(found, solution),
    ]
    return " ".join(part for part in parts if part)


def goods_of(found: Halting, solution: Solution) -> str:
    """What the limit holds back, in words."""
    titles = solution.parameters.titles
    return listed([lowered(titles.get(one, one)) for one in found.materials])


def _verdict(found: Halting, solution: Solution, title: str) -> str:
    product, more = solution.study.words.product.plural, found.built_take - found.free_take
    take = mass_of_followed(solution).said(more, found.contained)
    built = (
        f"brings plants that take {take} a year more of what is held back"
        if _builds(found)
        else "has no plant built that would not come without it"
    )
    then = (
        f", {'and' if _builds(found) else 'but brings'} more {product} from {found.gain}"
        if found.gain is not None
        else f", and brings no {product}"
    )
    return f"Under “{title}” the limit on exports from {found.begins} {built}{then}."


def _ore(found: Halting, solution: Solution) -> str:
    if found.ore is None:
        return f"Ore: nobody digs any in {found.before}."
    goods = (
        f" and alone makes {goods_of(found, solution)}, the goods the limit holds back"
        if _alone(found)
        else f" and makes {percent(found.sold)} of the world’s {goods_of(found, solution)}, "
        "the goods the limit holds back"
        if found.sold is not None
        else " and sells none that the limit holds back"
    )
    return (
        f"Ore: {solution.study.home_said} digs {percent(found.ore)} of the {found.contained} in "
        f"the world’s ore in {found.before}{goods}."
    )


def _users(found: Halting, solution: Solution) -> str:
    if not found.buyers:
        return "Users: nobody abroad buys what it limits."
    leaning = [
        f"{place_named(one.title)} had {percent(one.leans)} of what it takes of that from "
        f"{solution.study.home_said}"
        for one in found.buyers[:3]
        if one.leans is not None
    ]
    lead = f"Users: {listed(leaning)} in {found.before}. " if leaning else "Users: "
    if leaning and _alone(found):
        buyers = listed([place_named(one.title) for one in found.buyers[:3]])
        lead = f"Users: to {buyers} only other goods can serve instead. "
    if found.replaced is None:
        return f"{lead}The limit takes nothing from them, as without it none would be sold either."
    withheld = found.withheld
    years = [year for year, more in withheld.items() if more > CHANGE_SHOWS]
    missed = sum(max(0.0, sum(one.missed.values())) for one in found.buyers)
    tonnes = mass_of_followed(solution).said
    lack = (
        f"miss {tonnes(missed)} of what they want in all"
        if missed >= CHANGE_SHOWS
        else "get no less"
    )
    buying = listed([place_named(one.title) for one in found.buyers])
    elsewhere = (
        "nobody elsewhere makes them"
        if _alone(found)
        else f"plants elsewhere make more, {percent(found.replaced)} of that"
    )
    return (
        f"{lead}{tonnes(sum(withheld.values()), found.contained)} are withheld in {span(years)}; "
        f"{elsewhere}, and users in {buying} {lack}. "
        f"{_without(found.buyers[0], max(withheld), coin_of(solution))}"
    )


def _without(buyer: Buyer, last: int, coin: Coin) -> str:
    """How soon the largest buyer does without."""
    if buyer.first_loss is None:
        return f"To {place_named(buyer.title)} what is withheld costs nothing more."
    then = (
        f"still more than a tenth of that in {last}, the last year shown"
        if buyer.does_without is None
        else f"less than a tenth of that after {_years(buyer.does_without - buyer.first_loss)}"
    )
    return (
        f"Replacing it costs {place_named(buyer.title)} {coin.said(buyer.loss)} more "
        f"in {buyer.first_loss}, and "
        f"{then}."
    )


def _cost(found: Halting, solution: Solution) -> str:
    plant, coin = found.nearest, coin_of(solution)
    if plant is None:
        return ""
    abroad = (
        "nobody abroad makes it"
        if plant.abroad is None
        else f"its price abroad is {coin.single(plant.abroad)}"
    )
    support = (
        f" after {coin.single(plant.support)} of support"
        if plant.support > SHOWS * solution.dollar
        else ""
    )
    return (
        f"Cost: of plants that take it on, {_named(plant)} is nearest to paying: a kilogram of "
        f"{_product(plant, solution)} would cost "
        f"{coin.single(plant.cost)} {coin.code}{support}, "
        f"{coin.single(plant.feed)} of it for {_feed(found, solution)}, and fetch "
        f"{coin.single(plant.sells)} at home; {abroad}."
    )


def _capital(found: Halting, solution: Solution) -> str:
    if not found.plants:
        return "Capital: no plant at home is known that could take it on."
    tonnes = mass_of_followed(solution).said
    may = (
        f"plants that take {tonnes(found.may_take, found.contained)} a year may be decided in a "
        "year"
        if found.may_take > CHANGE_SHOWS
        else "no firm may build a plant that takes it on"
    )
    came = (
        f"those ordered or added take {tonnes(found.built_take)} a year, without the limit "
        f"{tonnes(found.free_take)}"
        if max(found.built_take, found.free_take) > CHANGE_SHOWS
        else "none is ordered or added"
    )
    return f"Capital: {may}; {came}."


def _time(found: Halting) -> str:
    if found.soonest is None:
        return ""
    soonest = (
        f"half of it runs {_years(found.soonest)} after"
        if found.soonest > 0
        else "half of it runs in the year of"
    )
    waits = [
        one.does_without - one.first_loss
        for one in found.buyers[:1]
        if one.first_loss is not None and one.does_without is not None
    ]
    abroad = "".join(f", and abroad they do without after {_years(wait)}" for wait in waits)
    return f"Time: with the quickest of these plants {soonest} its decision{abroad}."


def _turning(found: Halting, solution: Solution) -> str:
    plant = found.nearest
    if plant is None:
        return "Where the answer would turn cannot be told: " + (
            "what these plants cost to build is not stated." if found.plants else "see capital."
        )
    name, feed, coin = _product(plant, solution), _feed(found, solution), coin_of(solution)
    if _builds(found):
        lead = (
            "Such plants pay without the limit too, and more of them come with it"
            if found.free_gap is not None and found.free_gap <= SHOWS * solution.dollar
            else "The limit turns it"
        )
        return (
            f"{lead}: without it a kilogram of {name} {_lacks(found.free_gap, coin)}; with "
            f"the plants it brings, one more {_lacks(plant.gap, coin)}."
        )
    if plant.gap > SHOWS * solution.dollar:
        alone = (
            f"{feed} costs it {coin.single(plant.feed)} in all, so that no cheaper feed alone "
            "turns it"
            if plant.feed < plant.gap
            else f"{feed}, cheaper by {percent(plant.gap / plant.feed)}, would do it too"
        )
        leave = ", but for leave to build, which no firm has" if _closed(found) else ""
        return (
            f"The answer would turn at {coin.single(plant.gap)} {coin.code}: so much more a "
            f"kilogram of {name} would have to fetch, or so much less to cost "
            f"({coin.single(found.free_gap)} without the limit); {alone}{leave}."
        )
    stands = (
        ", leave to build does"
        if _closed(found)
        else "; such plants are built with and without the limit"
        if found.built_take > CHANGE_SHOWS
        else ""
    )
    return (
        f"At the prices of the plan a kilogram of {name} {_lacks(plant.gap, coin)}, and "
        f"without the "
        f"limit {_lacks(found.free_gap, coin)}: cost does not stand in the way{stands}."
    )


def _lacks(gap: float | None, coin: Coin) -> str:
    """What a kilogram costs above what it fetches, or fetches above what it costs."""
    if gap is None or abs(gap) <= SHOWS * coin.dollar:
        return "fetches what it costs"
    if gap > 0:
        return f"would fetch {coin.single(gap)} {coin.code} less than it costs"
    return f"would fetch {coin.single(-gap)} {coin.code} more than it costs"


def _feed(found: Halting, solution: Solution) -> str:
    """What the plants take: what is held back, or what is made of it first."""
    if found.taken == found.materials:
        return "what is held back"
    titles = solution.parameters.titles
    return listed([lowered(titles.get(one, one)) for one in found.taken])


def _alone(found: Halting) -> bool:
    """Whether nobody else makes what is held back, so that its shares say nothing."""
    return found.sold is not None and found.sold >= _ALL


def _named(plant: NextTonne) -> str:
    """The title of a plant, marked off where it has commas of its own."""
    return f"“{plant.title}”" if "," in plant.title else plant.title


def _builds(found: Halting) -> bool:
    """Whether plants come for the limit that would not come without it."""
    return found.built_take - found.free_take > CHANGE_SHOWS


def _closed(found: Halting) -> bool:
    """Whether no plant may be built and none is ordered."""
    return max(found.may_take, found.built_take) <= CHANGE_SHOWS


def _product(plant: NextTonne, solution: Solution) -> str:
    """What people call tonnes of the form a plant makes."""
    form = solution.labels.material_form[plant.product]
    return solution.study.words.forms[form].plural


def _years(count: float) -> str:
    return "1 year" if count == 1 else f"{number(count)} years"
