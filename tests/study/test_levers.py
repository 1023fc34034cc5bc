"""Levers that do not fit a study are reported at the line they are written on, with a way out."""

from pathlib import Path
from typing import Any

import pytest

from monazite.core import InvalidInput
from monazite.strategy import WORLD_KINDS, Lever
from monazite.study import load_study

from ..owners import owners

SOUND: dict[str, dict[str, Any]] = {
    "export_limit": {
        "element": "Nd",
        "to": "all",
        "tonnes_per_year": 0,
        "ends_must_run_at": "hom_mine",
        "start": "2025-01",
    },
    "stockpile": {
        "material": "oxide",
        "ownership_account": "state",
        "tiers": [1, 2],
        "days_of_cover": 60,
        "by": "2026-01",
        "release": "on_shortage",
    },
    "private_entry": {
        "facility": ["slot_one", "slot_two"],
        "tonnes_per_year": 60,
        "uptake": 0.5,
        "start": "2025-01",
    },
    "capital_subsidy": {
        "facility": "slot_one",
        "share": 0.3,
        "budget": "2 crore INR",
        "start": "2025-01",
    },
    "output_incentive": {
        "facility": "slot_two",
        "rate": "500 INR/kg",
        "tonnes_per_year": 40,
        "start": "2026-01",
        "end": "2031-01",
    },
    "price_guarantee": {
        "facility": "slot_two",
        "price": "60 USD/kg",
        "tonnes_per_year": 40,
        "start": "2026-01",
        "end": "2031-01",
    },
    "public_equity": {"facility": "slot_one", "share": 0.4, "return": 0.04, "start": "2025-01"},
    "exploration": {
        "facility": "hom_deposit",
        "resource": 400,
        "odds": 0.3,
        "cost": "2 crore INR",
        "add": 20,
        "start": "2025-01",
        "found": "2027-01",
        "online": "2028-01",
    },
    "cap_and_floor": {
        "facility": "slot_two",
        "floor": "60 USD/kg",
        "cap": "80 USD/kg",
        "tonnes_per_year": 40,
        "start": "2026-01",
        "end": "2031-01",
    },
    "offtake": {
        "material": "magnet",
        "price": "60 USD/kg",
        "tonnes_per_year": 40,
        "start": "2026-01",
        "end": "2031-01",
    },
    "feed_allocation": {
        "material": "oxide",
        "ownership_account": "state",
        "makers": ["one", "two"],
        "tonnes_per_year": 10,
        "price_basis": "export_parity",
        "start": "2025-01",
    },
    "state_sales": {
        "material": "oxide",
        "ownership_account": "state",
        "to": "FOR",
        "tonnes_per_year": 40,
        "start": "2025-01",
    },
    "recycling": {
        "uses": "motors",
        "collection": 0.3,
        "facility": "hom_recycler",
        "add": 20,
        "public_share": 0,
        "start": "2025-01",
    },
    "import_duty": {"materials": ["oxide", "magnet"], "rate": 0.1, "start": "2025-01"},
    "demand_programme": {
        "uses": "motors",
        "share": 0.2,
        "cost": "3 USD/kg",
        "public_share": 0.5,
        "start": "2025-01",
        "reached": "2027-01",
    },
    "diversification": {
        "materials": "magnet",
        "share": 0.65,
        "breach": "3 USD/kg",
        "start": "2025-01",
    },
    "domestic_content": {
        "uses": "motors",
        "share": 0.5,
        "breach": "3 USD/kg",
        "start": "2025-01",
    },
    "demand_path": {
        "uses": ["motors", "drones"],
        "regions": "all",
        "multiply": 1.2,
        "start": "2025-01",
        "reached": "2034-01",
    },
    "delivery": {
        "facility": "hom_magnets",
        "share_built": 0.5,
        "delay_months": 13,
        "start": "2025-01",
    },
    "exchange_rate": {
        "region": "HOM",
        "change": -0.1,
        "running_share": 0.6,
        "capital_share": 0.4,
        "start": "2025-01",
    },
    "supply_loss": {
        "facility": "for_mine",
        "share_lost": 0.5,
        "start": "2025-01",
    },
    "price_path": {
        "from": "FOR",
        "materials": "magnet",
        "change": "-0.2 USD/kg",
        "start": "2025-01",
        "reached": "2027-01",
    },
    "foreign_export_control": {
        "from": "FOR",
        "to": "all",
        "materials": "magnet",
        "share_withheld": 0.5,
        "recoverable": 0.5,
        "home_keeps": True,
        "start": "2025-01",
        "end": "2025-07",
    },
}


