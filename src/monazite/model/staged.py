"""Solves a strategy as it would unfold: each piece of news is met with the past as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monazite.core.edit import Edit
from monazite.model.outcome import Outcome
from monazite.model.parity import ROUNDS, prices_met
from monazite.model.past import Past
from monazite.model.session import Session
from monazite.parameters import apply_edits
from monazite.parameters.staging import InformationStage


def solve_stages(
    session: Session,
    stages: Sequence[InformationStage],
    *,
    known: Sequence[Outcome] = (),
    near: Sequence[tuple[int, Outcome]] = (),
    kept: bool = False,
) -> tuple[Outcome, ...]:
    """Solve stages in order and give an outcome for each; the last one is what happened.

    `known` are outcomes of the first stages that were solved before; `near` outcomes of similar
    courses by the year their stage opened, from which the solver starts, the likeliest first.
    Stops abroad that are news find trade as the plan of the stage before has it, and keep it so in
    every later stage. Where imports undersell a pool at home, it meets them and the stage is solved
    again. A stage without a plan ends the course. `kept` are courses whose bases are kept, see
    `KeptBases`.
    """
    outcomes: list[Outcome] = []
    starts: dict[int, list[Outcome]] = {}
    for opens, like in near:
        starts.setdefault(opens, []).append(like)
    asked: tuple[Edit, ...] = ()
    for number, stage in enumerate(stages):
        before = outcomes[-1] if outcomes else None
        if before is not None and stage.stops:
            asked = stage.asked_by_stops(before["shipment"], asked)
        if number < len(known):
            outcome = known[number]
        else:
            past = Past(before, stage.opens) if before is not None else None
            outcome = _solved(session, stage, asked, past, starts.get(stage.opens, ()), kept)
            outcome = replace(outcome, opens=stage.opens, before=before)
        outcomes.append(outcome)
        if outcome.status != "optimal":
            break
    return tuple(outcomes)


def _solved(
    session: Session,
    stage: InformationStage,
    asked: tuple[Edit, ...],
    past: Past | None,
    near: Sequence[Outcome],
    kept: bool,
) -> Outcome:
    """Solve a stage, and again where imports undersell what a pool at home is stated to ask."""
    parameters = apply_edits(stage.parameters, asked) if asked else stage.parameters
    first = outcome = session.solve(parameters, past=past, near=near, kept=kept)
    for _ in range(ROUNDS):
        met = prices_met(outcome, stage.opens) if outcome.status == "optimal" else ()
        if not met:
            break
        parameters = apply_edits(parameters, met)
        outcome = session.solve(parameters, past=past, near=[outcome], kept=kept)
    return outcome if outcome is first else replace(outcome, opening=first.basis)
