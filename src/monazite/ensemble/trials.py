"""Price-setting facts a little off, one at a time: every strategy of a world is solved again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from monazite.core.errors import InvalidInput
from monazite.ensemble.course import Course
from monazite.ensemble.ties import nearly_the_same
from monazite.model import Outcome
from monazite.parameters import varied_parameters
from monazite.study import Study, with_values

NEAR = 0.01
"""How far a price-setting fact, or all costs at random, are moved to see whether a number jumps."""

FAR = 0.1
"""How far a price-setting fact is moved to see whether a difference keeps its sign."""

COSTS = "costs"
"""Stands for the fact in trials that move all costs."""


@dataclass(frozen=True)
class Nudge:
    """A fact times a factor; `costs` stands for all costs, each off by up to a hundredth."""

    fact: str
    factor: float

    @property
    def near(self) -> bool:
        """Whether it is small enough that no number should jump."""
        return self.fact == COSTS or abs(self.factor - 1.0) <= NEAR + 1e-12


@dataclass(frozen=True, eq=False)
class Trial:
    """What every strategy comes to under a nudge; those without a plan are left out."""

    nudge: Nudge
    study: Study
    outcomes: Mapping[str, Outcome]


def nudges(facts: Sequence[str]) -> tuple[Nudge, ...]:
    """All nudges: costs, and each fact a hundredth and a tenth down and up."""
    factors = (1.0 - NEAR, 1.0 + NEAR, 1.0 - FAR, 1.0 + FAR)
    return (
        Nudge(COSTS, 1.0),
        *(Nudge(fact, factor) for fact in facts for factor in factors),
    )


def tried(courses: Sequence[Course], nudge: Nudge) -> Iterator[Trial]:
    """Solve courses of one study and world under a nudge, which for costs are two plans.

    Nothing comes of a nudge that leaves no such study.
    """
    study, base = courses[0].study, courses[0].base
    if nudge.fact == COSTS:
        pairs = {course.strategy: nearly_the_same(course, size=NEAR) for course in courses}
        for place in range(2):
            found = {name: pair[place] for name, pair in pairs.items() if len(pair) > place}
            yield Trial(nudge, study, found)
        return
    central = study.evidence.quantity(nudge.fact).value
    try:
        varied = with_values(study, {nudge.fact: central * nudge.factor}, "What if it were so?")
        parameters = varied_parameters(varied, study, base)
    except InvalidInput:
        return
    outcomes: dict[str, Outcome] = {}
    known = courses[0].unfold(parameters, study=varied)
    for course in courses:
        unfolded = (
            known if course is courses[0] else course.unfold(parameters, study=varied, known=known)
        )
        if unfolded[-1][1].status == "optimal":
            outcomes[course.strategy] = unfolded[-1][1]
    yield Trial(nudge, varied, outcomes)
