"""Who pays what and when, and what money set aside per tonne comes to, in round numbers."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from monazite.brief.sentences.money import says_who_pays
from monazite.core.labelled import Labelled
from monazite.findings.costs.costs import trade_at_border
from monazite.findings.costs.outlay import state_share
from monazite.findings.evidence import weigh
from monazite.findings.money import payments, per_tonne, schemes
from monazite.findings.money.payments import Scheme
from monazite.findings.solution import Contained, Solution

from ..by_hand import LABELS, written
from ..costs.test_money_over_years import CRORE, pooled
from ..toy import BASE, solution

WINNERS = ("hom_magnets", "for_magnets")
PERIODS = list(LABELS.periods)


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


def supported(budget: float, caps: tuple[float, float]) -> Solution:
    """Two winners of a scheme of 10 USD a tonne from 2024; the first makes 20 and 30 t."""
    labels = replace(LABELS, awardees=WINNERS)
    plan = written(
        labels=labels,
        parameters={
            "scheme_member": {("scheme_1", "hom_magnets"): 1, ("scheme_1", "for_magnets"): 1},
            "scheme_budget": {"scheme_1": budget},
            "awardee_budget": {"hom_magnets": caps[0], "for_magnets": caps[1]},
            "incentive": {...: 10.0},
            "supported_limit": {"hom_magnets": [5, 50, 50], "for_magnets": [0, 40, 50]},
        },
    )
    output = Labelled(
        [[0.0, 20.0, 30.0], [0.0, 0.0, 0.0]],
        coords={"awardee": list(WINNERS), "period": PERIODS},
        dims=("awardee", "period"),
    )
    values = {**plan.outcome.values, "supported_output": output}
    return replace(plan, outcome=replace(plan.outcome, values=values))


SCHEME = Scheme(
    scheme="scheme_1",
    budget=pytest.approx(10_000 * CRORE),
    caps=pytest.approx(7_000 * CRORE),
    paid=pytest.approx(500 * CRORE),
    opens=2024,
    closes=2026,
    awardees=2,
    building=1,
    able=100.0,
    made=30.0,
    basis="magnet",
)


def test_a_scheme_says_what_it_sets_aside_and_what_it_pays() -> None:
    plan = supported(10_000.0, (3_000.0, 4_000.0))
    assert schemes(plan) == [SCHEME]
    # a tonne of the toy's magnets holds 0.4 t of oxide, which is what is paid for then
    (told,) = schemes(plan, Contained(("NdPr",), "oxide", "NdPr"))
    assert (told.able, told.made, told.basis) == (pytest.approx(40.0), 12.0, "NdPr oxide")
    assert replace(told, able=100.0, made=30.0, basis="magnet") == SCHEME


def test_without_a_budget_of_its_own_a_scheme_sets_aside_the_caps_of_its_winners() -> None:
    found = schemes(supported(np.inf, (3_000.0, 4_000.0)))
    assert found == [replace(SCHEME, budget=pytest.approx(7_000 * CRORE))]
    assert schemes(supported(np.inf, (np.inf, np.inf))) == []


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
