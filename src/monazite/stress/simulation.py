"""Plays as many scenarios as are asked for, block by block, in one process or several."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np

from monazite.stress.draws import BLOCK, Plan
from monazite.stress.engine import played
from monazite.stress.system import Floats, System, Whole
from monazite.stress.tally import Tally, tallied

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
    return tallied(np.moveaxis(shorts, 0, 1), losts.T, task.need(), block * BLOCK)


def simulated(task: Task, *, workers: int = 1, told: Told | None = None) -> tuple[Tally, bool]:
    """Play a task; also say whether all of it was played, or somebody stopped it half-way.

    Raises KeyboardInterrupt where it was stopped before anything was done.
    """
    found: Tally | None = None
    try:
        for tally in _tallies(task, workers):
            found = tally if found is None else found + tally
            if told is not None:
                told(found.scenarios, task.scenarios)
    except KeyboardInterrupt:
        if found is None:
            raise
        return found, False
    assert found is not None, "there is at least one scenario"
    return found, True


def _tallies(task: Task, workers: int) -> Iterator[Tally]:
    if workers <= 1 or task.blocks == 1:
        for block in range(task.blocks):
            yield played_block(task, block)
        return
    left = set(range(task.blocks))
    pool = ProcessPoolExecutor(min(workers, task.blocks), mp_context=get_context("spawn"))
    try:
        waiting = {pool.submit(played_block, task, block): block for block in sorted(left)}
        for done in as_completed(waiting):
            tally = done.result()
            left.discard(waiting[done])
            yield tally
    except BrokenProcessPool:
        # A process died: what nobody has counted yet is counted here.
        for block in sorted(left):
            yield played_block(task, block)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def by_use(use: Whole, offers: Floats) -> Floats:
    """Add up what is by offer, O first, to what is by use, U first."""
    found = np.zeros((int(use.max()) + 1 if use.size else 0, *offers.shape[1:]))
    np.add.at(found, use, offers)
    return found
