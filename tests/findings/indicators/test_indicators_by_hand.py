"""Each indicator on a few numbers that can be checked with pencil and paper."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from monazite.findings.bottlenecks import size, standing
from monazite.findings.indicators import compute
from monazite.findings.solution import Solution
from monazite.study import Study

from ..by_hand import LABELS, written
from ..toy import STUDY, YEARS

NAN = float("nan")


def equal(found: np.ndarray, *expected: float) -> None:
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-12)


def test_self_sufficiency() -> None:
    """Made 30 each year, of which 0, 10 and 30 leave; 70 arrive. What meets mixes in proportion.

    Of 100 that come together 30 are home's; users take 100, 90 and 70, so 30, 27 and 21 are.
    """
    plan = written(
        {
            "activity": {"hom_magnets": 30},
            "shipment": {"magnet:HOM>FOR": [0, 10, 30], "magnet:FOR>HOM": 70},
            "served": {"motors@HOM/magnet": [100, 90, 70]},
        }
    )
    equal(compute(plan, "self_sufficiency.magnet"), 0.3, 0.3, 0.3)
    assert compute(plan, "self_sufficiency").tolist() == (
        compute(plan, "self_sufficiency.magnet").tolist()
    )


def going_short(bought: Sequence[float]) -> Solution:
    """Users want 100 t; 30 are made at home and some bought."""
    return written(
        {
            "activity": {"hom_magnets": 30},
            "shipment": {"magnet:FOR>HOM": bought},
            "served": {"motors@HOM/magnet": [30 + tonnes for tonnes in bought]},
        },
        parameters={"demand": {"motors@HOM": 100}},
    )


def test_going_short_makes_nobody_self_sufficient() -> None:
    """Wanted 100, made 30; bought 70, 20 and 0. A share of use would rise to all of it."""
    plan = going_short([70, 20, 0])
    equal(compute(plan, "self_sufficiency.magnet"), 0.3, 0.3, 0.3)
    equal(compute(plan, "net_import_reliance.magnet"), 0.7, 0.7, 0.7)
    equal(compute(plan, "home_share_of_use.magnet"), 0.3, 0.6, 1)


def test_who_takes_more_than_the_need_counts_with_what_is_taken() -> None:
    """Wanted 100 at the observed price; 150 are bought at a lower one: 30 of 180."""
    plan = going_short([70, 150, 150])
    equal(compute(plan, "self_sufficiency.magnet"), 0.3, 30 / 180, 30 / 180)


def test_upstream_the_need_is_what_the_wanted_magnets_hold() -> None:
    """40 t ore dug give 20 t oxide; with 10 bought 60 t of magnets. 20 t are bought, 20 short.

    Wanted are 100 t of magnets with 40 t in them. The 60 made at home hold 24, two thirds of it out
    of home's oxide and ore: 16 of 40. The 4 t that making magnets loses are in neither.
    """
    plan = written(
        {
            "activity": {"hom_mine": 40, "hom_separation": 40, "hom_magnets": 60},
            "shipment": {"oxide:FOR>HOM": 10, "magnet:FOR>HOM": 20},
            "served": {"motors@HOM/magnet": 80},
        },
        parameters={"demand": {"motors@HOM": 100}},
    )
    equal(compute(plan, "self_sufficiency.magnet"), 0.6, 0.6, 0.6)
    for asked in ("chain", "mining", "separation", "oxide", "ore"):
        equal(compute(plan, f"self_sufficiency.{asked}"), 0.4, 0.4, 0.4)
        equal(compute(plan, f"home_share_of_use.{asked}"), 0.5, 0.5, 0.5)
    equal(compute(plan, "net_import_reliance.oxide"), 1 / 3, 1 / 3, 1 / 3)


def test_separation_at_home_of_what_was_dug_abroad_is_no_home_ore() -> None:
    """20 t of ore dug and 60 bought; all is separated and made into magnets at home."""
    plan = written(
        {
            "activity": {"hom_mine": 20, "hom_separation": 80, "hom_magnets": 80},
            "shipment": {"ore:FOR>HOM": 60},
            "served": {"motors@HOM/magnet": 80},
        }
    )
    equal(compute(plan, "self_sufficiency.chain"), 0.25, 0.25, 0.25)
    equal(compute(plan, "self_sufficiency.mining"), 0.25, 0.25, 0.25)
    equal(compute(plan, "self_sufficiency.separation"), 1, 1, 1)


def test_what_nobody_uses_has_no_self_sufficiency() -> None:
    plan = written({"activity": {"hom_magnets": 10}, "intake": {"magnet@HOM": 10}})
    equal(compute(plan, "self_sufficiency.magnet"), NAN, NAN, NAN)


def coated() -> Study:
    """The toy with oxide as one more thing made at the stage of magnets."""
    rows = tuple(
        row.model_copy(update={"stage": "magnet"}) if row.material == "oxide" else row
        for row in STUDY.chain.materials
    )
    return replace(STUDY, chain=replace(STUDY.chain, materials=rows))


def coating(sintered: float, bought: float, *, blocks: bool = False) -> Solution:
    """A separation plant taken for one that coats magnets: 1.25 t in, 1 t out, 40 t a year.

    Blocks are `magnet`; what comes out, in place of the oxide, is of the same form `magnet`.
    `blocks` may serve users too.
    """
    labels = replace(
        LABELS,
        material_form={**LABELS.material_form, "oxide": "magnet"},
        flows=tuple(
            ("separation", "magnet") if flow == ("separation", "ore") else flow
            for flow in LABELS.flows
        ),
        use_options=tuple(
            (use, place, material)
            for use, place, _ in LABELS.use_options
            for material in (("oxide", "magnet") if blocks else ("oxide",))
        ),
    )
    plan = written(
        {
            "activity": {"hom_separation": 40, "hom_magnets": sintered, "for_magnets": bought},
            "shipment": {"magnet:FOR>HOM": bought},
        },
        labels=labels,
    )
    plan = replace(plan, study=coated())
    said = {
        ("separation", "magnet"): -1.25,
        ("separation", "oxide"): 1.0,
        ("magnet_making", "magnet"): 1.0,
    }
    amounts = plan.parameters["recipe_amount"]
    written_anew = amounts.with_values(np.array([said.get(flow, 0.0) for flow in labels.flows]))
    parameters = plan.parameters.replaced({"recipe_amount": written_anew}, ())
    plan = replace(plan, outcome=replace(plan.outcome, parameters=parameters))
    plan.outcome.values["served"].values[:] = 0.0
    plan.outcome.values["served"].put(plan.labels.coordinates("use_option")[0], 40)
    return plan


def test_what_stands_at_a_stage_counts_no_tonne_twice() -> None:
    """A plant that coats what another makes adds nothing to it; alone it stands for itself."""
    plan = coating(40, 0)
    for name in ("nameplate", "ramp", "availability"):
        plan.parameters[name].values[:] = 1.0
    made, coated_ = (size(plan, name, 2025) for name in ("hom_magnets", "hom_separation"))
    assert min(made, coated_) > 0
    assert standing(plan, ["hom_separation", "hom_magnets"], 2025) == (made, "magnet")
    assert standing(plan, ["hom_separation"], 2025)[0] == coated_
    # the mine is counted in ore, which cannot be added to magnets
    mined = size(plan, "hom_mine", 2025)
    assert standing(plan, ["hom_mine", "hom_magnets"], 2025)[0] == max(made, mined)


def test_a_magnet_is_counted_once() -> None:
    """40 t are coated from 50. All sintered at home: 40 are home's, not 90. All bought: none."""
    own, none, half = coating(50, 0), coating(0, 50), coating(25, 25)
    equal(compute(own, "output.product"), 40, 40, 40)
    equal(compute(own, "self_sufficiency.product"), 1, 1, 1)
    equal(compute(none, "output.product"), 0, 0, 0)
    equal(compute(none, "self_sufficiency.product"), 0, 0, 0)
    equal(compute(none, "net_import_reliance.product"), 1, 1, 1)
    equal(compute(half, "output.product"), 20, 20, 20)
    equal(compute(half, "world_share.product"), 0.5, 0.5, 0.5)
    equal(compute(half, "self_sufficiency.product"), 0.5, 0.5, 0.5)
    equal(compute(half, "self_sufficiency.oxide"), 0.5, 0.5, 0.5)
    equal(compute(half, "output.oxide"), 40, 40, 40)


