"""Rules at their limit, written by hand: what counts as full, as binding, and what is listed."""

from dataclasses import replace

import pytest

from monazite.brief.sentences.bottlenecks import says_what_holds
from monazite.core.money import PriceUnit
from monazite.core.origin import LEVERS, Origin
from monazite.core.wording import worth_to_its_owner
from monazite.findings.bottlenecks import BindingConstraint, binding_constraints
from monazite.findings.bottlenecks.binding import at_limits
from monazite.findings.solution import Solution

from ..by_hand import LABELS, written
from ..toy import STUDY, solution

HOM_MAGNETS = {("hom_magnets", 2012): 20}


def found(plan: Solution, rule: str, year: int = 2025) -> list[tuple[str, float, bool, float]]:
    return [
        (row.subject, row.utilisation, row.binding, row.shadow_price)
        for row in binding_constraints(plan)
        if (row.rule, row.year) == (rule, year)
    ]


def test_every_standing_plant_at_home_is_listed_every_year() -> None:
    plan = written(
        {"activity": {"hom_magnets": [0, 10, 20], "for_magnets": 140}},
        parameters={"nameplate": {**HOM_MAGNETS, ("for_magnets", 2012): 140}},
        duals={"output_within_capacity": {"hom_magnets": [0, 0, -70], "for_magnets": -9}},
    )
    assert [
        (row.subject, row.year, row.utilisation, row.binding, row.shadow_price)
        for row in binding_constraints(plan)
    ] == [
        ("hom_magnets", 2024, 0.0, False, 0.0),
        ("hom_magnets", 2025, 0.5, False, 0.0),
        ("hom_magnets", 2026, 1.0, True, 70.0),
    ]


def test_rows_of_what_stands_as_in_another_plan_are_written_once() -> None:
    """A lever moved leaves most limits as they are; one year that moves writes its subject anew."""

    def rows(activity: list[int]) -> tuple[BindingConstraint, ...]:
        standing = {**HOM_MAGNETS, ("hom_mine", 2012): 140}
        return at_limits(
            written(
                {"activity": {"hom_magnets": activity, "hom_mine": 70}},
                parameters={"nameplate": standing},
                duals={"output_within_capacity": {"hom_magnets": [0, 0, -70]}},
            )
        )

    was, same, moved = rows([0, 10, 20]), rows([0, 10, 20]), rows([0, 5, 20])
    assert {row.subject for row in was} == {"hom_mine", "hom_magnets"}
    assert all(one is other for one, other in zip(was, same, strict=True))
    kept = [one is other for one, other in zip(was, moved, strict=True)]
    assert kept == [row.subject == "hom_mine" for row in was]
    assert [row.utilisation for row in moved if row.subject == "hom_magnets"] == [0.0, 0.25, 1.0]


def test_full_and_worth_less_than_a_dollar_is_a_tie() -> None:
    plan = written(
        {"activity": {"hom_magnets": 20}},
        parameters={"nameplate": HOM_MAGNETS},
        duals={"output_within_capacity": {"hom_magnets": -0.99}},
    )
    assert found(plan, "output_within_capacity") == [("hom_magnets", 1.0, False, 0.99)]


def test_a_stage_without_a_plant_is_one_row_for_the_most_wanted_one() -> None:
    plan = written(duals={"output_within_capacity": {"hom_mine": -3, "hom_magnets": -70}})
    assert found(plan, "output_within_capacity") == [
        ("hom_mine", 1.0, True, 3.0),
        ("hom_magnets", 1.0, True, 70.0),
    ]


def test_permit_and_floor() -> None:
    """20 of 20 permitted; 20 run and 15 of them forced; a floor of nothing is no floor."""
    plan = written(
        {"activity": {"hom_mine": 20}},
        parameters={
            "permit": {"hom_mine": 20},
            "floor": {("hom_mine", 2025): 15},
        },
        duals={
            "feed_within_permit": {"hom_mine": -8},
            "output_at_least": {"hom_mine": 5},
        },
    )
    assert found(plan, "feed_within_permit") == [("hom_mine", 1.0, True, 8.0)]
    assert found(plan, "output_at_least") == [("hom_mine", 0.75, True, 5.0)]
    assert found(plan, "output_at_least", 2026) == []
    assert {row.rule: row.sense for row in binding_constraints(plan)} == {
        "feed_within_permit": "ceiling",
        "output_at_least": "floor",
    }


