"""Draws all facts again and again, and solves strategies with each draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypedDict

import numpy as np
import numpy.typing as npt

from monazite.cases import Case, UncertainInput, Worker
from monazite.cases.draws import (
    REASON,
    Sampler,
    drawn_inputs,
    drawn_parts,
    facts_at,
    without_matter_made,
)
from monazite.core.errors import InvalidInput, Problem, check_name
from monazite.core.progress import Steps
from monazite.findings.ensemble import Draws
from monazite.findings.indicators import check_keys
from monazite.runs.ensemble import Ensemble
from monazite.runs.readings import Reader, Reading
from monazite.runs.run import Run
from monazite.store import ReadingStore

DRAWS = 64
"""Draws unless more are asked for."""

SEED = 7
"""Where chance begins unless another seed is named."""


class EnsembleOptions(TypedDict, total=False):
    """How facts are drawn and where the work is done; each has a default in `ensemble`."""

    draws: int
    seed: int
    sampler: Sampler
    inputs: Sequence[str] | None
    workers: int
    store: ReadingStore | None


def ensemble(
    runs: Sequence[Run],
    indicators: Sequence[str] | None = None,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    sampler: Sampler = "latin hypercube",
    inputs: Sequence[str] | None = None,
    workers: int = 1,
    store: ReadingStore | None = None,
    progress: Callable[[str], None] | None = None,
) -> Ensemble:
    """Solve runs of one world, the baseline first, so many times with all facts drawn anew.

    Only the families and facts named are drawn, if any are. Raises InvalidInput for unknown names
    or no draws, RulesContradict or SolveFailed where a strategy has no plan with the facts as they
    are.
    """
    solution = runs[0].records.solved
    for run in runs:
        _ = run.records.solved
    keys = tuple(indicators or solution.study.settings.headlines)
    check_keys(solution, keys)
    if draws < 1:
        raise InvalidInput(
            Problem(field="draws", message=f"{draws} draws say nothing", remedy="ask for more")
        )
    worker = runs[0].worker
    _ = worker.base  # which facts cells rest on is known once all of them are gathered
    drawn = _chosen(drawn_inputs(worker.study), inputs)
    parts = drawn_parts(drawn, draws, seed, sampler)
    reader = Reader(worker, keys, workers=workers, store=store)
    steps = Steps(progress, {"drawing": 1})
    steps.begin("drawing", draws)
    numbers = {
        run.strategy: np.full((draws, len(keys), len(solution.years)), np.nan) for run in runs
    }
    faults: dict[str, Counter[str]] = {run.strategy: Counter() for run in runs}

    def groups() -> Iterator[tuple[Case, ...]]:
        for draw in range(draws):
            facts = facts_of_draw(worker, drawn, parts, draw)
            yield tuple(run.case.with_facts(facts, REASON) for run in runs)

    for draw, found in enumerate(reader.read(groups())):
        for run, reading in zip(runs, found, strict=True):
            _note(reading, numbers[run.strategy][draw], faults[run.strategy], keys)
        steps(f"Draw {draw + 1} of {draws}")
    return Ensemble(
        runs=tuple(runs),
        keys=keys,
        seed=seed,
        inputs=drawn,
        parts=parts,
        numbers=numbers,
        faults={name: dict(found) for name, found in faults.items()},
        solved=reader.solved,
    )


def _note(
    reading: Reading, place: npt.NDArray[np.float64], faults: Counter[str], keys: Sequence[str]
) -> None:
    if reading.values:
        place[:] = [reading.values[key] for key in keys]
    else:
        faults[reading.fault] += 1


def _chosen(
    known: tuple[UncertainInput, ...], names: Sequence[str] | None
) -> tuple[UncertainInput, ...]:
    if names is None:
        return known
    by_name = {one.name: one for one in known}
    for name in names:
        check_name("uncertain input", name, by_name)
    return tuple(by_name[name] for name in dict.fromkeys(names))


def facts_of_draw(
    worker: Worker, inputs: Sequence[UncertainInput], parts: Mapping[str, Draws], draw: int
) -> dict[str, float]:
    """Give the facts of one draw, with matter as it must balance."""
    at = {name: float(part[draw]) for name, part in parts.items()}
    return dict(without_matter_made(worker.study, facts_at(worker.study, inputs, at)))
