"""How much each fact decides together with all others, from draws in which one fact is swapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape
from typing import Unpack

import numpy as np

from monazite.cases import UncertainInput
from monazite.cases.draws import REASON, Sampler, drawn_inputs, drawn_parts
from monazite.charts import Chart, indices_of_inputs
from monazite.core.border import verb
from monazite.core.errors import check_name
from monazite.core.frames import Frame
from monazite.core.records import frame_of
from monazite.core.usual import DRAWS, INPUTS, SEED
from monazite.findings.ensemble import TotalOrder, total_orders
from monazite.findings.evidence import shortlist
from monazite.findings.indicators import check_keys, title_of
from monazite.runs.computing.execution import Execution, ExecutionOptions
from monazite.runs.computing.readings import Reader, Reading
from monazite.runs.draws.closing import facts_of
from monazite.runs.run import Run
from monazite.study import Study


@dataclass(frozen=True)
class Indices:
    """What inputs, or groups of them, decide of a number, alone and with all they do together."""

    indicator: str
    title: str
    """The indicator in words."""
    year: int
    rows: tuple[TotalOrder, ...] = field(repr=False)
    sources: tuple[str, ...] = field(default=(), repr=False)
    of: str = "input"
    """What a row is: an input, or a group of them."""

    @cached_property
    def table(self) -> Frame:
        """The indices, the largest total first.

        Columns input, title, grade, first_order (share of the variance gone once it is settled),
        first_order_error, total (left if all others are settled), total_error (both standard) and
        draws.
        """
        return frame_of(TotalOrder, self.rows)

    def plot(self) -> Chart:
        """Draw a line for each row, from what it decides alone to what it does with others."""
        return indices_of_inputs(
            self.rows,
            of=self.of,
            title=f"{self.title}, {self.year}: what each {self.of} decides",
            sources=self.sources,
        )

    def __repr__(self) -> str:
        """Say in a line what was drawn."""
        draws = max((row.draws for row in self.rows), default=0)
        return (
            f"<Indices of {self.indicator} in {self.year}: "
            f"{len(self.rows)} {self.of}s, {draws} draws>"
        )

    def _repr_html_(self) -> str:
        """Show the indices as a table, for notebooks."""
        return f"<p>{escape(repr(self))}</p>{self.table._repr_html_()}"


class IndicesOptions(ExecutionOptions, total=False):
    """How facts are drawn and where the work is done; each has a default in `total_order`."""

    draws: int
    seed: int


def indices(
    run: Run,
    indicator: str,
    year: int,
    inputs: Sequence[str] | None = None,
    **options: Unpack[IndicesOptions],
) -> Indices:
    """Give the indices of one indicator; options, and what is raised, as for `total_order`."""
    found = total_order(run, [indicator], year, inputs, **options)
    return Indices(
        indicator,
        title_of(run.solution, indicator),
        year,
        tuple(found[indicator]),
        (f"monazite on {run.solution.study.settings.title}",),
    )


@verb
def total_order(
    run: Run,
    indicators: Sequence[str],
    year: int,
    inputs: Sequence[str] | None = None,
    *,
    most: int = INPUTS,
    draws: int = DRAWS,
    seed: int = SEED,
    sampler: Sampler = "latin hypercube",
    **execution: Unpack[ExecutionOptions],
) -> dict[str, list[TotalOrder]]:
    """Solve a strategy with draws x (inputs + 2) sets of facts, and say what each input decides.

    Without names these are the inputs `sensitivity` tries, up to `most`. All other facts stay as
    chosen. A set of facts that leaves no plan is left out of the
    indices of that input. Raises InvalidInput for a name or a year that is not there, or for no
    draws.
    """
    work = Execution(**execution)
    run.records.check_year(year)
    check_keys(run.solution.study, run.solution.labels, indicators)
    worker = run.worker
    _ = worker.base  # which facts cells rest on is known once all of them are gathered
    drawn = shortlist(run.solution, most) if inputs is None else _named(worker.study, inputs)
    first = drawn_parts(drawn, draws, seed, sampler)
    again = [replace(one, name=f"{one.name} again") for one in drawn]
    second = drawn_parts(again, draws, seed, sampler)
    second = {one.name: second[f"{one.name} again"] for one in drawn}
    sets = [first, second, *({**first, one.name: second[one.name]} for one in drawn)]
    cases = []
    for parts in sets:
        for n in range(draws):
            at = {name: float(part[n]) for name, part in parts.items()}
            cases.append((run.case.with_facts(facts_of(worker.study, drawn, at), REASON),))
    reader = Reader(worker, indicators, work)
    found: list[Reading] = []
    for done, (reading,) in enumerate(reader.read(cases), start=1):
        found.append(reading)
        work.tell(f"Set of facts {done} of {len(cases)}")
    at_year = run.solution.years.index(year)
    titles = {one.name: (one.title, one.grade) for one in drawn}
    told = {}
    for key in indicators:
        values = [reading.values[key][at_year] if reading.values else np.nan for reading in found]
        numbers = np.array(values).reshape(len(sets), draws)
        swapped = {one.name: numbers[2 + place] for place, one in enumerate(drawn)}
        told[key] = total_orders(numbers[0], numbers[1], swapped, titles, seed)
    return told


def _named(study: Study, names: Sequence[str]) -> tuple[UncertainInput, ...]:
    known = {one.name: one for one in drawn_inputs(study)}
    for name in names:
        check_name("uncertain input", name, known)
    return tuple(known[name] for name in dict.fromkeys(names))