def test_a_limit_on_exports_counts_the_content_of_every_form() -> None:
    """3 t oxide at 0.8 and 5 t magnets at 0.32 use 4 of 4."""
    plan = written(
        {"shipment": {"oxide:HOM>FOR": 3, "magnet:HOM>THD": 5}},
        parameters={
            "export_content": {
                ("slot_01", "oxide:HOM>FOR"): 0.8,
                ("slot_01", "magnet:HOM>THD"): 0.32,
            },
            "export_limit": {("slot_01", 2025): 4},
        },
        duals={"exports_within_limit": {"slot_01": -1250}},
    )
    (row,) = binding_constraints(plan)
    assert row == BindingConstraint(
        stage="use",
        stage_title="Trade and stocks",
        subject="slot_01",
        title="slot_01",
        rule="exports_within_limit",
        year=2025,
        utilisation=pytest.approx(1.0),
        binding=True,
        sense="ceiling",
        shadow_price=1250.0,
        unit=PriceUnit("USD_2024", "t oxide"),
        levers=(),
        facts=(),
        size=4.0,
        words="limits on exports",
    )
    assert row.annual_value == 5000.0, "a limit twice as large, at the value of its first tonne"


def test_a_limit_of_nothing_is_full_even_if_a_milligram_slips_through() -> None:
    plan = written(
        {"shipment": {"oxide:HOM>FOR": 1e-8}},
        parameters={
            "export_content": {("slot_01", "oxide:HOM>FOR"): 0.8},
            "export_limit": {"slot_01": 0},
        },
        duals={"exports_within_limit": {"slot_01": -1250}},
    )
    assert found(plan, "exports_within_limit") == [("slot_01", 1.0, True, 1250.0)]


def test_a_lane_is_listed_only_where_it_binds_and_touches_home() -> None:
    plan = written(
        {"shipment": {"magnet:FOR>HOM": 40, "magnet:FOR>THD": 10}},
        parameters={"lane_limit": {"magnet:FOR>HOM": [50, 40, 40], "magnet:FOR>THD": 10}},
        bounds={"shipment": {"magnet:FOR>HOM": [0, -15_000, -0.5], "magnet:FOR>THD": -99}},
    )
    (row,) = binding_constraints(plan)
    assert (row.subject, row.title, row.year, row.shadow_price, row.unit.name) == (
        "magnet:FOR>HOM",
        "Magnets, Farland to Homeland",
        2025,
        15_000.0,
        "USD_2024/t magnet",
    )


def test_stocks() -> None:
    """A full store; targets that hold 30 of 40 t back; targets of which nothing is met.

    20 t are to be kept for the first tier and 10 t more for the second. A tonne less of the whole
    is a tonne less for both: 4 + 8 = 12.
    """
    plan = written(
        {"stock": {"oxide@HOM": [50, 40, 0]}},
        parameters={
            "stock_limit": {"oxide@HOM": 50},
            "stock_target": {
                ("oxide@HOM", "tier_1"): [0, 20, 20],
                ("oxide@HOM", "tier_2"): [0, 10, 10],
            },
        },
        duals={
            "stock_meets_target": {
                ("oxide@HOM", "tier_1"): [0, 4, 7_000],
                ("oxide@HOM", "tier_2"): [0, 8, 3_000],
            }
        },
        bounds={"stock": {"oxide@HOM": [-60, 0, 0]}},
    )
    assert [
        (row.rule, row.year, row.utilisation, row.sense, row.shadow_price)
        for row in binding_constraints(plan)
    ] == [
        ("stock_meets_target", 2025, 0.75, "floor", 12.0),
        ("stock_meets_target", 2026, 1.0, "floor", 10_000.0),
        ("stock_within_storage", 2024, 1.0, "ceiling", 60.0),
    ]
    assert {row.title for row in binding_constraints(plan)} == {"Stock of NdPr oxide"}