def written(kind: str, **changes: Any) -> str:
    """One lever as a file: a key a line from line 3 on, in the order of the sound one."""
    fields = {"kind": kind, **SOUND[kind], **changes}
    keys = {key: value for key, value in fields.items() if value is not None}
    lines = [
        f"{key}: {str(value).lower() if value is True else value}" for key, value in keys.items()
    ]
    body = "\n    ".join([*lines, "why: Shown in a test.", "source: toy/invented"])
    return f"title: Tried\nlevers:\n  - {body}\n"


def refused(folder: Path, text: str, kind: str) -> list[str]:
    """The problems of a study with such a lever."""
    place = "worlds" if kind in WORLD_KINDS else "strategies"
    with pytest.raises(InvalidInput) as error:
        owners(folder, **{f"{place}__tried": text})
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize("kind", SOUND)
def test_a_sound_lever_passes(tmp_path: Path, kind: str) -> None:
    place = "worlds" if kind in WORLD_KINDS else "strategies"
    study = owners(tmp_path, **{f"{place}__tried": written(kind)})
    courses = {**study.strategies, **study.worlds}
    (lever,) = courses["tried"].levers
    assert isinstance(lever, Lever)
    assert (lever.kind, lever.line) == (kind, 3)


@pytest.mark.parametrize(
    ("kind", "changes", "says"),
    [
        (
            "export_limit",
            {"ends_must_run_at": "hom_magnets"},
            "7 levers.0.ends_must_run_at: 'hom_magnets' has no floor that could end; take it out",
        ),
        (
            "export_limit",
            {"ends_must_run_at": "for_mine"},
            "7 levers.0.ends_must_run_at: 'for_mine' stands in FOR and not in HOM",
        ),
        ("export_limit", {"ends_must_run_at": "mine"}, "facility 'mine' is not known"),
        (
            "stockpile",
            {"ownership_account": "stat"},
            "5 levers.0.ownership_account: ownership account 'stat' is not known; write 'state'",
        ),
        (
            "stockpile",
            {"ownership_account": "one"},
            "4 levers.0.material: oxide cannot be kept in HOM.one",
        ),
        (
            "stockpile",
            {"ownership_account": None, "material": "magnet"},
            "4 levers.0.material: no public reserve of magnet can be asked for in HOM; write yes",
        ),
        (
            "stockpile",
            {"ownership_account": "one"},
            "4 levers.0.material: oxide cannot be kept in HOM.one; write ownership_account: "
            "state, who can keep it",
        ),
        ("stockpile", {"tiers": [3]}, "6 levers.0.tiers: no use in HOM is in tier 3; write one of"),
        (
            "private_entry",
            {"facility": "slot_on"},
            "4 levers.0.facility: facility 'slot_on' is not known; write 'slot_one'",
        ),
        (
            "private_entry",
            {"facility": "for_mine"},
            "'for_mine' stands in FOR and not at home; name a facility in HOM",
        ),
        (
            "private_entry",
            {"facility": "hom_mine"},
            "'hom_mine' is state and not private; name a private facility",
        ),
        (
            "private_entry",
            {"facility": "hom_magnets"},
            "nothing can be added at 'hom_magnets': its build_rate is blank; write a build_rate",
        ),
        (
            "private_entry",
            {"facility": None, "facilities": ["hom_mine"]},
            "7 levers.0.facilities: 'hom_mine' is state",
        ),
        ("private_entry", {"start": "2023-01"}, "7 levers.0.start: 2023-01 is outside the years"),
        (
            "private_entry",
            {"end": "2031-02"},
            "8 levers.0.end: 2031-02 is outside the years 2024 to 2030 of the study; "
            "write a month from 2024-01 to 2031-01",
        ),
        (
            "capital_subsidy",
            {"facility": "hom_separation"},
            "4 levers.0.facility: nothing can be added at 'hom_separation'",
        ),
        (
            "output_incentive",
            {"facility": "hom_magnets"},
            "4 levers.0.facility: 'hom_magnets' cannot win support: its awardee is blank",
        ),
        (
            "price_guarantee",
            {"facility": "hom_magnets"},
            "4 levers.0.facility: 'hom_magnets' cannot win support: its awardee is blank",
        ),
        (
            "public_equity",
            {"facility": "hom_separation"},
            "4 levers.0.facility: nothing can be added at 'hom_separation'",
        ),
        (
            "exploration",
            {"facility": "hom_mine"},
            "4 levers.0.facility: the study does not know what lies in the ground at 'hom_mine'",
        ),
        (
            "exploration",
            {"online": "2033-01"},
            "levers.0.online: 2033-01 is outside the years 2024 to 2030 of the study",
        ),
        (
            "cap_and_floor",
            {"facility": "hom_magnets"},
            "4 levers.0.facility: 'hom_magnets' cannot win support: its awardee is blank",
        ),
        (
            "offtake",
            {"material": "oxide"},
            "4 levers.0.material: no plant in HOM that may win support is counted in oxide",
        ),
        (
            "feed_allocation",
            {"ownership_account": "country"},
            "5 levers.0.ownership_account: ownership account 'country' is not known",
        ),
        (
            "feed_allocation",
            {"makers": ["one", "three"]},
            "6 levers.0.makers: ownership account 'three' is not",
        ),
        (
            "feed_allocation",
            {"ownership_account": "one", "makers": "two"},
            "6 levers.0.makers: no lane takes oxide from HOM.one to HOM.two; add it to "
            "chain/lanes.csv with a limit of 0",
        ),
        ("feed_allocation", {"material": "oxid"}, "material 'oxid' is not known; write 'oxide'"),
        (
            "state_sales",
            {"ownership_account": "country"},
            "5 levers.0.ownership_account: ownership account 'country' is not known",
        ),
        (
            "state_sales",
            {"ownership_account": "one"},
            "6 levers.0.to: no lane takes oxide from HOM.one to FOR; add it to chain/lanes.csv",
        ),
        ("recycling", {"uses": "drones"}, "4 levers.0.uses: drones leaves no scrap in HOM"),
        (
            "recycling",
            {"facility": "hom_magnets"},
            "6 levers.0.facility: 'hom_magnets' does not take scrap; name a facility that takes "
            "one of: scrap",
        ),
        ("import_duty", {"materials": "ore"}, "4 levers.0.materials: no lane brings ore to HOM"),
        ("demand_programme", {"uses": "sails"}, "use 'sails' is not known"),
        ("demand_programme", {"reached": "2036-02"}, "2036-02 is outside the years 2024 to 2030"),
        ("diversification", {"materials": "magnets"}, "material 'magnets' is not known"),
        (
            "diversification",
            {"materials": "ore"},
            "4 levers.0.materials: no lane brings ore to HOM",
        ),
        (
            "diversification",
            {"materials": ["magnet", "oxide"]},
            "4 levers.0.materials: tonnes of magnet and of oxide do not add up",
        ),
        ("domestic_content", {"uses": "sails"}, "use 'sails' is not known"),
        ("import_duty", {"exempt_from": "FAR"}, "region 'FAR' is not known"),
        ("import_duty", {"exempt_from": "HOM"}, "'HOM' is home, which pays no duty to itself"),
        (
            "import_duty",
            {"exempt_from": "FOR"},
            "7 levers.0.exempt_from: every region that sends oxide to HOM is exempt",
        ),
        ("demand_path", {"uses": "motor"}, "4 levers.0.uses: use 'motor' is not known"),
        ("demand_path", {"regions": "FAR"}, "5 levers.0.regions: region 'FAR' is not known"),
        (
            "demand_path",
            {"reached": "2036-02"},
            "8 levers.0.reached: 2036-02 is outside the years 2024 to 2030 of the study; "
            "write a month from 2024-01 to 2036-01",
        ),
        ("delivery", {"facility": "for_mine"}, "4 levers.0.facility: 'for_mine'"),
        ("exchange_rate", {"region": "FAR"}, "region 'FAR' is not known"),
        ("exchange_rate", {"change": 0.0}, "change: it changes what nothing costs"),
        ("exchange_rate", {"reached": "2036-02"}, "2036-02 is outside the years 2024 to 2030"),
        ("supply_loss", {"facility": "mine"}, "facility 'mine' is not known"),
        ("supply_loss", {"reached": "2036-02"}, "2036-02 is outside the years 2024 to 2030"),
        ("price_path", {"from": "HOM"}, "4 levers.0.from: 'HOM' is home, whose prices follow"),
        ("price_path", {"materials": "ore"}, "5 levers.0.materials: no lane takes ore out of FOR"),
        ("price_path", {"from": "FAR"}, "region 'FAR' is not known"),
    ],
)
def test_what_does_not_fit_is_reported_where_it_stands(
    tmp_path: Path, kind: str, changes: dict[str, Any], says: str
) -> None:
    problems = refused(tmp_path, written(kind, **changes), kind)
    assert any(says in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, ""),
        ({"to": ["FAR", "HOM"]}, ""),
        ({"to": "HOM", "stated_only": True}, ""),
        ({"to": "FAR"}, "to: no lane takes magnet from FOR to FAR; name a buyer of it: HOM"),
        ({"to": "FAR", "stated_only": True}, "to: what the study states is what HOM pays"),
    ],
)
def test_a_price_path_moves_some_price(tmp_path: Path, changes: dict[str, Any], says: str) -> None:
    study = owners(tmp_path / "first")
    table = study.path / "chain" / "regions.csv"
    table.write_text(table.read_text("utf-8").rstrip("\n") + "\nFAR,Elsewhere,\n", "utf-8")
    (study.path / "worlds" / "tried.yaml").write_text(written("price_path", **changes), "utf-8")
    problems = []
    try:
        load_study(study.path)
    except InvalidInput as error:
        problems = [str(one) for one in error.problems if "tried.yaml" in str(one)]
    assert any(says in problem for problem in problems) if says else not problems, problems


