"""Size and release rule chosen together: the newsvendor's quantity, a budget, and two stages."""

from __future__ import annotations

import numpy as np
import pytest
from tests.stress.chains import lane_alone, mill

from monazite.stress import best_quantity, least_lost, recorded, stores, two_stages
from monazite.stress.foresight import Knowing
from monazite.stress.narrowing import narrowed
from monazite.stress.release import Release
from monazite.stress.stocking import LOOKS, REFINED, Keeping, best_holding, best_of_form
from monazite.stress.stores import SPREADS
from monazite.stress.system import System
from monazite.stress.two_stages import known_least, two_stage_least

NUMBERS = np.random.default_rng(21)


def keeping(system: System, yearly: float = 30.0, price: float = 40.0) -> Keeping:
    return Keeping(system, [0], np.array([price]), np.array([yearly]))


def stops(count: int, longest: int, months: int = 12) -> np.ndarray:
    """One stop in each scenario, of which neither length nor depth nor beginning is known."""
    depths = np.zeros((count, 1, months))
    for row in range(count):
        first, length = NUMBERS.integers(0, 4), NUMBERS.integers(1, longest + 1)
        depths[row, 0, first : first + length] = NUMBERS.uniform(0.4, 1.0)
    return depths


def test_where_one_month_may_stop_the_best_size_is_the_newsvendors() -> None:
    # Of 10 t a part stays away in one month; a tonne short costs 100, one kept for the year 30.
    depths = np.zeros((2000, 1, 12))
    depths[:, 0, 3] = NUMBERS.uniform(0.0, 1.0, 2000)
    best = best_holding(keeping(lane_alone()), depths)
    quantity = best_quantity(10.0 * depths[:, 0, 3], 100.0 - 30.0, 30.0)
    assert quantity == pytest.approx(7.0, rel=0.05)
    assert best.tonnes == pytest.approx(quantity, rel=0.02)


def test_size_and_rule_together_are_no_worse_than_any_pair_tried() -> None:
    system, depths = lane_alone(spare=4.0, delay=2.0, last_value=300.0), stops(200, 6)
    one = keeping(system)
    tried = stores.holdings(system, depths, [0], one.price, one.yearly)
    assert best_holding(one, depths).total <= min(pair.total for pair in tried) * (1.0 + 1e-4)


def test_a_budget_bounds_what_is_held_and_is_used_up_where_more_would_help() -> None:
    one, depths = keeping(lane_alone()), stops(200, 6)
    free = best_holding(one, depths)
    assert free.tonnes > 10.0
    bound = best_holding(one, depths, budget=0.5 * free.capital)
    assert bound.capital == pytest.approx(0.5 * free.capital)
    assert bound.total > free.total
    none = best_holding(one, depths, budget=0.0)
    assert none.tonnes == 0.0
    assert best_holding(one, depths, budget=2.0 * free.capital).total == pytest.approx(
        free.total, rel=1e-3
    )


def test_what_is_never_short_is_not_held() -> None:
    assert best_holding(keeping(lane_alone()), np.zeros((20, 1, 12))).days == 0.0


@pytest.mark.parametrize(
    ("system", "foreseen_trade"),
    [
        (lane_alone(stock=5.0), True),
        (lane_alone(delay=2.0, spare=4.0, waits=0.3, catch_up=0.2, last_value=130.0), False),
    ],
    ids=["one lane", "others add and users wait"],
)
def test_what_is_set_before_loses_little_against_the_optimum_in_two_stages(
    system: System, foreseen_trade: bool
) -> None:
    one = keeping(system)
    best = best_holding(one, stops(300, 5))
    others = stops(24, 5)
    lost = one.holding(others, best.days, best.rule).total
    least, days = two_stage_least(one, others, best.rule, foreseen_trade=foreseen_trade)
    assert least > 0.0
    assert days > 0.0
    assert -1e-6 <= lost / least - 1.0 < 0.05


def test_who_knows_more_loses_less_and_pays_to_keep_what_is_held() -> None:
    one, draws, others = keeping(lane_alone()), stops(100, 5), stops(12, 5)
    best = best_holding(one, draws)
    known = known_least(one, draws, others, best.days, best.rule)
    foreseen, learned = known.foreseen.mean(), known.learned.mean()
    assert 0.0 < foreseen <= learned + 1e-6
    assert learned <= one.holding(others, best.days, best.rule).total + 1e-6
    quiet = np.zeros((4, 1, 12))
    nothing = known_least(one, quiet, quiet, 30.0, best.rule)
    assert not np.any(nothing.foreseen), "who knows holds nothing"
    assert not np.any(nothing.learned)


def test_solved_again_for_another_store_it_is_as_if_solved_for_it_alone() -> None:
    system = lane_alone(public=3.0, delay=2.0, spare=4.0, waits=0.3, catch_up=0.2, last_value=130.0)
    depth, other = stops(2, 5)
    one, free = Knowing(system), Knowing(system, trade_is_free=True)
    for public in (0.0, 25.0, 3.0, 9.0):
        held = system._replace(public=np.array([public]))
        played = recorded(held, depth).came
        one.sees(other, recorded(held, other).came, held.public)
        one.least()
        one.sees(depth, played, held.public)
        assert one.least() == pytest.approx(least_lost(held, depth, played), abs=1e-6)
        free.sees(depth, played, held.public)
        assert free.least() == pytest.approx(least_lost(held, depth), abs=1e-6)


