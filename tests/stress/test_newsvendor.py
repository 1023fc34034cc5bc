"""The critical ratio against its published examples: value 7 and cost 5 of a newspaper."""

from __future__ import annotations

import numpy as np
import pytest

from monazite.core.errors import InvalidInput
from monazite.stress import best_quantity, critical_ratio

# A tonne too few costs 7 - 5, one too many 5.
UNDER, OVER = 2.0, 5.0
NUMBERS = np.random.default_rng(14)


def test_the_ratio_is_two_sevenths() -> None:
    assert critical_ratio(UNDER, OVER) == pytest.approx(2.0 / 7.0)


def test_uniform_demand_asks_for_fifty_nine() -> None:
    demand = NUMBERS.uniform(50.0, 80.0, 400_000)
    assert best_quantity(demand, UNDER, OVER) == pytest.approx(58.57, abs=0.1)


def test_normal_demand_asks_for_thirty_nine() -> None:
    demand = NUMBERS.normal(50.0, 20.0, 400_000)
    assert best_quantity(demand, UNDER, OVER) == pytest.approx(38.68, abs=0.15)


def test_lognormal_demand_asks_for_forty_five() -> None:
    # Mean 50 and deviation 0.2 of the logarithm, as published.
    demand = 50.0 * np.exp(NUMBERS.normal(0.0, 0.2, 400_000))
    assert best_quantity(demand, UNDER, OVER) == pytest.approx(44.65, abs=0.15)


def test_what_is_not_worth_its_price_is_not_held() -> None:
    assert best_quantity(np.array([1.0, 2.0]), -3.0, 5.0) == 0.0


@pytest.mark.parametrize(
    ("under", "over", "ratio"),
    [(0.5, 1.5, 0.25), (0.0, 1.0, 0.0), (-1.0, 1.0, 0.0), (1e30, 1.0, 1.0)],
)
def test_a_ratio_is_what_too_few_cost_of_both(under: float, over: float, ratio: float) -> None:
    assert critical_ratio(under, over) == ratio


@pytest.mark.parametrize(
    ("under", "quantity"),
    [(0.1, 1.0), (1.0, 1.0), (1.01, 2.0), (3.0, 3.0), (3.1, 7.0), (1e30, 7.0)],
)
def test_the_least_that_is_enough_often_enough_is_held(under: float, quantity: float) -> None:
    """Of 1, 2, 3 and 7 t, a tonne too many costing 1: with a chance of 1/4, a half and so on."""
    over = 3.0 if under <= 1.01 else 1.0
    assert best_quantity(np.array([7.0, 1.0, 3.0, 2.0]), under, over) == quantity
    assert best_quantity(np.array([]), under, over) == 0.0


def test_a_tonne_too_many_must_cost_something() -> None:
    with pytest.raises(InvalidInput):
        critical_ratio(1.0, 0.0)
