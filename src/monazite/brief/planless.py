"""What a brief says of strategies that have no plan: which rules contradict each other, and why."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.core.wording import listed, lowered
from monazite.runs.run import Run

__all__ = ["says_of_planless"]


def says_of_planless(runs: Sequence[Run]) -> list[str]:
    """A sentence for each run without a plan, with the rules in its way and the levers behind."""
    return [_sentence(run) for run in runs if run.status != "optimal"]


def _sentence(run: Run) -> str:
    title = run.case.strategy.title
    rules = []
    for rule in run.records.conflict():
        levers = [f"“{named or place.name}”" for named, place in run.records.levers_behind(rule)]
        where = rule.title if rule.year is None else f"{rule.title}, {rule.year}"
        behind = f", as {listed(levers)} would have it" if levers else ""
        rules.append(f"{lowered(rule.sentence.rstrip('.'))} ({where}){behind}")
    if not rules:
        return f"“{title}” is left out: the solver found no plan for it."
    return (
        f"“{title}” is left out, since no plan keeps all its rules: {'; but '.join(rules)}. "
        "`monazite mend` finds the nearest change of one lever with which there is one."
    )
