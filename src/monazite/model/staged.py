"""Solves a strategy as it would unfold: each piece of news is met with the past as it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from monazite.core.edit import Edit
from monazite.model.basis import Basis
from monazite.model.outcome import Outcome
from monazite.model.parity import (
    MET,
    ROUNDS,
    Asked,
    Offer,
    as_edits,
    asked_again,
    first_asked,
    unsettled,
)
from monazite.model.past import Past
from monazite.model.session import Session
from monazite.parameters import Parameters, apply_edits
from monazite.parameters.staging import InformationStage

CLOSE = 100
"""Pivots from a like course up to which a course lies close to it, and meets prices as it did."""


def solve_stages(
    session: Session,
    stages: Sequence[InformationStage],
    *,
    known: Sequence[Outcome] = (),
    near: Sequence[tuple[int, Outcome]] = (),
    asked: Sequence[tuple[int, Asked]] = (),
    reason: str = MET,
    kept: bool = False,
    may_stand: bool = False,
    far: bool = False,
    shared: int = 0,
) -> tuple[Outcome, ...]:
    """Solve stages in order and give an outcome for each; the last one is what happened.

    `known` are outcomes of the first stages that were solved before; `near` outcomes of similar
    courses by the year their stage opened, from which the solver starts, the likeliest first.
    Stops abroad that are news find trade as the plan of the stage before has it, and keep it so in
    every later stage. A pool at home asks first what it does in another course, whose prices
    `asked` gives by the year they were news, and without one what it did in the stage before. Where
    that is not what it would ask beside imports, it asks so and the stage is solved again; the
    ledger says the `reason`. A stage without a plan ends the course. `kept` are courses whose bases
    are kept, see `KeptBases`, what `may_stand` is looked at first as the plan it is like, and what
    is `far` has much that is otherwise. So many first stages as are `shared` with the likest course
    are the same in both.
    """
    outcomes: list[Outcome] = []
    starts: dict[int, list[Outcome]] = {}
    for opens, like in near:
        starts.setdefault(opens, []).append(like)
    stopped: tuple[Edit, ...] = ()
    for number, stage in enumerate(stages):
        before = outcomes[-1] if outcomes else None
        if before is not None and stage.stops:
            stopped = stage.asked_by_stops(before["shipment"], stopped)
        if number < len(known):
            outcome = known[number]
        else:
            past = Past(before, stage.opens) if before is not None else None
            prices = [one for opened, one in asked if opened <= stage.opens][-1:]
            if before is not None and not prices:
                prices = [Asked.in_plan(stages[number - 1], before)]
            terms = apply_edits(stage.parameters, stopped) if stopped else stage.parameters
            first = first_asked(terms, stage.opens, prices[0] if prices else None)
            likes = starts.get(stage.opens, ())
            if past is not None and number > shared and past.outcome.pivots > CLOSE:
                # one that lay far from all like courses goes on from where it stood
                likes = [past.outcome]
            solve = partial(session.solve, past=past, kept=kept, may_stand=may_stand)
            outcome = _solved(solve, stage.opens, terms, first, likes, far, kept, reason)
            outcome = replace(outcome, opens=stage.opens, before=before)
        outcomes.append(outcome)
        if outcome.status != "optimal":
            break
    return tuple(outcomes)


def _solved(
    solve: Callable[..., Outcome],
    opens: int,
    terms: Parameters,
    asked: Offer,
    near: Sequence[Outcome],
    far: bool,
    kept: bool,
    reason: str,
) -> Outcome:
    """Solve a stage, and again as long as pools would ask something else once they see its plan."""
    outcome = solve(_asking(terms, asked, reason), near=near, far=far)
    # what lay close to a like course is likely to lie close to it in every round; of one whose end
    # is kept nobody knows, and where it has several like courses none may be as close as itself
    pivots = outcome.pivots
    likes = near[:1] if pivots <= CLOSE and not (kept and len(near) > 1) else ()
    rounds: list[Basis] = []
    while len(rounds) < ROUNDS and outcome.status == "optimal":
        again = asked_again(outcome, opens, terms)
        if again.is_like(asked):
            break
        asked = again
        assert outcome.basis is not None
        rounds.append(outcome.basis)
        after = None if likes else outcome
        outcome = solve(_asking(terms, asked, reason), near=likes, after=after, met=len(rounds))
    outcome = replace(outcome.settled(), rounds=tuple(rounds), pivots=pivots)
    if len(rounds) < ROUNDS or outcome.status != "optimal":
        return outcome
    return replace(outcome, unsettled=unsettled(outcome, opens, terms))


def _asking(terms: Parameters, asked: Offer, reason: str) -> Parameters:
    found = as_edits(terms, asked, reason)
    return apply_edits(terms, found) if found else terms
