"""All that may be wrong drawn at once: a study many times over, each time with other facts.

Facts are drawn between the ends of their ranges as a Latin hypercube: of n draws one falls into
each n-th part of the range of every input, so that few draws cover all of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from monazite.cases.uncertain_inputs import UncertainInput, uncertain_fact, uncertain_family
from monazite.core.errors import InvalidInput, Problem, check_name
from monazite.core.streams import stream
from monazite.parameters import parameters_of
from monazite.parameters.positions import once_for_each
from monazite.study import ChainRow, ContentRow, RecipeRow, Study, with_values

Parts = npt.NDArray[np.float64]
"""At which part of its range an input lies, 0 to 1, in each draw."""

Sampler = Literal["latin hypercube", "sobol"]
"""How draws are spread over all ranges at once."""

DRAWS_AT_MOST = 100_000
"""Draws that memory holds of all inputs of a large study; to solve them takes a day and more."""

CLOSER = 32
"""Steps by which facts are drawn nearer to the figures chosen, until matter balances."""

REASON = "Drawn with all other facts between the ends of its range"
"""Why a fact of a draw has another value."""


@once_for_each(2)
def drawn_inputs(study: Study) -> tuple[UncertainInput, ...]:
    """List what is drawn: the study's families, then every other fact a cell rests on.

    Facts only observations and expectations rest on are left out, and so are exchange rates.
    """
    observed = {row.file for row in (*study.chain.observations, *study.chain.expectations)}
    # what else was read of the study before must not decide what is drawn
    bare = study.numbers.on_other_evidence(study.evidence, study.numbers.money, {})
    unread = replace(study, numbers=bare)
    parameters_of(unread)
    families = (uncertain_family(study, family) for family in study.settings.uncertain_inputs)
    found = [family for family in families if family is not None]
    taken = {fact for family in found for fact in family.facts}
    used = {
        fact
        for (file, *_), quantity in bare.resolved_cells().items()
        if file not in observed
        for fact in quantity.facts
    }
    single = (uncertain_fact(study, fact) for fact in sorted(used - taken))
    return (*found, *(fact for fact in single if fact is not None))


def drawn_facts(
    study: Study,
    inputs: Sequence[UncertainInput],
    number: int,
    seed: int,
    sampler: Sampler = "latin hypercube",
) -> Iterator[Mapping[str, float]]:
    """Yield the value of every fact in each draw, in the unit it is written in."""
    parts = drawn_parts(inputs, number, seed, sampler)
    for place in range(number):
        yield facts_at(study, inputs, {name: float(part[place]) for name, part in parts.items()})


def drawn_parts(
    inputs: Sequence[UncertainInput],
    number: int,
    seed: int,
    sampler: Sampler = "latin hypercube",
) -> dict[str, Parts]:
    """Draw at which part of its range each input lies in each draw, 0 to 1.

    As a Latin hypercube every input has its own stream, so that a fact more leaves the draws of all
    others as they were. As a scrambled Sobol sequence a draw is the same however many are made, and
    the extra `stress` is needed. Raises InvalidInput for no draws or too many, a seed below 0 or an
    unknown sampler.
    """
    check_name("sampler", sampler, get_args(Sampler))
    if not 1 <= number <= DRAWS_AT_MOST:
        told = "say nothing" if number < 1 else "are too many"
        raise InvalidInput(
            Problem(
                field="draws",
                message=f"{number} draws {told}",
                remedy=f"ask for 1 to {DRAWS_AT_MOST}",
            )
        )
    if seed < 0:
        raise InvalidInput(
            Problem(field="seed", message=f"{seed} is negative", remedy="give 0 or more")
        )
    if sampler == "latin hypercube":
        return {one.name: _spread_evenly(one.name, number, seed) for one in inputs}
    points = _sobol(len(inputs), number, seed)
    return {one.name: points[:, column] for column, one in enumerate(inputs)}


def mark_of(parts: Mapping[str, Parts]) -> str:
    """Give a hash of where inputs lie in some draws."""
    said = [(name, part.tolist()) for name, part in sorted(parts.items())]
    return sha256(repr(said).encode()).hexdigest()


def facts_at(
    study: Study, inputs: Sequence[UncertainInput], parts: Mapping[str, float]
) -> Mapping[str, float]:
    """Give the value of every fact with each input at a part of its range.

    The figure chosen is the middle: a draw is as likely above as below, and anywhere between there
    and the end of the range is equally likely. Facts of a family lie at the same part of their
    ranges. Shares of a whole are then scaled alike, so that the whole stays as large as it was.
    """
    centre = {fact: study.evidence.quantity(fact).value for one in inputs for fact in one.facts}
    facts: dict[str, float] = {}
    for one in inputs:
        for fact in one.facts:
            low, high = one.at_low[fact], one.at_high[fact]
            facts.setdefault(fact, between(low, centre[fact], high, parts[one.name]))
    for whole in study.settings.wholes:
        shares = [fact for fact in _facts_of(study, whole.facts) if fact in centre]
        drawn = sum(facts[fact] for fact in shares)
        if drawn > 0:
            factor = sum(centre[fact] for fact in shares) / drawn
            facts |= {fact: facts[fact] * factor for fact in shares}
    return facts


def without_matter_made(study: Study, facts: Mapping[str, float]) -> Mapping[str, float]:
    """Draw facts nearer to the figures chosen where they would make matter from nothing.

    These are the amounts of the recipe and the contents of its materials, with all shares of a
    whole that one of them is part of: each keeps the largest part of its way from the figure chosen
    with which nothing is made, the same part for all, to a 32nd. All other facts stay as drawn.
    """
    kept = dict(facts)
    wholes = [set(_facts_of(study, whole.facts)) for whole in study.settings.wholes]
    centre = {fact: study.evidence.quantity(fact).value for fact in kept}

    def behind(values: Mapping[str, float]) -> set[str]:
        """Facts behind what is refused; those of the same whole are among them."""
        try:
            with_values(study, values, REASON)
        except InvalidInput as refusal:
            found = {
                fact
                for problem in refusal.problems
                for fact in _behind(study, problem.file, problem.line)
            }
            found |= {fact for whole in wholes if not found.isdisjoint(whole) for fact in whole}
            return found & kept.keys()
        return set()

    while True:
        at_fault = {fact for fact in behind(kept) if kept[fact] != centre[fact]}
        if not at_fault:
            return kept
        drawn = {fact: kept[fact] for fact in at_fault}
        least, most = 0, CLOSER
        while most - least > 1:
            middle = (least + most) // 2
            nearer = {
                fact: centre[fact] + middle / CLOSER * (value - centre[fact])
                for fact, value in drawn.items()
            }
            if at_fault.isdisjoint(behind(nearer)):
                least = middle
            else:
                most = middle
        for fact, value in drawn.items():
            kept[fact] = centre[fact] + least / CLOSER * (value - centre[fact])


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


def _spread_evenly(name: str, number: int, seed: int) -> Parts:
    """Draw one number between 0 and 1 in each of so many equal parts, in an order of chance.

    Every input has its own stream, so that a fact more leaves the draws of all others as they were.
    """
    chance = stream(seed, "draws", name)
    return (chance.permutation(number) + chance.random(number)) / number


def _sobol(inputs: int, number: int, seed: int) -> npt.NDArray[np.float64]:
    """Points of a scrambled Sobol sequence; the first so many of the next power of two."""
    try:
        from scipy.stats import qmc
    except ImportError:
        raise InvalidInput(
            Problem(
                message="a Sobol sequence is drawn by scipy, which is not installed",
                remedy="install monazite[stress], or draw a Latin hypercube",
            )
        ) from None
    engine = qmc.Sobol(max(inputs, 1), scramble=True, seed=stream(seed, "sobol"))
    points = engine.random_base2(max(number - 1, 0).bit_length())
    return np.asarray(points[:number, :inputs])


def _facts_of(study: Study, patterns: Sequence[str]) -> Iterator[str]:
    """Yield the facts chosen for the quantities that patterns name, each once."""
    evidence = study.evidence
    names = (name for pattern in patterns for name in evidence.numbered(pattern))
    yield from dict.fromkeys(evidence.quantity(name).chosen.fact_id for name in names)
