"""Bands, chances, influences and the worth of knowing, on numbers with known answers."""

import numpy as np
import pytest

from monazite.findings.ensemble import best_of_all, chance, influences, quantiles, settled
from monazite.findings.ensemble.influence import LEAST, _first_order, _ranks, correlated

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


def test_a_chance_of_few_draws_by_hand() -> None:
    """With z = 1.6449: 1 / (1 + z^2) of one; of two (1.17642 -+ 0.89206) / 2.35285."""
    one = chance([True])
    assert (one.low, one.high) == (pytest.approx(1 / (1 + 1.6449**2)), 1.0)
    two = chance([True, False])
    assert (two.share, two.draws) == (0.5, 2)
    assert (two.low, two.high) == pytest.approx((0.120860, 0.879140), abs=1e-5)
    with pytest.raises(ValueError, match="no draw"):
        chance([])


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


def test_how_far_apart_from_chance_an_input_has_to_lie() -> None:
    """Of 26 draws a correlation by chance is 1/5 wide, the largest of 200 below 3.66 times that.

    Ever more of the number stands in each input, and the last of them runs against it.
    """
    draws = np.random.default_rng(5)
    number, count = draws.random(26), 200
    parts = {
        f"x{at}": at / count * number + (1 - at / count) * draws.random(26) for at in range(count)
    }
    parts["x199"] = -parts["x199"]
    found = influences(parts, number, {name: (name, "B") for name in parts}, 1)
    assert sum(one.apart for one in found) > 50
    for one in found:
        assert one.apart is (abs(one.correlation) > 3.6623 / 5)
        assert one.correlation_error == pytest.approx((1 - one.correlation**2) / 5)
        if not one.apart:
            assert one.first_order_error == pytest.approx(np.sqrt(2 * 3) / 22), "four groups"
    sizes = [abs(one.correlation) for one in found]
    assert sizes == sorted(sizes, reverse=True)
    assert "x199" in [one.input for one in found[:20]]


def test_as_few_draws_as_are_needed_stand_in_two_groups() -> None:
    at = np.array([0, 1, 2, 3, 4, 5, 6, 7.0])
    assert len(at) == LEAST
    number = np.array([0, 3, 1, 2, 3, 0, 2, 1.0])
    (one,) = influences({"a": at}, number, TITLES, 1)
    assert not one.apart
    assert one.first_order_error == pytest.approx(np.sqrt(2) / 6)


def test_draws_are_drawn_anew_from_all_of_them() -> None:
    """Only the first draw has anything to tell: some of those drawn anew have it and some not."""
    first = np.zeros(20)
    first[0] = 1.0
    (one,) = influences({"a": first}, first, TITLES, 1)
    assert one.apart
    assert one.first_order_error > 0.1


def test_equals_share_the_mean_of_their_ranks() -> None:
    assert _ranks(np.array([3.0, 1.0, 1.0, 2.0])).tolist() == [3, 0.5, 0.5, 2]
    assert correlated(np.array([1.0, 2.0, 4.0]), np.array([3.0, 3.0, 3.0])) == 0.0
    assert correlated(np.array([1.0, 2.0, 4.0]), np.array([5.0, 4.0, 2.0])) == pytest.approx(-1)


@pytest.mark.parametrize(
    ("number", "index"),
    [
        ([0, 1, 2, 3, 4], 1 - (1 - 0.75) * 4 / 3),  # means 1 of three and 3.5 of two
        ([4, 4, 4, 1, 1], 1.0),
        ([7, 7, 7, 7, 7], 0.0),
    ],
)
def test_a_first_order_index_by_hand(number: list[float], index: float) -> None:
    """Five draws in two groups by the input: 7.5 of a sum of squares of 10 are between them."""
    part = np.array([0.1, 0.2, 0.3, 0.8, 0.9])
    assert _first_order(part, np.array(number, dtype=float), 2) == pytest.approx(index)


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


@pytest.mark.parametrize(
    ("rising", "best", "regret"),
    [(True, (0.75, 0.25), (0.25, 0.75)), (False, (0.25, 0.75), (0.75, 0.25))],
)
def test_more_is_better_or_worse(
    rising: bool, best: tuple[float, float], regret: tuple[float, float]
) -> None:
    """1 in each of four draws, beside nothing in three of them and 2 in the last."""
    numbers = {"s": np.ones(4), "r": np.array([0.0, 0.0, 0.0, 2.0])}
    found = best_of_all(numbers, "1", rising=rising)
    assert tuple(one.best for one in found) == best
    assert tuple(one.regret for one in found) == regret
    assert [one.mean for one in found] == [1.0, 0.5]


def test_what_chance_would_be_worth_is_taken_off() -> None:
    """One strategy is worth a - 1/2 and one nothing: of eight draws four are better by 1/4."""
    at = (np.arange(8) + 0.5) / 8
    numbers = {"s": np.zeros(8), "r": at - 0.5}
    (one,) = settled(numbers, {"a": at}, {"a": "A"}, "1", 1, rising=True)
    assert one.chance > 0.01
    assert one.value == pytest.approx(0.125 - one.chance)
    assert one.share == pytest.approx(one.value / 0.125)


def test_equals_share_a_draw() -> None:
    same = best_of_all({"s": A, "r": A}, "1", rising=True)
    assert [one.best for one in same] == [0.5, 0.5]


def test_equal_is_what_differs_by_rounding_alone() -> None:
    """A trillionth, of what is larger than one as many times as that."""
    for least, size, shared in (
        (0.5e-12, 0.5, True),
        (1.5e-12, 0.5, False),
        (0.5e-9, 1_000.0, True),
        (1.5e-9, 1_000.0, False),
    ):
        numbers = {"s": np.full(4, size), "r": np.full(4, size - least)}
        second = best_of_all(numbers, "1", rising=True)[1]
        assert second.best == (0.5 if shared else 0.0)


def test_four_draws_are_enough_to_choose_and_three_are_not() -> None:
    """A parabola goes through any three."""
    for count, found in ((3, 0), (4, 1)):
        numbers = {"s": np.zeros(count), "r": np.arange(count) - 1.0}
        parts = {"a": (np.arange(count) + 0.5) / count}
        assert len(settled(numbers, parts, {"a": "A"}, "1", 1, rising=True)) == found


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
    assert next(iter(found)) == "a"


def test_with_one_strategy_there_is_nothing_to_choose() -> None:
    assert settled({"s": A}, PARTS, {}, "1", 1, rising=True) == []


def test_nothing_is_worth_knowing_where_one_is_never_worse() -> None:
    """A parabola over x falls below nothing where the worth never does."""
    x = (np.arange(32) + 0.5) / 32
    numbers = {"never worse": np.where(x > 0.9, 10.0, 0.0), "nothing": np.zeros(32)}
    (found,) = settled(numbers, {"x": x}, {"x": "x"}, "1", 1, rising=True)
    assert found.value == pytest.approx(0.0, abs=1e-12)
    assert found.share == 0.0
    assert not found.apart
