"""A number taken apart: what it is made of, the limits that matter, and the facts they rest on."""

from __future__ import annotations

from monazite.core.numerals import amount
from monazite.findings.indicators import indicators, title_of, unit_of
from monazite.studio.asked import ExplainAsked
from monazite.studio.room import Room
from monazite.studio.told import Explained, StepView

__all__ = ["explain"]

RULES = 5


def explain(room: Room, asked: ExplainAsked) -> Explained:
    """Explain an indicator in a year; raises InvalidInput for one that is not there."""
    state, _ = room.understood(asked.state)
    key, run = asked.key, room.run(state)
    year = asked.year or state.year
    steps = run.records.trace(key, year, RULES)
    facts = room.study.evidence.facts
    solution = run.solution
    value = next((step.value for step in steps if step.depth == 0), None)
    name = key.partition(".")[0]
    return Explained(
        title=title_of(solution, key),
        formula=indicators()[name].said if name in indicators() else "",
        text=amount(value, unit_of(solution, key)),
        year=year,
        steps=[
            StepView(
                depth=step.depth,
                kind=step.kind,
                text=step.text,
                value="" if step.value is None else amount(step.value, step.unit),
                before="" if step.before is None else amount(step.before, step.unit),
                where=step.where,
                fact=next((one for one in (step.text, step.where) if one in facts), ""),
            )
            for step in steps
        ],
    )
