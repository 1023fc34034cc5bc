"""Who learns of each shock as it begins: between the rule and one who knows all beforehand."""

from __future__ import annotations

import numpy as np
import pytest
from tests import shipped
from tests.stress.chains import lane_alone

from monazite.stress import Knowing, Months, Plan, Release, losses_of, months_of, recorded
from monazite.stress.learning import CARE, known_at, learned, spells_of
from monazite.stress.release import under
from monazite.stress.system import System


def lost_by_one_who_learns(system: System, depth: np.ndarray) -> float:
    return learned(system, Knowing(system, care=CARE), depth)


def lost_by_one_who_knows(system: System, depth: np.ndarray) -> float:
    knowing = Knowing(system)
    knowing.sees(depth, recorded(system, depth).came)
    return knowing.least()


def steep(stock: float) -> System:
    """10 t a month, of which the first gone without is worth 100 and the last 900."""
    return lane_alone(stock=stock, last_value=900.0)


def test_told_how_long_it_goes_on_stores_are_spread_evenly() -> None:
    # 12 t for three months of nothing: 6 t short in each, where the rule is 0, 8 and 10 t short.
    depth = np.zeros((1, 12))
    depth[0, 4:7] = 1.0
    by_rule = 8 * 100 + 800 * 8**2 / 20 + 10 * 100 + 800 * 10**2 / 20
    assert losses_of(steep(12.0), depth[None])[0] == pytest.approx(by_rule)
    evenly = 3 * (6 * 100 + 800 * 6**2 / 20)
    assert lost_by_one_who_learns(steep(12.0), depth) == pytest.approx(evenly, rel=0.01)
    # Somebody who knew of it before would have gone without before it too, and store that.
    assert lost_by_one_who_knows(steep(12.0), depth) < 0.8 * evenly


def test_what_has_not_begun_is_not_known() -> None:
    # Two stops of a month with 8 t in store and nothing to fill it again: the second surprises.
    depth = np.zeros((1, 12))
    depth[0, 4] = depth[0, 8] = 1.0
    lost = lost_by_one_who_learns(steep(8.0), depth)
    first, second = 2 * 100 + 800 * 2**2 / 20, 10 * 100 + 800 * 10**2 / 20
    assert losses_of(steep(8.0), depth[None])[0] == pytest.approx(first + second)
    assert lost == pytest.approx(first + second, rel=0.01)


def test_a_shock_that_begins_within_a_month_is_known_from_the_next_on() -> None:
    depth = np.array([[0.0, 0.3, 0.9, 0.9, 0.2, 0.0], [0.0, 0.0, 0.5, 0.0, 0.0, 0.4]])
    spells = spells_of(depth)
    assert [(one.begins, one.ends, one.known) for one in spells] == [
        (1, 5, 2),
        (2, 3, 2),
        (5, 6, 5),
    ]
    struck = known_at(depth, spells, 1)
    np.testing.assert_array_equal(struck[0], [0.0, 0.3, 0.0, 0.0, 0.0, 0.0])
    assert not struck[1].any()
    np.testing.assert_array_equal(known_at(depth, spells, 2)[:, 5], [0.0, 0.0])
    np.testing.assert_array_equal(known_at(depth, spells, 5), depth)


def test_without_a_shock_there_is_nothing_to_learn() -> None:
    assert lost_by_one_who_learns(steep(5.0), np.zeros((1, 12))) == 0.0


@pytest.fixture(scope="module")
def india() -> Months:
    return months_of(shipped.india().run("announced").solution, 2030, 36, Release())


@pytest.mark.parametrize("rule", [Release(), Release(remaining=0.6, by_value=True)])
def test_of_one_shock_it_is_no_worse_than_the_rule_and_no_better_than_knowing(
    india: Months, rule: Release
) -> None:
    stop = next(one for one in india.shocks if one.name == "full_stop")
    others = frozenset(one.name for one in india.shocks if one is not stop)
    depths = Plan(india.shocks, india.count, without=others).depths(7, 0)
    system = under(india.system, rule)
    lost, spells = losses_of(system, depths), [len(spells_of(depth)) for depth in depths]
    once = np.flatnonzero((np.array(spells) == 1) & (lost > 0.0))[:6]
    for row in once:
        told = lost_by_one_who_learns(system, depths[row])
        assert told <= lost[row] * (1.0 + 1e-6)
        assert told >= lost_by_one_who_knows(system, depths[row]) * (1.0 - 1e-6) - 1.0


def test_of_many_shocks_it_lies_between_them_on_average(india: Months) -> None:
    depths = Plan(india.shocks, india.count).depths(7, 1)
    system = under(india.system, Release(remaining=0.6, by_value=True))
    lost = losses_of(system, depths)
    rows = np.flatnonzero(lost > 0.0)[:12]
    told = np.array([lost_by_one_who_learns(system, depths[row]) for row in rows])
    known = np.array([lost_by_one_who_knows(system, depths[row]) for row in rows])
    assert (told >= known * (1.0 - 1e-6) - 1.0).all()
    assert known.sum() < told.sum() < lost[rows].sum()
