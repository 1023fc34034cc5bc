"""Questions before solvers: equal ones are worked out once, and nobody's are not worked out."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import Request, Response

from monazite.store.studies import find_study
from monazite.studio import pool as pools
from monazite.studio import process
from monazite.studio.answers import Answered, room_for_answers
from monazite.studio.asked import Asked
from monazite.studio.jobs import Jobs
from monazite.studio.line import GAVE_WAY, Answer, Line, Overtaken, Question
from monazite.studio.links import Links
from monazite.studio.pool import Pool
from monazite.studio.routes import Desk
from monazite.studio.state import State


class Solver:
    """Answers when it is let; knows what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._let = asyncio.Event()
        self.fails = False

    async def __call__(self, question: Question) -> Answer:
        self.asked.append(question.body)
        await self._let.wait()
        self._let.clear()
        if self.fails:
            raise RuntimeError("it broke")
        return 200, Answered(f"answer to {question.body}", {})

    async def let(self) -> None:
        """Let it give one answer, and everybody hear of it."""
        self._let.set()
        for _ in range(10):
            await asyncio.sleep(0)


def on(body: str, plan: str = "") -> Question:
    return Question("update", "folder", "sign", body, plan)


async def begun(asking: Awaitable[Any]) -> asyncio.Future[Any]:
    """Ask, and go on once the question stands in the line."""
    task = asyncio.ensure_future(asking)
    for _ in range(5):
        await asyncio.sleep(0)
    return task


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def within() -> None:
        await asyncio.wait_for(test(), 20)

    asyncio.run(within())


def test_two_pages_that_ask_the_same_are_given_one_answer() -> None:
    async def test() -> None:
        first, second = Solver(), Solver()
        line = Line([first, second])
        tabs = [await begun(line.ask(on("same"), client, 1)) for client in ("a", "b")]
        assert first.asked + second.asked == ["same"]
        await first.let()
        assert [(await tab)[1].body for tab in tabs] == ["answer to same"] * 2

    run(test)


def test_who_goes_takes_nothing_from_who_waits_for_the_same() -> None:
    async def test() -> None:
        solver = Solver()
        line = Line([solver])
        other = await begun(line.ask(on("other")))
        gone, stays = [await begun(line.ask(on("same"))) for _ in range(2)]
        gone.cancel()
        await solver.let()
        await other
        assert solver.asked == ["other", "same"]
        late = await begun(line.ask(on("same")))  # it is under way by now
        stays.cancel()
        await solver.let()
        assert (await late)[1].body == "answer to same"
        assert solver.asked == ["other", "same"]

    run(test)


def test_what_nobody_waits_for_any_more_is_not_worked_out() -> None:
    async def test() -> None:
        solver = Solver()
        line = Line([solver])
        first, gone, last = [await begun(line.ask(on(body))) for body in ("first", "gone", "last")]
        gone.cancel()
        await solver.let()
        await solver.let()
        await asyncio.gather(first, last)
        assert solver.asked == ["first", "last"]

    run(test)


def test_a_newer_question_of_a_page_stands_where_the_older_stood() -> None:
    async def test() -> None:
        solver = Solver()
        line = Line([solver])
        await begun(line.ask(on("first"), "a", 1))
        older, another = await begun(line.ask(on("2"), "b", 1)), await begun(line.ask(on("3"), "c"))
        newer = await begun(line.ask(on("4"), "b", 2))
        with pytest.raises(Overtaken):
            await asyncio.wait_for(older, 1)  # at once, and not when it is its turn
        for _ in range(3):
            await solver.let()
        await asyncio.gather(newer, another)
        assert solver.asked == ["first", "4", "3"]
        line.told("b", 5)
        with pytest.raises(Overtaken):
            await line.ask(on("5"), "b", 3)

    run(test)


def test_a_question_under_way_is_answered_though_its_page_asked_something_newer() -> None:
    async def test() -> None:
        solver = Solver()
        line = Line([solver])
        older = await begun(line.ask(on("1"), "a", 1))
        newer = await begun(line.ask(on("2"), "a", 2))
        await solver.let()
        assert (await older)[1].body == "answer to 1"
        await solver.let()
        assert (await newer)[1].body == "answer to 2"

    run(test)


