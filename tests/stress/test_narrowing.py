"""Numbers narrowed down by golden section, trial by trial."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monazite.stress.narrowing import NARROWED, narrowed, neighbours

GOLDEN = (5.0**0.5 - 1.0) / 2.0


def tried(total: Callable[[float], float], times: int) -> tuple[float, list[float]]:
    """What is found between 20 and 120, and where it was looked at."""
    looks: list[float] = []

    def noted(one: float) -> float:
        looks.append(one)
        return total(one)

    return narrowed(noted, 20.0, 120.0, times), looks


def test_each_trial_leaves_three_fifths_on_the_better_side() -> None:
    for foot, third in ((20.0, GOLDEN**3), (120.0, 1.0 - GOLDEN**3)):
        best, looks = tried(lambda one, foot=foot: abs(one - foot), 1)  # type: ignore[misc]
        parts = (GOLDEN**2, GOLDEN, third)
        assert looks == pytest.approx([20 + 100 * part for part in parts])
        assert best == looks[-1]


@pytest.mark.parametrize("foot", [23.0, 57.0, 70.0, 116.0])
def test_what_is_left_gets_as_small_as_it_should(foot: float) -> None:
    best, looks = tried(lambda one: (one - foot) ** 2, NARROWED)
    assert len(looks) == 2 + NARROWED
    assert best == pytest.approx(foot, abs=100 * GOLDEN**NARROWED)
    assert abs(best - foot) == min(abs(one - foot) for one in looks)


def test_of_what_comes_to_the_same_the_smaller_is_taken() -> None:
    best, looks = tried(lambda one: 0.0, 4)
    assert best == min(looks)


@pytest.mark.parametrize(
    ("one", "between"), [(1.0, (0.0, 2.0)), (0.0, (0.0, 1.0)), (2.0, (1.0, 2.0)), (0.5, (0.0, 1.0))]
)
def test_neighbours_are_what_was_tried_below_and_above(
    one: float, between: tuple[float, float]
) -> None:
    assert neighbours([1.0, 0.0, 2.0], one) == between
