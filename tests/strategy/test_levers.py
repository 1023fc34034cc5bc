"""Each kind of lever holds exactly what it says and refuses what would be ambiguous."""

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from monazite.strategy import (
    STRATEGY_KINDS,
    WORLD_KINDS,
    CapacityProgramme,
    ExportLimit,
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


def build(kind: str, **changes: Any) -> Any:
    fields = {"kind": kind, **COMMON, **SOUND[kind], **changes}
    return RECORDS[kind].model_validate({k: v for k, v in fields.items() if v is not None})


def test_every_kind_has_a_sound_example() -> None:
    assert set(SOUND) == set(RECORDS)


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
        build(kind, origin="strategies/elsewhere.yaml#levers[0]")


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
        ("foreign_export_control", {"end": None}, "required"),
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
    limit = build("export_limit", to=["JPN", "USA"], **{"from": "IND"})
    assert isinstance(limit, ExportLimit)
    assert limit.destinations(["IND", "CHN", "JPN", "USA"]) == ("JPN", "USA")


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
    lever = build("permit").placed("strategies/build.yaml#levers[1]", 7, {"start": 9})
    copy = pickle.loads(pickle.dumps(lever))
    for same in (lever, copy):
        assert same.origin == "strategies/build.yaml#levers[1]"
        assert same.file == "strategies/build.yaml"
        assert (same.line, same.line_of("start"), same.line_of("why")) == (7, 9, 7)
    assert build("permit").origin == ""


def test_a_strategy_can_be_built_from_plain_data() -> None:
    levers = [{"kind": kind, **COMMON, **SOUND[kind]} for kind in STRATEGY_KINDS]
    strategy = Strategy.model_validate({"name": "all", "title": "All kinds", "levers": levers})
    assert [lever.kind for lever in strategy.levers] == list(STRATEGY_KINDS)
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