def test_import_dependence() -> None:
    """30 made; 70, 20 and 0 come in, 0, 30 and 0 go out: 70/100, below nothing, nothing."""
    plan = written(
        {
            "activity": {"hom_magnets": 30},
            "shipment": {"magnet:FOR>HOM": [70, 20, 0], "magnet:HOM>THD": [0, 30, 0]},
            "served": {"motors@HOM/magnet": [100, 20, 30]},
        }
    )
    equal(compute(plan, "net_import_reliance"), 0.7, 0, 0)


def test_what_arrives_inside_goods_is_told_beside() -> None:
    """70 of 100 are bought as magnets; 25 more arrive in motors: 95 of 125 are from abroad.

    What others take inside goods is theirs.
    """
    plan = written(
        {
            "activity": {"hom_magnets": 30},
            "shipment": {"magnet:FOR>HOM": 70},
            "served": {"motors@HOM/magnet": 100},
        },
        parameters={"embodied": {"motors@HOM": 25, "motors@FOR": 40}},
    )
    equal(compute(plan, "net_import_reliance"), 0.7, 0.7, 0.7)
    for asked in ("", ".total", ".motors"):
        equal(compute(plan, f"embodied_imports{asked}"), 25, 25, 25)
    equal(compute(plan, "net_import_reliance_with_goods"), 0.76, 0.76, 0.76)
    equal(compute(plan, "net_import_reliance_with_goods.oxide"), NAN, NAN, NAN)


