"""What a partner loses, in parts that add up, by hand and in India."""

from typing import Any

import numpy as np
import pytest

from monazite.findings.costs import PriceRange, trade_lost
from monazite.findings.indicators import compute
from monazite.findings.money import partners_hit
from monazite.findings.money.losses import loss_between
from monazite.findings.solution import Solution

from ...shipped import india
from ..by_hand import written
from ..toy import STRATEGIES, WORLDS, solution
from .test_indicators_by_hand import equal

PARTS = ("partner_loss_tonnes", "partner_loss_price", "partner_loss_unmet")


def halted(oxide: Any = 50, **after: Any) -> Solution:
    """Home sold 15 t oxide to Farland at 40; now 5 t, and oxide there costs `oxide`."""
    before = written(
        {"shipment": {"oxide:HOM>FOR": 15}, "served": {"motors@FOR/magnet": 50}},
        duals={"materials_balance": {"magnet@FOR": 100, "oxide@FOR": 40}},
    )
    return written(
        {
            "shipment": {"oxide:HOM>FOR": 5},
            "served": {"motors@FOR/magnet": 45},
            "unmet": {"motors@FOR/+3": 5},
        },
        parameters={"unmet_cost": {"motors@FOR/+3": 130}},
        duals={"materials_balance": {"magnet@FOR": 120, "oxide@FOR": oxide}},
        baseline=before,
    )


def test_the_loss_in_its_parts() -> None:
    """10 t at 10 more: 100. Magnets 20 dearer on 45 t: 900, less those 100. 5 t at 130 - 100: 150.

    Together 1,050: 45 x 120 + 5 x 130 = 6,050 against 50 x 100 = 5,000.
    """
    plan = halted()
    for key, value in zip(PARTS, (100, 800, 150), strict=True):
        equal(compute(plan, f"{key}.FOR"), value, value, value)
    equal(compute(plan, "partner_loss.FOR"), 1050, 1050, 1050)
    equal(trade_lost(plan, "FOR"), 400, 400, 400)


def test_a_loss_lies_between_what_it_is_at_the_low_and_at_the_high_of_prices() -> None:
    """Farland uses 45 t magnets: 2 and 3 a kg less, and 1 and 4 more, in each of two years."""
    rows = [
        PriceRange("magnet", "FOR", year, 5.0 - less, 5.0, 5.0 + more, "USD_2024/kg magnet")
        for year, less, more in ((2024, 2.0, 1.0), (2026, 3.0, 4.0))
    ]
    found = loss_between(halted(), "FOR", {"magnet": rows})
    assert found == {
        2024: pytest.approx((1050 - 90_000, 1050 + 45_000)),
        2025: pytest.approx((1050, 1050)),
        2026: pytest.approx((1050 - 135_000, 1050 + 180_000)),
    }


def test_a_halt_that_comes_with_lower_prices_does_not_make_replacing_a_gain() -> None:
    """Oxide at 30 instead of 40: replacing 10 t costs nothing more; the fall is in the prices."""
    plan = halted(oxide=[30, 40, 41])
    equal(compute(plan, "partner_loss_tonnes.FOR"), 0, 0, 10)
    equal(compute(plan, "partner_loss_price.FOR"), 900, 900, 890)


def test_tonnes_a_partner_gets_more_of_are_no_loss_of_tonnes() -> None:
    before = written(duals={"materials_balance": {"oxide@FOR": 40}})
    plan = written(
        {"shipment": {"oxide:HOM>FOR": 5}},
        duals={"materials_balance": {"oxide@FOR": 90}},
        baseline=before,
    )
    equal(compute(plan, "partner_loss_tonnes.FOR"), 0, 0, 0)
    equal(trade_lost(plan, "FOR"), 0, 0, 0)


@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_parts_add_up_whatever_happens(strategy: str, world: str) -> None:
    plan = solution(strategy, world)
    whole = sum(compute(plan, f"{key}.FOR") for key in PARTS)
    np.testing.assert_allclose(whole, compute(plan, "partner_loss.FOR"), atol=1e-6)


def test_a_halt_never_helps_the_partner_it_aims_at() -> None:
    """India's halt costs Japan something in tonnes, in no year more than the trade was worth.

    What the change of prices does to the rest is larger, may have either sign, and is told apart.
    """
    halt = india().run("halt-only").solution
    (hit, *_) = partners_hit([halt])
    assert hit == "JPN"
    replacing = compute(halt, "partner_loss_tonnes.JPN")
    trade = trade_lost(halt, "JPN")
    assert (replacing >= 0).all()
    assert replacing.sum() > 0
    assert (replacing <= trade + 1e-6).all()
    whole = sum(compute(halt, f"{key}.JPN") for key in PARTS)
    np.testing.assert_allclose(whole, compute(halt, "partner_loss.JPN"), atol=1.0)
