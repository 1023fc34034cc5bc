"""Spreads independent work on one study over processes, each with a worker of its own.

Results come in the order of the tasks. A process that dies costs the tasks it was at: they are
given to new ones, and a task at which processes die again and again is named.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from threading import Thread
from time import process_time, sleep
from typing import TypeVar

from monazite.cases import Worker
from monazite.core.circles import look_rarely
from monazite.core.errors import Problem, SolveFailed
from monazite.runs.computing.cluster import on_cluster
from monazite.runs.computing.execution import Execution
from monazite.study import load_study

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 4
"""Tasks handed out for each process; more would only wait, and all results with them."""

LOOK_AGAIN = 1.0
"""Seconds after which a process looks again whether the one that began it is still there."""

ALONE = 3.0
"""Seconds of processor time spent on work before processes are begun: what beginning them takes."""

TRIES = 3
"""How often processes may die at one task."""


def each(
    work: Callable[[Worker, Task], Result],
    tasks: Iterable[Task],
    worker: Worker,
    execution: Execution,
) -> Iterator[Result]:
    """Do work on every task, with the worker given, or with as many processes as said.

    With the address of a scheduler, its cluster does the work, with the same results.

    Processes read the study again and write its programme, so what takes no longer than that is
    done without any. `work` is a function of a module, which processes find by its name. Raises
    SolveFailed when processes die at a task again and again.
    """
    if execution.cluster is not None:
        yield from on_cluster(work, tasks, worker, execution.cluster)
        return
    workers = execution.workers
    waiting = iter(tasks)
    spent = 0.0
    while workers <= 1 or spent < ALONE:
        # making the next task may be work too, and counts
        began = process_time()
        try:
            task = next(waiting)
        except StopIteration:
            return
        result = work(worker, task)
        spent += process_time() - began
        yield result
    yield from _spread(work, waiting, worker.study.path, worker.study.data_hash, workers)


def _spread(
    work: Callable[[Worker, Task], Result],
    tasks: Iterable[Task],
    folder: Path,
    data_hash: str,
    workers: int,
) -> Iterator[Result]:
    waiting = iter(tasks)
    under_way: deque[tuple[Task, Future[Result]]] = deque()
    pool = _pool(folder, data_hash, workers)
    died = 0
    try:
        while True:
            for task in islice(waiting, AHEAD * workers - len(under_way)):
                under_way.append((task, _handed(pool, work, task)))
            if not under_way:
                return
            try:
                result = under_way[0][1].result()
            except BrokenProcessPool:
                died += 1
                if died >= TRIES:
                    raise SolveFailed(
                        Problem(
                            message=f"processes died {died} times at {under_way[0][0]}",
                            remedy="ask with one worker, or free memory for more of them",
                        )
                    ) from None
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _pool(folder, data_hash, workers)
                again = [(task, done) for task, done in under_way]
                under_way.clear()
                for task, done in again:
                    kept = done.done() and not done.cancelled() and done.exception() is None
                    under_way.append((task, done if kept else _handed(pool, work, task)))
                continue
            died = 0
            under_way.popleft()
            yield result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _handed(
    pool: ProcessPoolExecutor, work: Callable[[Worker, Task], Result], task: Task
) -> Future[Result]:
    """Hand a task to processes; one they died before they could take says so like any other."""
    try:
        return pool.submit(worked_out, work, task)
    except BrokenProcessPool as died:
        told: Future[Result] = Future()
        told.set_exception(died)
        return told


_own: dict[str, Worker] = {}
"""The worker of this process, where it is one of several."""


def pool_of(worker: Worker, workers: int) -> ProcessPoolExecutor:
    """Begin processes, each with a worker like the one given, which read its study again."""
    return _pool(worker.study.path, worker.study.data_hash, workers)


def _pool(folder: Path, data_hash: str, workers: int) -> ProcessPoolExecutor:
    # a solver that has been used does not survive a fork
    return ProcessPoolExecutor(
        workers,
        get_context("spawn"),
        initializer=_begin,
        initargs=(folder, data_hash, os.getpid()),
    )


def _begin(folder: Path, data_hash: str, parent: int) -> None:
    end_with(parent)
    study = load_study(folder)
    if study.data_hash != data_hash:
        raise ValueError(f"{folder} has changed since it was read")
    _own["worker"] = Worker(study)
    look_rarely()


def end_with(parent: int) -> None:
    """End this process when the one that began it is gone, which may have had no time to say so."""
    Thread(target=_wait_for, args=(parent,), daemon=True).start()


def _wait_for(parent: int) -> None:
    while os.getppid() == parent:
        sleep(LOOK_AGAIN)
    os._exit(1)


def worked_out(work: Callable[[Worker, Task], Result], task: Task) -> Result:
    """Do work on a task with the worker of this process, which is one of a pool."""
    return work(_own["worker"], task)
