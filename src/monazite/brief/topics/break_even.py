"""The topic on break-evens: the value of one figure at which a number reaches what is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.charts import Chart
from monazite.core.numerals import NONE, number, shown
from monazite.report import PlainTable, Topic
from monazite.runs.questions.breakeven import BreakEven

KEY = "break-even"


def break_even(briefed: Briefed) -> Topic:
    """Tell what was asked of single figures; nothing where nothing was."""
    known = briefed.worked_out.break_evens
    return Topic(
        key=KEY,
        title="What it would take",
        says=[one.in_words for one in known],
        tables=[_table(one) for one in known],
    )


def _table(found: BreakEven) -> PlainTable:
    way = shown(found.unit)
    ends = {one.missed: "not yet" for one in found.crossings}
    ends |= {one.reached: "reached" for one in found.crossings}
    return PlainTable(
        caption=f"{found.title} in {found.year} by {found.figure.title}.",
        columns=[
            (found.figure.title, NUMBER),
            (f"{found.title}, {way.label}".removesuffix(", "), NUMBER),
            ("", WIDE),
        ],
        rows=[
            [
                found.said(point.figure),
                NONE if point.number is None else number(way.factor * point.number),
                point.fault or ends.get(point.figure, ""),
            ]
            for point in found.points
        ],
    )


def break_even_charts(known: Sequence[BreakEven]) -> list[Chart]:
    """Draw the number over the values of each figure."""
    return [replace(one.plot(), section=KEY, sources=()) for one in known]