def test_an_export_parity_needs_the_freight_of_imports(tmp_path: Path) -> None:
    study = owners(tmp_path / "first")
    lanes = (study.path / "chain" / "lanes.csv").read_text("utf-8").splitlines(keepends=True)
    (study.path / "chain" / "lanes.csv").write_text(
        "".join(line for line in lanes if not line.startswith("oxide,FOR,HOM")), "utf-8"
    )
    (study.path / "strategies" / "tried.yaml").write_text(written("feed_allocation"), "utf-8")
    with pytest.raises(InvalidInput, match=r"tried\.yaml:8 levers\.0\.price_basis: no lane brings"):
        load_study(study.path)


def test_money_needs_an_exchange_rate(tmp_path: Path) -> None:
    study = owners(tmp_path / "first")
    table = study.path / "chain" / "currencies.csv"
    table.write_text(table.read_text("utf-8").replace("INR_2024,", "INR_2023,"), "utf-8")
    for kind in ("capital_subsidy", "output_incentive"):
        text = written(kind)
        (study.path / "strategies" / f"{kind.replace('_', '-')}.yaml").write_text(text, "utf-8")
    with pytest.raises(InvalidInput) as error:
        load_study(study.path)
    said = [str(problem) for problem in error.value.problems]
    for place in (
        "capital-subsidy.yaml:6 levers.0.budget",
        "output-incentive.yaml:5 levers.0.rate",
    ):
        assert any(place in line and "no exchange rate for INR_2024" in line for line in said), said
