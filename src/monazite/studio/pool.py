"""Processes that own solvers, and the answers they gave."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monazite.core.kept import Kept
from monazite.studio.answers import Answered, room_for_answers
from monazite.studio.keeping import answer_kept, keep_answer
from monazite.studio.line import Line, Question, Work
from monazite.studio.process import ask_in_process, signature, warm

if TYPE_CHECKING:
    from monazite.charts.worldmap import Ground

__all__ = ["Pool"]

LOOKS_AT_MOST = 400
"""Specifications of charts that are kept; one is some kilobytes."""


class Pool:
    """Some processes with solvers, warmed with one study, and the line of questions before them."""

    def __init__(self, workers: int, folder: str, ground: Ground | None = None) -> None:
        self._solvers = [_Solver(folder, ground) for _ in range(workers)]
        self._line = Line(
            [self._with(solver) for solver in self._solvers],
            lambda number: self._solvers[number].give_way(),
        )
        self._answers = room_for_answers()
        self._looks: Kept[str, str] = Kept(LOOKS_AT_MOST)

    def begin(self) -> None:
        """Start the processes before anybody asks."""
        for one in self._solvers:
            one.begin()

    async def ask(
        self,
        kind: str,
        folder: str,
        asked: Mapping[str, Any],
        *,
        plan: str = "",
        known: Collection[str] = (),
        client: str = "",
        seq: int = 0,
        instead: bool = False,
        lasting: bool = False,
        ahead: bool = False,
    ) -> tuple[int, str]:
        """Ask a question; answers to the same question on the same files are given again.

        `plan` tells what has to be solved for it, and `known` are specifications the page has. A
        `lasting` one is answered without a solver where it was answered before the studio was
        last started; one asked `instead` of the older of its page has that given up; one `ahead`
        no visitor waits for. Raises Overtaken when the page asked something newer while this one
        waited.
        """
        self._line.told(client, seq)
        sign = await asyncio.to_thread(signature, folder)
        question = replace(_question(kind, folder, sign, asked, plan), lasting=lasting, ahead=ahead)
        given = self._answers.get(question)
        if given is None and lasting:
            given = await asyncio.to_thread(self._read, question)
        if given is not None:
            return 200, given.for_page(known)
        status, found = await self._line.ask(question, client, seq, instead)
        return status, found.for_page(known)

    async def look_ahead(
        self, kind: str, folder: str, asked: Mapping[str, Any], *, plan: str = ""
    ) -> bool:
        """Hear what is likely to be asked, which is answered if a solver has nothing else to do.

        Says whether it was answered before.
        """
        sign = await asyncio.to_thread(signature, folder)
        question = _question(kind, folder, sign, asked, plan)
        known = self._answers.get(question) is not None
        if not known:
            self._line.look_ahead(question)
        return known

    async def walk(
        self, kind: str, folder: str, asked: Iterable[tuple[Mapping[str, Any], str]]
    ) -> None:
        """Hear what may be asked some time, each with its plan; likeliest first.

        What was answered before is left out.
        """
        sign = await asyncio.to_thread(signature, folder)
        questions = (_question(kind, folder, sign, said, plan) for said, plan in asked)
        self._line.walk([one for one in questions if self._answers.get(one) is None])

    def _read(self, question: Question) -> Answered | None:
        """Give an answer that was kept before the studio was last started."""
        body = answer_kept(Path(question.folder), question.sign, question.body)
        if body is None:
            return None
        found = Answered.of(body, {})
        self._answers.put(question, found)
        return found

    def _with(self, solver: _Solver) -> Work:
        """A solver as the line asks it: it leaves out what is known, and its answers are kept."""

        async def worked_out(question: Question) -> tuple[int, Answered]:
            held = self._looks.all()
            status, body = await solver.ask(question, tuple(held))
            found = Answered.of(body, held)
            for name, look in found.looks.items():
                self._looks.put(name, look)
            if status == 200:
                self._answers.put(question, found)
                if question.lasting:
                    place = Path(question.folder), question.sign, question.body
                    await asyncio.to_thread(keep_answer, *place, found.for_page())
            return status, found

        return worked_out

    def close(self) -> None:
        """End the processes, and begin none anew."""
        self._line.close()
        for one in self._solvers:
            one.close()


def _question(kind: str, folder: str, sign: str, asked: Mapping[str, Any], plan: str) -> Question:
    return Question(kind, folder, sign, json.dumps(asked, sort_keys=True), plan)


class _Solver:
    """A process that owns a solver; one that broke is begun anew, once for a question."""

    def __init__(self, folder: str, ground: Ground | None) -> None:
        self._folder, self._ground = folder, ground
        self._context = multiprocessing.get_context("spawn")
        self._wanted = self._context.RawValue("b", False)
        """Whether somebody waits for the process to give up what it works on."""
        self._executor = self._started()
        self._closed = False

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            1,
            mp_context=self._context,
            initializer=warm,
            initargs=(self._folder, self._ground, self._wanted),
        )

    def begin(self) -> None:
        self._executor.submit(signature, self._folder)

    async def ask(self, question: Question, known: Collection[str]) -> tuple[int, str]:
        """Answer a question without the specifications that are known."""
        place = question.kind, question.folder, question.sign
        self._wanted.value = False
        ask = partial(ask_in_process, *place, question.body, known)
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._executor, ask)
        except BrokenProcessPool:
            if self._closed:
                raise
            self._executor.shutdown(wait=False, cancel_futures=True)
            self._executor = self._started()
            return await loop.run_in_executor(self._executor, ask)

    def give_way(self) -> None:
        """Give up what is worked on, before the next plan of it is begun."""
        self._wanted.value = True

    def close(self) -> None:
        self._closed = True
        processes = list((getattr(self._executor, "_processes", None) or {}).values())
        self._executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
