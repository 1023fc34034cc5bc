"""Sheets of what a brief asks beyond its runs: limits, payers, inputs, bottlenecks, worlds."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from monazite.core.wording import TO_ITS_OWNER, raised
from monazite.report.content import BriefContent
from monazite.report.sheet import SHARE, Sheet, with_columns
from monazite.report.workbook_found import found_sheets

__all__ = ["asked_sheets"]

Tables = Mapping[str, pl.DataFrame]


def asked_sheets(content: BriefContent, tables: Tables, titles: Mapping[str, str]) -> list[Sheet]:
    """The sheets, in reading order; `titles` are those of indicators by key."""

    def told(name: str) -> pl.DataFrame:
        return _with_titles(tables[name], titles) if name in tables else pl.DataFrame()

    return [
        _limits(told("limits")),
        _who_pays(told("payments")),
        _investors(content, told("investors")),
        _uncertain_inputs(told("sensitivity")),
        _thin_evidence(told("evidence_share")),
        _next_bottlenecks(told("next_bottlenecks")),
        _enlarged_limits(content, tables.get("enlarged_limits", pl.DataFrame())),
        _worlds(content, told("worlds")),
        _promise(told("commitments")),
        _soft_rules(told("soft_rules")),
        *found_sheets(told),
    ]


def _limits(frame: pl.DataFrame) -> Sheet:
    """What limits on exports do by themselves."""
    return Sheet(
        name="Limits",
        purpose="What limits on exports do by themselves: the same strategy with and without them.",
        frame=frame,
        headers={
            "strategy": "Strategy",
            "title": "Indicator",
            "year": "Year",
            "free": "Without its limits",
            "limited": "With them",
            "change": "Difference",
            "unit": "Unit",
        },
        differences=frozenset({"change"}),
    )


def _who_pays(frame: pl.DataFrame) -> Sheet:
    """Who pays what, item by item."""
    return Sheet(
        name="Who pays",
        purpose="What the treasury pays by item, duties paid by users, and home cost.",
        frame=frame,
        headers={
            "strategy": "Strategy",
            "item": "Item",
            "year": "Year",
            "value": "Value",
            "unit": "Unit",
        },
    )


def _investors(content: BriefContent, frame: pl.DataFrame) -> Sheet:
    """What plants earn, in the money of the brief."""
    return Sheet(
        name="Investors",
        purpose="What each plant the plan adds or supports earns at the prices of the plan, "
        "over its life.",
        frame=with_columns(
            frame,
            money=pl.lit(content.money),
            share=SHARE,
            first_online=pl.col("first_online").cast(pl.Int64),
        ),
        headers={
            "strategy": "Strategy",
            "title": "Plant",
            "kind": "Added, programme or standing",
            "first_online": "First online",
            "npv": "Net present value",
            "capital": "Capital",
            "support": "Support",
            "money": "Unit of money",
            "irr": "Internal rate of return",
            "hurdle_rate": "Return asked for",
            "share": "Unit of rates",
            "loses": "Loses money",
        },
        units={
            "npv": "money",
            "capital": "money",
            "support": "money",
            "irr": "share",
            "hurdle_rate": "share",
        },
    )


def _uncertain_inputs(frame: pl.DataFrame) -> Sheet:
    """What each doubtful fact does to each headline."""
    return Sheet(
        name="Uncertain inputs",
        purpose="What each doubtful fact does to each headline of the last strategy, one doubt "
        "at a time.",
        frame=with_columns(frame, share_unit=SHARE),
        headers={
            "title": "Indicator",
            "uncertain_input": "Doubt",
            "grade": "Weakest grade",
            "low": "Low of the doubt",
            "central": "Central",
            "high": "High of the doubt",
            "unit": "Unit of the doubt",
            "year": "Year",
            "at_low": "Headline at its low",
            "at_central": "Headline, central",
            "at_high": "Headline at its high",
            "swing": "Swing",
            "indicator_unit": "Unit of the headline",
            "share": "Share of all swings",
            "share_unit": "Unit of the share",
            "fault": "Fault",
        },
        units={
            "at_low": "indicator_unit",
            "at_central": "indicator_unit",
            "at_high": "indicator_unit",
            "swing": "indicator_unit",
            "share": "share_unit",
        },
    )


def _thin_evidence(frame: pl.DataFrame) -> Sheet:
    """How far headlines range, and how much of it is thin."""
    return Sheet(
        name="Thin evidence",
        purpose="Range of each headline of the last strategy, and the share of all that doubts "
        "do to it that is done by doubts whose weakest fact is grade C.",
        frame=with_columns(frame, share_unit=SHARE),
        headers={
            "title": "Indicator",
            "year": "Year",
            "low": "Least",
            "central": "Central case",
            "high": "Most",
            "unit": "Unit",
            "grade_c_share": "Share on thin evidence",
            "share_unit": "Unit of the share",
        },
        units={"grade_c_share": "share_unit"},
    )


def _next_bottlenecks(frame: pl.DataFrame) -> Sheet:
    """Limits one behind the other."""
    return Sheet(
        name="Next bottlenecks",
        purpose="Which limit stands behind which: each is taken away on top of those before.",
        frame=frame,
        headers={
            "year": "Year",
            "step": "Bottleneck",
            "stage_title": "Stage",
            "rule": "Rule",
            "titles": "Plants",
            "title": "Indicator",
            "before": "Before",
            "after": "Without it",
            "gain": "Gain",
            "unit": "Unit",
        },
    )


def _enlarged_limits(content: BriefContent, frame: pl.DataFrame) -> Sheet:
    """What home saves where one limit alone is a little larger."""
    return Sheet(
        name="Larger limits",
        purpose="What home saves where one limit alone is a tenth larger and the plan made anew, "
        f"beside what a tonne more is {TO_ITS_OWNER}.",
        frame=with_columns(
            frame, a_year=pl.lit(f"{content.money}/yr"), money=pl.lit(content.money)
        ),
        headers={
            "year": "Year",
            "stage_title": "Stage",
            "title": "Limit of",
            "rule": "Rule",
            "more": "Tonnes more",
            "mass_unit": "Unit of tonnes",
            "saved": "Home saves",
            "a_year": "Unit of what it saves",
            "saved_in_all": "In all years",
            "money": "Unit of all years",
            "saved_per_tonne": "Home saves by the tonne",
            "to_owner": "Worth to its owner",
            "unit": "Unit by the tonne",
        },
        units={
            "more": "mass_unit",
            "saved": "a_year",
            "saved_in_all": "money",
            "saved_per_tonne": "unit",
            "to_owner": "unit",
        },
    )


def _worlds(content: BriefContent, frame: pl.DataFrame) -> Sheet:
    """Worlds, with a column for each year spoken of."""
    years = [name.removeprefix("made_") for name in frame.columns if name.startswith("made_")]
    frame = with_columns(
        frame,
        share=SHARE,
        tonnes=pl.lit(content.goods_unit),
        money=pl.lit(f"{content.money}/yr"),
    )
    shares = {f"made_{year}": f"{raised(content.goods)} made at home, {year}" for year in years}
    unmet = {f"unmet_{year}": f"Unmet demand, {year}" for year in years}
    return Sheet(
        name="Worlds",
        purpose="The same strategies in every world.",
        frame=frame,
        headers={
            "world": "World",
            "strategy": "Strategy",
            **shares,
            "share": "Unit of shares",
            **unmet,
            "shortage": "Shortage in the shock year",
            "unmet": "Unmet demand in the shock year",
            "shock_year": "Shock year",
            "tonnes": "Unit of unmet demand",
            "home_cost": "Home cost",
            "money": "Unit of cost",
        },
        units={
            **dict.fromkeys(shares, "share"),
            **dict.fromkeys(unmet, "tonnes"),
            "shortage": "tonnes",
            "unmet": "tonnes",
            "home_cost": "money",
        },
    )


def _promise(frame: pl.DataFrame) -> Sheet:
    """A promise as it may be read."""
    return Sheet(
        name="Promise",
        purpose="A promise read in several ways: what each reading makes and holds.",
        frame=frame,
        headers={
            "commitment": "Promise",
            "strategy": "Reading",
            "item": "What",
            "year": "Year",
            "value": "Value",
            "change": "Against none of it",
            "unit": "Unit",
        },
        differences=frozenset({"change"}),
    )


def _soft_rules(frame: pl.DataFrame) -> Sheet:
    """Rules that have a price."""
    return Sheet(
        name="Soft rules",
        purpose="Rules that gave way at a price, or are kept at a cost so near it that the "
        "price decides.",
        frame=frame,
        headers={
            "strategy": "Strategy",
            "title": "What",
            "rule": "Rule",
            "year": "Year",
            "price": "Price of breaking it",
            "alternative": "Cost of keeping it",
            "unit": "Unit of price and cost",
            "warning": "State",
            "ground": "Ground of the price",
        },
        units={"price": "unit", "alternative": "unit"},
    )


def _with_titles(frame: pl.DataFrame, titles: Mapping[str, str]) -> pl.DataFrame:
    """Name indicators for people; the title of a doubt becomes its own column."""
    if "indicator" not in frame.columns:
        return frame
    if "title" in frame.columns and "fault" in frame.columns:
        frame = frame.rename({"title": "uncertain_input"})
    return frame.with_columns(pl.col("indicator").replace(dict(titles)).alias("title"))
