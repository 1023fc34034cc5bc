"""Draws inputs nearer to the figures chosen where, as drawn, the rules of a study leave no plan.

What a plant must run and what it can run are facts of their own, and so are what one plant must
take and what another can make. Drawn apart they may contradict each other, which says nothing of
the world: both describe the same plants. Which of them belong together is listed nowhere; the rules
that leave no plan say so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from monazite.cases import Case, Solved, UncertainInput, Worker, refutes
from monazite.cases.draws import REASON, facts_at, without_matter_made
from monazite.core.errors import InvalidInput
from monazite.findings.bottlenecks import facts_in_conflict
from monazite.study import Study

__all__ = ["Draw", "Drawn", "closed", "facts_of", "solved_draw"]

CHOSEN = 0.5
"""The part of its range at which an input has the figure chosen."""

STEPS = 8
"""Steps by which inputs are drawn nearer to the figures chosen, until there is a plan."""


@dataclass(frozen=True)
class Draw:
    """One draw: at which part of its range each input lies, and the cases that see it.

    One that comes `after` a baseline in another draw, which differs in few inputs, starts from it.
    """

    cases: tuple[Case, ...]
    inputs: tuple[UncertainInput, ...]
    parts: Mapping[str, float]
    after: Case | None = None

    def cases_at(self, study: Study, parts: Mapping[str, float]) -> tuple[Case, ...]:
        """Give the cases with inputs at some parts of their ranges, and matter as it balances."""
        facts = facts_of(study, self.inputs, parts)
        return tuple(
            replace(case.with_facts(facts, REASON), after=self.after) for case in self.cases
        )

    def nearer(self, steps: Mapping[str, int]) -> dict[str, float]:
        """Give the parts with each input at so many steps of its way from the figure chosen."""
        return {
            name: part if steps[name] == STEPS else CHOSEN + steps[name] / STEPS * (part - CHOSEN)
            for name, part in self.parts.items()
        }


def facts_of(
    study: Study, inputs: Sequence[UncertainInput], parts: Mapping[str, float]
) -> dict[str, float]:
    """Give the facts of a draw, with matter as it must balance."""
    return dict(without_matter_made(study, facts_at(study, inputs, parts)))


@dataclass(frozen=True, eq=False)
class Drawn:
    """What every strategy came to in one draw, or why there is no such study or no plan."""

    solved: Mapping[str, Solved]
    """By strategy; those without a plan are left out."""
    faults: Mapping[str, str]
    """Why there is none, by strategy."""


def solved_draw(worker: Worker, draw: Draw) -> Drawn:
    """Solve the cases of one draw, drawn nearer where the rules would leave no plan."""
    solved: dict[str, Solved] = {}
    faults: dict[str, str] = {}
    for case in closed(worker, draw)[1]:
        name = case.strategy.name
        try:
            found = worker.solve(case)
        except InvalidInput as refusal:
            faults[name] = refusal.problems[0].message
            continue
        if found.outcome.status == "optimal":
            solved[name] = found
        else:
            faults[name] = "the rules leave no plan"
    return Drawn(solved, faults)


def closed(worker: Worker, draw: Draw) -> tuple[Mapping[str, float], tuple[Case, ...]]:
    """Give parts of ranges with which every case has a plan, near those drawn, and the cases there.

    The cases are solved one after the other. Inputs behind rules that contradict each other belong
    together: they keep the largest part of their way from the figures chosen with which these rules
    no longer contradict each other, in eighths, the same for all of them unless another
    contradiction has left one less. So one contradiction is closed after the other until there is a
    plan. All other inputs stay as drawn, and all of them do where a case is refused or has no plan
    whatever is drawn.
    """
    drawn = draw.cases_at(worker.study, draw.parts)
    steps, parts, cases = dict.fromkeys(draw.parts, STEPS), draw.parts, drawn
    try:
        while (met := _without_plan(worker, cases)) is not None:
            place, found = met
            behind = _behind(draw, found, steps)
            if not behind:
                return draw.parts, drawn
            step = _step(worker, draw, place, found, steps, behind)
            steps = _at_most(steps, behind, step)
            parts = draw.nearer(steps)
            cases = draw.cases_at(worker.study, parts)
    except InvalidInput:
        return draw.parts, drawn
    return parts, cases


def _without_plan(worker: Worker, cases: Sequence[Case]) -> tuple[int, Solved] | None:
    """The first of some cases that has no plan, and its number; None where all have one."""
    for place, case in enumerate(cases):
        found = worker.solve(case)
        if found.outcome.status != "optimal":
            return place, found
    return None


def _behind(draw: Draw, found: Solved, steps: Mapping[str, int]) -> list[str]:
    """Inputs behind the rules that leave no plan, as far as they are not at the figure chosen."""
    facts = facts_in_conflict(found.outcome)
    return [
        one.name
        for one in draw.inputs
        if steps[one.name] and draw.parts[one.name] != CHOSEN and not facts.isdisjoint(one.facts)
    ]


def _step(
    worker: Worker,
    draw: Draw,
    place: int,
    found: Solved,
    steps: Mapping[str, int],
    behind: Collection[str],
) -> int:
    """The largest step, below that of the inputs behind a contradiction, that ends it.

    What proved that there is no plan is looked at again with other facts, which takes no solve.
    """
    least, most = 0, max(steps[name] for name in behind)
    while most - least > 1:
        middle = (least + most) // 2
        parts = draw.nearer(_at_most(steps, behind, middle))
        case = draw.cases_at(worker.study, parts)[place]
        holds = refutes(worker, found, case)
        if holds is None:
            holds = worker.solve(case).outcome.status != "optimal"
        least, most = (least, middle) if holds else (middle, most)
    return least


def _at_most(steps: Mapping[str, int], names: Collection[str], most: int) -> dict[str, int]:
    return {name: min(step, most) if name in names else step for name, step in steps.items()}
