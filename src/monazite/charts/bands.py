"""Where a number lies over the years when all facts are drawn: a band and a line by strategy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from monazite.charts import words
from monazite.charts.axes import amount_axis, colours, legend, year_axis
from monazite.charts.chart import Chart, Spec, sized
from monazite.charts.rows import Row, Rows, one_unit, records
from monazite.charts.theme import BASELINE, STRATEGY
from monazite.core.numerals import amount, interval, shown
from monazite.core.wording import joined

__all__ = ["bands_over_years"]

_HEIGHT = 280


def bands_over_years(
    rows: Rows,
    *,
    titles: Mapping[str, str],
    baseline: str = "",
    title: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Draw the median and the range of nine draws in ten, by strategy and year.

    Rows have strategy, year, low, median, high and unit, of one indicator; titles name strategies.
    The baseline is grey, as in every picture.
    """
    given = records(rows, "strategy", "year", "low", "median", "high", "unit")
    unit = one_unit(given)
    way = shown(unit)
    drawn = list(dict.fromkeys(str(row["strategy"]) for row in given))
    names = [titles[name] for name in drawn]
    others = [name for name in drawn if name != baseline]
    shades = [
        BASELINE if name == baseline else STRATEGY[others.index(name) % len(STRATEGY)]
        for name in drawn
    ]
    points: list[Row] = [
        {
            "strategy": titles[str(row["strategy"])],
            "year": int(row["year"]),
            **{part: float(row[part]) * way.factor for part in ("low", "median", "high")},
            "description": f"{titles[str(row['strategy'])]}, {row['year']}: "
            f"{interval(row['median'], row['low'], row['high'], unit)}.",
        }
        for row in given
    ]
    last = max((point["year"] for point in points), default=0)
    return Chart(
        kind="bands_over_years",
        title=title or words.TITLES["bands_over_years"],
        subtitle=f"{way.label}; line: half of the draws lie below; band: nine in ten lie inside",
        alt=joined(str(point["description"]) for point in points if point["year"] == last),
        rows={"points": points},
        frame=pl.DataFrame(
            {
                "Strategy": [point["strategy"] for point in points],
                "Year": [point["year"] for point in points],
                **{
                    text: [amount(row[part], unit) for row in given]
                    for text, part in (("Low", "low"), ("Median", "median"), ("High", "high"))
                },
            }
        ),
        sources=tuple(sources),
        layout=lambda width: _layout(names, shades, way.label, width),
    )


def _layout(names: Sequence[str], shades: Sequence[str], label: str, width: int) -> Spec:
    years = year_axis()
    x = {**years, "axis": {**years["axis"], "grid": False}}
    colour = {
        "field": "strategy",
        "type": "nominal",
        "scale": colours(names, shades),
        "legend": legend(names, width, symbolType="square", symbolOpacity=1),
    }
    return {
        **sized(width, _HEIGHT),
        "data": {"name": "points"},
        "layer": [
            {
                "mark": {"type": "area", "opacity": 0.18, "aria": False},
                "encoding": {
                    "x": x,
                    "y": amount_axis(label, "low"),
                    "y2": {"field": "high"},
                    "color": colour,
                },
            },
            {
                "mark": {"type": "line", "strokeWidth": 2, "aria": False},
                "encoding": {"x": x, "y": amount_axis(label, "median"), "color": colour},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 25},
                "encoding": {
                    "x": x,
                    "y": amount_axis(label, "median"),
                    "color": colour,
                    "description": {"field": "description"},
                },
            },
        ],
    }
