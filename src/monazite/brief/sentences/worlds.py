"""What worlds, stops and readings of a promise come to, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monazite.core.numerals import percent
from monazite.core.wording import listed
from monazite.findings.comparison import (
    CommitmentItem,
    StopYear,
    Told,
    WorldResult,
    commitment_items,
    worst_world,
)
from monazite.runs.plan.masses import AS_IT_STANDS, Mass

TOLD = 2
"""Stops an answer speaks of."""

SHOWS = 1.0
"""Tonnes a year by which strategies differ too little in a stop to be told apart."""


def says_of_worlds(
    results: Sequence[WorldResult],
    usual: str,
    strategy: str,
    year: int,
    goods: str,
    mass: Mass = AS_IT_STANDS,
) -> list[str]:
    """How far a strategy carries from world to world, and what the worst one does, in sentences.

    `goods` is what the study calls tonnes of its product, which are told as `mass`.
    """
    own = [one for one in results if one.strategy == strategy]
    if len(own) < 2:
        return []
    made = sorted(own, key=lambda one: one.made(year))
    said = [
        f"Under “{strategy}” home makes between {percent(made[0].made(year))} "
        f"(“{made[0].world}”) and {percent(made[-1].made(year))} "
        f"(“{made[-1].world}”) of the {goods} its users want in {year}, whichever world comes."
    ]
    worst = worst_world(results, usual, strategy)
    if worst is None:
        return [*said, f"No world takes more {goods} away than “{usual}”."]
    here = {one.strategy: one for one in results if one.world == worst}
    there = {one.strategy: one for one in results if one.world == usual}
    hit, most_usual = here[strategy], there[strategy].shortage
    shows = SHOWS * mass.grain
    usually = f"at most {mass.said(most_usual)}" if most_usual >= shows else "none"
    said.append(
        f"The worst is “{worst}”: in {hit.shock_year} "
        f"the shortage at home under “{strategy}” is {mass.said_of(hit.shortage, goods)}, "
        f"against {usually} in any year of “{usual}”."
    )
    least = min(one.unmet for one in here.values())
    most = max(one.unmet for one in here.values())
    if most - least >= shows:
        said.append(
            "With users who buy less at a higher price, unmet demand is least there under "
            f"{_near(here, least, mass)} ({mass.said(least)}) and most under "
            f"{_near(here, most, mass)} ({mass.said(most)})."
        )
    return said


def _near(results: Mapping[str, WorldResult], unmet: float, mass: Mass) -> str:
    """The strategies that leave so much unmet, or as good as so much."""
    shows = SHOWS * mass.grain
    return listed([f"“{name}”" for name, one in results.items() if abs(one.unmet - unmet) < shows])


def says_of_stops(
    world: str,
    rows: Mapping[str, Sequence[StopYear]],
    baseline: str,
    mass: Mass = AS_IT_STANDS,
) -> list[str]:
    """Say, for every year of a world's stops, how far each strategy's own plants help in it.

    `rows` are years of stops by title of the strategy, the `baseline` among them; strategies that
    change nothing are named together. Strategies are held against one another by unmet demand,
    which is the same need less what all sources give; a shortage is counted from each one's own
    plan of before. Tonnes are told as `mass`.
    """
    said, tonnes, shows = [], mass.said, SHOWS * mass.grain
    for base in rows.get(baseline, ()):
        year = base.year
        whole = abs(base.unmet - base.shortage) < shows
        short = "all of it a shortage" if whole else f"of which {tonnes(base.shortage)} is shortage"
        parts = [
            f"In “{world}” users at home need {tonnes(base.need)} in {year}; under “{baseline}” "
            f"{tonnes(base.unmet)} of it is unmet, {short}"
        ]
        alike: list[str] = []
        others: dict[str, list[str]] = {}
        for title, row in _of_year(rows, year).items():
            if title == baseline:
                continue
            more, less = row.home_plants - base.home_plants, base.unmet - row.unmet
            if max(abs(more), abs(less)) < shows:
                alike.append(f"“{title}”")
                continue
            made = (
                "home plants give no more"
                if abs(more) < shows
                else f"home plants give {tonnes(abs(more))} {'more' if more > 0 else 'less'}"
            )
            short = (
                "as much is unmet"
                if abs(less) < shows
                else f"{tonnes(abs(less))} {'less' if less > 0 else 'more'} is unmet"
            )
            others.setdefault(f"{made} and {short}", []).append(f"“{title}”")
        parts += [f"under {listed(names)} {does}" for does, names in others.items()]
        if alike:
            parts.append(f"as much is unmet under {listed(alike)}")
        said.append("; ".join(parts) + ".")
    return said


def says_what_stops_take(
    stops: Mapping[str, Mapping[str, Sequence[StopYear]]],
    baseline: str,
    strategy: str,
    mass: Mass = AS_IT_STANDS,
) -> str:
    """The shortage in the worst year of each stop, under two strategies.

    `stops` are years of stops by title of the world and of the strategy; those that take most from
    the baseline are told, at most `TOLD` of them, in tonnes told as `mass`.
    """
    parts, tonnes = [], mass.said
    worst = {
        world: max(rows[baseline], key=lambda row: row.shortage)
        for world, rows in stops.items()
        if rows.get(baseline)
    }
    most = sorted(worst, key=lambda world: -worst[world].shortage)[:TOLD]
    for world, rows in stops.items():
        base = worst[world] if world in most else None
        own = _of_year(rows, base.year).get(strategy) if base is not None else None
        if base is None or own is None:
            continue
        parts.append(
            f"“{world}” brings a shortage of {tonnes(base.shortage)}, of the {tonnes(base.need)} "
            f"users at home need in {base.year}, "
            + (
                f"under “{baseline}”"
                if strategy == baseline
                else _beside(base, own, baseline, strategy, mass)
            )
        )
    return "; ".join(parts) + "." if parts else ""


def _beside(base: StopYear, own: StopYear, baseline: str, strategy: str, mass: Mass) -> str:
    """What a stop takes under another strategy, beside the baseline, and what plants do there."""
    more, tonnes, shows = own.home_plants - base.home_plants, mass.said, SHOWS * mass.grain
    plants = (
        f"make {tonnes(abs(more))} {'more' if more > 0 else 'less'}"
        if abs(more) >= shows
        else "make no more by then"
    )
    if abs(own.shortage - base.shortage) < shows:
        return f"under “{baseline}” and as much under “{strategy}”, whose plants {plants}"
    return (
        f"under “{baseline}” and {tonnes(own.shortage)} under “{strategy}”, whose plants {plants}"
    )


def _of_year(rows: Mapping[str, Sequence[StopYear]], year: int) -> dict[str, StopYear]:
    return {title: row for title, found in rows.items() for row in found if row.year == year}


def says_of_commitment(told: Sequence[Told], year: int) -> list[str]:
    """One sentence for each reading of a promise: what it makes more than nothing of it."""
    of = told[0][1].of if told else None
    rows, sentences = commitment_items(told, year), []
    in_words = {
        (row.strategy, row.item): _mass(row, of is not None).said(abs(row.change))
        for row in commitment_items(told, year, of)
    }
    for title, _ in told[1:]:
        changed = [row for row in rows if row.strategy == title and abs(row.change) >= 1.0]
        made = [row for row in changed if not row.item.endswith("in stock")]
        stocks = [row for row in changed if row.item.endswith("in stock")]
        if not made:
            text = f"“{title}” makes nothing more in {year}"
        else:
            said = [
                f"{in_words[title, row.item]} {'more' if row.change > 0 else 'less'} of {row.item}"
                for row in made
            ]
            text = f"“{title}” comes to {listed(said)} in {year} than “{told[0][0]}”"
        if stocks:
            said = [
                f"{in_words[title, row.item]} {'larger' if row.change > 0 else 'smaller'}"
                for row in stocks
            ]
            text += f"; its stock of what is refined is {listed(said)}"
        sentences.append(f"{text}.")
    return sentences


def _mass(row: CommitmentItem, chosen: bool) -> Mass:
    """How an item that was made up is told; by what it is of where something was chosen."""
    return Mass(basis=row.unit.basis, grain=0.0) if chosen else AS_IT_STANDS