def test_one_plan_is_solved_by_one_solver_while_others_go_on() -> None:
    async def test() -> None:
        first, second = Solver(), Solver()
        line = Line([first, second])
        narrow = await begun(line.ask(on("narrow", "plan")))
        wide = await begun(line.ask(on("wide", "plan")))
        other = await begun(line.ask(on("else", "another plan")))
        assert (first.asked, second.asked) == (["narrow"], ["else"])
        await first.let()
        await narrow
        assert first.asked == ["narrow", "wide"], "who has solved it is asked again"
        await first.let()
        await second.let()
        await asyncio.gather(wide, other)
        later = await begun(line.ask(on("later", "another plan")))
        assert second.asked == ["else", "later"]
        later.cancel()

    run(test)


def test_what_is_likely_to_be_asked_is_answered_while_nobody_waits() -> None:
    """Whoever then asks it waits for the rest of it alone; the latest guess is the only one."""

    async def test() -> None:
        solver, told = Solver(), []
        line = Line([solver], told.append)
        line.look_ahead(on("guess", "guess"))
        asking = await begun(line.ask(on("guess", "guess"), "a", 1))
        line.look_ahead(on("older", "older"))
        line.look_ahead(on("newer", "newer"))
        assert (solver.asked, told) == (["guess"], []), "somebody waits for it by now"
        await solver.let()
        assert (await asking)[1].body == "answer to guess"
        assert solver.asked == ["guess", "newer"]
        await solver.let()
        assert solver.asked == ["guess", "newer"]

    run(test)


def test_a_question_takes_away_what_was_only_likely_and_never_waits_behind_it() -> None:
    async def test() -> None:
        solver, told = Solver(), []
        line = Line([solver], told.append)
        first = await begun(line.ask(on("first", "1")))
        line.look_ahead(on("guess", "guess"))
        second = await begun(line.ask(on("second", "2")))
        await solver.let()
        await solver.let()
        await asyncio.gather(first, second)
        assert solver.asked == ["first", "second"]
        assert told == [], "nothing was begun that could give way"

    run(test)


def test_what_may_be_asked_some_time_is_walked_through_and_leaves_one_solver_free() -> None:
    async def test() -> None:
        first, second = Solver(), Solver()
        line = Line([first, second])
        line.walk([on("a", "a"), on("b", "b"), on("c", "c")])
        await asyncio.sleep(0)
        assert (first.asked, second.asked) == (["a"], [])
        asking = await begun(line.ask(on("asked", "asked"), "page", 1))
        assert second.asked == ["asked"], "nobody waits for what is only walked through"
        await first.let()
        assert first.asked == ["a"], "one solver is left to whoever comes"
        await second.let()
        await asking
        assert (first.asked, second.asked) == (["a", "b"], ["asked"])
        line.walk([on("d", "d")])
        for solver in (first, second):
            await solver.let()
        assert "c" not in first.asked + second.asked, "a newer walk takes the place of the older"
        assert "d" in first.asked + second.asked

    run(test)


def test_a_walk_gives_way_and_is_gone_on_with_when_nobody_waits() -> None:
    async def test() -> None:
        solver, told = Solver(), []
        line = Line([solver], told.append)
        line.walk([on("a", "a"), on("b", "b")])
        await asyncio.sleep(0)
        asking = await begun(line.ask(on("asked", "asked"), "page", 1))
        assert told == [0], "the only solver is to give up what nobody asked"
        await solver.let()
        await solver.let()
        await asking
        assert solver.asked == ["a", "asked", "b"]

    run(test)


def test_a_move_ends_the_walk_and_what_somebody_asked_is_not_walked_through() -> None:
    async def test() -> None:
        solver = Solver()
        line = Line([solver])
        line.walk([on("a", "a"), on("b", "b"), on("c", "c")])
        asking = await begun(line.ask(on("b", "b")))
        await solver.let()
        await solver.let()
        await asking
        assert solver.asked == ["a", "b", "c"], "b is asked once"
        line.walk([on("d", "d"), on("e", "e")])
        line.told("page", 7)
        await solver.let()
        assert solver.asked == ["a", "b", "c"], "the page is elsewhere by now"

    run(test)


def test_what_is_asked_for_no_visitor_takes_nothing_away_and_has_nothing_given_up() -> None:
    async def test() -> None:
        solver, told = Solver(), []
        line = Line([solver], told.append)
        line.look_ahead(on("rested on", "rested on"))
        quiet = await begun(line.ask(replace(on("likely"), ahead=True)))
        line.look_ahead(on("the next", "the next"))
        told.clear()
        also = await begun(line.ask(replace(on("likely"), ahead=True)))
        assert told == []
        for _ in range(3):
            await solver.let()
        assert (await quiet)[1] == (await also)[1]
        assert solver.asked == ["rested on", "likely", "the next"]

    run(test)


