"""Plays as many scenarios as are asked for, block by block, in one process or several.

Chunks of blocks may be kept by the hash of all that makes them: whoever is killed goes on with the
chunks that are missing, on whatever plays them, and comes to the same bytes.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from multiprocessing import get_context

import numpy as np

from monazite.core.cluster import ClusterLostError, arrived, used
from monazite.store import ChunkStore, code_hash
from monazite.stress.compiled import HAS_NUMBA
from monazite.stress.counting import Users, users
from monazite.stress.draws import BLOCK, Plan
from monazite.stress.engine import Stage, counted, staged
from monazite.stress.system import Floats, System, Whole
from monazite.stress.tally import Tally, added, tallied

AT_ONCE = 256
"""Blocks that are on a cluster at a time."""

CHUNK = 16
"""Blocks that are kept together: some 16,000 scenarios, which a core plays in about a second."""

PIECES = 64
"""Pieces into which many blocks are put at least, so that it is told how far they are."""

WAITING = 4
"""Pieces that wait or are played for each process of this machine."""

Told = Callable[[int, int], None]
"""Is told how many scenarios of how many are done."""

Note = Callable[[str], None]
"""Is told what went wrong on the way, in a sentence; it changes no byte of what is found."""


@dataclass(frozen=True, eq=False)
class Task:
    """All that is needed to play a block, wherever that is done."""

    system: System
    equivalence: Floats
    """O: tonnes of its use that a tonne of each offer serves."""
    plan: Plan
    seed: int
    scenarios: int
    counted: Whole | None = None
    """Uses that are counted as all of them; all if left out."""

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return -(-self.scenarios // BLOCK)

    def count(self, block: int) -> int:
        """How many scenarios a block has."""
        return min(BLOCK, self.scenarios - block * BLOCK)

    @cached_property
    def users(self) -> Users:
        """Whose shortage is counted, and what they need."""
        system = self.system
        return users(system.offer_use, self.equivalence, system.offer_need, self.counted)

    @cached_property
    def stage(self) -> Stage:
        """What every block begins from."""
        plan = self.plan
        coming = np.array([plan.comes(shock) for shock in plan.shocks], dtype=bool)
        return staged(self.system, coming, plan.months)

    def need(self) -> Floats:
        """U, T: what each use is planned to take, t of the use."""
        return self.users.need[:-1]

    def block_of(self, draw: int) -> Floats:
        """J, T: the depths of one draw, made without any other block."""
        depths = self.plan.depths(self.seed, draw // BLOCK)
        return np.ascontiguousarray(depths[draw % BLOCK])


class Kept:
    """Chunks of a task that are kept, each by the hash of all that decides what it comes to."""

    def __init__(self, task: Task, store: ChunkStore) -> None:
        """Take everything in but how many scenarios there are, of which only the last blocks know.

        Machine code and NumPy may differ in a last digit and hence in a count, so that either has
        names of its own.
        """
        plan, self._task, self._store = task.plan, task, store
        self._all = hashlib.sha256()
        said = (
            code_hash(), HAS_NUMBA, plan.shocks, plan.months, plan.asked, plan.alone,
            sorted(plan.without), task.seed, task.counted is None,
        )  # fmt: skip
        self._all.update(repr(said).encode())
        counted = task.equivalence[:0] if task.counted is None else task.counted
        for array in (*task.system, task.equivalence, counted):
            self._all.update(f"{array.dtype} {array.shape} ".encode() + array.tobytes())

    def has(self, blocks: range) -> bool:
        """Whether some blocks are kept."""
        return self._store.has(self._name(blocks))

    def get(self, blocks: range) -> Tally | None:
        """Give what is kept of some blocks; None where nothing that can be read is."""
        found = self._store.get(self._name(blocks))
        return None if found is None else Tally.from_bytes(found)

    def put(self, blocks: range, tally: Tally) -> None:
        """Keep what some blocks came to."""
        self._store.put(self._name(blocks), tally.as_bytes())

    def _name(self, blocks: range) -> str:
        found = self._all.copy()
        found.update(f"{blocks.start} {blocks.stop} {self._task.count(blocks[-1])}".encode())
        return found.hexdigest()


def played_block(task: Task, block: int) -> Tally:
    """Play one block of a task."""
    depths = task.plan.depths(task.seed, block, task.count(block))
    found, lost = counted(task.stage, depths, task.users)
    return tallied(found, lost.T, task.system.offer_use, block * BLOCK)


def played_blocks(task: Task, blocks: range) -> Tally:
    """Play some blocks of a task and add them up."""
    return added(played_block(task, block) for block in blocks)


def simulated(
    task: Task,
    *,
    workers: int = 1,
    cluster: str | None = None,
    told: Told | None = None,
    note: Note = lambda news: None,
    store: ChunkStore | None = None,
) -> tuple[Tally, bool]:
    """Play a task; also say whether all of it was played, or somebody stopped it half-way.

    With the address of a scheduler the blocks are played by its `cluster`, with the same result to
    the byte. What a cluster or a process that is lost has not played is played here, which is told
    in a `note`. With a `store` chunks of `CHUNK` blocks are kept as they are done, and none that it
    has is played again. Raises KeyboardInterrupt where it was stopped before anything was done, and
    InvalidInput where no cluster answers or nothing can be kept.
    """
    size = CHUNK if store is not None else max(min(task.blocks // PIECES, CHUNK), 1)
    pieces = [range(b, min(b + size, task.blocks)) for b in range(0, task.blocks, size)]
    kept = None if store is None else Kept(task, store)
    found: Tally | None = None
    try:
        hands = Hands(min(workers, len(pieces)), cluster, note)
        for tally in _in_order(task, pieces, _each(task, pieces, hands, kept), kept):
            found = tally if found is None else found + tally
            if told is not None:
                told(found.scenarios, task.scenarios)
    except KeyboardInterrupt:
        if found is None:
            raise
        return found, False
    assert found is not None, "there is at least one scenario"
    return found, True


Piece = tuple[int, range]
"""The number of a piece of work, and its blocks."""

Numbered = Iterator[tuple[int, Tally]]
"""Pieces that are done, by their numbers, in any order."""


@dataclass(frozen=True)
class Hands:
    """Who plays: processes of this machine, or a cluster by the address of its scheduler."""

    workers: int
    cluster: str | None
    note: Note
    """Told when one of them is lost."""


def _each(task: Task, pieces: list[range], hands: Hands, kept: Kept | None) -> Numbered:
    """Play every piece that is not kept, and keep it."""
    missing = (
        (number, blocks)
        for number, blocks in enumerate(pieces)
        if kept is None or not kept.has(blocks)
    )
    at_once = max(AT_ONCE // len(pieces[0]), 2)
    there = _on_cluster(task, missing, hands, at_once) if hands.cluster else None
    done = there or _here(task, missing, hands)
    for number, tally in done:
        if kept is not None:
            kept.put(pieces[number], tally)
        yield number, tally


def _in_order(
    task: Task, pieces: list[range], done: Numbered, kept: Kept | None
) -> Iterator[Tally]:
    """Give pieces in their order, so that what a stop leaves are the first ones."""
    early: dict[int, Tally] = {}

    def piece(number: int) -> Tally:
        found = early.pop(number, None)
        if found is None and kept is not None:
            found = kept.get(pieces[number])
        return found or played_blocks(task, pieces[number])

    following = 0
    for number, tally in done:
        early[number] = tally
        while following < len(pieces) and (
            following in early or (kept is not None and kept.has(pieces[following]))
        ):
            yield piece(following)
            following += 1
    for number in range(following, len(pieces)):
        yield piece(number)


def _here(task: Task, pieces: Iterator[Piece], hands: Hands) -> Numbered:
    """Play pieces on this machine."""
    if hands.workers > 1:
        return _in_processes(task, pieces, hands)
    return ((number, played_blocks(task, blocks)) for number, blocks in pieces)


def _on_cluster(task: Task, pieces: Iterator[Piece], hands: Hands, at_once: int) -> Numbered:
    """Play pieces on a Dask cluster, so many at a time that neither side has to hold them all."""
    handed = deque(islice(pieces, at_once))
    if not handed or hands.cluster is None:
        return  # all of it is kept: nobody has to be asked
    try:
        with used(hands.cluster) as client:
            there = client.scatter(task, broadcast=True)
            futures = deque(client.submit(played_blocks, there, blocks) for _, blocks in handed)
            while futures:
                yield handed[0][0], arrived(client, futures.popleft())
                handed.popleft()
                for one in islice(pieces, 1):
                    handed.append(one)
                    futures.append(client.submit(played_blocks, there, one[1]))
        return
    except ClusterLostError as why:
        hands.note(f"The cluster at {hands.cluster} was lost ({why}); what is left is played here.")
    yield from _here(task, chain(handed, pieces), hands)


def _in_processes(task: Task, pieces: Iterator[Piece], hands: Hands) -> Numbered:
    """Play pieces in processes of this machine, a few for each at a time."""
    pool = ProcessPoolExecutor(hands.workers, mp_context=get_context("spawn"))
    under_way: dict[Future[Tally], Piece] = {}
    try:
        while True:
            for number, blocks in islice(pieces, WAITING * hands.workers - len(under_way)):
                under_way[pool.submit(played_blocks, task, blocks)] = (number, blocks)
            if not under_way:
                return
            for done in wait(under_way, return_when=FIRST_COMPLETED).done:
                number = under_way[done][0]
                tally = done.result()
                del under_way[done]
                yield number, tally
    except BrokenProcessPool:
        # A process died: what nobody has counted yet is counted here.
        hands.note("A process that played was killed; what is left is played by this one alone.")
        for number, blocks in [*under_way.values(), *pieces]:
            yield number, played_blocks(task, blocks)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
