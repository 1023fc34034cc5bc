"""What stores hold, cost and save, on chains small enough to count by hand."""

from __future__ import annotations

import numpy as np
import pytest

from monazite.stress import stores
from monazite.stress.release import Release
from monazite.stress.stores import PER_MONTH

from .chains import lane_alone, mill


def test_a_month_of_use_is_what_plants_and_users_take() -> None:
    """4 t of product of 8 t feed, and 7 + 3 t of product that users take."""
    assert stores.usual_use(mill()).tolist() == [8.0, 10.0]
    growing = np.arange(1.0, 13.0)
    grown = mill()._replace(
        plant_plan=4.0 * growing[None], offer_need=np.array([[7.0], [3.0]]) * growing
    )
    assert stores.usual_use(grown).tolist() == [8.0, 10.0], "the first month is the usual one"
    assert stores.of_days(mill(), [1], 2 * PER_MONTH) == pytest.approx([0.0, 20.0])
    assert stores.of_days(mill(), [0, 1], PER_MONTH / 2) == pytest.approx([4.0, 5.0])


def test_a_store_costs_its_price_once_and_its_keep_for_the_months_played() -> None:
    """10 t at 40, kept for half a year at 30 a year; a month of 10 t is short in one of two."""
    system, depths = lane_alone(months=6), np.zeros((2, 1, 6))
    depths[0, 0, 3] = 1.0
    price, yearly = np.array([40.0]), np.array([30.0])
    held = stores.weighed(system, depths, [0], price, yearly, PER_MONTH / 2, Release())
    assert (held.days, held.tonnes) == pytest.approx((PER_MONTH / 2, 5.0))
    assert (held.capital, held.carrying, held.lost) == pytest.approx((200.0, 75.0, 250.0))
    assert held.total == pytest.approx(325.0)


def test_every_size_is_tried_under_every_rule_and_none_under_one() -> None:
    told: list[tuple[int, int]] = []
    rules = (Release(), Release(rate=0.5))
    found = stores.holdings(
        lane_alone(),
        np.zeros((2, 1, 12)),
        [0],
        np.array([40.0]),
        np.array([30.0]),
        days=(0.0, 30.0, 60.0),
        rules=rules,
        told=lambda number, count: told.append((number, count)),
    )
    assert [(one.days, one.rule) for one in found] == [
        (0.0, rules[0]),
        *((days, rule) for days in (30.0, 60.0) for rule in rules),
    ]
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_cover_that_lasts_a_stop_is_as_long_as_it_and_none_is_where_no_store_lasts() -> None:
    """A stop of two whole months in one scenario of ten; one of five years in all of them."""
    system = lane_alone(months=60)
    depths = np.zeros((10, 1, 60))
    depths[0, 0, 3:5] = 1.0
    days = stores.cover_needed(system, depths, [0], 0.95)
    assert days == pytest.approx(61.0, abs=1.5)
    assert stores.cover_needed(system, depths, [0], 0.9) == 0.0
    assert stores.cover_needed(system, np.ones((2, 1, 60)), [0], 0.95) is None


def test_a_tonne_in_store_saves_what_it_is_worth_where_anything_is_short() -> None:
    """In one scenario of four all of a month's 10 t stay away, each worth 100: 25 on average.

    In the other three nothing is saved: 100, 0, 0, 0 lie sqrt(1,875) about their mean.
    """
    system, depths = lane_alone(), np.zeros((4, 1, 12))
    depths[0, 0, 3] = 1.0
    worth, error = stores.worth_of_a_tonne(system, depths, 0)
    assert worth == pytest.approx(25.0)
    assert error == pytest.approx(np.sqrt(1875.0) / 2.0)


def test_cover_is_found_to_within_a_day() -> None:
    """A stop of one month: the 43rd of 2,048 parts of four years is the first that lasts it."""
    depths = np.zeros((1, 1, 60))
    depths[0, 0, 3] = 1.0
    assert stores.cover_needed(lane_alone(months=60), depths, [0], 1.0) == 43 * 1460 / 2048


def test_one_tonne_more_is_a_twentieth_of_a_month() -> None:
    """0.3 t are short, so that of half a tonne more 0.3 save 100 each."""
    depths = np.zeros((2, 1, 12))
    depths[:, 0, 3] = 0.03
    worth, error = stores.worth_of_a_tonne(lane_alone(), depths, 0)
    assert (worth, error) == (pytest.approx(60.0), pytest.approx(0.0, abs=1e-9))


def test_a_tenth_of_a_tonne_that_is_short_needs_a_part_of_a_day() -> None:
    depths = np.zeros((1, 1, 60))
    depths[0, 0, 3] = 0.01
    assert stores.cover_needed(lane_alone(months=60), depths, [0], 1.0) == 1460 / 2048


def test_one_scenario_in_ten_may_go_short() -> None:
    depths = np.zeros((10, 1, 60))
    depths[:2, 0, 3] = 1.0
    system = lane_alone(months=60)
    assert stores.cover_needed(system, depths, [0], 0.8) == 0.0
    assert stores.cover_needed(system, depths, [0], 0.9) == 43 * 1460 / 2048


def test_going_without_costs_what_users_would_have_paid_beyond_the_price() -> None:
    """Of 100 and 50 at a price of 60 nothing less than nothing; 300 at the end is 250 at 50."""
    net = stores.net_of(mill(), np.array([7.0, 60.0]))
    assert net.offer_first_value.tolist() == [40.0, 0.0]
    assert net.offer_last_value.tolist() == [40.0, 0.0]
    steep = stores.net_of(lane_alone(last_value=300.0), np.array([50.0]))
    assert (steep.offer_first_value[0], steep.offer_last_value[0]) == (50.0, 250.0)


@pytest.mark.parametrize(("months", "tonnes"), [(12, 10.0), (24, 5.0)])
def test_the_critical_ratio_says_how_much_to_hold(months: int, tonnes: float) -> None:
    """0, 5, 10 or 20 t are short, each worth 100; a tonne is kept a year for 30.

    Over one year 70 of 100 are lost by one too few, the third of four; over two 40 of 100.
    """
    depths = np.zeros((4, 1, months))
    depths[1, 0, 3], depths[2, 0, 3], depths[3, 0, 3:5] = 0.5, 1.0, 1.0
    system = lane_alone(months=months)
    held = stores.by_critical_ratio(system, depths, [0], np.array([30.0]))
    assert held == pytest.approx(tonnes)
    assert stores.by_critical_ratio(system, depths[:1], [0], np.array([30.0])) == 0.0


def test_keeping_several_things_costs_what_they_cost_by_their_use() -> None:
    """8 t of feed at 1 and 10 of product at 10 a year are 6 on average.

    All feed and product stay away in a month: 10 t are short, of which 7 are worth 100 and 3
    worth 50, which is 85. In one of ten such months; 79 of 85 is more than 9 in 10.
    """
    depths = np.zeros((10, 2, 12))
    depths[0, :, 3] = 1.0
    held = stores.by_critical_ratio(mill(), depths, [0, 1], np.array([1.0, 10.0]))
    assert held == pytest.approx(10.0)
    dear = stores.by_critical_ratio(mill(), depths, [0, 1], np.array([1.0, 20.0]))
    assert dear == 0.0
