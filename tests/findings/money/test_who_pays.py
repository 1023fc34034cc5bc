"""Who pays what and when, and what makers lose, in round numbers."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from monazite.brief.sentences.money import says_who_pays
from monazite.findings.costs.costs import trade_at_border
from monazite.findings.costs.outlay import state_share
from monazite.findings.evidence import weigh
from monazite.findings.money import payments, per_tonne, sales_lost
from monazite.findings.money.payments import SaleLost
from monazite.findings.solution import Solution

from ..by_hand import written
from ..costs.test_money_over_years import pooled
from ..toy import BASE, solution


def test_items_stand_in_crore_in_the_year_they_are_paid() -> None:
    """Half of 40 t at 10,000 USD is 200,000 USD or 2 crore, in 2025 alone; nothing else is paid."""
    told = {
        (row.item, row.year): row.value for row in payments(solution("build"), [2024, 2025, 2026])
    }
    assert [told["programmes", year] for year in (2024, 2025, 2026)] == pytest.approx([0, 2, 0])
    assert told["public outlay, summed from the start", 2026] == pytest.approx(2)
    assert told["duties paid by users", 2025] == 0
    assert told["home cost at border prices", 2025] == pytest.approx(475_500)
    assert told["home cost, summed from the start", 2025] == pytest.approx(465_000 + 475_500)


def test_a_tonne_more_costs_what_was_paid_for_it_over_all_years() -> None:
    """200,000 USD in 2025 for 20 t more in that year and 40 t in 2026, not 200,000 for 20."""
    assert per_tonne(solution("build")) == pytest.approx(200_000 / 60)
    assert per_tonne(solution("as-now")) is None
    (first, *_) = says_who_pays(solution("build"), "Build", [2025, 2026])
    assert first == (
        "Under “Build” the treasury pays 2 crore rupees up to 2025 (programmes), 2 up to 2026; "
        "over all of 2024–2026 that is 3,330 USD, undiscounted, for each tonne of magnets made "
        "above the baseline in these years."
    )


def test_a_tonne_more_costs_what_is_paid_above_a_baseline_that_pays_too() -> None:
    """A baseline that makes nothing more pays a quarter of what 40 t cost: 100,000 USD less of it.

    Held against itself a plan makes nothing more, and there is nothing to share its money out over.
    """
    build, now = solution("build"), solution("as-now")
    half = build.parameters["public_share"]
    paying = build.parameters.replaced({"public_share": half.with_values(half.values / 2.0)}, ())
    before = replace(now.outcome, parameters=paying)
    assert per_tonne(Solution(build.study, build.outcome, before)) == pytest.approx(100_000 / 60)
    assert per_tonne(Solution(build.study, build.outcome, build.outcome)) is None


def test_a_tonne_more_or_less_is_no_output_to_share_money_out_over() -> None:
    """300 USD for a tonne and a half are 200 for each; of a single tonne nothing is said."""

    def exploring(made: float) -> Solution:
        return written(
            {"activity": {"hom_magnets": [made, 0, 0]}},
            parameters={"exploration_outlay": {"hom_mine": [300, 0, 0]}},
            baseline=written(),
        )

    assert per_tonne(exploring(1.5)) == pytest.approx(200)
    assert per_tonne(exploring(1.0)) is None


def test_makers_lose_the_tonnes_they_no_longer_send_abroad() -> None:
    """10 t of oxide went to Farland at 100 USD and 20 of freight; in 2025 3 t fewer: 240 USD.

    Half a tonne of magnets counts, less than that does not, nor do imports, whatever they do. Who
    sends more abroad than before has gained it.
    """
    before = written(
        {
            "shipment": {
                "oxide:HOM>FOR": 10,
                "magnet:HOM>THD": 6,
                "oxide:HOM>THD": 5,
                "magnet:FOR>HOM": 50,
                "ore:HOM>FOR": 1,
            }
        },
        duals={"materials_balance": {"oxide@FOR": 100, "magnet@THD": 40, "ore@FOR": 7}},
    )
    plan = written(
        {
            "shipment": {
                "oxide:HOM>FOR": [10, 7, 10],
                "magnet:HOM>THD": [6, 5.5, 6],
                "oxide:HOM>THD": 4.6,
                "magnet:FOR>HOM": 40,
                "ore:HOM>FOR": [1, 3, 1],
            }
        },
        parameters={"freight": {"oxide:HOM>FOR": 20}},
        baseline=before,
    )
    assert sales_lost(plan, [2025]) == [
        SaleLost("Homeland", plan.parameters.titles[material], to, 2025, tonnes, value, material)
        for material, to, tonnes, value in (
            ("ore", "Farland", -2, -14),
            ("oxide", "Farland", 3, 240),
            ("magnet", "THD", 0.5, 20),
        )
    ]
    assert {row.tonnes for row in sales_lost(plan, [2024, 2026])} == {0}
    assert sales_lost(before, [2025]) == [], "a baseline has nothing to be held against"


def test_imports_cost_the_margin_on_their_lane_too() -> None:
    """Each tonne that comes home is 100 USD dearer, and what leaves earns what it did."""
    now = solution("as-now")
    margin = now.parameters["lane_price_cost_margin"]
    dearer = now.parameters.replaced(
        {"lane_price_cost_margin": margin.with_values(margin.values + 100.0)}, ()
    )
    paid, earned = trade_at_border(now)
    more, same = trade_at_border(Solution(now.study, replace(now.outcome, parameters=dearer)))
    into = [lane.destination == now.home for lane in now.labels.lanes]
    tonnes = now.reported("shipment")[np.array(into)].sum(axis=0)
    assert tonnes.max() > 0.0
    np.testing.assert_allclose(more - paid, 100.0 * tonnes)
    np.testing.assert_allclose(same, earned)


def test_what_comes_from_a_pool_of_the_state_was_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 10 t sent by a pool of the state and 30 t by others, a quarter was the state's before."""
    plan = written({"shipment": {"oxide:FOR>HOM": [10, 0, 0], "oxide:THD>HOM": [30, 0, 0]}})
    module = sys.modules[state_share.__module__]
    monkeypatch.setattr(module, "state_accounts", lambda of: frozenset({"FOR"}))
    assert state_share(plan, "oxide", "HOM").tolist() == pytest.approx([0.25, 0.25, 0.25])


