"""A plan that stands is the solver's own answer; one that does not is left to the solver."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

import highspy
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monazite.cases import Case, Worker
from monazite.core.streams import stream
from monazite.model import Session
from monazite.model.basis import Basis
from monazite.model.expressions import Terms
from monazite.model.manners import OPTIONS
from monazite.model.matrix import Matrix
from monazite.model.optimum import Optimum
from monazite.model.search import Starts
from monazite.model.single_rows import Limits
from monazite.model.solver import hand_over, make_solver
from monazite.model.standing import Factor, Standing
from monazite.strategy import Strategy

from .. import shipped


class Small:
    """Serve 10 t from two mines of 6 and 8 t at 1 and 3 a tonne; what is unmet costs 9.

    The cheap mine is full and the dear one makes the rest, 4 t. A tonne less costs 3 less, and one
    more of the cheap mine saves 2.
    """

    def __init__(self) -> None:
        terms = Terms(np.zeros(3, np.int32), np.arange(3, dtype=np.int32), np.ones(3))
        self.matrix = Matrix(terms, (1, 3))
        self.costs = np.array([1.0, 3.0, 9.0])
        ten = np.array([10.0])
        self.limits = Limits(np.zeros(3), np.array([6.0, 8.0, np.inf]), ten.copy(), ten.copy())

    def solved(self) -> Optimum:
        highs = make_solver(OPTIONS)
        hand_over(highs, self.costs, self.limits, self.matrix)
        highs.run()
        return Optimum.in_solver(highs, self.matrix.name)


def test_a_plan_by_hand_stands_and_says_what_the_solver_says() -> None:
    small = Small()
    solved = small.solved()
    small.limits.upper[0] = 5.0
    small.costs[1] = 4.0
    found = Standing(small.matrix).optimum(solved.basis, small.costs, small.limits)
    assert found is not None
    assert found.values.tolist() == [5.0, 5.0, 0.0]
    assert found.row_duals.tolist() == [4.0]
    assert found.reduced_costs.tolist() == [-3.0, 0.0, 5.0]
    assert found.objective == 5.0 + 4.0 * 5.0
    assert found.basis is solved.basis


@pytest.mark.parametrize(
    ("costs", "upper", "asked"),
    [
        pytest.param((4.0, 3.0, 9.0), (6.0, 8.0), 10.0, id="the full mine is the dear one now"),
        pytest.param((1.0, 10.0, 9.0), (6.0, 8.0), 10.0, id="to go without is cheaper"),
        pytest.param((1.0, 3.0, 9.0), (6.0, 3.0), 10.0, id="the other mine is too small"),
        pytest.param((1.0, 3.0, 9.0), (6.0, 8.0), 5.0, id="the other mine makes less than none"),
        pytest.param((1.0, 3.0, 9.0), (np.inf, 8.0), 10.0, id="it stood at a bound that is gone"),
    ],
)
def test_a_plan_that_does_not_stand_is_left_to_the_solver(
    costs: tuple[float, ...], upper: tuple[float, ...], asked: float
) -> None:
    small = Small()
    basis = small.solved().basis
    small.costs[:] = costs
    small.limits.upper[:2] = upper
    small.limits.row_lower[:] = small.limits.row_upper[:] = asked
    assert Standing(small.matrix).optimum(basis, small.costs, small.limits) is None


def test_a_row_that_nobody_held_is_looked_at() -> None:
    """Two rows: ten tonnes are asked for, and no more than four may come from the dear mine."""
    terms = Terms(
        np.array([0, 0, 0, 1], np.int32), np.array([0, 1, 2, 1], np.int32), np.array([1, 1, 1, 1.0])
    )
    small = Small()
    small.matrix = Matrix(terms, (2, 3))
    small.limits = Limits(
        small.limits.lower, small.limits.upper, np.array([10.0, -np.inf]), np.array([10.0, 4.5])
    )
    standing, basis = Standing(small.matrix), small.solved().basis
    assert standing.optimum(basis, small.costs, small.limits) is not None
    small.limits.row_upper[1] = 3.5
    assert standing.optimum(basis, small.costs, small.limits) is None


def test_other_coefficients_are_not_the_basis_s_own() -> None:
    small = Small()
    basis, standing = small.solved().basis, Standing(small.matrix)
    at = np.array([0], np.int32), np.array([1], np.int32)
    small.matrix.change(*at, np.array([0.5]))
    assert standing.optimum(basis, small.costs, small.limits) is None
    small.matrix.change(*at, np.array([1.0]))
    assert standing.optimum(basis, small.costs, small.limits) is not None
    assert standing.optimum(Basis(basis.own), small.costs, small.limits) is None


def test_a_basis_that_travelled_is_known_by_its_coefficients() -> None:
    small = Small()
    again = pickle.loads(pickle.dumps(small.solved().basis))
    assert Standing(small.matrix).optimum(again, small.costs, small.limits) is not None


def test_a_basis_of_no_inverse_is_left_to_the_solver() -> None:
    small = Small()
    basis = small.solved().basis
    basis.own.col_status = [highspy.HighsBasisStatus.kLower] * 3
    assert Factor(basis, small.matrix).optimum(small.costs, small.limits) is None


@given(st.integers(0, 2**32 - 1))
def test_what_stands_is_what_the_solver_finds(seed: int) -> None:
    """On small programmes whose costs and bounds move: the same optimum, or none is claimed."""
    draws = stream(seed, "standing")
    rows, columns = 6, 14
    dense = np.where(draws.random((rows, columns)) < 0.4, draws.normal(size=(rows, columns)), 0.0)
    at = np.nonzero(dense)
    terms = Terms(at[0].astype(np.int32), at[1].astype(np.int32), dense[at])
    matrix = Matrix(terms, (rows, columns))
    inside = dense @ draws.uniform(1.0, 2.0, columns)
    limits = Limits(
        np.zeros(columns), draws.uniform(2.0, 4.0, columns), inside - draws.random(rows), inside
    )
    costs = draws.normal(size=columns)

    def solved() -> tuple[Any, Optimum]:
        highs = make_solver(OPTIONS)
        hand_over(highs, costs, limits, matrix)
        highs.run()
        return highs, Optimum.in_solver(highs, matrix.name)

    basis = solved()[1].basis
    costs += draws.normal(scale=0.02, size=columns)
    limits.upper[:] += draws.uniform(0.0, 0.05, columns)
    found = Standing(matrix).optimum(basis, costs, limits)
    highs, best = solved()
    if found is None:
        # then something had to enter, or to go to its other bound, from there
        highs.clearSolver()
        highs.setOptionValue("presolve", "off")
        highs.setBasis(basis.own)
        highs.run()
        assert Basis(highs.getBasis()).statuses() != basis.statuses()
    else:
        assert found.objective == pytest.approx(best.objective, abs=1e-8)
        assert found.values == pytest.approx(best.values, abs=1e-7)
        assert found.row_duals == pytest.approx(best.row_duals, abs=1e-7)
        assert found.reduced_costs == pytest.approx(best.reduced_costs, abs=1e-7)


def with_a_number_moved(strategy: Strategy) -> Iterator[Strategy]:
    """A strategy with each number of each of its levers a little lower, one at a time."""
    for at, lever in enumerate(strategy.levers):
        for name in type(lever).model_fields:
            number = getattr(lever, name)
            if isinstance(number, float) and number:
                moved = lever.model_copy(update={name: 0.97 * number})
                levers = (*strategy.levers[:at], moved, *strategy.levers[at + 1 :])
                yield strategy.model_copy(update={"name": "own", "levers": levers})


def test_a_moved_lever_gives_the_same_whether_its_plan_stood_or_was_solved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = shipped.study("toy")
    stood = []
    ours = Session._stands

    def watched(self: Session, starts: Starts) -> Optimum | None:
        found = ours(self, starts)
        stood.append(found is not None)
        return found

    def answers() -> list[Any]:
        worker, found = Worker(study), []
        for strategy in study.strategies.values():
            worker.solve(Case(strategy, study.worlds[study.settings.world]))
        for strategy in study.strategies.values():
            for own in with_a_number_moved(strategy):
                case = Case(own, study.worlds[study.settings.world])
                found += worker.solve(case).outcomes
        return found

    monkeypatch.setattr(Session, "_stands", watched)
    quick = answers()
    assert any(stood)
    monkeypatch.setattr(Session, "_stands", lambda self, starts: None)
    for one, other in zip(quick, answers(), strict=True):
        assert one.status == other.status
        for family in ("values", "duals", "bound_duals"):
            numbers = (getattr(of, family).numbers for of in (one, other))
            assert next(numbers) == pytest.approx(next(numbers), rel=1e-9, abs=1e-9)
