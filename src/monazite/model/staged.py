"""Solves a strategy as it would unfold: each piece of news is met with the past as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monazite.core.edit import Edit
from monazite.model.basis import Basis
from monazite.model.outcome import Outcome
from monazite.model.parity import ROUNDS, prices_met
from monazite.model.past import Past
from monazite.model.session import Session
from monazite.parameters import apply_edits
from monazite.parameters.staging import InformationStage

CLOSE = 100
"""Pivots from a like course up to which a course lies close to it, and meets prices as it did."""


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
    if past is not None and past.outcome.pivots > CLOSE:
        # one that lay far from all like courses goes on from where it stood
        near = [past.outcome]
    outcome = session.solve(parameters, past=past, near=near, kept=kept)
    # what lay close to a like course is likely to lie close to it in every round
    pivots = outcome.pivots
    likes = near[:1] if pivots <= CLOSE else ()
    rounds: list[Basis] = []
    while len(rounds) < ROUNDS and outcome.status == "optimal":
        met = prices_met(outcome, stage.opens)
        if not met:
            break
        assert outcome.basis is not None
        rounds.append(outcome.basis)
        parameters = apply_edits(parameters, met)
        outcome = session.solve(
            parameters, past=past, near=likes or [outcome], met=len(rounds), kept=kept
        )
    return replace(outcome.settled(), rounds=tuple(rounds), pivots=pivots)
