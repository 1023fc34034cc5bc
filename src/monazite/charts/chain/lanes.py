"""Draws what flows between fixed lanes: bands as filled paths, nodes, bars and words.

A node keeps its lane and its order; only heights and places across the flow follow the values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from monazite.charts.chain.plan import (
    BAR,
    LINE,
    Exit,
    Frame,
    Item,
    Link,
    Plan,
    passing,
    text_width,
    total,
)

_LEAVES = 12
"""Pixels that what leaves a lane takes beside its words where these fill the room already."""

__all__ = ["Box", "Label", "Placed", "Strip", "place"]


@dataclass(frozen=True, slots=True)
class Strip:
    """A filled path of one strand of a link or exit; empty where nothing flows."""

    key: str
    strand: str
    path: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    key: str
    x: float
    y: float
    width: float
    height: float
    strand: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a node or exit, their upper left corner, and the room they are given."""

    key: str
    names: tuple[str, ...]
    value: str
    """Written below the names; blank where it stands behind them."""
    box: Box
    ends_right: bool = False
    """Whether the words end at the right of the box instead of beginning at its left."""


@dataclass(slots=True)
class Placed:
    """Everything to draw."""

    strips: list[Strip] = field(default_factory=list)
    segments: list[Box] = field(default_factory=list)
    bars: list[Box] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


def place(
    items: Sequence[Item],
    links: Sequence[Link],
    exits: Sequence[Exit],
    frame: Frame,
    written: Mapping[str, str],
) -> Placed:
    """Place everything at the largest scale at which every column fits the frame.

    `written` holds the value of each item and exit as it stands under its name. Columns, order and
    type size do not depend on values; what carries nothing takes no room and gets an empty path.
    """
    plan = Plan(items, links, exits, frame, written)
    room = frame.room_to_leave
    if frame.turned:
        # Words that need more than there is make no flow thinner, since thinner it needs as much.
        plan.stack(0.0)
        room = max(room, plan.exit_room() + _LEAVES)

    def fits(scale: float) -> bool:
        return plan.stack(scale) <= frame.across and plan.exit_room() <= room

    low, high = 0.0, frame.across / max(1.0, max((total(x.values) for x in links), default=1.0))
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    plan.stack(low)
    placed = Placed()
    _draw_exits(plan, placed)
    _draw_links(plan, placed)
    _draw_nodes(plan, placed)
    return placed


def _draw_nodes(plan: Plan, placed: Placed) -> None:
    """Draw nodes in the colours of their strands, with their words and the bar of their plants.

    Words stand above a node in a wide chart, beside it in a narrow one; those of uses behind them,
    in a narrow chart on two levels by turns.
    """
    frame = plan.frame
    across = sorted(plan.items, key=lambda key: plan.spots[key].at)
    shown_uses = [
        key
        for key in across
        if plan.items[key].column == frame.columns - 1 and plan.spots[key].thickness > 0
    ]
    for key, item in plan.items.items():
        spot = plan.spots[key]
        along = frame.at(item.column)
        cursor = spot.at
        whole = total(item.values) or 1.0
        for strand, share in item.values.items():
            thickness = spot.thickness * share / whole
            placed.segments.append(
                _box(frame, key, along, cursor, frame.thick, thickness, strand=strand)
            )
            cursor += thickness
        wide, high = plan.label_size(item) if spot.thickness > 0 else (0.0, 0.0)
        if item.column == frame.columns - 1:
            if frame.turned:
                level = shown_uses.index(key) % 2 if key in shown_uses else 0
                down = frame.thick + 3 + level * 3.3 * frame.size * LINE
                corner = frame.corner(along + down, spot.at)
            else:
                middle = spot.at + spot.thickness / 2 + high / 2
                corner = frame.corner(along + frame.thick + 5, middle)
        elif not frame.turned:
            corner = frame.corner(along, spot.at + spot.thickness + high + 2)
        elif key in plan.with_input:
            corner = frame.corner(along - frame.size * 0.6, spot.at + spot.thickness + 5)
        else:
            corner = frame.corner(along - high - 2, spot.at)
        x, y = corner
        placed.labels.append(Label(key, item.names, plan.written[key], Box(key, x, y, wide, high)))
        if item.barred:
            shown = spot.thickness > 0 and item.plants
            top = y + high - BAR + 2.5 if shown else y
            placed.bars.append(Box(key, x + 0.5, top, 30.0 if shown else 0.0, 4.0 if shown else 0))


