"""Solves draws and reads indicators of them, in processes or here; what is kept is read there.

A draw is a task by itself, closing included, so that it comes to the same wherever it is solved.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from monazite.cases import Case, Worker
from monazite.runs.computing.execution import Execution
from monazite.runs.computing.processes import each
from monazite.runs.computing.readings import Reading, reading_of
from monazite.runs.draws.closing import Draw, closed
from monazite.store import ReadingStore

__all__ = ["DrawRead", "DrawSaid", "each_draw"]


@dataclass(frozen=True)
class DrawRead:
    """One draw as a task: the cases that see it, where its inputs lie, and what is asked."""

    draw: Draw
    keys: tuple[str, ...]


@dataclass(frozen=True)
class DrawSaid:
    """What was asked of the cases of a draw, in their order, once it was closed."""

    readings: tuple[Reading, ...]
    moved: Mapping[str, float]
    """The part of its range of each input that had to be drawn nearer."""


def each_draw(
    draws: Iterable[Draw], keys: tuple[str, ...], worker: Worker, execution: Execution
) -> Iterator[tuple[DrawSaid, int]]:
    """Solve draws in their order; gives what each said and how many cases were solved for it.

    With a store, what is known there is not solved again, and all that is solved is kept at once.
    """
    store = execution.store
    kept = None if store is None else _Kept(store, worker.study.data_hash, keys)
    waiting: deque[tuple[Draw, DrawSaid | None]] = deque()

    def unknown() -> Iterator[DrawRead]:
        for draw in draws:
            known = kept.of(draw) if kept is not None else None
            waiting.append((draw, known))
            if known is None:
                yield DrawRead(draw, keys)

    def known_before() -> Iterator[tuple[DrawSaid, int]]:
        while waiting and (known := waiting[0][1]) is not None:
            waiting.popleft()
            yield known, 0

    for said in each(draw_read, unknown(), worker, execution):
        yield from known_before()
        draw, _ = waiting.popleft()
        if kept is not None:
            kept.put(draw, said)
        yield said, len(draw.cases)
    yield from known_before()


def draw_read(worker: Worker, task: DrawRead) -> DrawSaid:
    """Solve the cases of a draw, closed where they would have no plan, and read each of them."""
    parts, cases = closed(worker, task.draw)
    return DrawSaid(
        readings=tuple(reading_of(worker, case, task.keys) for case in cases),
        moved={name: part for name, part in parts.items() if part != task.draw.parts[name]},
    )


@dataclass(frozen=True)
class _Kept:
    """What a store knows of draws: readings by case, and how near what had no plan was drawn."""

    store: ReadingStore
    data_hash: str
    keys: tuple[str, ...]

    def of(self, draw: Draw) -> DrawSaid | None:
        """Give what is known of a draw; None unless all of it is."""
        near = self.store.get(self.data_hash, _closing(draw), tuple(draw.parts))
        parts = draw.parts if near is None else {name: part for name, (part,) in near[0].items()}
        readings = []
        for case in draw.cases:
            found = self.store.get(self.data_hash, _drawn(draw, case, parts), self.keys)
            # what has no plan as drawn may have one once it is drawn nearer
            if found is None or (found[1] and near is None):
                return None
            values, fault = found
            readings.append(Reading({key: tuple(row) for key, row in values.items()}, fault))
        moved = {name: part for name, part in parts.items() if part != draw.parts[name]}
        return DrawSaid(tuple(readings), moved)

    def put(self, draw: Draw, said: DrawSaid) -> None:
        """Keep what a draw said."""
        parts = {**draw.parts, **said.moved}
        for case, reading in zip(draw.cases, said.readings, strict=True):
            name = _drawn(draw, case, parts)
            self.store.put(self.data_hash, name, reading.values, reading.fault)
        if said.moved or any(reading.fault for reading in said.readings):
            near = {name: (part,) for name, part in parts.items()}
            self.store.put(self.data_hash, _closing(draw), near)


def _drawn(draw: Draw, case: Case, parts: Mapping[str, float]) -> str:
    """Name a case of a draw with inputs at some parts of their ranges."""
    # of equal plans where it starts may decide which is found
    after = [] if draw.after is None else [draw.after.hash]
    return f"drawn {_digest([case.hash, sorted(parts.items()), *after])}"


def _closing(draw: Draw) -> str:
    """Name how near a draw was drawn, which all its cases together decide."""
    hashes = [case.hash for case in (*draw.cases, draw.after) if case is not None]
    return f"closed {_digest([hashes, sorted(draw.parts.items())])}"


def _digest(said: object) -> str:
    return sha256(json.dumps(said).encode()).hexdigest()
