"""Where a case starts from: a like one that it names itself, never whatever was asked before."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pytest

from monazite.cases import Case, Worker, starting
from monazite.cases.draws import drawn_facts, drawn_inputs, drawn_parts
from monazite.cases.starting import MANY, Starting
from monazite.model import Outcome
from monazite.parameters.staging import decision_year
from monazite.runs.draws.closing import Draw, closed
from monazite.strategy import Strategy

from .. import shipped

STUDY = shipped.study("toy")
NOTHING = STUDY.strategies[STUDY.settings.baseline]
PLAIN = Case(STUDY.strategies["both"], STUDY.worlds["central"])


def in_part(count: int) -> Case:
    """The first levers of a strategy, which no file of the study states."""
    levers = PLAIN.strategy.levers[:count]
    return PLAIN.with_strategy(PLAIN.strategy.model_copy(update={"name": "own", "levers": levers}))


def to_the_last_digit(one: Outcome, other: Outcome) -> None:
    """Hold two outcomes equal."""
    assert one.objective == other.objective
    for name, values in one.values.items():
        np.testing.assert_array_equal(other.values[name].values, values.values, name)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """Cases that others start from, in the order in which they are looked up."""
    found: list[Case] = []
    ours = Starting._starts

    def starts(self: Starting, like: Case) -> list[tuple[int, Outcome]]:
        found.append(like)
        return ours(self, like)

    monkeypatch.setattr(Starting, "_starts", starts)
    return found


def test_a_draw_that_lies_far_starts_from_the_baseline_with_the_same_facts(
    asked: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And is the same whether the baseline was asked for before, or never by anybody."""
    monkeypatch.setattr(starting, "FURTHER", -1)
    (facts,) = drawn_facts(STUDY, drawn_inputs(STUDY), 1, 0)
    assert len(facts) >= MANY
    draw = PLAIN.with_facts(facts)
    worker = Worker(STUDY)
    alone = worker.solve(draw).outcome
    baseline = worker.baseline_of(draw)
    assert baseline in asked
    assert draw.plain not in asked
    other = Worker(STUDY)
    for before in (baseline, PLAIN, draw.with_facts({}, "others ask too")):
        other.solve(before)
    to_the_last_digit(other.solve(draw).outcome, alone)


@pytest.mark.parametrize(("further", "like"), [(300, PLAIN.strategy), (-1, NOTHING)])
def test_few_facts_start_from_the_same_without_unless_they_move_the_plan_far(
    further: int, like: Strategy, asked: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "FURTHER", further)
    few = PLAIN.with_facts({"capacity:hom-mine": 45.0})
    worker = Worker(STUDY)
    worker.solve(worker.baseline_of(few))
    asked.clear()
    found = worker.solve(few).outcome
    assert asked[0].strategy == like
    assert (asked[0].facts == few.facts) == (like is NOTHING)
    to_the_last_digit(Worker(STUDY).solve(few).outcome, found)


def test_one_after_another_starts_from_that_and_ends_the_same(asked: list[Case]) -> None:
    first, then = in_part(1), in_part(2)
    chained = replace(then, after=first)
    alone = Worker(STUDY).solve(then).outcome
    asked.clear()
    after = Worker(STUDY).solve(chained).outcome
    assert asked[0] == first
    assert after.objective == pytest.approx(alone.objective, rel=1e-12)
    busy = Worker(STUDY)
    for other in (then, first, PLAIN):
        busy.solve(other)
    to_the_last_digit(busy.solve(chained).outcome, after)


def test_a_draw_after_the_baseline_of_another_starts_from_it(asked: list[Case]) -> None:
    """The baseline of its own facts does so, and it shares that one's first stage."""
    first, swapped = drawn_facts(STUDY, drawn_inputs(STUDY), 2, 0)
    before = PLAIN.with_facts(first).with_strategy(NOTHING)
    case = replace(PLAIN.with_facts({**first, **dict(list(swapped.items())[:3])}), after=before)
    worker = Worker(STUDY)
    baseline = worker.baseline_of(case)
    assert (baseline.after, baseline.facts) == (before, case.facts)
    found = worker.solve(case)
    assert asked[0] == baseline
    assert before in asked
    assert PLAIN not in asked
    assert found.outcomes[0].opens == worker.solve(baseline).outcomes[0].opens
    alone = Worker(STUDY).solve(replace(case, after=None)).outcome
    assert found.outcome.objective == pytest.approx(alone.objective, rel=1e-12)
    busy = Worker(STUDY)
    for other in (case.plain, replace(case, after=None), before):
        busy.solve(other)
    to_the_last_digit(busy.solve(case).outcome, found.outcome)


def test_one_after_another_is_told_from_the_same_alone() -> None:
    """What it comes after may decide its last digits, so it is part of what it says."""
    alone, chained = in_part(2), replace(in_part(2), after=in_part(1))
    assert chained != alone
    assert chained.hash != alone.hash
    assert chained.as_data()["after"] == in_part(1).hash
    assert pickle.loads(pickle.dumps(chained)) == chained
    baseline = Worker(STUDY).baseline_of(chained)
    assert baseline.after is None


@pytest.mark.slow
def test_stages_before_strategies_are_decided_are_shared_along_a_row() -> None:
    """They are solved once, as the baseline has them, however long the row."""
    study = shipped.study("india")
    worker = Worker(study)
    subject = Case(study.strategies["announced"], study.worlds[study.settings.world])
    row = worker.baseline_of(subject)
    before = worker.solve(row)
    for count in (1, 2):
        levers = subject.strategy.levers[:count]
        own = subject.strategy.model_copy(update={"name": "own", "levers": levers})
        row = replace(subject.with_strategy(own), after=row)
    solved = worker.solve(row)
    decided = decision_year(study, solved.stages[0].opens)
    shared = [stage.opens < decided for stage in solved.stages]
    assert shared[0]
    assert not shared[-1]
    for same, one, other in zip(shared, solved.outcomes, before.outcomes, strict=True):
        assert (one is other) == same
    alone = Worker(study).solve(replace(row, after=None)).outcome
    assert solved.outcome.objective == pytest.approx(alone.objective, rel=1e-9)


def test_after_one_whose_levers_cannot_be_applied_a_case_is_as_good_as_alone() -> None:
    """Where there is nothing to start from it starts as it would alone."""
    refused = in_part(1).with_facts({"capacity:no-such-fact": 1.0})
    chained = replace(in_part(2), after=refused)
    alone = Worker(STUDY).solve(in_part(2)).outcome
    assert Worker(STUDY).solve(chained).outcome.objective == pytest.approx(
        alone.objective, rel=1e-12
    )


@pytest.mark.slow
def test_what_comes_after_a_case_without_a_plan_is_as_it_would_be_without_it() -> None:
    """Draw 24 of India has none, and left the solver so that the next came to other last digits."""
    study = shipped.study("india")
    case = Case(study.strategies[study.settings.baseline], study.worlds["central"])
    worker = Worker(study)
    _ = worker.base  # which facts are drawn is known once all cells are read
    inputs = drawn_inputs(study)
    parts = {name: float(part[24]) for name, part in drawn_parts(inputs, 32, 7).items()}
    draw = Draw((case,), inputs, parts)
    (nearer,) = closed(worker, draw)[1]
    assert nearer.facts != draw.cases_at(study, parts)[0].facts
    to_the_last_digit(worker.solve(nearer).outcome, Worker(study).solve(nearer).outcome)
