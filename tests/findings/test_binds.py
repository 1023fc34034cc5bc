"""Rules at their limit, written by hand: what counts as full, as binding, and what is listed."""

import pytest

from monazite.findings import Reading, binds
from monazite.findings.binds import Bind

from .by_hand import written
from .toy import STUDY, reading

HOM_MAGNETS = {("hom_magnets", 2012): 20}


def found(plan: Reading, rule: str, year: int = 2025) -> list[tuple[str, float, bool, float]]:
    return [
        (row.subject, row.utilisation, row.binding, row.worth)
        for row in binds(plan)
        if (row.rule, row.year) == (rule, year)
    ]


def test_every_standing_plant_at_home_is_listed_every_year() -> None:
    plan = written(
        {"activity": {"hom_magnets": [0, 10, 20], "for_magnets": 140}},
        parameters={"nameplate": {**HOM_MAGNETS, ("for_magnets", 2012): 140}},
        duals={"output_within_capacity": {"hom_magnets": [0, 0, -70], "for_magnets": -9}},
    )
    assert [
        (row.subject, row.year, row.utilisation, row.binding, row.worth) for row in binds(plan)
    ] == [
        ("hom_magnets", 2024, 0.0, False, 0.0),
        ("hom_magnets", 2025, 0.5, False, 0.0),
        ("hom_magnets", 2026, 1.0, True, 70.0),
    ]


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
    assert {row.rule: row.sense for row in binds(plan)} == {
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
    (row,) = binds(plan)
    assert row == Bind(
        stage="use",
        subject="slot_01",
        title="slot_01",
        rule="exports_within_limit",
        year=2025,
        utilisation=pytest.approx(1.0),
        binding=True,
        sense="ceiling",
        worth=1250.0,
        unit="USD_2024/t oxide",
        levers=(),
        facts=(),
    )


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
    (row,) = binds(plan)
    assert (row.subject, row.title, row.year, row.worth, row.unit) == (
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
    assert [(row.rule, row.year, row.utilisation, row.sense, row.worth) for row in binds(plan)] == [
        ("stock_meets_target", 2025, 0.75, "floor", 12.0),
        ("stock_meets_target", 2026, 1.0, "floor", 10_000.0),
        ("stock_within_storage", 2024, 1.0, "ceiling", 60.0),
    ]
    assert {row.title for row in binds(plan)} == {"Stock of NdPr oxide"}


def test_rows_follow_the_chain_and_name_facts_and_levers() -> None:
    rows = binds(reading("both", "control"))
    assert list(dict.fromkeys(row.stage for row in rows)) == [
        "mining",
        "separation",
        "magnet",
        "use",
    ]
    plants = {(row.subject, row.year): (row.levers, row.facts) for row in rows}
    lever, facts = "strategies/build.yaml#levers[0]", ("capacity:hom-magnets#1",)
    assert [plants["hom_magnets", year] for year in (2024, 2025, 2026)] == [
        ((), facts),
        ((lever,), facts),
        ((lever,), facts),
    ]
    assert plants["magnet:FOR>HOM", 2025][0] == ("worlds/control.yaml#levers[0]",)


def test_every_lever_and_fact_named_exists() -> None:
    files = {lever.origin for s in STUDY.strategies.values() for lever in s.levers} | {
        lever.origin for w in STUDY.worlds.values() for lever in w.levers
    }
    for strategy in STUDY.strategies:
        for row in binds(reading(strategy, "control")):
            assert set(row.levers) <= files
            assert set(row.facts) <= set(STUDY.evidence.facts)


def test_rows_hold_plain_values() -> None:
    """So that JSON and tables take them as they are."""
    types = {
        "stage": str,
        "subject": str,
        "title": str,
        "rule": str,
        "year": int,
        "utilisation": float,
        "binding": bool,
        "sense": str,
        "worth": float,
        "unit": str,
        "levers": list,
        "facts": list,
    }
    assert set(types) == set(Bind.__dataclass_fields__)
    for row in binds(reading("halt", "control")):
        assert {name: type(value) for name, value in row.as_row().items()} == types
