"""Solves a strategy as it would unfold: each piece of news is met with the past as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce

from monazite.core.edit import Edit
from monazite.core.labelled import Labelled
from monazite.model.basis import Basis
from monazite.model.outcome import Outcome
from monazite.model.parity import (
    MET,
    ROUNDS,
    STATED,
    Asked,
    Offer,
    as_edits,
    asked_again,
    first_asked,
    unsettled,
)
from monazite.model.past import Past
from monazite.model.session import Session
from monazite.parameters import Labels, Parameters
from monazite.parameters.positions import in_order, once_for_each, with_numbers
from monazite.parameters.remembering import apply_edits_once
from monazite.parameters.sameness import the_same
from monazite.parameters.staging import InformationStage, Turn

CLOSE = 100
"""Pivots from a like course up to which a course lies close to it, and meets prices as it did."""

OFFERS_AT_MOST = 16
"""Offers of pools that are kept as edits: of a few like courses stages with two rounds each."""


@dataclass(frozen=True)
class LikeCourses:
    """What courses like one that is solved lend it: where to start, and what pools ask first."""

    near: Sequence[tuple[Turn, Outcome]] = ()
    """Their outcomes by the turn of the stage, from which the solver starts; likest first."""
    asked: Sequence[tuple[Turn, Asked]] = ()
    """What pools ask in another course, by the turn at which it was news."""
    kept: bool = False
    """Whether bases of the course itself are kept, see `KeptBases`."""
    may_stand: bool = False
    """Whether the plan of the likest is looked at first as the plan itself, see `Standing`."""
    far: bool = False
    """Whether much is otherwise than in any of them."""
    shared: int = 0
    """So many first stages are the same in the likest."""

    def outcomes(self, turn: Turn) -> list[Outcome]:
        """Outcomes of stages at a turn."""
        return [one for at, one in self.near if at == turn]

    def prices(self, turn: Turn) -> Asked | None:
        """What pools asked last up to a turn."""
        known = [one for at, one in self.asked if at <= turn]
        return known[-1] if known else None


NO_COURSE = LikeCourses()
"""Where no like course is known."""


def solve_stages(
    session: Session,
    stages: Sequence[InformationStage],
    *,
    known: Sequence[Outcome] = (),
    without: Sequence[Outcome] = (),
    like: LikeCourses = NO_COURSE,
    reason: str = MET,
) -> tuple[Outcome, ...]:
    """Solve stages in order and give an outcome for each; the last one is what happened.

    `known` are outcomes of the first stages that were solved before. Stops abroad that are news
    find trade as the plan of the stage before has it, and keep it so in every later stage; those
    that are foreseen take from trade in plans of the same stages `without` them. A pool
    at home asks first what it does in a like course, and without one what it did in the stage
    before. Where that is not what it would ask beside imports, it asks so and the stage is solved
    again; the ledger says the `reason`. A stage without a plan ends the course.
    """
    course = _Course(session, stages, like, reason)
    outcomes: list[Outcome] = []
    stopped: tuple[tuple[Edit, ...], ...] = ()
    for number, stage in enumerate(stages):
        before = outcomes[-1] if outcomes else None
        if before is not None and stage.stops:
            stopped = (*stopped, stage.asked_by_stops(before["shipment"]))
        if number < len(known):
            outcomes.append(known[number])
        else:
            calm = without[number : number + 1]
            held = stage.left_by_stops(calm[0]["shipment"]) if calm else ()
            outcomes.append(course.solved(number, before, (held, *stopped)))
        if outcomes[-1].status != "optimal":
            break
    return tuple(outcomes)


@dataclass(frozen=True)
class _Course:
    """A course that is solved stage by stage."""

    session: Session
    stages: Sequence[InformationStage]
    like: LikeCourses
    reason: str

    def solved(
        self, number: int, before: Outcome | None, stopped: Sequence[tuple[Edit, ...]]
    ) -> Outcome:
        """Solve a stage behind the one before it, with trade as stops keep it."""
        stage = self.stages[number]
        opens, past = stage.opens, None if before is None else Past(before, stage.opens)
        prices = self.like.prices(stage.turn)
        if before is not None and prices is None:
            prices = Asked.in_plan(self.stages[number - 1], before)
        terms = reduce(apply_edits_once, stopped, stage.parameters)
        near = self.like.outcomes(stage.turn)
        if before is not None and number > self.like.shared and before.pivots > CLOSE:
            # one that lay far from all like courses goes on from where it stood
            near = [before]
        asked = first_asked(terms, opens, prices)
        return replace(self._met(terms, past, opens, asked, near), opens=opens, before=before)

    def _met(
        self,
        terms: Parameters,
        past: Past | None,
        opens: int,
        asked: Offer,
        near: Sequence[Outcome],
    ) -> Outcome:
        """Solve, and again as long as pools would ask something else once they see the plan."""
        kept, may_stand = self.like.kept, self.like.may_stand
        solve = partial(self.session.solve, past=past, kept=kept, may_stand=may_stand)
        outcome = solve(_asking(terms, asked, self.reason), near=near, far=self.like.far)
        # what lay close to a like course is likely to lie close to it in every round; of one whose
        # end is kept nobody knows, and where it has several like courses none may be as close as
        # itself
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
            outcome = solve(
                _asking(terms, asked, self.reason),
                near=likes,
                after=None if likes else outcome,
                met=len(rounds),
            )
        outcome = replace(outcome.settled(), rounds=tuple(rounds), pivots=pivots)
        if len(rounds) < ROUNDS or outcome.status != "optimal":
            return outcome
        return replace(outcome, unsettled=unsettled(outcome, opens, terms))


def _asking(terms: Parameters, asked: Offer, reason: str) -> Parameters:
    """Parameters under which pools ask this."""
    labels, stated = terms.labels, [terms[name] for name in STATED]
    wanted = [
        the_same(labels, name, with_numbers(in_order(terms[name], "lane", "period"), numbers))
        for name, numbers in zip(STATED, (asked.price, asked.cost), strict=True)
    ]
    return apply_edits_once(terms, _asked(labels, reason, *stated, *wanted))


# a lever that is moved leaves most offers as they were, and to write them takes longer than to look
@once_for_each(OFFERS_AT_MOST)
def _asked(labels: Labels, reason: str, *offers: Labelled) -> tuple[Edit, ...]:
    """Edits that put an offer in place of what is stated: price and cost of both, stated first."""
    price, cost, *wanted = offers
    terms = Parameters(labels, dict(zip(STATED, (price, cost), strict=True)), {})
    return as_edits(terms, Offer(*(one.values for one in wanted)), reason)
