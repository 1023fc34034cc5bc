"""Coefficients of a programme: their name and their sums go by what they are, not by what was."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from monazite.model.expressions import Terms
from monazite.model.matrix import Matrix

ROWS, COLUMNS = 4, 5

amounts = st.sampled_from([0.0, -0.0, 1.0, -2.5, 1e-9, 3e7])
whole = st.lists(amounts, min_size=ROWS * COLUMNS, max_size=ROWS * COLUMNS)
changes = st.lists(
    st.dictionaries(st.integers(0, ROWS * COLUMNS - 1), amounts, min_size=1), max_size=5
)


def matrix_of(numbers: np.ndarray) -> Matrix:
    rows, columns = (at.ravel().astype(np.int32) for at in np.indices((ROWS, COLUMNS)))
    return Matrix(Terms(rows, columns, numbers.copy()), (ROWS, COLUMNS))


def changed(matrix: Matrix, change: dict[int, float]) -> bool:
    at = np.array(list(change))
    values = np.array(list(change.values()))
    return matrix.change(*(one.astype(np.int32) for one in np.divmod(at, COLUMNS)), values)


@given(whole, changes)
def test_what_was_before_leaves_no_trace(start: list[float], after: list[dict[int, float]]) -> None:
    numbers = np.array(start)
    matrix = matrix_of(numbers)
    for change in after:
        was = numbers.copy()
        numbers[list(change)] = list(change.values())
        crossed = changed(matrix, change)
        assert crossed == bool(((was == 0.0) != (numbers == 0.0)).any())
        assert matrix.times(np.ones(COLUMNS)).shape == (ROWS,)  # asked in between, and kept
    fresh = matrix_of(numbers)
    assert matrix.name == fresh.name
    for ours, theirs in zip(matrix.columns(), fresh.columns(), strict=True):
        assert np.array_equal(ours, theirs)
    values, duals = np.arange(1.0, COLUMNS + 1), np.arange(1.0, ROWS + 1)
    dense = numbers.reshape(ROWS, COLUMNS)
    assert np.allclose(matrix.times(values), dense @ values)
    assert np.allclose(matrix.times_transposed(duals), duals @ dense)


@given(whole, st.integers(0, ROWS * COLUMNS - 1), amounts)
def test_another_coefficient_has_another_name(start: list[float], at: int, other: float) -> None:
    numbers = np.array(start)
    otherwise = numbers.copy()
    otherwise[at] = other
    same = bool((numbers == otherwise).all())
    assert (matrix_of(numbers).name == matrix_of(otherwise).name) is same


def test_two_coefficients_that_change_places_have_another_name() -> None:
    numbers = np.arange(float(ROWS * COLUMNS))
    turned = numbers.copy()
    turned[[3, 7]] = turned[[7, 3]]
    assert matrix_of(numbers).name != matrix_of(turned).name


@given(whole, changes)
def test_the_digest_goes_by_what_coefficients_are_to_seven_digits(
    start: list[float], after: list[dict[int, float]]
) -> None:
    """Asked for in between or never; a last digit that machines round otherwise is not in it."""
    numbers = np.array(start)
    matrix = matrix_of(numbers)
    for change in after:
        assert matrix.digest == matrix_of(numbers).digest
        numbers[list(change)] = list(change.values())
        changed(matrix, change)
    assert matrix.digest == matrix_of(numbers).digest
    assert matrix_of(numbers * (1 + 1e-15)).digest == matrix.digest
    if numbers.any():
        assert matrix_of(numbers * 1.001).digest != matrix.digest
