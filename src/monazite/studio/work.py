"""What long jobs do, in a process of their own; each says how far it is and what it has found."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Literal

from monazite.core.progress import News
from monazite.studio.found import (
    BriefWritten,
    Effect,
    FactEnd,
    Found,
    HeadlineRange,
    LeverEffect,
    NextBottleneck,
    Planless,
    Step,
)
from monazite.studio.hearing import heard, shared
from monazite.studio.keeping import made_by

if TYPE_CHECKING:
    # what a question needs is loaded when it is asked
    from monazite.runs.questions.attribution import Attribution
    from monazite.runs.run import Run
    from monazite.studio.room import Room
    from monazite.studio.state import State

__all__ = ["JOBS", "steps", "work"]


def work(kind: str, folder: str, question: str, there: Connection) -> None:
    """Do a job and send every step."""
    from monazite.core.errors import MonaziteError
    from monazite.studio.process import end_with_server
    from monazite.studio.room import Room
    from monazite.studio.views import found_html

    end_with_server()
    found: list[dict[str, Any]] = []
    seen: list[Found] = []
    html = ""

    def send(**said: Any) -> None:
        there.send(json.dumps(said))

    try:
        send(status="running", said="Loading the study")
        room = Room(folder)
        for done, total, said, one in steps(room, kind, json.loads(question)):
            news: dict[str, Any] = {}
            if one is not None:
                if kind in TOLD_ANEW or isinstance(one, Planless):
                    found.clear()
                    seen.clear()
                found.append(one.model_dump(mode="json"))
                seen.append(one)
                html = found_html(kind, seen)
                news = {"found": found, "html": html}
            send(status="running", done=done, total=total, said=said, **news)
        send(status="done", said="", found=found, html=html)
    except MonaziteError as error:
        told = " ".join(str(problem) for problem in error.problems)
        send(status="failed", said="", error=told)
    except (BrokenPipeError, KeyboardInterrupt):
        return


def steps(room: Room, kind: str, question: Mapping[str, Any]) -> Iterator[Step]:
    """Give the steps of a job; those of a job that needs a plan tell why there is none, if none."""
    from monazite.studio.planless import without_plan

    if kind not in WITHOUT_PLAN:
        state = _state(room, question)
        for solve in (room.run, room.ghost) if kind in BESIDE_ANOTHER else (room.run,):
            if (run := solve(state)).status == "infeasible":
                yield from without_plan(run)
    yield from JOBS[kind](room, question)


def _effects(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """What each lever alone changes: the strategy with all others, less the same without it."""
    state = _state(room, question)
    whole = room.run(state)
    own = [name for name in room.catalogue.levers_of(state.base) if name not in state.off]
    asked = [name for name in (*own, *state.on) if question.get("lever") in (None, "", name)]
    for number, name in enumerate(asked, start=1):
        less = state.model_copy(
            update={
                "off": (*state.off, name),
                "on": tuple(one for one in state.on if one != name),
                "set": {key: value for key, value in state.set.items() if key != name},
            }
        )
        title = room.catalogue.view(room.catalogue.entries[name]).title
        run = room.run(less)
        found = LeverEffect(
            lever=name,
            title=title,
            year=state.year,
            status=run.status,
            effects=_changes(room, state, run, whole),
        )
        yield number, len(asked), f"Without “{title}”", found


def _state(room: Room, question: Mapping[str, Any]) -> State:
    from monazite.studio.state import State

    return room.understood(State.model_validate(question["state"]))[0]


def _changes(room: Room, state: State, before: Run, after: Run) -> list[Effect]:
    """What each headline comes to after, and by how much it differs from before; none unsolved."""
    from monazite.core.numerals import amount, change
    from monazite.findings.comparison import gap
    from monazite.findings.indicators import title_of
    from monazite.studio.headlines import headline_keys

    rows: list[Effect] = []
    if before.status != "optimal" or after.status != "optimal":
        return rows
    telling = room.telling(state)
    for key in headline_keys(room.study.settings):
        was, now = (telling.in_year(one.solution, key, state.year) for one in (before, after))
        unit = telling.told(after.solution, key)[1]
        rows.append(
            Effect(
                key=key,
                title=title_of(after.solution, key),
                text=amount(now, unit),
                change=change(gap(now, was), unit),
            )
        )
    return rows


def _next(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """Bottlenecks one behind the other before what is made at home, and levers that touch them."""
    from monazite.core.numerals import amount, tonnes
    from monazite.studio.trying import Tries

    state = _state(room, question)
    run = room.run(state)
    key = str(question.get("key") or "self_sufficiency")
    tries = Tries(room, state, key)

    def told(news: str) -> Step:
        return 0, 5, news, None

    rows = yield from heard(
        lambda say: run.records.next_bottlenecks(state.year, key, most=5, progress=say), told
    )
    for number, row in enumerate(rows, start=1):
        yield (
            number,
            len(rows),
            f"{row.stage_title}",
            NextBottleneck(
                stage=row.stage_title,
                rule=row.rule.replace("_", " "),
                plants=list(row.titles),
                size=tonnes(row.size, row.basis),
                before=amount(row.before, row.unit),
                after=amount(row.after, row.unit),
                tries=tries.of(row),
            ),
        )


def _larger(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """What home saves where each limit alone is a tenth larger, and loses where it is smaller."""
    from monazite.studio.larger import larger_limits

    key = str(question.get("key") or "self_sufficiency")
    yield from larger_limits(room, _state(room, question), key)


def _fact(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """What a fact's low and high do to the headlines."""
    from monazite.core.errors import check_name

    state, name = _state(room, question), str(question["fact"])
    check_name("fact", name, room.study.evidence.facts)
    fact = room.study.evidence.facts[name]
    central = room.run(state)
    ends: list[tuple[Literal["low", "high"], float | None]]
    ends = [("low", fact.low), ("high", fact.high)]
    for number, (end, value) in enumerate(ends, start=1):
        if value is None:
            yield number, 2, f"No {end} is known", None
            continue
        run = room.run(state.model_copy(update={"facts": {**state.facts, name: value}}))
        rows = _changes(room, state, central, run)
        yield number, 2, f"At its {end}", FactEnd(end=end, value=value, effects=rows)


