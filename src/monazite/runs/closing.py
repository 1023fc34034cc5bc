"""Draws inputs nearer to the figures chosen where, as drawn, the rules of a study leave no plan.

What a plant must run and what it can run are facts of their own, and so are what one plant must
take and what another can make. Drawn apart they may contradict each other, which says nothing of
the world: both describe the same plants. Which of them belong together is listed nowhere; the rules
that leave no plan say so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from monazite.cases import Case, Solved, UncertainInput, Worker
from monazite.cases.draws import REASON, facts_at, without_matter_made
from monazite.core.errors import InvalidInput
from monazite.findings.bottlenecks import facts_in_conflict
from monazite.model import Outcome
from monazite.study import Study

__all__ = ["Draw", "Drawn", "closed", "facts_of", "solved_draw"]

CHOSEN = 0.5
"""The part of its range at which an input has the figure chosen."""

STEPS = 8
"""Steps by which inputs are drawn nearer to the figures chosen, until there is a plan."""


@dataclass(frozen=True)
class Draw:
    """One draw: at which part of its range each input lies, and the cases that see it."""

    cases: tuple[Case, ...]
    inputs: tuple[UncertainInput, ...]
    parts: Mapping[str, float]


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
    found = _solved(worker, draw)
    return _solved(worker, replace(draw, parts=closed(worker, draw))) if found.faults else found


def _solved(worker: Worker, draw: Draw) -> Drawn:
    facts = facts_of(worker.study, draw.inputs, draw.parts)
    solved: dict[str, Solved] = {}
    faults: dict[str, str] = {}
    for case in draw.cases:
        name = case.strategy.name
        try:
            found = worker.solve(case.with_facts(facts, REASON))
        except InvalidInput as refusal:
            faults[name] = refusal.problems[0].message
            continue
        if found.outcome.status == "optimal":
            solved[name] = found
        else:
            faults[name] = "the rules leave no plan"
    return Drawn(solved, faults)


def closed(worker: Worker, draw: Draw) -> dict[str, float]:
    """Give the parts of ranges with which every case has a plan, as near as can be to those drawn.

    Inputs behind rules that contradict each other belong together: each keeps the largest part of
    its way from the figure chosen with which there is a plan, the same part for all of them, in
    eighths. Contradictions that rest on other inputs are closed one after the other. All other
    inputs stay as drawn, and all of them do where a case is refused or has no plan whatever is
    drawn.
    """
    drawn, kept = dict(draw.parts), dict(draw.parts)

    def outcome(case: Case, parts: Mapping[str, float]) -> Outcome:
        facts = facts_of(worker.study, draw.inputs, parts)
        return worker.solve(case.with_facts(facts, REASON)).outcome

    try:
        groups = _contradictions(draw, outcome)
        if groups is None:
            return drawn
        for _, group in groups:
            kept |= dict.fromkeys(group, CHOSEN)
        for case, group in groups:
            kept |= _largest(case, group, drawn, kept, outcome)
        if any(outcome(case, kept).status != "optimal" for case in draw.cases):
            # one case asks for more than the one in which a contradiction was met first
            for _, group in groups:
                kept |= dict.fromkeys(group, CHOSEN)
    except InvalidInput:
        return drawn
    return kept


_Solve = Callable[[Case, Mapping[str, float]], Outcome]
"""What solves a case with inputs at parts of their ranges."""


def _contradictions(draw: Draw, outcome: _Solve) -> list[tuple[Case, set[str]]] | None:
    """Cases without a plan, each with inputs behind that; None if one has none whatever is drawn.

    Inputs found behind one are as chosen where others are looked for.
    """
    kept = dict(draw.parts)
    groups: list[tuple[Case, set[str]]] = []
    for case in draw.cases:
        while (found := outcome(case, kept)).status != "optimal":
            facts = facts_in_conflict(found)
            behind = {
                one.name
                for one in draw.inputs
                if kept[one.name] != CHOSEN and not facts.isdisjoint(one.facts)
            }
            if not behind:
                return None
            groups.append((case, behind))
            kept |= dict.fromkeys(behind, CHOSEN)
    return groups


def _largest(
    case: Case,
    group: set[str],
    drawn: Mapping[str, float],
    kept: Mapping[str, float],
    outcome: _Solve,
) -> dict[str, float]:
    """The largest part of the way to where inputs were drawn with which a case has a plan."""
    least, most = 0, STEPS
    while most - least > 1:
        middle = (least + most) // 2
        if outcome(case, {**kept, **_nearer(drawn, group, middle)}).status == "optimal":
            least = middle
        else:
            most = middle
    return _nearer(drawn, group, least)


def _nearer(drawn: Mapping[str, float], group: set[str], step: int) -> dict[str, float]:
    return {name: CHOSEN + step / STEPS * (drawn[name] - CHOSEN) for name in group}
