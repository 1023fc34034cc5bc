"""Rows that hold one column are bounds to the solver, and rows to everyone else."""

import numpy as np
import pytest
from tests.model.miniature import miniature

from monazite.model import Session, build_programme
from monazite.model.expressions import Terms
from monazite.model.single_rows import Limits, SingleRows, single_rows

FREE = np.inf


def found(rows: list[int], columns: list[int], amounts: list[float], shape: tuple) -> SingleRows:
    terms = Terms(
        np.array(rows, np.int32), np.array(columns, np.int32), np.array(amounts, np.float64)
    )
    return single_rows(terms, shape, ())


def three_rows() -> SingleRows:
    """Two ceilings and a floor on column 0; row 2 holds two columns, row 4 one of them twofold."""
    return found([0, 1, 2, 2, 3, 4], [0, 0, 0, 1, 0, 1], [1.0, 1.0, 1.0, 1.0, 1.0, 2.0], (5, 2))


def limits(first: float, second: float, floor: float, own: float = FREE) -> Limits:
    return Limits(
        lower=np.zeros(2),
        upper=np.array([own, FREE]),
        row_lower=np.array([-FREE, -FREE, -FREE, floor, -FREE]),
        row_upper=np.array([first, second, 9.0, FREE, 9.0]),
    )


def test_only_rows_of_one_whole_column_are_bounds() -> None:
    """A column that counts twofold stays in a row, and so do two columns."""
    rows = three_rows()
    assert rows.rows.tolist() == [0, 1, 3]
    assert rows.columns.tolist() == [0, 0, 0]
    assert rows.others.tolist() == [2, 4]
    assert rows.at.tolist() == [-1, -1, 0, -1, 1]


def test_a_column_is_held_by_the_tightest_of_its_rows() -> None:
    """Ceilings of 7 and 5 and a floor of 2 leave 2 to 5."""
    lower, upper = three_rows().bounds(limits(7.0, 5.0, 2.0))
    assert (lower[0], upper[0]) == (2.0, 5.0)
    assert (lower[1], upper[1]) == (0.0, FREE)


def test_a_floor_above_a_ceiling_by_rounding_is_met_and_by_more_is_not() -> None:
    """5 and 5 + 1e-13 are the same tonnes; 6 above 5 leaves no plan."""
    rows = three_rows()
    lower, upper = rows.bounds(limits(7.0, 5.0, 5.0 + 1e-13))
    assert lower[0] == upper[0] == 5.0
    lower, upper = rows.bounds(limits(7.0, 5.0, 6.0))
    assert lower[0] > upper[0]


@pytest.mark.parametrize(
    ("reduced", "of", "row"),
    [
        (-3.0, limits(7.0, 5.0, 2.0), 1),  # the tighter ceiling
        (-3.0, limits(5.0, 5.0, 2.0), 0),  # the first of two that are equally tight
        (3.0, limits(7.0, 5.0, 2.0), 3),  # the floor
        (3.0, limits(7.0, 5.0, 0.0), None),  # a floor of nothing asks no more than the column
        (-3.0, limits(7.0, 5.0, 2.0, own=5.0), None),  # nor a ceiling at the column's own bound
        (-3.0, limits(5.0, 7.0, 5.0), 0),  # held from both sides the sign tells which
        (3.0, limits(5.0, 7.0, 5.0), 3),
    ],
)
def test_the_sign_of_the_reduced_cost_says_which_row_holds(
    reduced: float, of: Limits, row: int | None
) -> None:
    """The dual goes to one row and leaves the column, or stays with the column."""
    left, duals = three_rows().parted(np.array([reduced, 0.5]), np.array([-1.0, -2.0]), of)
    expected = np.array([0.0, 0.0, -1.0, 0.0, -2.0])
    if row is not None:
        expected[row] = reduced
    assert duals.tolist() == expected.tolist()
    assert left.tolist() == [reduced if row is None else 0.0, 0.5]


def test_a_permit_is_no_row_in_the_solver_and_has_a_dual_all_the_same() -> None:
    """A mine that may dig less than fits is held by its permit, and not by its own bound."""
    programme = build_programme(miniature({"permit": {"home_mine": 50.0}}))
    session = Session(programme)
    outcome = session.solve()
    rows = programme.constraints["feed_within_permit"]
    assert session._loaded.single.at[rows.values].max() == -1
    assert outcome.duals["feed_within_permit"].shape == rows.shape
    assert float(outcome.duals["feed_within_permit"].sel(facility="home_mine").max()) < 0.0
    assert float(outcome.bound_duals["activity"].sel(facility="home_mine").min()) >= 0.0
