"""Processes that own solvers, and the answers they gave; of one page only the newest is asked."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monazite.core.kept import Kept
from monazite.studio.keeping import answer_kept, keep_answer
from monazite.studio.process import ask_in_process, signature, warm

if TYPE_CHECKING:
    from monazite.charts.worldmap import Ground

__all__ = ["Overtaken", "Pool"]

ANSWERS_AT_MOST = 256
BYTES_AT_MOST = 64_000_000
CLIENTS_AT_MOST = 2_000
_LEFT_OUT = re.compile(r'"spec_hash":"([0-9a-f]+)","spec":null')


class Overtaken(Exception):  # noqa: N818 - named for what happened
    """A newer question of the same page came in before this one was asked."""


@dataclass(frozen=True)
class _Answered:
    """An answer with the specifications it leaves out, for pages that have them."""

    status: int
    body: str
    left_out: frozenset[str]

    @classmethod
    def of(cls, status: int, body: str) -> _Answered:
        return cls(status, body, frozenset(_LEFT_OUT.findall(body)))


class Pool:
    """Some processes with solvers, warmed with one study."""

    def __init__(self, workers: int, folder: str, ground: Ground | None = None) -> None:
        self._workers, self._folder, self._ground = workers, folder, ground
        self._free = asyncio.Semaphore(workers)
        self._newest: Kept[str, int] = Kept(CLIENTS_AT_MOST)
        self._kept: OrderedDict[tuple[str, ...], _Answered] = OrderedDict()
        self._bytes = 0
        self._executor = self._started()

    def _started(self) -> ProcessPoolExecutor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(
            self._workers,
            mp_context=context,
            initializer=warm,
            initargs=(self._folder, self._ground),
        )

    def begin(self) -> None:
        """Start the processes before anybody asks."""
        for _ in range(self._workers):
            self._executor.submit(signature, self._folder)

    async def ask(
        self,
        kind: str,
        folder: str,
        asked: Mapping[str, Any],
        *,
        known: Sequence[str] = (),
        client: str = "",
        seq: int = 0,
        lasting: bool = False,
    ) -> tuple[int, str]:
        """Ask a question; answers to the same question on the same files are given again.

        `known` are specifications the page has; an answer that leaves out others is not for it. A
        `lasting` one is answered without a solver where it was answered before the studio was
        last started. Raises Overtaken when the page asked something newer while this one waited.
        """
        if client:
            self._newest.put(client, max(seq, self._newest.get(client) or seq))
        sign = await asyncio.to_thread(signature, folder)
        question = json.dumps(asked, sort_keys=True)
        key = (kind, folder, sign, question)
        given = self._kept.get(key)
        if given is not None and given.left_out.issubset(known):
            self._kept.move_to_end(key)
            return given.status, given.body
        before = None
        if lasting:
            before = await asyncio.to_thread(answer_kept, Path(folder), sign, question)
        if before is not None:
            self._keep(key, _Answered.of(200, before))
            return 200, before
        async with self._free:
            if client and (self._newest.get(client) or seq) > seq:
                raise Overtaken
            whole = json.dumps({**asked, "known": list(known)}) if known else question
            found = await self._asked(kind, folder, sign, whole)
        if found[0] == 200:
            kept = _Answered.of(*found)
            self._keep(key, kept)
            if lasting and not kept.left_out:
                await asyncio.to_thread(keep_answer, Path(folder), sign, question, found[1])
        return found

    async def _asked(self, kind: str, folder: str, sign: str, question: str) -> tuple[int, str]:
        loop = asyncio.get_running_loop()
        for again in (False, True):
            try:
                return await loop.run_in_executor(
                    self._executor, ask_in_process, kind, folder, sign, question
                )
            except BrokenProcessPool:
                self._executor.shutdown(wait=False, cancel_futures=True)
                self._executor = self._started()
                if again:
                    raise
        raise AssertionError("one of the two tries returns or raises")

    def _keep(self, key: tuple[str, ...], found: _Answered) -> None:
        before = self._kept.pop(key, None)
        self._kept[key] = found
        self._bytes += len(found.body) - (len(before.body) if before else 0)
        while len(self._kept) > ANSWERS_AT_MOST or self._bytes > BYTES_AT_MOST:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= len(gone.body)

    def close(self) -> None:
        """Stop the processes."""
        processes = list((getattr(self._executor, "_processes", None) or {}).values())
        self._executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
