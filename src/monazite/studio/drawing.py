"""A chart of a state by its name, and as a page or a program takes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from monazite import __version__
from monazite.charts import Chart, fill
from monazite.charts.chosen_year import at_year, over_years
from monazite.charts.drawing import svg as svg_of
from monazite.charts.registry import Shown, leads_to, pictures
from monazite.charts.theme import config, on_dark
from monazite.core.errors import InvalidInput, Problem
from monazite.core.numerals import number
from monazite.runs.run import Run
from monazite.studio.asked import Asked, Want
from monazite.studio.beside import sources_beside, table_beside
from monazite.studio.room import Room
from monazite.studio.state import NOTHING, State, chart_link
from monazite.studio.told import ChartView, RestsOn

__all__ = [
    "BREAK_EVEN",
    "INSTRUMENTS",
    "MAP",
    "STRESS",
    "SURE",
    "WHY",
    "chart_view",
    "drawn",
    "shown",
]

ROWS_AT_MOST = 2000
MAP = "map"
WHY = "why"
STRESS = "stress"
SURE = "sure"
BREAK_EVEN = "break-even"
INSTRUMENTS = "instruments"
NO_TABLE = pl.DataFrame()


def shown(room: Room, state: State) -> Shown:
    """Solve what a state shows: its own strategy, what it is held against, and those beside."""
    others = (room.other(name, state) for name in state.compare)
    run, ghost = room.run(state), room.ghost(state)
    solved = tuple(one for one in others if _solved(one))
    return Shown(run, ghost, state.year, solved, room.telling(state))


def drawn(room: Room, state: State, name: str) -> Chart:
    """Draw a chart of a state; raises InvalidInput where there is none of that name."""
    known = pictures()
    make = known.get(name)
    whole = shown(room, state)
    planned = _solved(whole.run) and _solved(whole.ghost)
    chart = make.draw(whole) if make is not None and planned else None
    if chart is None and make is not None and planned:
        raise InvalidInput(
            Problem(
                field="chart",
                message=f"there is nothing to draw as '{name}' of this strategy",
                remedy="choose another chart, or a strategy and a world in which there is",
            )
        )
    if chart is None:
        names = ", ".join((*known, MAP, STRESS, SURE, WHY, BREAK_EVEN, INSTRUMENTS))
        raise InvalidInput(
            Problem(
                field="chart",
                message=f"there is no chart '{name}' of this",
                remedy=f"write one of {names}; it needs a plan",
            )
        )
    return at_year(chart, state.year)


def _solved(run: Run) -> bool:
    return run.status == "optimal"


def chart_view(
    room: Room,
    state: State,
    asked: Asked,
    want: Want,
    chart: Chart,
    more: Mapping[str, str] = NOTHING,
    *,
    rests_on: Callable[[], list[RestsOn]] = list,
) -> ChartView:
    """Take a chart apart for a browser: what it looks like, what it shows, where it can be had.

    What its figures rest on is looked up where its table is wanted, since that takes longer.
    """
    width = min(max(want.width, 240), 2000)
    layout = chart.layout(width)
    layout = on_dark(layout) if asked.theme == "dark" else layout
    spec = {**layout, "config": {**config(asked.theme), "padding": 0}}
    spec_hash = hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:16]
    table = chart.table() if want.table else NO_TABLE
    files = {
        kind: chart_link(state, f"{want.chart}.{kind}", room.defaults, more)
        for kind in ("svg", "png", "csv")
    }
    citation, sources = _citation(room, chart.title, chart.sources), list(chart.sources)
    behind = rests_on() if want.table else []
    return ChartView(
        chart=want.chart,
        title=chart.title,
        leads=leads_to(want.chart, asked.screen),
        subtitle=chart.subtitle,
        alt=chart.alt,
        spec_hash=spec_hash,
        spec=None if spec_hash in asked.known else spec,
        rows=_rows(spec, chart),
        over_years=over_years(spec),
        drawing=svg_of(fill(spec, chart.rows), label=chart.alt) if asked.drawn else "",
        table=table_beside(table.columns, _cells(table.head(ROWS_AT_MOST))) if want.table else "",
        about=sources_beside(chart.alt, sources, behind, state.year, citation, files, table.height)
        if want.table
        else "",
        count=table.height,
        sources=sources,
        rests_on=behind,
        citation=citation,
        **files,
    )


def _rows(spec: Mapping[str, Any], chart: Chart) -> dict[str, list[dict[str, Any]]]:
    """The rows a specification shows; of a chart drawn in two ways, those of the one that is.

    A view refuses rows it has no place for.
    """
    places = spec.get("data")
    own = {one["name"] for one in places} if isinstance(places, list) else chart.rows.keys()
    return {name: list(rows) for name, rows in chart.rows.items() if name in own}


def _citation(room: Room, title: str, sources: Sequence[str]) -> str:
    told = "; ".join(sources)
    return f"{title}. {told}. monazite {__version__}, data {room.study.data_hash[:12]}."


def _cells(table: pl.DataFrame) -> list[list[str]]:
    return [[_cell(value) for value in row] for row in table.iter_rows()]


def _cell(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return "" if value is None else ("yes" if value else "no")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number(value, figures=4)
    return str(value)
