"""How a number moves as one figure does: a line through what was solved, with the target."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from monazite.charts import words
from monazite.charts.chart import Chart, Spec, sized
from monazite.charts.rows import Row, Rows, records
from monazite.charts.theme import ACCENT, INK, MUTED
from monazite.core.numerals import amount, number, shown
from monazite.core.wording import joined

__all__ = ["curve_of_figure"]

_HEIGHT = 260


def curve_of_figure(
    rows: Rows,
    *,
    figure: str,
    figure_unit: str,
    unit: str,
    target: float,
    stated: float,
    reached: Sequence[float] = (),
    title: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Draw a number over the values of a figure, with the target and the value as stated.

    Rows have figure, number (in unit; None where there is no plan) and said (the figure in words).
    Values of the figure in `reached`, where the target is met next to where it is not, are marked.
    """
    given = [row for row in records(rows, "figure", "number", "said") if row["number"] is not None]
    way, across = shown(unit), shown(figure_unit)
    label = f"{figure}, {across.label}" if across.label.strip() not in ("", "1") else figure

    def point(row: Row, said: str) -> Row:
        return {
            "figure": row["figure"] * across.factor,
            "value": row["number"] * way.factor,
            "description": f"{said}{amount(row['number'], unit)}.",
        }

    return Chart(
        kind="curve_of_figure",
        title=title or words.TITLES["curve_of_figure"],
        subtitle=f"{way.label} by {label}. Dashed: what is to be reached; upright: as stated"
        + ("; ringed: where it is reached." if reached else "."),
        alt=_alt(given, unit, reached),
        rows={
            "points": [point(row, f"{row['said']}: ") for row in given],
            "target": [{"value": target * way.factor, "text": number(target * way.factor)}],
            "stated": [{"figure": stated * across.factor}],
            "reached": [
                {**point(row, f"Reached at {row['said']}: "), "text": str(row["said"])}
                for row in given
                if row["figure"] in reached
            ],
        },
        frame=pl.DataFrame(
            {
                figure: [str(row["said"]) for row in given],
                way.label: [amount(row["number"], unit) for row in given],
            }
        ),
        sources=tuple(sources),
        layout=_layout,
    )


def _alt(given: Sequence[Row], unit: str, reached: Sequence[float]) -> str:
    """Both ends of the curve, and where the target is reached."""
    ends = given if len(given) < 3 else (given[0], given[-1])
    said = [f"{amount(row['number'], unit)} at {row['said']}." for row in ends]
    said += [f"It is reached at {row['said']}." for row in given if row["figure"] in reached]
    return joined(said) or "Nothing was solved."


def _layout(width: int) -> Spec:
    x: Spec = {
        "field": "figure",
        "type": "quantitative",
        "title": None,
        "scale": {"zero": False, "nice": False, "padding": 8},
        "axis": {"tickCount": 6, "grid": False},
    }
    y: Spec = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "axis": {"tickCount": 5},
    }
    dashed = {"type": "rule", "stroke": INK, "strokeDash": [4, 3], "aria": False}
    return {
        **sized(width - 60, _HEIGHT, fit=False),
        "layer": [
            {"data": {"name": "target"}, "mark": dashed, "encoding": {"y": y}},
            {
                "data": {"name": "stated"},
                "mark": {"type": "rule", "stroke": MUTED, "aria": False},
                "encoding": {"x": x},
            },
            {
                "data": {"name": "points"},
                "mark": {"type": "line", "stroke": ACCENT, "strokeWidth": 2, "aria": False},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"name": "points"},
                "mark": {"type": "point", "filled": True, "fill": ACCENT, "size": 40},
                "encoding": {"x": x, "y": y, "description": {"field": "description"}},
            },
            {
                "data": {"name": "reached"},
                "mark": {"type": "point", "stroke": INK, "strokeWidth": 2, "size": 170},
                "encoding": {"x": x, "y": y, "description": {"field": "description"}},
            },
            {
                "data": {"name": "reached"},
                # to the right, since the value as stated is often just below
                "mark": {
                    "type": "text",
                    "style": "note",
                    "align": "left",
                    "dx": 5,
                    "dy": -15,
                    "aria": False,
                },
                "encoding": {"x": x, "y": y, "text": {"field": "text"}},
            },
        ],
    }
