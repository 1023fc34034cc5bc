"""Chances as frequencies."""

import pytest

from monazite.core.chances import frequency, in_hundred


@pytest.mark.parametrize(
    ("chance", "of", "often", "told"),
    [
        (0.384, 1000, "38", "38 of 100"),
        (0.004, 1000, "less than 1", "less than 1 of 100"),
        (0.0, 1000, "0", "0 of 100"),
        (0.375, 8, "3", "3 of 8"),
    ],
)
def test_a_chance_is_told_as_so_many_of_a_hundred(
    chance: float, of: int, often: str, told: str
) -> None:
    assert frequency(chance, of).often == often
    assert in_hundred(chance, of) == told
