"""A number taken apart: what it is made of, the limits that matter, and the facts they rest on."""

from __future__ import annotations

import re

from monazite.core.keys import key_named
from monazite.core.numerals import amount, share_or_amount
from monazite.findings.bottlenecks import TraceStep
from monazite.findings.indicators import indicators, title_of, unit_of
from monazite.runs.plan.enlarging import known_limits
from monazite.studio.asked import ExplainAsked
from monazite.studio.evidence import what_of
from monazite.studio.room import Room
from monazite.studio.told import Explained, StepView

__all__ = ["explain"]

RULES = 5
_QUOTED = re.compile(r"`([^`]+)`")


def explain(room: Room, asked: ExplainAsked) -> Explained:
    """Explain an indicator in a year; raises InvalidInput for one that is not there."""
    state, _ = room.understood(asked.state)
    key, run = asked.key, room.run(state)
    year = asked.year or state.year
    steps = run.records.trace(key, year, RULES, known_limits(run.records, year))
    said = indicators()[key_named(key).indicator].said
    solution = run.solution
    value = next((step.value for step in steps if step.depth == 0), None)
    telling = room.telling(state)
    unit, chosen = telling.told(solution, key)[1], telling.in_year(solution, key, year)
    return Explained(
        title=title_of(solution, key),
        formula=_QUOTED.sub(r"“\1”", said),
        text=share_or_amount(value, unit_of(solution, key)),
        told="" if unit == unit_of(solution, key) else share_or_amount(chosen, unit),
        year=year,
        steps=[
            StepView(
                depth=step.depth,
                kind=step.kind,
                text=what_of(room.known_facts[fact], room) if fact else step.text,
                value="" if step.value is None else amount(step.value, step.unit),
                before="" if step.before is None else amount(step.before, step.unit),
                where=step.where,
                fact=fact,
                grade=room.known_facts[fact].grade if fact else "",
            )
            for step in steps
            for fact in [_fact(room, step)]
            if step.text != said  # which stands above them all
        ],
        against=room.study.strategies[room.study.settings.baseline].title,
    )


def _fact(room: Room, step: TraceStep) -> str:
    """The id of the fact a step is; blank for what is none.

    It is told by what it is of, since its sheet says why it was chosen.
    """
    facts = room.study.evidence.facts
    return next((one for one in (step.text, step.where) if one in facts), "")
