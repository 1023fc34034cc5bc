"""The chain from mine to use in one year: flows in fixed lanes, with where each tonne is from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from monazite.charts import words
from monazite.charts.chain.graph import Graph, by_form, drawn_closer, graph_of, merged
from monazite.charts.chain.marks import marks
from monazite.charts.chain.plan import NOTHING, Frame, exit_words, text_width, total
from monazite.charts.chain.rows import Told, flow_rows
from monazite.charts.chart import Chart, Spec
from monazite.charts.registry import Card, Shown, along_the_chain, picture
from monazite.charts.rows import Row, Rows, one_unit, records
from monazite.charts.theme import ORIGIN
from monazite.core.numerals import amount, share_text, shown
from monazite.core.wording import joined, place_named, raised

__all__ = ["STRANDS", "Look", "layout", "narrow_frame", "read", "sankey", "wide_frame"]

VEGA = "https://vega.github.io/schema/vega/v6.json"
_EDGE = 8
"""What the page around the chart takes of the width, in pixels."""
_NARROW = 640
_ROW = 27
"""Room for a use beside its name, in pixels."""
_HEADS = 30
_EXITS = 148
"""Room for what leaves and its words on five levels, one below the other, in pixels."""
_LEGEND_LINE = 17
_SMALL = 9.5
"""Size of type in a narrow chart."""
_WORDS, _ASIDE = 86.0, 9.0
"""Most that the words of what leaves take at the side of a narrow chart, and room beside them."""
_USES, _FOOT = 92, 24
"""Room below the uses of a narrow chart for their names, and below any other last lane."""
_LANE = (72.0, 104.0)
"""Least and most from one lane of a narrow chart to the next, in pixels."""
_EXIT_WIDE = 36
"""Room a lane of a narrow chart has beside the words of what leaves it, in pixels."""


@dataclass(frozen=True, slots=True)
class Look:
    """What strands are called and from which ranges of the theme they take their colours."""

    titles: tuple[str, ...]
    solid: str
    """Range of nodes."""
    tint: str
    """Range of what flows."""
    edge: str = ""
    """Range of the lines around both; blank for none."""


STRANDS = Look(tuple(words.STRAND[origin] for origin in ORIGIN), "origin", "origin_tint")
"""Where what flows is from."""


def sankey(
    flows: Rows,
    nodes: Rows,
    *,
    year: int,
    subject: str = "",
    home: str = "home",
    title: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Draw the flows of one year from mine to use.

    Rows of `nodes` have name, lane, lane_title, form, title, industry and utilisation (0 to 1 or
    None), in the order they stand; only a material has a form. Lanes are mine, one for each form
    in order, which its lane_title names, scrap, and use. Rows of `flows` have source, target, kind
    (mined, imported, collected, released, short, made, served, exported, stocked, put aside or
    lost), region, strand (one of home, recycled, partner, abroad, stockpile, short), value and
    unit. What carries nothing is given with a zero, so that two years have the same rows.
    """
    given, stands = read(flows, nodes)
    unit = one_unit(given)
    told = Told(year, unit, {str(row["name"]): str(row["title"]) for row in stands})
    together = by_form(given, stands)
    wide, narrow = graph_of(*together), drawn_closer(graph_of(*merged(*together)))
    frames = {"wide": wide_frame(wide), "narrow": narrow_frame(narrow, told)}
    rows: dict[str, list[Row]] = {}
    for name, graph in (("wide", wide), ("narrow", narrow)):
        for part, data in flow_rows(graph, frames[name], told).items():
            rows[f"{name}_{part}"] = data
    way = shown(unit)
    about = raised(f"{subject} contained, {way.label}") if subject else way.label
    return Chart(
        kind="chain",
        title=title or f"{words.TITLES['chain']}, {year}",
        subtitle=f"{about}, {year}. {words.CHAIN_NOTE}",
        alt=_alt(given, stands, told, home),
        rows=rows,
        frame=_frame(given, told),
        sources=tuple(sources),
        layout=lambda width: layout(frames, width, STRANDS),
    )