def test_rows_follow_the_chain_and_name_facts_and_levers() -> None:
    rows = binding_constraints(solution("both", "control"))
    assert list(dict.fromkeys(row.stage for row in rows)) == [
        "mining",
        "separation",
        "magnet",
        "use",
    ]
    plants = {(row.subject, row.year): (row.levers, row.facts) for row in rows}
    lever, facts = Origin("strategies/build.yaml", LEVERS, 0), ("capacity:hom-magnets#1",)
    assert [plants["hom_magnets", year] for year in (2024, 2025, 2026)] == [
        ((), facts),
        ((lever,), facts),
        ((lever,), facts),
    ]
    assert plants["magnet:FOR>HOM", 2025][0] == (Origin("worlds/control.yaml", LEVERS, 0),)


def test_every_lever_and_fact_named_exists() -> None:
    files = {lever.origin for s in STUDY.strategies.values() for lever in s.levers} | {
        lever.origin for w in STUDY.worlds.values() for lever in w.levers
    }
    for strategy in STUDY.strategies:
        for row in binding_constraints(solution(strategy, "control")):
            assert set(row.levers) <= files
            assert set(row.facts) <= set(STUDY.evidence.facts)


def test_rows_hold_plain_values() -> None:
    """So that JSON and tables take them as they are."""
    types = {
        "stage": str,
        "stage_title": str,
        "subject": str,
        "title": str,
        "rule": str,
        "year": int,
        "utilisation": float,
        "binding": bool,
        "sense": str,
        "shadow_price": float,
        "unit": str,
        "levers": list,
        "facts": list,
        "size": float,
        "words": str,
    }
    assert set(types) == set(BindingConstraint.__dataclass_fields__)
    types["annual_value"] = float
    for row in binding_constraints(solution("halt", "control")):
        assert {name: type(value) for name, value in row.as_row().items()} == types


@pytest.mark.parametrize(("rate", "shadow_price"), [(300, 400), (250, 450)])
def test_worth_is_without_what_the_public_pays_for_the_tonne(
    rate: float, shadow_price: float
) -> None:
    """A full plant of 10 t/yr; a tonne more saves 700, of which 300 or the rate is support."""
    labels = replace(LABELS, awardees=("hom_magnets",))
    plan = written(
        {"activity": {"hom_magnets": 10}},
        parameters={
            "nameplate": {("hom_magnets", LABELS.vintages[0]): 10},
            "incentive": {"hom_magnets": rate},
        },
        duals={"output_within_capacity": {"hom_magnets": -700}},
        labels=labels,
    )
    assert {
        row.shadow_price for row in binding_constraints(plan) if row.subject == "hom_magnets"
    } == {700}
    duals = 0.0 * plan.parameters["incentive"] - 300.0
    outcome = replace(plan.outcome, duals={**plan.outcome.duals, "supported_within_output": duals})
    supported = Solution(plan.study, outcome)
    rows = [row for row in binding_constraints(supported) if row.subject == "hom_magnets"]
    assert {row.shadow_price for row in rows} == {shadow_price}
    assert {row.annual_value for row in rows} == {10 * shadow_price}
    assert (
        f"would be {worth_to_its_owner(f'{shadow_price} USD')}, without support, and as much again"
        in says_what_holds(supported, "Plan", 2025)
    )


def test_what_holds_back_names_the_plant_it_speaks_of_and_how_large_it_is() -> None:
    """A large plant where a tonne is worth little and a small one where it is worth much.

    100 t/yr at 2 are worth 200 a year, 10 t/yr at 500 are worth 5,000: the small one is named, with
    its own worth.
    """
    large, small = (
        next(name for name in LABELS.facilities if LABELS.facility_stage[name] == stage)
        for stage in ("separation", "magnet")
    )
    labels = replace(LABELS, facility_stage={**LABELS.facility_stage, large: "magnet"})
    first = LABELS.vintages[0]
    plan = written(
        {"activity": {large: 100, small: 10}},
        parameters={"nameplate": {(large, first): 100, (small, first): 10}},
        duals={"output_within_capacity": {large: -2, small: -500}},
        labels=labels,
    )
    said = says_what_holds(plan, "Plan", 2025)
    title = plan.parameters.titles[small]
    assert f"magnet capacity ({title}, 10 t a year; one tonne a year more" in said
    assert (
        f"there would be {worth_to_its_owner('500 USD')}, and as much again as stands 5,000 USD a "
        "year at that rate; 1 more plant is full)" in said
    )