def test_suppliers() -> None:
    """60 and 20: three quarters, and 0.75^2 + 0.25^2 = 0.625. One supplier: 1. None: no meaning."""
    plan = written(
        {"shipment": {"magnet:FOR>HOM": [60, 10, 0], "magnet:THD>HOM": [20, 0, 0]}},
    )
    equal(compute(plan, "top_supplier_share"), 0.75, 1, NAN)
    equal(compute(plan, "concentration"), 0.625, 1, NAN)


def test_trade_between_others_is_no_import() -> None:
    plan = written(
        {
            "shipment": {"magnet:FOR>THD": 50, "magnet:THD>HOM": 5},
            "served": {"motors@HOM/magnet": 5},
        }
    )
    equal(compute(plan, "top_supplier_share"), 1, 1, 1)
    equal(compute(plan, "net_import_reliance"), 1, 1, 1)


def test_unmet_demand() -> None:
    """Home misses 3 + 2 of 50, users who would have paid 10 and 20; Farland's 9 do not count.

    Nor do 4 t that more would be wanted below the observed price: nobody goes short of those.
    """
    plan = written(
        {
            "unmet": {
                "motors@HOM/-1": 4,
                "motors@HOM/+1": 3,
                "motors@HOM/+2": [2, 0, 2],
                "motors@FOR/+1": 9,
            }
        },
        parameters={
            "demand": {"motors@HOM": 50, "motors@FOR": 90},
            "unmet_cost": {"motors@HOM/-1": 5, "motors@HOM/+1": 10, "motors@HOM/+2": 20},
        },
    )
    for asked in ("", ".total", ".motors"):
        equal(compute(plan, f"unmet_demand{asked}"), 5, 3, 5)
        equal(compute(plan, f"unmet_demand_share{asked}"), 0.1, 0.06, 0.1)
        equal(compute(plan, f"unmet_demand_value{asked}"), 70, 30, 70)


def test_no_demand_has_no_share() -> None:
    equal(compute(written(), "unmet_demand_share"), NAN, NAN, NAN)


