"""Lines from an open dot to a full one, a row each, with a figure beside."""

from __future__ import annotations

from typing import NamedTuple

from monazite.charts.chart import Spec
from monazite.charts.rowlabels import LinePlan, at, figures_beside, label_layers, page_of
from monazite.charts.theme import ACCENT, MUTED

__all__ = ["Ends", "spans"]


class Ends(NamedTuple):
    """What the open dot of every line is, and the full one, in words."""

    low: str
    high: str


def spans(plan: LinePlan, ends: Ends) -> Spec:
    """Lay out rows `lines` (least, most, figures, description), `dots` (end, value) and `central`.

    A number under `central` is drawn as an upright line through all of them.
    """
    right = round(plan.width * (0.74 if plan.names_above else 0.84))
    x: Spec = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "scale": {"range": [plan.left + 16, right - 16], "nice": True, "zero": False},
        "axis": {"orient": "top", "grid": True, "domain": False, "ticks": False, "tickCount": 5},
    }
    shape = {"shape": "circle", "size": 70, "strokeWidth": 2, "opacity": 1, "aria": False}

    def dot(end: str, fill: str, stroke: str) -> Spec:
        return {
            "data": {"name": "dots"},
            "transform": [{"filter": {"field": "end", "equal": end}}, plan.placed()],
            "mark": {"type": "point", **shape, "fill": fill, "stroke": stroke},
            "encoding": {"x": x, "y": at("middle")},
        }

    return {
        **page_of(plan),
        "layer": [
            {
                "data": {"name": "central"},
                "mark": {"type": "rule", "stroke": MUTED, "strokeDash": [4, 3], "aria": False},
                "encoding": {"x": x, "y": {"value": 0}, "y2": {"value": plan.height}},
            },
            *label_layers(plan),
            {
                "data": {"name": "lines"},
                "transform": [plan.placed()],
                "mark": {"type": "rule", "strokeWidth": 3, "stroke": ACCENT},
                "encoding": {
                    "x": {**x, "field": "least"},
                    "x2": {"field": "most"},
                    "y": at("middle"),
                    "description": {"field": "description"},
                },
            },
            dot(ends.low, "#FFFFFF", ACCENT),
            dot(ends.high, ACCENT, ACCENT),
            figures_beside(plan, right, "lines"),
        ],
    }
