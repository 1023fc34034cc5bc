"""Two to six strategies in the same world: their figures side by side, and how they differ."""

from __future__ import annotations

from functools import partial

from monazite.brief.changed import changes
from monazite.charts.registry import Shown, pictures
from monazite.core.numerals import share_or_amount, share_or_change
from monazite.findings.comparison import Mark, SideBySide, gap
from monazite.findings.evidence import ABOUT_NIL, UNTESTED, nil_by_size
from monazite.runs.comparison import Comparison
from monazite.runs.run import Run
from monazite.studio.asked import Asked
from monazite.studio.drawing import chart_view
from monazite.studio.resting import behind_a_picture
from monazite.studio.room import Room
from monazite.studio.told import Compared, ComparedCell, ComparedRow

__all__ = ["compare"]


def compare(room: Room, asked: Asked) -> Compared:
    """Solve the strategies of a state side by side: the ghost, the state's own and those named."""
    state, _ = room.understood(asked.state)
    runs = {room.ghost(state).strategy: room.ghost(state)}
    own = room.run(state)
    runs.setdefault(own.strategy, own)
    for name in state.compare:
        if len(runs) < 6:
            other = room.other(name, state)
            runs.setdefault(other.strategy, other)
    solved = [run for run in runs.values() if run.status == "optimal"]
    first = solved[0]
    numbers = Comparison(tuple(solved), first.strategy).numbers(room.decision_years)
    telling = room.telling(state)
    rows = [
        ComparedRow(
            key=row.indicator,
            title=row.title,
            year=row.year,
            differs=any(row.differences.values()),
            cells=[
                _cell(
                    share_or_amount(value, unit),
                    _apart(row, run, apart, unit),
                    telling.mark(row, run.strategy, apart),
                    _standing(row, run, known=not state.facts),
                )
                for run in solved
                for value in [telling.in_year(run.solution, row.indicator, row.year)]
                for apart in [gap(value, before) if run.strategy in row.differences else None]
            ],
        )
        for row in numbers
        for unit in [telling.told(first.solution, row.indicator)[1]]
        for before in [telling.in_year(first.solution, row.indicator, row.year)]
    ]
    shown = Shown(own if own in solved else first, first, state.year, tuple(solved), telling)
    known = pictures()
    charts = [
        chart_view(
            room,
            state,
            asked,
            want,
            chart,
            rests_on=partial(behind_a_picture, room, shown, want.chart),
        )
        for want in asked.want
        if want.chart in known and (chart := known[want.chart].draw(shown)) is not None
    ]
    return Compared(
        names=[run.strategy for run in solved],
        titles=[run.case.strategy.title for run in solved],
        words=[_differs(run, first) for run in solved],
        rows=rows,
        charts=charts,
    )


def _cell(text: str, difference: str, mark: Mark, standing: str) -> ComparedCell:
    """A figure with its difference, unless it is too small a loss for either to be told."""
    if standing == ABOUT_NIL:
        return ComparedCell(text=ABOUT_NIL, difference="", mark="neither", standing=standing)
    return ComparedCell(text=text, difference=difference, mark=mark, standing=standing)


def _standing(row: SideBySide, run: Run, *, known: bool) -> str:
    """How firm a figure stands; with facts put otherwise only the size of a loss says so."""
    if known:
        return row.standings.get(run.strategy, UNTESTED)
    at = run.solution.years.index(row.year)
    nil = run.strategy != row.baseline and nil_by_size(run.solution, row.indicator)[at]
    return ABOUT_NIL if nil else UNTESTED


def _apart(row: SideBySide, run: Run, apart: float | None, unit: str) -> str:
    """What a figure differs by; of what counts as nothing no sign is told."""
    if apart is None:
        return ""
    slight = run.strategy in row.slight and "not determined" not in row.standings[run.strategy]
    return ABOUT_NIL if slight else share_or_change(apart, unit)


def _differs(run: Run, first: Run) -> str:
    """Which levers a strategy has that the first has not, which it lacks, and which are altered."""
    study = run.worker.study
    found = changes(first.case.strategy, run.case.strategy, study.titles, study.settings.home)
    more, less = (
        ", ".join(one.title for one in found if one.kind == kind) for kind in ("added", "left out")
    )
    told = [f"adds {more}"] if more else []
    told += [f"leaves out {less}"] if less else []
    told += [one.phrase for one in found if one.kind == "altered"]
    return "; ".join(told) or "the same levers"
