"""A toy that may build for itself, solved by hand: additions in tables, costs and bottlenecks.

The magnet plant may be added to by 10 t a year each year, half a year after the decision, at 1,000
USD for a tonne a year, earned back over 10 years at 10 %. A first ramp year gives half, later ones
all, so that capital is earned back on 0.5 / 1.1 + 1 / 1.1^2 + ... + 1 / 1.1^10 = 5.690022 tonnes
at their value of today: 175.746 USD on each. Half a year late, what is decided in year t is usable
to 0.25 in t (half a year at a half), 0.75 in t + 1 (half a year at a half, half at all) and 1 in
t + 2.

A tonne of magnet plant is worth 500 USD a year, as without building (see the toy by hand), since
Farland's cost still makes every price. Counted in the year of decision, one tonne decided

    in 2024   (500 - 175.746) x (0.25 + 0.75/1.1 + 1/1.21) = 570.12
    in 2025   (500 - 175.746) x (0.25 + 0.75/1.1)          = 302.15
    in 2026   (500 - 175.746) x 0.25                       =  81.06

so 10 t are decided every year. Capacity is 20 + 2.5, 20 + 7.5 + 2.5 and 20 + 10 + 7.5 + 2.5 t.
"""

from dataclasses import replace

import numpy as np
import pytest

from monazite.findings.bottlenecks import binding_constraints
from monazite.findings.costs.costs import capital_cost
from monazite.findings.costs.outlay import capital_subsidy
from monazite.findings.indicators import compute, flow_table
from monazite.findings.solution import Solution
from monazite.model import Session, build_programme, weight
from monazite.model.capital import capital_charge, capital_factor

from ..toy import copied, solved

CHARGE = 1000 / (0.5 / 1.1 + sum(1.1**-age for age in range(2, 11)))
FACTS = "".join(
    f"capacity:{slug}#1,hom_magnets,HOM,2024,value,{value},,,{unit},toy/invented,B,Invented.\n"
    for slug, value, unit in (
        ("build-rate", 10, "t magnet/yr/yr"),
        ("lead-time", 6, "month"),
        ("lifetime", 10, "yr"),
        ("hurdle", 10, "%"),
    )
)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Solution:
    study = copied(
        tmp_path_factory.mktemp("growing"),
        ("evidence/capacity.csv", "", FACTS),
        ("evidence/costs.csv", "value,10000,8000,12000,", "value,1000,,,"),
        (
            "chain/facilities.csv",
            "{costs:magnet-plant},,,,,,",
            "{costs:magnet-plant},{capacity:lead-time},{capacity:build-rate},{capacity:lifetime},"
            "{capacity:hurdle},,",
        ),
    )
    return solved(study)


def test_it_builds_what_it_may(plan: Solution) -> None:
    addition = plan.outcome["addition"].sel(investable="hom_magnets")
    assert addition.values.tolist() == pytest.approx([10, 10, 10])
    capacity = plan.usable_capacity.sel(facility="hom_magnets")
    assert capacity.values.tolist() == pytest.approx([22.5, 30, 40])
    assert compute(plan, "output").tolist() == pytest.approx([22.5, 30, 40])


def test_capital_is_charged_on_what_a_plant_can_make(plan: Solution) -> None:
    paid = [0.25 * 10, (0.25 + 0.75) * 10, (0.25 + 0.75 + 1.0) * 10]
    np.testing.assert_allclose(capital_cost(plan, "HOM"), CHARGE * np.array(paid))
    np.testing.assert_allclose(capital_cost(plan, None), CHARGE * np.array(paid))
    assert not capital_cost(plan, "FOR").any()


def test_what_is_reported_is_what_was_minimised(plan: Solution) -> None:
    years = weight(plan.parameters).values
    discounted = float((compute(plan, "world_cost") * years).sum())
    assert discounted == pytest.approx(plan.outcome.objective, rel=1e-12)


