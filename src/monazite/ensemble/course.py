"""A strategy solved before is solved again under other numbers, from where it ended then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from monazite.core.edit import Edit
from monazite.model import Outcome, Session, solve_stages
from monazite.parameters import Parameters, Stage, apply_edits, stages
from monazite.parameters.staging import decision_year
from monazite.strategy import Lever
from monazite.study import Study

Known = Sequence[tuple[Stage, Outcome]]
"""Stages of another strategy under the same numbers, with what they came to."""


@dataclass(frozen=True, eq=False)
class Course:
    """A strategy in a world, on one programme.

    `solved` are outcomes of its stages where they are known already; else they are solved when
    first needed. Every re-solve starts from them, stage by stage, and never from whatever was
    solved in between, so that an answer does not depend on what was asked before.
    """

    study: Study
    session: Session
    strategy: str
    world: str
    solved: tuple[Outcome, ...] = ()
    without: type[Lever] | None = None

    @property
    def base(self) -> Parameters:
        """The parameters of the study before any lever."""
        return self.session.programme.parameters

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of the strategy as the study has it."""
        return self._staged(self.base)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What the stages come to as the study has them."""
        return self.solved or solve_stages(self.session, self.stages)

    @property
    def outcome(self) -> Outcome:
        """What the strategy comes to as the study has it."""
        return self.outcomes[-1]

    @property
    def decided(self) -> int:
        """The year from which the strategy is known."""
        return decision_year(self.study, self.base.labels.periods[0])

    def solve(
        self,
        base: Parameters | None = None,
        *,
        edits: Sequence[Edit] = (),
        study: Study | None = None,
    ) -> Outcome:
        """Stage and solve the strategy from other parameters, given before any lever.

        `edits` come after the levers, in every stage in which the strategy is known: what was
        before stays as it was. `study` is the variation the base was gathered from; levers read
        money from it. With none of the three the outcome is that of the study.

        Raises InvalidInput when a lever or an edit cannot be applied.
        """
        return self.unfold(base, edits=edits, study=study)[-1][1]

    def unfold(
        self,
        base: Parameters | None = None,
        *,
        edits: Sequence[Edit] = (),
        study: Study | None = None,
        known: Known = (),
    ) -> tuple[tuple[Stage, Outcome], ...]:
        """Do what `solve` does and give every stage with its outcome.

        `known` may hold stages of another strategy solved from the very same base; the first ones
        are taken over as far as both strategies are alike.
        """
        course = self.stages if base is None else self._staged(base, study)
        if edits:
            course = tuple(
                replace(stage, parameters=apply_edits(stage.parameters, edits))
                if stage.opens >= self.decided
                else stage
                for stage in course
            )
        shared: list[Outcome] = []
        for (stage, outcome), own in zip(known, course, strict=False):
            if (stage.opens, stage.levers) != (own.opens, own.levers):
                break
            shared.append(outcome)
        outcomes = solve_stages(
            self.session,
            course,
            known=shared,
            near=[
                (stage.opens, outcome)
                for stage, outcome in zip(self.stages, self.outcomes, strict=False)
                if outcome.status == "optimal"
            ],
        )
        return tuple(zip(course, outcomes, strict=False))

    def _staged(self, base: Parameters, study: Study | None = None) -> tuple[Stage, ...]:
        return stages(study or self.study, base, self.strategy, self.world, without=self.without)
