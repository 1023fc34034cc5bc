"""A rule written for a test is found wherever rules are spoken of, though nothing lists it.

Home's presses may not run beyond their water right, and lack of water may be bought off at 9,000
USD a tonne. The right is a parameter the programme reads nowhere else: `host_output` of the press,
set by an edit. Every line about it below follows from the record and from what was noted while it
was written.
"""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from rich.console import Console

from monazite.brief.sentences.bottlenecks import says_what_holds
from monazite.cases import Case, Worker, holds, next_bottlenecks
from monazite.cli.binding import strip
from monazite.core.edit import Edit
from monazite.core.labelled import Labelled
from monazite.core.origin import LEVERS, Origin
from monazite.findings.bottlenecks import binding_constraints, contradictions, soft_rules, trace
from monazite.findings.indicators import compute
from monazite.findings.solution import Solution
from monazite.model import RULES, Outcome, Programme, Rule, Session, build_programme, programme
from monazite.model.draft import Draft, weight
from monazite.model.rule import Penalty, Relief, declare, withdraw
from monazite.parameters import apply_edits, parameters_of

from .. import shipped

STUDY = shipped.study("toy")
BASE = parameters_of(STUDY)
PRESS = ["hom_magnets"]
LEVER = Origin("strategies/dry.yaml", LEVERS, 0)


def right(outcome: Outcome) -> Labelled:
    return outcome.parameters["host_output"].sel(facility=PRESS)


def within_water(outcome: Outcome) -> Labelled:
    return outcome["activity"].sel(facility=PRESS)


DRY = Rule(
    name="output_within_water",
    sentence="A press uses no more water than it has a right to.",
    limits="activity",
    subject="facility",
    sense="ceiling",
    owner="nature",
    unit="t/yr",
    words="water",
    used=within_water,
    limit=right,
    relief=Relief("host_output"),
)
WET = Rule(
    name="output_for_canal",
    sentence="A press sends water on to the canal, or pays for it.",
    limits="activity",
    subject="facility",
    sense="floor",
    owner="state",
    unit="t/yr",
    words="canal water",
    penalty=Penalty(
        slack="canal_missed",
        due=lambda outcome: 2.0 * right(outcome),
        missing=lambda outcome: outcome["canal_missed"],
        price=lambda p: p["capital_cost"] * 0.0 + 9_000.0,
        why="what water costs",
    ),
)


def write_water(draft: Draft) -> None:
    if not set(PRESS) <= set(draft.labels.facilities):
        return  # another study
    activity = draft.whole("activity").sel(facility=PRESS)
    draft.require(
        "output_within_water",
        activity,
        "<=",
        draft.limit("output_within_water", lambda p: p["host_output"].sel(facility=PRESS)),
    )
    missed = draft.variable(
        "canal_missed",
        {"facility": PRESS, "period": draft.labels.coordinates("period")},
    )
    draft.cost(
        "canal_missed",
        lambda p: (9_000.0 * weight(p)).expand_dims(facility=PRESS),
    )
    draft.require(
        "output_for_canal",
        activity + missed,
        ">=",
        draft.limit("output_for_canal", lambda p: 2.0 * p["host_output"].sel(facility=PRESS)),
    )


def set_right(tonnes: float) -> Edit:
    return Edit(
        parameter="host_output",
        where={"facility": "hom_magnets"},
        operation="set",
        value=tonnes,
        reason="The river runs dry.",
        origin=LEVER,
        source="toy/invented",
    )


class Solved(NamedTuple):
    """The toy with two rules more, its press with a right to 12 of its 20 t."""

    programme: Programme
    session: Session
    solution: Solution


@pytest.fixture
def watered(monkeypatch: pytest.MonkeyPatch) -> Iterator[Solved]:
    equations = (*programme.EQUATIONS[:-1], write_water, programme.EQUATIONS[-1])
    monkeypatch.setattr(programme, "EQUATIONS", equations)
    declare(DRY)
    declare(WET)
    try:
        built = build_programme(BASE)
        session = Session(built)
        outcome = session.solve(apply_edits(BASE, [set_right(12.0)]))
        yield Solved(built, session, Solution(STUDY, outcome))
    finally:
        withdraw(DRY)
        withdraw(WET)


