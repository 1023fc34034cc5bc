"""The topic on draws of all facts: where headlines lie, how often they are better, what decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.brief.sentences.draws import (
    band_figures,
    says_how_drawn,
    says_how_often,
    says_what_decides,
    says_what_each_does_alone,
    says_what_settles,
)
from monazite.brief.sentences.groups import says_what_groups_decide
from monazite.charts import Chart, bands_over_years
from monazite.core.chances import in_hundred
from monazite.core.numerals import NONE, shown
from monazite.core.shares import share_told
from monazite.findings.comparison import Telling
from monazite.findings.ensemble import Band
from monazite.findings.indicators import title_of
from monazite.report import PlainTable, Topic
from monazite.runs.draws.grouped import Grouped
from monazite.runs.draws.sureness import Sureness
from monazite.runs.run import Run

KEY = "draws"
GROUPS_ON_PAPER = 12
"""Lines of groups that are printed; all stand on screen."""
ALONE = 6
"""Columns of a strategy that is held against none."""
TITLE = "How sure the figures are when all facts move at once"


def draws(briefed: Briefed) -> Topic:
    """Tell where headlines lie in draws of all facts; nothing where none were made."""
    known = briefed.worked_out
    found = known.sureness
    if found is None:
        return Topic(key=KEY, title=TITLE)
    titles = {name: one.title for name, one in briefed.study.strategies.items()}
    names = {one.indicator: briefed.name(one.indicator) for one in found.headlines}
    strategy, against = briefed.title(briefed.subject), titles[briefed.baseline]
    return Topic(
        key=KEY,
        title=TITLE,
        says=[
            *says_how_often(found, names, strategy, against),
            *says_what_groups_decide(known.grouped, names),
            *says_what_decides(found, names),
            *says_what_each_does_alone(known.alone, names),
            *says_what_settles(found, names),
            *says_how_drawn(found, titles),
        ],
        tables=[
            _table(briefed, found, strategy, against),
            *_by_group(known.grouped, names),
        ],
    )


def _table(briefed: Briefed, found: Sureness, strategy: str, against: str) -> PlainTable:
    """A line for each headline in each year of decision, those of the first year first."""
    compared = bool(found.against)
    rows = [
        (one.indicator, band)
        for year in briefed.years
        for one in found.headlines
        if (band := found.band(one.indicator, year)) is not None
    ]
    return PlainTable(
        caption=f"Where the figures of “{strategy}” lie in {found.draws} draws of all facts.",
        note="Nine draws in ten lie between the two ends."
        + (
            f" The difference is that to “{against}” in the same draw, nine in ten of them."
            if compared
            else ""
        ),
        columns=[
            ("Figure", WIDE),
            ("Year", NUMBER),
            ("As chosen", NUMBER),
            ("Low end", NUMBER),
            ("Half lie below", NUMBER),
            ("High end", NUMBER),
            *((("Difference", NUMBER), ("Better in", NUMBER)) if compared else ()),
        ],
        rows=[
            _told(briefed, key, band) if compared else _told(briefed, key, band)[:ALONE]
            for key, band in rows
        ],
        on_paper=len(found.headlines),
    )


def _by_group(found: Grouped | None, names: Mapping[str, str]) -> list[PlainTable]:
    """A line for each headline and group that decides some of it, the most first."""
    if found is None:
        return []

    rows = [
        [
            name if place == 0 else "",
            one.title,
            str(found.sizes[one.input]),
            share_told(one.first_order, one.first_order_error),
            share_told(one.total, one.total_error),
        ]
        for key, name in names.items()
        for place, one in enumerate(found.clear(key))
    ]
    table = PlainTable(
        caption=f"Which group of facts decides how far a figure of {found.year} moves.",
        note="Shares of the variance with their standard errors: gone once all facts of the group "
        "are settled, and left if all others are. Groups of less than half a per cent are left "
        "out.",
        columns=[
            ("Figure", WIDE),
            ("Group of facts", WIDE),
            ("Facts and families", NUMBER),
            ("Alone", NUMBER),
            ("With all others", NUMBER),
        ],
        rows=rows,
        on_paper=GROUPS_ON_PAPER,
    )
    return [table] if rows else []


def _told(briefed: Briefed, key: str, band: Band) -> list[str]:
    factor, unit = briefed.multiple(key)
    figures, gaps = band_figures(band, factor, unit)
    better = NONE if band.better is None else in_hundred(band.better, band.draws)
    title = f"{briefed.name(key)}, {shown(unit).plain_label}".removesuffix(", ")
    return [title, str(band.year), *figures, gaps or NONE, better]


def bands_chart(found: Sureness | None, subject: Run, telling: Telling) -> list[Chart]:
    """Draw where the first headline lies over the years; nothing where no facts were drawn."""
    if found is None or not found.headlines:
        return []
    solution, key = subject.solution, found.headlines[0].indicator
    factor, unit = telling.multiple(solution, key)
    study = solution.study
    title = f"{title_of(solution, key)}: {found.draws} draws of all facts"
    drawn = [one.strategy for one in found.bands]
    return [
        replace(
            bands_over_years(
                [
                    replace(
                        one,
                        unit=unit,
                        low=factor * one.low,
                        median=factor * one.median,
                        high=factor * one.high,
                    )
                    for one in found.bands
                    if one.indicator == key
                ],
                titles={name: one.title for name, one in study.strategies.items()},
                baseline=next((one for one in drawn if one != found.strategy), ""),
                title=title,
            ),
            section=KEY,
        )
    ]
