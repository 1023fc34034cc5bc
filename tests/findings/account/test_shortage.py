"""Price response and shortage: by hand, in the toy as it unfolds, and in India's stop of 2029."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from monazite.core.edit import LedgerEntry
from monazite.findings.account.shortage import plan_before
from monazite.findings.indicators import compute
from monazite.findings.solution import Solution

from ...shipped import india
from ..by_hand import written
from ..indicators.test_indicators_by_hand import equal
from ..toy import STRATEGIES, STUDY, edit, solution, unfolded

USERS = {
    "unmet_cost": {"motors@HOM/-1": 5, "motors@HOM/+1": 10, "motors@HOM/+2": 20},
    "observed_price": {"motors@HOM": 8},
}


def stopped(unmet: dict[str, object], planned: dict[str, object]) -> Solution:
    """A plan under the stop of the toy's world in 2025, and the plan that held before it."""
    (lever,) = STUDY.worlds["control"].levers
    news = replace(edit("lane_limit", "at_most", 0.0, lane="magnet:FOR>HOM"), origin=lever.origin)
    before, now = (
        written({"unmet": cells}, parameters=USERS).outcome  # type: ignore[dict-item]
        for cells in (planned, unmet)
    )
    known = replace(now.parameters, ledger=(LedgerEntry(news, 1, 0.0, 0.0),))
    plan = replace(now, parameters=known, opens=2025, before=replace(before, opens=2024))
    return Solution(STUDY, plan)


def test_a_crisis_takes_what_was_planned_and_a_price_what_was_not() -> None:
    """Planned: 3 t of the first users unserved in every year. Under the stop also 6 t more, 2026 as
    planned.

    2025: 2 more of the first at 10 and 4 of the second at 20, so 6 t worth 100 are short; 3 t at
    10 - 8 are price response. What lies below the anchor is nobody's.
    """
    plan = stopped(
        {
            "motors@HOM/+1": [3, 5, 3],
            "motors@HOM/+2": [0, 4, 0],
            "motors@HOM/-1": [0, 7, 7],
        },
        {"motors@HOM/+1": 3},
    )
    equal(compute(plan, "shortage"), 0, 6, 0)
    equal(compute(plan, "shortage_value"), 0, 100, 0)
    equal(compute(plan, "price_response"), 3, 3, 3)
    equal(compute(plan, "price_response_value"), 6, 6, 6)
    equal(compute(plan, "unmet_demand"), 3, 9, 3)


def test_users_who_are_better_served_do_not_make_up_for_those_who_are_not() -> None:
    """The first users get 3 t more than planned, the second 2 t less: 2 t are short."""
    plan = stopped({"motors@HOM/+2": [0, 2, 0]}, {"motors@HOM/+1": 3})
    equal(compute(plan, "shortage"), 0, 2, 0)
    equal(compute(plan, "price_response"), 0, 0, 0)


def test_after_the_shock_there_is_no_shortage() -> None:
    """Users who stay away in 2026 answer to the price they find then."""
    plan = stopped({"motors@HOM/+1": [0, 0, 5]}, {})
    equal(compute(plan, "shortage"), 0, 0, 0)
    equal(compute(plan, "price_response"), 0, 0, 5)


def test_without_news_all_is_price_response() -> None:
    plan = written({"unmet": {"motors@HOM/+1": 3, "motors@HOM/+2": 2}}, parameters=USERS)
    for asked in ("", ".total", ".motors"):
        equal(compute(plan, f"shortage{asked}"), 0, 0, 0)
        equal(compute(plan, f"price_response{asked}"), 5, 5, 5)
        # 3 at 10 - 8 and 2 at 20 - 8
        equal(compute(plan, f"price_response_value{asked}"), 30, 30, 30)
        equal(compute(plan, f"unmet_demand_value{asked}"), 70, 70, 70)


def made(opens: int | None, before: Any = None) -> Any:
    """A plan made when a year opens, or at no time, after another."""
    return SimpleNamespace(opens=opens, before=before)


def test_the_plan_before_news_is_the_last_made_before_its_year() -> None:
    first = made(2024)
    second = made(2025, first)
    third = made(2026, second)
    assert [plan_before(third, news) for news in (2024, 2025, 2026)] == [None, first, second]
    assert plan_before(third, 2027) is third
    assert plan_before(second, 2024) is None
    assert plan_before(first, 2024) is None
    assert plan_before(made(None), 2025) is None, "made once for all years, it met no news"


def test_of_two_plans_that_open_the_first_year_the_first_knew_no_news() -> None:
    first = made(2024)
    second = made(2024, first)
    assert plan_before(second, 2024) is first
    assert plan_before(made(2025, second), 2024) is first
    assert plan_before(made(2025, second), 2025) is second


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_a_lasting_halt_leaves_no_shortage_and_a_stop_does(strategy: str) -> None:
    calm, stop = unfolded(strategy), unfolded(strategy, "control")
    assert not compute(calm, "shortage").any()
    assert compute(stop, "shortage")[[0, 2]].tolist() == [0, 0]
    for plan in (calm, stop):
        both = compute(plan, "shortage") + compute(plan, "price_response")
        np.testing.assert_allclose(both, compute(plan, "unmet_demand"), atol=1e-9)
    if strategy == "as-now":
        assert compute(stop, "shortage")[1] > 1


def test_a_halt_is_answered_by_users_who_pay_more() -> None:
    """The ten tonnes the toy's halt leaves unserved are no crisis: nobody had planned with them."""
    halt = solution("halt")
    assert compute(halt, "price_response").tolist() == pytest.approx([0, 10, 10])
    # they would have paid 20,000 a tonne and paid 5,000
    assert compute(halt, "price_response_value").tolist() == pytest.approx([0, 150_000, 150_000])


def test_in_india_a_stop_takes_away_and_dear_magnets_do_not() -> None:
    """Where the first plan of 2029 leaves users out, the stop of that year is not to blame."""
    calm, stop = (india().run("as-now", world).solution for world in ("central", "china-stop"))
    year = calm.years.index(2029)
    short = compute(stop, "shortage")
    assert short[year] > 500
    assert compute(calm, "shortage")[year] == 0
    assert not short[year + 1 :].any()
    np.testing.assert_allclose(
        compute(stop, "price_response")[year], compute(calm, "price_response")[year], rtol=0.05
    )
    assert compute(stop, "shortage_value")[year] > 20 * compute(stop, "price_response_value")[year]