def test_what_is_renewed_is_charged_and_can_be_used(plan: Solution) -> None:
    """Presses that stand for a year: 10 t of 2024 are past their life in part in 2025, then whole.

    What is reported is still what was minimised, and at home alone.
    """
    life = plan.parameters["lifetime"].copy()
    life.put("hom_magnets", 1.0)
    once = plan.parameters["build_rate"].copy()
    for year in (2025, 2026):
        once.put(("hom_magnets", year), 0.0)
    capital = plan.parameters["capital_cost"].copy()
    capital.put("hom_magnets", 100.0)
    arrays = {"lifetime": life, "build_rate": once, "capital_cost": capital}
    parameters = plan.parameters.replaced(arrays, ())
    outcome = Session(build_programme(plan.parameters)).solve(parameters)
    short = replace(plan, outcome=outcome)
    renewed = outcome["renewed"].sel(investable="hom_magnets").values.tolist()
    assert renewed == pytest.approx([0.0, 5.0, 10.0])
    capacity = short.usable_capacity.sel(facility="hom_magnets")
    assert capacity.values.tolist() == pytest.approx([22.5, 27.5, 30])
    # 100 USD a tonne at 10 %: 110 for a year; new ones make half of what they can at first
    added = 100.0 * capital_factor((0.5, 1.0), 0.1, 1.0)
    paid = [added * 10 * 0.25, added * 10 * 0.25 + 110.0 * 5, 110.0 * 10]
    np.testing.assert_allclose(capital_cost(short, "HOM"), paid)
    assert not capital_cost(short, "FOR").any()
    years = weight(parameters).values
    discounted = float((compute(short, "world_cost") * years).sum())
    assert discounted == pytest.approx(outcome.objective, rel=1e-12)


def test_how_fast_one_can_build_is_a_bottleneck(plan: Solution) -> None:
    rows = [row for row in binding_constraints(plan) if row.rule == "additions_within_build_rate"]
    assert [(row.year, round(row.shadow_price, 2)) for row in rows] == [
        (2024, 92.79),
        (2025, 49.17),
        (2026, 13.19),
    ]
    assert {(row.utilisation, row.sense, row.unit.name, row.facts) for row in rows} == {
        (1.0, "ceiling", "USD_2024/t magnet", ("capacity:build-rate#1",))
    }


def test_additions_stand_in_the_table_of_flows(plan: Solution) -> None:
    table = flow_table(plan, strategy="as-now", world="central")
    rows = table.filter(table["variable"] == "addition").select("label", "year", "value").rows()
    assert rows == [("hom_magnets", year, pytest.approx(10)) for year in (2024, 2025, 2026)]


@pytest.mark.parametrize(
    ("lead", "paid"), [(0.5, [3000, 3000, 3000]), (1.5, [2000, 3000, 3000]), (0.0, [3000] * 3)]
)
def test_a_subsidy_is_paid_while_what_it_is_for_is_built(
    plan: Solution, lead: float, paid: list[float]
) -> None:
    """10 t decided each year at 1,000 USD, three tenths public: 3,000 for each decision.

    Built in half a year, all in the year of decision; in a year and a half, two thirds of it in the
    year of decision and one third in the year after.
    """
    arrays = {name: plan.parameters[name].copy() for name in ("subsidy_share", "lead_time")}
    for name, value in (("subsidy_share", 0.3), ("lead_time", lead)):
        arrays[name].put("hom_magnets", value)
    parameters = plan.parameters.replaced(arrays, ())
    subsidised = replace(plan, outcome=replace(plan.outcome, parameters=parameters))
    np.testing.assert_allclose(capital_subsidy(subsidised), paid)


def test_an_owner_is_charged_what_the_public_does_not_pay(plan: Solution) -> None:
    """Three tenths of the capital less is three tenths of the charge less."""
    share = plan.parameters["subsidy_share"].copy()
    share.put("hom_magnets", 0.3)
    less = capital_charge(plan.parameters.replaced({"subsidy_share": share}, ()), ["hom_magnets"])
    whole = capital_charge(plan.parameters, ["hom_magnets"])
    assert whole.values.min() > 0
    np.testing.assert_allclose(less, 0.7 * whole)