def _docks(plan: Plan) -> tuple[dict[int, float], dict[int, float]]:
    """Where each link leaves a node and where it reaches one, across; links by their identity."""
    leaving: dict[str, float] = {}
    for leave in plan.exits:
        leaving[leave.source] = leaving.get(leave.source, 0.0) + plan.thickness(leave.values)
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}

    def height(key: str) -> float:
        return plan.spots[key].at

    for key, spot in plan.spots.items():
        if spot.item is None:
            continue
        cursor = spot.at + leaving.get(key, 0.0)
        out = [link for link in plan.links if link.source == key]
        for link in sorted(out, key=lambda link: height(_next(plan, link))):
            starts[id(link)] = cursor
            cursor += plan.thickness(link.values)
        cursor = spot.at
        into = [link for link in plan.links if link.target == key]
        for link in sorted(into, key=lambda link: height(_previous(plan, link))):
            ends[id(link)] = cursor
            cursor += plan.thickness(link.values)
    return starts, ends


def _draw_links(plan: Plan, placed: Placed) -> None:
    frame = plan.frame
    starts, ends = _docks(plan)
    for link in plan.links:
        first, last = plan.items[link.source].column, plan.items[link.target].column
        stations = [(frame.at(first) + frame.thick, starts[id(link)])]
        for column in range(first + 1, last):
            at = plan.spots[passing(link, column)].at
            stations += [(frame.at(column), at), (frame.at(column) + frame.thick, at)]
        stations.append((frame.at(last), ends[id(link)]))
        offset = 0.0
        for strand, value in link.values.items():
            thickness = plan.width(value)
            path = _band(frame, stations, offset, thickness) if thickness else ""
            placed.strips.append(Strip(f"{link.source}>{link.target}", strand, path))
            offset += thickness


def _next(plan: Plan, link: Link) -> str:
    column = plan.items[link.source].column + 1
    # ends of what carries nothing may stand in one column
    return link.target if plan.items[link.target].column <= column else passing(link, column)


def _previous(plan: Plan, link: Link) -> str:
    column = plan.items[link.target].column - 1
    return link.source if plan.items[link.source].column >= column else passing(link, column)


def _band(
    frame: Frame, stations: Sequence[tuple[float, float]], offset: float, thickness: float
) -> str:
    """Write a band as a closed path: along one edge and back along the other."""
    lower = [(along, across + offset) for along, across in stations]
    upper = [(along, across + thickness) for along, across in lower][::-1]
    return "M" + _edge(frame, lower) + "L" + _edge(frame, upper) + "Z"


def _edge(frame: Frame, points: Sequence[tuple[float, float]]) -> str:
    path = frame.point(*points[0])
    for (along, across), (along_next, across_next) in pairwise(points):
        middle = (along + along_next) / 2
        path += f"C{frame.point(middle, across)} {frame.point(middle, across_next)} "
        path += frame.point(along_next, across_next)
    return path


@dataclass(slots=True)
class _Way:
    """How an exit leaves: across where it starts, along where it turns, and how deep it goes."""

    leave: Exit
    across: float
    along: float
    thickness: float
    level: int = 0

    def depth(self, frame: Frame) -> float:
        """How far it goes; each level leaves room for the words of the one before."""
        if frame.turned:
            return 5.0
        return 12 + self.level * (2 * frame.size * LINE + 4)


def _draw_exits(plan: Plan, placed: Placed) -> None:
    """Bend what leaves away from the flow, each to a depth at which its words stand free."""
    frame = plan.frame
    ways = _ways(plan)
    for leave in plan.exits:
        way = ways[leave.key]
        offset = 0.0
        for strand, value in leave.values.items():
            width = plan.width(value)
            path = _bend(frame, plan.items[leave.source].column, way, offset, width)
            placed.strips.append(Strip(leave.key, strand, path if width else ""))
            offset += width
        placed.labels.append(_exit_label(plan, way))


