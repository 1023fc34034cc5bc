"""A month of a disruption, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from tests.stress.chains import lane_alone, mill, stop

from monazite.stress.compiled import HAS_NUMBA
from monazite.stress.engine import ABREAST, played, recorded
from monazite.stress.system import LANE, System


def test_without_a_shock_the_plan_is_repeated() -> None:
    record = recorded(mill(), np.zeros((2, 12)))
    assert not record.short.any()
    assert record.activity[0].tolist() == [4.0] * 12
    assert record.came[1].tolist() == [6.0] * 12


def test_a_stop_takes_stores_first_and_is_short_then() -> None:
    # 10 t a month, 15 t in store; nothing comes for three months from March.
    record = recorded(lane_alone(stock=15.0), stop())
    assert record.short[0].tolist() == [0, 0, 0, 5, 10, *[0] * 7]
    assert record.stock[0, :5].tolist() == [15, 15, 5, 0, 0]
    assert record.lost[0] == 15 * 100.0


def test_the_public_stockpile_comes_after_what_is_private() -> None:
    record = recorded(lane_alone(stock=5.0, public=12.0), stop())
    assert record.public[0].tolist() == [12, 12, 7, 0, 0, *[0] * 7]
    assert record.short[0, :6].tolist() == [0, 0, 0, 3, 10, 0]


@pytest.mark.parametrize(
    ("changed", "short"),
    [
        ({"release_rate": np.array([0.25])}, [7, 7, 7]),
        ({"release_cover": np.array([0.5])}, [5, 5, 8]),
        ({"release_tier": np.array([0])}, [10, 10, 10]),
    ],
)
def test_a_release_rule_bounds_what_is_let_go(
    changed: dict[str, np.ndarray], short: list[float]
) -> None:
    record = recorded(lane_alone(public=12.0)._replace(**changed), stop())
    assert record.short[0, 2:5].tolist() == short


def sparing(system: System, part: float) -> System:
    return system._replace(release_remaining=np.array([part]))


def test_stores_spread_over_what_a_stop_has_left_go_evenly() -> None:
    # A stop of the usual three months: a third, half and all of what lies there, 4 t each month.
    private = recorded(sparing(lane_alone(stock=12.0), 1.0), stop())
    assert private.short[0, :6].tolist() == [0, 0, 6, 6, 6, 0]
    assert private.stock[0, :6].tolist() == [12, 12, 8, 4, 0, 0]
    public = recorded(sparing(lane_alone(public=12.0), 1.0), stop())
    assert public.short[0, 2:5].tolist() == [6, 6, 6]


def test_stores_are_spread_over_a_part_of_the_months_a_shock_usually_has_left() -> None:
    # It usually lasts 6 months and lasts 7: half of those left are 3, 2.5, 2, 1.5, then one.
    record = recorded(sparing(lane_alone(stock=30.0, usual=6.0), 0.5), stop(length=7))
    assert record.stock[0, 2:8] == pytest.approx([20, 12, 6, 2, 0, 0])
    assert record.short[0, 2:9] == pytest.approx([0, 2, 4, 6, 8, 10, 10])
    # A second one is as new as the first was.
    twice = stop(first=1, length=3) + stop(first=8, length=3)
    again = lane_alone(stock=12.0)._replace(given=np.array([[0.0] * 6 + [12.0] + [0.0] * 5]))
    record = recorded(sparing(again, 1.0), twice)
    assert record.short[0].tolist() == [0, 6, 6, 6, 0, 0, 0, 0, 6, 6, 6, 0]


def test_of_several_shocks_stores_are_spread_by_how_deep_each_is() -> None:
    # One usually lasts 2 months and one 8; the first is three times as deep: 3.5 months on average.
    both = lane_alone(stock=14.0)._replace(
        hit_shock=np.array([0, 1]),
        hit_kind=np.array([LANE, LANE]),
        hit_index=np.array([0, 0]),
        hit_share=np.array([1.0, 1.0]),
        usual_length=np.array([[2.0, 8.0]]),
    )
    depth = np.vstack([stop(length=1, depth=0.9), stop(length=1, depth=0.3)])
    kept = 10.0 * 0.1 * 0.7
    assert recorded(sparing(both, 1.0), depth).short[0, 2] == pytest.approx(10.0 - kept - 4.0)
    # A little of the longer one beside the shorter one makes next to no difference.
    depth[1] *= 1e-6
    assert recorded(sparing(both, 1.0), depth).short[0, 2] == pytest.approx(
        10 - 1.0 - 7.0, abs=1e-3
    )


def test_stores_of_what_a_shock_does_not_take_away_are_not_spread() -> None:
    # What feed lacks is lacking in the product too, of which the shock is not known to last.
    system = mill()._replace(
        stock=np.array([0.0, 6.0]), target=np.array([0.0, 6.0]),
        opening=np.repeat([[0.0], [6.0]], 12, axis=1),
    )  # fmt: skip
    both = np.vstack([stop(length=2), stop(length=2, depth=0.0)])
    assert recorded(sparing(system, 1.0), both).short.sum(axis=0)[2:4].tolist() == [0, 2]
    of_product = both[::-1]
    assert recorded(sparing(system, 1.0), of_product).short.sum(axis=0)[2:4].tolist() == [3, 3]


@pytest.mark.skipif(not HAS_NUMBA, reason="numba is not installed")
def test_a_shock_that_was_slept_through_is_new_when_it_comes_again() -> None:
    """Machine code leaves out months at rest, in one of which a shock too light to tell ends."""
    depth = stop(first=6, length=3)
    depth[0, 2] = 1e-13
    system = sparing(lane_alone(stock=12.0), 1.0)
    fast, slow = (played(system, depth[None], compiled=way)[0][0, 0] for way in (True, False))
    assert fast == pytest.approx([*[0] * 6, 6, 6, 6, *[0] * 3])
    assert slow == pytest.approx(fast)


def two_uses(first: list[float], last: list[float], tiers: list[int]) -> System:
    """Two uses of 10 t a month each of one good, half of which comes while a shock lasts."""
    return lane_alone(need=20.0)._replace(
        offer_start=np.array([0, 2]),
        offer_use=np.array([0, 1]),
        offer_tier=np.array(tiers),
        offer_need=np.full((2, 12), 10.0),
        offer_waits=np.zeros(2),
        offer_first_value=np.array(first),
        offer_last_value=np.array(last),
        hit_share=np.array([0.5]),
        serve_by_value=np.array([1]),
    )


@pytest.mark.parametrize(
    ("first", "last", "tiers", "short"),
    [
        # 10 t of 20: at 175 a tonne 7.5 t of the one and 2.5 t of the other go without.
        ([100.0, 150.0], [200.0, 250.0], [1, 3], [7.5, 2.5]),
        # Tiers are nothing then: who would lose most comes first, of each as of the other.
        ([100.0, 300.0], [100.0, 300.0], [1, 3], [10.0, 0.0]),
        ([80.0, 80.0], [80.0, 80.0], [1, 3], [5.0, 5.0]),
        ([0.0, 80.0], [0.0, 80.0], [1, 3], [10.0, 0.0]),
    ],
)
@pytest.mark.parametrize("compiled", [False, True])
def test_who_would_lose_least_goes_without(
    first: list[float], last: list[float], tiers: list[int], short: list[float], compiled: bool
) -> None:
    system = two_uses(first, last, tiers)
    found = played(system, stop()[None], compiled=compiled)[0]
    np.testing.assert_allclose(found[0, :, 2], short, atol=1e-6)
    assert not found[0, :, :2].any()
    assert not found[0, :, 5:].any()


def test_who_waits_comes_after_who_needs() -> None:
    # Of 22.5 and 7.5 t short until May half is still wanted, and up to 5 t of it taken in a month.
    waiting = two_uses([100.0, 150.0], [200.0, 250.0], [1, 3])
    waiting = waiting._replace(offer_waits=np.array([0.5, 0.5]), catch_up=np.array([0.5]))
    record = recorded(waiting, stop())
    np.testing.assert_allclose(record.short[:, 4], [7.5, 2.5], atol=1e-6)
    np.testing.assert_allclose(record.served[0, 4:9], [2.5, 15, 15, 11.25, 10], atol=1e-6)
    np.testing.assert_allclose(record.served[1, 4:9], [7.5, 13.75, 10, 10, 10], atol=1e-6)


def test_other_suppliers_come_late_and_add_so_much() -> None:
    # Missing from March on; after two months of it others send 4 t a month.
    record = recorded(lane_alone(delay=2.0, spare=4.0), stop(length=5))
    assert record.short[0, 2:8].tolist() == [10, 10, 6, 6, 6, 0]


def test_what_was_held_back_is_made_up_for_as_fast_as_trade_allows() -> None:
    # 20 t of stores are gone in March and April; then 2 t a month more than usual come.
    record = recorded(lane_alone(stock=20.0, catch_up=0.2), stop(length=2))
    assert record.came[0].tolist() == [10, 10, 0, 0, 12, 12, 12, 12, 12, 12, 12, 12]
    assert not record.short.any()
    assert record.stock[0, -1] == 16.0


def test_users_who_wait_take_later_what_comes_late() -> None:
    # 10 t are short in March, half of it waits; 2.5 t more a month come from April on.
    record = recorded(lane_alone(waits=0.5, catch_up=0.25), stop(length=1))
    assert record.short[0].tolist() == [0, 0, 10, *[0] * 9]
    assert record.served[0].tolist() == [10, 10, 0, 12.5, 12.5, *[10] * 7]
    assert record.lost[0] == 5 * 100.0


def test_who_waits_to_the_end_goes_without() -> None:
    assert recorded(lane_alone(waits=0.5), stop(length=1)).lost[0] == 10 * 100.0


def test_the_first_tonne_gone_without_is_the_cheapest() -> None:
    # A quarter of 10 t short, values from 100 to 300: 2.5 x (100 + 50 / 2).
    record = recorded(lane_alone(last_value=300.0), stop(length=1, depth=0.25))
    assert record.lost[0] == pytest.approx(2.5 * 125.0)


def test_tiers_are_served_in_order() -> None:
    # The product's lane stops: 4 t are made, the first use wants 7 and the last 3.
    depths = np.vstack([np.zeros((1, 12)), stop(length=1)])
    record = recorded(mill(), depths)
    assert record.short[:, 2].tolist() == [3.0, 3.0]


def test_a_plant_runs_harder_while_its_product_is_missing_if_feed_allows() -> None:
    # The product does not come in March and April; the plant could make 5 t but has feed for 4.
    depths = np.vstack([np.zeros((1, 12)), stop(length=2)])
    assert recorded(mill(), depths).activity[0, :5].tolist() == [4, 4, 4, 4, 4]
    # With 3 t of feed in store it runs at 5 t in March, and at 4.5 t, all there is, in April.
    run = recorded(mill(feed_stock=3.0), depths)
    assert run.activity[0, :5].tolist() == [4, 4, 5, 4.5, 4]


def test_a_stop_of_feed_reaches_the_product_through_the_plant() -> None:
    depths = np.vstack([stop(length=1), np.zeros((1, 12))])
    record = recorded(mill(feed_stock=2.0), depths)
    assert record.activity[0, 1:4].tolist() == [4, 1, 4]
    assert record.short[:, 2].tolist() == [0.0, 3.0]


def test_nothing_leaves_before_stores_are_full_again() -> None:
    system = lane_alone(stock=10.0, catch_up=0.5)
    system = system._replace(
        export=np.full((1, 12), 3.0), lane_plan=system.lane_plan + np.array([[3.0], [0.0]])
    )
    record = recorded(system, stop(length=1))
    assert record.left[0, :6].tolist() == [3, 3, 0, 0, 3, 3]


def test_what_lies_in_store_beyond_the_plan_is_not_bought_again() -> None:
    # 10 t are short in March and 5 t of them wait; 2 t a month can be taken late, and come.
    record = recorded(lane_alone(stock=5.0, waits=0.5, catch_up=0.2), stop(length=2))
    assert record.stock[0].max() == 5.0
    assert record.came[0].sum() == pytest.approx(record.served[0].sum())


def test_who_withholds_half_clears_no_arrears_and_who_withholds_little_clears_some() -> None:
    depths = (
        stop(length=1) + stop(first=3, length=1, depth=0.5) + stop(first=4, length=1, depth=0.25)
    )
    came = recorded(lane_alone(stock=30.0, catch_up=0.4), depths).came[0]
    assert came[2:6].tolist() == pytest.approx([0.0, 5.0, 7.5 + 0.4 * 7.5 * 0.5, 14.0])


def drawn(scenarios: int) -> np.ndarray:
    """Two shocks that strike the mill now and then: S, J, T."""
    numbers = np.random.default_rng(3)
    return numbers.random((scenarios, 2, 12)) * (numbers.random((scenarios, 2, 12)) < 0.4)


def test_machine_code_and_numpy_play_the_same_months() -> None:
    depths = drawn(40)
    fast, slow = (played(mill(feed_stock=4.0), depths, compiled=way) for way in (True, False))
    np.testing.assert_allclose(fast[0], slow[0], rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(fast[1], slow[1], rtol=1e-12)
    assert fast[0].any()


@pytest.mark.parametrize("compiled", [False, True])
def test_who_is_played_beside_whom_changes_no_byte(compiled: bool) -> None:
    depths, system = drawn(ABREAST + 13), mill(feed_stock=4.0)
    short, lost = played(system, depths, compiled=compiled)
    order = np.random.default_rng(5).permutation(len(depths))
    for some in (order, order[:3], order[:1]):
        again = played(system, depths[some], compiled=compiled)
        np.testing.assert_array_equal(again[0], short[some])
        np.testing.assert_array_equal(again[1], lost[some])
