"""Draws all facts again and again, and solves strategies with each draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Unpack

import numpy as np
import numpy.typing as npt

from monazite.cases import UncertainInput
from monazite.cases.draws import Sampler, drawn_inputs, drawn_parts
from monazite.core.border import verb
from monazite.core.errors import SolveFailed, check_name
from monazite.core.progress import Steps
from monazite.core.usual import DRAWS, SEED
from monazite.findings.indicators import check_keys, keys_of
from monazite.runs.computing.execution import Execution, ExecutionOptions
from monazite.runs.draws.closing import Draw
from monazite.runs.draws.ensemble import Ensemble
from monazite.runs.draws.solved_draws import DrawSaid, each_draw
from monazite.runs.draws.sureness import Sureness, sureness_of
from monazite.runs.plan.kept_findings import keep_finding, known_finding
from monazite.runs.run import Run


class EnsembleOptions(ExecutionOptions, total=False):
    """How facts are drawn and where the work is done; each has a default in `ensemble`."""

    draws: int
    seed: int
    sampler: Sampler
    inputs: Sequence[str] | None
    partly: Callable[[Ensemble], None] | None


@verb
def ensemble(
    runs: Sequence[Run],
    indicators: Sequence[str] | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    sampler: Sampler = "latin hypercube",
    inputs: Sequence[str] | None = None,
    partly: Callable[[Ensemble], None] | None = None,
    **execution: Unpack[ExecutionOptions],
) -> Ensemble:
    """Solve runs of one world, the baseline first, so many times with all facts drawn anew.

    Only the families and facts named are drawn, if any are. What draws of all facts say of the
    headlines is kept in the `store`, if there is one. With the address of a scheduler its
    `cluster` solves, with the same result to the byte. `partly` is told, after each draw but the
    last, what the draws so far say. Who stops it with Ctrl-C, or loses processes again and again,
    has what was drawn before; see `complete`. Raises InvalidInput for unknown names or no draws,
    RulesContradict or SolveFailed where a strategy has no plan with the facts as they are, and
    KeyboardInterrupt or SolveFailed where it was stopped before any draw was done.
    """
    work = Execution(**execution)
    solution = runs[0].records.solved
    for run in runs:
        _ = run.records.solved
    keys = keys_of(indicators, solution.study.settings.headlines)
    check_keys(solution.study, solution.labels, keys)
    worker = runs[0].worker
    _ = worker.base  # which facts cells rest on is known once all of them are gathered
    drawn = _chosen(drawn_inputs(worker.study), inputs)
    parts = drawn_parts(drawn, draws, seed, sampler)
    cases = tuple(run.case for run in runs)
    each = (Draw(cases, drawn, _at(parts, n)) for n in range(draws))
    steps = Steps(work.progress, {"drawing": 1.0})
    steps.begin("drawing", draws)
    shape = (draws, len(keys), len(solution.years))
    so_far = _SoFar(tuple(runs), keys, seed, drawn, parts, shape)
    try:
        for said, solved in each_draw(each, keys, worker, work):
            so_far.add(said, solved)
            steps(f"Draw {so_far.draws} of {draws}")
            if partly is not None and so_far.draws < draws:
                partly(so_far.ensemble())
    except (KeyboardInterrupt, SolveFailed) as stop:
        if not so_far.draws:
            raise
        return so_far.ensemble(_why(stop))
    asked = {"draws": draws, "seed": seed, "sampler": sampler}
    whole = so_far.ensemble()
    return whole if inputs is not None else _kept(whole, asked, work)


def _kept(found: Ensemble, asked: Mapping[str, object], work: Execution) -> Ensemble:
    """Keep what draws of all facts say of each strategy, where all its headlines were read."""
    shown = found.runs[0].solution.study.settings.shown
    if work.store is None or not set(shown) <= set(found.keys):
        return found
    # a draw is drawn nearer for all strategies where one has no plan, so that others matter
    asked = {**asked, "cases": [run.case.hash for run in found.runs]}
    for run in found.runs[1:] or found.runs:
        if known_finding(run.records, Sureness, asked, work.store) is None:
            told = sureness_of(found, run.strategy)
            keep_finding(run.worker.study, run.case, asked, told, work.store)
    return found


def _why(stop: BaseException) -> str:
    """Why no more draws come, in a phrase."""
    return stop.problems[0].message if isinstance(stop, SolveFailed) else "somebody stopped it"


def _at(parts: Mapping[str, npt.NDArray[np.float64]], n: int) -> dict[str, float]:
    return {name: float(part[n]) for name, part in parts.items()}


class _SoFar:
    """What the draws solved so far say, and from where their inputs were drawn nearer."""

    def __init__(
        self,
        runs: tuple[Run, ...],
        keys: tuple[str, ...],
        seed: int,
        inputs: tuple[UncertainInput, ...],
        parts: Mapping[str, npt.NDArray[np.float64]],
        shape: tuple[int, int, int],
    ) -> None:
        self.runs, self.keys, self.seed, self.inputs = runs, keys, seed, inputs
        self.parts = parts
        self.asked_for = shape[0]
        self.draws = self.solved = 0
        self.numbers = {run.strategy: np.full(shape, np.nan) for run in runs}
        self.nearer: dict[int, tuple[str, ...]] = {}
        self.faults: dict[str, Counter[str]] = {run.strategy: Counter() for run in runs}

    def add(self, said: DrawSaid, solved: int) -> None:
        """Take up the next draw, of which so many cases were solved."""
        n = self.draws
        self.draws, self.solved = n + 1, self.solved + solved
        for name, part in said.moved.items():
            self.parts[name][n] = part
        if said.moved:
            self.nearer[n] = tuple(said.moved)
        for run, reading in zip(self.runs, said.readings, strict=True):
            if reading.values:
                self.numbers[run.strategy][n] = [reading.values[key] for key in self.keys]
            else:
                self.faults[run.strategy][reading.fault] += 1

    def ensemble(self, stopped: str = "") -> Ensemble:
        """Say what the draws so far come to, and why no more come if that is so."""
        n = self.draws
        return Ensemble(
            runs=self.runs,
            keys=self.keys,
            seed=self.seed,
            inputs=self.inputs,
            parts={name: part[:n] for name, part in self.parts.items()},
            numbers={name: numbers[:n] for name, numbers in self.numbers.items()},
            nearer=dict(self.nearer),
            faults={name: dict(counts) for name, counts in self.faults.items()},
            solved=self.solved,
            asked_for=self.asked_for,
            stopped=stopped,
        )


def _chosen(
    known: tuple[UncertainInput, ...], names: Sequence[str] | None
) -> tuple[UncertainInput, ...]:
    if names is None:
        return known
    by_name = {one.name: one for one in known}
    for name in names:
        check_name("uncertain input", name, by_name)
    return tuple(by_name[name] for name in dict.fromkeys(names))