def _ways(plan: Plan) -> dict[str, _Way]:
    """Find a way for every exit; within a gap the first to turn goes deepest."""
    ways: dict[str, _Way] = {}
    taken: list[tuple[float, float, float, float]] = []
    for column in reversed(range(plan.frame.columns)):
        found = [leave for leave in plan.exits if plan.items[leave.source].column == column]
        along = plan.frame.at(column) + plan.frame.thick + (6 if plan.frame.turned else 4)
        used: dict[str, float] = {}
        here: list[_Way] = []
        for leave in sorted(found, key=lambda leave: plan.spots[leave.source].at):
            across = plan.spots[leave.source].at + used.get(leave.source, 0.0)
            way = _Way(leave, across, along, plan.thickness(leave.values))
            used[leave.source] = used.get(leave.source, 0.0) + way.thickness
            along += plan.exit_step(leave)
            ways[leave.key] = way
            if way.thickness > 0:
                here.append(way)
        for level, way in enumerate(reversed(here)):
            way.level = level
        # Words reach into the next gap, so what leaves there goes less deep.
        while not plan.frame.turned and any(
            _meet(_room_of(plan, way), other) for way in here for other in taken
        ):
            for way in here:
                way.level += 1
        taken += [_room_of(plan, way) for way in here]
        taken += [
            (way.along, 0.0, way.along + way.thickness, way.depth(plan.frame)) for way in here
        ]
    return ways


def _room_of(plan: Plan, way: _Way) -> tuple[float, float, float, float]:
    """Room of the words of an exit in a wide chart: along, depth, and where both end."""
    lines = (*way.leave.names, plan.written[way.leave.key])
    size, depth = plan.frame.size, way.depth(plan.frame) + 3
    end = way.along + text_width(lines, size)
    return way.along, depth, end, depth + len(lines) * size * LINE


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _exit_label(plan: Plan, way: _Way) -> Label:
    """Words of an exit: below where it ends, or in a narrow chart on one line beside that."""
    frame, leave = plan.frame, way.leave
    written = plan.written[leave.key]
    names = (" ".join((*leave.names, written)),) if frame.turned else leave.names
    if way.thickness == 0:
        x, y = frame.corner(way.along, 0.0)
        box = Box(leave.key, x, y, 0.0, 0.0)
    elif frame.turned:
        wide, high = text_width(names, frame.size), frame.size * LINE
        x, y = frame.corner(way.along + (way.thickness - high) / 2, -way.depth(frame) - 3 - wide)
        box = Box(leave.key, x, y, wide, high)
    else:
        along, depth, end, bottom = _room_of(plan, way)
        x, y = frame.corner(along, -depth)
        box = Box(leave.key, x, y, end - along, bottom - depth)
    return Label(leave.key, names, "" if frame.turned else written, box, frame.turned)


def _bend(frame: Frame, column: int, way: _Way, offset: float, width: float) -> str:
    """Write a strand that leaves a node, turns and ends at a depth."""
    start, turn = frame.at(column) + frame.thick, 6.0
    low, along = way.across + offset, way.along + offset
    high, end = low + width, along + width
    depth = way.depth(frame)
    return (
        f"M{frame.point(start, low)}Q{frame.point(along, low)} {frame.point(along, low - turn)}"
        f"L{frame.point(along, -depth)}L{frame.point(end, -depth)}"
        f"L{frame.point(end, low - turn)}Q{frame.point(end, high)} {frame.point(start, high)}Z"
    )


def _box(
    frame: Frame,
    key: str,
    along: float,
    across: float,
    long: float,
    wide: float,
    *,
    strand: str,
) -> Box:
    if frame.turned:
        x, y = frame.corner(along, across)
        return Box(key, x, y, wide, long, strand)
    x, y = frame.corner(along, across + wide)
    return Box(key, x, y, long, wide, strand)
