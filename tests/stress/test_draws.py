"""Chance: draws can be made alone, leave each other alone and have the moments they should."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from monazite.core.errors import InvalidInput
from monazite.stress.draws import BLOCK, Asked, Plan, check_draws, strike, times_of
from monazite.stress.shocks import Shock

STOP = Shock("stop", "Stop", "", 0.2, 6.0, 0.0, 0.5, 0.1, "C", ())
FIRE = Shock("fire", "Fire", "", 0.5, 2.0, 0.5, 1.0, 0.0, "C", ())
BOTH = Plan((STOP, FIRE), 24)


def test_a_draw_is_the_same_however_many_there_are() -> None:
    whole = BOTH.depths(7, 3)
    np.testing.assert_array_equal(BOTH.depths(7, 3, 5), whole[:5])
    assert not np.array_equal(BOTH.depths(8, 3), whole)
    assert not np.array_equal(BOTH.depths(7, 4), whole)


def test_leaving_a_shock_out_moves_no_other() -> None:
    without = replace(BOTH, without=frozenset({"fire"})).depths(7, 0)
    np.testing.assert_array_equal(without[:, 0], BOTH.depths(7, 0)[:, 0])
    assert not without[:, 1].any()


def test_shocks_begin_as_often_as_they_should() -> None:
    depths = np.concatenate([BOTH.depths(1, block) for block in range(8)])
    struck = (depths[:, 0] > 0.0).any(axis=1).mean()
    # Two years at 0.2 a year: 1 - exp(-0.4).
    assert struck == pytest.approx(1.0 - np.exp(-0.4), abs=0.02)


@pytest.mark.parametrize("frequency", [0.25, 1.0, 4.0, 12.0])
def test_a_frequent_shock_keeps_beginning_to_the_last_month(frequency: float) -> None:
    brief = replace(STOP, frequency=frequency, length=0.01, depth=1.0, depth_spread=0.0)
    depths = np.concatenate([Plan((brief,), 36).depths(1, block) for block in range(8)])
    for year in (depths[:, 0, :12], depths[:, 0, 24:]):
        begun = year.sum(axis=1).mean() / brief.length
        assert begun == pytest.approx(frequency, rel=0.06)


def test_rare_shocks_begin_no_more_than_three_times_in_three_years() -> None:
    assert [times_of(frequency) for frequency in (0.0, 0.25, 1.0, 12.0)] == [3, 3, 8, 51]


def test_what_is_asked_for_comes_when_it_should_and_lasts_its_median() -> None:
    asked = Plan((STOP, FIRE), 24, (Asked("stop", 4),), alone=True).depths(7, 0)
    assert not asked[:, 1].any()
    months = (asked[:, 0] > 0.0).sum(axis=1)
    assert (months == 6).all()
    assert (asked[:, 0, 4:10] > 0.0).all()
    depth = asked[:, 0, 5]
    assert depth.mean() == pytest.approx(0.5, abs=0.01)
    assert depth.std() == pytest.approx(0.1, abs=0.01)


def test_a_length_is_lognormal_about_its_median() -> None:
    asked = Plan((FIRE,), 240, (Asked("fire"),), alone=True).depths(7, 0)
    lasted = asked[:, 0].sum(axis=1)
    assert len(lasted) == BLOCK
    assert np.median(lasted) == pytest.approx(2.0, rel=0.06)
    assert np.log(lasted).std() == pytest.approx(0.5, rel=0.08)


def test_a_month_is_struck_for_the_part_a_shock_lasts() -> None:
    half = replace(FIRE, length=1.5, length_spread=0.0)
    asked = Plan((half,), 4, (Asked("fire", 1),), alone=True).depths(7, 0, 1)
    assert asked[0, 0].tolist() == [0.0, 1.0, 0.5, 0.0]


def test_two_shocks_of_a_kind_at_once_take_what_each_leaves() -> None:
    often = Plan((replace(STOP, frequency=24.0, depth_spread=0.0, length=1.0),), 12)
    assert often.depths(7, 0).max() <= 1.0


def test_a_spell_strikes_the_months_between_its_ends_and_those_alone() -> None:
    found = np.zeros((3, 2, 4))
    found[1, 1, 2] = 0.5
    spells = np.array([0, 1, 9]), np.array([0.25, 1.5, 0.0]), np.array([0.5, 40.0, 4.0])
    strike(found, 1, *spells, np.array([0.8, 0.5, 1.0]))
    expected = np.zeros((3, 2, 4))
    expected[0, 1, 0] = 0.2
    expected[1, 1] = 0.0, 0.25, 0.75, 0.5
    np.testing.assert_allclose(found, expected, rtol=0.0, atol=1e-15)


def test_a_shock_that_hardly_ever_comes_strikes_nothing() -> None:
    assert not Plan((replace(STOP, frequency=1e-9),), 24).depths(7, 0).any()


@pytest.mark.parametrize(("n", "seed"), [(0, 7), (-1, 7), (100_000_001, 7), (10, -1)])
def test_no_scenarios_and_no_seeds_are_refused(n: int, seed: int) -> None:
    with pytest.raises(InvalidInput):
        check_draws(n, seed)


def test_a_depth_that_cannot_deviate_so_much_is_refused() -> None:
    wide = replace(STOP, depth=0.1, depth_spread=0.4)
    with pytest.raises(InvalidInput, match=r"no share of mean 0\.1 deviates by 0\.4"):
        Plan((wide,), 12).depths(7, 0)
