"""How instruments beside one another are told, in a terminal and on a page alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from monazite.cases.instruments import FOLLOW_PRICES
from monazite.core.chances import in_hundred
from monazite.core.money import LITTLE, MoneyAmount
from monazite.core.numerals import SHOWS, number, shown
from monazite.core.vocabulary import unit_words
from monazite.core.wording import listed
from monazite.findings.comparison import Telling, money_factor, multiplied
from monazite.findings.money import outlay_until
from monazite.findings.solution import Solution
from monazite.runs.questions.bench import MADE, SHORT
from monazite.runs.questions.measured import Bench, Elsewhere, Measured, Units
from monazite.study import Study

__all__ = [
    "Column",
    "about",
    "alike",
    "alone",
    "brought",
    "cheapest",
    "in_other_worlds",
    "multiple",
    "own_budget",
    "own_spending",
    "paid",
    "units_at",
    "units_told",
]

ALIKE = 5e-3
"""Part by which what is spent for each may differ and still be told as the same."""

FEW = 1e-3
"""Part of a large number below which what is spent for each is told in single units of it."""

NAMED = 3
"""Instruments that are named where several spend the same for each."""

EACH = "for each"
"""The head of what is spent for each of what stands before it."""

Column = tuple[str, Callable[[Measured], float | None]]
"""The head of a column, and what stands in it of an instrument."""


def multiple(telling: Telling, solution: Solution, key: str) -> tuple[float, str]:
    """Give what a number is multiplied with to be told, never nought, and the unit it then has.

    What holds nothing of the group tonnes are told as stays in its own tonnes, so that a target can
    be written.
    """
    found = telling.multiple(solution, key)
    return found if found[0] else Telling(telling.money).multiple(solution, key)


def units_told(solution: Solution, telling: Telling) -> Units:
    """Money and tonnes as chosen; tonnes of several goods as the study counts them."""
    study, public = solution.study, solution.study.settings.public_money
    coin, unit = money_factor(study, telling.money, public.unit)
    goods = study.words.product.plural
    counted = public.money
    single = counted.of_one.words if public.name else shown(counted.currency).plain_label
    if unit == public.unit:
        coin, money, large = 1.0, public.name or shown(public.unit).plain_label, counted.large
    else:
        way = shown(unit)
        coin, money, large = coin * way.factor, way.plain_label, way.large
        single = telling.money
    ways = Units(money, goods, coin)
    if large:
        ways = replace(ways, single=single, singles=float(unit_words()[large].definition))
    if telling.of is None:
        return ways
    tonne, made = multiple(telling, solution, MADE)
    shortage, lacking = multiple(telling, solution, SHORT)
    return replace(ways, made=made, tonne=tonne, lacking=lacking, shortage=shortage)


def units_at(found: Bench, units: Units) -> Units:
    """Units in which tables tell a sum: money counted singly where there is little of it."""
    if not units.single or units.coin * found.budget >= LITTLE:
        return units
    coin = units.coin * units.singles
    return replace(units, money=units.single, coin=coin, single="", singles=1.0)


def own_spending(solution: Solution) -> float:
    """Give what a plan costs the public in all years, to three figures, in the public money."""
    spent = sum(outlay_until(solution, solution.years[-1]).values())
    return float(f"{spent:.3g}") if spent >= SHOWS else 0.0


def own_budget(solution: Solution) -> str:
    """Write the same as a budget; blank where that is nil."""
    spent = own_spending(solution)
    unit = solution.study.settings.public_money.money
    return str(MoneyAmount(spent, unit)) if spent else ""


def about(found: Bench, study: Study, last: int, units: Units) -> str:
    """Say above what, of what, in which worlds and until when an instrument is measured."""
    return (
        f"Above the strategy without support: {units.money} and tonnes of {units.goods}, "
        f"summed up to {last}"
        + (f"; points of self-sufficiency in {found.year}" if _has_points(found) else "")
        + (f"; tonnes a year not short in “{study.worlds[found.stop].title}”" if found.stop else "")
        + ". Spent is public money, and of a duty, which takes none, what it costs home. Home "
        "bears all costs at home; what the treasury pays people there, or gets of them, stays. For "
        f"each tonne{' or point' if _has_points(found) else ''} stands what is spent. "
        f"{_of_which_worlds(found, study)}"
    )


def _of_which_worlds(found: Bench, study: Study) -> str:
    """Say whether money is expected over worlds, with which chances, or is that of one alone."""
    if found.chances:
        worlds = [f"“{one.title}” ({in_hundred(one.chance)})" for one in found.chances]
        kept = ", but for the stop, which is a world of its own" if found.stop else ""
        return f"Money and what it brings are expected over {listed(worlds)}{kept}."
    known = study.worlds.get(found.world)
    title = known.title if known else found.world
    return (
        f"Money is that of the world “{title}” alone, since no other world was given a chance: it "
        "is what each is sized to, and no expectation over worlds."
    )


def alike(found: Bench, units: Units, figure: Callable[[float], str]) -> str:
    """Say which instruments that follow a price come to the same, why, and what tells them apart.

    Blank where no two do. Both are read off what was solved: here, and in worlds with other prices.
    """
    same = _same(found)
    if not same:
        return ""
    titles = listed([f"“{one.title}”" for one in same])
    worlds = {
        one.world: one.world_title
        for one in found.elsewhere
        if one.instrument == same[0].instrument and one.spent is not None
    }
    apart = [world for world in worlds if not _same_in(found, world, same)]
    known = "" if found.chances else "prices are known in one world, and "
    told = (
        f"{titles} come to the same: {known}none here rises so far above what is guaranteed that "
        "one of them takes what another leaves."
    )
    if apart:
        world, rows = apart[0], _in_world(found, apart[0], same)
        spent = listed(
            [f"{figure(units.coin * (one.spent or 0.0))} for {one.title}" for one in rows]
        )
        return f"{told} “{worlds[world]}” sets them apart: {units.money} spent are {spent}."
    if worlds:
        told += (
            f" So it is in {listed([f'“{title}”' for title in worlds.values()])}, whatever they "
            "spend there. A price above the cap would set them apart: a cap and floor takes what "
            "is above it."
        )
    return told


def _same(found: Bench) -> list[Measured]:
    """Instruments that follow a price and spend and bring the same; nothing of fewer than two."""
    follow = [one for one in found.spending if one.instrument in FOLLOW_PRICES]
    groups = [[one for one in follow if _figures(one) == _figures(first)] for first in follow]
    most = max(groups, key=len, default=[])
    return most if len(most) > 1 else []


def _figures(one: Measured) -> tuple[str, ...]:
    """What an instrument costs and brings, to the figures in which it is told."""
    values = (one.spent, one.public, one.duties, one.home, one.tonnes, one.points, one.short)
    return tuple(number(value) for value in values)


def _in_world(found: Bench, world: str, same: Sequence[Measured]) -> list[Elsewhere]:
    names = {one.instrument for one in same}
    return [one for one in found.elsewhere if one.world == world and one.instrument in names]


def _same_in(found: Bench, world: str, same: Sequence[Measured]) -> bool:
    """Whether instruments that are the same here spend and bring the same in another world."""
    rows = _in_world(found, world, same)
    return len({(number(one.spent), number(one.tonnes)) for one in rows}) == 1


def in_other_worlds(found: Bench, units: Units) -> tuple[list[str], list[list[float | None]]]:
    """Give worlds by title and, by instrument alone, what it spends in each at the size it has.

    The world of the run stands first; both are empty where no other was tried.
    """
    worlds = {one.world: one.world_title for one in found.elsewhere}
    if not worlds:
        return [], []
    spent = {(one.instrument, one.world): one.spent for one in found.elsewhere}
    rows = [
        [multiplied(spent.get((one.instrument, world)), units.coin) for world in worlds]
        for one in alone(found)
    ]
    return list(worlds.values()), rows


def alone(found: Bench) -> list[Measured]:
    """Instruments by themselves, those that spend the money first."""
    return [one for one in (*found.spending, *found.others) if not one.is_pair]


def paid(units: Units) -> tuple[Column, ...]:
    """Who pays for an instrument."""
    coin = units.coin
    return (
        ("spent", lambda one: multiplied(one.spent, coin)),
        ("treasury pays", lambda one: multiplied(one.public, coin)),
        ("users pay in duties", lambda one: multiplied(one.duties, coin)),
        ("home bears", lambda one: multiplied(one.home, coin)),
    )


def brought(found: Bench, units: Units) -> tuple[Column, ...]:
    """What an instrument brings, and what is spent for each."""
    return tuple(column for _, gain, spent in _gains(found, units) for column in (gain, spent))


def _gains(found: Bench, units: Units) -> Iterator[tuple[str, Column, Column]]:
    """What one of a gain is called, how much is brought of it, and what is spent for each.

    Points only where home uses what the chain makes, and a shortage where there is a stop.
    """
    coin, tonne, shortage = units.coin, units.tonne, units.shortage
    yield (
        f"a tonne of {units.goods}",
        (f"{units.goods}, {units.made}", lambda one: multiplied(one.tonnes, tonne)),
        _for_each(found, units, lambda one: multiplied(one.per_tonne, coin / tonne)),
    )
    if _has_points(found):
        yield (
            "a point of self-sufficiency",
            (f"{found.year}, points", lambda one: one.points),
            _for_each(found, units, lambda one: multiplied(one.per_point, coin)),
        )
    if found.stop:
        yield (
            "a tonne not short",
            (f"not short, {units.lacking}", lambda one: multiplied(one.short, shortage)),
            _for_each(found, units, lambda one: multiplied(one.per_short, coin / shortage)),
        )


def _has_points(found: Bench) -> bool:
    """Whether home uses what the chain makes, so that there is a share of it to speak of."""
    return any(one.points is not None for one in found.measured)


def _for_each(found: Bench, units: Units, spent: Callable[[Measured], float | None]) -> Column:
    """What is spent for each, in single units of the money where a part of its large number is."""
    known = [abs(value) for one in found.measured if (value := spent(one))]
    if not units.single or not known or min(known) >= FEW:
        return EACH, spent
    return f"{EACH}, {units.single}", lambda one: multiplied(spent(one), units.singles)


def cheapest(found: Bench, units: Units, figure: Callable[[float], str]) -> str:
    """Say which of those that spend the money spends least for each of what is brought.

    Numbers are written by `figure`, as the shell or a page writes them.
    """
    least: dict[str, list[str]] = {}
    for each, _, (head, column) in _gains(found, units):
        known = [(value, one) for one in found.spending if (value := column(one)) is not None]
        if known:
            lowest = min(value for value, _ in known)
            by = _named([one for value, one in known if value <= lowest * (1 + ALIKE)])
            least.setdefault(by, []).append(f"for {each} ({figure(lowest)}{_apart(head)})")
    if not least:
        return "Nothing that spends this money brings any of what it is for."
    told = "; ".join(f"{listed(fors)} with {by}" for by, fors in least.items())
    return f"For this money, in {units.money}, least is spent {told}."


def _apart(head: str) -> str:
    """The money of a column of its own, to stand behind a figure of it."""
    return f" {head.removeprefix(EACH).removeprefix(', ')}".rstrip()


def _named(rows: Sequence[Measured]) -> str:
    """Name the first of those that spend alike, and say how many more there are."""
    titles = [f"“{one.title}”" for one in rows]
    more = [f"{len(titles) - NAMED} more"] if len(titles) > NAMED else []
    return listed([*titles[:NAMED], *more])
