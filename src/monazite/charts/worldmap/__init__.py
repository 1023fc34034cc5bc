"""Who makes a good and where it goes, on a map of land alone: no border of any country is drawn."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl

from monazite.charts import words
from monazite.charts.chart import VEGA_LITE, Chart, Spec
from monazite.charts.rows import Row, Rows, records
from monazite.charts.theme import MUTED, ORIGIN
from monazite.charts.worldmap.fitted import WORLD, Window, projected, window_on
from monazite.core.numerals import amount
from monazite.core.wording import joined, listed

__all__ = ["SMALL", "Ground", "places", "world_map"]

SMALL = 0.5
"""Tonnes a year below which nothing counts as made or sent."""
_RATIO = 0.47
"""Height over its width of a map that is drawn over what somebody brings."""
_EDGE = 8
"""What the page around the map takes of the width, in pixels."""
_TOLD = 3
_NEAR = (14.0, 7.0)
"""Degrees of longitude and latitude within which two names would stand on one another."""
_LETTER, _LINE = 5.9, 11.0
"""Pixels across that a letter of a name takes on the mean, and pixels down that a name takes."""
_ROOM = 900
"""Pixels of width from which on every name is written; on smaller maps some give way."""
_STEP = 20
"""Pixels between widths that are tried."""
_PLACED: Mapping[bool, Spec] = {False: {"dy": -13}, True: {"dx": 11, "align": "left"}}


@dataclass(frozen=True)
class Ground:
    """A map to draw in place of the outline that comes with the package, and what it is called.

    Areas and lines are GeoJSON features in degrees, outer rings clockwise; either may be missing.
    """

    areas: Mapping[str, Any] | None = None
    lines: Mapping[str, Any] | None = None
    name: str = ""


@cache
def places() -> Mapping[str, tuple[float, float]]:
    """Longitude and latitude of a point in each place, in whole degrees, by its code."""
    text = files(__package__).joinpath("places.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: (float(row["longitude"]), float(row["latitude"])) for row in rows}


@cache
def _land() -> dict[str, Any]:
    text = files(__package__).joinpath("land.json").read_text(encoding="utf-8")
    return {"type": "Feature", "properties": {}, "geometry": json.loads(text)}


def world_map(
    made: Rows,
    sent: Rows,
    *,
    home: str,
    material: str = "",
    unit: str = "",
    year: int = 0,
    ground: Ground | None = None,
    title: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Draw what each region makes as dots and what they send one another as lines.

    Rows of `made` have region, title, longitude, latitude and value, those of `sent` origin,
    destination and value, in the same unit. A region without a place stands in the table alone.
    `ground` is drawn in place of the outline of land that comes with the package.
    """
    dots = records(made, "region", "title", "longitude", "latitude", "value")
    lanes = records(sent, "origin", "destination", "value")
    title_of = {str(row["region"]): str(row["title"]) for row in dots}
    point = {str(row["region"]): row for row in dots if row["longitude"] is not None}
    # what somebody brings to be drawn over decides itself what is seen
    seen = [(float(row["longitude"]), float(row["latitude"])) for row in point.values()]
    window = window_on(seen) if ground is None else None
    named = _named(list(point.values()), home, window.width if window else WORLD)
    drawn = [_dot(row, point.values(), named, unit, home) for row in dots if row["region"] in point]
    lines = [
        _line(row, point, title_of, unit, home)
        for row in sorted(lanes, key=lambda row: float(row["value"]))
        if row["origin"] in point and row["destination"] in point and row["value"] > SMALL
    ]
    frame = [
        {"From": title_of.get(str(row["origin"]), row["origin"])}
        | {"To": title_of.get(str(row["destination"]), row["destination"]), unit: row["value"]}
        for row in lanes
        if row["value"] > SMALL
    ]
    subject = f"Makers and buyers of {material}" if material else words.TITLES["world_map"]
    return Chart(
        kind="world_map",
        title=title or (f"{subject}, {year}" if year else subject),
        subtitle=joined(
            (
                f"{unit}; size of a dot: made there; width of a line: sent.",
                _said(ground),
                _placeless(dots, lanes, point),
            )
        ),
        alt=_alt(dots, frame, unit),
        rows={"dots": drawn, "lanes": lines} | _ground(ground),
        frame=pl.DataFrame(frame, schema={"From": pl.String, "To": pl.String, unit: pl.Float64}),
        sources=tuple(sources),
        layout=lambda width: _layout(width, window),
    )


