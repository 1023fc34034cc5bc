"""One miniature study per behaviour; the numbers start from those of `test_hand_solved.py`.

| Test | What it proves |
|---|---|
| a limit on one form leaks | a halt of oxide alone lets the element out as magnets |
| a limit on what is contained does not | the same halt over all forms lets nothing out |
| a floor and a ceiling | are rows of their own: one dual says forced, the other says scarce |
| ramps run by vintage | each block of capacity ramps from its own first year |
| the ramp runs after the lead | a plant decided in 2024 with a lead of two years is new in 2026 |
| doubling a nameplate | does nothing under an unchanged permit, and does under a raised one |
| take or pay | home takes what is due while that is cheaper than paying for nothing |
| tiers | a premium decides who is served first and costs nobody anything |
| a lane held down abroad | makes home short and opens a gap between the prices at its ends |
| storage | bounds a stock, so that part of a target stays missing |
| an opening stock | is used, and once |
| a second-best material | serves by its equivalence |
| scrap | comes back by cohort, within a block as in single years |
| a first permit abroad | acts in place |
| edits of structure | are refused by name instead of passing without effect |
| contradicting rules | are named, both of them, and the session goes on answering |
| everything shut | is not infeasible: every use goes unmet at its price |
| no stores and no scrap | a chain may do without |
| the time limit | is one solve's, not a session's |
"""

from dataclasses import replace

import numpy as np
import pytest

from monazite.core import InvalidInput
from monazite.model import Outcome, Session, build_programme

from .miniature import (
    Changes,
    every_year,
    miniature,
    miniature_labels,
    plain_session,
    solved,
    solved_fresh,
    two_kinds_of_tranches,
)

YEAR_COST = 627_000.0
IDLE_PRESSES = {
    # home may press all its oxide but is dearer than abroad, so it exports the oxide
    "nameplate": {("home_magnets", 2012): 1000.0},
    "operating_cost": {"home_magnets": 2100.0},
}


def oxide_let_out(outcome: Outcome) -> float:
    """Tonnes of contained oxide that leave home in 2024: all of oxide, half of magnets."""
    moved = outcome["shipment"].sel(period=2024)
    return float(moved.sel(lane="oxide:HOM>FOR") + 0.5 * moved.sel(lane="magnet:HOM>FOR"))


def test_a_limit_on_one_form_leaks_through_the_next() -> None:
    """Left alone, home exports all its 80 t of oxide.

    Under a halt of oxide it presses 80 t of oxide into 160 t of magnets: 100 t for home and 60 t
    sent abroad, because 2,100 + 375 / 2 + 50 is below the 2,375 it costs to make them there. The
    halt of 80 t lets 30 t of the oxide out as magnets: the wrong answer of a limit on one material.
    """
    assert oxide_let_out(solved(IDLE_PRESSES)) == pytest.approx(80.0, abs=1e-9)
    halt = solved(
        {
            **IDLE_PRESSES,
            "export_content": {("slot_01", "oxide:HOM>FOR"): 1.0},
            "export_limit": {"slot_01": 0.0},
        }
    )
    assert every_year(halt, "shipment", "oxide:HOM>FOR") == [0.0] * 3
    assert every_year(halt, "shipment", "magnet:HOM>FOR") == [60.0] * 3
    assert oxide_let_out(halt) == pytest.approx(30.0, abs=1e-9)


def test_a_limit_on_the_contained_element_does_not_leak() -> None:
    """The same halt over both forms: home presses for itself alone, 50 t of oxide."""
    halt = solved(
        {
            **IDLE_PRESSES,
            "export_content": {
                ("slot_01", "oxide:HOM>FOR"): 1.0,
                ("slot_01", "magnet:HOM>FOR"): 0.5,
            },
            "export_limit": {"slot_01": 0.0},
        }
    )
    assert oxide_let_out(halt) == pytest.approx(0.0, abs=1e-9)
    assert every_year(halt, "activity", "home_magnets") == [100.0] * 3
    assert every_year(halt, "activity", "home_refinery") == [62.5] * 3