def read(flows: Rows, nodes: Rows) -> tuple[list[Row], list[Row]]:
    """Read flows and nodes; raises ValueError for a strand that is none."""
    given = records(flows, "source", "target", "kind", "region", "strand", "value", "unit")
    unknown = sorted({str(row["strand"]) for row in given} - set(ORIGIN))
    if unknown:
        raise ValueError(
            f"there is no strand {', '.join(unknown)}; the strands are {', '.join(ORIGIN)}"
        )
    return given, records(
        nodes, "name", "lane", "lane_title", "form", "title", "industry", "utilisation"
    )


def wide_frame(graph: Graph) -> Frame:
    """The room of a chart whose flows run to the right."""
    uses = sum(item.column == graph.columns - 1 for item in graph.items)
    return Frame(
        turned=False,
        before=0,
        along=712 - 122,
        base=0,
        across=max(300, uses * _ROW + 130),
        columns=graph.columns,
        size=10,
        first_gap=1.5,
    )


def narrow_frame(graph: Graph, told: Told) -> Frame:
    """The room of a chart whose flows run down; what leaves a lane is named below it, at the side.

    The side is as wide as the longest of these words.
    """
    columns = {item.key: item.column for item in graph.items}
    leaving = Counter(columns[leave.source] for leave in graph.exits)
    words_below = max(leaving.values(), default=0) * exit_words(_SMALL)
    aside = [
        text_width([f"{leave.names[0]} {told.short_amount(told.sum(leave.values))}"], _SMALL)
        for leave in graph.exits
        if total(leave.values) >= NOTHING
    ]
    base = min(max(aside, default=0.0) + _ASIDE, _WORDS)
    last = max(graph.columns_used, default=graph.columns - 1)
    return Frame(
        turned=True,
        before=40,
        along=min(max(_LANE[0], words_below + _EXIT_WIDE), _LANE[1]) * (graph.columns - 1) + 8,
        base=base,
        across=332 - base - 6,  # letters such as m run wider than they are counted
        columns=graph.columns,
        size=_SMALL,
        drawn=last + 1,
        below=_USES if last == graph.columns - 1 else leaving[last] * exit_words(_SMALL) + _FOOT,
    )


