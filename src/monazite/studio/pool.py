"""Processes that own solvers, and the answers they gave; of one page only the newest is asked."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections import OrderedDict
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from monazite.studio.keeping import answer_kept, keep_answer
from monazite.studio.process import ask_in_process, signature, warm

if TYPE_CHECKING:
    from monazite.charts.worldmap import Ground

__all__ = ["Overtaken", "Pool"]

ANSWERS_AT_MOST = 256
BYTES_AT_MOST = 64_000_000
CLIENTS_AT_MOST = 2_000


class Overtaken(Exception):  # noqa: N818 - named for what happened
    """A newer question of the same page came in before this one was asked."""


class Pool:
    """Some processes with solvers, warmed with one study."""

    def __init__(self, workers: int, folder: str, ground: Ground | None = None) -> None:
        self._workers, self._folder, self._ground = workers, folder, ground
        self._free = asyncio.Semaphore(workers)
        self._newest: OrderedDict[str, int] = OrderedDict()
        self._kept: OrderedDict[tuple[str, ...], tuple[int, str]] = OrderedDict()
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
        question: str,
        *,
        client: str = "",
        seq: int = 0,
        lasting: bool = False,
    ) -> tuple[int, str]:
        """Ask a question; answers to the same question on the same files are given again.

        A `lasting` one is answered without a solver where it was answered before the studio was
        last started. Raises Overtaken when the page asked something newer while this one waited.
        """
        if client:
            self._newest[client] = max(seq, self._newest.get(client, seq))
            self._newest.move_to_end(client)
            while len(self._newest) > CLIENTS_AT_MOST:
                self._newest.popitem(last=False)
        sign = await asyncio.to_thread(signature, folder)
        key = (kind, folder, sign, question)
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
            return known
        before = None
        if lasting:
            before = await asyncio.to_thread(answer_kept, Path(folder), sign, question)
        if before is not None:
            self._keep(key, (200, before))
            return 200, before
        async with self._free:
            if client and self._newest.get(client, seq) > seq:
                raise Overtaken
            found = await self._asked(kind, folder, sign, question)
        if found[0] == 200:
            self._keep(key, found)
            if lasting:
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

    def _keep(self, key: tuple[str, ...], found: tuple[int, str]) -> None:
        self._kept[key] = found
        self._bytes += len(found[1])
        while len(self._kept) > ANSWERS_AT_MOST or self._bytes > BYTES_AT_MOST:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= len(gone[1])

    def close(self) -> None:
        """Stop the processes."""
        processes = list((getattr(self._executor, "_processes", None) or {}).values())
        self._executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
