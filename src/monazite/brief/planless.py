"""What a brief says of strategies that have no plan: which rules contradict each other, and why."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.core.numerals import tonnes
from monazite.core.wording import listed, years_in_words
from monazite.findings.bottlenecks import forced
from monazite.runs.plan.contradicted import more_in_words, opposed_in_words
from monazite.runs.run import Run

__all__ = ["says_of_planless", "says_what_forces"]


def says_of_planless(runs: Sequence[Run]) -> list[str]:
    """A sentence for each run without a plan, with the rules in its way and the levers behind."""
    return [_sentence(run) for run in runs if run.status != "optimal"]


def says_what_forces(run: Run) -> str:
    """Say in a sentence which plants have to run though no plan lets them; blank where none has."""
    held = [
        f"{one.title} has to make {tonnes(one.least)} a year in {years_in_words(one.years)}"
        for one in forced(run.solution)
    ]
    if not held:
        return ""
    return (
        f"What forces it: {listed(held)}. Where a plant only stands still, `supply_loss` in a "
        "world lets those who live on what it makes stop too."
    )


def _sentence(run: Run) -> str:
    title = run.case.strategy.title
    conflict = run.records.conflict_told()
    rules = [opposed_in_words(run.records, rule) for rule in conflict.told]
    if not rules:
        return f"“{title}” is left out: the solver found no plan for it."
    more = f"{text} " if (text := more_in_words(conflict)) else ""
    forces = f"{text} " if (text := says_what_forces(run)) else ""
    return (
        f"“{title}” is left out, since no plan keeps all its rules: {'; but '.join(rules)}. "
        f"{more}{forces}`monazite mend` finds the nearest change of one lever with which there is "
        "one."
    )
