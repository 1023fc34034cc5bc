"""Solves a strategy with one input at a time at its ends, beside draws in which all move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from monazite.cases import UncertainInput, swings
from monazite.findings.ensemble import Foretold, foretold
from monazite.findings.evidence import ranked_facts, uncertain_input_effects

if TYPE_CHECKING:
    from monazite.runs.ensemble import Ensemble
    from monazite.runs.run import Run

__all__ = ["MOST", "alone"]

MOST = 20
"""Inputs that are tried alone unless more are asked for."""


def alone(
    drawn: Ensemble,
    indicators: Sequence[str],
    year: int,
    strategy: str,
    most: int = MOST,
    progress: Callable[[str], None] | None = None,
) -> dict[str, Foretold | None]:
    """Say of indicators what inputs do alone, and how much of what draws differ by that foretells.

    All indicators take the same solves, two for each input. Raises InvalidInput for a name or a
    year that was not asked for.
    """
    numbers = {key: drawn.of(strategy, key, year) for key in indicators}
    (run,) = (one for one in drawn.runs if one.strategy == strategy)
    chosen = _tried(drawn, run, most)
    titles = {one.name: (one.title, one.grade) for one in chosen}
    solved = swings(run.worker, run.case, run.records.before, chosen, progress)
    rows = uncertain_input_effects(run.records.solved, solved, indicators, year)
    found = {}
    for key in indicators:
        ends = {
            row.fact: (row.at_low, row.at_central, row.at_high)
            for row in rows
            if row.indicator == key
        }
        whole = {
            name: (low, central, high)
            for name, (low, central, high) in ends.items()
            if low is not None and central is not None and high is not None
        }
        found[key] = foretold(whole, drawn.parts, numbers[key], titles, drawn.seed)
    return found


def _tried(drawn: Ensemble, run: Run, most: int) -> list[UncertainInput]:
    """Families that were drawn, then the single facts the plan leans on most."""
    single = {one.facts[0]: one for one in drawn.inputs if one.facts == (one.name,)}
    families = [one for one in drawn.inputs if one.name not in single]
    leant_on = [single[fact] for fact in ranked_facts(run.records.solved) if fact in single]
    return [*families, *leant_on][:most]
