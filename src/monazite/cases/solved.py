"""A case with what it came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from monazite.cases.case import Case
from monazite.model import Outcome
from monazite.parameters import InformationStage
from monazite.study import Study


@dataclass(frozen=True, eq=False)
class Solved:
    """A case with what it came to: its study, the stages it unfolded in, an outcome for each."""

    case: Case
    study: Study
    stages: tuple[InformationStage, ...]
    outcomes: tuple[Outcome, ...]
    seconds: Mapping[str, float] = field(default_factory=dict)
    """How long the levers took, and all of it; next to nothing where it was known."""

    @property
    def outcome(self) -> Outcome:
        """What happened in the end."""
        return self.outcomes[-1]

    @property
    def plans(self) -> list[tuple[InformationStage, Outcome]]:
        """Every stage that has a plan, with it."""
        pairs = zip(self.stages, self.outcomes, strict=False)
        return [(stage, outcome) for stage, outcome in pairs if outcome.status == "optimal"]
