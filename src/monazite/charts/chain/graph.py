"""Turns an account of flows into what stands in lanes: nodes, links, and what leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from monazite.charts import words
from monazite.charts.chain.plan import NOTHING, Exit, Item, Link, total
from monazite.charts.rows import Row
from monazite.core.wording import raised

__all__ = ["Entry", "Graph", "Stand", "by_form", "drawn_closer", "graph_of", "merged"]

UPWARD = ("home", "recycled", "stockpile", "partner", "abroad")
"""Strands from the side of the exits: what home digs stays on one side all along the chain."""
_MOST_USES = 6
_MOST_OF_A_FORM = 4
_OUTSIDE = "scrap"
"""The lane that stands in no column: what is recycled enters where it becomes something again."""
_ENTRY = 100.0
"""Rank of what comes in: further from the exits than all nodes of a lane."""
_ENTRIES = ("stockpile", "recycled", "partner", "abroad", "short")


@dataclass(frozen=True, slots=True)
class Stand:
    """What a node stands for: the account's name of it, and how full its plants are."""

    name: str
    title: str
    utilisation: float | None


@dataclass(frozen=True, slots=True)
class Entry:
    """Where something comes in: by which door, named like a strand, and into which lane."""

    strand: str
    lane: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Everything to place, in a fixed order, and the lane titles by column."""

    items: tuple[Item, ...]
    links: tuple[Link, ...]
    exits: tuple[Exit, ...]
    heads: tuple[tuple[int, str], ...]
    columns: int
    stands: dict[str, Stand]
    entries: dict[str, Entry]

    @property
    def columns_used(self) -> set[int]:
        """Columns in which something stands: what reaches it, what goes on, or what leaves."""
        used = {item.key for item in self.items if total(item.values) >= NOTHING}
        used |= {leave.source for leave in self.exits if total(leave.values) >= NOTHING}
        for link in self.links:
            if total(link.values) >= NOTHING:
                used |= {link.source, link.target}
        return {item.column for item in self.items if item.key in used}


def by_form(flows: Sequence[Row], nodes: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Put the materials of a form together where they are many; what they pass on inside is none.

    Where several groups are followed at once, a form may have a material for each.
    """
    lanes = [str(row["lane"]) for row in nodes]
    crowded = {
        lane
        for lane in lanes
        if lane not in ("mine", "use", _OUTSIDE) and lanes.count(lane) > _MOST_OF_A_FORM
    }
    new = {
        str(row["name"]): {
            **row,
            "name": f"form {row['lane']}",
            "title": row["lane_title"],
            "utilisation": None,
        }
        if row["lane"] in crowded
        else row
        for row in nodes
    }
    moved = _renamed(flows, new)
    kept = [row for row in moved if row["source"] != row["target"]]
    return kept, list({str(row["name"]): row for row in new.values()}.values())


