"""What a number has over another is told as it is, and as nothing where a solver left it."""

import pytest

from monazite.findings.comparison import gap


@pytest.mark.parametrize(
    ("value", "before", "apart"),
    [
        (0.132, 0.037, 0.095),
        (0.0369999875, 0.037, 0.0),
        (764.0003, 764.0, 0.0),
        (764.01, 764.0, 0.01),
        (-1e-10, 0.0, 0.0),
        (1e-6, 0.0, 1e-6),
        (-3.0, 3.0, -6.0),
        (None, 1.0, None),
        (1.0, None, None),
    ],
)
def test_what_a_solver_leaves_is_no_difference(
    value: float | None, before: float | None, apart: float | None
) -> None:
    assert gap(value, before) == (None if apart is None else pytest.approx(apart, rel=1e-9))
