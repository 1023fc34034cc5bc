"""What chance brings month by month: how often somebody goes short, who, and by which shock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.charts import Chart, fan_over_months
from monazite.core.chances import in_hundred
from monazite.core.numerals import Coin, number
from monazite.core.vocabulary import grade_word
from monazite.core.wording import lowered, raised
from monazite.report import PlainTable, Topic
from monazite.runs.plan.masses import mass_of_need, mass_of_product, tonnes_of
from monazite.runs.plan.packaging import source_line

if TYPE_CHECKING:
    from monazite.brief.asking import Disrupted, StopPlayed
    from monazite.stress import ShockMatters, UseAtRisk

CHANCE = "disrupted"
"""The section of what chance brings."""

USES = 6
"""Uses told of: those that lose most."""

STOP_USES = 3
"""Uses told of each stop: those that lose most."""

ON_PAPER = 4
"""Rows of a table that are printed."""


def what_chance_brings(briefed: Briefed) -> Topic:
    """The months of the subject disrupted; empty for a study in which nothing may happen."""
    found = briefed.analyses.disrupted
    title = "What chance brings"
    if found is None:
        return Topic(key=CHANCE, title=title)
    of = f"“{briefed.title(briefed.subject)}”, month by month from {found.first} to {found.last}. "
    return Topic(
        key=CHANCE,
        title=title,
        says=[of + " ".join(found.said), found.read],
        tables=[_shocks(found.shocks, briefed.coin), _uses(found.uses, briefed)],
    )


def disruption_charts(found: Disrupted | None, title: str) -> list[Chart]:
    """Draw how much of their need users go without by chance; nothing where none ever does."""
    if found is None or not any(one.chance for one in found.fan):
        return []
    said = f"{found.fan[0].title} short under “{title}”, as chance has it"
    return [replace(fan_over_months(found.fan, title=said), section=CHANCE)]


def what_stops_bring(briefed: Briefed) -> Topic:
    """Stops that worlds state, month by month on the plan of the subject; empty without any."""
    title, played = "What a stop brings, month by month", briefed.analyses.stops_played
    return Topic(
        key="stops-played",
        title=title,
        says=[_says_of_stop(one, briefed) for one in played],
        tables=[_stops(played, briefed)] if any(one.uses for one in played) else [],
    )


def _says_of_stop(found: StopPlayed, briefed: Briefed) -> str:
    """What a stop does to users of the product, and what all users lose."""
    coin, solution = briefed.coin, briefed.subject.solution
    goods, world = briefed.study.words.product.plural, briefed.study.worlds[found.world].title
    opening = f"“{world}”, on the plan of “{briefed.title(briefed.subject)}”"
    if not found.uses:
        return f"{opening}: nobody at home goes short by {found.last}."
    most = found.uses[0]
    lost = (
        f"What users never get is worth {coin.told(found.lost)} {coin.large}; no use loses more "
        f"than {lowered(most.title)}"
    )
    if not found.together.chance:
        return f"{opening}: nobody at home goes short of {goods}. {lost}."
    short = mass_of_product(solution).said_of(found.together.tonnes, goods)
    return (
        f"{opening}: home is short from {found.together.first} on, by {short} in all up "
        f"to {found.last}. {lost}."
    )


def _stops(played: Sequence[StopPlayed], briefed: Briefed) -> PlainTable:
    coin, solution = briefed.coin, briefed.subject.solution
    return PlainTable(
        caption="Who goes short in a stop, of the uses that lose most.",
        note="The stop of each world is played alone, on a plan that does not foresee it: trade, "
        "plants and stores go on as planned, as far as they can. Where worlds are compared their "
        "years are planned anew, and what users lack comes to other figures.",
        columns=[
            ("World", WIDE),
            ("Use", WIDE),
            ("First short", NUMBER),
            (f"{tonnes_of(solution)} short", NUMBER),
            (f"{raised(coin.large)} lost", NUMBER),
        ],
        on_paper=ON_PAPER,
        rows=[
            [
                briefed.study.worlds[found.world].title,
                one.title,
                one.first,
                mass_of_need(solution, one.use).cell(one.tonnes),
                coin.told(one.lost),
            ]
            for found in played
            for one in found.uses[:STOP_USES]
        ],
    )


def what_to_keep_in_store(briefed: Briefed) -> Topic:
    """How much of the product to hold and when to let it go; empty where nothing may happen."""
    found, title = briefed.analyses.disrupted, "What a stockpile is worth"
    if found is None:
        return Topic(key="stockpile", title=title)
    return Topic(
        key="stockpile",
        title=title,
        says=[found.stored],
        tables=[_stockpiles(found, briefed)],
    )


def _stockpiles(found: Disrupted, briefed: Briefed) -> PlainTable:
    coin = briefed.coin
    return PlainTable(
        caption=f"Stockpiles by size, each let go by the rule that comes to least, {coin.large}.",
        note="To keep: storage, and what the money in it would have earned, from "
        f"{found.first} to {found.last}. Lost: what users would have paid beyond the price for what"
        " they go without, on average of all scenarios. Together: both." + _on_whose_word(briefed),
        columns=[
            ("Days of use", NUMBER),
            ("As large as", WIDE),
            ("t", NUMBER),
            ("It fills", WIDE),
            ("To buy", NUMBER),
            ("To keep", NUMBER),
            ("Lost", NUMBER),
            ("Together", NUMBER),
        ],
        rows=[
            [
                number(one.days),
                one.elsewhere or ("" if not one.days else "the best one"),
                number(one.tonnes),
                one.rule if one.days else "",
                coin.told(one.capital),
                coin.told(one.carrying),
                coin.told(one.lost),
                coin.told(one.total),
            ]
            for one in found.stockpiles
        ],
    )


def _on_whose_word(briefed: Briefed) -> str:
    """Say where the sizes of stores elsewhere are from."""
    study = briefed.study
    stores = study.settings.stores_elsewhere
    names = [study.evidence.quantity(one.cover).chosen.source_id for one in stores]
    lines = [source_line(study, name).title for name in dict.fromkeys(names)]
    return f" Sizes of others: {'; '.join(lines)}." if lines else ""


def _shocks(shocks: Sequence[ShockMatters], coin: Coin) -> PlainTable:
    return PlainTable(
        caption=f"What may happen, {coin.large}.",
        note="Alone: the mean loss where nothing else happens; adds: what is lost with all shocks "
        "less what is lost with all others, by the same draws.",
        columns=[
            ("Shock", WIDE),
            ("Times a year", NUMBER),
            ("Alone", NUMBER),
            ("Adds", NUMBER),
            ("Evidence", ""),
        ],
        on_paper=ON_PAPER,
        rows=[
            [
                one.title,
                number(one.per_year),
                coin.told(one.alone),
                coin.told(one.adds) if one.told_apart else "not told apart",
                grade_word(one.grade),
            ]
            for one in shocks
        ],
    )


def _uses(uses: Sequence[UseAtRisk], briefed: Briefed) -> PlainTable:
    coin, solution = briefed.coin, briefed.subject.solution
    most = sorted(uses, key=lambda one: -one.lost)[:USES]
    return PlainTable(
        caption="Who goes short, of the uses that lose most.",
        columns=[
            ("Use", WIDE),
            ("Goes short in", NUMBER),
            ("First, typically", NUMBER),
            (f"{tonnes_of(solution)} short", NUMBER),
            (f"{raised(coin.large)} lost", NUMBER),
        ],
        on_paper=ON_PAPER,
        rows=[
            [
                one.title,
                in_hundred(one.chance),
                one.first,
                mass_of_need(solution, one.use).cell(one.tonnes),
                coin.told(one.lost),
            ]
            for one in most
        ],
    )
