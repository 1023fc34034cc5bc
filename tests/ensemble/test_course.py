"""A course re-solved gives what it gave, and what another base gives does not depend on order."""

from functools import cache

import numpy as np
import pytest

from monazite.core.edit import Edit
from monazite.ensemble import Course
from monazite.model import Session, build_programme
from monazite.parameters import Parameters, apply_edits, parameters_of, varied_parameters
from monazite.study import Study, load_study, with_values

STUDY = load_study("toy")


@cache
def session() -> Session:
    """The programme of the toy in the solver."""
    return Session(build_programme(parameters_of(STUDY)))


def course(strategy: str = "build", world: str = "central") -> Course:
    """A strategy of the toy."""
    return Course(STUDY, session(), strategy, world)


def edit(parameter: str, operation: str, value: float, **where: object) -> Edit:
    """An edit made by a test."""
    return Edit(parameter, where, operation, value, "A test asks.", "tests")  # type: ignore[arg-type]


@pytest.mark.parametrize("strategy", ["as-now", "halt", "build", "both"])
@pytest.mark.parametrize("world", ["central", "control"])
def test_solved_again_from_the_same_base_it_is_the_same_plan(strategy: str, world: str) -> None:
    one = course(strategy, world)
    again = one.solve(one.base)
    assert again.objective == pytest.approx(one.outcome.objective, rel=1e-12)
    for name, values in one.outcome.values.items():
        np.testing.assert_allclose(again[name].values, values.values, atol=1e-7, err_msg=name)


def test_what_was_solved_in_between_does_not_matter() -> None:
    dearer = apply_edits(course().base, [edit("operating_cost", "multiply", 1.3)])
    smaller = apply_edits(course().base, [edit("nameplate", "multiply", 0.5)])
    one = course()
    first = one.solve(dearer)
    one.solve(smaller)
    second = one.solve(dearer)
    for name, values in first.values.items():
        np.testing.assert_array_equal(second[name].values, values.values, err_msg=name)


def test_levers_are_applied_to_the_other_base_and_edits_after_them() -> None:
    """The programme adds 40 t to whatever stands; the edit then halves the sum of it."""
    one = course()
    larger = apply_edits(
        one.base, [edit("nameplate", "add", 7.0, facility="hom_magnets", vintage=2012)]
    )
    halved = edit("programme", "multiply", 0.5, facility="hom_magnets")
    outcome = one.solve(larger, edits=[halved])
    at = {"facility": "hom_magnets"}
    assert float(outcome.parameters["nameplate"].sel(at).sum()) == 27.0
    assert float(outcome.parameters["programme"].sel(at).sum()) == 20.0
    assert outcome.parameters.ledger[-1].edit is halved
    assert float(one.outcome.parameters["programme"].sel(at).sum()) == 40.0


@pytest.mark.parametrize("fact", sorted(STUDY.evidence.quantities))
def test_a_variation_gathers_what_the_whole_study_would(fact: str) -> None:
    """Only tables with another number are gathered again, and nothing is missed by it."""
    base = parameters_of(STUDY)
    value = STUDY.evidence.quantity(fact).value
    study = with_values(STUDY, {fact: value * 0.97}, "A test asks.")
    varied, whole = varied_parameters(study, STUDY, base), parameters_of(study)
    assert varied.hash == whole.hash
    assert {name: dict(cells) for name, cells in varied.lineage.items()} == {
        name: dict(cells) for name, cells in whole.lineage.items()
    }
    moved = [name for name in base.arrays if varied[name] is not base[name]]
    assert all(not np.array_equal(varied[name], base[name]) for name in moved)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("bands", "below"),
        ("expansions", "premium"),
        ("demand", "quantity"),
        ("prices", "price"),
    ],
)
def test_a_variation_of_the_flagship_misses_no_table_either(table: str, column: str) -> None:
    """Tables the toy does not have: a list kept by hand could leave one of them out."""
    study, base = flagship()
    fact = next(
        fact
        for (file, _, of, _), quantity in study.numbers.resolved_cells().items()
        for fact in quantity.facts
        if file == f"chain/{table}.csv" and of == column and quantity.value
    )
    name = study.evidence.fact(fact).quantity
    value = study.evidence.quantity(name).value
    other = with_values(study, {name: value * 0.97}, "A test asks.")
    varied, whole = varied_parameters(other, study, base), parameters_of(other)
    assert varied.hash == whole.hash != base.hash


@cache
def flagship() -> tuple[Study, Parameters]:
    study = load_study("india")
    return study, parameters_of(study)
