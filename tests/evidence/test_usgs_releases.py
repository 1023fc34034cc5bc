"""Tables with the columns, letters and encodings of releases of the USGS of 2022 to 2025."""

from pathlib import Path

import pytest

from monazite.cli import main
from monazite.core.errors import Problem, Problems
from monazite.evidence import Fact
from monazite.evidence.usgs import read_usgs

GERMANIUM = (
    "DataSource,Commodity,Year,USprod_Primary_kg,USprod_Secondary_kg,Imports_Metal_kg,"
    "Imports_GeO2_kg,Exports_kg,Shipments_Gov_kg,Consump_kg,Price_Metal_dkg,Price_GeO2_dkg,NIR_pct"
    "\r\nMCS2023,Germanium,2021,0,W,13000,15000,5500,--,30000,1187,770,>50"
    "\r\nMCS2023,Germanium,2022,0,W,e14000,XX,5800,NA,30000,1300,840,E\r\n"
)
"""Salient statistics: columns of 2023 and lines of Windows."""

OF_ALL = (
    "SOURCE,COMMODITY,COUNTRY,TYPE,UNIT_MEAS,PROD_2023,PROD_EST_ 2024,PROD_NOTES,CAP_2023,"
    "CAP_EST_ 2024,CAP_NOTES,RESERVES_2024,RESERVE_NOTES\r\n"
    'MCS2025,Rare earths,India,"Mine production, REO",metric tons,2900,2900,,,,,6900000,\r\n'
    'MCS2025,Rare earths,Greenland,"Mine production, REO",metric tons,—,—,,,,,1500000,\r\n'
    'MCS2025,Rare earths,Burma,"Mine production, REO",metric tons,"43,000",31000,,,,,NA,\r\n'
    "MCS2025,Rare earths,World total (rounded),Mine production,metric tons,376000,390000,,,,,"
    ">90000000,\r\n"
    'MCS2025,Molybdenum,Chile ,"Mine production, Mo",metric tons,44100,38000,,,,,1400,'
    "Reserve data is thousand metric tons\r\n"
    "MCS2025,Manganese,Côte d’Ivoire,Mine production,thousand metric tons,356,W,,,,,NA,\r\n"
)
"""The world table of all commodities: columns of 2025, one of them with a space in its name."""


def _read(folder: Path, data: bytes, **options: str) -> tuple[list[Fact], list[Problem]]:
    (folder / "mcs2025-world.csv").write_bytes(data)
    problems = Problems()
    facts = read_usgs(folder / "mcs2025-world.csv", problems, table="usgs", **options)
    return facts, list(problems)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_salient_statistics_in_any_of_their_encodings(tmp_path: Path, encoding: str) -> None:
    facts, problems = _read(tmp_path, GERMANIUM.encode(encoding), basis="Ge")
    assert problems == []
    told = {(fact.dimensions["series"], fact.period): fact for fact in facts}
    assert len(told) == 20
    flags = {key: fact.note for key, fact in told.items() if fact.value is None}
    assert sorted(note.split("'")[1] for note in flags.values()) == [
        *("--", ">50", "E", "NA", "W", "W", "XX")
    ]
    assert told["USprod_Primary_kg", "2022"].value == 0
    estimate = told["Imports_Metal_kg", "2022"]
    assert (estimate.value, estimate.unit, estimate.grade) == (14000, "kg Ge/yr", "B")
    assert told["Price_GeO2_dkg", "2021"].unit == "USD_2021/kg Ge"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_the_table_of_all_commodities_gives_one(tmp_path: Path, encoding: str) -> None:
    data = OF_ALL.encode(encoding)
    facts, problems = _read(tmp_path, data, basis="REO", commodity="rare earths")
    assert problems == []
    told = {
        (fact.dimensions["item"], fact.dimensions["series"]): (fact.value, fact.period, fact.grade)
        for fact in facts
    }
    assert told["India", "PROD_2023"] == (2900, "2023", "A")
    assert told["India", "PROD_EST_2024"] == (2900, "2024", "B")
    assert told["India", "RESERVES_2024"] == (6900000, "2024", "A")
    assert told["Greenland", "PROD_2023"][0] is None
    assert told["Burma", "PROD_2023"][0] == 43000
    assert told["Burma", "RESERVES_2024"][0] is None
    assert told["World total (rounded)", "RESERVES_2024"][0] is None
    assert {fact.unit for fact in facts} == {"t REO/yr", "t REO"}


def test_units_are_those_of_the_row_and_of_its_reserves(tmp_path: Path) -> None:
    facts, problems = _read(tmp_path, OF_ALL.encode(), basis="Mo", commodity="Molybdenum")
    assert problems == []
    assert [(fact.value, fact.unit) for fact in facts] == [
        (44100, "t Mo/yr"),
        (38000, "t Mo/yr"),
        (1400, "kt Mo"),
    ]
    assert {fact.dimensions["country"] for fact in facts} == {"CHL"}
    facts, problems = _read(tmp_path, OF_ALL.encode("cp1252"), basis="Mn", commodity="Manganese")
    assert problems == []
    assert [(fact.value, fact.unit) for fact in facts[:2]] == [
        (356, "kt Mn/yr"),
        (None, "kt Mn/yr"),
    ]
    assert facts[0].dimensions["item"] == "Côte d’Ivoire"


def test_one_of_many_commodities_has_to_be_named(tmp_path: Path) -> None:
    facts, (problem,) = _read(tmp_path, OF_ALL.encode(), basis="REO")
    assert facts == []
    assert str(problem).startswith("mcs2025-world.csv --commodity: the table holds 3 commodities")
    _, (problem,) = _read(tmp_path, OF_ALL.encode(), basis="REO", commodity="Rare earth")
    assert "there is no commodity 'Rare earth'" in problem.message
    assert "Rare earths" in problem.remedy


def test_a_unit_that_is_not_known_is_a_problem(tmp_path: Path) -> None:
    data = OF_ALL.replace("metric tons,2900", "carats,2900").encode()
    _, problems = _read(tmp_path, data, basis="REO", commodity="rare earths")
    assert {one.field for one in problems} >= {"PROD_2023", "PROD_EST_2024"}


def test_blank_cells_behind_the_last_column_are_nothing(tmp_path: Path) -> None:
    text = (
        "Source,Country,Type,Prod_t_2022,Prod_t_est_2023,Reserves_t,,\r\n"
        "MCS2024,India,Mine production,2900,2900,6900000,,\r\n"
        "MCS2024,China,Mine production,,W,44000000,,\r\n"
    )
    facts, problems = _read(tmp_path, text.encode(), basis="REO")
    assert problems == []
    assert [fact.value for fact in facts] == [2900, 2900, 6900000, None, 44000000]
    _, problems = _read(tmp_path, text.replace("6900000,,", "6900000,7,").encode(), basis="REO")
    assert [(one.line, one.message) for one in problems] == [
        (2, "the record has 7 cells where the header has 6")
    ]


def test_the_verb_takes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release, output = tmp_path / "MCS2025_World_Data.csv", tmp_path / "usgs.csv"
    release.write_bytes(OF_ALL.encode("cp1252"))
    words = ["import", "usgs", str(release), "--basis", "REO", "--commodity", "Rare earths"]
    assert main([*words, "-o", str(output)]) == 0
    assert "Facts: 12; without a number: 4." in capsys.readouterr().err
    assert output.read_text(encoding="utf-8").count("\n") == 13
