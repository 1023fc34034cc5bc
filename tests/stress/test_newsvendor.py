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


def test_a_tonne_too_many_must_cost_something() -> None:
    with pytest.raises(InvalidInput):
        critical_ratio(1.0, 0.0)
