"""What of the chain a strategy moves: each flow less the same in the baseline, in its lanes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import polars as pl

from monazite.charts import words
from monazite.charts.chain.graph import Graph, by_form, drawn_closer, graph_of, merged
from monazite.charts.chain.plan import NOTHING, Exit, Link
from monazite.charts.chain.rows import Told, flow_rows
from monazite.charts.chain.sankey import Look, layout, narrow_frame, read, wide_frame
from monazite.charts.chart import Chart
from monazite.charts.registry import Card, Shown, along_the_chain, picture
from monazite.charts.rows import Row, Rows, one_unit
from monazite.core.numerals import amount, change, shown
from monazite.core.wording import joined, raised
from monazite.findings.account import chain_account

__all__ = ["changed_flows"]

MORE, LESS = "more", "less"
_LOOK = Look(tuple(words.CHANGE.values()), "change", "change_tint", "change_edge")
_TOLD = 3
"""Flows that are told in words."""

Moved = tuple[tuple[str, str], float, float]
"""Both ends of a flow as people call them, and what it is in the baseline and here."""


def changed_flows(
    flows: Rows,
    before: Rows,
    nodes: Rows,
    *,
    year: int,
    baseline: str,
    subject: str = "",
    title: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Draw by how much each flow differs from the same in the baseline, in the lanes of `sankey`.

    `flows`, and `before` of the baseline, have the rows of `sankey`, `nodes` too. A band is as wide
    as the difference: full where there is more, open where there is less. Under a name stands what
    reaches it more or less. The table holds every flow that differs, the largest difference first.
    """
    now, stands = read(flows, nodes)
    past, _ = read(before, nodes)
    unit = one_unit([*now, *past])
    titles = {str(row["name"]): str(row["title"]) for row in stands}
    told = Told(year, unit, titles, words.CHANGE, LESS)
    here, there = by_form(now, stands), by_form(past, stands)
    graphs = {
        "wide": _less(graph_of(*here), graph_of(*there)),
        "narrow": drawn_closer(_less(graph_of(*merged(*here)), graph_of(*merged(*there)))),
    }
    frames = {"wide": wide_frame(graphs["wide"]), "narrow": narrow_frame(graphs["narrow"], told)}
    rows: dict[str, list[Row]] = {}
    for name, graph in graphs.items():
        for part, data in flow_rows(graph, frames[name], told).items():
            rows[f"{name}_{part}"] = data
    moved = _moved(now, past, told)
    way = shown(unit)
    about = raised(f"{subject} contained, {way.label}") if subject else way.label
    return Chart(
        kind="changed_flows",
        title=title or words.TITLES["changed_flows"],
        subtitle=f"{about}, {year}, less the same in {baseline}. {words.CHANGE_NOTE}",
        alt=_alt(moved, unit, year, baseline),
        rows=rows,
        frame=pl.DataFrame(
            {
                "From": [start for (start, _), _, _ in moved],
                "To": [end for (_, end), _, _ in moved],
                f"{baseline} ({way.label})": [was * way.factor for _, was, _ in moved],
                f"Here ({way.label})": [here * way.factor for _, _, here in moved],
                f"Difference ({way.label})": [(here - was) * way.factor for _, was, here in moved],
            },
            schema_overrides={"From": pl.String, "To": pl.String},
        ),
        sources=tuple(sources),
        layout=lambda width: layout(frames, width, _LOOK),
    )


def _less(now: Graph, before: Graph) -> Graph:
    """The graph of what differs: every link and exit by how much there is more or less of it."""
    links_then = {(link.source, link.target): link.values for link in before.links}
    exits_then = {leave.key: leave.values for leave in before.exits}
    links = tuple(
        replace(link, values=_gap(link.values, links_then.get((link.source, link.target), {})))
        for link in now.links
    )
    exits = tuple(
        replace(leave, values=_gap(leave.values, exits_then.get(leave.key, {})))
        for leave in now.exits
    )
    through = _through(links, exits)
    return replace(
        now,
        items=tuple(
            replace(item, values=through.get(item.key, {}), barred=False, plants=False)
            for item in now.items
        ),
        links=links,
        exits=exits,
        stands={name: replace(stand, utilisation=None) for name, stand in now.stands.items()},
    )


def _gap(values: Mapping[str, float], before: Mapping[str, float]) -> dict[str, float]:
    gap = sum(values.values()) - sum(before.values())
    gap = gap if abs(gap) >= NOTHING else 0.0
    return {MORE: max(0.0, gap), LESS: max(0.0, -gap)}


def _through(links: Sequence[Link], exits: Sequence[Exit]) -> dict[str, dict[str, float]]:
    """What differs of what reaches each node; where nothing does, as at a mine, of what leaves."""
    reached = {link.target for link in links}
    found: dict[str, dict[str, float]] = {}

    def add(node: str, values: Mapping[str, float]) -> None:
        of = found.setdefault(node, {MORE: 0.0, LESS: 0.0})
        for strand, value in values.items():
            of[strand] += value

    for link in links:
        add(link.target, link.values)
        if link.source not in reached:
            add(link.source, link.values)
    for leave in exits:
        if leave.source not in reached:
            add(leave.source, leave.values)
    return found


def _moved(now: Iterable[Row], past: Iterable[Row], told: Told) -> list[Moved]:
    """Flows that differ, the largest difference first."""
    sums: dict[tuple[str, str, str, str], list[float]] = {}
    for at, rows in enumerate((past, now)):
        for row in rows:
            key = (str(row["source"]), str(row["target"]), str(row["kind"]), str(row["region"]))
            sums.setdefault(key, [0.0, 0.0])[at] += float(row["value"])
    moved = [
        (told.ends(*key), was, here)
        for key, (was, here) in sums.items()
        if change(here - was, told.unit) != "0"
    ]
    return sorted(moved, key=lambda one: -abs(one[2] - one[1]))


def _alt(moved: Sequence[Moved], unit: str, year: int, baseline: str) -> str:
    if not moved:
        return f"In {year} no flow differs from {baseline}."
    parts = [
        f"{start} to {end}: {change(here - was, unit)}, from {amount(was, unit)} to "
        f"{amount(here, unit)}."
        for (start, end), was, here in moved[:_TOLD]
    ]
    first = f"In {year}, against {baseline}, {len(moved)} flows differ, these the most."
    return joined([first, *parts])


@picture(
    "changed",
    "What of the chain differs from what the run is held against.",
    cards=(Card("chain", 2, wide=True),),
    rests=along_the_chain,
)
def _changed(shown: Shown) -> Chart | None:
    """What of the chain differs from what the run is held against; none where nothing is."""
    if shown.run.case == shown.ghost.case:
        return None
    now, before = (
        chain_account(one.records.solved_in(shown.year), shown.year, of=shown.telling.of)
        for one in (shown.run, shown.ghost)
    )
    return changed_flows(
        now.by_strand(),
        before.by_strand(),
        now.nodes,
        year=shown.year,
        subject=now.group,
        baseline=shown.ghost.case.strategy.title,
        sources=shown.sources,
    )