def _ground(ground: Ground | None) -> dict[str, list[Row]]:
    if ground is None:
        return {"land": [_land()], "lines": []}
    return {
        "land": [dict(ground.areas)] if ground.areas else [],
        "lines": [dict(ground.lines)] if ground.lines else [],
    }


def _said(ground: Ground | None) -> str:
    return words.NO_BORDERS if ground is None else f"Drawn over {ground.name}."


def _placeless(dots: Iterable[Row], lanes: Iterable[Row], point: Collection[str]) -> str:
    """Name who makes, buys or sells and has no place; the map would look complete without."""
    trading = {str(row[end]) for row in lanes for end in ("origin", "destination")}
    missing = [
        str(row["title"])
        for row in dots
        if row["region"] not in point
        and (float(row["value"]) > SMALL or str(row["region"]) in trading)
    ]
    return f"Without a place on it, and in the table alone: {listed(missing)}." if missing else ""


def _beside(row: Row, others: Iterable[Row]) -> bool:
    """Whether a name stands at the right of its dot, since a neighbour to the west has its own."""
    return any(
        0 < row["longitude"] - other["longitude"] < _NEAR[0]
        and abs(row["latitude"] - other["latitude"]) < _NEAR[1]
        for other in others
    )


def _named(points: Sequence[Row], home: str, seen: float) -> dict[str, int]:
    """Pixels of width from which on each name is written: home first, then whoever makes most.

    `seen` is how wide a part of the world the map shows, as the projection counts. A name waits
    until it stands clear of all others, those that come on wider maps included.
    """
    found: dict[str, int] = {}
    before: list[Row] = []
    beside = {str(row["region"]): _beside(row, points) for row in points}

    def half(row: Row) -> float:
        return _LETTER * len(_name(row)) / 2

    def place(row: Row, width: int) -> tuple[float, float]:
        right, up = (half(row) + 11.0, 0.0) if beside[str(row["region"])] else (0.0, 13.0)
        x, y = projected(float(row["longitude"]), float(row["latitude"]))
        return width * x / seen + right, width * y / seen + up

    def clear(one: Row, other: Row, width: int) -> bool:
        (x, y), (u, v) = place(one, width), place(other, width)
        return abs(x - u) >= half(one) + half(other) or abs(y - v) >= _LINE

    for row in sorted(points, key=lambda row: (row["region"] != home, -float(row["value"]))):
        widths = (
            width
            for width in range(0, _ROOM, _STEP)
            if all(clear(row, other, max(width, found[str(other["region"])])) for other in before)
        )
        found[str(row["region"])] = next(widths, _ROOM)
        before.append(row)
    return found


def _name(row: Row) -> str:
    return str(row["title"]).partition(" (")[0]


def _dot(row: Row, others: Iterable[Row], named: Mapping[str, int], unit: str, home: str) -> Row:
    return {
        "region": row["region"],
        "title": row["title"],
        "longitude": row["longitude"],
        "latitude": row["latitude"],
        "value": float(row["value"]),
        "whose": "home" if row["region"] == home else "abroad",
        "label": _name(row),
        "beside": _beside(row, others),
        "named_from": named[str(row["region"])],
        "description": f"{row['title']} makes {amount(row['value'], unit)}.",
    }


