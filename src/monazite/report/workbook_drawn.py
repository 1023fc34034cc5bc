"""The sheets of a workbook that have charts: headlines, supply, industries, cost and fate."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from monazite.charts import words
from monazite.charts.theme import BASELINE, FATE, INDUSTRY, ORIGIN, OTHER, STRATEGY
from monazite.core.wording import raised
from monazite.report.content import BriefContent
from monazite.report.sheet import SHARE, Look, Sheet, SheetChart, with_columns

__all__ = ["cost_sheet", "fate_sheet", "headlines_sheet", "industries_sheet", "supply_sheet"]

_DASHES = ("solid", "dash", "round_dot", "dash_dot", "long_dash", "long_dash_dot")
_NOTEWORTHY = 0.5
"""Tonnes a year below which a chart of them would be blank."""


def headlines_sheet(content: BriefContent, frame: pl.DataFrame, titles: Mapping[str, str]) -> Sheet:
    """Headline indicators, with lines by strategy for those on the front page."""
    units = dict(frame.select("indicator", "unit").unique().rows())
    front = dict.fromkeys(row.indicator for row in content.headlines)
    return Sheet(
        name="Headlines",
        purpose="The study's headline indicators by strategy and year.",
        frame=frame.with_columns(
            pl.col("indicator").replace(titles).alias("title"),
        ),
        headers={
            "strategy": "Strategy",
            "title": "Headline",
            "indicator": "Indicator",
            "year": "Year",
            "value": "Value",
            "unit": "Unit",
        },
        charts=[
            SheetChart(
                kind="line",
                title=titles.get(indicator, indicator),
                series="strategy",
                where={"indicator": indicator},
                looks=_strategy_looks(content),
            )
            for indicator in front
            if indicator in units
        ],
    )


def supply_sheet(content: BriefContent, frame: pl.DataFrame) -> Sheet:
    """The product by origin, with stacked columns for each strategy."""
    looks: dict[object, Look] = {
        words.ORIGIN[origin]: Look(colour) for origin, colour in ORIGIN.items()
    }
    return Sheet(
        name="Supply",
        purpose=f"Where the {content.goods} that home needs come from, and what is unmet.",
        frame=frame.with_columns(pl.col("origin").replace(dict(words.ORIGIN))),
        headers={
            "strategy": "Strategy",
            "origin": "Origin",
            "year": "Year",
            "value": raised(content.goods),
            "unit": "Unit",
        },
        charts=[
            SheetChart(
                kind="stacked",
                title=f"{raised(content.goods)} by origin: {strategy}",
                series="origin",
                where={"strategy": strategy},
                looks=looks,
            )
            for strategy in _solved(content, frame)
        ],
    )


def industries_sheet(content: BriefContent, frame: pl.DataFrame) -> Sheet:
    """Needs by use, with bars of what is unmet for each strategy that leaves any."""
    colours = [*INDUSTRY, OTHER]
    frame = frame.sort(_in_order(content, frame), "year", "unit", maintain_order=True)
    # Tonnes of different things do not belong on one axis.
    short = frame.filter(pl.col("unmet") > _NOTEWORTHY)
    years = _chart_years(content, short)
    drawn = short.select("strategy", "unit").unique(maintain_order=True).rows()
    return Sheet(
        name="Industries",
        purpose="What each use at home needs, gets and lacks, and the value that is lost.",
        frame=with_columns(frame, share_unit=SHARE, lost_unit=pl.lit(f"{content.money}/yr")),
        headers={
            "strategy": "Strategy",
            "title": "Use",
            "year": "Year",
            "demand": "Demand",
            "served": "Served",
            "unmet": "Unmet",
            "unit": "Unit",
            "unmet_share": "Unmet share",
            "share_unit": "Unit of the share",
            "lost": "Value lost",
            "lost_unit": "Unit of the value",
        },
        units={"unmet_share": "share_unit", "lost": "lost_unit"},
        charts=[
            SheetChart(
                kind="bars",
                title=f"Unmet demand by industry: {strategy}",
                series="year",
                x="title",
                y="unmet",
                where={"strategy": strategy, "unit": unit},
                looks={year: Look(colours[place]) for place, year in enumerate(years)},
            )
            for strategy, unit in drawn
        ],
    )


def cost_sheet(content: BriefContent, frame: pl.DataFrame) -> Sheet:
    """Costs by item, with lines by strategy for home and the public purse."""
    titles = dict(frame.select("item", "title").unique().rows())
    return Sheet(
        name="Cost",
        purpose="What a year costs home, the world, the treasury and partners, which lose only "
        "what they lose against the baseline.",
        frame=frame,
        headers={
            "strategy": "Strategy",
            "title": "Cost",
            "item": "Indicator",
            "year": "Year",
            "value": "Value",
            "unit": "Unit",
        },
        charts=[
            SheetChart(
                kind="line",
                title=titles[item],
                series="strategy",
                where={"item": item},
                looks=_strategy_looks(content),
            )
            for item in ("home_cost", "public_outlay")
            if item in titles
        ],
    )


def fate_sheet(content: BriefContent, frame: pl.DataFrame) -> Sheet:
    """Conserved tonnes by fate, with stacked columns for each strategy that keeps any."""
    columns = {
        "strategy": "Strategy",
        "fate": "Fate",
        "year": "Year",
        "tonnes": "Amount",
        "unit": "Unit",
        "group": "Group",
        "idle": "Plants that would take it on and stand idle",
    }
    sheet = Sheet(
        name="Fate",
        purpose="Where tonnes went that a strategy no longer exports.",
        frame=frame,
        headers=columns,
    )
    if not frame.width:
        return sheet
    fate = frame.with_columns(
        # The total comes under its own name, so that the parts are not taken for it.
        pl.col("fate")
        .replace({"conserved": words.CONSERVED.lower()})
        .str.replace_all("_", " ", literal=True),
        unit=pl.lit(content.contained_unit),
    ).sort(_in_order(content, frame), "fate", "year")
    kept = fate.filter(
        pl.col("fate") == words.CONSERVED.lower(), pl.col("tonnes").abs() > _NOTEWORTHY
    )["strategy"].unique()
    return Sheet(
        name=sheet.name,
        purpose=sheet.purpose,
        frame=fate,
        headers=columns,
        charts=[
            SheetChart(
                kind="stacked",
                title=f"What became of what is no longer exported: {strategy}",
                series="fate",
                y="tonnes",
                where={"strategy": strategy},
                looks={name.replace("_", " "): Look(colour) for name, colour in FATE.items()},
            )
            for strategy in _solved(content, fate)
            if strategy in kept
        ],
    )


def _solved(content: BriefContent, frame: pl.DataFrame) -> list[str]:
    """Titles of the strategies in a table, in the order of the brief."""
    there = set(frame["strategy"]) if "strategy" in frame.columns else set()
    return [title for title in dict.fromkeys(content.strategies.values()) if title in there]


def _in_order(content: BriefContent, frame: pl.DataFrame) -> pl.Expr:
    """The strategies of a table in the order of the brief, to sort by."""
    return pl.col("strategy").cast(pl.Enum(_solved(content, frame)))


def _strategy_looks(content: BriefContent) -> dict[object, Look]:
    """Colours and dashes of strategies, as in the brief; the baseline is dashed and grey."""
    looks: dict[object, Look] = {}
    for key, title in content.strategies.items():
        if key != content.baseline:
            place = len(looks) % len(STRATEGY)
            looks[title] = Look(STRATEGY[place], _DASHES[place])
    if content.baseline in content.strategies:
        looks[content.strategies[content.baseline]] = Look(BASELINE, "dash", 1.5)
    return looks


def _chart_years(content: BriefContent, short: pl.DataFrame) -> list[int]:
    """The years the brief speaks of and the last one, where the demand of any use is unmet."""
    there: list[int] = short["year"].unique().sort().to_list()
    spoken = {row.year for row in content.headlines}
    return [year for year in there if year in spoken or year == there[-1]][: len(INDUSTRY) + 1]
