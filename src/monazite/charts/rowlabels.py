"""Charts with one line for each subject: names stand beside the marks, or above on a phone."""

from __future__ import annotations

from dataclasses import dataclass

from monazite.charts.chart import Spec, sized
from monazite.charts.rows import Row
from monazite.charts.theme import INK

__all__ = ["LinePlan", "Names", "at", "figures_beside", "label_layers", "page_of"]

_PHONE = 520
_NAMES = 0.34
_NAMES_AT_MOST = 0.46
"""Share of the width that names take when they stand beside the marks, long ones more."""
_CHARACTER = 5.2
"""Mean width of a character of a name, in pixels."""
_BESIDE_NAMES = 22
"""What stands before a name and after it, in pixels."""
_HEADING = 21
_MARK = 19
_GAP = 3


class Names:
    """The lines of a chart from top to bottom: headings, and lines that carry marks."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.headings = 0
        self.lines = 0

    def heading(self, text: str) -> None:
        """Begin a group of lines."""
        self.rows.append({**self._place(), "text": text, "heading": True})
        self.headings += 1

    def line(self, text: str) -> Row:
        """Add a line and return its place, which the marks of the line carry in their rows."""
        place = self._place()
        self.rows.append({**place, "text": text, "heading": False})
        self.lines += 1
        return place

    def plan(self, width: int) -> LinePlan:
        """Return where these lines stand in a chart of a width."""
        longest = max((len(row["text"]) for row in self.rows if not row["heading"]), default=0)
        return LinePlan(width, self.headings, self.lines, longest)

    def _place(self) -> Row:
        return {"headings_above": self.headings, "lines_above": self.lines}


@dataclass(frozen=True, slots=True)
class LinePlan:
    """Where lines stand, in pixels."""

    width: int
    headings: int
    lines: int
    longest: int = 0
    """Characters of the longest name."""

    @property
    def names_above(self) -> bool:
        """Whether names stand above their marks for want of room beside them."""
        return self.width < _PHONE

    @property
    def left(self) -> int:
        """Where the marks begin."""
        if self.names_above:
            return 0
        least, most = self.width * _NAMES, self.width * _NAMES_AT_MOST
        return round(min(max(least, self.longest * _CHARACTER + _BESIDE_NAMES), most))

    @property
    def height(self) -> int:
        """Height of all lines."""
        return max(_MARK, self.headings * _HEADING + self.lines * self._step)

    @property
    def _step(self) -> int:
        return _MARK + _GAP + (14 if self.names_above else 0)

    def placed(self) -> Spec:
        """Return the transform that gives a row the top, middle and bottom of its marks."""
        middle = self._step - (_MARK + _GAP) / 2
        expression = f"datum.headings_above * {_HEADING} + datum.lines_above * {self._step}"
        return {"calculate": f"{expression} + {middle}", "as": "middle"}

    def boxed(self) -> list[Spec]:
        """Return the transforms that give a row the top and bottom of its mark as well."""
        half = _MARK / 2
        return [
            self.placed(),
            {"calculate": f"datum.middle - {half}", "as": "top"},
            {"calculate": f"datum.middle + {half}", "as": "bottom"},
        ]


def at(field: str) -> Spec:
    """Return a place in pixels as an encoding."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


def page_of(plan: LinePlan) -> Spec:
    """Return the part of a specification that says how large the chart is."""
    return sized(plan.width, plan.height, fit=False)


def figures_beside(plan: LinePlan, right: int, rows: str) -> Spec:
    """Return the layer that writes the `figures` of rows beside their marks, which end `right`."""
    return {
        "data": {"name": rows},
        "transform": [plan.placed()],
        "mark": {
            "type": "text",
            "aria": False,
            "baseline": "middle",
            "align": "left",
            "limit": plan.width - right - 6,
            "fill": INK,
        },
        "encoding": {
            "x": {"value": right + 6},
            "y": at("middle"),
            "text": {"field": "figures"},
        },
    }


def label_layers(plan: LinePlan) -> list[Spec]:
    """Return the layers that write names from data named `names`."""

    def texts(*, heading: bool) -> Spec:
        above = plan.names_above and not heading
        return {
            "data": {"name": "names"},
            "transform": [{"filter": {"field": "heading", "equal": heading}}, plan.placed()],
            "mark": {
                "type": "text",
                "style": "row-label",
                "aria": False,
                "limit": plan.width if plan.names_above or heading else plan.left - 12,
                "baseline": "middle",
                "dx": 0 if heading or above else 10,
                "dy": _heading_shift(plan) if heading else (-17 if above else 0),
                "fontWeight": "bold" if heading else "normal",
            },
            "encoding": {"y": at("middle"), "x": {"value": 0}, "text": {"field": "text"}},
        }

    return [texts(heading=True), texts(heading=False)]


def _heading_shift(plan: LinePlan) -> int:
    return -14 if plan.names_above else 0
