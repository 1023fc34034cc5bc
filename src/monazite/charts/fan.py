"""How much of its need a use goes without month by month, over many scenarios: a fan."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from monazite.charts import words
from monazite.charts.chart import Chart, Spec, sized
from monazite.charts.rows import Row, Rows, records
from monazite.charts.theme import STRATEGY
from monazite.core.numerals import percent, whole_percent

__all__ = ["fan_over_months"]

_HEIGHT = 260
_STEPS = ("high", "upper", "median")
_COLUMNS = {
    "Mean": "mean",
    "Half": "median",
    "Nine in ten": "upper",
    "Ninety-nine in a hundred": "high",
}
_OPACITY = {"high": 0.18, "upper": 0.3, "median": 0.5}


def fan_over_months(
    rows: Rows, *, title: str = "", sources: Sequence[str] = (), certain: bool = False
) -> Chart:
    """Draw the share of need that is short, with bands of half, 90 and 99 % of scenarios.

    Rows have month (`2029-03`), chance, mean, median, upper and high (shares, 0 to 1) and tonnes,
    of one use. Where it is `certain`, every scenario is the same, and there is nothing but a line.
    """
    given = records(rows, "month", "chance", "mean", "median", "upper", "high", "tonnes")
    told = _alike if certain else _spread
    points: list[Row] = [
        {
            "month": str(row["month"]),
            **{part: 100.0 * float(row[part]) for part in ("mean", *_STEPS)},
            "description": f"{row['month']}: {told(row)}.",
        }
        for row in given
    ]
    worst = max(points, key=lambda point: float(point["mean"]), default=None)
    columns = {"Short": "mean"} if certain else _COLUMNS
    often = {} if certain else {"Short in": [whole_percent(float(row["chance"])) for row in given]}
    months = [str(point["month"]) for point in points]
    return Chart(
        kind="fan_over_months",
        title=title or words.TITLES["fan_over_months"],
        subtitle="% of need; every scenario is the same"
        if certain
        else "% of need; line: mean; bands: half, nine in ten and ninety-nine in a hundred"
        " scenarios lie inside",
        alt=str(worst["description"]) if worst else "",
        rows={"points": points},
        frame=pl.DataFrame(
            {
                "Month": months,
                **often,
                **{
                    text: [percent(float(row[part])) for row in given]
                    for text, part in columns.items()
                },
            }
        ),
        sources=tuple(sources),
        layout=lambda width: _layout(months, width, () if certain else _STEPS),
    )


def _spread(row: Row) -> str:
    """Say a month of many scenarios."""
    return (
        f"short in {whole_percent(float(row['chance']))} of scenarios, on average"
        f" {percent(float(row['mean']))} of need; in ninety-nine of a hundred"
        f" {percent(float(row['high']))} or less"
    )


def _alike(row: Row) -> str:
    """Say a month that is the same in all of them."""
    return f"{percent(float(row['mean']))} of need short"


def _layout(months: Sequence[str], width: int, steps: Sequence[str]) -> Spec:
    every = max(1, round(len(months) * 60 / max(width, 1)))
    x: Spec = {
        "field": "month",
        "type": "ordinal",
        "title": None,
        "sort": list(months),
        "axis": {"values": list(months)[::every], "labelAngle": 0, "grid": False},
    }

    def y(field: str) -> Spec:
        return {
            "field": field,
            "type": "quantitative",
            "title": "% of need short",
            "scale": {"domainMin": 0},
        }

    colour = STRATEGY[0]
    return {
        **sized(width, _HEIGHT),
        "data": {"name": "points"},
        "layer": [
            *(
                {
                    "mark": {
                        "type": "area",
                        "opacity": _OPACITY[step],
                        "color": colour,
                        "interpolate": "step",
                        "aria": False,
                    },
                    "encoding": {"x": x, "y": y(step)},
                }
                for step in steps
            ),
            {
                "mark": {"type": "line", "strokeWidth": 2, "color": colour, "aria": False},
                "encoding": {"x": x, "y": y("mean")},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 20, "color": colour},
                "encoding": {"x": x, "y": y("mean"), "description": {"field": "description"}},
            },
        ],
    }