def test_spreading_is_narrowed_down_beyond_what_is_looked_at() -> None:
    # A stop of one to five months and a steep value: stores last longest where they are spread.
    depths = stops(64, 5)
    depths[depths > 0.0] = 1.0
    one = keeping(lane_alone(stock=20.0, last_value=900.0), yearly=1e4)
    best = best_holding(one, depths)
    assert best.days == 0.0
    assert best.rule.remaining == round(best.rule.remaining, 2) > 0.0
    looked_at = [one.holding(depths, 0.0, Release(remaining=part)).total for part in SPREADS]
    assert best.total <= min(looked_at)


def test_of_ways_that_come_to_the_same_the_plain_one_is_told() -> None:
    assert best_holding(keeping(lane_alone(stock=5.0), yearly=1e4), stops(40, 5)).rule == Release()


def test_served_by_what_they_would_lose_users_lose_less_than_by_tier() -> None:
    one = Keeping(mill(), [1], np.array([5.0, 40.0]), np.array([1.0, 30.0]))
    depths = np.zeros((40, 2, 12))
    depths[:, 1, 2:] = stops(40, 4, months=10)[:, 0]
    by_tier, by_value = best_holding(one, depths), best_holding(one, depths, by_value=True)
    assert by_value.rule.by_value
    assert not by_tier.rule.by_value
    assert by_value.total <= by_tier.total * (1.0 + 1e-9)


def test_a_total_that_falls_and_rises_is_least_at_its_foot() -> None:
    assert narrowed(lambda days: (days - 37.0) ** 2, 0.0, 100.0) == pytest.approx(37.0, abs=0.8)


A_DAY = 10.0 * 12.0 / 365.0
"""What the lane's home uses a day, t."""


def one_stop(count: int, *, every: int = 1) -> np.ndarray:
    """April stays away altogether in one of so many scenarios."""
    depths = np.zeros((count, 1, 12))
    depths[::every, 0, 3] = 1.0
    return depths


def told_of(depths: np.ndarray) -> list[tuple[int, int]]:
    """What was told of how far it has come."""
    told: list[tuple[int, int]] = []
    best_holding(keeping(lane_alone()), depths, told=lambda *done: told.append(done))
    return told


def test_scenarios_that_are_all_alike_are_one_and_of_one_every_way_is_narrowed_down() -> None:
    alone, two = told_of(one_stop(1)), told_of(one_stop(2, every=2))
    ways = two[-1][0] - REFINED
    assert alone[-1] == (2 * ways, 2 * ways)
    assert two == [(done + 1, ways + REFINED) for done in range(ways + REFINED)]
    assert told_of(one_stop(20)) == alone


def test_what_a_look_at_a_few_wants_held_is_not_where_all_together_would_not() -> None:
    """Of ten tonnes short a hundred money each are lost, but in the scenarios looked at alone."""
    one, depths = keeping(lane_alone(), yearly=60.0), one_stop(16, every=LOOKS)
    assert best_holding(one, depths[::LOOKS]).days > 15.0
    assert best_holding(one, depths).days == 0.0


@pytest.mark.parametrize(("paid_for", "held"), [(0.0, 0.0), (0.5, 0.5), (12.0, 12.0)])
def test_a_budget_of_few_days_is_used_up_and_not_gone_beyond(paid_for: float, held: float) -> None:
    """April's thirty days stay away, and each that is held is worth more than it costs."""
    one, depths = keeping(lane_alone()), one_stop(2)
    budget = paid_for * A_DAY * 40.0
    form = best_of_form(one, depths, 0, Release(), budget)
    assert form.days == pytest.approx(held)
    assert form.total == pytest.approx(1000.0 - (100.0 - 30.0) * held * A_DAY)
    least, days = two_stage_least(one, depths, Release(), budget)
    assert days == pytest.approx(held)
    assert least == pytest.approx(form.total)


def test_in_a_calm_none_is_held_of_a_form_nor_by_who_knows_it_is_one() -> None:
    one, calm = keeping(lane_alone()), np.zeros((2, 1, 12))
    form = best_of_form(one, calm, 0, Release())
    assert (form.days, form.total) == (0.0, 0.0)
    assert two_stage_least(one, calm, Release()) == (0.0, 0.0)


def test_who_knows_more_pays_for_keeping_what_is_lost_without() -> None:
    """Ten tonnes kept through the year at 30 each, and nothing is lost in April."""
    one, depths = keeping(lane_alone()), one_stop(3)
    known = known_least(one, depths, depths, 10.0 / A_DAY, Release())
    for least in known:
        assert least == pytest.approx([300.0] * 3, rel=1e-6)


def test_trade_is_as_it_is_played_unless_it_is_said_to_be_foreseen() -> None:
    """Others could add four tonnes a month: foreseen, these are there before anything is short."""
    one, depths = keeping(lane_alone(delay=2.0, spare=4.0), yearly=80.0), one_stop(2)
    played, _ = two_stage_least(one, depths, Release())
    foreseen, _ = two_stage_least(one, depths, Release(), foreseen_trade=True)
    assert foreseen < played - 1.0


def test_a_loss_of_just_what_counts_as_nothing_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten tonnes short at a hundred are all that is lost."""
    one, depths = keeping(lane_alone()), one_stop(1)
    lost = [1000.0]
    assert known_least(one, depths, depths, 0.0, Release(), budget=0.0) == (lost, lost)
    monkeypatch.setattr(two_stages, "NOTHING", 1000.0)
    nothing = known_least(one, depths, depths, 0.0, Release(), budget=0.0)
    assert (nothing.learned, nothing.foreseen) == ([0.0], [0.0])
