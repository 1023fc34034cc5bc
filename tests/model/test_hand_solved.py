"""The miniature solved with pencil and paper, and what one change to it does.

The plain miniature, for one year (all three years are alike and nothing is discounted):

1. Costs of oxide. Home: (100 ore + 200 refining) / 0.8 = 375 USD/t, at most 100 x 0.8 = 80 t.
   Abroad: (200 + 400) / 0.8 = 750 USD/t, at most 800 t.
2. Magnets wanted: 100 t at home and 200 t abroad, 300 t in all, so 150 t of oxide.
3. Home oxide is the cheaper one everywhere, 375 + 50 freight against 750, so home refines all
   it can, 80 t from 100 t of ore. Abroad refines the other 70 t from 70 / 0.8 = 87.5 t of ore.
4. A home magnet costs 1,000 and half a tonne of oxide, one from abroad 2,000 and half a tonne.
   Home presses all it can, 60 t out of 30 t of oxide, and exports the other 50 t of oxide.
   Abroad presses 300 - 60 = 240 t and sends 40 t to home.
5. Prices, from what runs below its capacity. Abroad: ore 200, oxide 750, magnet
   2,000 + 750 / 2 = 2,375. Home exports oxide: 750 - 50 = 700. Home imports magnets:
   2,375 + 50 = 2,425.
6. Rents. Another tonne of ore dug and refined at home: 0.8 x 700 - 200 - 100 = 260; mine and
   refinery are both full, so only the sum of their rents is known. Another tonne a year of home
   magnets: 2,425 - 1,000 - 700 / 2 = 1,075.
7. Cost of a year. Home 100 x 100 + 100 x 200 + 60 x 1,000 = 90,000; abroad 87.5 x 200 +
   87.5 x 400 + 240 x 2,000 = 532,500; freight 50 x 50 + 40 x 50 = 4,500. In all 627,000.

Every variant below starts from these numbers.
"""

import numpy as np
import pytest

from monazite.core.labelled import Labelled
from monazite.model import Outcome
from monazite.model.capital import annuity_factor

from .miniature import miniature, solved, solved_fresh

YEAR_COST = 627_000.0


def is_all(array: Labelled, *numbers: float) -> None:
    """Compare an array with one number for all cells, or one number for each."""
    expected = numbers[0] if len(numbers) == 1 else list(numbers)
    np.testing.assert_allclose(array.values.squeeze(), expected, rtol=1e-12, atol=1e-7)


def activities(outcome: Outcome, year: int = 2024) -> dict[str, float]:
    """What every plant runs in a year, to a billionth of a tonne."""
    of_year = outcome["activity"].sel(period=year)
    return {str(f): round(float(of_year.sel(facility=f)), 9) for f in of_year.coords["facility"]}


def flows(outcome: Outcome, year: int = 2024) -> dict[str, float]:
    """What moves on every lane in use, to a billionth of a tonne."""
    of_year = outcome["shipment"].sel(period=year)
    tonnes = {str(lane): round(float(of_year.sel(lane=lane)), 9) for lane in of_year.coords["lane"]}
    return {lane: moved for lane, moved in tonnes.items() if moved}


def test_the_plain_miniature() -> None:
    outcome = solved()
    assert outcome.status == "optimal"
    for year in (2024, 2025, 2026):
        assert activities(outcome, year) == {
            "home_mine": 100.0,
            "home_refinery": 100.0,
            "home_magnets": 60.0,
            "abroad_mine": 87.5,
            "abroad_refinery": 87.5,
            "abroad_magnets": 240.0,
        }
        assert flows(outcome, year) == {"oxide:HOM>FOR": 50.0, "magnet:FOR>HOM": 40.0}
    is_all(outcome.price("oxide", "HOM"), 700.0)
    is_all(outcome.price("oxide", "FOR"), 750.0)
    is_all(outcome.price("magnet", "FOR"), 2375.0)
    is_all(outcome.price("magnet", "HOM"), 2425.0)
    rent = -outcome.duals["output_within_capacity"]
    is_all(rent.sel(facility="home_mine") + rent.sel(facility="home_refinery"), 260.0)
    is_all(rent.sel(facility="home_magnets"), 1075.0)
    is_all(rent.sel(facility=["abroad_mine", "abroad_refinery", "abroad_magnets"]), 0.0)
    is_all(outcome["unmet"], 0.0)
    assert outcome.objective == pytest.approx(3 * YEAR_COST, rel=1e-12)
    assert outcome.residual <= 1e-12


