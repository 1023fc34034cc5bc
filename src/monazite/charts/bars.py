"""Stacked bars by year, the shape behind unmet demand and what becomes of the tonnes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from monazite.charts.axes import (
    ROOM_FOR_UNIT,
    amount_axis,
    colours,
    height_with_legends,
    legend,
    year_slots,
)
from monazite.charts.chart import Spec, sized
from monazite.charts.rows import Row
from monazite.charts.sentences import Series
from monazite.charts.theme import INK
from monazite.core.numerals import amount, share_text, shown

__all__ = ["Layer", "bars_frame", "bars_rows", "bars_spec", "layer_totals"]

Layer = tuple[str, str, Series]
"""Key, title and the value of each year; the order of layers is the order of the stack."""


def layer_totals(layers: Sequence[Layer], years: Sequence[int]) -> dict[int, float]:
    """Add the layers up, year by year."""
    return {year: sum(line.get(year, 0.0) for _, _, line in layers) for year in years}


def bars_rows(layers: Sequence[Layer], years: Sequence[int], unit: str) -> list[Row]:
    """Return one row for each layer and year, zero where a layer has nothing."""
    factor = shown(unit).factor
    totals = layer_totals(layers, years)
    return [
        {
            "key": key,
            "order": order,
            "series": title,
            "year": year,
            "value": line.get(year, 0.0) * factor,
            "description": _sentence(title, year, line.get(year, 0.0), totals[year], unit),
        }
        for order, (key, title, line) in enumerate(layers)
        for year in years
    ]


def _sentence(title: str, year: int, value: float, total: float, unit: str) -> str:
    share = share_text(value, total)
    of_total = f", {share} of {amount(total, unit)}" if share and value != total else ""
    return f"{year}, {title}: {amount(value, unit)}{of_total}."


def bars_spec(
    titles: Sequence[str],
    shades: Mapping[str, str],
    years: Sequence[int],
    label: str,
    width: int,
    *,
    line: str = "",
) -> Spec:
    """Return stacked bars over data named `bars`, with a remark over data named `remark`.

    A `line` is the title of totals that stand in data named `total` and are marked on each bar.
    """
    return {
        **sized(width, height_with_legends(200, width, titles, [line] if line else [])),
        "layer": [
            {
                "data": {"name": "bars"},
                "mark": {"type": "bar", "stroke": "#FFFFFF", "strokeWidth": 0.5},
                "encoding": {
                    "x": year_slots(years, width),
                    "y": {**amount_axis(label), "stack": "zero"},
                    "fill": {
                        "field": "series",
                        "type": "nominal",
                        "scale": colours(titles, [shades[title] for title in titles]),
                        "legend": legend(titles, width, symbolType="square"),
                    },
                    "order": {"field": "order"},
                    "description": {"field": "description"},
                },
            },
            {
                "data": {"name": "remark"},
                "mark": {"type": "text", "style": "note", "aria": False},
                "encoding": {
                    "text": {"field": "text"},
                    "x": {"value": {"expr": "width / 2"}},
                    "y": {"value": {"expr": "height / 3"}},
                },
            },
            *([_marks(line, years, label, width)] if line else []),
        ],
    }


def _marks(line: str, years: Sequence[int], label: str, width: int) -> Spec:
    only = {"title": None, "orient": "top", "offset": ROOM_FOR_UNIT, "symbolType": "stroke"}
    return {
        "data": {"name": "total"},
        "mark": {"type": "tick", "thickness": 2.5, "fill": INK},
        "encoding": {
            "x": year_slots(years, width),
            "y": amount_axis(label),
            "stroke": {
                "field": "line",
                "type": "nominal",
                "scale": colours([line], [INK]),
                "legend": {**only, "symbolStrokeWidth": 2.5, "symbolSize": 200},
            },
            "description": {"field": "description"},
        },
    }


def bars_frame(layers: Sequence[Layer], years: Sequence[int], unit: str) -> pl.DataFrame:
    """Return the bars as a table: a row for each year, a column for each layer, and the total."""
    way = shown(unit)
    totals = layer_totals(layers, years)
    columns = {
        f"{title} ({way.label})": [line.get(year, 0.0) * way.factor for year in years]
        for _, title, line in layers
    }
    total = {f"Total ({way.label})": [totals[year] * way.factor for year in years]}
    return pl.DataFrame({"Year": list(years), **columns, **total})