def test_a_floor_and_a_ceiling_are_rows_of_their_own() -> None:
    """A floor of 150 t on the mine abroad, which wants to dig 87.5 t, and a permit of 50 t at home.

    The mine abroad now also replaces the 50 t that home may not dig, 50 more; it wants to dig
    137.5 t. The other 12.5 t are dug and put aside, 200 each, so the floor's dual is +200 and ore
    abroad is worth nothing. Oxide there costs 400 / 0.8 = 500, at home 450, and a tonne of permit
    is worth 0.8 x 450 - 200 - 100 = 60, a dual of -60.
    """
    outcome = solved({"floor": {"abroad_mine": 150.0}, "permit": {"home_mine": 50.0}})
    floor, permit = outcome.duals["output_at_least"], outcome.duals["feed_within_permit"]
    assert floor.sel(facility="abroad_mine").values == pytest.approx([200.0] * 3)
    assert permit.sel(facility="abroad_mine").values == pytest.approx([0.0] * 3)
    assert permit.sel(facility="home_mine").values == pytest.approx([-60.0] * 3)
    assert floor.sel(facility="home_mine").values == pytest.approx([0.0] * 3)
    assert every_year(outcome, "discard", "ore@FOR") == [12.5] * 3
    assert outcome.objective == pytest.approx(3 * (YEAR_COST + 13_000.0 + 12.5 * 200.0))


def test_ramps_run_by_vintage() -> None:
    """20 t/yr of presses come online in 2024, 20 more in 2026; each makes half in its first year.

    Home presses make 60 + 10, 60 + 20 and 60 + 20 + 10 t. A single ramp from the first block on
    would let the second one run at full in its first year.
    """
    outcome = solved(
        {
            "programme": {("home_magnets", 2024): 20.0, ("home_magnets", 2026): 20.0},
            "ramp": {("home_magnets", 0): 0.5},
        }
    )
    assert every_year(outcome, "activity", "home_magnets") == [70.0, 80.0, 90.0]


def test_the_ramp_runs_after_the_lead() -> None:
    """10 t/yr decided in 2024, two years to build, then 0.2, 0.6 and all of it.

    In 2026 the plant is new and makes 2 t. Had the ramp run from the decision it would be over by
    then and the plant would make 10 t: that is the answer for a plant without a ramp.
    """
    terms = {"build_rate": {("home_magnets", 2024): 10.0}, "lead_time": {"home_magnets": 2.0}}
    ramp = {"ramp": {("home_magnets", 0): 0.2, ("home_magnets", 1): 0.6}}
    session = Session(build_programme(miniature({**terms, **ramp})))
    ramped, without = session.solve(), session.solve(miniature(terms))
    assert every_year(ramped, "activity", "home_magnets") == [60.0, 60.0, 62.0]
    assert every_year(without, "activity", "home_magnets") == [60.0, 60.0, 70.0]


def test_doubling_a_nameplate_under_an_unchanged_permit_does_nothing() -> None:
    """The home mine may dig 60 t and could dig 100 t."""
    held = {"permit": {"home_mine": 60.0}}
    doubled = {"nameplate": {("home_mine", 2012): 200.0}}
    before, after = solved(held), solved({**held, **doubled})
    assert after.objective == pytest.approx(before.objective, rel=1e-12)
    for name in before.values:
        np.testing.assert_allclose(after[name].values, before[name].values, atol=1e-9)
    eased = solved({"permit": {"home_mine": 70.0}, **doubled})
    assert eased.objective == pytest.approx(before.objective - 3 * 10 * 260.0, rel=1e-12)


def test_take_or_pay() -> None:
    """Home has agreed to take 20 t of oxide a year from abroad.

    Taking a tonne costs 750 there and 50 of freight, and lets home export one of its own, worth 700
    at home: a loss of 100, which is what the agreement costs a tonne. When its price is
    60, paying for what does not come is cheaper than taking it.
    """
    agreed = {
        "agreement_lane": {("agreement_1", "oxide:FOR>HOM"): 1.0},
        "agreement_floor": {"agreement_1": 20.0},
        "agreement_price": {"agreement_1": 1000.0},
    }
    taken = solved(agreed)
    assert every_year(taken, "shipment", "oxide:FOR>HOM") == [20.0] * 3
    assert every_year(taken, "undelivered", "agreement_1") == [0.0] * 3
    dual = taken.duals["delivery_at_least"].sel(agreement="agreement_1")
    assert dual.values == pytest.approx([100.0] * 3)
    assert taken.objective == pytest.approx(3 * (YEAR_COST + 20 * 100.0))
    paid = solved({**agreed, "agreement_price": {"agreement_1": 60.0}})
    assert every_year(paid, "undelivered", "agreement_1") == [20.0] * 3
    assert paid.objective == pytest.approx(3 * (YEAR_COST + 20 * 60.0))