def test_a_halt_of_oxide_exports() -> None:
    """Home may send no oxide abroad.

    Home now needs 30 t of oxide and no more, from 30 / 0.8 = 37.5 t of ore; neither mine nor
    refinery is full, and home oxide is worth its cost, 375. Abroad refines all its 120 t from 150 t
    of ore, at 750 as before, and magnets cost what they did. The rent of home magnets rises to
    2,425 - 1,000 - 375 / 2 = 1,237.5. A tonne let out would save 750 - 375 - 50 = 325, and the halt
    costs 50 x 325 = 16,250 a year.
    """
    outcome = solved(
        {
            "export_content": {("slot_01", "oxide:HOM>FOR"): 1.0},
            "export_limit": {"slot_01": 0.0},
        }
    )
    assert activities(outcome) == {
        "home_mine": 37.5,
        "home_refinery": 37.5,
        "home_magnets": 60.0,
        "abroad_mine": 150.0,
        "abroad_refinery": 150.0,
        "abroad_magnets": 240.0,
    }
    assert flows(outcome) == {"magnet:FOR>HOM": 40.0}
    is_all(outcome.price("oxide", "HOM"), 375.0)
    is_all(outcome.price("oxide", "FOR"), 750.0)
    is_all(outcome.price("magnet", "HOM"), 2425.0)
    rent = -outcome.duals["output_within_capacity"]
    is_all(rent.sel(facility="home_magnets"), 1237.5)
    is_all(rent.sel(facility="home_mine"), 0.0)
    is_all(outcome.duals["exports_within_limit"].sel(slot="slot_01"), -325.0)
    is_all(outcome.duals["exports_within_limit"].sel(slot="slot_02"), 0.0)
    assert outcome.objective == pytest.approx(3 * (YEAR_COST + 16_250.0), rel=1e-12)


def test_a_permit_of_50_t_on_the_home_mine() -> None:
    """The home mine may dig 50 t a year.

    Home refines 40 t of oxide, presses the same 60 t of magnets and exports 10 t of oxide instead
    of 50, so its oxide is worth 700 as before. Ore is now scarce at home: 0.8 x 700 - 200 = 360,
    260 above its cost, and that is what the permit is worth. It costs 50 x 260 = 13,000 a year.
    """
    outcome = solved({"permit": {"home_mine": 50.0}})
    assert activities(outcome)["home_mine"] == 50.0
    assert activities(outcome)["abroad_mine"] == (150.0 - 40.0) / 0.8
    assert flows(outcome) == {"oxide:HOM>FOR": 10.0, "magnet:FOR>HOM": 40.0}
    is_all(outcome.price("ore", "HOM"), 360.0)
    is_all(outcome.price("oxide", "HOM"), 700.0)
    is_all(outcome.duals["feed_within_permit"].sel(facility="home_mine"), -260.0)
    is_all(outcome.duals["output_within_capacity"].sel(facility="home_mine"), 0.0)
    is_all(outcome.duals["output_within_capacity"].sel(facility="home_refinery"), 0.0)
    assert outcome.objective == pytest.approx(3 * (YEAR_COST + 13_000.0), rel=1e-12)


def test_a_stock_target_that_is_given_back() -> None:
    """Home is to hold 20 t of oxide at the end of 2025, for its last tier of uses.

    A tonne put aside in 2025 is not exported then, 700, and is exported in 2026, 700; what is left
    is a year's storage at 1 USD/t. Putting it aside in 2024 would cost another. So exports are 50,
    30 and 70 t, and a tonne more of the target costs 1.
    """
    outcome = solved({"stock_target": {("oxide@HOM", "tier_3", 2025): 20.0}})
    is_all(outcome["stock"], 0.0, 20.0, 0.0)
    is_all(outcome["intake"], 0.0, 20.0, 0.0)
    is_all(outcome["release"], 0.0, 0.0, 20.0)
    is_all(outcome["shipment"].sel(lane="oxide:HOM>FOR"), 50.0, 30.0, 70.0)
    is_all(outcome.duals["stock_meets_target"].sel(tier="tier_3", period=2025), 1.0)
    assert outcome.objective == pytest.approx(3 * YEAR_COST + 20.0, rel=1e-12)