def merged(flows: Sequence[Row], nodes: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Put mines together, and uses by industry where they are many, for charts with little room."""
    uses = [row for row in nodes if row["lane"] == "use"]
    new: dict[str, Row] = {}
    for row in nodes:
        if row["lane"] == "mine":
            new[str(row["name"])] = {**row, "name": "mines", "title": "Mines", "utilisation": None}
        elif row["lane"] == "use" and len(uses) > _MOST_USES:
            industry = str(row["industry"] or words.OTHER)
            new[str(row["name"])] = {**row, "name": f"industry {industry}", "title": industry}
        else:
            new[str(row["name"])] = row
    return _renamed(flows, new), list({str(row["name"]): row for row in new.values()}.values())


def _renamed(flows: Sequence[Row], new: Mapping[str, Row]) -> list[Row]:
    """Give the ends of flows the names of what they were put into."""
    return [
        {
            **row,
            **{
                end: new[str(row[end])]["name"] if str(row[end]) in new else row[end]
                for end in ("source", "target")
            },
        }
        for row in flows
    ]


def graph_of(flows: Sequence[Row], nodes: Sequence[Row]) -> Graph:
    """Give every node its column and rank, and every flow its place between them."""
    lane_of = {str(row["name"]): str(row["lane"]) for row in nodes}
    named = {str(row["lane"]): str(row["lane_title"]) for row in nodes if row["lane_title"]}
    heads = {**words.CHAIN_ENDS, **named}
    depth = _depths(flows, lane_of)
    first, columns = _columns(depth, lane_of)
    column = {name: first[lane] + depth[name] for name, lane in lane_of.items() if lane in first}
    rank = _ranks(flows, lane_of, depth)
    gathered = _Gathered(lane_of)
    for row in flows:
        gathered.take(row)
    entries = {f"{entry.strand}>{entry.lane}": entry for entry in dict.fromkeys(gathered.entries)}
    titles = _short_titles(nodes, lane_of)
    through = {
        node: {strand: values[strand] for strand in (*UPWARD, "short") if strand in values}
        for node, values in gathered.through.items()
    }
    items = [
        Item(name, column[name], rank[name], (titles[name],), through.get(name, {}))
        for name in column
    ] + [_entering(key, entry, first, through.get(key, {})) for key, entry in entries.items()]
    ranked = {item.key: item for item in items}
    stands = {
        str(row["name"]): Stand(str(row["name"]), str(row["title"]), row["utilisation"])
        for row in nodes
    }
    plants = {name for name, stand in stands.items() if stand.utilisation is not None}
    return Graph(
        items=tuple(
            replace(
                item,
                barred=lane_of.get(item.key, "use") != "use",
                plants=item.key in plants,
            )
            for item in items
        ),
        links=tuple(_links(gathered, ranked, lane_of)),
        exits=tuple(_exits(gathered)),
        heads=tuple((place, heads[lane]) for lane, place in first.items()),
        columns=columns,
        stands=stands,
        entries=entries,
    )


def drawn_closer(graph: Graph) -> Graph:
    """The same without columns in which nothing stands, for charts whose lanes have no heads.

    What carries nothing there stands in the next column; that of the uses is the last one still.
    """
    last = graph.columns - 1
    kept = sorted({last} | graph.columns_used)
    place = {column: sum(one < column for one in kept) for column in range(graph.columns)}
    return replace(
        graph,
        items=tuple(replace(item, column=place[item.column]) for item in graph.items),
        heads=tuple((place[column], title) for column, title in graph.heads),
        columns=len(kept),
    )


def _entering(
    key: str, entry: Entry, first: Mapping[str, int], through: Mapping[str, float]
) -> Item:
    """What comes in from outside, left of the first column of its lane and below all else."""
    return Item(
        key,
        first[entry.lane] - 1,
        (_ENTRY, float(_ENTRIES.index(entry.strand))),
        (words.CHAIN_ENTRIES[entry.strand],),
        through,
    )


def _links(
    gathered: _Gathered, ranked: Mapping[str, Item], lane_of: Mapping[str, str]
) -> Iterator[Link]:
    """Flows between nodes that are drawn."""
    for (source, target), values in gathered.links.items():
        if source in ranked and target in ranked:
            to_use = lane_of[target] == "use"
            passing = _passing_rank(ranked[source], ranked[target], to_use=to_use)
            yield Link(source, target, values, passing)


def _exits(gathered: _Gathered) -> Iterator[Exit]:
    """Flows that leave, in the order of the ways out."""
    order = list(words.CHAIN_EXITS)
    for (source, kind), values in sorted(
        gathered.exits.items(), key=lambda one: order.index(one[0][1])
    ):
        yield Exit(f"{source}>{kind}", source, kind, values, (words.CHAIN_EXITS[kind],))


class _Gathered:
    """Adds flows up by what is drawn: link, exit or entry, and what goes through each node."""

    def __init__(self, lane_of: dict[str, str]) -> None:
        self.lane_of = lane_of
        self.links: dict[tuple[str, str], dict[str, float]] = {}
        self.exits: dict[tuple[str, str], dict[str, float]] = {}
        self.entries: list[Entry] = []
        self.through: dict[str, dict[str, float]] = {}

    def take(self, row: Row) -> None:
        source, target, kind = str(row["source"]), str(row["target"]), str(row["kind"])
        strand, value = str(row["strand"]), max(0.0, float(row["value"]))
        from_scrap, to_scrap = (self.lane_of.get(end) == "scrap" for end in (source, target))
        if kind in ("imported", "released", "short") or (from_scrap and kind == "made"):
            allowed = {
                "imported": ("partner", "abroad"),
                "released": ("home", "recycled", "stockpile"),
                "short": ("short",),
                "made": UPWARD,
            }[kind]
            if strand in allowed and not to_scrap:
                # What leaves a stock or scrap enters by one door, whatever it was when it went in.
                door = {"released": "stockpile", "made": "recycled"}.get(kind, strand)
                entry = Entry(door, self.lane_of[target])
                self.entries.append(entry)
                self.link(f"{door}>{entry.lane}", target, strand, value)
        elif from_scrap or kind == "collected":
            return  # what scrap does before it is recycled stands in the table
        elif to_scrap:
            self.leave(source, "swarf", strand, value)
        elif kind in words.CHAIN_EXITS:
            self.leave(source, kind, strand, value)
        else:
            self.link(source, target, strand, value)

    def link(self, source: str, target: str, strand: str, value: float) -> None:
        values = self.links.setdefault((source, target), {})
        if source in self.lane_of and not values:
            values |= dict.fromkeys(UPWARD, 0.0)
        if strand in values or source not in self.lane_of:
            values[strand] = values.get(strand, 0.0) + value
        # A node shows what reaches it; where nothing does, as at a mine, what leaves it.
        self.pass_through(target, strand, value)
        if self.lane_of.get(source) in (None, "mine"):
            self.pass_through(source, strand, value)

    def leave(self, source: str, kind: str, strand: str, value: float) -> None:
        values = self.exits.setdefault((source, kind), dict.fromkeys(UPWARD, 0.0))
        if strand in values:
            values[strand] += value

    def pass_through(self, node: str, strand: str, value: float) -> None:
        values = self.through.setdefault(node, {})
        values[strand] = values.get(strand, 0.0) + value


def _depths(flows: Sequence[Row], lane_of: dict[str, str]) -> dict[str, int]:
    """Count the steps inside its own lane that stand before a node."""
    within = {
        (str(row["source"]), str(row["target"]))
        for row in flows
        if row["kind"] == "made"
        and lane_of.get(str(row["source"])) == lane_of.get(str(row["target"]), "")
    }
    depth = dict.fromkeys(lane_of, 0)
    for _ in lane_of:
        for source, target in sorted(within):
            depth[target] = min(len(lane_of), max(depth[target], depth[source] + 1))
    return depth


def _columns(depth: dict[str, int], lane_of: dict[str, str]) -> tuple[dict[str, int], int]:
    """Give each lane its first column; the first lane stands even where home has no mine."""
    first: dict[str, int] = {}
    column = 0
    for lane in dict.fromkeys(("mine", *lane_of.values())):
        if lane == _OUTSIDE:
            continue
        inside = [depth[name] for name in lane_of if lane_of[name] == lane]
        if inside or lane == "mine":
            first[lane] = column
            column += 1 + max(inside, default=0)
    return first, column


def _ranks(
    flows: Sequence[Row], lane_of: dict[str, str], depth: dict[str, int]
) -> dict[str, tuple[float, ...]]:
    """Rank the nodes of each lane from the side of the exits.

    What is made later within a lane stands further away, and so does what it is made into; uses
    stand by the material offered to them first. Thus few bands cross.
    """
    order = {name: float(place) for place, name in enumerate(lane_of)}
    rank = {name: (float(depth[name]), order[name]) for name in lane_of}
    offered: dict[str, float] = {}
    for row in flows:
        if row["kind"] == "served":
            offered.setdefault(str(row["target"]), rank[str(row["source"])][0])
    # Mines and uses are read from the far side, where a page begins.
    return {
        name: (offered.get(name, 0.0), -order[name]) if lane_of[name] in ("mine", "use") else of
        for name, of in rank.items()
    }


def _passing_rank(start: Item, end: Item, *, to_use: bool) -> tuple[float, ...]:
    """Rank of a link in a column it passes: on its way to a use that of where it comes from."""
    return (*start.rank, *end.rank) if to_use else (*end.rank, *start.rank)


def _short_titles(nodes: Sequence[Row], lane_of: dict[str, str]) -> dict[str, str]:
    """Shorten titles to what tells the nodes of a lane apart."""
    short: dict[str, str] = {}
    for row in nodes:
        name, title = str(row["name"]), str(row["title"])
        mates = [
            str(other["title"])
            for other in nodes
            if other["lane"] == row["lane"] and other["name"] != name
        ]
        before, _, after = title.partition(", ")
        alone = [other["form"] for other in nodes].count(row["form"]) == 1
        lane = lane_of[name]
        if alone and row["form"] and row["form"] == lane:
            short[name] = str(row["lane_title"])
        elif after and any(mate.startswith(f"{before}, ") for mate in mates):
            short[name] = raised(after)
        elif after and before not in mates:
            short[name] = before
        else:
            short[name] = title
    return short
