"""Sheets of what takes minutes to find of a brief's subject, as far as it was found before."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from monazite.report.sheet import SHARE, Sheet, with_columns

__all__ = ["found_sheets"]


def found_sheets(told: Callable[[str], pl.DataFrame]) -> list[Sheet]:
    """The sheets, in reading order, of tables that are `told` by their name."""
    return [
        _contributions(told("contributions")),
        _draws(told("draws")),
        _draws_decide(told("draws_decide")),
        _draws_groups(told("draws_groups")),
        _boxes(told("boxes")),
        _instruments(told("instruments")),
        _break_even(told("break_even")),
    ]


def _contributions(frame: pl.DataFrame) -> Sheet:
    """What each lever accounts for."""
    return Sheet(
        name="Why",
        purpose="What each lever accounts for of what a figure is above that of another plan.",
        frame=frame,
        headers={
            "title": "Indicator",
            "year": "Year",
            "against": "Held against",
            "lever": "Lever",
            "change": "Added, left out or altered",
            "contribution": "Adds",
            "error": "Standard error",
            "alone": "Alone",
            "last": "Last",
            "unit": "Unit",
        },
        differences=frozenset({"contribution", "alone", "last"}),
    )


def _draws(frame: pl.DataFrame) -> Sheet:
    """Where headlines lie when all facts are drawn at once."""
    return Sheet(
        name="Draws",
        purpose="Where each headline lies when all facts are drawn at once, and its difference "
        "to the baseline in the same draws.",
        frame=with_columns(frame, share=SHARE),
        headers={
            "strategy": "Strategy",
            "title": "Indicator",
            "year": "Year",
            "central": "With the facts as chosen",
            "low": "5 % lie below",
            "lower": "25 % lie below",
            "median": "Half lie below",
            "upper": "75 % lie below",
            "high": "95 % lie below",
            "difference_low": "Difference: 5 % below",
            "difference_median": "Difference: half below",
            "difference_high": "Difference: 95 % below",
            "unit": "Unit",
            "better": "Better in",
            "share": "Unit of better in",
            "draws": "Draws",
        },
        units={"better": "share"},
        differences=frozenset({"difference_low", "difference_median", "difference_high"}),
    )


def _draws_decide(frame: pl.DataFrame) -> Sheet:
    """Which facts decide a headline beyond chance."""
    return Sheet(
        name="Draws decide",
        purpose="Which facts decide each headline, beyond what chance shows, when all are drawn.",
        frame=with_columns(frame, share=SHARE),
        headers={
            "title": "Indicator",
            "year": "Year",
            "input": "Fact or family",
            "grade": "Weakest grade",
            "correlation": "Rank correlation",
            "first_order": "Share of the variance",
            "first_order_error": "Standard error of the share",
            "share": "Unit",
        },
        units=dict.fromkeys(("correlation", "first_order", "first_order_error"), "share"),
    )


def _draws_groups(frame: pl.DataFrame) -> Sheet:
    """Which groups of facts decide a headline, alone and with all others."""
    shares = ("first_order", "first_order_error", "total", "total_error")
    return Sheet(
        name="Draws by group",
        purpose="Which share of the variance of each headline a group of facts decides when all "
        "are drawn: alone, and with all it does together with others.",
        frame=with_columns(frame, share=SHARE),
        headers={
            "title": "Indicator",
            "year": "Year",
            "group": "Group of facts",
            "inputs": "Facts and families",
            "grade": "Weakest grade",
            "first_order": "Share alone",
            "first_order_error": "Standard error alone",
            "total": "Share with all others",
            "total_error": "Standard error with all others",
            "share": "Unit",
            "draws": "Draws",
        },
        units=dict.fromkeys(shares, "share"),
    )


def _boxes(frame: pl.DataFrame) -> Sheet:
    """Where headlines fall short of what they are as chosen."""
    parts = ("low", "high", "coverage", "density")
    return Sheet(
        name="Boxes",
        purpose="In which part of the ranges of facts a headline falls short of what it is with "
        "the facts as chosen.",
        frame=with_columns(frame, share=SHARE),
        headers={
            "title": "Indicator",
            "year": "Year",
            "input": "Fact or family",
            "low": "From this part of its range",
            "high": "To this part of its range",
            "coverage": "Coverage of the box",
            "density": "Density of the box",
            "share": "Unit",
        },
        units=dict.fromkeys(parts, "share"),
    )


def _instruments(frame: pl.DataFrame) -> Sheet:
    """What the same public money buys."""
    frame = with_columns(frame, share=SHARE)
    if frame.width:
        frame = frame.with_columns(
            points=pl.col("points") / 100,
            a_tonne=pl.col("money") + "/t",
        )
    return Sheet(
        name="Instruments",
        purpose="What the same public money buys by one instrument or another, above the strategy "
        "without its support.",
        frame=frame,
        headers={
            "title": "Instrument",
            "size": "Size",
            "spends": "Spends the money",
            "spent": "Spent",
            "public": "The treasury pays",
            "duties": "Users pay in duties",
            "home": "Home bears",
            "money": "Unit of money",
            "tonnes": "Made more",
            "short": "Not short",
            "unit": "Unit of tonnes",
            "points": "Self-sufficiency more",
            "share": "Unit of self-sufficiency",
            "per_tonne": "Spent for a tonne made",
            "per_short": "Spent for a tonne not short",
            "a_tonne": "Unit for a tonne",
            "fault": "Fault",
        },
        units={
            **dict.fromkeys(("spent", "public", "duties", "home"), "money"),
            **dict.fromkeys(("tonnes", "short"), "unit"),
            "points": "share",
            **dict.fromkeys(("per_tonne", "per_short"), "a_tonne"),
        },
        differences=frozenset({"points", "tonnes", "short"}),
    )


def _break_even(frame: pl.DataFrame) -> Sheet:
    """What a headline comes to as one figure moves."""
    return Sheet(
        name="Break-even",
        purpose="What a headline comes to as one figure moves, and the target it was to reach.",
        frame=frame,
        headers={
            "figure": "Figure",
            "at": "Its value",
            "at_unit": "Unit of its value",
            "month": "Its month",
            "title": "Indicator",
            "year": "Year",
            "value": "What it comes to",
            "target": "Target",
            "unit": "Unit",
            "fault": "Fault",
        },
        units={"at": "at_unit"},
    )