def test_a_stock_target_that_is_kept() -> None:
    """Home is to hold 20 t of oxide at the end of 2026, and nothing comes after.

    The oxide is gone for good, 700, and is stored in the last year alone: 701 a tonne.
    """
    outcome = solved({"stock_target": {("oxide@HOM", "tier_3", 2026): 20.0}})
    is_all(outcome["stock"], 0.0, 0.0, 20.0)
    is_all(outcome.duals["stock_meets_target"].sel(tier="tier_3", period=2026), 701.0)
    assert outcome.objective == pytest.approx(3 * YEAR_COST + 20 * 701.0, rel=1e-12)


def test_a_stock_target_that_is_not_worth_its_price() -> None:
    """The same target, when a missing tonne costs 500 a year: it stays missing."""
    outcome = solved(
        {
            "stock_target": {("oxide@HOM", "tier_3", 2026): 20.0},
            "shortfall_cost": {"oxide@HOM": 500.0},
        }
    )
    is_all(outcome["stock"], 0.0)
    is_all(outcome["stock_shortfall"].sel(tier="tier_3"), 0.0, 0.0, 20.0)
    is_all(outcome["stock_shortfall"].sel(tier=["tier_1", "tier_2"]), 0.0)
    is_all(outcome.duals["stock_meets_target"].sel(tier="tier_3", period=2026), 500.0)
    assert outcome.objective == pytest.approx(3 * YEAR_COST + 20 * 500.0, rel=1e-12)


def test_demand_above_capacity_leaves_the_cheapest_users_out() -> None:
    """Abroad wants 980 t; at home 10 t are worth 5,000 USD/t, the next 20 t 8,000, the rest 50,000.

    Wanted are 1,080 t, the presses make 1,060 t: 20 t stay unmet. The first home tranche leaves
    whole, 10 t, and half of the second, 10 t; so a magnet is worth 8,000 at home. Home is served
    80 t, 60 t of its own and 20 t from abroad, where a magnet is worth 7,950. Presses earn
    8,000 - 1,000 - 350 = 6,650 at home and 7,950 - 2,000 - 375 = 5,575 abroad. Users of the first
    tranche would pay 3,000 less than a magnet is worth. Abroad needs 500 - 50 = 450 t of its own
    oxide, from 562.5 t of ore. Cost of a year: 90,000 at home, 562.5 x 600 + 2,000,000 abroad,
    freight 50 x 50 + 20 x 50, value lost 10 x 5,000 + 10 x 8,000: in all 2,561,000.
    """
    home = "motors@HOM"
    outcome = solved(
        {
            "demand": {"motors@FOR": 980.0},
            "tranche_share": {f"{home}/+1": 0.1, f"{home}/+2": 0.2, f"{home}/+14": 0.7},
            "unmet_cost": {f"{home}/+1": 5000.0, f"{home}/+2": 8000.0},
        }
    )
    unmet = outcome["unmet"].sel(period=2025)
    left_out = {str(name): float(unmet.sel(tranche=name)) for name in unmet.coords["tranche"]}
    assert {name: tonnes for name, tonnes in left_out.items() if tonnes} == pytest.approx(
        {f"{home}/+1": 10.0, f"{home}/+2": 10.0}
    )
    assert flows(outcome) == {"oxide:HOM>FOR": 50.0, "magnet:FOR>HOM": 20.0}
    is_all(outcome.price("magnet", "HOM"), 8000.0)
    is_all(outcome.price("magnet", "FOR"), 7950.0)
    is_all(outcome.duals["demand_is_served_or_unmet"].sel(point=home), 8000.0)
    rent = -outcome.duals["output_within_capacity"]
    is_all(rent.sel(facility="home_magnets"), 6650.0)
    is_all(rent.sel(facility="abroad_magnets"), 5575.0)
    is_all(outcome.bound_duals["unmet"].sel(tranche=f"{home}/+1"), -3000.0)
    is_all(outcome.bound_duals["unmet"].sel(tranche=f"{home}/+2"), 0.0)
    assert outcome.objective == pytest.approx(3 * 2_561_000.0, rel=1e-12)


