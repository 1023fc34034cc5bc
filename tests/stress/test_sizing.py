"""Rules and stores sized on some scenarios, and what whoever knows them comes to, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from monazite.stress.engine import losses_of
from monazite.stress.release import Release, under
from monazite.stress.sizing import least_on_average, sized_rules
from monazite.stress.stocking import Keeping, _about, _looked_at, _total, best_holding, best_of_form
from monazite.stress.stores import DAYS, PER_MONTH, RULES, SPREADS, Holding
from monazite.stress.system import TIERS, System
from monazite.stress.two_stages import excess, set_before, two_stage_least

from .chains import lane_alone

A_MONTH = PER_MONTH
"""Days in which 10 t are used."""


def keeping(system: System, yearly: float = 30.0, price: float = 40.0) -> Keeping:
    """A store of what home uses, so dear to buy and to keep for a year."""
    return Keeping(system, [0], np.array([price]), np.array([yearly]))


def stops(*months: int, longest: int = 12) -> np.ndarray:
    """Scenarios in which all stays away for so many months from the third on."""
    depths = np.zeros((len(months), 1, longest))
    for row, length in enumerate(months):
        depths[row, 0, 2 : 2 + length] = 1.0
    return depths


STEEP = lane_alone(stock=20.0, last_value=900.0)
"""Users hold 20 t, and lose ever more by each tonne that is short."""


def test_a_rule_is_sized_as_it_is_spread_by_value_and_both() -> None:
    draws, others = stops(1, 2, 3, 4, 5), stops(2, 5)
    found = sized_rules(STEEP, Release(rate=0.9), draws, others)
    kinds = [(one.rule.by_value, one.rule.remaining > 0.0) for one in found]
    assert kinds == [(False, False), (False, True), (True, False), (True, True)]
    for one in found:
        assert one.rule.rate == 0.9
        assert one.rule.remaining == round(one.rule.remaining, 2)
        assert one.lost == pytest.approx(losses_of(under(STEEP, one.rule), others).mean())

    def lost(part: float) -> float:
        return float(losses_of(under(STEEP, Release(rate=0.9, remaining=part)), draws).mean())

    parts = [part / 100 for part in range(101)]
    best = found[1].rule.remaining
    assert best not in SPREADS
    assert lost(best) < min(map(lost, SPREADS))
    assert lost(best) == pytest.approx(min(map(lost, parts)), rel=0.01)


def test_who_comes_by_value_stays_so_and_a_part_that_helps_nothing_is_none() -> None:
    by_value = sized_rules(STEEP, Release(by_value=True), stops(1, 5), stops(3))
    assert [one.rule.by_value for one in by_value] == [True] * len(by_value)
    calm = sized_rules(lane_alone(), Release(), stops(2), stops(2))
    assert [one.rule for one in calm] == [Release(), Release(by_value=True)]


def test_who_knows_all_loses_what_nobody_can_help() -> None:
    """10 t of one month in four scenarios, each worth 100; of two months 20 t in one of two."""
    assert least_on_average(lane_alone(), stops(1, 0, 0, 0)) == pytest.approx(250.0)
    assert least_on_average(lane_alone(), stops(2, 0)) == pytest.approx(1000.0)


@pytest.mark.parametrize(
    ("budget", "price", "days"),
    [
        (400.0, 40.0, A_MONTH),
        (None, 40.0, DAYS[-1]),
        (1e9, 40.0, DAYS[-1]),
        (400.0, 0.0, DAYS[-1]),
        (0.0, 40.0, 0.0),
        (1.0, 0.04, 2.5 * A_MONTH),
    ],
)
def test_a_budget_pays_for_so_many_days(budget: float | None, price: float, days: float) -> None:
    """10 t a month at 40 are 400."""
    assert keeping(lane_alone(), price=price).most_days(budget) == pytest.approx(days)


@pytest.mark.parametrize(
    ("lasts", "yearly", "budget", "days"),
    [
        (1, 30.0, None, A_MONTH),
        (10, 30.0, None, 10 * A_MONTH),
        (1, 101.0, None, 0.0),  # a tonne costs more to keep than it saves
        (10, 30.0, 600.0, 1.5 * A_MONTH),  # 15 t at 40
        (10, 30.0, 0.0, 0.0),
    ],
)
def test_a_store_of_one_form_lasts_as_long_as_a_stop_where_that_pays(
    lasts: int, yearly: float, budget: float | None, days: float
) -> None:
    one = keeping(lane_alone(), yearly)
    best = best_of_form(one, stops(lasts, lasts), 0, Release(), budget)
    assert best.days == pytest.approx(days, abs=3.0 if budget is None and days else 1e-9)


def test_rules_are_looked_at_by_what_sets_them_apart() -> None:
    spread, *others = _looked_at(by_value=False)
    assert spread == [Release(remaining=part) for part in SPREADS]
    assert others == [[rule] for rule in RULES[1:]]
    by_value, *rest = _looked_at(by_value=True)
    assert by_value == [Release(remaining=part, by_value=True) for part in SPREADS]
    assert all(rule.by_value and rule.tier == TIERS for (rule,) in rest)
    assert len(rest) == sum(rule.tier == TIERS for rule in RULES[1:])


def test_numbers_of_a_rule_are_narrowed_down_about_where_they_are() -> None:
    """Whole months from half to half as many again, parts to a hundredth."""
    ((part, low, high),) = _about(Release(remaining=0.5))
    assert (low, high, part(0.4567)) == (0.25, 0.75, Release(remaining=0.46))
    _, (months, low, high) = _about(Release(rate=0.25))
    assert (low, high, months(3.4)) == (2.0, 6.0, Release(rate=1 / 3))
    _, (cover, low, high) = _about(Release(cover=0.5))
    assert (low, high, cover(0.333)) == (0.2, 0.95, Release(cover=0.33))
    assert len(list(_about(Release(rate=0.5, cover=0.5)))) == 3


def test_of_equals_the_plainer_rule_comes_first() -> None:
    def held(rule: Release) -> Holding:
        return Holding(10.0, 5.0, rule, 1.0, 2.0, 3.0)

    assert _total(held(Release(remaining=0.5, by_value=True))) == (5.0, False)
    assert _total(held(Release(rate=0.5))) == (5.0, True)


def test_steps_of_the_search_are_told_from_the_first_to_the_last() -> None:
    told: list[tuple[int, int]] = []
    one = keeping(lane_alone())
    best_holding(one, stops(1, 3, 0, 2), told=lambda done, of: told.append((done, of)))
    looked_at, of = len(RULES), len(RULES) + 2
    assert told == [(number, of) for number in range(1, looked_at + 3)]


def test_what_is_set_before_costs_its_keep_and_what_is_lost_all_the_same() -> None:
    """10 t kept for half a year at 30 a year; of a stop of two months they last one."""
    one = keeping(lane_alone(months=6))
    totals = set_before(one, stops(0, 2, longest=6), A_MONTH, Release())
    assert totals.tolist() == pytest.approx([150.0, 1150.0])


def test_who_sizes_a_store_and_then_knows_holds_what_lasts() -> None:
    """Both scenarios stop for a month: 10 t at 30 a year in place of 1,000 lost."""
    least, days = two_stage_least(keeping(lane_alone()), stops(1, 1), Release())
    assert days == pytest.approx(A_MONTH, abs=3.0)
    assert 300.0 <= least < 300.0 + 3.0 / A_MONTH * 1000.0
    nothing, none = two_stage_least(keeping(lane_alone(), yearly=101.0), stops(1, 1), Release())
    assert (nothing, none) == (pytest.approx(1000.0), 0.0)


def test_what_totals_come_to_beyond_others_with_its_error() -> None:
    """Twice as much in each; and 3 and 1 beside 1 and 1, which part by 1 about twice as much."""
    assert excess(np.array([2.0, 4.0]), np.array([1.0, 2.0])) == (1.0, 0.0)
    assert excess(np.array([3.0, 1.0]), np.array([1.0, 1.0])) == pytest.approx((1.0, 0.5**0.5))
    assert excess(np.array([6.0, 2.0]), np.array([2.0, 2.0])) == pytest.approx((1.0, 0.5**0.5))
    assert excess(np.array([1.0]), np.array([0.0])) is None
