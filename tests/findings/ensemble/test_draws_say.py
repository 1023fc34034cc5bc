"""Bands, chances, influences and the worth of knowing, on numbers with known answers."""

import numpy as np
import pytest

from monazite.findings.ensemble import best_of_all, chance, influences, quantiles, settled

COUNT = 2000
CHANCE = np.random.default_rng(11)
A, B, C = (CHANCE.permutation((np.arange(COUNT) + 0.5) / COUNT) for _ in range(3))
PARTS = {"a": A, "b": B, "c": C}
TITLES = {name: (name.upper(), "B") for name in PARTS}


def test_quantiles_leave_out_what_has_no_number() -> None:
    numbers = np.array([np.nan, *range(101)])
    assert quantiles(numbers) == (5, 25, 50, 75, 95)
    with pytest.raises(ValueError, match="no draw"):
        quantiles(np.array([np.nan]))


def test_a_chance_with_the_range_it_may_have() -> None:
    """Wilson at nine in ten: 38 of 100 may be 30 to 46; 0 of 20 is no more than 12 in 100."""
    found = chance([True] * 38 + [False] * 62)
    assert found.share == 0.38
    assert (found.low, found.high) == pytest.approx((0.304, 0.462), abs=1e-3)
    never = chance([False] * 20)
    assert (never.share, never.low) == (0, 0)
    assert never.high == pytest.approx(0.119, abs=1e-3)


def test_what_an_input_decides() -> None:
    """3a + b: variances 9 and 1 of 10, so first-order 0.9, 0.1 and 0."""
    found = {one.input: one for one in influences(PARTS, 3 * A + B, TITLES, 1)}
    for name, share in (("a", 0.9), ("b", 0.1), ("c", 0.0)):
        assert found[name].first_order == pytest.approx(share, abs=0.03)
    assert found["a"].correlation > found["b"].correlation > abs(found["c"].correlation)
    assert found["a"].apart
    assert not found["c"].apart
    assert found["c"].first_order_error == pytest.approx(np.sqrt(2 * 9) / 1990), "ten groups"
    assert found["c"].correlation_error == pytest.approx(1 / np.sqrt(1999), rel=1e-2)
    assert next(iter(found)) == "a"


def test_a_bow_has_no_correlation_and_an_index_all_the_same() -> None:
    """(a - 1/2)^2 rises to both sides: nothing by rank, all of the variance."""
    (only,) = influences({"a": A}, (A - 0.5) ** 2, TITLES, 1)
    assert abs(only.correlation) < 0.05
    assert only.first_order > 0.95


def test_among_many_that_decide_nothing_none_stands_apart() -> None:
    """Of 400 inputs the largest correlation by chance is above 0.3 in 100 draws: no finding."""
    dull = {f"x{at}": CHANCE.random(100) for at in range(400)}
    found = influences(dull, CHANCE.random(100), {name: (name, "C") for name in dull}, 1)
    assert abs(found[0].correlation) > 0.25
    assert not any(one.apart for one in found)
    assert abs(float(np.mean([one.first_order for one in found]))) < 0.01


def test_too_few_draws_or_a_number_that_never_moves_say_nothing() -> None:
    assert influences({"a": A[:5]}, A[:5], TITLES, 1) == []
    assert influences({"a": A}, np.ones(COUNT), TITLES, 1) == []


def test_which_is_best_and_how_far_the_others_fall_short() -> None:
    """Strategy s is worth 1/2 always, r is worth a: each is the best in half of all draws.

    The best of each draw is worth 1/2 + 1/8 on average, so either falls short by 1/8.
    """
    numbers = {"s": np.full(COUNT, 0.5), "r": A}
    found = {one.strategy: one for one in best_of_all(numbers, "1", rising=True)}
    assert found["r"].best == pytest.approx(0.5, abs=1e-3)
    assert found["s"].regret == pytest.approx(1 / 8, abs=1e-3)
    assert found["r"].mean == pytest.approx(0.5, abs=1e-3)
    turned = {one.strategy: one for one in best_of_all(numbers, "1", rising=False)}
    assert turned["r"].regret == pytest.approx(1 / 8, abs=1e-3)


def test_equals_share_a_draw() -> None:
    same = best_of_all({"s": A, "r": A}, "1", rising=True)
    assert [one.best for one in same] == [0.5, 0.5]


def test_what_it_is_worth_to_know() -> None:
    """To know a is worth all there is to know, 1/8; to know b is worth nothing."""
    numbers = {"s": np.full(COUNT, 0.5), "r": A}
    titles = {name: name.upper() for name in PARTS}
    found = {one.input: one for one in settled(numbers, PARTS, titles, "1", 1, rising=True)}
    assert found["a"].value == pytest.approx(1 / 8, abs=5e-3)
    assert found["a"].share == pytest.approx(1, abs=0.05)
    assert found["a"].apart
    assert abs(found["b"].value) < 0.01
    assert not found["b"].apart


def test_with_one_strategy_there_is_nothing_to_choose() -> None:
    assert settled({"s": A}, PARTS, {}, "1", 1, rising=True) == []


def test_nothing_is_worth_knowing_where_one_is_never_worse() -> None:
    """A parabola over x falls below nothing where the worth never does."""
    x = (np.arange(32) + 0.5) / 32
    numbers = {"never worse": np.where(x > 0.9, 10.0, 0.0), "nothing": np.zeros(32)}
    (found,) = settled(numbers, {"x": x}, {"x": "x"}, "1", 1, rising=True)
    assert found.value == pytest.approx(0.0, abs=1e-12)
    assert not found.apart
