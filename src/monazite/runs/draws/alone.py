"""Solves a strategy with one input at a time at its ends, beside draws in which all move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from monazite.cases import UncertainInput, swings
from monazite.cases.draws import mark_of
from monazite.core.errors import check_name
from monazite.core.usual import ALONE
from monazite.findings.ensemble import End, Foretold, foretold
from monazite.findings.evidence import (
    UncertainInputEffect,
    ranked_facts,
    uncertain_input_effects,
)
from monazite.runs.plan.kept_findings import keep_finding, known_finding

if TYPE_CHECKING:
    from monazite.runs.draws.ensemble import Ensemble
    from monazite.runs.run import Run
    from monazite.store import ReadingStore

__all__ = ["TriedAlone", "alone"]


@dataclass(frozen=True)
class TriedAlone:
    """What inputs do alone to numbers of a strategy in a year, and what of draws that foretells."""

    strategy: str
    year: int
    draws: int
    inputs: int
    """Families and facts that were drawn."""
    found: dict[str, Foretold | None] = field(repr=False)
    """By indicator; None where the number never moves, or of too few draws."""


def alone(
    drawn: Ensemble,
    indicators: Sequence[str],
    year: int,
    strategy: str,
    most: int = ALONE,
    progress: Callable[[str], None] | None = None,
    store: ReadingStore | None = None,
) -> dict[str, Foretold | None]:
    """Say of indicators what inputs do alone, and how much of what draws differ by that foretells.

    All that were drawn take the same solves, two for each input; with a store they are kept, and
    told at once to whoever asks of the same draws again. Raises InvalidInput for a name or a year
    that was not asked for.
    """
    for key in indicators:
        check_name("indicator", key, drawn.keys)
    numbers = {key: drawn.of(strategy, key, year) for key in drawn.keys}
    (run,) = (one for one in drawn.runs if one.strategy == strategy)
    asked = {"most": most, "year": year, "seed": drawn.seed, "parts": mark_of(drawn.parts)}
    known = known_finding(run.records, TriedAlone, asked, store)
    if known is None or not known.found.keys() >= numbers.keys():
        chosen = _tried(drawn, run, most)
        titles = {one.name: (one.title, one.grade) for one in chosen}
        solved = swings(run.worker, run.case, run.records.before, chosen, progress)
        rows = uncertain_input_effects(run.records.solved, solved, drawn.keys, year)
        found = {
            key: foretold(_ends(rows, key), drawn.parts, number, titles, drawn.seed)
            for key, number in numbers.items()
        }
        known = TriedAlone(strategy, year, drawn.draws, len(drawn.inputs), found)
        keep_finding(run.worker.study, run.case, asked, known, store)
    return {key: known.found[key] for key in indicators}


def _ends(rows: Sequence[UncertainInputEffect], key: str) -> dict[str, End]:
    """A number with each input at its low, as chosen and at its high, where all three are known."""
    return {
        row.fact: (row.at_low, row.at_central, row.at_high)
        for row in rows
        if row.indicator == key
        and row.at_low is not None
        and row.at_central is not None
        and row.at_high is not None
    }


def _tried(drawn: Ensemble, run: Run, most: int) -> list[UncertainInput]:
    """Families that were drawn, then the single facts the plan leans on most."""
    single = {one.facts[0]: one for one in drawn.inputs if one.facts == (one.name,)}
    families = [one for one in drawn.inputs if one.name not in single]
    leant_on = [single[fact] for fact in ranked_facts(run.records.solved) if fact in single]
    return [*families, *leant_on][:most]