def test_what_others_make_at_home_was_not_the_states(monkeypatch: pytest.MonkeyPatch) -> None:
    """A private plant makes 10 t, and a pool of the state sends 30 t: three quarters."""
    plan = pooled(
        written(
            {
                "activity": {"hom_separation": [20, 0, 0]},
                "shipment": {"oxide:FOR>HOM": [30, 0, 0]},
            }
        ),
        "private",
    )
    module = sys.modules[state_share.__module__]
    monkeypatch.setattr(module, "state_accounts", lambda of: frozenset({"FOR"}))
    assert state_share(plan, "oxide", "HOM").tolist() == pytest.approx([0.75, 0.75, 0.75])


def test_what_lay_in_a_pool_of_the_state_from_the_start_was_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """30 t lay there and 10 t came from elsewhere: three quarters."""
    plan = written(
        {"shipment": {"oxide:THD>HOM": [10, 0, 0]}}, parameters={"initial_stock": {"oxide@HOM": 30}}
    )
    module = sys.modules[state_share.__module__]
    monkeypatch.setattr(module, "state_accounts", lambda of: frozenset({"HOM"}))
    assert state_share(plan, "oxide", "HOM").tolist() == pytest.approx([0.75, 0.75, 0.75])


def test_a_plan_leans_on_a_permit_as_far_as_it_is_worth_today() -> None:
    """A permit of 30 t worth 5 USD a tonne in each of three years, at a tenth a year."""
    plan = written(
        parameters={"permit": {"hom_mine": 30.0}, "discount_rate": {...: 0.1}},
        duals={"feed_within_permit": {"hom_mine": -5.0}},
    )
    (stated,) = [
        quantity for cell, quantity in BASE.lineage["nameplate"].items() if "hom_mine" in cell
    ]
    parameters = replace(plan.parameters, lineage={"permit": {("hom_mine",): stated}})
    leaning = weigh(replace(plan, outcome=replace(plan.outcome, parameters=parameters)))
    assert [row.parameter for row in leaning] == ["permit"]
    assert leaning[0].leaning == pytest.approx(150 * (1 + 1 / 1.1 + 1 / 1.21))