def test_what_it_reads_was_noted(watered: Solved) -> None:
    assert watered.programme.reads["output_within_water"] == ("host_output",)


def test_it_binds_and_is_traced_to_its_lever(watered: Solved) -> None:
    rows = [row for row in binding_constraints(watered.solution) if row.rule == DRY.name]
    assert [(row.utilisation, row.binding, row.size) for row in rows] == [(1.0, True, 12.0)] * 3
    assert {(row.words, row.levers) for row in rows} == {("water", (LEVER,))}
    steps = trace(watered.solution, "output", 2025).told()
    (at,) = [n for n, step in enumerate(steps) if step.where == f"{DRY.name}[hom_magnets, 2025]"]
    below = steps[at + 1 : at + 4]
    assert [step.kind for step in below] == ["parameter", "lever", "source"]
    assert (below[0].where, below[1].where) == ("host_output", LEVER.name)


def test_it_has_words_on_the_screen_and_in_sentences(watered: Solved) -> None:
    rows = [row for row in binding_constraints(watered.solution) if row.rule == DRY.name]
    page = Console(width=100)
    with page.capture() as captured:
        page.print(strip(rows))
    assert "water: Home magnet plant" in captured.get()
    assert "are magnet water (Home magnet plant" in says_what_holds(watered.solution, "Dry", 2025)


def test_it_is_a_wall_and_gives_way(watered: Solved) -> None:
    assert ("magnet", DRY.name) in [
        (hold.stage, hold.rule) for hold in holds(watered.solution.outcome, 2026)
    ]
    worker = Worker(STUDY)
    dry = Case(STUDY.strategies["as-now"], STUDY.worlds["central"]).with_shifts([set_right(12.0)])

    def made(outcome: Outcome) -> float:
        return float(compute(Solution(STUDY, outcome), "output.magnet")[2])

    first = next(next_bottlenecks(worker, dry, 2026, made))
    assert (first.hold.rule, first.before, first.after) == (
        DRY.name,
        pytest.approx(12.0),
        pytest.approx(20.0),
    )
    assert first.edits[0].parameter == "host_output"


def test_the_soft_one_is_listed_with_its_price(watered: Solved) -> None:
    """24 t are due and 12 run: 12 are missing, and each costs 9,000 USD."""
    rows = [row for row in soft_rules(watered.solution) if row.rule == WET.name]
    assert [(row.title, row.due, row.missing, row.price) for row in rows] == [
        ("Home magnet plant", 24.0, pytest.approx(12.0), 9_000.0)
    ] * 3
    assert all(row.warning.state == "broken" for row in rows)


def test_in_a_contradiction_it_is_named_with_its_lever(watered: Solved) -> None:
    floor = Edit(
        parameter="floor",
        where={"facility": "hom_magnets"},
        operation="set",
        value=15.0,
        reason="The press must run.",
        origin=Origin("strategies/dry.yaml", LEVERS, 1),
        source="toy/invented",
    )
    outcome = watered.session.solve(apply_edits(BASE, [set_right(12.0), floor]))
    assert outcome.status == "infeasible"
    found = {row.rule: row for row in contradictions(Solution(STUDY, outcome))}
    assert found[DRY.name].levers == (LEVER,)
    assert found[DRY.name].sentence == DRY.sentence
    assert Origin("strategies/dry.yaml", LEVERS, 1) in found["output_at_least"].levers


def test_it_stands_in_the_table_of_the_documentation(watered: Solved) -> None:
    del watered
    script = Path(__file__).parents[2] / "scripts" / "rules"
    table = runpy.run_path(str(script))["table"]()
    assert f"`{DRY.name}`" in table
    assert f"{WET.sentence}" in table
    assert list(RULES)[-2:] == [DRY.name, WET.name]
