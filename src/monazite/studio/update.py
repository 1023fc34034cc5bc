"""One answer to one state: headlines, charts, and why there is no plan if there is none.

Made in a process that owns a solver; what leaves it is plain data for a browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite

from monazite.charts.chosen_year import at_year
from monazite.charts.registry import Shown, pictures
from monazite.core.keys import key_named
from monazite.core.numerals import (
    Written,
    share_or_amount,
    written_as_share,
    written_as_share_change,
)
from monazite.core.shown import shown as way_of
from monazite.findings.evidence import ABOUT_NIL, UNTESTED, Verdict, nil_by_size
from monazite.findings.indicators import title_of
from monazite.findings.solution import Series
from monazite.runs.comparison import Comparison
from monazite.runs.kept_verdicts import kept_verdicts
from monazite.runs.run import Run
from monazite.studio.asked import Asked, Want
from monazite.studio.drawing import chart_view, shown
from monazite.studio.found import HeadlineRange
from monazite.studio.keeping import made_by
from monazite.studio.room import Room
from monazite.studio.state import State, link_of
from monazite.studio.told import ChartView, Conflict, HeadlineView, Update
from monazite.studio.views import Headline, figures, notes
from monazite.study import Settings

__all__ = ["headline_keys", "update"]

HEADLINES = 6
EXPLAINING = ("exports", "stock", "price_response")


def update(room: Room, asked: Asked) -> Update:
    """Answer a state; raises InvalidInput for levers or facts that are refused."""
    state, ignored = room.understood(asked.state)
    whole = shown(room, state)
    run, ghost = whole.run, whole.ghost
    solved = run.status == "optimal" and ghost.status == "optimal"
    drawn = (_picture(room, state, asked, want, whole) for want in asked.want if solved)
    tested = {one.key: one for one in asked.tested if one.made_by == made_by(room.study.data_hash)}
    headlines = _headlines(whole, state, tested) if solved else []
    conflict = [] if solved else _conflict(run)
    title, words = run.case.strategy.title, room.differences(state, run.case.strategy)
    return Update(
        case=run.case.hash[:12],
        data_hash=room.study.data_hash,
        link=link_of(state, asked.screen, room.defaults),
        status=run.status if ghost.status == "optimal" else ghost.status,
        title=title,
        words=words,
        ignored=ignored,
        years=list(room.years),
        year=state.year,
        headlines=[one.view for one in headlines],
        charts=[chart for chart in drawn if chart is not None],
        conflict=conflict,
        foot=room.foot,
        figures=figures(headlines),
        notes=notes(title, words, [*_of_other_data(room, asked), *ignored], solved, conflict),
    )


def _of_other_data(room: Room, asked: Asked) -> list[str]:
    """Say that a link was made with other data than the study now holds, if it was."""
    made, now = asked.made[:12], room.study.data_hash[:12]
    told = f"This link was made with data {made}; the study now holds {now}, so figures may differ."
    return [told] if made and made != now else []


def _headlines(whole: Shown, state: State, tested: Mapping[str, HeadlineRange]) -> list[Headline]:
    """The first figures of the front; what the study keeps of them holds with its own facts."""
    run, ghost, year = whole.run, whole.ghost, state.year
    keys = headline_keys(run.solution.study.settings)
    same = run.strategy == ghost.strategy and run.case == ghost.case
    runs = (run,) if same else (ghost, run)
    as_written = not state.facts
    verdicts = (kept_verdicts(run) if as_written else None) or {}
    found = []
    for here in Comparison(runs, ghost.strategy).numbers([year], keys):
        key = here.indicator
        value, before = (whole.telling.in_year(one.solution, key, year) for one in (run, ghost))
        gap = None if value is None or before is None else value - before
        series, unit = whole.telling.told(run.solution, key)
        text, way = written_as_share(value, unit), way_of(unit)
        difference = Written("") if gap is None else written_as_share_change(gap, unit)
        standing = here.standings.get(run.strategy, UNTESTED)
        if not as_written:
            nil = not same and nil_by_size(run.solution, key)[run.solution.years.index(year)]
            standing = ABOUT_NIL if nil else UNTESTED
        mark = whole.telling.mark(here, run.strategy, gap)
        if difference.figure == "0":
            mark = "neither"
        elif run.strategy in here.slight and "not determined" not in standing:
            difference = Written(ABOUT_NIL)
        if standing == ABOUT_NIL:
            text, difference, mark = Written(ABOUT_NIL), Written(""), "neither"
        told = f"{_gain(difference)} against “{ghost.case.strategy.title}”"
        found.append(
            Headline(
                HeadlineView(
                    key=key,
                    title=title_of(run.solution, key),
                    unit=way.label,
                    year=year,
                    text=str(text),
                    ghost_text=share_or_amount(before, unit),
                    difference=str(difference),
                    mark=mark,
                    standing=standing,
                    range=tested[key].range or "no doubt moves it" if key in tested else "",
                    grade=tested[key].grade if key in tested else "",
                    series=_plain(series, way.factor),
                    ghost=_plain(whole.telling.told(ghost.solution, key)[0], way.factor),
                    sentence=f"{title_of(run.solution, key)} in {year}: {text}, {told}"
                    + (f", {mark}" if mark != "neither" else "")
                    + _by_first_prices(whole, verdicts.get((key, year)), key),
                ),
                text,
                difference,
                tested[key].bare if key in tested else "",
            )
        )
    return found


def _gain(difference: Written) -> str:
    """A difference inside a sentence."""
    if difference.figure == ABOUT_NIL:
        return "about no difference"
    return str(difference) or "no difference"


def _by_first_prices(whole: Shown, verdict: Verdict | None, key: str) -> str:
    """Between what a figure lies wherever owners at home begin to ask; nothing if it is one."""
    if verdict is None or verdict.between is None:
        return ""
    factor, unit = whole.telling.multiple(whole.run.solution, key)
    low, high = (share_or_amount(factor * end, unit) for end in verdict.between)
    return "" if low == high else f"; {low} to {high} by what owners at home ask first"


def headline_keys(settings: Settings) -> list[str]:
    """The figures that never leave the screen: those of the front, flows and stocks of goods last.

    What is made, short, paid and lost answers the question of a study; a flow explains it.
    """
    front = list(settings.shown)
    first = [key for key in front if key_named(key).indicator not in EXPLAINING]
    chosen = [*first, *(key for key in front if key not in first)][:HEADLINES]
    return [key for key in front if key in chosen]


def _plain(values: Series, factor: float) -> list[float | None]:
    return [float(f"{value * factor:.5g}") if isfinite(value) else None for value in values]


def _picture(room: Room, state: State, asked: Asked, want: Want, whole: Shown) -> ChartView | None:
    known = pictures().get(want.chart)
    chart = None if known is None else known.draw(whole)
    if chart is None:
        return None
    return chart_view(room, state, asked, want, at_year(chart, state.year))


def _conflict(run: Run) -> list[Conflict]:
    if run.status != "infeasible":
        return []
    return [
        Conflict(
            text=f"{one.sentence} ({one.title}{f', {one.year}' if one.year else ''})",
            levers=[origin.name for origin in one.levers],
        )
        for one in run.records.conflict()
    ]