def layout(frames: Mapping[str, Frame], width: int, look: Look) -> Spec:
    """Write the specification for a width: the narrow frame on a phone, else the wide one."""
    name = "narrow" if width < _NARROW else "wide"
    frame = frames[name]
    inner = width - _EDGE
    designed = 332 if frame.turned else 712
    stretch = inner / designed
    legend = _LEGEND_LINE * (-(-len(look.titles) // 2) if frame.turned else 1) + 8
    top = legend + (0 if frame.turned else _HEADS)
    below = frame.below if frame.turned else _EXITS
    body = (frame.before + frame.end) if frame.turned else frame.across
    data = [
        {"name": f"{name}_{part}"}
        for part in ("heads", "bands", "segments", "nodes", "bars", "labels")
    ]
    titles = list(look.titles)
    edge = [{"name": "edge", "type": "ordinal", "domain": titles, "range": look.edge}]
    return {
        "$schema": VEGA,
        "width": inner,
        "height": top + body + below,
        "autosize": "none",
        "padding": 4,
        "data": data,
        "scales": [
            {"name": "strand", "type": "ordinal", "domain": titles, "range": look.solid},
            {"name": "tint", "type": "ordinal", "domain": titles, "range": look.tint},
            *(edge if look.edge else []),
            {"name": "full", "type": "ordinal", "domain": [False, True], "range": "full"},
        ],
        "legends": [
            {
                "fill": "strand",
                **({"stroke": "edge", "symbolStrokeWidth": 1.5} if look.edge else {}),
                "orient": "none",
                "legendX": 0,
                "legendY": 0,
                "direction": "horizontal" if not frame.turned else "vertical",
                "columns": 2 if frame.turned else 6,
                "symbolType": "square",
                "symbolSize": 100,
            }
        ],
        "marks": [
            {
                "type": "group",
                "encode": {"enter": {"y": {"value": top}}},
                "marks": marks(name, frame, stretch, edged=bool(look.edge)),
            }
        ],
    }


def _alt(flows: Sequence[Row], nodes: Sequence[Row], told: Told, home: str) -> str:
    def sum_of(strand: str | None = None, *kinds: str) -> float:
        return sum(
            float(row["value"])
            for row in flows
            if row["kind"] in kinds and strand in (None, row["strand"])
        )

    unit, year = told.unit, told.year
    need, mined = sum_of(None, "served", "short"), sum_of("home", "mined")
    by_flow: dict[tuple[str, str, str, str], float] = {}
    for row in flows:
        key = (str(row["source"]), str(row["target"]), str(row["kind"]), str(row["region"]))
        by_flow[key] = by_flow.get(key, 0.0) + float(row["value"])
    widest = max(by_flow, key=lambda key: by_flow[key], default=None)
    parts = [
        f"In {year} users in {place_named(home)} need {amount(need, unit)}"
        + (f", {share_text(sum_of('home', 'served'), need)} of it from home ore" if need else "")
        + "."
    ]
    imported = sum_of(None, "imported")
    if imported > 0:
        parts.append(f"Imports bring {amount(imported, unit)} in all forms.")
    if widest is not None and by_flow[widest] > 0:
        start, end = told.ends(*widest)
        parts.append(f"The widest flow is {start} to {end}: {amount(by_flow[widest], unit)}.")
    fates = [
        (sum_of("home", kind), name)
        for kind, name in (
            ("served", "reaches users"),
            ("exported", "is exported"),
            ("stocked", "goes into stock"),
            ("put aside", "is put aside"),
            ("lost", "is lost"),
        )
    ]
    begun, what = mined, f"{amount(mined, unit)} mined"
    released = sum_of("home", "released")
    if released > 0.01 * mined:
        begun, what = mined + released, f"{what} and {amount(released, unit)} taken from stock"
    listed = ", ".join(
        f"{share_text(value, begun)} {name}"
        for value, name in sorted(fates, reverse=True)
        if mined and value / begun >= 0.01
    )
    if listed:
        parts.append(f"Of {what} {listed}.")
    short = sum_of(None, "short")
    if short > 1e-3:
        parts.append(f"{amount(short, unit)} of the need is unmet.")
    full = [str(node["title"]) for node in nodes if (node["utilisation"] or 0) >= 1 - 1e-6]
    if full:
        parts.append(f"Plants in full use: {'; '.join(full)}.")
    return joined(parts)


def _frame(flows: Sequence[Row], told: Told) -> pl.DataFrame:
    """Every flow with its strands; what carries under a gram is left out."""
    by_flow: dict[tuple[str, str, str, str], dict[str, float]] = {}
    for row in flows:
        key = (str(row["source"]), str(row["target"]), str(row["kind"]), str(row["region"]))
        strands = by_flow.setdefault(key, dict.fromkeys(ORIGIN, 0.0))
        strands[str(row["strand"])] += float(row["value"])
    kept = {key: of for key, of in by_flow.items() if sum(of.values()) > 1e-6}
    way = shown(told.unit)
    columns: dict[str, list[object]] = {
        "From": [told.ends(*key)[0] for key in kept],
        "To": [told.ends(*key)[1] for key in kept],
        f"All ({way.label})": [sum(of.values()) * way.factor for of in kept.values()],
    }
    for strand in ORIGIN:
        columns[words.STRAND[strand]] = [of[strand] * way.factor for of in kept.values()]
    return pl.DataFrame(columns)


@picture(
    "chain",
    "The chain from mine to use in a year, with where every tonne is from.",
    cards=(Card("chain", 1, wide=True),),
    rests=along_the_chain,
)
def _chain(shown: Shown) -> Chart:
    return shown.run.chain(shown.year, shown.telling.of)
