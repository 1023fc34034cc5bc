"""One answer to one state: headlines, charts, and why there is no plan if there is none.

Made in a process that owns a solver; what leaves it is plain data for a browser.
"""

from __future__ import annotations

from functools import partial

from monazite.charts.chosen_year import at_year
from monazite.charts.registry import Shown, pictures
from monazite.core.wording import lowered, years_in_words
from monazite.findings.bottlenecks import at_limits
from monazite.findings.solution import known_of_plan
from monazite.report.html import Html, joined
from monazite.studio.asked import Asked, Want
from monazite.studio.drawing import chart_view, shown
from monazite.studio.headlines import headlines, still_true
from monazite.studio.planless import opposed_rules
from monazite.studio.resting import behind_a_picture
from monazite.studio.room import Room
from monazite.studio.state import State, link_of
from monazite.studio.told import ChartView, Update
from monazite.studio.views import absent, figures, notes, older_link

__all__ = ["update"]


def update(room: Room, asked: Asked) -> Update:
    """Answer a state; raises InvalidInput for levers or facts that are refused."""
    state, ignored = room.understood(asked.state)
    whole = shown(room, state)
    run, ghost = whole.run, whole.ghost
    solved = run.status == "optimal" and ghost.status == "optimal"
    drawn = [_picture(room, state, asked, want, whole) for want in asked.want if solved]
    tested = still_true(room.study, asked.tested)
    # once pictures looked at limits, grades are a matter of milliseconds
    graded = solved and known_of_plan(at_limits, run.solution)
    figured = headlines(whole, state, tested, graded=graded) if solved else []
    torn = next((one for one in (run, ghost) if one.status != "optimal"), None)
    conflict = [] if torn is None else opposed_rules(torn)
    whose = "" if torn is None else torn.case.strategy.title
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
        headlines=[one.view for one in figured],
        charts=[chart for chart in drawn if chart is not None],
        conflict=conflict,
        foot=room.foot,
        figures=figures(figured),
        graded=graded,
        notes=joined(
            (
                _of_other_data(room, asked),
                notes(title, words, ignored, whose, conflict),
                absent(_not_there(whole, asked.screen) if solved else {}),
            )
        ),
        spoken=". ".join(one.view.sentence for one in figured),
        shocks=_shocks(room, state),
    )


def _shocks(room: Room, state: State) -> str:
    """Say when a stop of trade comes in the world of a state."""
    years = room.handle.shock_years(state.world)
    return f"a stop of trade in {years_in_words(years)}" if years else ""


def _of_other_data(room: Room, asked: Asked) -> Html | None:
    """Say that a link was made with other data than the study now holds, if it was."""
    made, now = asked.made[:12], room.study.data_hash[:12]
    return older_link(made, now) if made and made != now else None


def _not_there(whole: Shown, screen: str) -> dict[str, list[str]]:
    """What the pictures of a screen that are not there would show, by why they are not."""
    found: dict[str, list[str]] = {}
    for one in pictures().values():
        if any(card.screen == screen for card in one.cards) and (why := one.absent(whole)):
            found.setdefault(why, []).append(lowered(one.says.removesuffix(".")))
    return found


def _picture(room: Room, state: State, asked: Asked, want: Want, whole: Shown) -> ChartView | None:
    known = pictures().get(want.chart)
    chart = None if known is None else known.draw(whole)
    if chart is None:
        return None
    rests_on = partial(behind_a_picture, room, whole, want.chart)
    return chart_view(room, state, asked, want, at_year(chart, state.year), rests_on=rests_on)
