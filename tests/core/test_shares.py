"""Shares of a variance with their errors, as far as these let anything be said."""

import pytest

from monazite.core.shares import is_told_apart, share_told


@pytest.mark.parametrize(
    ("share", "error", "told"),
    [
        (0.55, 0.25, "55 % ± 25"),
        (0.31, 0.19, "not told apart from nil"),
        (0.31, 0.16, "31 % ± 16"),
        (-0.1, 0.02, "not told apart from nil"),
        (0.0, 0.0, "not told apart from nil"),
        (2e-6, 1e-6, "not told apart from nil"),
        (0.0049, 0.0, "not told apart from nil"),
        (0.012, 0.004, "1 % ± 0"),
        (1.2, 0.4, "not told apart from all"),
        (1.2, 0.9, "not told apart from nil"),
        (1.0, 0.1, "100 % ± 10"),
    ],
)
def test_a_share_is_told_where_chance_alone_would_hardly_show_as_much(
    share: float, error: float, told: str
) -> None:
    assert share_told(share, error) == told
    assert is_told_apart(share, error) == ("nil" not in told)
