"""Each kind of lever holds exactly what it says and refuses what would be ambiguous."""

import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from monazite.core.origin import LEVERS, Origin
from monazite.strategy import (
    STRATEGY_KINDS,
    WORLD_KINDS,
    CapacityProgramme,
    ForeignExportControl,
    Strategy,
)

COMMON = {"why": "Shown in a test.", "source": "est/test"}
SOUND: dict[str, dict[str, Any]] = {
    "export_limit": {"element": "Nd", "to": "JPN", "tonnes_per_year": 0, "start": "2025-06"},
    "capacity_programme": {
        "facility": ["mine", "plant"],
        "multiply": 2,
        "online": "2026-03",
        "public_share": 1,
    },
    "permit": {"facility": "mine", "tonnes_per_year": 8000, "start": "2026-03"},
    "partnership": {
        "region": "KAZ",
        "facility": "kaz_separation",
        "material": "oxide",
        "tonnes_per_year": 100,
        "start": "2028-01",
        "take_or_pay": 0.8,
    },
    "stockpile": {
        "material": "oxide",
        "days_of_cover": 60,
        "by": "2027-01",
        "release": "on_shortage",
    },
    "private_entry": {
        "facility": "magnets",
        "tonnes_per_year": 1200,
        "per_year": 600,
        "uptake": 0.6,
        "start": "2026-01",
        "end": "2032-01",
    },
    "capital_subsidy": {
        "facility": ["magnets"],
        "share": 0.3,
        "per_firm_cap": "150 crore INR",
        "budget": "750 crore INR",
        "start": "2026-01",
    },
    "output_incentive": {
        "facility": "magnets",
        "rate": "2000 INR/kg",
        "tonnes_per_year": 1200,
        "start": "2028-04",
        "end": "2033-04",
    },
    "price_guarantee": {
        "facility": "magnets",
        "price": "60 USD/kg",
        "tonnes_per_year": 1200,
        "start": "2028-04",
        "end": "2038-04",
    },
    "public_equity": {"facility": "magnets", "share": 0.4, "return": 0.04, "start": "2026-01"},
    "exploration": {
        "facility": "mine",
        "resource": 40000,
        "odds": 0.3,
        "cost": "200 crore INR",
        "add": 2000,
        "start": "2026-04",
        "found": "2029-04",
        "online": "2033-01",
    },
    "cap_and_floor": {
        "facility": "magnets",
        "floor": "60 USD/kg",
        "cap": "80 USD/kg",
        "tonnes_per_year": 1200,
        "start": "2028-04",
        "end": "2038-04",
    },
    "offtake": {
        "facility": "magnets",
        "price": "60 USD/kg",
        "tonnes_per_year": 1200,
        "start": "2028-04",
        "end": "2038-04",
    },
    "feed_allocation": {
        "material": "oxide",
        "ownership_account": "state",
        "makers": ["one", "two"],
        "tonnes_per_year": 500,
        "price_basis": "import_parity",
        "start": "2027-01",
    },
    "state_sales": {
        "material": "oxide",
        "ownership_account": "state",
        "to": "FOR",
        "tonnes_per_year": 40,
        "start": "2025-01",
    },
    "recycling": {"uses": "wind", "collection": 0.4, "start": "2027-01"},
    "import_duty": {
        "materials": "magnet",
        "rate": 0.075,
        "exempt_from": "JPN",
        "start": "2027-04",
    },
    "demand_programme": {
        "uses": ["ev_car", "wind"],
        "share": 0.2,
        "cost": "12 USD/kg",
        "public_share": 0.5,
        "start": "2028-01",
        "reached": "2031-01",
    },
    "diversification": {
        "materials": ["magnet", "strong"],
        "share": 0.65,
        "breach": "10 USD/kg",
        "start": "2030-01",
        "end": "2034-01",
    },
    "domestic_content": {
        "uses": ["ev_car", "wind"],
        "share": 0.3,
        "breach": "20 USD/kg",
        "start": "2030-01",
    },
    "demand_path": {
        "uses": ["ev_car", "wind"],
        "regions": "all",
        "multiply": 1.5,
        "start": "2026-01",
        "reached": "2030-01",
    },
    "price_path": {
        "from": "CHN",
        "materials": "magnet",
        "change": "-10 USD/kg",
        "start": "2027-01",
    },
    "exchange_rate": {
        "region": "IND",
        "change": -0.1,
        "running_share": 0.6,
        "capital_share": 0.4,
        "start": "2027-01",
        "reached": "2028-01",
        "end": "2030-01",
    },
    "supply_loss": {
        "facility": "mine",
        "share_lost": 0.4,
        "start": "2027-01",
        "reached": "2028-01",
        "end": "2028-07",
    },
    "delivery": {
        "facility": "all",
        "share_built": 0.5,
        "delay_months": 13,
        "start": "2025-06",
    },
    "priority": {"tiers": [["defence"], ["ev_car", "wind"]], "start": "2025-06"},
    "foreign_export_control": {
        "from": "CHN",
        "to": "all",
        "materials": "magnet",
        "share_withheld": 0.5,
        "start": "2025-04",
        "end": "2025-07",
    },
}
RECORDS = {**STRATEGY_KINDS, **WORLD_KINDS}
ALONE = {kind for kind in RECORDS if Path(__file__).with_name(f"test_{kind}.py").is_file()}
"""Kinds that have a file of tests of their own."""


