"""Plays as many scenarios as are asked for, block by block, in one process or several."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context

import numpy as np

from monazite.core.cluster import connected
from monazite.stress.draws import BLOCK, Plan
from monazite.stress.engine import played
from monazite.stress.system import Floats, System, Whole
from monazite.stress.tally import Tally, tallied

AT_ONCE = 256
"""Blocks that are on a cluster at a time."""

Told = Callable[[int, int], None]
"""Is told how many scenarios of how many are done."""


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

    def need(self) -> Floats:
        """U, T: what each use is planned to take, t of the use."""
        return by_use(self.system.offer_use, self.equivalence[:, None] * self.system.offer_need)

    def block_of(self, draw: int) -> Floats:
        """J, T: the depths of one draw, made without any other block."""
        depths = self.plan.depths(self.seed, draw // BLOCK)
        return np.ascontiguousarray(depths[draw % BLOCK])


def played_block(task: Task, block: int) -> Tally:
    """Play one block of a task."""
    depths = task.plan.depths(task.seed, block, task.count(block))
    short, lost = played(task.system, depths)
    use = task.system.offer_use
    shorts = by_use(use, np.moveaxis(short * task.equivalence[None, :, None], 1, 0))
    losts = by_use(use, lost.T)
    return tallied(np.moveaxis(shorts, 0, 1), losts.T, task.need(), block * BLOCK, task.counted)


def simulated(
    task: Task, *, workers: int = 1, cluster: str | None = None, told: Told | None = None
) -> tuple[Tally, bool]:
    """Play a task; also say whether all of it was played, or somebody stopped it half-way.

    With the address of a scheduler the blocks are played by its `cluster`, with the same result to
    the byte. Raises KeyboardInterrupt where it was stopped before anything was done, and
    InvalidInput where no cluster answers.
    """
    found: Tally | None = None
    try:
        for tally in on_cluster(task, cluster) if cluster else _tallies(task, workers):
            found = tally if found is None else found + tally
            if told is not None:
                told(found.scenarios, task.scenarios)
    except KeyboardInterrupt:
        if found is None:
            raise
        return found, False
    assert found is not None, "there is at least one scenario"
    return found, True


def on_cluster(task: Task, address: str) -> Iterator[Tally]:
    """Play blocks on a Dask cluster, so many at a time that neither side has to hold them all."""
    with connected(address) as client:
        there = client.scatter(task, broadcast=True)
        blocks = iter(range(task.blocks))
        first = [client.submit(played_block, there, block) for block in islice(blocks, AT_ONCE)]
        under_way = deque(first)
        while under_way:
            yield under_way.popleft().result()
            under_way.extend(
                client.submit(played_block, there, block) for block in islice(blocks, 1)
            )


def _tallies(task: Task, workers: int) -> Iterator[Tally]:
    if workers <= 1 or task.blocks == 1:
        for block in range(task.blocks):
            yield played_block(task, block)
        return
    tallies: dict[int, Tally] = {}
    following = 0  # blocks come in their order, so that what a stop leaves are the first ones
    pool = ProcessPoolExecutor(min(workers, task.blocks), mp_context=get_context("spawn"))
    try:
        waiting = {pool.submit(played_block, task, block): block for block in range(task.blocks)}
        for done in as_completed(waiting):
            tallies[waiting[done]] = done.result()
            while following in tallies:
                yield tallies.pop(following)
                following += 1
    except BrokenProcessPool:
        # A process died: what nobody has counted yet is counted here.
        for block in range(following, task.blocks):
            yield tallies.pop(block) if block in tallies else played_block(task, block)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def by_use(use: Whole, offers: Floats) -> Floats:
    """Add up what is by offer, O first, to what is by use, U first."""
    found = np.zeros((int(use.max()) + 1 if use.size else 0, *offers.shape[1:]))
    for number, amount in zip(use.tolist(), offers, strict=True):
        found[number] += amount
    return found
