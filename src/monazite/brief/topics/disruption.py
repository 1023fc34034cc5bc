"""What chance brings month by month: how often somebody goes short, who, and by which shock."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.core.chances import in_hundred
from monazite.core.numerals import Coin, number
from monazite.core.vocabulary import grade_word
from monazite.core.wording import raised
from monazite.report import PlainTable, Topic
from monazite.runs.masses import mass_of_need, tonnes_of
from monazite.runs.packaging import source_line

if TYPE_CHECKING:
    from monazite.brief.asking import Disrupted
    from monazite.stress import ShockMatters, UseAtRisk

USES = 6
"""Uses told of: those that lose most."""

ON_PAPER = 4
"""Rows of a table that are printed."""


def what_chance_brings(briefed: Briefed) -> Topic:
    """The months of the subject disrupted; empty for a study in which nothing may happen."""
    found = briefed.analyses.disrupted
    title = "What chance brings"
    if found is None:
        return Topic(key="disrupted", title=title)
    of = f"“{briefed.title(briefed.subject)}”, month by month from {found.first} to {found.last}. "
    return Topic(
        key="disrupted",
        title=title,
        says=[of + " ".join(found.said), found.read],
        tables=[_shocks(found.shocks, briefed.coin), _uses(found.uses, briefed)],
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