def test_users_below_the_anchor_are_served_when_magnets_are_cheap() -> None:
    """The anchor is 100 t at 5,000 USD/t; 4 t more are wanted below 4,900 and 6 t below 2,400.

    A magnet costs home 2,425, so the 4 t are served and the 6 t are not: 104 t, of which 44 t come
    from abroad. What is served more costs 2,425 and is worth 4,900; leaving the 6 t out costs their
    value, 2,400, so that a plan's cost counts all that anyone would have liked to have.
    """
    home = "motors@HOM"
    outcome = solved(
        {
            "tranche_share": {f"{home}/-1": 0.04, f"{home}/-2": 0.06},
            "unmet_cost": {f"{home}/-1": 4900.0, f"{home}/-2": 2400.0},
        }
    )
    is_all(outcome["served"].sel(use_option="motors@HOM/magnet"), 104.0)
    is_all(outcome["unmet"].sel(tranche=f"{home}/-1"), 0.0)
    is_all(outcome["unmet"].sel(tranche=f"{home}/-2"), 6.0)
    is_all(outcome.price("magnet", "HOM"), 2425.0)
    assert outcome.objective == pytest.approx(3 * (YEAR_COST + 4 * 2425.0 + 6 * 2400.0), rel=1e-12)


def test_additions_with_a_lead_of_one_year_and_a_ramp() -> None:
    """Home presses may grow by 20 t/yr each year; a year to build, then half, then all of it.

    A tonne a year costs 1,000 and lasts 10 years without interest, in which it can make 9.5 t, and
    1,000 / 9.5 = 105.263 are charged on each. Decided in 2024 it makes 0.5 t in 2025 and 1 t in
    2026 at a rent of 1,075: 1.5 x 969.737 = 1,454.605 are left. Decided in 2025: 0.5 t in 2026,
    484.868 left. Both are built as fast as may be, so home presses make 60, 70 and 60 + 20 + 10 =
    90 t and still less than the 100 t home wants, so prices stay. The 40 t save 40 x 1,075 = 43,000
    and are charged 40 x 105.263 = 4,210.526. What is decided in 2026 comes online after the last
    year and neither costs nor makes anything.
    """
    grow = "home_magnets"
    left = 1075.0 - 1000.0 / 9.5
    outcome = solved_fresh(
        miniature(
            {
                "build_rate": {grow: 20.0},
                "capital_cost": {grow: 1000.0},
                "lifetime": {grow: 10.0},
                "lead_time": {grow: 1.0},
                "ramp": {("home_magnets", 0): 0.5},
                "nameplate": {(grow, 2012): 60.0},
            }
        )
    )
    is_all(outcome["addition"].sel(decided=[2024, 2025]), 20.0)
    is_all(outcome["activity"].sel(facility=grow), 60.0, 70.0, 90.0)
    is_all(outcome.bound_duals["addition"].sel(investable=grow), -1.5 * left, -0.5 * left, 0.0)
    is_all(outcome.duals["output_within_capacity"].sel(facility=grow), -1075.0)
    assert outcome.objective == pytest.approx(3 * YEAR_COST - 40.0 * left, rel=1e-12)


def test_a_discount_rate_and_a_block_of_five_years() -> None:
    """Three years and the block 2027 to 2031, at 10 % a year.

    Every year costs the same, so the plan costs 627,000 times what eight payments of 1 are worth
    when the first is made at once: 1.1 (1 - 1.1^-8) / 0.1 = 5.868419. Prices are of their own year
    and stay what they were, in the block too. Reserves of 800 t at the home mine are just enough
    for eight years of 100 t.
    """
    outcome = solved_fresh(
        miniature({"reserves": {"home_mine": 800.0}}, blocks=(5,), discount_rate=0.1)
    )
    assert outcome.labels.periods == (2024, 2025, 2026, 2031)
    is_all(outcome["activity"].sel(facility="home_mine"), 100.0)
    is_all(outcome.price("oxide", "HOM"), 700.0)
    is_all(outcome.price("magnet", "HOM"), 2425.0)
    is_all(outcome.duals["output_within_capacity"].sel(facility="home_magnets"), -1075.0)
    payments = 1.1 * (1.0 - 1.1**-8) / 0.1
    assert payments == pytest.approx(5.868419, abs=1e-6)
    assert outcome.objective == pytest.approx(YEAR_COST * payments, rel=1e-12)