def build(kind: str, **changes: Any) -> Any:
    fields = {"kind": kind, **COMMON, **SOUND[kind], **changes}
    return RECORDS[kind].model_validate({k: v for k, v in fields.items() if v is not None})


def test_every_kind_has_a_sound_example() -> None:
    assert set(SOUND) == set(RECORDS) - ALONE


@pytest.mark.parametrize("kind", sorted(SOUND))
def test_a_sound_lever_survives_a_round_trip(kind: str) -> None:
    lever = build(kind)
    assert RECORDS[kind].model_validate(lever.model_dump(by_alias=True)) == lever


@pytest.mark.parametrize("kind", sorted(SOUND))
@pytest.mark.parametrize("key", ["why", "source"])
def test_no_lever_without_a_reason_and_a_source(kind: str, key: str) -> None:
    for change in (None, "", "  "):
        with pytest.raises(ValidationError):
            build(kind, **{key: change})


@pytest.mark.parametrize("kind", sorted(SOUND))
def test_unknown_keys_are_refused(kind: str) -> None:
    with pytest.raises(ValidationError, match="extra"):
        build(kind, colour="blue")
    with pytest.raises(ValidationError, match="extra"):
        build(kind, origin="strategies/elsewhere.yaml")


@pytest.mark.parametrize(
    ("kind", "changes", "says"),
    [
        ("export_limit", {"material": "oxide"}, "both element and material are given"),
        ("export_limit", {"element": None}, "neither element nor material is given"),
        ("export_limit", {"tonnes_per_year": -1}, "greater than or equal to 0"),
        ("export_limit", {"tonnes_per_year": "0"}, "valid number"),
        ("export_limit", {"tonnes_per_year": True}, "valid number"),
        ("export_limit", {"tonnes_per_year": float("nan")}, "finite"),
        ("export_limit", {"to": []}, "at least 1 item"),
        ("export_limit", {"end": "2025-06"}, "end 2025-06 is not after start 2025-06"),
        (
            "export_limit",
            {"element": None, "material": "oxide", "exempt": ["magnet"]},
            "exempt is given for a limit on one material",
        ),
        ("capacity_programme", {"add": 10}, "both add and multiply are given"),
        ("capacity_programme", {"multiply": None}, "neither add nor multiply is given"),
        ("capacity_programme", {"multiply": 0}, "greater than 0"),
        ("capacity_programme", {"public_share": None}, "required"),
        ("capacity_programme", {"public_share": 1.1}, "less than or equal to 1"),
        ("permit", {"multiply": 2}, "both tonnes_per_year and multiply are given"),
        ("partnership", {"take_or_pay": None}, "required"),
        ("stockpile", {"tonnes": 5}, "both tonnes and days_of_cover are given"),
        ("stockpile", {"until": "2026-01"}, "until 2026-01 is not after by 2027-01"),
        ("stockpile", {"release": "sometimes"}, "on_shortage"),
        ("priority", {"tiers": [["wind"], ["wind"]]}, "use 'wind' stands in the tiers twice"),
        ("priority", {"tiers": []}, "at least 1 item"),
        ("foreign_export_control", {"share_withheld": 2}, "less than or equal to 1"),
        ("foreign_export_control", {"start": None}, "required"),
        ("foreign_export_control", {"recoverable": 1.5}, "less than or equal to 1"),
        ("foreign_export_control", {"foreseen": "yes"}, "valid boolean"),
        ("stockpile", {"tiers": [4]}, "less than or equal to 3"),
        ("stockpile", {"tiers": [1, 1]}, "'1' is named twice"),
        ("stockpile", {"tiers": [True]}, "valid integer"),
        ("private_entry", {"uptake": 1.2}, "less than or equal to 1"),
        ("private_entry", {"uptake": None}, "required"),
        ("private_entry", {"tonnes_per_year": -1}, "greater than or equal to 0"),
        ("private_entry", {"per_year": 1300}, "per_year 1,300 is more than tonnes_per_year 1,200"),
        ("private_entry", {"end": "2025-12"}, "end 2025-12 is not after start 2026-01"),
        ("capital_subsidy", {"share": 1.1}, "less than or equal to 1"),
        ("capital_subsidy", {"budget": "-1 crore INR"}, "'-1 crore INR' is out of range"),
        ("capital_subsidy", {"budget": "1 INR/kg"}, "'1 INR/kg' is paid per kg"),
        ("capital_subsidy", {"budget": 750}, "'750' does not say of which currency"),
        ("output_incentive", {"end": None}, "required"),
        (
            "output_incentive",
            {"rate_falls_to": "2500 INR/kg"},
            "rate_falls_to 2500 INR/kg is above rate 2000 INR/kg",
        ),
        (
            "output_incentive",
            {"rate_falls_to": "15 USD/kg"},
            "rate_falls_to 15 USD/kg is not in the unit of rate 2000 INR/kg",
        ),
        ("output_incentive", {"rate": "2000 INR"}, "'2000 INR' does not say per what mass"),
        ("feed_allocation", {"price_basis": "free"}, "import_parity"),
        ("feed_allocation", {"makers": ["one", "one"]}, "'one' is named twice"),
        ("feed_allocation", {"makers": ["one", "state"]}, "'state' gives and gets"),
        ("feed_allocation", {"makers": []}, "at least 1 item"),
        ("state_sales", {"to": ["FOR", "FOR"]}, "'FOR' is named twice"),
        ("recycling", {"collection": 1.2}, "less than or equal to 1"),
        ("recycling", {"multiply": 2}, "both collection and multiply are given"),
        ("recycling", {"uses": None, "collection": None}, "nothing changes"),
        ("recycling", {"collection": None, "facility": "r"}, "uses are named and no change"),
        ("recycling", {"facility": "r", "public_share": 0}, "facility is given without add"),
        ("recycling", {"facility": "r", "add": 5}, "facility is given without public_share"),
        ("recycling", {"add": 5}, "add is given without facility"),
        ("exploration", {"online": "2028-01"}, "online 2028-01 is before found 2029-04"),
        ("exploration", {"odds": 30}, "less than or equal to 1"),
        ("public_equity", {"return": 4}, "less than or equal to 1"),
        ("cap_and_floor", {"cap": "50 USD/kg"}, "cap 50 USD/kg is below floor 60 USD/kg"),
        ("cap_and_floor", {"cap": "9000 INR/kg"}, "is not in the unit of floor 60 USD/kg"),
        ("offtake", {"material": "magnet"}, "both facility and material says whose product"),
        ("offtake", {"facility": None}, "neither of the two says whose product is bought"),
        ("demand_programme", {"share": 20}, "less than or equal to 1"),
        ("demand_programme", {"uses": ["wind", "wind"]}, "'wind' is named twice"),
        ("demand_programme", {"reached": "2027-01"}, "reached 2027-01 is before start 2028-01"),
        ("diversification", {"share": 65}, "less than or equal to 1"),
        ("diversification", {"breach": "10 USD"}, "'10 USD' does not say per what mass"),
        ("diversification", {"materials": ["magnet", "magnet"]}, "'magnet' is named twice"),
        ("domestic_content", {"share": 30}, "less than or equal to 1"),
        ("import_duty", {"rate": 7.5}, "less than or equal to 1"),
        ("import_duty", {"materials": []}, "at least 1 item"),
        ("demand_path", {"multiply": 0}, "greater than 0"),
        ("demand_path", {"reached": None}, "required"),
        ("demand_path", {"reached": "2025-12"}, "reached 2025-12 is before start 2026-01"),
        ("delivery", {"share_built": 1.5}, "less than or equal to 1"),
        ("delivery", {"delay_months": 1.5}, "valid integer"),
        ("exchange_rate", {"change": -1.0}, "greater than -1"),
        ("exchange_rate", {"reached": "2026-12"}, "reached 2026-12 is before start 2027-01"),
        ("supply_loss", {"share_lost": 1.5}, "less than or equal to 1"),
        ("supply_loss", {"reached": "2026-12"}, "reached 2026-12 is before start 2027-01"),
        ("price_path", {"change": "1e400 USD/kg"}, "too large a number"),
        ("price_path", {"reached": "2026-12"}, "reached 2026-12 is before start 2027-01"),
        (
            "price_path",
            {"reached": "2029-02", "end": "2029-01"},
            "reached 2029-02 is after end 2029-01",
        ),
    ],
)
def test_what_is_ambiguous_or_impossible_is_refused(
    kind: str, changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        build(kind, **changes)


def test_one_name_reads_like_a_list_of_one() -> None:
    assert build("export_limit").importers == ("JPN",)
    assert build("capacity_programme", facility="mine").facilities == ("mine",)


def test_all_means_every_other_region() -> None:
    control = build("foreign_export_control")
    assert isinstance(control, ForeignExportControl)
    assert control.destinations(["IND", "CHN", "JPN"]) == ("IND", "JPN")
    some = build("foreign_export_control", to=["JPN", "USA"])
    assert isinstance(some, ForeignExportControl)
    assert some.destinations(["IND", "CHN", "JPN", "USA"]) == ("JPN", "USA")


def test_a_path_everywhere_includes_home() -> None:
    assert build("demand_path").within(["IND", "CHN"]) == ("IND", "CHN")
    assert build("demand_path", regions="IND").within(["IND", "CHN"]) == ("IND",)


def test_only_what_a_country_does_not_choose_comes_as_a_surprise() -> None:
    """A dated control does unless the file says otherwise; slow paths are seen coming."""
    surprising = {kind for kind in SOUND if build(kind).is_surprise}
    assert surprising == {"foreign_export_control", "supply_loss", "exchange_rate"}
    assert not build("foreign_export_control", foreseen=True).is_surprise
    assert build("price_path", foreseen=False).is_surprise
    assert build("demand_path", foreseen=False).is_surprise


def test_what_is_made_up_for_is_not_lost() -> None:
    assert build("foreign_export_control").share_lost == 0.5
    assert build("foreign_export_control", recoverable=0.4).share_lost == pytest.approx(0.3)


def test_a_demand_path_grows_along_a_straight_line() -> None:
    """Half as much again over 2026 to 2029: a year's mean is reached in its middle."""
    path = build("demand_path")
    assert [path.factor_in(year) for year in (2025, 2026, 2028, 2029, 2030, 2035)] == (
        pytest.approx([1.0, 1 + 0.5 / 8, 1 + 0.5 * 5 / 8, 1 + 0.5 * 7 / 8, 1.5, 1.5])
    )
    at_once = build("demand_path", start="2026-07", reached="2026-07")
    assert [at_once.factor_in(year) for year in (2025, 2026, 2027)] == [1.0, 1.25, 1.5]


def test_a_price_path_builds_up_holds_and_ends() -> None:
    """Over the two years 2027 and 2028, in force to the end of March 2030."""
    path = build("price_path", reached="2029-01", end="2030-04")
    shares = [path.share_in(year) for year in range(2026, 2032)]
    assert shares == pytest.approx([0.0, 0.25, 0.75, 1.0, 0.25, 0.0])
    assert build("price_path").share_in(2027) == 1.0


def test_a_loss_of_supply_builds_up_holds_and_ends() -> None:
    """Two fifths are lost, over the year 2027 and until the end of June 2028."""
    loss = build("supply_loss")
    lost = [loss.lost_in(year) for year in range(2026, 2030)]
    assert lost == pytest.approx([0.0, 0.2, 0.2, 0.0])
    assert build("supply_loss", reached=None, end=None).lost_in(2027) == pytest.approx(0.4)
    currency = build("exchange_rate")
    assert [currency.change_in(year) for year in (2026, 2027, 2028, 2030)] == pytest.approx(
        [0.0, -0.05, -0.1, 0.0]
    )


def test_an_incentive_falls_along_a_straight_line_and_is_paid_by_month() -> None:
    """From April 2028 for five years: nine months of the first year, three of the last.

    From 2,000 to 1,000 the rate loses 200 a year: its mean over the first nine months is 1,925 and
    over the last three 1,025.
    """
    steady = build("output_incentive")
    years = (2027, 2028, 2030, 2033, 2034)
    assert [steady.rate_in(year).number for year in years] == pytest.approx([0, 1500, 2000, 500, 0])
    falling = build("output_incentive", rate_falls_to="1000 INR/kg")
    assert [falling.rate_in(year).number for year in years] == pytest.approx(
        [0, 0.75 * 1925, 2000 - 200 * 2.25, 0.25 * 1025, 0]
    )


def test_python_may_use_the_names_of_the_fields() -> None:
    written = build("capacity_programme")
    assert written == CapacityProgramme(
        facilities=("mine", "plant"),
        multiply=2,
        online="2026-03",
        public_share=1,
        why="Shown in a test.",
        source="est/test",
    )


def test_a_lever_remembers_where_it_was_written() -> None:
    lever = build("permit").placed(Origin("strategies/build.yaml", LEVERS, 1), 7, {"start": 9})
    copy = pickle.loads(pickle.dumps(lever))
    for same in (lever, copy):
        assert same.origin == Origin("strategies/build.yaml", LEVERS, 1)
        assert same.file == "strategies/build.yaml"
        assert (same.line, same.line_of("start"), same.line_of("why")) == (7, 9, 7)
    assert build("permit").origin == Origin()


def test_a_list_is_found_by_its_singular_or_its_plural() -> None:
    lever = build("permit").placed(Origin("a.yaml", LEVERS, 0), 7, {"facilities": 8})
    assert (lever.key_of("facility"), lever.line_of("facility")) == ("facilities", 8)
    assert (lever.key_of("start"), lever.line_of("start")) == ("start", 7)


def test_a_strategy_can_be_built_from_plain_data() -> None:
    kinds = sorted(set(STRATEGY_KINDS) - ALONE)
    levers = [{"kind": kind, **COMMON, **SOUND[kind]} for kind in kinds]
    strategy = Strategy.model_validate({"name": "all", "title": "All kinds", "levers": levers})
    assert [lever.kind for lever in strategy.levers] == kinds
    with pytest.raises(ValidationError, match="foreign_export_control"):
        Strategy.model_validate(
            {
                "name": "mixed",
                "title": "Mixed",
                "levers": [{"kind": "foreign_export_control", **COMMON}],
            }
        )


@given(year=some.integers(2020, 2050))
def test_a_stockpile_without_end_stays(year: int) -> None:
    assert build("stockpile").share_of_year(year) == (1.0 if year >= 2027 else 0.0)
