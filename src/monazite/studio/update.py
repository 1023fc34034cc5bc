"""One answer to one state: headlines, charts, and why there is no plan if there is none.

Made in a process that owns a solver; what leaves it is plain data for a browser.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Literal

import polars as pl

from monazite.charts import Chart
from monazite.charts.theme import config, on_dark
from monazite.core.numerals import amount, change, number, shown
from monazite.findings.evidence import ABOUT_NIL
from monazite.findings.indicators import title_of
from monazite.runs.comparison import Comparison
from monazite.runs.run import Run
from monazite.studio.asked import Asked, Want
from monazite.studio.pictures import PICTURES, Shown
from monazite.studio.room import Room
from monazite.studio.state import link_of
from monazite.studio.told import ChartView, Conflict, HeadlineView, Update
from monazite.study import Settings

__all__ = ["chart_view", "update"]

HEADLINES = 6
EXPLAINING = ("exports", "stock", "price_response")
UNTESTED = "not yet tested"
ROWS_AT_MOST = 2000


def update(room: Room, asked: Asked) -> Update:
    """Answer a state; raises InvalidInput for levers or facts that are refused."""
    state, ignored = room.understood(asked.state)
    run, ghost = room.run(state), room.ghost(state)
    solved = run.status == "optimal" and ghost.status == "optimal"
    others = tuple(room.other(name, state) for name in state.compare)
    whole = Shown(run, ghost, state.year, tuple(one for one in others if one.status == "optimal"))
    charts = [_picture(want, whole, asked) for want in asked.want] if solved else []
    return Update(
        seq=asked.seq,
        case=run.case.hash[:12],
        data_hash=room.study.data_hash,
        link=link_of(state, asked.screen, room.defaults),
        status=run.status if ghost.status == "optimal" else ghost.status,
        title=run.case.strategy.title,
        words=room.differences(state),
        ignored=ignored,
        years=list(room.years),
        year=state.year,
        headlines=_headlines(run, ghost, state.year, tested=not state.facts) if solved else [],
        charts=[chart for chart in charts if chart is not None],
        conflict=[] if solved else _conflict(run),
    )


def _headlines(run: Run, ghost: Run, year: int, *, tested: bool) -> list[HeadlineView]:
    """The first figures of the front; what the study keeps of them holds with its own facts."""
    keys = headline_keys(run.solution.study.settings)
    same = run.strategy == ghost.strategy and run.case == ghost.case
    runs = (run,) if same else (ghost, run)
    numbers = Comparison(runs, ghost.strategy).numbers(None, keys)
    by_key = {key: [row for row in numbers if row.indicator == key] for key in keys}
    found = []
    for key, rows in by_key.items():
        here = next(row for row in rows if row.year == year)
        value, before = here.values[run.strategy], here.values[ghost.strategy]
        gap = None if value is None or before is None else value - before
        text, way = amount(value, here.unit), shown(here.unit)
        difference = "" if gap is None else change(gap, here.unit)
        standing = here.standings.get(run.strategy, UNTESTED) if tested else UNTESTED
        mark = here.marks.get(run.strategy, "neither")
        if difference == "0":
            mark = "neither"
        if standing == ABOUT_NIL:
            text, difference, mark = ABOUT_NIL, "", "neither"
        told = f"{difference or 'no difference'} against “{ghost.case.strategy.title}”"
        found.append(
            HeadlineView(
                key=key,
                title=title_of(run.solution, key),
                unit=way.label,
                year=year,
                text=text,
                ghost_text=amount(before, here.unit),
                difference=difference,
                mark=mark,
                standing=standing,
                series=[_plain(row.values[run.strategy], way.factor) for row in rows],
                ghost=[_plain(row.values[ghost.strategy], way.factor) for row in rows],
                sentence=f"{title_of(run.solution, key)} in {year}: {text}, {told}"
                + (f", {mark}" if mark != "neither" else ""),
            )
        )
    return found


def headline_keys(settings: Settings) -> list[str]:
    """The figures that never leave the screen: those of the front, flows and stocks of goods last.

    What is made, short, paid and lost answers the question of a study; a flow explains it.
    """
    front = list(settings.front_indicators or settings.headlines)
    first = [key for key in front if key.partition(".")[0] not in EXPLAINING]
    chosen = [*first, *(key for key in front if key not in first)][:HEADLINES]
    return [key for key in front if key in chosen]


def _plain(value: float | None, factor: float) -> float | None:
    return None if value is None else float(f"{value * factor:.5g}")


def _picture(want: Want, whole: Shown, asked: Asked) -> ChartView | None:
    make = PICTURES.get(want.chart)
    chart = None if make is None else make(whole)
    return None if chart is None else chart_view(want, chart, asked.theme, asked.known)


def chart_view(
    want: Want, chart: Chart, theme: Literal["light", "dark"], known: Sequence[str]
) -> ChartView:
    """Take a chart apart for a browser: what it looks like, and what it shows."""
    width = min(max(want.width, 240), 2000)
    drawn = chart.layout(width)
    drawn = on_dark(drawn) if theme == "dark" else drawn
    spec = {**drawn, "config": {**config(theme), "padding": 0}}
    spec_hash = hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:16]
    table = chart.table()
    return ChartView(
        chart=want.chart,
        title=chart.title,
        subtitle=chart.subtitle,
        alt=chart.alt,
        spec_hash=spec_hash,
        spec=None if spec_hash in known else spec,
        rows={name: [dict(row) for row in rows] for name, rows in chart.rows.items()},
        columns=list(table.columns),
        table=_cells(table.head(ROWS_AT_MOST)),
        count=table.height,
        sources=list(chart.sources),
    )


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


def _conflict(run: Run) -> list[Conflict]:
    if run.status != "infeasible":
        return []
    return [
        Conflict(
            text=f"{one.sentence} ({one.title}{f', {one.year}' if one.year else ''})",
            levers=list(one.levers),
        )
        for one in run.records.conflict()
    ]
