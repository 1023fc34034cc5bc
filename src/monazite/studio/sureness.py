"""How sure a number is: a strategy solved again and again, each time with all facts drawn anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from monazite.cases.draws import drawn_inputs
from monazite.charts import Chart
from monazite.core.errors import InvalidInput
from monazite.core.progress import within
from monazite.core.usual import SEED
from monazite.runs.computing.execution import Execution
from monazite.runs.draws.drawing import ensemble
from monazite.runs.draws.grouped import grouped
from monazite.runs.run import Run
from monazite.studio.asked import Asked, Want
from monazite.studio.drawing import SURE, chart_view
from monazite.studio.draws_told import DrawsTold
from monazite.studio.found_draws import GroupsTold, Sure
from monazite.studio.groups_told import groups_written, told_of_groups
from monazite.studio.headlines import headline_keys
from monazite.studio.hearing import heard, shared
from monazite.studio.resting import behind_a_number
from monazite.studio.room import Room
from monazite.studio.solving import known_alone, solving
from monazite.studio.state import State

if TYPE_CHECKING:
    from monazite.runs.computing.execution import ExecutionOptions
    from monazite.runs.draws.ensemble import Ensemble

__all__ = ["drawn_again", "groups_worked_out", "sure", "sure_chart", "worked_out"]

Told = TypeVar("Told", Sure, GroupsTold)

DRAWS = 32
"""Draws a visitor waits for."""

DRAWING = 0.1
"""Share of the time that draws take where groups of facts are swapped in them."""

PARTLY = 8
"""Draws after which it is told anew what those so far say; of fewer nothing is told."""


def drawn_again(
    room: Room,
    state: State,
    key: str,
    work: ExecutionOptions,
    partly: Callable[[Ensemble], None] | None = None,
) -> Ensemble:
    """Draw all facts for a state and what it is held against.

    Facts a visitor put otherwise stay as put. All numbers the page offers are read at once, so that
    another one takes no solve. `partly` is told what the draws so far say. Raises InvalidInput for
    no such number, RulesContradict or SolveFailed where there is no plan with the facts as they
    are.
    """
    run, ghost = room.run(state), room.ghost(state)
    runs = (run,) if run.case == ghost.case else (ghost, run)
    keys = dict.fromkeys((*(one.key for one in room.view().indicators), key))
    return ensemble(
        runs,
        tuple(keys),
        draws=DRAWS,
        seed=SEED,
        inputs=_free(run, state),
        partly=partly,
        **work,
    )


def worked_out(
    room: Room, state: State, question: Mapping[str, Any]
) -> Iterator[tuple[int, int, str, Sure | GroupsTold | None]]:
    """Draw and tell, with steps as a job says them: how many draws are solved, of how many.

    What the first draws say is told after every few of them.
    """
    key = _key(room, question)
    asked = Asked(state=state, theme=question["theme"])

    def work(say: Callable[[str | Sure | GroupsTold], None]) -> Sure:
        with solving(say) as how:

            def told(found: Ensemble) -> Sure:
                return sure(room, state, key, found, asked, question["width"], how)

            def partly(found: Ensemble) -> None:
                if found.draws % PARTLY == 0 and found.solved:
                    with suppress(InvalidInput):  # a number no draw so far has
                        say(told(found))

            return told(drawn_again(room, state, key, how, partly))

    yield from _steps(work)


def groups_worked_out(
    room: Room, state: State, question: Mapping[str, Any]
) -> Iterator[tuple[int, int, str, Sure | GroupsTold | None]]:
    """Draw one group of facts after the other anew and tell which decide a number, with steps.

    What is known of the plan and the year is told at once. What the draws so far say is told after
    each, from where it says anything. Each swap is kept as it is solved, so that work that was
    stopped goes on where it was.
    """
    key = _key(room, question)

    def work(say: Callable[[str | Sure | GroupsTold], None]) -> GroupsTold:
        with solving() as how:
            drawing, swapping = within(say, 0.0, DRAWING), within(say, DRAWING, 1.0)
            drawn = drawn_again(room, state, key, {**how, "progress": drawing})
            of = partial(groups_written, room, state, key=key)
            swaps = replace(Execution(**how), progress=swapping)
            name = drawn.runs[-1].strategy
            return of(grouped(drawn, state.year, name, None, swaps, lambda found: say(of(found))))

    known = told_of_groups(room, state, key)
    if known is None:
        yield from _steps(work)
    else:
        yield 100, 100, "Told", known


def _key(room: Room, question: Mapping[str, Any]) -> str:
    """The number that is asked about, by default the first headline."""
    return str(question.get("key") or headline_keys(room.study.settings)[0])


def _steps(
    work: Callable[[Callable[[str | Sure | GroupsTold], None]], Told],
) -> Iterator[tuple[int, int, str, Sure | GroupsTold | None]]:
    """Do work that says what it does and what it found so far, with steps as a job says them."""
    done = 0
    steps = heard(work, lambda news: news)
    while True:
        try:
            news = next(steps)
        except StopIteration as ended:
            yield 100, 100, "Told", ended.value
            return
        if isinstance(news, Sure | GroupsTold):
            yield done, 100, "Told of the draws so far", news
        else:
            share, _, said, _ = shared(news)
            done = max(done, share)
            yield done, 100, said, None


def _free(run: Run, state: State) -> list[str] | None:
    """Inputs with no fact that a visitor put otherwise; None where all are drawn."""
    if not state.facts:
        return None
    _ = run.worker.base  # which facts cells rest on is known once all of them are gathered
    return [
        one.name for one in drawn_inputs(run.worker.study) if not state.facts.keys() & one.facts
    ]


def sure_chart(room: Room, state: State, key: str) -> Chart:
    """Draw where a number lies over the years, where its draws are known."""
    with known_alone() as work:
        return _bands_chart(room, state, key, drawn_again(room, state, key, work))


def _bands_chart(room: Room, state: State, key: str, found: Ensemble) -> Chart:
    return found.plot(key, *room.telling(state).multiple(found.runs[-1].solution, key))


def sure(
    room: Room,
    state: State,
    key: str,
    found: Ensemble,
    asked: Asked,
    width: int,
    work: ExecutionOptions,
) -> Sure:
    """Tell draws in words, figures and a chart; what is solved for it is told and kept by `work`.

    Raises InvalidInput where the number has no meaning in the year in any draw.
    """
    told = DrawsTold(room, state, key, found)
    want = Want(chart=SURE, width=width)
    known = told_of_groups(room, state, key)
    alone, alone_said = told.each_alone(work)
    settles, settles_said = told.settles()
    box, box_said = told.box()
    return Sure(
        key=key,
        title=told.title,
        year=state.year,
        strategy=told.run.case.strategy.title,
        against=told.against,
        draws=found.draws,
        asked_for=found.asked_for,
        seed=found.seed,
        sentences=told.sentences(),
        headlines=told.headlines(),
        groups=[] if known is None else known.groups,
        groups_said="" if known is None else known.groups_said,
        alone=alone,
        alone_said=alone_said,
        decides=told.decides(),
        settles=settles,
        settles_said=settles_said,
        box=box,
        box_said=box_said,
        how=told.how(),
        chart=chart_view(
            room,
            state,
            asked,
            want,
            _bands_chart(room, state, key, found),
            {"key": key},
            rests_on=partial(behind_a_number, room, told.run, key, state.year),
        ),
    )
