"""What proves that there is no plan, beside what another solver finds of the same programme."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from monazite.cases import Worker, refutes
from monazite.model import session
from monazite.model.expressions import Terms
from monazite.model.matrix import Matrix
from monazite.model.proof import Proof
from monazite.model.single_rows import Limits

from .. import shipped
from ..api.copies import copied

MINE = "capacity:for-mine#1"
"""What mines abroad can dig, t ore/yr; 120 is the figure chosen."""


def of_rows(*rows: tuple[float, ...]) -> Matrix:
    table = np.array(rows)
    row, column = (at.astype(np.int32) for at in np.nonzero(table))
    return Matrix(Terms(row, column, table[row, column]), table.shape)


def test_rows_that_ask_for_more_than_there_is_are_told_by_how_much() -> None:
    """x + y >= 5 with x <= 2 and y <= 1: 2 are missing, of three things counted once each."""
    matrix = of_rows((1.0, 1.0))
    limits = Limits(np.zeros(2), np.array([2.0, 1.0]), np.array([5.0]), np.array([np.inf]))
    proof = Proof(np.array([1.0]))
    assert proof.excess(matrix, limits) == pytest.approx(2.0 / 3.0)
    below, above = proof.of_columns(matrix)
    assert (below.tolist(), above.tolist()) == ([0.0, 0.0], [-1.0, -1.0])
    enough = Limits(limits.lower, np.array([4.0, 1.0]), limits.row_lower, limits.row_upper)
    assert proof.excess(matrix, enough) == pytest.approx(0.0)
    free = Limits(limits.lower, np.array([2.0, np.inf]), limits.row_lower, limits.row_upper)
    assert proof.excess(matrix, free) == -np.inf


def test_a_column_that_must_be_more_than_it_may_is_its_own_proof() -> None:
    matrix = of_rows((1.0, 1.0))
    limits = Limits(np.array([0.0, 3.0]), np.array([2.0, 1.0]), np.zeros(1), np.full(1, np.inf))
    proof = Proof.in_solver(None, limits)
    assert proof is not None
    assert (proof.crossed, proof.excess(matrix, limits)) == (1, 1.0)


def test_rows_and_columns_held_from_the_other_side_count_too() -> None:
    """x + y <= 2 with x >= 2 and y >= 1: 3 are asked of 2, of three things counted once each."""
    matrix = of_rows((1.0, 1.0))
    free = np.full(2, np.inf)
    limits = Limits(np.array([2.0, 1.0]), free, np.array([-np.inf]), np.array([2.0]))
    proof = Proof(np.array([-1.0]))
    assert proof.excess(matrix, limits) == pytest.approx(1.0 / 3.0)
    below, above = proof.of_columns(matrix)
    assert (below.tolist(), above.tolist()) == ([1.0, 1.0], [0.0, 0.0])


@pytest.mark.parametrize("size", [1.0, 2.0**-40])
def test_what_rounding_leaves_of_a_column_does_not_count(size: float) -> None:
    """Of x two rows leave 1e-12 of their weight, however small that is: it is in no proof."""
    proof = Proof(size * np.array([1.0, -1.0]))
    below, above = proof.of_columns(of_rows((1.0, 1.0), (1.0 - 1e-12, 2.0)))
    assert (below.tolist(), above.tolist()) == ([0.0, size], [0.0, 0.0])


class Ended:
    """A solver that ended with a ray, or with none, which it must not be asked for then."""

    def __init__(self, ray: list[float] | None) -> None:
        self.ray = ray

    def getDualRayExist(self) -> tuple[None, bool]:  # noqa: N802
        return None, self.ray is not None

    def getDualRay(self) -> tuple[None, bool, list[float]]:  # noqa: N802
        assert self.ray is not None
        return None, True, self.ray


def test_a_proof_is_the_ray_of_the_solver_without_what_rounding_left() -> None:
    """Beside 1,000 a millionth is a billionth: less is rounding, twice as much counts."""
    open_ended = Limits(np.zeros(1), np.ones(1), np.zeros(3), np.ones(3))
    proof = Proof.in_solver(Ended([1000.0, -2e-6, 5e-7]), open_ended)
    assert proof is not None
    assert (proof.weights.tolist(), proof.crossed) == ([1000.0, -2e-6, 0.0], None)
    assert Proof.in_solver(Ended(None), open_ended) is None
    assert Proof.in_solver(Ended([0.0, 0.0, 0.0]), open_ended) is None


def test_a_column_need_not_miss_by_much_to_be_its_own_proof() -> None:
    """A column of at least 2.5 that may be 2.25 at most."""
    crossed = Limits(np.array([0.0, 2.5]), np.array([9.0, 2.25]), np.zeros(1), np.ones(1))
    proof = Proof.in_solver(Ended(None), crossed)
    assert proof is not None
    assert proof.crossed == 1


@pytest.fixture
def needy(tmp_path: Path) -> Worker:
    """Abroad 110 t of magnets must be made of oxide, and the mines there may be made too small."""
    change = (
        "chain/facilities.csv",
        "{capacity:for-magnets},,,,immediate",
        "{capacity:for-magnets},,{capacity:for-magnets},,immediate",
    )
    return copied(tmp_path, change).worker


def test_the_rules_that_count_in_a_proof_are_named(
    needy: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another solver may name others: of one year, where ore of all three makes up for none."""
    case = needy.baseline_of(shipped.handle("toy").case("as-now"))
    short = case.with_facts({MINE: 5.0}, "Less ore")
    found = needy.solve(short).outcome
    assert found.status == "infeasible"
    assert found.proof is not None
    assert {one.rule for one in found.conflict} == {
        "output_within_capacity",
        "output_at_least",
        "stock_carries_over",
        "materials_balance",
    }
    assert {one.where for one in found.conflict if one.rule == "output_at_least"} == {
        "for_magnets, 2024",
        "for_magnets, 2025",
        "for_magnets, 2026",
    }
    monkeypatch.setattr(session.Proof, "in_solver", lambda highs, limits: None)
    again = Worker(needy.study).solve(short).outcome
    assert again.proof is None
    assert "output_at_least" in {one.rule for one in again.conflict}


def test_a_proof_is_looked_at_again_with_other_facts(needy: Worker) -> None:
    """It holds as long as there is too little ore, and no longer: solving says the same."""
    case = needy.baseline_of(shipped.handle("toy").case("as-now"))
    found = needy.solve(case.with_facts({MINE: 5.0}, "Less ore"))
    for ore in (10.0, 40.0, 70.0, 100.0, 130.0, 160.0, 190.0):
        other = case.with_facts({MINE: ore}, "Other ore")
        holds = refutes(needy, found, other)
        assert holds == (needy.solve(other).outcome.status == "infeasible"), ore
    assert refutes(needy, needy.solve(case), case) is None
