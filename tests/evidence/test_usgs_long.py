"""The table of 2026, with a row for each figure: its columns, letters, notes and encoding."""

from pathlib import Path

import pytest

from monazite.cli import main
from monazite.core.errors import Problem, Problems
from monazite.evidence import Fact
from monazite.evidence.usgs import read_usgs

HEADER = (
    "MCS chapter,Section,Commodity,Country,Statistics,Statistics_detail,Unit,Year,Value,Notes,"
    "Is critical mineral 2025,Other notes\r\n"
)
SALIENT = "COBALT,Salient Statistics—United States,Cobalt,United States,"
WORLD = "COBALT,World Mine Production and Reserves,Cobalt,"
RELEASE = (
    HEADER
    + f"{SALIENT}Production,Production: Mine,metric tons,2024,W,,Yes,\r\n"
    + f"{SALIENT}Imports,Imports for consumption: Metal,metric tons,2025,—,,Yes,\r\n"
    + f"{SALIENT}Exports,Exports,metric tons,2025,NA,,Yes,\r\n"
    + f'{SALIENT}Price,"Price, LME, cash",dollars per pound,2025,17.00,Estimated.,Yes,\r\n'
    + f"{SALIENT}Net import reliance,Net import reliance,percent,2024,>75,,Yes,\r\n"
    + f"{SALIENT}Net import reliance,Net import reliance,percent,2025,79,Estimated.,Yes,\r\n"
    + f'{SALIENT}Stocks,Stocks: Industry,metric tons,2024,"1,010",,Yes,\r\n'
    + "COBALT,Import Sources,Cobalt,Norway,Import sources,Import sources: Metal,percent,2021–24,"
    + "24,,Yes,\r\n"
    + f'{WORLD}Congo (Kinshasa),Production,Mine production,metric tons,2024,"220,000",'
    + "Estimated.,Yes,\r\n"
    + f'{WORLD}Congo (Kinshasa),Reserves,Reserves,metric tons,2025,"6,000,000",,Yes,\r\n'
    + f"{WORLD}Côte d’Ivoire,Production,Mine production,metric tons,2025,0,,Yes,\r\n"
    + f"{WORLD}United States,Production,Mine production,metric tons,2024,300,,Yes,\r\n"
    + f"{WORLD}United States,Production,Mine production,metric tons,2024,300,,Yes,\r\n"
    + f"{WORLD}United States,Production,Mine production,metric tons,2024,310,,Yes,See table 2\r\n"
    + f'{WORLD}World total,Production,Mine production: rounded,metric tons,2025,"290–310",,Yes,'
    + "\r\n"
    + "GOLD,World Mine Production and Reserves,Gold,China,Production,Mine production,metric tons,"
    + "2025,380,Estimated.,No,\r\n"
)
"""Columns, words and letters of the release of 2026; the figures stand for themselves."""


def _read(
    folder: Path, text: str = RELEASE, *, name: str = "MCS2026_Commodities_Data.csv", **options: str
) -> tuple[list[Fact], list[Problem]]:
    (folder / name).write_bytes(text.encode("cp1252"))
    problems = Problems()
    words = {"basis": "Co", "commodity": "cobalt"} | options
    return read_usgs(folder / name, problems, table="usgs", **words), list(problems)


def test_each_row_is_a_fact_and_a_flag_never_a_zero(tmp_path: Path) -> None:
    facts, problems = _read(tmp_path)
    assert problems == []
    told = {fact.fact_id.partition(":")[2]: fact for fact in facts}
    assert {fact.source_id for fact in facts} == {"usgs/MCS2026"}
    assert {fact.dimensions["commodity"] for fact in facts} == {"Cobalt"}
    flags = {name: fact.note for name, fact in told.items() if fact.value is None}
    assert {name: note.split("'")[1] for name, note in flags.items()} == {
        "united-states-production-mine-2024#1": "W",
        "united-states-imports-for-consumption-metal-2025#1": "—",
        "united-states-exports-2025#1": "NA",
        "united-states-net-import-reliance-2024#1": ">75",
        "world-total-mine-production-rounded-2025#1": "290–310",
    }
    assert {told[name].kind for name in flags} == {"undisclosed"}
    assert told["c-te-d-ivoire-mine-production-2025#1"].value == 0


