"""What partners lose, by hand: tonnes home sends them no longer, and what may be said of a loss."""

from dataclasses import replace

from monazite.findings.costs import trade_lost
from monazite.findings.money.losses import known_of, losses, partners_hit
from monazite.findings.solution import Solution

from ..by_hand import written
from ..indicators.test_indicators_by_hand import equal

FARLAND, THIRDLAND = "oxide:HOM>FOR", "oxide:HOM>THD"
PRICES = {"materials_balance": {"oxide@FOR": 5000, "oxide@THD": 6000}}


def fewer(farland: list[float], thirdland: list[float]) -> Solution:
    """What home sends where it sent Farland 100 t of oxide a year and Thirdland 20."""
    before = written({"shipment": {FARLAND: 100, THIRDLAND: 20}}, duals=PRICES)
    return written(
        {"shipment": {FARLAND: farland, THIRDLAND: thirdland}}, duals=PRICES, baseline=before
    )


def test_who_gets_less_is_hit_and_who_gets_least_comes_first() -> None:
    """Of 300 t and 60 t one tonne and thirty are missing; a third of a tonne is nobody's loss."""
    assert partners_hit([fewer([100, 100, 99], [10, 10, 10])]) == ["THD", "FOR"]
    assert partners_hit([fewer([100, 100, 99.7], [20, 20, 30])]) == []
    assert partners_hit([fewer([100, 100, 99.5], [20, 20, 20])]) == [], "half a tonne is none yet"


def test_tonnes_that_are_missing_are_those_of_before_less_those_of_now() -> None:
    """Thirdland gets 10 t of 20 and nothing changes for Farland."""
    plan = fewer([100, 100, 100], [10, 20, 20])
    assert [one.tonnes for one in losses(plan, "THD", plan.years)] == [10, 0, 0]
    assert [one.tonnes for one in losses(plan, "FOR", plan.years)] == [0, 0, 0]


def test_trade_that_is_lost_is_worth_what_was_paid_for_it_and_more_elsewhen_is_no_less() -> None:
    """Half a tonne in 2024 at 5,000; none in 2025, and three more in 2026."""
    equal(trade_lost(fewer([99.5, 100, 103], [20, 20, 20]), "FOR"), 2500, 0, 0)


def test_a_loss_that_may_be_a_gain_is_told_as_either() -> None:
    assert known_of(nil=True, low=-1.0, high=1.0) == "about nil"
    assert known_of(nil=False, low=-0.5, high=0.5) == "gain or loss"
    assert known_of(nil=False, low=0.0, high=0.5) == "told"
    assert known_of(nil=False, low=0.5, high=2.0) == "told"
    assert known_of(nil=False, low=-0.5, high=0.0) == "told", "it ends at nothing"


def test_a_loss_of_one_end_ends_at_nothing_on_the_other() -> None:
    (one, *_) = losses(fewer([90, 100, 100], [20, 20, 20]), "FOR", (2024,))
    one = replace(one, nil=False)
    assert one.known(low=-0.5) == one.known(high=0.5) == "told"
    assert one.known(low=-0.5, high=0.5) == "gain or loss"
