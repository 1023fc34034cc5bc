"""Axes and legends that charts share: whole years, one unit, legends that fit the width."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.charts.chart import Spec

__all__ = [
    "ROOM_FOR_UNIT",
    "amount_axis",
    "colours",
    "height_with_legends",
    "legend",
    "year_axis",
    "year_slots",
]

_CHARACTER = 6.1
_SYMBOL = 34
ROOM_FOR_UNIT = 26
_ROOM_FOR_AXIS = 26
_LEGEND_LINE = 17
_NARROWEST_YEAR = 34
"""A four-digit year and the gap to the next one, in pixels."""


def year_axis(field: str = "year") -> Spec:
    """Return years as a continuous axis for lines and areas; no year is named twice.

    More ticks than years between the ends would stand at half years, which are written as years.
    """
    return {
        "field": field,
        "type": "quantitative",
        "title": None,
        "scale": {"zero": False, "nice": False},
        "axis": {
            "format": "d",
            "tickCount": {"expr": "min(width / 60, span(domain('x')))"},
            "labelFlush": False,
        },
    }


def year_slots(years: Sequence[int], width: int) -> Spec:
    """Return years as slots for bars; where slots are narrow, every second or fifth is named."""
    step = next(
        (step for step in (1, 2, 5) if width * step / max(1, len(years)) >= _NARROWEST_YEAR), 10
    )
    named = [year for year in years if (year - years[0]) % step == 0]
    return {
        "field": "year",
        "type": "ordinal",
        "title": None,
        "scale": {"domain": list(years), "paddingInner": 0.18, "paddingOuter": 0.1},
        "axis": {"labelAngle": 0, "values": named, "ticks": False, "labelOverlap": False},
    }


def amount_axis(label: str, field: str = "value") -> Spec:
    """Return an amount as the upright axis, its unit above the axis and lying flat."""
    return {
        "field": field,
        "type": "quantitative",
        "title": label,
        "axis": {
            "format": ",.3~r",
            "tickCount": 5,
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "end",
            "titleX": 0,
            "titleY": -10,
            "titleBaseline": "bottom",
        },
    }


def legend(labels: Sequence[str], width: int, **further: object) -> Spec:
    """Return a legend above the chart with as many columns as the width has room for."""
    return {
        "title": None,
        "orient": "top",
        "columns": _legend_columns(labels, width),
        "offset": ROOM_FOR_UNIT,
        # else a name of more than 160 pixels loses its end
        "labelLimit": width - _SYMBOL,
        **further,
    }


def height_with_legends(plot: int, width: int, *legends: Sequence[str]) -> int:
    """Return the height of a chart whose plot keeps its own height below these legends."""
    lines = sum(-(-len(labels) // _legend_columns(labels, width)) for labels in legends if labels)
    return plot + _ROOM_FOR_AXIS + ROOM_FOR_UNIT + _LEGEND_LINE * lines


def _legend_columns(labels: Sequence[str], width: int) -> int:
    """Return the largest number of columns whose widest labels still fit side by side."""

    def taken(columns: int) -> float:
        slots = (labels[column::columns] for column in range(columns))
        return sum(_SYMBOL + _CHARACTER * max(map(len, slot)) for slot in slots)

    fitting = (columns for columns in range(len(labels), 1, -1) if taken(columns) <= width - 40)
    return next(fitting, 1)


def colours(domain: Sequence[str], shades: Sequence[str]) -> Spec:
    """Return a colour scale with a fixed order."""
    return {"domain": list(domain), "range": list(shades)}