def test_price_is_the_dual_per_kilogram() -> None:
    plan = written(duals={"materials_balance": {"oxide@HOM": [4000, 3000, 0], "oxide@FOR": 9}})
    equal(compute(plan, "price.oxide"), 4, 3, 0)


def test_import_bill_is_at_reference_prices() -> None:
    """7 and 3 t at 5,000 a tonne, whatever the model thinks a tonne is worth."""
    plan = written(
        {"shipment": {"magnet:FOR>HOM": 7, "magnet:THD>HOM": 3, "oxide:FOR>HOM": 100}},
        parameters={"price": {"magnet": 5000, "oxide": 1}},
        duals={"materials_balance": {"magnet@FOR": 999}},
    )
    equal(compute(plan, "import_bill"), 50_000, 50_000, 50_000)
    equal(compute(plan, "import_bill.oxide"), 100, 100, 100)


def test_exports_output_stock_and_world_share() -> None:
    plan = written(
        {
            "activity": {"hom_magnets": [20, 40, 0], "for_magnets": [60, 40, 0]},
            "shipment": {"magnet:HOM>FOR": 1, "magnet:HOM>THD": 2, "magnet:FOR>THD": 50},
            "stock": {"oxide@HOM": [5, 6, 7], "magnet@HOM": 1},
        }
    )
    equal(compute(plan, "exports.magnet"), 3, 3, 3)
    equal(compute(plan, "output.magnet"), 20, 40, 0)
    equal(compute(plan, "stock.oxide"), 5, 6, 7)
    equal(compute(plan, "stock.magnet"), 1, 1, 1)
    equal(compute(plan, "world_share.magnet"), 0.25, 0.5, NAN)


def test_partner_loss_is_price_times_use_plus_value_lost() -> None:
    """Before: 50 t at 4,500 = 225,000. After: 40 t at 6,000 and 10 t lost at 20,000 = 440,000.

    A region that pays less has a negative loss: it gains.
    """
    before = written(
        {"served": {"motors@FOR/magnet": 50}},
        duals={"materials_balance": {"magnet@FOR": 4500, "magnet@HOM": 5000}},
    )
    after = written(
        {
            "served": {"motors@FOR/magnet": [40, 50, 50]},
            "unmet": {"motors@FOR/+3": [10, 0, 0]},
        },
        parameters={"unmet_cost": {"motors@FOR/+3": 20_000}},
        duals={"materials_balance": {"magnet@FOR": [6000, 4500, 4400]}},
        baseline=before,
    )
    equal(compute(after, "partner_loss.FOR"), 215_000, 0, -5000)
    equal(compute(before, "partner_loss.FOR"), 0, 0, 0)


def test_home_cost() -> None:
    """In dollars a year, at prices in Farland of 1,000 for oxide and 45 for magnets.

    plants 10 x 1,000 + 10 x 500 + 8 x 2,500 = 35,000; Farland's plants are not home's
    imports 6 x (45 + 5 freight) = 300; exports 2 x (1,000 - 99 freight) = 1,802
    owed and not delivered 3 x 50 = 150
    storage 4 x 7 = 28; put aside 1 x 9 = 9; lost 2 x 11 = 22; second best 8 x 0.5 = 4
    """
    plan = written(
        {
            "activity": {"hom_mine": 10, "hom_separation": 10, "hom_magnets": 8, "for_mine": 77},
            "shipment": {"magnet:FOR>HOM": 6, "oxide:HOM>FOR": 2},
            "undelivered": {"agreement_1": 3},
            "stock": {"oxide@HOM": 4},
            "discard": {"ore@HOM": 1},
            "unmet": {"motors@HOM/+1": 2},
            "served": {"motors@HOM/magnet": 8},
        },
        parameters={
            "freight": {"magnet:FOR>HOM": 5, "oxide:HOM>FOR": 99},
            "agreement_price": {"agreement_1": 50},
            "storage_cost": {"oxide@HOM": 7},
            "disposal_cost": {"ore": 9},
            "unmet_cost": {"motors@HOM/+1": 11},
            "penalty": {"motors@HOM/magnet": 0.5},
        },
        duals={"materials_balance": {"oxide@HOM": 40, "magnet@FOR": 45, "oxide@FOR": 1000}},
    )
    cost = 35_000 + 300 - 1_802 + 150 + 28 + 9 + 22 + 4
    equal(compute(plan, "home_cost"), cost, cost, cost)