def _ranges(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """Between what each headline comes to when any one doubtful fact is at its low or high."""
    from monazite.core.numerals import written_as_share
    from monazite.findings.evidence import grade_of, hinge, range_of, thin_swing
    from monazite.findings.indicators import title_of
    from monazite.runs.kept_verdicts import kept_verdicts
    from monazite.studio.headlines import headline_keys

    state = _state(room, question)
    run = room.run(state)
    keys, telling = headline_keys(room.study.settings), room.telling(state)
    kept = kept_verdicts(run)
    yield 0, 1, "Each doubtful fact at its low and its high", None
    rows = run.records.sensitivity(state.year, keys, most=15)
    for number, key in enumerate(keys, start=1):
        ends = range_of(rows, key, kept)
        factor, unit = telling.multiple(run.solution, key)
        low, high = (written_as_share(end and factor * end, unit) for end in ends or (None, None))
        bare = low.figure if low != high else ""
        title, weak = title_of(run.solution, key), hinge(rows, key)
        on = "" if weak is None else str(weak.title)
        weak_share = thin_swing(rows, key)
        found = HeadlineRange(
            key=key,
            title=title,
            range=f"{bare} to {high}" if bare else "",
            bare=f"{bare} to {high.figure}" if bare else "",
            hinges_on=on,
            grade="" if weak_share is None else grade_of(weak_share),
            made_by=made_by(room.study.data_hash),
        )
        yield number, len(keys), title, found


def _why(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """What each lever accounts for of the difference to what the state is held against."""
    from monazite.studio.asked import Asked
    from monazite.studio.solving import solving
    from monazite.studio.whying import attributed, why

    state = _state(room, question)
    key = str(question.get("key") or "self_sufficiency")

    def told(news: str) -> Step:
        if isinstance(news, News) and news.of:
            return news.done, news.of, "Solving with some levers only", None
        return 0, 0, news, None

    def work(say: Callable[[str], None]) -> Attribution:
        with solving(say) as how:
            return attributed(room, state, key, how)

    found = yield from heard(work, told)
    asked = Asked(state=state, theme=question["theme"])
    whole = why(room, state, key, found, asked, question["width"])
    yield 1, 1, "Shared out", whole


def _sure(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """Where a number lies when all facts are drawn, what decides it, and what would settle it."""
    from monazite.studio.sureness import worked_out

    state = _state(room, question)
    yield from worked_out(room, state, question)


def _groups(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """Which groups of facts decide a number, each drawn anew in draws of all facts."""
    from monazite.studio.sureness import groups_worked_out

    yield from groups_worked_out(room, _state(room, question), question)


def _stress(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """Who goes short in disruptions, which of them matters, and what helps."""
    from monazite.studio.asked import Asked
    from monazite.studio.stressing import Wanted, disturbed, told

    state = _state(room, question)
    named = ("key", "use", "budget", "release")
    shock, use, budget, release = (str(question.get(name) or "") for name in named)
    yield 0, 6, "Playing months", None
    found = disturbed(room, state, shock, release)
    asked = Asked(state=state, theme=question["theme"])
    wants = Wanted(shock, use, budget, release, question["width"])
    for number, (said, one) in enumerate(told(room, state, wants, found, asked), start=2):
        yield number, 6, said, one


def _brief(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """The brief of a state with ranges, next bottlenecks and other worlds, kept to be saved."""
    from monazite.studio.briefing import work_out

    state = _state(room, question)

    workers = os.cpu_count() or 1
    yield from heard(lambda say: work_out(room, state, say, workers), shared)
    yield 100, 100, "Written", BriefWritten(title=room.proposal(state).strategy.title)


def _make_true(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """Which figure of which lever of the strategy, alone, would make a claim true."""
    from monazite.studio.taking import for_claim

    state = _state(room, question)
    yield from for_claim(room, state, str(question.get("key") or ""))


def _take(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """Which figure of which lever, alone, would bring a number to a target."""
    from monazite.studio.taking import for_target

    state, target = _state(room, question), str(question.get("target") or "")
    yield from for_target(room, state, str(question.get("key") or "self_sufficiency"), target)


def _instruments(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """What the same public money buys by one instrument or another."""
    from monazite.studio.benching import for_money

    budget, chances = (str(question.get(name) or "") for name in ("budget", "chances"))
    state = _state(room, question)
    yield from for_money(room, state, budget, chances, question["theme"], question["width"])


def _break_even(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """The curve of one figure of a lever, and where a number reaches its target on it."""
    from monazite.studio.breaking_even import for_figure

    yield from for_figure(room, _state(room, question), question)


def _alternatives(room: Room, question: Mapping[str, Any]) -> Iterator[Step]:
    """Which other sets of levers reach as much and cost little more."""
    from monazite.studio.otherwise import otherwise

    state = _state(room, question)
    yield from otherwise(room, state, str(question.get("key") or "self_sufficiency"))


JOBS: Mapping[str, Callable[[Room, Mapping[str, Any]], Iterator[Step]]] = {
    "lever-effects": _effects,
    "next-bottlenecks": _next,
    "larger-limits": _larger,
    "fact": _fact,
    "ranges": _ranges,
    "stress": _stress,
    "why": _why,
    "sure": _sure,
    "groups": _groups,
    "brief": _brief,
    "make-true": _make_true,
    "take": _take,
    "instruments": _instruments,
    "alternatives": _alternatives,
    "break-even": _break_even,
}
"""Jobs by kind."""

WITHOUT_PLAN = ("brief", "lever-effects")
"""Kinds that have something to tell of a state without a plan."""

BESIDE_ANOTHER = ("groups", "sure", "why")
"""Kinds that need a plan of what a state is held against as well."""

TOLD_ANEW = ("break-even", "groups", "stress", "sure")
"""Kinds of which whatever is found says all that was found before as well."""