def test_who_joins_what_is_worked_on_has_nothing_else_given_up() -> None:
    async def test() -> None:
        first, second, told = Solver(), Solver(), []
        line = Line([first, second], told.append)
        one = await begun(line.ask(on("one", "1")))
        line.look_ahead(on("guess", "guess"))
        await asyncio.sleep(0)
        assert second.asked == ["guess"]
        same = await begun(line.ask(on("one", "1")))
        assert told == []
        await first.let()
        assert (await one)[1] == (await same)[1]
        await second.let()

    run(test)


def test_a_line_that_is_closed_begins_nothing_more() -> None:
    async def test() -> None:
        solver = Solver()
        line = Line([solver])
        line.walk([on("a", "a"), on("b", "b")])
        await asyncio.sleep(0)
        line.close()
        await solver.let()
        assert solver.asked == ["a"]

    run(test)


def test_a_pool_that_is_closed_starts_no_process_for_one_that_was_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[object] = []

    class Broken:
        """A process that was ended while it worked."""

        def submit(self, *_: object) -> Future[object]:
            done: Future[object] = Future()
            done.set_exception(BrokenProcessPool("ended"))
            return done

        def shutdown(self, **_: object) -> None:
            pass

    def begin(_: object) -> Broken:
        started.append(1)
        return Broken()

    monkeypatch.setattr(pools._Solver, "_started", begin)

    async def test() -> None:
        pool = Pool(1, "toy")
        pool.close()
        with pytest.raises(BrokenProcessPool):
            await pool._solvers[0].ask(on("a"), ())
        assert len(started) == 1

    run(test)


def test_what_was_begun_ahead_gives_way_to_another_plan_alone() -> None:
    async def test() -> None:
        solver, told = Solver(), []
        line = Line([solver, Solver()], told.append)
        line.look_ahead(on("guess", "guess"))
        await begun(line.ask(on("one", "1")))
        assert told == [], "another solver was free"
        await begun(line.ask(on("the same told otherwise", "guess")))
        assert told == [], "what it needs is being solved"
        await begun(line.ask(on("two", "2")))
        assert told == [0]

    run(test)


def test_who_asks_what_has_just_given_way_is_answered_first() -> None:
    class Gives(Solver):
        async def __call__(self, question: Question) -> Answer:
            status, found = await super().__call__(question)
            return (GAVE_WAY, Answered("{}", {})) if question.ahead else (status, found)

    async def test() -> None:
        solver, told = Gives(), []
        line = Line([solver], told.append)
        line.look_ahead(on("guess", "guess"))
        other = await begun(line.ask(on("other", "other")))
        late = await begun(line.ask(on("guess", "guess")))
        assert told == [0]
        await solver.let()
        assert solver.asked == ["guess", "guess"]
        await solver.let()
        assert (await late)[1].body == "answer to guess"
        await solver.let()
        assert (await other)[1].body == "answer to other"

    run(test)


def test_what_a_page_asks_another_in_place_of_is_given_up_if_nobody_else_waits() -> None:
    async def test() -> None:
        solver, told = Solver(), []
        line = Line([solver], told.append)
        older = await begun(line.ask(on("1", "one"), "a", 1))
        told_otherwise = await begun(line.ask(on("2", "one"), "a", 2, instead=True))
        assert told == [], "what it needs is being solved"
        await solver.let()
        assert (await older)[1].body == "answer to 1"
        newer = await begun(line.ask(on("3", "three"), "a", 3, instead=True))
        with pytest.raises(Overtaken):
            await told_otherwise
        assert told == [0]
        await solver.let()
        other = await begun(line.ask(on("3", "three"), "b", 1))
        last = await begun(line.ask(on("4", "four"), "a", 4, instead=True))
        with pytest.raises(Overtaken):
            await newer
        assert told == [0], "another page waits for it"
        await solver.let()
        await solver.let()
        await asyncio.gather(other, last)
        assert solver.asked == ["1", "2", "3", "4"]

    run(test)


def test_what_was_begun_is_given_up_though_another_of_the_page_waits_behind_it() -> None:
    async def test() -> None:
        solver, told = Solver(), []
        line = Line([solver], told.append)
        first = await begun(line.ask(on("1", "one"), "a", 1))
        second = await begun(line.ask(on("2", "two"), "a", 2))
        third = await begun(line.ask(on("3", "three"), "a", 3, instead=True))
        for one in (first, second):
            with pytest.raises(Overtaken):
                await one
        assert told == [0]
        await solver.let()
        await solver.let()
        assert (await third)[1].body == "answer to 3"
        assert solver.asked == ["1", "3"]
        assert not line._standing, "what is answered is forgotten"

    run(test)


