"""A map somebody brings: areas and lines of a GeoJSON or TopoJSON file, drawn under the figures.

Only shapes are taken: names and whatever else the file holds stay out of pages. Places are rounded
to a hundredth of a degree, about a kilometre, which is finer than a map of the world shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import isfinite
from pathlib import Path
from typing import Any, NoReturn

from monazite.charts.worldmap import Ground
from monazite.core.errors import FieldError, InvalidInput, Problem

__all__ = ["read_basemap"]

BYTES_AT_MOST = 50_000_000
POINTS_AT_MOST = 100_000
DIGITS = 2
REMEDY = "give a GeoJSON or TopoJSON file of areas or lines, in degrees"

Point = tuple[float, float]
Shape = tuple[str, Any]
"""A kind of geometry and its coordinates."""


def read_basemap(path: Path) -> Ground:
    """Read areas and lines; raises InvalidInput for a file that is no such map."""
    try:
        if path.stat().st_size > BYTES_AT_MOST:
            raise FieldError(
                f"the file is larger than {BYTES_AT_MOST // 1_000_000} MB", "simplify it"
            )
        areas, lines = _drawn(json.loads(path.read_bytes()))
    except OSError as error:
        _refuse(path, f"the map cannot be read ({error.strerror})")
    except FieldError as fault:
        _refuse(path, fault.message, fault.remedy)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        _refuse(path, "this is no GeoJSON and no TopoJSON")
    points = sum(len(ring) for rings in areas for ring in rings) + sum(map(len, lines))
    if not points:
        _refuse(path, "the map has no area and no line")
    if points > POINTS_AT_MOST:
        _refuse(
            path,
            f"the map has {points:,} points, more than the {POINTS_AT_MOST:,} a page can draw",
            "simplify it",
        )
    return Ground(
        areas=_feature("MultiPolygon", areas) if areas else None,
        lines=_feature("MultiLineString", lines) if lines else None,
        name=path.name,
    )


def _drawn(given: Any) -> tuple[list[list[list[Point]]], list[list[Point]]]:
    """Areas and lines of a map that have points enough to be drawn."""
    areas: list[list[list[Point]]] = []
    lines: list[list[Point]] = []
    for kind, coordinates in _shapes(given):
        if kind == "Polygon":
            areas.append(_area(coordinates))
        elif kind == "MultiPolygon":
            areas += [_area(one) for one in coordinates]
        elif kind == "LineString":
            lines.append(_line(coordinates))
        elif kind == "MultiLineString":
            lines += [_line(one) for one in coordinates]
    return [rings for rings in areas if rings and rings[0]], [one for one in lines if len(one) > 1]


def _refuse(path: Path, message: str, remedy: str = REMEDY) -> NoReturn:
    raise InvalidInput(
        Problem(
            file=path.name,
            field="--basemap",
            message=message,
            remedy=remedy,
        )
    )


def _feature(kind: str, coordinates: Sequence[Any]) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": list(coordinates)}
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def _shapes(given: Any) -> Iterator[Shape]:
    """Kinds of geometry with their coordinates, whatever they are wrapped in."""
    kind = given["type"]
    if kind == "Topology":
        arcs = _arcs(given)
        for one in given["objects"].values():
            yield from _of_arcs(one, arcs)
    elif kind == "FeatureCollection":
        for one in given["features"]:
            yield from _shapes(one)
    elif kind == "Feature":
        if given["geometry"] is not None:
            yield from _shapes(given["geometry"])
    elif kind == "GeometryCollection":
        for one in given["geometries"]:
            yield from _shapes(one)
    else:
        yield kind, given["coordinates"]


def _arcs(topology: Any) -> list[list[Point]]:
    """Arcs of a topology in degrees: each point as a step from the one before, where quantised."""
    transform = topology.get("transform")
    if transform is None:
        return [[(one[0], one[1]) for one in arc] for arc in topology["arcs"]]
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * wide + left, y * high + low))
        found.append(points)
    return found


def _of_arcs(given: Any, arcs: Sequence[Sequence[Point]]) -> Iterator[Shape]:
    """Geometries of a topology with coordinates in place of the numbers of their arcs."""
    kind = given["type"]

    def joined(numbers: Iterable[int]) -> list[Point]:
        line: list[Point] = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            line += arc[1:] if line else arc
        return line

    if kind == "GeometryCollection":
        for one in given["geometries"]:
            yield from _of_arcs(one, arcs)
    elif kind == "LineString":
        yield kind, joined(given["arcs"])
    elif kind in ("Polygon", "MultiLineString"):
        yield kind, [joined(one) for one in given["arcs"]]
    elif kind == "MultiPolygon":
        yield kind, [[joined(ring) for ring in one] for one in given["arcs"]]


def _area(rings: Sequence[Any]) -> list[list[Point]]:
    """Rings of an area, the outer one clockwise and holes the other way, as a globe is drawn."""
    found = []
    for number, given in enumerate(rings):
        ring = _line(given)
        if len(ring) < 4:
            if number == 0:
                return []
            continue
        found.append(ring if _clockwise(ring) == (number == 0) else ring[::-1])
    return found


def _clockwise(ring: Sequence[Point]) -> bool:
    """Whether what a ring goes around lies at its right hand, on the globe and not on a sheet.

    Each step goes the shorter way round, so that a ring may pass where one day meets the next. One
    that goes all the way round holds the pole that is nearer.
    """
    longitude = doubled = 0.0
    for (start, low), (end, high) in pairwise(ring):
        step = (end - start + 180.0) % 360.0 - 180.0
        doubled += longitude * (high - low) - step * low
        longitude += step
    if abs(longitude) > 180.0:
        southern = sum(latitude for _, latitude in ring) < 0
        return (longitude > 0) == southern
    return doubled < 0


def _line(points: Sequence[Any]) -> list[Point]:
    """Points rounded, without those that fall on the one before."""
    found: list[Point] = []
    for one in points:
        longitude, latitude = float(one[0]), float(one[1])
        if not (isfinite(longitude) and isfinite(latitude)):
            raise FieldError("a place of the map is no number", REMEDY)
        if abs(longitude) > 180.01 or abs(latitude) > 90.01:
            raise FieldError(
                f"the map is not in degrees of longitude and latitude: {longitude:g}, {latitude:g}",
                REMEDY,
            )
        at = round(longitude, DIGITS), round(latitude, DIGITS)
        if not found or found[-1] != at:
            found.append(at)
    return found
