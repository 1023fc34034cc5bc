"""The year somebody looks at: an upright line in every picture of amounts over years.

In a picture over years, of amounts or of cells, a year can be pointed at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from monazite.charts.chart import STANDARD_WIDTH, Chart, Spec
from monazite.charts.theme import MUTED

__all__ = ["at_year", "over_years"]

CHOSEN = "chosen"
"""Name of the data that hold the year."""


def at_year(chart: Chart, year: int) -> Chart:
    """Mark a year in a chart of amounts over years; any other stays as it is."""
    if _marked(chart.layout(STANDARD_WIDTH)) is None:
        return chart
    return replace(
        chart,
        rows={**chart.rows, CHOSEN: [{"year": year}]},
        layout=lambda width: _marked(chart.layout(width)) or chart.layout(width),
    )


def over_years(spec: Spec) -> bool:
    """Whether a specification has an axis of years from left to right, in any of its parts."""
    across = spec.get("encoding", {}).get("x", {})
    if across.get("field") == "year" and across.get("axis"):
        return True
    return any(over_years(part) for part in (*spec.get("concat", ()), *spec.get("layer", ())))


def _marked(spec: Spec) -> Spec | None:
    """A specification with the line, in every part of it over years; None where there is none."""
    if "concat" in spec:
        parts = [_marked(part) for part in spec["concat"]]
        if not any(parts):
            return None
        either = [part or whole for part, whole in zip(parts, spec["concat"], strict=True)]
        return {**spec, "concat": either}
    axes = [axis for layer in spec.get("layer", ()) if (axis := _years(layer)) is not None]
    if not axes:
        return None
    line = {
        "data": {"name": CHOSEN},
        "mark": {"type": "rule", "stroke": MUTED, "strokeWidth": 1, "aria": False},
        "encoding": {"x": axes[0]},
    }
    return {**spec, "layer": [*spec["layer"], line]}


def _years(layer: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The axis of years below amounts; a line would cross out what stands in cells."""
    places = layer.get("encoding", {})
    across: Mapping[str, Any] = places.get("x", {})
    upright: Mapping[str, Any] = places.get("y", {})
    over_years = across.get("field") == "year" and bool(upright.get("axis"))
    return across if over_years else None
