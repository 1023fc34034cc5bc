"""Shares questions to one study between this process and others, which take them from both ends.

This process begins at the front once it is free, the others at the back at once, so that all are
busy until the last question and none waits for what it could answer itself. An answer is the same
whoever gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from threading import Lock, Thread
from time import process_time, sleep
from typing import Any, Protocol, TypeVar

from monazite.cases import Worker
from monazite.runs.computing.processes import ALONE, pool_of, worked_out

Told = TypeVar("Told", covariant=True)

LOOK_AGAIN = 0.05
"""Seconds after which a thread looks again whether other processes are worth beginning."""

AHEAD = 2
"""Questions a process is given at once, so that it never waits for the next."""

LAST = 4
"""Questions left from which on each is given out alone, so that nobody waits for two of another."""


class Question(Protocol[Told]):
    """Something plain data says and a worker can answer; both travel."""

    def answer(self, worker: Worker) -> Told:
        """Answer it."""


class Shared:
    """Questions of which some are under way elsewhere; each is claimed once, under a lock."""

    def __init__(self, questions: Sequence[Question[object]], worker: Worker) -> None:
        self._questions, self._worker = questions, worker
        self._places = {id(question): place for place, question in enumerate(questions)}
        self._lock = Lock()
        self._first, self._last = 0, len(questions)
        self._elsewhere: dict[int, Future[Any]] = {}

    def answer(self, question: Question[Told]) -> Told:
        """Answer one of the questions, which are asked for in their order: here unless elsewhere.

        What a process died at is answered here.
        """
        place = self._places[id(question)]
        with self._lock:
            self._first = max(self._first, place + 1)
            elsewhere = self._elsewhere.get(place)
        if elsewhere is not None:
            try:
                found: Told = elsewhere.result()
            except BrokenProcessPool:
                pass
            else:
                return found
        return question.answer(self._worker)

    def feed(self, others: _Others, expected: float = 0.0) -> None:
        """Hand questions to a process until none is left; nothing where there is little to do.

        There is when so many seconds are `expected`, and else when as much has been done here.
        """
        began = process_time()
        while max(expected, process_time() - began) < ALONE:
            sleep(LOOK_AGAIN)
            with self._lock:
                if self._first >= self._last:
                    return
        pool = others.pool()
        waiting: list[tuple[Future[Any], Future[object]]] = []
        while True:
            while len(waiting) < AHEAD and (claimed := self._from_back(len(waiting))) is not None:
                question, told = claimed
                try:
                    waiting.append((told, pool.submit(worked_out, answered, question)))
                except RuntimeError as ended:  # the pool is broken, or at its end
                    told.set_exception(BrokenProcessPool(str(ended)))
            if not waiting:
                return
            told, done = waiting.pop(0)
            try:
                told.set_result(done.result())
            except BaseException as fault:  # whoever asks for the answer is told
                told.set_exception(fault)

    def close(self) -> None:
        """Leave no question to be claimed."""
        with self._lock:
            self._first = self._last

    def _from_back(self, waiting: int) -> tuple[Question[object], Future[Any]] | None:
        """Claim the last question that is left; none of the very last while others are waiting."""
        with self._lock:
            left = self._last - self._first
            if left <= 0 or (waiting and left <= LAST):
                return None
            self._last -= 1
            told: Future[Any] = Future()
            self._elsewhere[self._last] = told
            return self._questions[self._last], told


class _Others:
    """The other processes, begun by whoever first needs them."""

    def __init__(self, worker: Worker, count: int) -> None:
        self.count = count
        self._worker = worker
        self._lock = Lock()
        self._pool: ProcessPoolExecutor | None = None

    def pool(self) -> ProcessPoolExecutor:
        """Give the processes."""
        with self._lock:
            if self._pool is None:
                self._pool = pool_of(self._worker, self.count)
            return self._pool

    def end(self) -> None:
        """End them, if they have begun."""
        with self._lock:
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def sharing(
    questions: Sequence[Question[object]], worker: Worker, workers: int, *, expected: float = 0.0
) -> Iterator[Shared]:
    """Have questions answered while the block runs; inside, ask for the answers in order.

    Of so many processes in all, this is one. The others read the study again and write its
    programme, so they begin only once this one has worked for as long as that takes, or at once
    where the questions are `expected` to take longer, s.
    """
    shared = Shared(questions, worker)
    others = _Others(worker, min(workers - 1, len(questions)))
    for _ in range(others.count):
        Thread(target=shared.feed, args=(others, expected), daemon=True).start()
    try:
        yield shared
    finally:
        shared.close()
        others.end()


def answered(worker: Worker, question: Question[Told]) -> Told:
    """Answer a question, in whichever process."""
    return question.answer(worker)
