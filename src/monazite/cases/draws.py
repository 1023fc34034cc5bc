"""All that may be wrong drawn at once: a study many times over, each time with other facts.

Facts are drawn between the ends of their ranges as a Latin hypercube: of n draws one falls into
each n-th part of the range of every input, so that few draws cover all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from monazite.cases.case import Case
from monazite.cases.uncertain_inputs import UncertainInput, uncertain_fact, uncertain_family
from monazite.cases.worker import Solved, Worker
from monazite.core.errors import InvalidInput
from monazite.core.streams import stream
from monazite.study import ChainRow, ContentRow, RecipeRow, Study, with_values
from monazite.study.checking import numbered

REASON = "Drawn with all other facts between the ends of its range"
"""Why a fact of a draw has another value."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """One draw: what every strategy came to, or why there is no such study or no plan."""

    number: int
    """Counted from 1."""
    solved: Mapping[str, Solved]
    """By strategy; those without a plan are left out."""
    faults: Mapping[str, str]
    """Why there is none, by strategy."""


def drawn(worker: Worker, cases: Sequence[Case], number: int, seed: int) -> Iterator[Drawn]:
    """Solve cases of one world so many times, each time with all facts drawn anew.

    All cases of one draw see the same facts, so that strategies differ by what they do alone.
    """
    inputs = drawn_inputs(worker.study)
    for place, chance in enumerate(drawn_facts(worker.study, inputs, number, seed), start=1):
        facts = without_matter_made(worker.study, chance)
        solved: dict[str, Solved] = {}
        faults: dict[str, str] = {}
        for case in cases:
            name = case.strategy.name
            try:
                found = worker.solve(case.with_facts(facts, REASON))
            except InvalidInput as refusal:
                faults[name] = refusal.problems[0].message
                continue
            if found.outcome.status == "optimal":
                solved[name] = found
            else:
                faults[name] = "the rules leave no plan"
        yield Drawn(place, solved, faults)


def drawn_inputs(study: Study) -> tuple[UncertainInput, ...]:
    """List what is drawn: the study's families, then every other fact a cell rests on.

    Facts only observations rest on are left out, and so are exchange rates.
    """
    observed = {row.file for row in study.chain.observations}
    families = (uncertain_family(study, family) for family in study.settings.uncertain_inputs)
    found = [family for family in families if family is not None]
    taken = {fact for family in found for fact in family.facts}
    used = {
        fact
        for (file, *_), quantity in study.numbers.resolved_cells().items()
        if file not in observed
        for fact in quantity.facts
    }
    single = (uncertain_fact(study, fact) for fact in sorted(used - taken))
    return (*found, *(fact for fact in single if fact is not None))


def drawn_facts(
    study: Study, inputs: Sequence[UncertainInput], number: int, seed: int
) -> Iterator[Mapping[str, float]]:
    """Yield the value of every fact in each draw, in the unit it is written in.

    The figure chosen is the middle: a draw is as likely above as below, and anywhere between there
    and the end of the range is equally likely. Facts of a family lie at the same part of their
    ranges. Shares of a whole are then scaled alike, so that the whole stays as large as it was.
    """
    parts = {one.name: _spread_evenly(one.name, number, seed) for one in inputs}
    centre = {fact: study.evidence.quantity(fact).value for one in inputs for fact in one.facts}
    wholes = [
        [fact for fact in _facts_of(study, whole.facts) if fact in centre]
        for whole in study.settings.wholes
    ]
    for place in range(number):
        facts: dict[str, float] = {}
        for one in inputs:
            part = float(parts[one.name][place])
            for fact in one.facts:
                low, high = one.at_low[fact], one.at_high[fact]
                facts.setdefault(fact, between(low, centre[fact], high, part))
        for shares in wholes:
            drawn = sum(facts[fact] for fact in shares)
            if drawn > 0:
                factor = sum(centre[fact] for fact in shares) / drawn
                facts |= {fact: facts[fact] * factor for fact in shares}
        yield facts


def without_matter_made(study: Study, facts: Mapping[str, float]) -> Mapping[str, float]:
    """Leave facts at the figures chosen where a draw of them would make matter from nothing.

    These are the amounts of the recipe and the contents of its materials, with all shares of a
    whole that one of them is part of; all other facts stay as drawn.
    """
    kept = dict(facts)
    wholes = [set(_facts_of(study, whole.facts)) for whole in study.settings.wholes]
    while kept:
        try:
            with_values(study, kept, REASON)
            break
        except InvalidInput as refusal:
            behind = {
                fact
                for problem in refusal.problems
                for fact in _behind(study, problem.file, problem.line)
            }
        behind |= {fact for whole in wholes if not behind.isdisjoint(whole) for fact in whole}
        if behind.isdisjoint(kept):
            break
        kept = {fact: value for fact, value in kept.items() if fact not in behind}
    return kept


def _behind(study: Study, file: str, line: int) -> Iterator[str]:
    """Yield the facts behind a recipe, or behind the contents of a material, by a row of it."""
    row = study.chain.by_line.get((file, line))
    rows: list[ChainRow] = []
    if isinstance(row, RecipeRow):
        amounts = [one for one in study.chain.recipes if one.recipe == row.recipe]
        taken = {one.material for one in amounts}
        rows = [*amounts, *(one for one in study.chain.contents if one.material in taken)]
    elif isinstance(row, ContentRow):
        rows = [one for one in study.chain.contents if one.material == row.material]
    elif row is not None:
        rows = [row]
    places = {(one.file, one.line) for one in rows}
    for (at, where, *_), quantity in study.numbers.resolved_cells().items():
        if (at, where) in places:
            yield from quantity.facts


def between(low: float, central: float, high: float, part: float) -> float:
    """Give the value below which a part, 0 to 1, of all draws of a fact lie.

    low + 2 part (central - low) up to a half, central + (2 part - 1) (high - central) above.
    """
    if part <= 0.5:
        return low + 2.0 * part * (central - low)
    return central + (2.0 * part - 1.0) * (high - central)


def _spread_evenly(name: str, number: int, seed: int) -> npt.NDArray[np.float64]:
    """Draw one number between 0 and 1 in each of so many equal parts, in an order of chance.

    Every input has its own stream, so that a fact more leaves the draws of all others as they were.
    """
    chance = stream(seed, "draws", name)
    return (chance.permutation(number) + chance.random(number)) / number


def _facts_of(study: Study, patterns: Sequence[str]) -> Iterator[str]:
    """Yield the facts chosen for the quantities that patterns name, each once."""
    evidence = study.evidence
    names = (name for pattern in patterns for name in numbered(evidence, pattern))
    yield from dict.fromkeys(evidence.quantity(name).chosen.fact_id for name in names)
