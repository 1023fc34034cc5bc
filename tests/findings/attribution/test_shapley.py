"""Contributions against published games, games worked out by hand, and the laws they keep."""

from fractions import Fraction
from itertools import permutations
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monazite.findings.attribution import (
    Worths,
    orders,
    pair_terms,
    pairwise,
    sampled,
    shapley,
    subsets_of,
)

COUNT = 4
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
GAMES = st.lists(NUMBERS, min_size=2**COUNT, max_size=2**COUNT).map(
    lambda numbers: dict(enumerate(numbers))
)


def test_a_weighted_game_as_published() -> None:
    """Quota 5, weights 4, 2 and 1: two thirds, a sixth and a sixth (teaching sheet)."""
    weights = (4, 2, 1)
    worths = {
        subset: float(sum(w for at, w in enumerate(weights) if subset >> at & 1) >= 5)
        for subset in range(8)
    }
    assert shapley(worths, 3) == pytest.approx((2 / 3, 1 / 6, 1 / 6), abs=1e-12)


def test_three_levers_worked_out_by_hand() -> None:
    """A, B and C: 30, 20 and 10 alone; A+B 70, A+C 40, B+C 35; all 100. A has 45, B 37.5, C 17.5.

    A: (30 x 2 + (70 - 20) + (40 - 10) + (100 - 35) x 2) / 6 = 270 / 6 = 45.
    """
    worths = dict(enumerate((0.0, 30.0, 20.0, 70.0, 10.0, 40.0, 35.0, 100.0)))
    found = shapley(worths, 3)
    assert found == pytest.approx((45.0, 37.5, 17.5), abs=1e-12)
    assert sum(found) == pytest.approx(100.0, abs=1e-12)
    # A and B: 20 more than apart without C, 35 with it
    assert pair_terms(worths, 3, (0, 1)) == (20.0, 35.0)
    assert pairwise(worths, 3)[0, 1] == pytest.approx(27.5)


@given(GAMES)
def test_contributions_add_up(worths: Worths) -> None:
    whole = worths[2**COUNT - 1] - worths[0]
    assert sum(shapley(worths, COUNT)) == pytest.approx(whole, rel=1e-9, abs=1e-6)


@given(GAMES)
def test_they_are_the_mean_over_all_orders(worths: Worths) -> None:
    """The formula against the definition, with exact fractions."""
    exact = {subset: Fraction(value) for subset, value in worths.items()}
    every = list(permutations(range(COUNT)))
    for player, found in enumerate(shapley(worths, COUNT)):
        added = Fraction(0)
        for order in every:
            before = sum(1 << one for one in order[: order.index(player)])
            added += exact[before | 1 << player] - exact[before]
        assert found == pytest.approx(float(added / len(every)), rel=1e-9, abs=1e-6)


@given(GAMES)
def test_who_never_adds_anything_gets_nothing(worths: Worths) -> None:
    idle = {subset: worths[subset & ~1] for subset in worths}
    assert shapley(idle, COUNT)[0] == 0
    assert all(value == 0 for pair, value in pairwise(idle, COUNT).items() if 0 in pair)


@given(GAMES)
def test_players_who_do_the_same_get_the_same(worths: Worths) -> None:
    """Players 0 and 1 may stand for each other."""

    def swapped(subset: int) -> int:
        return subset & ~3 | (subset & 1) << 1 | (subset & 2) >> 1

    alike = {subset: worths[subset] + worths[swapped(subset)] for subset in worths}
    first, second, *_ = shapley(alike, COUNT)
    assert first == pytest.approx(second, rel=1e-9, abs=1e-6)


@given(GAMES, GAMES, st.floats(-10, 10))
def test_two_games_together_are_their_contributions_together(
    one: Worths, other: Worths, factor: float
) -> None:
    both = {subset: one[subset] + factor * other[subset] for subset in one}
    expected = [
        first + factor * second
        for first, second in zip(shapley(one, COUNT), shapley(other, COUNT), strict=True)
    ]
    assert shapley(both, COUNT) == pytest.approx(expected, rel=1e-9, abs=1e-4)


@given(GAMES, st.integers(1, 8), st.integers(0, 99))
def test_whatever_orders_are_tried_contributions_add_up(
    worths: Worths, pairs: int, seed: int
) -> None:
    found = sampled(worths, orders(COUNT, pairs, seed))
    whole = worths[2**COUNT - 1] - worths[0]
    assert sum(one.value for one in found) == pytest.approx(whole, rel=1e-9, abs=1e-5)


def test_orders_are_the_same_however_many_are_drawn() -> None:
    assert orders(12, 3, 7) == orders(12, 9, 7)[:6]
    assert orders(12, 3, 7) != orders(12, 3, 8)
    assert all(sorted(order) == list(range(12)) for order in orders(12, 3, 7))
    assert orders(3, 1, 1)[1] == orders(3, 1, 1)[0][::-1]


def test_subsets_an_order_passes_through() -> None:
    assert subsets_of((2, 0, 1)) == (0, 4, 5, 7)


def test_the_error_says_how_far_off_an_estimate_is() -> None:
    """A majority of twelve alike: each a twelfth. Of 200 estimates most lie within two errors."""
    worths = {subset: float(subset.bit_count() >= 7) for subset in range(2**12)}
    found = [sampled(worths, orders(12, 40, seed))[0] for seed in range(200)]
    assert all(one.error > 0 for one in found)
    near = sum(abs(one.value - 1 / 12) <= 2 * one.error for one in found)
    assert 170 <= near <= 199


def test_without_chance_in_it_there_is_no_error() -> None:
    """What players add is the same in every order."""
    worths = {subset: 3.0 * (subset & 1) + 5.0 * (subset >> 1 & 1) for subset in range(4)}
    assert [(one.value, one.error) for one in sampled(worths, orders(2, 4, 1))] == [(3, 0), (5, 0)]


THREE = {0: 0.0, 1: 1.0, 2: 2.0, 4: 4.0, 3: 10.0, 5: 20.0, 6: 30.0, 7: 100.0}
"""What three levers are worth, alone, in twos and all together."""


def test_what_two_do_together_alone_and_last() -> None:
    """10 - 1 - 2 alone, 100 - 20 - 30 + 4 with the third; half of both on average."""
    assert pair_terms(THREE, 3, (0, 1)) == (7.0, 54.0)
    assert pairwise(THREE, 3)[0, 1] == pytest.approx(30.5)


def test_an_error_by_hand() -> None:
    """The first adds 1 in one pair of orders and 3 in the other; of one pair nobody can tell."""
    worths = {0: 0.0, 1: 1.0, 2: 2.0, 3: 5.0}
    first, second = sampled(worths, [(0, 1), (0, 1), (1, 0), (1, 0)])
    assert (first.value, second.value) == (2.0, 3.0)
    assert (first.error, second.error) == pytest.approx((1.0, 1.0))
    alone = sampled(worths, [(0, 1), (1, 0)])
    assert [one.value for one in alone] == [2.0, 3.0]
    assert all(isnan(one.error) for one in alone)
