"""Works out where nodes stand in fixed lanes, and how many pixels a tonne may take.

Places are worked out along the flow and across it, so that one plan serves both a wide chart,
where flows run to the right, and a narrow one, where they run down. Across is counted from the
side towards which exports and losses leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

__all__ = [
    "BAR",
    "LINE",
    "NOTHING",
    "Exit",
    "Frame",
    "Item",
    "Link",
    "Plan",
    "Spot",
    "exit_words",
    "passing",
    "text_width",
    "total",
    "wrapped",
]

CHARACTER = 0.52
"""Width of a character as a share of the type size."""
LINE = 1.15
"""Height of a line as a share of the type size."""
GAP = 7
"""Free room between neighbours across the flow, in pixels."""
THINNEST = 1.0
"""Pixels below which nothing that flows is drawn."""
NOTHING = 5e-4
"""Tonnes below which nothing flows: half a kilogram a year."""
BAR = 8
"""Room for the bar of a node, in pixels."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The room of a chart, in pixels.

    `turned` charts flow down. `along` and `across` are the room for nodes from the first lane to
    the last, `before` and `base` the room in front of the first lane and below the lowest node.
    """

    turned: bool
    before: float
    along: float
    base: float
    across: float
    columns: int
    size: float
    """Type size."""
    first_gap: float = 1.0
    """Room behind the first column as a multiple of that behind the others."""
    thick: float = 8
    """Extent of a node along the flow."""
    drawn: int = 0
    """Columns that are drawn, where the last ones carry nothing; 0 for all."""
    below: float = 0.0
    """Room behind the last column that is drawn, for words of what stands there and leaves it."""

    @property
    def room_to_leave(self) -> float:
        """Room exits may fill of a gap; in a wide chart they stand clear of the next lane.

        In a narrow one they leave to the side, where nothing but exits of the next lane stands.
        """
        return (0.9 if self.turned else 0.65) * self.pitch

    @property
    def pitch(self) -> float:
        """From one column to the next, but for the first."""
        return (self.along - self.thick) / max(1.0, self.columns - 2 + self.first_gap)

    @property
    def end(self) -> float:
        """Where the last column that is drawn ends along the flow."""
        return self.at((self.drawn or self.columns) - 1) + self.thick

    def at(self, column: int) -> float:
        """Where a column begins along the flow."""
        return self.pitch * (column - 1 + self.first_gap) if column else 0.0

    def gap(self, column: int) -> float:
        """From a column to the next one."""
        return self.pitch * (1.0 if column else self.first_gap)

    def point(self, along: float, across: float) -> str:
        """Write a place as a point of a path."""
        x, y = self.corner(along, across)
        return f"{x:.2f},{y:.2f}"

    def corner(self, along: float, across: float) -> tuple[float, float]:
        """A place as it is drawn, from the left and from the top, to hundredths."""
        if self.turned:
            return round(self.base + across, 2), round(self.before + along, 2)
        return round(self.before + along, 2), round(self.across - across, 2)


@dataclass(frozen=True, slots=True)
class Item:
    """A node: its column, its rank in it from the side of the exits, and what is written there."""

    key: str
    column: int
    rank: tuple[float, ...]
    names: tuple[str, ...]
    """Lines of its name."""
    values: Mapping[str, float] = field(default_factory=dict)
    """What goes through by strand; only a node without links needs it."""
    barred: bool = False
    """Whether plants may make it, and so a bar of their use belongs to it."""
    plants: bool = False
    """Whether there are such plants now; without them the bar takes no room."""


@dataclass(frozen=True, slots=True)
class Link:
    """What flows from one node to another, by strand; the order of strands is that of drawing."""

    source: str
    target: str
    values: Mapping[str, float]
    rank: tuple[float, ...]
    """Rank in the columns it passes between its ends."""


@dataclass(frozen=True, slots=True)
class Exit:
    """What leaves a node for good, by strand."""

    key: str
    source: str
    kind: str
    values: Mapping[str, float]
    names: tuple[str, ...]


def _seen(values: Mapping[str, float]) -> list[float]:
    return [value for value in values.values() if value >= NOTHING]


def total(values: Mapping[str, float]) -> float:
    """Add up all strands."""
    return sum(values.values())


def passing(link: Link, column: int) -> str:
    """Name where a link passes through a column it neither begins nor ends in."""
    return f"{link.source}>{link.target}@{column}"


def wrapped(text: str, room: float, size: float, lines: int = 4) -> tuple[str, ...]:
    """Break a name into lines that fit a width; what does not fit ends in an ellipsis."""
    limit = max(4, int(room / (size * CHARACTER)))
    words = [part for word in text.split() for part in _parts(word, limit)]
    found: list[str] = []
    for word in words:
        joint = "" if found and found[-1].endswith("-") else " "
        if found and len(found[-1]) + len(joint) + len(word) <= limit:
            found[-1] += joint + word
        else:
            found.append(word)
    if len(found) > lines:
        found = found[:lines]
        found[-1] = found[-1][: limit - 1].rstrip(" ,-") + "…"
    return tuple(found)


def _parts(word: str, limit: int) -> list[str]:
    """Break a word that does not fit at its hyphens, and where it has none anywhere."""
    if len(word) <= limit:
        return [word]
    pieces = word.split("-")
    if len(pieces) > 1:
        hyphened = [f"{piece}-" for piece in pieces[:-1]] + [pieces[-1]]
        return [part for piece in hyphened for part in _parts(piece, limit)]
    return [word[: limit - 1] + "-", *_parts(word[limit - 1 :], limit)]


def exit_words(size: float) -> float:
    """Room the words of an exit of a narrow chart take along the flow, on one line."""
    return size * LINE + 1


def text_width(lines: Iterable[str], size: float) -> float:
    """Estimate the width of lines of text in pixels."""
    return max((len(line) for line in lines), default=0) * size * CHARACTER


@dataclass(slots=True)
class Spot:
    """A node, or the room a link keeps where it passes a column."""

    key: str
    column: int
    rank: tuple[float, ...]
    item: Item | None
    at: float = 0.0
    thickness: float = 0.0


class Plan:
    """Works a chart out for one scale."""

    def __init__(
        self,
        items: Sequence[Item],
        links: Sequence[Link],
        exits: Sequence[Exit],
        frame: Frame,
        written: Mapping[str, str],
    ) -> None:
        self.items = {item.key: item for item in items}
        self.links = links
        self.exits = exits
        self.frame = frame
        self.written = written
        self.scale = 0.0
        self.spots: dict[str, Spot] = {}
        self.with_input = {link.target for link in links if total(link.values) >= NOTHING}
        self._into: dict[str, list[float]] = {item.key: [] for item in items}
        self._out: dict[str, list[float]] = {item.key: [] for item in items}
        for link in links:
            self._into[link.target] += _seen(link.values)
            self._out[link.source] += _seen(link.values)
        for leaving in exits:
            self._out[leaving.source] += _seen(leaving.values)
        self._sizes = {item.key: self._measured(item) for item in items}

    def thickness(self, values: Mapping[str, float]) -> float:
        """Extent of all strands across the flow."""
        return sum(self.width(value) for value in values.values())

    def width(self, value: float) -> float:
        """Extent of one strand: true to scale, but never too thin to be seen."""
        return max(THINNEST, self.scale * value) if value >= NOTHING else 0.0

    def stack(self, scale: float) -> float:
        """Put every column in place at a scale; return the room the fullest one takes."""
        self.scale = scale
        spots = {key: Spot(key, item.column, item.rank, item) for key, item in self.items.items()}
        for key, item in self.items.items():
            spots[key].thickness = max(
                self._wide(self._into[key]), self._wide(self._out[key]), self.thickness(item.values)
            )
        for link in self.links:
            start, end = self.items[link.source].column, self.items[link.target].column
            for column in range(start + 1, end):
                key = passing(link, column)
                spots[key] = Spot(key, column, link.rank, None)
                spots[key].thickness = self.thickness(link.values)
        self.spots = spots
        ordered = sorted(spots.values(), key=lambda spot: (spot.column, spot.rank))
        return max(
            (
                self._column([spot for spot in column if spot.thickness > 0])
                for _, column in groupby(ordered, key=lambda spot: spot.column)
            ),
            default=0.0,
        )

    def _column(self, spots: Sequence[Spot]) -> float:
        """Stack a column from the side of the exits; return the room it takes."""
        if spots and spots[0].column == self.frame.columns - 1 and self.frame.turned:
            return self._last_row(spots)
        end = cursor = 0.0
        for spot in spots:
            spot.at = cursor
            before, after = self._room(spot)
            spare = max(0.0, before - spot.thickness)
            # The name of a use stands beside the middle of its node.
            spot.at += spare / 2 if spot.column == self.frame.columns - 1 else 0.0
            cursor += spare + spot.thickness + after + GAP
            end = max(end, cursor - GAP)
        return end

    def _last_row(self, spots: Sequence[Spot]) -> float:
        """Stand uses side by side, their names below on two levels by turns."""
        ends = [0.0, 0.0]
        cursor = 0.0
        for place, spot in enumerate(spots):
            level = place % 2
            spot.at = max(cursor, ends[level])
            cursor = spot.at + spot.thickness + GAP
            wide = self.label_size(spot.item)[0] if spot.item else 0.0
            ends[level] = spot.at + wide + GAP
        return max(cursor, *ends) - GAP

    def _room(self, spot: Spot) -> tuple[float, float]:
        """Room across that a spot takes in all, and that it takes beyond its own thickness."""
        if spot.item is None:
            return 0.0, 0.0
        wide, high = self.label_size(spot.item)
        frame = self.frame
        if spot.column == frame.columns - 1:
            return high, 0.0
        if not frame.turned:
            return 0.0, high + 3
        return (0.0, wide + 5) if spot.key in self.with_input else (wide, 0.0)

    def _wide(self, values: Iterable[float]) -> float:
        return sum(max(THINNEST, self.scale * value) for value in values)

    def label_size(self, item: Item) -> tuple[float, float]:
        """Width and height of the words and the bar of a node."""
        return self._sizes[item.key]

    def _measured(self, item: Item) -> tuple[float, float]:
        lines = (*item.names, self.written[item.key])
        size = self.frame.size
        high = len(lines) * size * LINE + (BAR if item.plants else 0)
        return max(text_width(lines, size), 30.0 if item.plants else 0.0), high

    def exit_room(self) -> float:
        """Room the exits of the fullest column take along the flow."""
        found: dict[int, float] = {}
        for leaving in self.exits:
            column = self.items[leaving.source].column
            found[column] = found.get(column, 4.0) + self.exit_step(leaving)
        return max(found.values(), default=0.0)

    def exit_step(self, leaving: Exit) -> float:
        thick = self.thickness(leaving.values)
        if thick == 0:
            return 0.0
        # In a narrow chart the words of neighbours stand one below the other.
        words = exit_words(self.frame.size) + thick / 2 if self.frame.turned else 0.0
        return max(thick + 3, words)