def test_world_cost_leaves_out_what_only_steers() -> None:
    """Plants 10 x 1,000 + 3 x 2,000; freight 6 x 5; nothing for the rest, which moves no goods."""
    plan = written(
        {
            "activity": {"hom_mine": 10, "for_mine": 3},
            "shipment": {"magnet:FOR>HOM": 6},
            "undelivered": {"agreement_1": 3},
            "stock_shortfall": {"oxide@HOM": 4},
        },
        parameters={
            "freight": {"magnet:FOR>HOM": 5},
            "agreement_price": {"agreement_1": 50},
            "shortfall_cost": {"oxide@HOM": 100},
            "priority_premium": {"motors@HOM/+14": 1000},
        },
    )
    equal(compute(plan, "world_cost"), 16_030, 16_030, 16_030)


def test_capital_of_a_programme_is_charged_on_what_it_can_make() -> None:
    """10 t/yr at 1,000 USD and 10 % over two years, half of it in the first.

    Capital is earned back on 0.5 / 1.1 + 1 / 1.21 = 1.281 tonnes: 780.65 on each.
    """
    plan = written(
        parameters={
            "programme": {("hom_magnets", 2024): 10},
            "capital_cost": {"hom_magnets": 1000},
            "hurdle_rate": {"hom_magnets": 0.1},
            "lifetime": {"hom_magnets": 2},
        }
    )
    yearly = 10 * 1000 / (0.5 / 1.1 + 1 / 1.1**2)
    assert yearly == pytest.approx(7806.45, abs=0.01)
    for cost in ("home_cost", "world_cost"):
        equal(compute(plan, cost), yearly / 2, yearly, 0)


def test_public_outlay() -> None:
    """A tenth of 30 x 1,000 USD when it comes online, and a stock bought at 50 USD a tonne.

    The target is 20, then 30 for the first tier and 10 for the last, then 10. The store holds 15,
    60, 60, so 15 and then 25 t are bought and in the end 30 t let go. A hundred
    rupees buy a dollar, a crore is ten million.
    """
    plan = written(
        {"stock": {"oxide@HOM": [15, 60, 60]}},
        parameters={
            "programme": {("hom_magnets", 2025): 30, ("for_magnets", 2025): 99},
            "capital_cost": {"hom_magnets": 1000, "for_magnets": 1000},
            "public_share": {"hom_magnets": 0.1},
            "stock_target": {
                ("oxide@HOM", "tier_1"): [20, 30, 10],
                ("oxide@HOM", "tier_3"): [0, 10, 0],
            },
            "price": {"oxide": 50},
        },
    )
    equal(compute(plan, "public_outlay"), *(100 / 1e7 * usd for usd in (750, 3000 + 1250, -1500)))


def test_every_year_that_is_reported_has_a_number() -> None:
    assert len(compute(written(), "output")) == len(YEARS)


def test_an_oxide_without_the_tracked_group_does_not_count_as_oxide() -> None:
    """Magnets always count, whatever they hold; oxide is asked for by what is in it."""
    nothing = {"content": {("oxide", "NdPr"): 0, ("magnet", "NdPr"): 0}}
    plan = written({"activity": {"hom_separation": 20, "hom_magnets": 5}}, parameters=nothing)
    assert plan.materials("oxide") == ("oxide",), "a material by its own name is always itself"
    assert plan.materials("separation") == ()
    equal(compute(plan, "output.separation"), 0, 0, 0)
    equal(compute(plan, "output.magnet"), 5, 5, 5)
