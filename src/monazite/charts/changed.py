"""What of the chain a strategy moves: each flow less the same in the baseline, in one year."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from monazite.charts import words
from monazite.charts.chart import VEGA_LITE, Chart, Spec
from monazite.charts.rows import Rows, one_unit, records
from monazite.charts.theme import ORIGIN, SHORT
from monazite.core.numerals import amount, change, shown
from monazite.core.wording import joined

__all__ = ["changed_flows"]

_ROW = 22
_TOLD = 3
"""Flows that are told in words."""


def changed_flows(
    rows: Rows,
    *,
    year: int,
    baseline: str,
    most: int = 16,
    title: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Draw by how much flows differ from those of the baseline, the largest first.

    Rows have flow (its name), before, now and unit; at most `most` that differ are drawn, and the
    table holds them all.
    """
    given = records(rows, "flow", "before", "now", "unit")
    unit = one_unit(given)
    way = shown(unit)
    moved = sorted(
        (row for row in given if change(row["now"] - row["before"], unit) != "0"),
        key=lambda row: -abs(row["now"] - row["before"]),
    )

    def told(number: int) -> str:
        row = moved[number]
        return (
            f"{row['flow']}: {change(row['now'] - row['before'], unit)}, from "
            f"{amount(row['before'], unit)} to {amount(row['now'], unit)}."
        )

    drawn = moved[:most]
    return Chart(
        kind="changed_flows",
        title=title or words.TITLES["changed_flows"],
        subtitle=f"{way.label}, {year}, less the same in {baseline}. Full: more, open: less.",
        alt=joined(told(at) for at in range(min(_TOLD, len(moved)))) or "No flow changes.",
        rows={
            "bars": [
                {
                    "flow": row["flow"],
                    "value": (row["now"] - row["before"]) * way.factor,
                    "text": change(row["now"] - row["before"], unit).partition("\u00a0")[0],
                    "rises": row["now"] >= row["before"],
                    "description": told(at),
                }
                for at, row in enumerate(drawn)
            ]
        },
        frame=pl.DataFrame(
            {
                "Flow": [str(row["flow"]) for row in moved],
                baseline: [amount(row["before"], unit) for row in moved],
                "Here": [amount(row["now"], unit) for row in moved],
                "Difference": [change(row["now"] - row["before"], unit) for row in moved],
            }
        ),
        sources=tuple(sources),
        layout=lambda width: _layout(width, max(1, len(drawn))),
    )


def _layout(width: int, lines: int) -> Spec:
    x: Spec = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"padding": 46},
        "axis": {"tickCount": 5},
    }
    names: Spec = {
        "field": "flow",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"labelLimit": width // 3, "ticks": False, "domain": False},
    }
    rises = {"test": "datum.rises", "value": ORIGIN["home"]}
    placed = {"x": x, "y": names}
    return {
        "$schema": VEGA_LITE,
        "width": width - width // 3 - 30,
        "height": _ROW * lines,
        "data": {"name": "bars"},
        "layer": [
            {
                "mark": {"type": "bar", "strokeWidth": 1.5, "height": {"band": 0.7}},
                "encoding": {
                    **placed,
                    "fill": {"condition": rises, "value": "transparent"},
                    "stroke": {"condition": rises, "value": SHORT},
                    "description": {"field": "description"},
                },
            },
            {
                "transform": [{"filter": "datum.rises"}],
                "mark": {"type": "text", "aria": False, "align": "left", "dx": 4},
                "encoding": {**placed, "text": {"field": "text"}},
            },
            {
                "transform": [{"filter": "!datum.rises"}],
                "mark": {"type": "text", "aria": False, "align": "right", "dx": -4},
                "encoding": {**placed, "text": {"field": "text"}},
            },
        ],
    }
