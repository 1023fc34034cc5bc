"""What is told of a state without a plan: what stands against one another, and what can be had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monazite.core.errors import Problem, RulesContradict
from monazite.runs.plan.contradicted import at_in_words, facts_in_words, more_in_words, names_behind
from monazite.runs.questions.mending import LEFT_OUT, Mended, mended
from monazite.runs.run import Run
from monazite.studio.found import Planless, Step
from monazite.studio.taking import worked_out
from monazite.studio.told import OpposedRule

__all__ = ["opposed_rules", "without_plan"]


def opposed_rules(run: Run) -> list[OpposedRule]:
    """Tell the rules that contradict each other, with the levers behind; nothing with a plan."""
    if run.status != "infeasible":
        return []
    conflict = run.records.conflict_told()
    told = [
        OpposedRule(
            text=f"{one.sentence.rstrip('.')} ({at_in_words(one)})"
            + (f", on {facts_in_words(one)}" if one.facts and not one.levers else ""),
            levers=names_behind(run.records, one),
        )
        for one in conflict.told
    ]
    if more := more_in_words(conflict):
        told.append(OpposedRule(text=more, levers=[]))
    return told


def without_plan(run: Run) -> Iterator[Step]:
    """Tell what stands against one another, then every change of one lever that leaves a plan.

    Raises RulesContradict at the end, since what was asked for cannot be worked out.
    """
    title, conflict = run.case.strategy.title, opposed_rules(run)
    yield 0, 0, "Looking for what leaves a plan", Planless(title=title, conflict=conflict)
    rows = yield from worked_out(lambda work: mended(run.records, work))
    told = Planless(title=title, conflict=conflict, changes=_changes(rows))
    yield 1, 1, "Looked for what leaves a plan", told
    raise RulesContradict(
        Problem(
            message=f"“{title}” has no plan, so there is nothing to work out",
            remedy="below stands why, and what can be had",
        )
    )


def _changes(rows: Sequence[Mended]) -> list[str]:
    return [
        f"without “{one.lever}”"
        if one.needed == LEFT_OUT
        else f"“{one.lever}”: {one.field.replace('_', ' ')} "
        f"{' '.join(filter(None, (one.needed, one.unit)))} instead of {one.stated}"
        for one in rows
    ]