def test_tiers_decide_who_is_served_first() -> None:
    """Motors and pumps want 100 t each at home, which makes 60 t and gets none from abroad.

    Pumps would pay 60,000 USD/t, motors 50,000, so pumps are served. A premium of 60,000 on motors
    puts them first. It steers and is nobody's cost: value lost counts the 140 t at their own worth.
    """
    plain = miniature_labels()
    labels = replace(
        plain,
        points=(*plain.points, ("pumps", "HOM")),
        tranches=two_kinds_of_tranches((*plain.points, ("pumps", "HOM"))),
        use_options=(*plain.use_options, ("pumps", "HOM", "magnet")),
    )
    short = {"lane_limit": {"magnet:FOR>HOM": 0.0}, "unmet_cost": {"pumps@HOM/+14": 60_000.0}}
    first = {"priority_premium": {"motors@HOM/+14": 60_000.0}}
    session = Session(build_programme(miniature(short, labels=labels)))
    unranked, ranked = session.solve(), session.solve(miniature({**short, **first}, labels=labels))
    assert every_year(unranked, "served", "pumps@HOM/magnet") == [60.0] * 3
    assert every_year(unranked, "served", "motors@HOM/magnet") == [0.0] * 3
    assert every_year(ranked, "served", "pumps@HOM/magnet") == [0.0] * 3
    assert every_year(ranked, "served", "motors@HOM/magnet") == [60.0] * 3
    lost = (ranked["unmet"] * ranked.parameters["unmet_cost"]).sum("tranche")
    assert lost.values == pytest.approx([40 * 50_000.0 + 100 * 60_000.0] * 3)


def test_a_lane_held_down_abroad() -> None:
    """10 t of magnets may come from abroad: home is served 70 t, and 30 t go unmet at 50,000.

    A tonne let through would save 50,000 at home for 2,375 abroad and 50 of freight.
    """
    outcome = solved({"lane_limit": {"magnet:FOR>HOM": 10.0}})
    assert every_year(outcome, "served", "motors@HOM/magnet") == [70.0] * 3
    assert outcome.price("magnet", "HOM").values == pytest.approx([50_000.0] * 3)
    assert outcome.price("magnet", "FOR").values == pytest.approx([2375.0] * 3)
    worth = -outcome.bound_duals["shipment"].sel(lane="magnet:FOR>HOM")
    assert worth.values == pytest.approx([50_000.0 - 2375.0 - 50.0] * 3)


def test_storage_bounds_a_stock() -> None:
    outcome = solved(
        {"stock_target": {("oxide@HOM", "tier_3", 2026): 20.0}, "stock_limit": {"oxide@HOM": 12.0}}
    )
    assert every_year(outcome, "stock", "oxide@HOM")[-1] == 12.0
    missing = outcome["stock_shortfall"].sel(store="oxide@HOM", tier="tier_3")
    assert missing.values == pytest.approx([0.0, 0.0, 8.0])


def test_an_opening_stock_is_used_once() -> None:
    """90 t of oxide at hand replace as much from abroad, 750 less freight, before storage costs."""
    outcome = solved({"initial_stock": {"oxide@HOM": 90.0}})
    assert every_year(outcome, "release", "oxide@HOM")[0] >= 70.0
    assert sum(every_year(outcome, "release", "oxide@HOM")) == pytest.approx(90.0)
    opening = outcome.duals["stock_carries_over"].sel(store="oxide@HOM", period=2024)
    assert float(opening) == pytest.approx(-699.0)


def test_a_second_best_material_serves_by_its_equivalence() -> None:
    """At home a tonne of magnets does the work of two: 50 t serve the 100 t wanted.

    Home presses 60 t and exports 10 t at 2,375 - 50; serving a tonne of demand takes half of one.
    """
    outcome = solved({"equivalence": {"motors@HOM/magnet": 2.0}})
    assert every_year(outcome, "served", "motors@HOM/magnet") == [50.0] * 3
    assert every_year(outcome, "shipment", "magnet:HOM>FOR") == [10.0] * 3
    assert outcome.price("magnet", "HOM").values == pytest.approx([2325.0] * 3)
    dual = outcome.duals["demand_is_served_or_unmet"].sel(point="motors@HOM")
    assert dual.values == pytest.approx([1162.5] * 3)


def test_scrap_comes_back_by_cohort() -> None:
    """A fifth of the 100 t served comes back as scrap a year later, beside 5 t from before 2024.

    Scrap sells at 10 USD/t, so all there is is collected: 5 t, then 25 t. In the block 2027 to 2031
    it is 25 t a year as well: 20 / 5 of it from 2026 and 4 / 5 of 20 from within the block. That is
    5 + 7 x 25 = 180 t in eight years.
    """
    outcome = solved_fresh(
        miniature(
            {
                "scrap_share": {("motors@HOM/scrap", 1): 0.2},
                "legacy_scrap": {"motors@HOM/scrap": 5.0},
                "disposal_cost": {"scrap": -10.0},
            },
            blocks=(5,),
        )
    )
    assert every_year(outcome, "collected", "motors@HOM/scrap") == [5.0, 25.0, 25.0, 25.0]
    assert outcome.objective == pytest.approx(8 * YEAR_COST - 180 * 10.0, rel=1e-12)