def _line(
    row: Row, point: Mapping[str, Row], title_of: Mapping[str, str], unit: str, home: str
) -> Row:
    start, end = point[str(row["origin"])], point[str(row["destination"])]
    return {
        "longitude": start["longitude"],
        "latitude": start["latitude"],
        "to_longitude": end["longitude"],
        "to_latitude": end["latitude"],
        "value": float(row["value"]),
        "whose": "home" if home in (row["origin"], row["destination"]) else "abroad",
        "description": f"{title_of[str(row['origin'])]} sends {amount(row['value'], unit)} to "
        f"{title_of[str(row['destination'])]}.",
    }


def _alt(dots: Sequence[Row], lanes: Sequence[Row], unit: str) -> str:
    largest = sorted(dots, key=lambda row: -float(row["value"]))[:_TOLD]
    makers = [f"{row['title']} {amount(row['value'], unit)}" for row in largest if row["value"] > 0]
    widest = max(lanes, key=lambda row: float(row[unit]), default=None)
    return joined(
        (
            f"Most is made in {listed(makers)}." if makers else "Nothing is made.",
            f"The widest lane is {widest['From']} to {widest['To']}: {amount(widest[unit], unit)}."
            if widest
            else "",
        )
    )


def _layout(width: int, window: Window | None) -> Spec:
    inner = width - _EDGE
    fitted: Spec = {}
    if window is not None:
        fitted = {"scale": window.scale(inner), "translate": window.translate(inner)}
    return {
        "$schema": VEGA_LITE,
        "width": inner,
        "height": round(inner * (window.ratio if window else _RATIO)),
        "projection": {"type": "equalEarth", **fitted},
        "layer": [*_outlines(), _lanes_drawn(), _dots_drawn(), *_names_drawn(width)],
    }


_AT: Spec = {
    "longitude": {"field": "longitude", "type": "quantitative"},
    "latitude": {"field": "latitude", "type": "quantitative"},
}
_LOOKS: Spec = {
    "color": {
        "field": "whose",
        "type": "nominal",
        "scale": {"domain": ["home", "abroad"], "range": [ORIGIN["home"], ORIGIN["partner"]]},
        "legend": None,
    },
    "description": {"field": "description", "type": "nominal"},
}


def _outlines() -> list[Spec]:
    shape = {"type": "geoshape", "aria": False, "clip": True}
    line = {"fill": None, "stroke": MUTED, "strokeWidth": 0.5}
    return [
        {"data": {"name": "land"}, "mark": shape},
        {"data": {"name": "lines"}, "mark": {**shape, **line}},
    ]


def _lanes_drawn() -> Spec:
    return {
        "data": {"name": "lanes"},
        "mark": {"type": "rule", "opacity": 0.75, "strokeCap": "round"},
        "encoding": {
            **_AT,
            "longitude2": {"field": "to_longitude"},
            "latitude2": {"field": "to_latitude"},
            **_LOOKS,
            "strokeWidth": {
                "field": "value",
                "type": "quantitative",
                "scale": {"type": "sqrt", "range": [0.4, 9]},
                "legend": None,
            },
        },
    }


def _dots_drawn() -> Spec:
    return {
        "data": {"name": "dots"},
        "mark": {"type": "circle", "opacity": 0.95, "stroke": "white", "strokeWidth": 1},
        "encoding": {
            **_AT,
            **_LOOKS,
            "size": {
                "field": "value",
                "type": "quantitative",
                "scale": {"type": "sqrt", "zero": True, "range": [16, 900]},
                "legend": None,
            },
        },
    }


def _names_drawn(width: int) -> list[Spec]:
    """Names that have room at a width, each over a ring in the colour of the page."""
    return [
        {
            "data": {"name": "dots"},
            "transform": [
                {"filter": {"field": "beside", "equal": beside}},
                {"filter": {"field": "named_from", "lte": width}},
            ],
            "mark": {"type": "text", "style": style, "aria": False, **_PLACED[beside]},
            "encoding": {**_AT, "text": {"field": "label", "type": "nominal"}},
        }
        for beside in (False, True)
        for style in ("halo", "name")
    ]
