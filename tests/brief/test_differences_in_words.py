"""How a difference of costs is told: which way, or that it is about nothing."""

import pytest

from monazite.brief.sentences.money import more_or_less
from monazite.core.numerals import Coin


@pytest.mark.parametrize(
    ("gap", "cost", "told"),
    [
        (100.0, 458e6, "as much as"),
        (3.08e6, 458e6, "about as much as"),
        (-3.08e6, 458e6, "about as much as"),
        (10e6, 458e6, f"{Coin().said(10e6)} more than"),
        (-10e6, 458e6, f"{Coin().said(10e6)} less than"),
        (10e6, -458e6, f"{Coin().said(10e6)} less than"),
        (-10e6, -458e6, f"{Coin().said(10e6)} more than"),
    ],
)
def test_a_hundredth_of_what_is_spent_is_no_finding(gap: float, cost: float, told: str) -> None:
    """Who earns, and has a negative cost, earns less when it costs more."""
    assert more_or_less(gap, cost, Coin()) == told