def test_reserves_are_dug_when_they_are_worth_most() -> None:
    """The home mine holds 600 t: 200 t less than the horizon could take, at 10 % a year.

    A tonne left in the ground loses 260 in its year. The block 2027 to 2031 counts least, 3.132882
    years in place of five, so the 200 t are left out there: 60 t a year are dug in place of 100.
    The dual is a worth of today: 260 x 3.132882 / 5 for each tonne.
    """
    outcome = solved_fresh(
        miniature({"reserves": {"home_mine": 600.0}}, blocks=(5,), discount_rate=0.1)
    )
    is_all(outcome["activity"].sel(facility="home_mine"), 100.0, 100.0, 100.0, 60.0)
    late = sum(1.1**-year for year in range(3, 8))
    assert late == pytest.approx(3.132882, abs=1e-6)
    is_all(outcome.duals["extraction_within_reserves"], -260.0 * late / 5.0)
    lost = 40.0 * 260.0 * late
    payments = 1.0 + 1.1**-1 + 1.1**-2 + late
    assert outcome.objective == pytest.approx(YEAR_COST * payments + lost, rel=1e-12)


def test_capital_at_interest_is_charged_for_the_years_within_the_horizon() -> None:
    """Home presses grow once, by at most 10 t/yr decided in 2024, at 10 % for owner and plan alike.

    One year to build, a life of three years, 1,000 USD per t/yr. The annuity is
    1,000 x 0.1 / (1 - 1.1^-3) = 402.11; it is paid in 2025 and 2026 and, for its last year, in the
    block 2027 to 2031. Paid in full and discounted at the rate it was reckoned with it is worth the
    1,000 it repays. The plant is past its life when it is paid for, after one year of five of the
    block; for the other four it is renewed at the annuity, since a tonne leaves 1,075.
    """
    grow = "home_magnets"
    terms = {
        "capital_cost": {grow: 1000.0},
        "lifetime": {grow: 3.0},
        "hurdle_rate": {grow: 0.1},
        "lead_time": {grow: 1.0},
        "build_rate": {(grow, 2024): 10.0},
    }
    assert 1000.0 * annuity_factor(0.1, 3.0) == pytest.approx(402.1148, abs=1e-4)
    outcome = solved_fresh(miniature(terms, blocks=(5,), discount_rate=0.1))
    is_all(outcome["addition"].sel(decided=2024), 10.0)
    is_all(outcome["renewed"].sel(investable=grow), 0.0, 0.0, 0.0, 8.0)
    is_all(outcome["activity"].sel(facility=grow), 60.0, 70.0, 70.0, 70.0)
    later = sum(1.1**-year for year in range(1, 8))
    block = sum(1.1**-year for year in range(3, 8))
    saved = 10.0 * 1075.0 * (1.1**-1 + 1.1**-2 + block) - 8.0 * 402.114804 * block
    assert outcome.objective == pytest.approx(
        YEAR_COST * (1.0 + later) - saved + 10.0 * 1000.0, rel=1e-11
    )


@pytest.mark.parametrize(
    ("rate", "years", "factor"),
    [
        (0.0, 10.0, 0.1),
        (0.1, 1.0, 1.1),
        (0.08, 20.0, 0.10185221),
        (0.12, 15.0, 0.14682424),
        (0.1, 0.0, 0.0),
    ],
)
def test_annuity_factors_are_those_of_interest_tables(
    rate: float, years: float, factor: float
) -> None:
    """Capital recovery factors as printed in engineering-economy tables (A/P, i, n)."""
    assert annuity_factor(rate, years) == pytest.approx(factor, abs=5e-9)
