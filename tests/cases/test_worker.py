"""A worker's answer depends on its case alone: not on what was asked before, nor on who asked."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from monazite.cases import Case, Worker
from monazite.cases import worker as worker_module
from monazite.cases.starting import Starting
from monazite.core.documents import read_document
from monazite.core.edit import Edit
from monazite.core.errors import Problems
from monazite.core.kept import Kept
from monazite.model import Outcome
from monazite.parameters import Parameters, parameters_of, varied_parameters
from monazite.strategy import CapacityProgramme, ExportLimit
from monazite.study import Study, with_values

from .. import shipped

STUDY = shipped.study("toy")


@cache
def worker() -> Worker:
    """The toy in the solver."""
    return Worker(STUDY)


def case(strategy: str = "build", world: str = "central") -> Case:
    """A strategy of the toy in one of its worlds."""
    return Case(STUDY.strategies[strategy], STUDY.worlds[world])


def outcome(asked: Case) -> Outcome:
    """What a case of the toy comes to."""
    return worker().solve(asked).outcome


def edit(parameter: str, operation: str, value: float, **where: object) -> Edit:
    """An edit made by a test."""
    return Edit(parameter, where, operation, value, "A test asks.", "tests")  # type: ignore[arg-type]


DEARER = edit("operating_cost", "multiply", 1.3)
SMALLER = edit("nameplate", "multiply", 0.5)


def alike(one: Outcome, other: Outcome) -> None:
    """Hold two outcomes equal to the last digit."""
    assert one.objective == other.objective
    for kind in ("values", "duals", "bound_duals"):
        for name, values in getattr(one, kind).items():
            np.testing.assert_array_equal(getattr(other, kind)[name].values, values.values, name)


@pytest.mark.parametrize("strategy", ["as-now", "halt", "build", "both"])
@pytest.mark.parametrize("world", ["central", "control"])
def test_a_worker_that_has_solved_much_answers_as_a_new_one(strategy: str, world: str) -> None:
    for other in ("both", "as-now"):
        outcome(case(other, "control").with_edits([DEARER]))
    outcome(case(strategy, world).with_shifts([SMALLER]))
    asked = case(strategy, world).with_shifts([DEARER])
    alike(outcome(asked), Worker(STUDY).solve(asked).outcome)


def smaller_plant(strategy: str, world: str) -> Case:
    """A strategy that no file of the study states: one of it with half of what a plant adds."""
    stated = STUDY.strategies[strategy]
    levers = tuple(
        lever.model_copy(update={"multiply": 2.0})
        if isinstance(lever, CapacityProgramme)
        else lever
        for lever in stated.levers
    )
    assert levers != stated.levers
    changed = stated.model_copy(update={"name": "own", "levers": levers})
    return Case(changed, STUDY.worlds[world])


@pytest.mark.parametrize("world", ["central", "control"])
def test_a_strategy_of_ones_own_starts_from_the_nearest_of_the_study(
    world: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ours = Starting._starts

    def starts(self: Starting, like: Case) -> list[tuple[int, Outcome]]:
        asked.append(like.strategy.name)
        return ours(self, like)

    monkeypatch.setattr(Starting, "_starts", starts)
    Worker(STUDY).solve(smaller_plant("both", world))
    # strategies of the study start from its baseline, which is given last for when all else fails
    assert "both" in asked
    assert set(asked) <= {"both", STUDY.settings.baseline}
    assert asked[-1] == STUDY.settings.baseline


@pytest.mark.parametrize("world", ["central", "control"])
def test_what_was_asked_before_changes_no_strategy_of_ones_own(world: str) -> None:
    own = smaller_plant("both", world)
    for other in (smaller_plant("build", world), case("halt", world), case("both", world)):
        outcome(other)
    alike(outcome(own), Worker(STUDY).solve(own).outcome)


def test_levers_are_applied_to_shifts_and_edits_after_them() -> None:
    """The programme adds 40 t to whatever stands; the edit then halves the sum of it."""
    larger = edit("nameplate", "add", 7.0, facility="hom_magnets", vintage=2012)
    halved = edit("programme", "multiply", 0.5, facility="hom_magnets")
    found = outcome(case().with_shifts([larger]).with_edits([halved]))
    at = {"facility": "hom_magnets"}
    assert float(found.parameters["nameplate"].sel(at).sum()) == 27.0
    assert float(found.parameters["programme"].sel(at).sum()) == 20.0
    assert found.parameters.ledger[-1].edit is halved
    assert float(outcome(case()).parameters["programme"].sel(at).sum()) == 40.0


def test_a_fact_put_otherwise_is_what_the_levers_read() -> None:
    less = case().with_facts({"capacity:hom-mine": 45.0}, "my visit")
    solved = worker().solve(less)
    assert float(solved.outcome["activity"].sel(facility="hom_mine").max()) == pytest.approx(45.0)
    assert solved.study.evidence.quantity("capacity:hom-mine").value == 45.0
    assert less.facts == (("capacity:hom-mine", 45.0),)


def test_cases_are_equal_by_what_they_say() -> None:
    one, other = case().with_edits([DEARER]), case().with_edits([DEARER])
    assert one == other
    assert (one.hash, hash(one)) == (other.hash, hash(other))
    for another in (case(), case("halt"), case(world="control"), one.with_facts({"a:b": 1.0})):
        assert another != one
        assert another.hash != one.hash
    travelled = pickle.loads(pickle.dumps(one))
    assert travelled == one
    assert travelled.hash == one.hash


def test_a_case_is_printed_as_a_file_would_hold_it(tmp_path) -> None:  # type: ignore[no-untyped-def]
    asked = case("both").with_facts({"capacity:hom-mine": 45.0}).with_edits([DEARER])
    (tmp_path / "case.yaml").write_text(asked.as_yaml(), encoding="utf-8")
    problems = Problems()
    document = read_document(tmp_path / "case.yaml", problems, root=tmp_path)
    assert document is not None
    assert not problems
    assert document.data == asked.as_data()
    assert [lever["kind"] for lever in document.data["strategy"]["levers"]]


def test_an_answer_travels_and_is_the_same_outcome_again() -> None:
    asked = case("both", "control").with_edits([DEARER])
    answer = worker().answer(asked)
    packed = pickle.dumps(answer)
    assert len(packed) < 20_000
    there = Worker(STUDY).solved(asked, pickle.loads(packed))
    for one, other in zip(worker().solve(asked).outcomes, there.outcomes, strict=True):
        alike(one, other)
        assert one.parameters.hash == other.parameters.hash
        # by these later stages and like courses choose where to start from
        assert one.pivots == other.pivots
        assert len(one.rounds) == len(other.rounds)


def test_an_answer_of_something_else_is_refused() -> None:
    answer = worker().answer(case())
    with pytest.raises(ValueError, match="another case"):
        worker().solved(case("halt"), answer)


def test_a_basis_that_travelled_is_where_the_solver_goes_on() -> None:
    """A new worker given the answer of a plain case solves the next one to the same digits."""
    plain, asked = case("both"), case("both").with_edits([DEARER])
    new = Worker(STUDY)
    new.solved(plain, pickle.loads(pickle.dumps(worker().answer(plain))))
    alike(new.solve(asked).outcome, outcome(asked))


def test_threads_wait_for_each_other() -> None:
    """Two threads in one solver used to end the interpreter."""
    factors = [0.7 + 0.05 * n for n in range(12)]
    cases = [case("both").with_edits([edit("freight", "multiply", f)]) for f in factors]
    shared = Worker(STUDY)
    with ThreadPoolExecutor(4) as account:
        together = list(account.map(lambda asked: shared.solve(asked).outcome.objective, cases))
    assert together == [outcome(asked).objective for asked in cases]


def test_levers_of_a_kind_can_be_left_out() -> None:
    without = case("both").dropping(ExportLimit)
    assert not any(isinstance(lever, ExportLimit) for lever in without.strategy.levers)
    assert len(without.strategy.levers) < len(case("both").strategy.levers)
    assert case("build").dropping(ExportLimit) == case("build")


def test_what_is_kept_is_bounded_and_the_latest_asked_stays() -> None:
    kept: Kept[str, int] = Kept(2)
    kept.put("a", 1)
    kept.put("b", 2)
    assert kept.get("a") == 1
    kept.put("c", 3)
    assert (kept.get("a"), kept.get("b"), kept.get("c"), len(kept)) == (1, None, 3, 2)


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
    study = shipped.study("india")
    return study, parameters_of(study)


def test_edits_on_top_of_others_start_from_those_and_from_no_other_question() -> None:
    """A worker that has solved much gives the same to the last digit as a new one."""
    first, then = replace(DEARER, origin="first"), replace(SMALLER, origin="then")
    asked = case().with_edits([first, first]).with_edits([then])
    assert asked.before_last_edits == case().with_edits([first, first])
    assert case().with_edits([first, first]).before_last_edits is None
    assert case().before_last_edits is None
    worker().solve(case().with_edits([then]))
    worker().solve(case("both").with_edits([first, then]))
    alike(outcome(asked), Worker(STUDY).solve(asked).outcome)


def test_what_all_start_from_is_not_driven_out_by_variations(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However many facts are put otherwise, a plain case stays known."""
    monkeypatch.setattr(worker_module, "STAGES_AT_MOST", 2)
    one = Worker(STUDY)
    plain = one.solve(case())
    for ore in (45.0, 46.0, 47.0):
        one.solve(case().with_facts({"capacity:hom-mine": ore}, "my visit"))
    again = one.solve(case())
    assert all(a is b for a, b in zip(again.outcomes, plain.outcomes, strict=True))
    assert all(a is b for a, b in zip(again.stages, plain.stages, strict=True))


@pytest.mark.slow
def test_a_plan_is_the_same_whatever_is_called_the_baseline() -> None:
    """What pools ask first is what they ask without any strategy, not what they ask in another."""
    plain = shipped.study("india")
    subject = plain.strategies[plain.settings.subject or plain.settings.front_page[-1]]
    settings = plain.settings.model_copy(update={"baseline": subject.name})
    world = plain.worlds[plain.settings.world]
    named, other = (
        Worker(study).solve(Case(subject, world)).outcome
        for study in (plain, replace(plain, settings=settings))
    )
    assert other.objective == pytest.approx(named.objective, rel=1e-9)
    for parameter in ("transfer_price", "nameplate"):
        np.testing.assert_allclose(
            other.parameters[parameter].values, named.parameters[parameter].values, rtol=1e-6
        )
    np.testing.assert_allclose(
        other["activity"].values, named["activity"].values, rtol=1e-5, atol=1e-3
    )
