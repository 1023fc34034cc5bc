"""Times plays of months: in machine code beside the same function in plain NumPy, in one run.

Run `python benchmarks/stress.py [STUDY] [STRATEGY] [--scenarios N]`. Scenarios a second belong to
the machine and to what else it does; the ratio of the two ways does not.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time

import numpy as np

import monazite as mz
from monazite.core.errors import MonaziteError
from monazite.runs.run import Run
from monazite.stress import Plan, Shock, Task, months_of, played, simulated
from monazite.stress.simulation import played_block
from monazite.stress.system import LANE, System, blank_system

MATERIALS, SUPPLIERS, MONTHS = 6, 8, 120

OF_STUDY = 36
"""Months of a study that are played."""

PLAYS = 15
"""Plays in machine code that are timed: each takes some hundredths of a second."""


def made_up() -> System:
    """Six goods that eight suppliers bring for ten years; four shocks strike a dozen lanes each."""
    numbers = np.random.default_rng(0)
    lanes, each = MATERIALS * SUPPLIERS, np.ones(MATERIALS)
    parts = numbers.dirichlet(np.ones(SUPPLIERS), MATERIALS).reshape(-1, 1)
    plan = np.repeat(10.0 * parts, MONTHS, axis=1)
    return blank_system(MATERIALS, MONTHS)._replace(
        stock=10.0 * each,
        public=5.0 * each,
        target=10.0 * each,
        opening=np.full((MATERIALS, MONTHS), 10.0),
        delay=4.0 * each,
        catch_up=0.2 * each,
        lane_start=SUPPLIERS * np.arange(MATERIALS + 1),
        lane_plan=plan,
        lane_spare=0.25 * plan,
        offer_start=np.arange(MATERIALS + 1),
        offer_use=np.arange(MATERIALS),
        offer_tier=np.ones(MATERIALS, dtype=np.int64),
        offer_need=np.full((MATERIALS, MONTHS), 10.0),
        offer_waits=0.5 * each,
        offer_first_value=50.0 * each,
        offer_last_value=100.0 * each,
        hit_shock=np.repeat(np.arange(4), lanes // 4),
        hit_kind=np.full(lanes, LANE),
        hit_index=np.arange(lanes),
        hit_share=np.ones(lanes),
    )


def shocks() -> tuple[Shock, ...]:
    """Four shocks, each of them once in eight years, of some months and most of what it strikes."""
    return tuple(
        Shock(f"shock-{number}", "", "", 0.12, 3.0, 0.5, 0.7, 0.1, "C", ()) for number in range(4)
    )


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


def rate(system: System, depths: np.ndarray, *, compiled: bool) -> float:
    """Scenarios a second of one process, in the middle one of several plays."""
    played(system, depths[:2], compiled=compiled)
    took = []
    for _ in range(PLAYS if compiled else 1):
        began = time.process_time()
        played(system, depths, compiled=compiled)
        took.append(time.process_time() - began)
    return len(depths) / statistics.median(took)


def both_ways(what: str, system: System, depths: np.ndarray) -> None:
    """Print both rates and their ratio."""
    fast, slow = (rate(system, depths, compiled=way) for way in (True, False))
    say(f"{what}: {fast:,.0f} scenarios/s a core in machine code, {slow:,.0f} in NumPy,"
          f" {fast / slow:.1f} times as many")  # fmt: skip


def whole(what: str, task: Task) -> None:
    """Print how many scenarios a second of one core are drawn, played and counted."""
    played_block(task, 0)
    began = time.process_time()
    for block in range(task.blocks):
        task.plan.depths(task.seed, block, task.count(block))
    drawing = time.process_time() - began
    began = time.process_time()
    simulated(task)
    took = time.process_time() - began
    say(
        f"{what}: {task.scenarios:,} scenarios drawn, played and counted in {took:.2f} s of one"
        f" core, {task.scenarios / took:,.0f} a second; {drawing / took:.0%} of it is drawing"
    )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("study", nargs="?", default="india")
    parser.add_argument("strategy", nargs="?", help="the study's subject if left out")
    parser.add_argument("--scenarios", type=int, default=10_000)
    asked = parser.parse_args()

    try:
        run = planned(asked.study, asked.strategy)
        months = months_of(run.solution, run.solution.years[-3:][0], OF_STUDY)
    except MonaziteError as wrong:
        parser.error(str(wrong))
    struck = np.random.default_rng(1).random((1024, 4, MONTHS)) < 0.01
    depths = 0.7 * struck
    both_ways(f"{MATERIALS} goods, {SUPPLIERS} suppliers, {MONTHS} months", made_up(), depths)

    of_study = f"{asked.study} {run.strategy}, {OF_STUDY} months"
    plan = Plan(months.shocks, OF_STUDY)
    if months.shocks:
        both_ways(of_study, months.system, plan.depths(7, 0))
    made = Task(made_up(), np.ones(MATERIALS), Plan(shocks(), MONTHS), 7, asked.scenarios)
    whole(f"{MATERIALS} goods, {SUPPLIERS} suppliers, {MONTHS} months", made)
    if months.shocks:
        task = Task(months.system, months.equivalence, plan, 7, asked.scenarios, months.counted)
        whole(of_study, task)
    else:
        say(f"{asked.study} has no shocks, so that nothing of it is played")


def planned(study: str, strategy: str | None) -> Run:
    """Solve a strategy of a study, its subject unless one is named."""
    handle = mz.load(study)
    return handle.run(strategy or handle.study.settings.subject or handle.front_page[-1])


if __name__ == "__main__":
    main()
