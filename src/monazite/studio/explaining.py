"""A number taken apart: what it is made of, the limits that matter, and the facts they rest on."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from monazite.core.numerals import amount
from monazite.findings.indicators import indicators, title_of, unit_of
from monazite.studio.room import Room
from monazite.studio.state import State

__all__ = ["ExplainAsked", "Explained", "StepView", "explain"]

RULES = 5


class ExplainAsked(BaseModel):
    """Which number of a state is to be taken apart; a year of 0 is that of the state."""

    state: State
    key: Annotated[str, Field(max_length=200)]
    year: Annotated[int, Field(ge=0, le=3000)] = 0


class StepView(BaseModel):
    """A step of a trace, with how deep it stands below the number."""

    depth: int
    kind: str
    text: str
    value: str
    before: str
    where: str
    fact: str = ""


class Explained(BaseModel):
    """A number with its formula in words and everything it was made from."""

    title: str
    formula: str
    text: str
    year: int
    steps: list[StepView]


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
