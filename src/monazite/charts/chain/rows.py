"""Writes what was placed in lanes as rows, with the words each mark is read aloud by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from monazite.charts import words
from monazite.charts.chain.graph import Graph
from monazite.charts.chain.lanes import Box, Label, Strip, place
from monazite.charts.chain.plan import LINE, Frame, Item, wrapped
from monazite.charts.rows import Row
from monazite.core.numerals import amount, change, number, shown, written_change

__all__ = ["Told", "flow_rows"]

FULL = 1 - 1e-6
_OUTSIDE: Mapping[str, str] = {
    "imported": "Abroad",
    "collected": "Products at their end of life",
    "stock": "Stock",
    "short": words.ORIGIN["short"],
    "exported": "Abroad",
    "aside": "Put aside",
    "lost": "Lost",
}


@dataclass(frozen=True, slots=True)
class Told:
    """How flows of one year are spoken of."""

    year: int
    unit: str
    titles: Mapping[str, str]
    strands: Mapping[str, str] = field(default_factory=lambda: words.STRAND)
    """Titles of the strands, by name."""
    lessened: str = ""
    """The strand of what there is less of, where differences are told; else blank."""

    def sum(self, values: Mapping[str, float]) -> float:
        """What strands come to together: what there is less of takes away."""
        return sum(-value if strand == self.lessened else value for strand, value in values.items())

    def amount(self, value: float) -> str:
        """Write an amount with its unit; a difference with its sign."""
        return change(value, self.unit) if self.lessened else amount(value, self.unit)

    def short_amount(self, value: float) -> str:
        """Write an amount as it stands under a name."""
        if self.lessened:
            return f"{written_change(value, self.unit).figure} t"
        return f"{number(value * shown(self.unit).factor)} t"

    def of_strand(self, strand: str) -> str:
        """Say of which strand an amount is; the sign of a difference says that already."""
        title = self.strands[strand]
        return "" if self.lessened else f", {title[:1].lower()}{title[1:]}"

    def ends(self, source: str, target: str, kind: str, region: str) -> tuple[str, str]:
        """Name both ends of a flow of the account."""
        start, end = self.name(source), self.name(target)
        if kind == "imported" and region:
            start = region
        if kind == "exported" and region:
            end = f"{region} (exported)"
        return start, end

    def name(self, node: str) -> str:
        """Name a node or what lies outside."""
        return self.titles.get(node) or _OUTSIDE.get(node, node)


def flow_rows(graph: Graph, frame: Frame, told: Told) -> dict[str, list[Row]]:
    """Place a graph in a frame and return its rows by part; their number and order are fixed."""
    items = [
        replace(item, names=wrapped(item.names[0], _room_for_name(item, frame), frame.size))
        for item in graph.items
    ]
    values = {item.key: told.sum(item.values) for item in items}
    values |= {leave.key: told.sum(leave.values) for leave in graph.exits}
    written = {key: told.short_amount(value) for key, value in values.items()}
    placed = place(items, graph.links, graph.exits, frame, written)

    return {
        "heads": [
            {"x": frame.at(column), "y": -6, "lines": list(wrapped(title, 70, 10, 2))}
            for column, title in graph.heads
        ],
        "bands": _band_rows(graph, placed.strips, told),
        "segments": [
            {
                "key": box.key,
                "strand": told.strands[box.strand],
                "x": box.x,
                "y": box.y,
                "width": box.width,
                "height": box.height,
                "shown": 1.0 if box.width and box.height else 0.0,
            }
            for box in placed.segments
        ],
        "nodes": _node_rows(graph, placed.segments, values, told),
        "bars": [
            {
                "key": bar.key,
                "x": bar.x,
                "y": bar.y,
                "width": bar.width,
                "height": bar.height,
                "used": bar.width * (graph.stands[bar.key].utilisation or 0.0),
                "full": (graph.stands[bar.key].utilisation or 0.0) >= FULL,
                "shown": 1.0 if bar.width else 0.0,
            }
            for bar in placed.bars
        ],
        "labels": [_label_row(label, frame) for label in placed.labels],
    }


def _band_rows(graph: Graph, strips: Iterable[Strip], told: Told) -> list[Row]:
    """Flows by strand, each with its path, its amount and a sentence."""
    factor = shown(told.unit).factor
    amounts = {
        (f"{link.source}>{link.target}", s): v
        for link in graph.links
        for s, v in link.values.items()
    }
    amounts |= {(leave.key, s): v for leave in graph.exits for s, v in leave.values.items()}
    ends = {f"{link.source}>{link.target}": (link.source, link.target) for link in graph.links}
    ends |= {leave.key: (leave.source, leave.kind) for leave in graph.exits}

    def spoken(key: str) -> str:
        if key in graph.stands:
            return graph.stands[key].title
        entry = graph.entries.get(key)
        return words.CHAIN_ENTRIES[entry.strand] if entry else key

    def sentence(key: str, strand: str, value: float) -> str:
        source, target = ends[key]
        end = words.CHAIN_EXITS.get(target) or spoken(target)
        whole = told.amount(told.sum({strand: value}))
        return f"{told.year}, {spoken(source)} to {end}{told.of_strand(strand)}: {whole}."

    return [
        {
            "key": strip.key,
            "strand": told.strands[strip.strand],
            "path": strip.path,
            "value": amounts[strip.key, strip.strand] * factor,
            "description": sentence(strip.key, strip.strand, amounts[strip.key, strip.strand]),
        }
        for strip in strips
    ]


def _room_for_name(item: Item, frame: Frame) -> float:
    if frame.turned:
        return 62.0
    return 112.0 if item.column == frame.columns - 1 else frame.gap(item.column) - 3


def _node_rows(
    graph: Graph, segments: Sequence[Box], values: Mapping[str, float], told: Told
) -> list[Row]:
    """One mark over the strands of a node, which says its name, its tonnes and its plants' use."""
    found: dict[str, Row] = {}
    for box in segments:
        row = found.setdefault(
            box.key, {"key": box.key, "x": box.x, "y": box.y, "right": box.x, "bottom": box.y}
        )
        row["x"], row["y"] = min(row["x"], box.x), min(row["y"], box.y)
        row["right"] = max(row["right"], box.x + box.width)
        row["bottom"] = max(row["bottom"], box.y + box.height)
    for key, row in found.items():
        row["width"], row["height"] = row.pop("right") - row["x"], row.pop("bottom") - row["y"]
        stand = graph.stands.get(key)
        row["node"] = key if stand else ""  # what comes from outside has no balance
        name = stand.title if stand else words.CHAIN_ENTRIES[graph.entries[key].strand]
        use = ""
        if stand and stand.utilisation is not None:
            percent = 100 if stand.utilisation >= FULL else min(99, round(100 * stand.utilisation))
            use = f" Home plants run at {percent}\u00a0% of what they may."
        row["description"] = f"{told.year}, {name}: {told.amount(values[key])}.{use}"
    return list(found.values())


def _label_row(label: Label, frame: Frame) -> Row:
    """A label without room belongs to what carries nothing, and says nothing."""
    box, shown_at_all = label.box, label.box.height > 0
    return {
        "key": label.key,
        "names": list(label.names) if shown_at_all else [""],
        "value": label.value if shown_at_all else "",
        "x": box.x + (box.width if label.ends_right else 0.0),
        "y": box.y,
        "align": "right" if label.ends_right else "left",
        "value_y": box.y + len(label.names) * frame.size * LINE,
        "width": box.width,
        "height": box.height,
    }
