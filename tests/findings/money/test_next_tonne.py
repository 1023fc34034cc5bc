"""A tonne more at plants that take a good on, on plans written down by hand.

A press takes half a tonne of oxide at 40 for a tonne of magnets at 200, costs 100 to run and 60 to
build, of which the state gives a fifth. Half of it is ramped up in its first year. Built in a year
from 2024 on, it lives for two years: 2025, at half, and 2026.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from monazite.findings.money import NextTonne, next_tonnes, taken_on
from monazite.findings.money.next_tonne import _makers, _product, _years_to_half
from monazite.findings.solution import Solution
from monazite.parameters.labels import Labels

from ..by_hand import LABELS, Numbers, written

PRESS, MILL = "hom_magnets", "hom_separation"
WINNER = replace(LABELS, awardees=(PRESS,))
TWO = replace(WINNER, facility_recipe={**LABELS.facility_recipe, MILL: "magnet_making"})
"""The mill presses magnets too."""


def pressing(
    labels: Labels = WINNER, **more: Mapping[str | tuple[str | int, ...], Numbers]
) -> Solution:
    """A plan with the press, which nobody has built and everyone may."""
    return written(
        parameters={
            "lead_time": {PRESS: 1},
            "lifetime": {PRESS: 2, MILL: 2},
            "operating_cost": {PRESS: 100, MILL: 90},
            "capital_cost": {PRESS: 60},
            "subsidy_share": {PRESS: 0.2},
            "build_rate": {PRESS: 5},
            "site_limit": {PRESS: 30},
            "incentive": {PRESS: 8},
            "supported_limit": {PRESS: 30},
            **more,
        },
        duals={
            "materials_balance": {
                "magnet@HOM": 200,
                "oxide@HOM": 40,
                "magnet@FOR": 150,
                "oxide@FOR": 30,
            }
        },
        labels=labels,
    )


def the_press(**more: Mapping[str | tuple[str | int, ...], Numbers]) -> NextTonne:
    """The press alone, decided in 2024."""
    (plant,) = next_tonnes(pressing(**more), ["oxide"], 2024)
    return plant


def test_every_figure_of_a_tonne_more() -> None:
    """1.5 t are made by a tonne of capacity that cost its owner 48: 32 on each.

    A tonne is paid 8, and so costs 20 + 100 + 32 - 8 = 144 in place of the 200 it fetches.
    """
    plant = the_press()
    assert (plant.product, plant.decided, plant.half) == ("magnet", 2024, 1.0)
    told = (plant.feed, plant.other, plant.capital, plant.support, plant.cost, plant.sells)
    assert told == pytest.approx(tuple(each / 1000 for each in (20, 100, 32, 8, 144, 200)))
    assert plant.gap == pytest.approx((144 - 200) / 1000)
    assert plant.abroad == pytest.approx(0.150)
    assert (plant.takes, plant.gives, plant.takes_per_product) == pytest.approx((0.5, 1, 0.5))
    assert (plant.may, plant.built) == (5.0, 0.0)
    assert plant.priced


def test_half_of_it_runs_when_the_ramp_says_so() -> None:
    """Four tenths in the first year and six in the second, a year from the decision."""
    assert the_press(ramp={(PRESS, 0): 0.4, (PRESS, 1): 0.6}).half == 2.0
    assert _years_to_half(np.array([0.2, 0.5 - 1e-9, 1.0])) == 1.0
    assert _years_to_half(np.array([0.2, 0.4])) == 2.0


@pytest.mark.parametrize(("price", "priced"), [(0.5, True), (0.0, False)])
def test_a_plant_has_a_price_where_building_it_costs_anything(price: float, priced: bool) -> None:
    assert the_press(capital_cost={PRESS: price}).priced is priced


def test_up_to_a_kilogram_a_year_nothing_may_be_added() -> None:
    rates = (0.001, 0.002, [9, 5, 1], [1, 5, 40])
    may = [the_press(build_rate={PRESS: rate}).may for rate in rates]
    assert may == [0.0, 0.002, 9.0, 30.0]


def test_plants_whose_price_is_stated_come_first_and_of_these_the_smallest_gap() -> None:
    """The mill costs nothing to build and less to run, but nobody knows what it is to build."""
    first, second = next_tonnes(pressing(TWO), ["oxide"], 2024)
    assert (first.facility, second.facility) == (PRESS, MILL)
    assert first.gap > second.gap
    both = pressing(TWO, capital_cost={PRESS: 60, MILL: 1})
    assert [one.facility for one in next_tonnes(both, ["oxide"], 2024)] == [MILL, PRESS]


def test_who_takes_none_or_makes_nothing_of_it_is_not_asked() -> None:
    for left_out in ("oxide", "magnet"):
        plan = pressing(recipe_amount={f"magnet_making/{left_out}": 0.0})
        assert next_tonnes(plan, ["oxide"], 2024) == ()
    assert next_tonnes(pressing(), ["oxide", "magnet"], 2024) == (), "it gives magnets again"
    assert next_tonnes(pressing(), ["magnet"], 2024) == ()


NOBODY = {"capital_cost": {}, "build_rate": {}}


@pytest.mark.parametrize(
    "grows",
    [
        {"capital_cost": {PRESS: 60}},
        {"build_rate": {PRESS: 0.5}},
        {"programme": {(PRESS, 2025): 0.5}},
    ],
)
def test_ore_is_followed_to_plants_that_can_grow(
    grows: Mapping[str, Mapping[str | tuple[str | int, ...], Numbers]],
) -> None:
    assert taken_on(pressing(**{**NOBODY, **grows}), ["ore"], 2024) == ("oxide",)
    assert taken_on(pressing(**NOBODY), ["ore"], 2024) == ("ore",)


def test_what_holds_nothing_of_the_group_is_not_followed() -> None:
    plan = pressing(build_rate={PRESS: 5}, content={("oxide", "NdPr"): 0.0})
    assert taken_on(plan, ["ore"], 2024) == ("ore",)


def test_the_product_of_a_plant_that_takes_its_reference_is_worth_most() -> None:
    """3 t at 10 are worth less than one at 40; the reference of separation is the ore it takes."""
    plan = written(parameters={"price": {"oxide": 10, "magnet": 40}})
    assert _product(plan, MILL, {"oxide": 3.0, "magnet": 1.0}) == "magnet"
    assert _product(plan, MILL, {"oxide": 5.0, "magnet": 1.0}) == "oxide"
    assert _product(plan, PRESS, {"oxide": 5.0, "magnet": 1.0}) == "magnet"


def test_who_makes_a_product_abroad_is_a_region_with_such_a_plant_and_a_market_for_it() -> None:
    """Thirdland mines and makes no magnets; where nobody balances them they have no price."""
    mined = replace(LABELS, facility_region={**LABELS.facility_region, "for_mine": "THD"})
    assert _makers(written(labels=mined), "magnet") == ["FOR"]
    assert _makers(written(labels=mined), "ore") == ["THD"]
    nowhere = replace(LABELS, nodes=tuple(n for n in LABELS.nodes if tuple(n) != ("magnet", "FOR")))
    assert _makers(written(labels=nowhere), "magnet") == []