def test_a_process_gives_up_what_nobody_waits_for_before_the_next_solve(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And is then as it was: asked again the same question is answered."""
    folder = str(find_study("toy"))
    asked = ("update", folder, process.signature(folder), '{"state": {"study": "toy"}}')
    monkeypatch.setattr(process, "_wanted", SimpleNamespace(value=True))
    monkeypatch.setattr(process, "_rooms", {})
    assert process.ask_in_process(*asked) == (GAVE_WAY, "{}")
    process._wanted.value = False
    status, answer = process.ask_in_process(*asked)
    assert status == 200
    monkeypatch.setattr(process, "_rooms", {})
    assert process.ask_in_process(*asked) == (200, answer)


def test_everybody_is_told_of_a_solver_that_broke_and_the_next_is_asked() -> None:
    async def test() -> None:
        solver = Solver()
        line = Line([solver])
        both = [await begun(line.ask(on("same"))) for _ in range(2)]
        solver.fails = True
        await solver.let()
        for one in both:
            with pytest.raises(RuntimeError, match="it broke"):
                await one
        solver.fails = False
        again = await begun(line.ask(on("same")))
        await solver.let()
        assert (await again)[0] == 200

    run(test)


def test_an_answer_is_given_with_the_pictures_a_page_does_not_know() -> None:
    told = (
        '{"text":"a \\"spec_hash\\":\\"0a\\",\\"spec\\":{ of a study","charts":['
        '{"spec_hash":"0a","spec":{"mark":"bar}"},"rows":[]},{"spec_hash":"0b","spec":null}]}'
    )
    answer = Answered.of(told, {"0b": '{"mark":"line"}'})
    whole = json.loads(answer.for_page())
    assert [one["spec"] for one in whole["charts"]] == [{"mark": "bar}"}, {"mark": "line"}]
    some = json.loads(answer.for_page({"0a"}))
    assert [one["spec"] for one in some["charts"]] == [None, {"mark": "line"}]
    assert [one["spec"] for one in json.loads(answer.body)["charts"]] == [None, None]
    assert whole["text"] == some["text"] == json.loads(told)["text"]


def test_answers_are_kept_up_to_a_number_and_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monazite.studio.answers.AT_MOST", 2)
    monkeypatch.setattr("monazite.studio.answers.BYTES_AT_MOST", 10)
    answers = room_for_answers()
    for name in "abc":
        answers.put(name, Answered(name, {}))
    assert answers.get("a") is None
    answers.put("b", Answered("b" * 10, {}))
    assert answers.get("c") is None
    assert answers.get("b") == Answered("b" * 10, {})


def test_tabs_of_a_study_share_what_is_worked_out_and_what_pictures_look_like(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, tuple[str, ...]]] = []

    async def ask(_: Any, question: Question, known: tuple[str, ...]) -> tuple[int, str]:
        asked.append((question.kind, known))
        await asyncio.sleep(0.01)
        look = "null" if "0a" in known else '{"mark":"bar"}'
        return 200, f'{{"charts":[{{"spec_hash":"0a","spec":{look}}}]}}'

    monkeypatch.setattr(pools._Solver, "ask", ask)

    async def test() -> None:
        pool, folder = Pool(2, "toy"), str(find_study("toy"))
        one, other = (
            pool.ask("update", folder, {"a": 1}, known=known, client=client, seq=1)
            for client, known in (("one", ()), ("other", ("0a",)))
        )
        (_, new), (_, knowing) = await asyncio.gather(one, other)
        assert asked == [("update", ())]
        assert json.loads(new)["charts"][0]["spec"] == {"mark": "bar"}
        assert json.loads(knowing)["charts"][0]["spec"] is None
        _, third = await pool.ask("update", folder, {"a": 2})
        assert asked[1:] == [("update", ("0a",))], "what is known of old is not worked out again"
        assert third == new

    run(test)


def desk_with(pool: Any, file: Path) -> Desk:
    return Desk({"toy": find_study("toy")}, "toy", pool, Jobs(file), Links(file))


def test_what_was_answered_ahead_is_not_worked_out_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Whatever page asks, and whichever of its questions it is."""
    asked: list[bool] = []

    async def ask(_: Any, question: Question, known: tuple[str, ...]) -> tuple[int, str]:
        asked.append(question.ahead)
        return 200, '{"charts":[]}'

    monkeypatch.setattr(pools._Solver, "ask", ask)

    async def test() -> None:
        desk = desk_with(Pool(1, "toy"), tmp_path / "jobs.sqlite")
        question = Asked(state=State(study="toy", base="halt"))
        assert (await desk.look_ahead(question)).status_code == 200
        await asyncio.sleep(0.01)
        own = question.model_copy(update={"client": "page", "seq": 4, "known": ("0a",)})
        answer = await desk.ask("update", own)
        assert json.loads(bytes(answer.body)) == {"charts": []}
        assert (await desk.look_ahead(own)).status_code == 200
        await asyncio.sleep(0.01)
        assert asked == [True]

    run(test)


def test_once_a_page_rests_all_that_is_one_press_away_is_answered(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As the page will ask it, and once: a newer move of any page takes its place."""
    asked: list[tuple[str, bool]] = []
    next_states = [
        State(study="toy", off=("a",)).model_dump(mode="json"),
        State(study="toy", set={"a": {"tonnes": 5}}).model_dump(mode="json"),
    ]

    async def ask(_: Any, question: Question, known: tuple[str, ...]) -> tuple[int, str]:
        asked.append((question.kind, question.ahead))
        return 200, json.dumps({"states": next_states})

    monkeypatch.setattr(pools._Solver, "ask", ask)

    async def test() -> None:
        file = tmp_path / "jobs.sqlite"
        pool = Pool(1, "toy")
        desk = Desk({"toy": find_study("toy")}, "toy", pool, Jobs(file), Links(file), 0.3)
        page = Asked(state=State(study="toy"), client="page", seq=1, drawn=True)
        await desk.ask("update", page.model_copy(update={"state": State(study="toy", on=("b",))}))
        await desk.ask("update", page.model_copy(update={"seq": 2}))
        await asyncio.sleep(1.5)
        walked = [("likely", True), ("update", True), ("update", True)]
        assert asked == [("update", False), ("update", False), *walked]
        for number, state in enumerate(next_states, start=3):
            moved = Asked.model_validate({"state": state, "client": "page", "seq": number})
            assert (await desk.ask("update", moved)).status_code == 200
        assert len(asked) == 5
        desk.walk.end()

    run(test)


def test_nothing_is_looked_at_ahead_where_that_is_not_wanted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []

    async def ask(_: Any, question: Question, known: tuple[str, ...]) -> tuple[int, str]:
        asked.append(question.kind)
        return 200, "{}"

    monkeypatch.setattr(pools._Solver, "ask", ask)

    async def test() -> None:
        desk = desk_with(Pool(1, "toy"), tmp_path / "jobs.sqlite")
        await desk.ask("update", Asked(state=State(study="toy"), client="page", seq=1))
        await asyncio.sleep(0.1)
        assert asked == ["update"]

    run(test)


def test_an_answer_that_fails_is_found_in_the_terminal_by_its_mark(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    class Fails:
        """A pool whose process broke."""

        async def ask(self, *_: Any, **__: Any) -> tuple[int, str]:
            raise RuntimeError("broken")

    async def test() -> None:
        desk = desk_with(Fails(), tmp_path / "jobs.sqlite")
        answer = await desk.ask("update", Asked(state=State(study="toy")))
        assert answer.status_code == 503
        told = json.loads(bytes(answer.body))["error"]["text"]
        mark = re.search(r"the terminal says more under ([0-9a-f]{8})\.$", told)
        assert mark is not None
        assert f"({mark[1]})" in caplog.text
        assert "RuntimeError: broken" in caplog.text

    run(test)


def test_a_page_that_closes_takes_its_question_along(tmp_path: Path) -> None:
    class Waits:
        """A pool that never answers, and knows who has gone."""

        left = False

        async def ask(self, *_: Any, **__: Any) -> tuple[int, str]:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                self.left = True
                raise
            raise AssertionError

    async def test() -> None:
        waits: Any = Waits()
        desk = desk_with(waits, tmp_path / "jobs.sqlite")
        said = [{"type": "http.request"}, {"type": "http.disconnect"}]

        async def receive() -> dict[str, str]:
            await asyncio.sleep(0.01)
            return said.pop(0)

        request = Request({"type": "http"}, receive)
        answer = await desk.ask_for(request, "update", Asked(state=State(study="toy")))
        assert isinstance(answer, Response)
        assert answer.status_code == 499
        await asyncio.sleep(0)
        assert waits.left

    run(test)


def test_what_has_to_be_solved_is_not_how_it_is_told() -> None:
    state = State(study="toy", base="halt", off=("lever",))
    told = state.model_copy(
        update={"year": 2027, "money": "INR", "basis": "all", "compare": ("x",)}
    )
    assert state.plan == told.plan
    assert state.plan != state.model_copy(update={"off": ()}).plan