def test_a_first_permit_abroad_acts_in_place() -> None:
    """A plant abroad that had no permit gets one of 50 t; it used to dig 87.5 t."""
    outcome = solved({"permit": {"abroad_mine": 50.0}})
    assert every_year(outcome, "activity", "abroad_mine") == [50.0] * 3
    assert float(outcome.duals["feed_within_permit"].sel(facility="abroad_mine").max()) < 0.0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"build_rate": {"home_mine": 10.0}}, "home_mine has no build_rate in the study"),
        ({"reserves": {"home_mine": 10.0}}, "home_mine has no reserves in the study"),
        (
            {"reference_flow": {"magnet:FOR>HOM": 9.0}, "band_price": {"magnet:FOR>HOM": 9.0}},
            "magnet:FOR>HOM has no band_price in the study",
        ),
    ],
)
def test_edits_that_need_rows_that_are_not_there_are_refused(
    changes: Changes, message: str
) -> None:
    with pytest.raises(InvalidInput, match=message):
        solved(changes)


def test_a_target_for_a_store_without_reserves_is_refused() -> None:
    """It would have no row and no effect."""
    labels = replace(miniature_labels(), reserves=())
    session = Session(build_programme(miniature(labels=labels)))
    asked = miniature({"stock_target": {("oxide@HOM", "tier_1", 2025): 5.0}}, labels=labels)
    with pytest.raises(InvalidInput, match="oxide@HOM has no stock_target in the study"):
        session.solve(asked)


def test_contradicting_rules_are_named() -> None:
    """A floor of 60 t over a permit of 50 t in 2025; afterwards the session answers as before."""
    outcome = solved({"floor": {("home_mine", 2025): 60.0}, "permit": {"home_mine": 50.0}})
    assert outcome.status == "infeasible"
    assert {(broken.rule, broken.where) for broken in outcome.conflict} == {
        ("output_at_least", "home_mine, 2025"),
        ("feed_within_permit", "home_mine, 2025"),
    }
    assert np.isnan(outcome.objective)
    assert outcome.values == outcome.duals == {}
    assert solved().objective == pytest.approx(3 * YEAR_COST, rel=1e-12)


def test_rounding_is_no_contradiction() -> None:
    """A hundred million tonnes are rounded by 5e-8 t; a floor 0.001 t over a permit is wrong."""
    exact = solved({"floor": {("home_mine", 2025): 50.0}, "permit": {"home_mine": 50.0}})
    hair = solved({"floor": {("home_mine", 2025): 50.0 + 5e-8}, "permit": {"home_mine": 50.0}})
    wide = solved({"floor": {("home_mine", 2025): 50.0 + 1e-3}, "permit": {"home_mine": 50.0}})
    assert (hair.status, wide.status) == ("optimal", "infeasible")
    assert hair.objective == pytest.approx(exact.objective, rel=1e-8)


def test_a_study_that_contradicts_itself_can_be_mended_by_an_edit() -> None:
    session = Session(build_programme(miniature({"floor": {"home_mine": 120.0}})))
    assert session.solve().status == "infeasible"
    mended = session.solve(miniature())
    assert (mended.status, mended.conflict) == ("optimal", ())
    assert mended.objective == pytest.approx(3 * YEAR_COST, rel=1e-12)


def test_everything_shut_is_not_infeasible() -> None:
    facilities = miniature_labels().facilities
    outcome = solved({"nameplate": dict.fromkeys(facilities, 0.0)})
    assert outcome.status == "optimal"
    assert outcome.objective == pytest.approx(3 * 300 * 50_000.0, rel=1e-12)


def test_a_chain_may_do_without_stores_and_scrap() -> None:
    labels = replace(miniature_labels(), stores=(), reserves=(), end_of_life_streams=())
    outcome = solved_fresh(miniature(labels=labels))
    assert {"stock", "collected"}.isdisjoint(outcome.values)
    assert outcome.objective == pytest.approx(3 * YEAR_COST, rel=1e-12)
    assert outcome.residual <= 1e-12


def test_the_time_limit_counts_every_solve_by_itself() -> None:
    """The solver's clock never stops, so the limit is set anew ahead of it before each solve."""
    session = Session(plain_session().programme, time_limit=1000.0)
    session.solve()
    spent = session._highs.getRunTime()
    session.solve()
    assert spent > 0.0
    assert session._highs.getOptions().time_limit == pytest.approx(1000.0 + spent, abs=1e-9)
