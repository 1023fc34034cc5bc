"""Draws all facts again and again, and solves strategies with each draw."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Unpack

import numpy as np
import numpy.typing as npt

from monazite.cases import Case, UncertainInput, Worker
from monazite.cases.draws import (
    REASON,
    Sampler,
    drawn_inputs,
    drawn_parts,
)
from monazite.core.border import verb
from monazite.core.errors import check_name
from monazite.core.progress import Steps
from monazite.findings.indicators import check_keys, keys_of
from monazite.runs.closing import Draw, closed, facts_of
from monazite.runs.ensemble import Ensemble
from monazite.runs.execution import Execution, ExecutionOptions
from monazite.runs.kept_findings import keep_finding, known_finding
from monazite.runs.processes import each
from monazite.runs.readings import Reader, Reading
from monazite.runs.run import Run
from monazite.runs.sureness import Sureness, sureness_of
from monazite.study import Study

DRAWS = 64
"""Draws unless more are asked for."""

SEED = 7
"""Where chance begins unless another seed is named."""

CLOSING = 10.0
"""How many times as long as to solve a draw it takes to draw one nearer that has no plan."""


class EnsembleOptions(ExecutionOptions, total=False):
    """How facts are drawn and where the work is done; each has a default in `ensemble`."""

    draws: int
    seed: int
    sampler: Sampler
    inputs: Sequence[str] | None


@verb
def ensemble(
    runs: Sequence[Run],
    indicators: Sequence[str] | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    sampler: Sampler = "latin hypercube",
    inputs: Sequence[str] | None = None,
    **execution: Unpack[ExecutionOptions],
) -> Ensemble:
    """Solve runs of one world, the baseline first, so many times with all facts drawn anew.

    Only the families and facts named are drawn, if any are. What draws of all facts say of the
    headlines is kept in the `store`, if there is one. With the address of a scheduler its
    `cluster` solves, with the same result to the byte. Raises InvalidInput for unknown names
    or no draws, RulesContradict or SolveFailed where a strategy has no plan with the facts as they
    are.
    """
    work = Execution(**execution)
    solution = runs[0].records.solved
    for run in runs:
        _ = run.records.solved
    keys = keys_of(indicators, solution.study.settings.headlines)
    check_keys(solution, keys)
    worker = runs[0].worker
    _ = worker.base  # which facts cells rest on is known once all of them are gathered
    drawn = _chosen(drawn_inputs(worker.study), inputs)
    parts = drawn_parts(drawn, draws, seed, sampler)
    drawing = _Drawing(worker.study, tuple(run.case for run in runs), drawn, parts)
    reader = Reader(worker, keys, work)
    steps = Steps(work.progress, {"drawing": 1.0, "closing": 0.0})
    steps.begin("drawing", draws)
    found: dict[int, list[Reading]] = {}
    apart: list[int] = []
    for n, readings in enumerate(reader.read(map(drawing.cases_of, range(draws)))):
        found[n] = readings
        apart += [] if all(one.values for one in readings) else [n]
        steps.parts = {"drawing": 1.0, "closing": CLOSING * len(apart) / (n + 1)}
        steps(f"Draw {n + 1} of {draws}")
    steps.begin("closing", len(apart))
    nearer: dict[int, tuple[str, ...]] = {}
    for n, kept in zip(apart, _closed(drawing, apart, worker, work), strict=True):
        if moved := drawing.put(n, kept):
            nearer[n] = moved
        steps(f"Draw {n + 1} had no plan")
    found |= zip(nearer, reader.read(map(drawing.cases_of, nearer)), strict=True)
    numbers, faults = _sorted_out(found, runs, (draws, len(keys), len(solution.years)), keys)
    whole = Ensemble(
        runs=tuple(runs),
        keys=keys,
        seed=seed,
        inputs=drawn,
        parts=parts,
        numbers=numbers,
        nearer=nearer,
        faults=faults,
        solved=reader.solved,
    )
    asked = {"draws": draws, "seed": seed, "sampler": sampler}
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


@dataclass(frozen=True)
class _Drawing:
    """What is drawn of each input, by draw, and the cases each draw makes."""

    study: Study
    cases: tuple[Case, ...]
    inputs: tuple[UncertainInput, ...]
    parts: dict[str, npt.NDArray[np.float64]]

    def parts_of(self, n: int) -> dict[str, float]:
        return {name: float(part[n]) for name, part in self.parts.items()}

    def cases_of(self, n: int) -> tuple[Case, ...]:
        facts = facts_of(self.study, self.inputs, self.parts_of(n))
        return tuple(case.with_facts(facts, REASON) for case in self.cases)

    def put(self, n: int, kept: Mapping[str, float]) -> tuple[str, ...]:
        """Put a draw at other parts, and name the inputs that this moves."""
        drawn = self.parts_of(n)
        moved = tuple(name for name, part in kept.items() if part != drawn[name])
        for name in moved:
            self.parts[name][n] = kept[name]
        return moved


def _closed(
    drawing: _Drawing, draws: Sequence[int], worker: Worker, work: Execution
) -> Iterator[Mapping[str, float]]:
    """Close draws in their order; with a store, what is known there is not worked out again."""
    store, data = work.store, worker.study.data_hash
    names = {n: _name_of(drawing, n) for n in draws} if store is not None else {}
    known = {
        n: {name: part for name, (part,) in found[0].items()}
        for n, name in names.items()
        if store is not None and (found := store.get(data, name, tuple(drawing.parts)))
    }
    tasks = (
        Draw(drawing.cases, drawing.inputs, drawing.parts_of(n)) for n in draws if n not in known
    )
    made = each(closed, tasks, worker, work)
    for n in draws:
        if n in known:
            yield known[n]
            continue
        kept = next(made)
        if store is not None:
            store.put(data, names[n], {name: (part,) for name, part in kept.items()})
        yield kept


def _name_of(drawing: _Drawing, n: int) -> str:
    """Name a draw for the store, by its cases and the parts its inputs lie at."""
    whole = [[case.hash for case in drawing.cases], sorted(drawing.parts_of(n).items())]
    return f"closed {sha256(json.dumps(whole).encode()).hexdigest()}"


def _sorted_out(
    found: Mapping[int, Sequence[Reading]],
    runs: Sequence[Run],
    shape: tuple[int, int, int],
    keys: Sequence[str],
) -> tuple[dict[str, npt.NDArray[np.float64]], dict[str, dict[str, int]]]:
    """Numbers by draw, indicator and year, NaN without a plan, and how often there was none why."""
    numbers = {run.strategy: np.full(shape, np.nan) for run in runs}
    faults: dict[str, Counter[str]] = {run.strategy: Counter() for run in runs}
    for n, readings in found.items():
        for run, reading in zip(runs, readings, strict=True):
            if reading.values:
                numbers[run.strategy][n] = [reading.values[key] for key in keys]
            else:
                faults[run.strategy][reading.fault] += 1
    return numbers, {name: dict(counts) for name, counts in faults.items()}


def _chosen(
    known: tuple[UncertainInput, ...], names: Sequence[str] | None
) -> tuple[UncertainInput, ...]:
    if names is None:
        return known
    by_name = {one.name: one for one in known}
    for name in names:
        check_name("uncertain input", name, by_name)
    return tuple(by_name[name] for name in dict.fromkeys(names))
