"""Marks of a flow of materials: what is drawn from rows that were placed in a frame."""

from __future__ import annotations

from dataclasses import dataclass

from monazite.charts.chain.plan import Frame
from monazite.charts.chart import Spec

__all__ = ["marks"]


def marks(name: str, frame: Frame, stretch: float, *, edged: bool) -> list[Spec]:
    """Everything that is drawn, from what lies below to what lies on top."""
    drawn = _Drawn(name, frame, stretch, edged)
    return [
        *([] if frame.turned else [drawn.heads()]),
        drawn.bands(),
        drawn.segments(),
        drawn.nodes(),
        *drawn.words_of("names", "y", "name"),
        *drawn.words_of("value", "value_y", "value"),
        *drawn.bars(),
    ]


@dataclass(frozen=True)
class _Drawn:
    """Marks of one picture, by what they stand for."""

    name: str
    frame: Frame
    stretch: float
    edged: bool

    def heads(self) -> Spec:
        return {
            "type": "text",
            "style": "lane",
            "aria": False,
            "from": self._data("heads"),
            "encode": {
                "update": {
                    "x": self._across("x"),
                    "y": {"field": "y"},
                    "text": {"field": "lines"},
                    "baseline": {"value": "bottom"},
                    "lineHeight": {"value": 11.5},
                }
            },
        }

    def bands(self) -> Spec:
        return {
            "type": "path",
            "from": self._data("bands"),
            "encode": {
                "update": {
                    "path": {"field": "path"},
                    "scaleX": {"value": self.stretch},
                    "fill": {"scale": "tint", "field": "strand"},
                    **self._edge(),
                    "description": {"field": "description"},
                }
            },
        }

    def segments(self) -> Spec:
        """The parts of each node, by where what goes through it is from."""
        return {
            "type": "rect",
            "aria": False,
            "from": self._data("segments"),
            "encode": {
                "update": {
                    **self._box(),
                    "fill": {"scale": "strand", "field": "strand"},
                    **self._edge(),
                    "strokeOpacity": {"field": "shown"},
                }
            },
        }

    def nodes(self) -> Spec:
        """Whole nodes, unseen, which say what they are to whoever points at them."""
        return {
            "type": "rect",
            "from": self._data("nodes"),
            "encode": {
                "update": {
                    **self._box(),
                    "fill": {"value": "transparent"},
                    "description": {"field": "description"},
                }
            },
        }

    def words_of(self, field: str, at: str, style: str) -> list[Spec]:
        """A line of every label, over a ring in the colour of the page."""
        size = self.frame.size
        return [
            {
                "type": "text",
                "style": [style, "halo"] if halo else style,
                "aria": False,
                "from": self._data("labels"),
                "encode": {
                    "update": {
                        "x": self._across("x"),
                        "y": {"field": at},
                        "align": {"field": "align"},
                        "baseline": {"value": "top"},
                        "fontSize": {"value": size},
                        "lineHeight": {"value": size * 1.15},
                        "text": {"field": field},
                    }
                },
            }
            for halo in (True, False)
        ]

    def bars(self) -> list[Spec]:
        """How far each plant is used: its trough, and what of it is full."""
        bar: Spec = {"type": "rect", "aria": False, "from": self._data("bars")}
        place: Spec = {"x": self._across("x"), "y": {"field": "y"}}
        full: Spec = {"scale": "full", "field": "full"}
        trough = {
            **place,
            "width": {"field": "width"},
            "height": {"field": "height"},
            "stroke": full,
            "strokeOpacity": {"field": "shown"},
            "fillOpacity": {"field": "shown"},
        }
        used = {**place, "width": {"field": "used"}, "height": {"field": "height"}, "fill": full}
        return [
            {**bar, "style": "trough", "encode": {"update": trough}},
            {**bar, "encode": {"update": used}},
        ]

    def _box(self) -> Spec:
        width = self._across("width") if self.frame.turned else {"field": "width"}
        place = {"x": self._across("x"), "y": {"field": "y"}}
        return {**place, "width": width, "height": {"field": "height"}}

    def _edge(self) -> Spec:
        return {"stroke": {"scale": "edge", "field": "strand"}} if self.edged else {}

    def _across(self, field: str) -> Spec:
        return {"field": field, "mult": self.stretch}

    def _data(self, part: str) -> Spec:
        return {"data": f"{self.name}_{part}"}
