"""A chart: a specification that names its data, the rows, the words and the table beside them.

The specification depends on labels and on the width alone, never on values, so whoever shows it
may keep the picture and exchange the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import polars as pl

from monazite.charts import drawing
from monazite.charts.rows import Row
from monazite.charts.theme import ThemeName, config

__all__ = ["STANDARD_WIDTH", "Chart", "Datasets", "Spec", "fill", "sized"]

Spec: TypeAlias = dict[str, Any]
Datasets: TypeAlias = Mapping[str, Sequence[Row]]

STANDARD_WIDTH = 720
VEGA_LITE = "https://vega.github.io/schema/vega-lite/v6.json"
_CHARACTER = 0.5
"""Mean width of a character as a share of the type size."""


def sized(width: int, height: int, *, fit: bool = True) -> Spec:
    """Begin a Vega-Lite specification: its size in pixels, with what stands around the marks in it.

    Unless it is to fit, what stands around them comes on top of the size.
    """
    return {
        "$schema": VEGA_LITE,
        "width": width,
        "height": height,
        "autosize": {"type": "fit" if fit else "pad", "contains": "padding"},
    }


def fill(spec: Spec, rows: Datasets) -> Spec:
    """Return a copy of a Vega-Lite or Vega specification with rows in place of names."""
    if "/vega-lite/" in spec["$schema"]:
        return {**spec, "datasets": {name: list(data) for name, data in rows.items()}}
    filled = [
        {**source, "values": list(rows[source["name"]])} if source["name"] in rows else source
        for source in spec["data"]
    ]
    return {**spec, "data": filled}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart, ready to be drawn, read aloud, tabulated or sent to a browser."""

    kind: str
    """Name of the function that made it."""
    title: str
    """The finding where the caller states one, else the subject."""
    subtitle: str
    """Unit and how to read the marks."""
    alt: str
    """What the picture says, in sentences written from the rows."""
    rows: Datasets
    """Rows by the name the specification gives to its data; fixed number and order."""
    frame: pl.DataFrame | Callable[[], pl.DataFrame] = field(repr=False, compare=False)
    """The same figures as a table, or what makes it for whoever looks at it."""
    section: str = ""
    """The section of a brief it stands in; that of its kind unless stated."""
    sources: tuple[str, ...] = ()
    """Where the figures come from, as a reader would cite it."""
    layout: Callable[[int], Spec] = field(repr=False, compare=False)
    """Returns the specification for a width in pixels."""

    def __repr__(self) -> str:
        """Say in a line what it shows; its rows fill pages."""
        return f"<Chart {self.kind}: {self.title}>"

    @property
    def spec(self) -> Spec:
        """The specification at the standard width; it names its data and holds none."""
        return self.layout(STANDARD_WIDTH)

    def table(self) -> pl.DataFrame:
        """Return the same figures as a table a person can read, titles as column names."""
        return self.frame if isinstance(self.frame, pl.DataFrame) else self.frame()

    def svg(
        self, width: int = STANDARD_WIDTH, theme: ThemeName = "light", *, titled: bool = True
    ) -> str:
        """Draw the chart as SVG text; without its title where the page has its own caption."""
        spec = fill({**self.layout(width), "config": config(theme)}, self.rows)
        if titled:
            spec["title"] = self._heading(width, theme)
            if spec.get("autosize") == "none":
                spec["title"]["frame"] = "group"
                spec["padding"] = _with_room_for(spec["title"], spec["padding"], theme)
        return drawing.svg(spec, label=f"{self.title}. {self.alt}" if titled else self.alt)

    def png(
        self,
        width: int = STANDARD_WIDTH,
        theme: ThemeName = "light",
        *,
        titled: bool = True,
        scale: float = 2.0,
    ) -> bytes:
        """Draw the chart as a PNG picture, by default at twice the width for sharp print."""
        return drawing.png(self.svg(width, theme, titled=titled), scale=scale)

    def _heading(self, width: int, theme: ThemeName) -> Spec:
        style = config(theme)["title"]
        return {
            "text": _lines(self.title, width, style["fontSize"] * 1.06),
            "subtitle": _lines(self.subtitle, width, style["subtitleFontSize"]),
        }

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"image/svg+xml": self.svg(), "text/plain": f"{self.title}. {self.alt}"}


def _with_room_for(heading: Spec, padding: float, theme: ThemeName) -> Spec:
    """Return a padding with room for a title, which a chart of fixed size does not make itself."""
    style = config(theme)["title"]
    sizes = len(heading["text"]) * style["fontSize"]
    sizes += len(heading["subtitle"]) * style["subtitleFontSize"]
    room = sizes * 1.2 + style["subtitlePadding"] + style["offset"]
    return {"left": padding, "right": padding, "bottom": padding, "top": padding + room}


def _lines(text: str, width: int, size: float) -> list[str]:
    """Break a text into lines that fit a width, since Vega does not break titles itself."""
    limit = max(12, int(width / (size * _CHARACTER)))
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]
