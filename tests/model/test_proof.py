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
    """Another solver may name others of as many: of two years rather than the two before."""
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