def test_units_years_and_grades_are_those_of_the_row(tmp_path: Path) -> None:
    told = {fact.fact_id.partition(":")[2]: fact for fact in _read(tmp_path)[0]}
    congo = told["congo-kinshasa-mine-production-2024#1"]
    assert (congo.value, congo.unit, congo.grade) == (220000, "t Co/yr", "B")
    assert congo.dimensions["country"] == "COD"
    reserves = told["congo-kinshasa-reserves-2025#1"]
    assert (reserves.value, reserves.unit, reserves.grade) == (6_000_000, "t Co", "A")
    assert told["united-states-stocks-industry-2024#1"].unit == "t Co"
    reliance = told["united-states-net-import-reliance-2025#1"]
    assert (reliance.value, reliance.unit, reliance.grade) == (79, "%", "B")
    share = told["norway-import-sources-metal-2021-2024#1"]
    assert (share.value, share.unit, share.period) == (24, "%", "2021-2024")
    price = told["united-states-price-lme-cash-2025#1"]
    assert price.unit == "USD_2025/kg Co"
    assert price.value == pytest.approx(17.0 / 0.45359237)
    assert "Published as 17.00 dollars per pound." in price.note


def test_the_same_twice_is_one_fact_and_two_that_disagree_are_rivals(tmp_path: Path) -> None:
    found = [
        (fact.fact_id.partition("#")[2], fact.value, fact.note)
        for fact in _read(tmp_path)[0]
        if fact.quantity == "usgs:united-states-mine-production-2024"
    ]
    assert found == [("1", 300.0, ""), ("2", 310.0, "See table 2.")]


@pytest.mark.parametrize(
    ("change", "options", "field", "message"),
    [
        ((), {"name": "cobalt.csv"}, "", "does not say which edition"),
        ((), {"commodity": ""}, "--commodity", "the table holds 2 commodities"),
        ((), {"commodity": "Cobal"}, "--commodity", "there is no commodity 'Cobal'"),
        ((), {"basis": ""}, "--basis", "nothing says what the masses are of"),
        (("metric tons,2025,0", "carats,2025,0"), {}, "Unit", "the unit 'carats' is not known"),
        (("2025,0,", "2025,about,"), {}, "Value", "'about' is neither a number nor a flag"),
        (("tons,2025,0", "tons,soon,0"), {}, "Year", "'soon' is not a year"),
    ],
)
def test_what_is_wrong_is_a_problem_at_its_place(
    tmp_path: Path,
    change: tuple[str, ...],
    options: dict[str, str],
    field: str,
    message: str,
) -> None:
    text = RELEASE.replace(*change) if change else RELEASE
    _, problems = _read(tmp_path, text, **options)
    assert [(one.field, message in one.message) for one in problems] == [(field, True)]
    assert problems[0].remedy


def test_a_statistic_is_left_out_by_its_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release, output = tmp_path / "MCS2026_Commodities_Data.csv", tmp_path / "usgs.csv"
    release.write_bytes(RELEASE.replace("dollars per pound", "dollars per flask").encode("cp1252"))
    words = ["import", "usgs", str(release), "--basis", "Co", "--commodity", "Cobalt"]
    assert main([*words, "-o", str(output)]) == 1
    assert "--without 'Price'" in capsys.readouterr().err
    assert main([*words, "--without", "Price", "-o", str(output)]) == 0
    assert "Facts: 13; without a number: 5." in capsys.readouterr().err
    assert main([*words, "--without", "Prise"]) == 1
    assert "the table has no statistic 'Prise'" in capsys.readouterr().err
