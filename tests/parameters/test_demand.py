"""Demand between and beyond its anchors, its steps, and products that fail, by hand."""

from itertools import pairwise
from math import exp, log, pi, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from monazite.parameters.demand import demand_in, demand_steps, failure_share
from monazite.parameters.labels import COHORT_AGES, STEPS


def test_demand_grows_geometrically_between_anchors() -> None:
    anchors = {2024: 100.0, 2026: 121.0, 2030: 121.0}
    assert demand_in(anchors, 2024) == 100.0
    assert demand_in(anchors, 2025) == pytest.approx(110.0)
    assert demand_in(anchors, 2026) == pytest.approx(121.0)
    assert demand_in(anchors, 2028) == pytest.approx(121.0)


def test_the_outer_growth_rates_go_on_beyond_the_anchors() -> None:
    """10 % a year before 2026, then a halving every two years."""
    anchors = {2024: 100.0, 2026: 121.0, 2028: 60.5}
    assert demand_in(anchors, 2023) == pytest.approx(100.0 / 1.1)
    assert demand_in(anchors, 2014) == pytest.approx(100.0 / 1.1**10)
    assert demand_in(anchors, 2032) == pytest.approx(60.5 / 4)


def test_a_single_anchor_holds_for_ever() -> None:
    assert {demand_in({2030: 7.0}, year) for year in (1999, 2030, 2060)} == {7.0}


def test_an_anchor_of_zero_makes_a_straight_line_that_stops_at_zero() -> None:
    """Nothing in 2024 and 60 t in 2030: 10 t more every year, and nothing before."""
    anchors = {2024: 0.0, 2030: 60.0}
    assert [demand_in(anchors, year) for year in (2020, 2024, 2025, 2030, 2032)] == pytest.approx(
        [0.0, 0.0, 10.0, 60.0, 80.0]
    )
    assert demand_in({2024: 60.0, 2030: 0.0}, 2033) == 0.0


def test_steps_of_a_curve_with_elasticity_minus_one() -> None:
    """From 100 to 1,600 USD/t in four steps the price doubles each time.

    Demand goes as 1 / price: of 1 are left 1/2, 1/4, 1/8 and 1/16. So 1/2, 1/4, 1/8 and 1/16 leave
    one after the other, at the middle of each doubling, and 1/16 stays to the choke.
    """
    shares, costs = demand_steps(100.0, 1600.0, -1.0)
    assert shares == pytest.approx([1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 16])
    middle = 100.0 * sqrt(2.0)
    assert costs == pytest.approx([middle, 2 * middle, 4 * middle, 8 * middle, 1600.0])


def test_users_who_do_not_mind_the_price_all_stay_to_the_choke() -> None:
    shares, costs = demand_steps(100.0, 1600.0, 0.0)
    assert shares == pytest.approx([0.0, 0.0, 0.0, 0.0, 1.0])
    assert costs[-1] == 1600.0


@pytest.mark.parametrize("choke", [100.0, 40.0])
def test_a_choke_at_or_below_the_reference_price_makes_one_step(choke: float) -> None:
    shares, costs = demand_steps(100.0, choke, -0.5)
    assert shares == [0.0, 0.0, 0.0, 0.0, 1.0]
    assert costs == [100.0] * STEPS


@given(
    some.floats(1.0, 1e6), some.floats(1.0001, 1e4), some.floats(-3.0, 0.0), some.floats(0.0, 1.0)
)
def test_steps_follow_the_curve_they_are_cut_from(
    price: float, multiple: float, elasticity: float, part: float
) -> None:
    """Shares sum to 1, costs rise from the reference price to the choke.

    What is left after the first k steps is what the curve leaves at the k-th edge, so that the
    steps are anchored at the reference price and nobody leaves below it.
    """
    choke = price * multiple
    shares, costs = demand_steps(price, choke, elasticity)
    assert len(shares) == len(costs) == STEPS
    assert sum(shares) == pytest.approx(1.0, abs=1e-12)
    assert min(shares) >= 0.0
    assert all(cheaper < dearer for cheaper, dearer in pairwise(costs))
    assert price < costs[0]
    assert costs[-1] == pytest.approx(choke)
    for step in range(STEPS):
        edge = price * exp(log(multiple) * step / (STEPS - 1))
        assert 1.0 - sum(shares[:step]) == pytest.approx((edge / price) ** elasticity, abs=1e-9)


AGES = np.arange(COHORT_AGES, dtype=float)


def test_products_that_fail_by_an_exponential_law() -> None:
    """Shape 1 is a constant hazard: with a mean of 10 years F(x) = 1 - exp(-x / 10).

    In the year of purchase F(0.5) fails, in the next F(1.5) - F(0.5).
    """
    shares = failure_share(AGES, 10.0, 1.0)
    assert shares[0] == pytest.approx(1.0 - exp(-0.05))
    assert shares[1] == pytest.approx(exp(-0.05) - exp(-0.15))
    assert shares[2:] / shares[1:-1] == pytest.approx([exp(-0.1)] * 38)


def test_products_that_fail_by_a_rayleigh_law() -> None:
    """Shape 2: the scale is mean / Gamma(3/2) = 2 mean / sqrt(pi); after it 1 / e are left."""
    scale = 2.0 * 8.0 / sqrt(pi)
    shares = failure_share(AGES, 8.0, 2.0)
    assert shares[:9].sum() == pytest.approx(1.0 - exp(-((8.5 / scale) ** 2)))
    assert (shares * AGES).sum() == pytest.approx(8.0, abs=0.02)


@given(some.floats(1.0, 15.0), some.floats(1.0, 6.0))
def test_every_product_fails_once_and_at_its_mean_age(mean: float, shape: float) -> None:
    """Over many years the shares sum to 1 and the mean age is the mean of the law.

    Ages are whole years, so that the mean is met to a quarter of a year.
    """
    ages = np.arange(400, dtype=float)
    shares = failure_share(ages, mean, shape)
    assert float(shares.min()) >= 0.0
    assert float(shares.sum()) == pytest.approx(1.0, abs=1e-9)
    assert float(failure_share(AGES, mean, shape).sum()) <= 1.0 + 1e-12
    assert abs(float((shares * ages).sum()) - mean) <= 0.25


def test_nothing_fails_before_it_exists_or_without_a_law() -> None:
    assert failure_share(np.array([-3.0, -1.0]), 5.0, 2.0).tolist() == [0.0, 0.0]
    assert failure_share(AGES, 0.0, 2.0).sum() == 0.0
    assert failure_share(AGES, 5.0, 0.0).sum() == 0.0
