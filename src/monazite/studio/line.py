"""The line before the solvers: equal questions stand in it once, those of nobody in it no more.

A question that was begun is finished, whoever leaves, since others may come to wait for it and its
answer is kept; where its page asks another in its place, it is given up. One that still waits goes
as soon as nobody wants it. What is only likely to be asked is answered ahead while a solver has
nothing to do, and gives way to whoever asks. What is one step away from what was asked is walked
through last, and leaves one of several solvers free.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from monazite.core.kept import Kept
from monazite.studio.answers import Answered

__all__ = ["GAVE_WAY", "Answer", "Line", "Overtaken", "Question"]

CLIENTS_AT_MOST = 2_000
PLANS_AT_MOST = 500

GAVE_WAY = 409
"""The status of a question that was begun and given up, since another was asked."""

Answer = tuple[int, Answered]
"""An HTTP status and what is said."""


class Overtaken(Exception):  # noqa: N818 - named for what happened
    """A newer question of the same page came in before this one was begun."""


@dataclass(frozen=True)
class Question:
    """What is asked, as text; questions that are equal have one answer.

    `plan` tells what has to be solved for it, blank for nothing: who has solved that is asked
    first, and while one solves it no other begins to. One that is looked at `ahead` no visitor
    asked yet.
    """

    kind: str
    folder: str
    sign: str
    body: str
    plan: str = field(default="", compare=False)
    lasting: bool = field(default=False, compare=False)
    ahead: bool = field(default=False, compare=False)


Work = Callable[[Question], Awaitable[Answer]]
"""A solver that answers one question at a time."""


@dataclass(eq=False)
class _Entry:
    """A question that waits or is worked on, with those who want its answer."""

    question: Question
    askers: list[asyncio.Future[Answer]] = field(default_factory=list)


_Asked = tuple[_Entry, asyncio.Future[Answer]]
"""A question with the future of one who wants its answer."""


class Line:
    """Questions that wait for one of some solvers; first come, first served."""

    def __init__(
        self, solvers: Sequence[Work], give_way: Callable[[int], None] = lambda solver: None
    ) -> None:
        """Take the solvers, and how to tell one by its number to give up what it does."""
        self._solvers, self._tell_to_give_way = solvers, give_way
        self._busy: dict[int, _Entry] = {}
        self._waiting: list[_Entry] = []
        self._ahead: list[_Entry] = []
        """What is likely to be asked next: the latest alone."""
        self._walk: list[_Entry] = []
        """What may be asked some time, likeliest first."""
        self._newest: Kept[str, int] = Kept(CLIENTS_AT_MOST)
        self._standing: dict[str, list[_Asked]] = {}
        """All that each page waits for, the newest last."""
        self._solved_by: Kept[tuple[str, str, str], int] = Kept(PLANS_AT_MOST)
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def close(self) -> None:
        """Begin nothing more; what was begun ends by itself."""
        self._closed = True
        for kind in (self._waiting, self._ahead, self._walk):
            kind.clear()

    def told(self, client: str, seq: int) -> None:
        """Hear which of its questions a page asks now; it is not where a walk began any more."""
        if client:
            self._walk.clear()
            self._newest.put(client, max(seq, self._newest.get(client) or seq))

    def look_ahead(self, question: Question) -> None:
        """Answer what is likely to be asked as soon as nobody waits and a solver is free.

        The latest such question takes the place of any other, and every question that is asked
        takes it away. What was begun is given up for another, unless somebody waits for it by now.
        """
        if all(entry.question != question for entry in self._busy.values()):
            self._ahead = [_Entry(replace(question, ahead=True))]
            self._give_way(question)
            self._go()

    def walk(self, questions: Iterable[Question]) -> None:
        """Answer what may be asked some time, one after the other, in place of any such before.

        Where there are several solvers one is left to whoever comes, so that nobody waits for it.
        """
        self._walk = [_Entry(replace(question, ahead=True)) for question in questions]
        self._go()

    def _give_way(self, question: Question) -> None:
        """Where all solvers are busy, give up what nobody waits for, but not the plan asked for."""
        if len(self._busy) == len(self._solvers):
            for solver, entry in self._busy.items():
                other = entry.question.ahead and _plan(entry.question) != _plan(question)
                if other and not entry.askers:
                    self._tell_to_give_way(solver)

    async def ask(
        self, question: Question, client: str = "", seq: int = 0, instead: bool = False
    ) -> Answer:
        """Wait for the answer to a question, with whoever else asked the same.

        Whoever stops waiting, or asks something newer, leaves the line; the newer question stands
        where the older stood. One asked `instead` of the older has that given up even where it was
        begun; one `ahead`, which no visitor waits for, has nothing given up. Raises Overtaken when
        the page asked something newer meanwhile.
        """
        if client and (self._newest.get(client) or seq) > seq:
            raise Overtaken
        if not question.ahead:
            self._ahead.clear()
        place, standing = len(self._waiting), self._standing.get(client, [])
        for older in standing:
            if older[0] in self._waiting:
                place = self._waiting.index(older[0])
                self._leave(*older)
                _overtake(older[1])
            elif instead:
                self._give_up(*older, question)
        entry = self._entry(question, place)
        mine: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        entry.askers.append(mine)
        if client:
            self._standing[client] = [*standing, (entry, mine)]
        if entry in self._waiting and not question.ahead:
            self._give_way(question)
        self._go()
        try:
            return await mine
        finally:
            self._leave(entry, mine)
            if client:
                self._forget(client, (entry, mine))

    def _forget(self, client: str, asked: _Asked) -> None:
        standing = [one for one in self._standing.pop(client, []) if one != asked]
        if standing:
            self._standing[client] = standing

    def _entry(self, question: Question, place: int) -> _Entry:
        """The same question where somebody asked it, else a new one at a place of the line."""
        for entry in (*self._busy.values(), *self._waiting):
            if entry.question == question:
                return entry
        entry = _Entry(question)
        self._waiting.insert(place, entry)
        return entry

    def _leave(self, entry: _Entry, mine: asyncio.Future[Answer]) -> None:
        """Let somebody go; a question that still waits goes with the last of them."""
        if mine in entry.askers:
            entry.askers.remove(mine)
        if not entry.askers and entry in self._waiting:
            self._waiting.remove(entry)

    def _give_up(self, entry: _Entry, mine: asyncio.Future[Answer], question: Question) -> None:
        """Let a page go from what is worked on, and that too if all is in vain that is done of it.

        What another question needs solved as well is worth going on with.
        """
        if _plan(entry.question) == _plan(question):
            return
        self._leave(entry, mine)
        _overtake(mine)
        for solver, busy in self._busy.items():
            if busy is entry and not entry.askers:
                self._tell_to_give_way(solver)

    def _go(self) -> None:
        """Begin whatever may be begun."""
        if self._closed:
            return
        for kind in (self._waiting, self._ahead, self._walk[:1]):
            for entry in tuple(kind):
                if not self._may_begin(entry):
                    return
                solver = self._solver(entry.question)
                if solver is not None:
                    self._begin(entry, solver)

    def _may_begin(self, entry: _Entry) -> bool:
        """Whether a solver is to be had; what nobody asked leaves them to whoever waits."""
        free = len(self._solvers) - len(self._busy)
        if entry in self._waiting:
            return free > 0
        if entry in self._walk and len(self._solvers) > 1:
            free -= 1
        return free > 0 and not self._waiting

    def _begin(self, entry: _Entry, solver: int) -> None:
        for kind in (self._waiting, self._ahead, self._walk):
            if entry in kind:
                kind.remove(entry)
        # what somebody asked meanwhile need not be walked through
        self._walk = [one for one in self._walk if one.question != entry.question]
        self._busy[solver] = entry
        task = asyncio.get_running_loop().create_task(self._worked_out(entry, solver))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _solver(self, question: Question) -> int | None:
        """Who is free to answer; nobody while another solves what it needs."""
        plan = _plan(question)
        if question.plan and any(_plan(one.question) == plan for one in self._busy.values()):
            return None
        free = [number for number in range(len(self._solvers)) if number not in self._busy]
        before = self._solved_by.get(plan)
        solver = before if before in free else free[0]
        if question.plan:
            self._solved_by.put(plan, solver)
        return solver

    async def _worked_out(self, entry: _Entry, solver: int) -> None:
        """Answer everybody who asked."""
        try:
            found = await self._solvers[solver](entry.question)
        except Exception as error:
            for one in entry.askers:
                if not one.done():
                    one.set_exception(error)
        else:
            if found[0] == GAVE_WAY and entry.askers:  # who came a moment too late is first now
                entry.question = replace(entry.question, ahead=False)
                self._waiting.insert(0, entry)
                return
            for one in entry.askers:
                if not one.done():
                    one.set_result(found)
        finally:
            del self._busy[solver]
            self._go()


def _overtake(asker: asyncio.Future[Answer]) -> None:
    if not asker.done():
        asker.set_exception(Overtaken())


def _plan(question: Question) -> tuple[str, str, str]:
    return question.folder, question.sign, question.plan
