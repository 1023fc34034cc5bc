"""Tables in the layout of the Mineral Commodity Summaries become facts, and flags never zeros."""

from pathlib import Path

import pytest

from monazite.core.errors import FieldError, Problem, Problems
from monazite.evidence import Evidence, Fact, read_evidence
from monazite.evidence.usgs import read_usgs
from monazite.evidence.usgs_cells import published
from monazite.evidence.writing import table_of

SALIENT = """\
DataSource,Commodity,Year,USprod_Primary_kg,Imports_Metal_kg,Stocks_kg,Price_Metal_dkg,NIR_pct
MCS2025,Examplium,2023,W,"14,000",--,1543,>50
MCS2025,Examplium,2024_estimated,0,e15000,NA,1600,E
"""
WORLD = """\
Source,Country,Type,Prod_t_2023,Prod_t_est_2024,Prod_notes,Reserves_t,Reserves_notes
MCS2025,India,"Mine production, oxide","2,900",2900,,6900000,
MCS2025,Burma,"Mine production, oxide",43000,31000,Preliminary.,NA,
MCS2025,Greenland,"Mine production, oxide",—,—,,1500000,
MCS2025,World total (rounded),"Mine production, oxide",376000,390000,,>90000000,
"""


def _read(folder: Path, text: str, **options: str) -> tuple[list[Fact], list[Problem]]:
    (folder / "release.csv").write_text(text, encoding="utf-8")
    problems = Problems()
    settings = {"basis": "REO", **options}
    facts = read_usgs(folder / "release.csv", problems, table="usgs", **settings)
    return facts, list(problems)


def _round_trip(folder: Path, facts: list[Fact]) -> Evidence:
    study = folder / "study"
    (study / "evidence").mkdir(parents=True)
    (study / "evidence" / "usgs.csv").write_text(table_of(facts), encoding="utf-8")
    (study / "sources.csv").write_text(
        "source_id,title,publisher,date,url,kind\n"
        "usgs/MCS2025,Mineral Commodity Summaries 2025,U.S. Geological Survey,2025,,government\n",
        encoding="utf-8",
    )
    problems = Problems()
    evidence = read_evidence(study, problems)
    assert list(problems) == []
    return evidence


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("1,234,567", 1234567), ("e1,200", 1200), ("1200e", 1200), ("7r", 7), (".5", 0.5)],
)
def test_numbers_are_read_with_their_letters(text: str, value: float) -> None:
    cell = published(text)
    assert cell.value == value
    assert cell.estimated == ("e" in text)


@pytest.mark.parametrize(
    "text",
    [
        "W",
        "NA",
        "XX",
        "E",
        "-",
        "--",
        "—",
        ">50",
        "<1",
        "≥95",
        "(3)",
        "10-20",
        "Less than 1/2 unit",
    ],
)
def test_a_flag_is_no_number_and_is_quoted_in_the_note(text: str) -> None:
    cell = published(text)
    assert cell.value is None
    assert f"'{text}'" in cell.note


@pytest.mark.parametrize("text", ["1,00", "w", "e", "1 200", "1e5", "12 t"])
def test_what_is_neither_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="neither a number nor a flag"):
        published(text)


def test_salient_statistics_go_there_and_back(tmp_path: Path) -> None:
    facts, problems = _read(tmp_path, SALIENT)
    assert problems == []
    assert len(facts) == 10
    evidence = _round_trip(tmp_path, facts)
    assert [fact.value for fact in evidence.facts.values()] == [
        *(None, 14000, None, 1543, None),
        *(0, 15000, None, 1600, None),
    ]
    assert {fact.kind for fact in evidence.facts.values() if fact.value is None} == {"undisclosed"}
    imports = evidence.search(metric="imports", period="2023")[0]
    assert (imports.unit, imports.grade) == ("kg REO/yr", "A")
    assert imports.dimensions["country"] == "USA"
    assert imports.dimensions["commodity"] == "Examplium"
    assert evidence.search(metric="imports", period="2024")[0].grade == "B"
    assert evidence.search(metric="stocks", period="2023")[0].unit == "kg REO"
    assert evidence.search(metric="price", period="2023")[0].unit == "USD_2023/kg REO"
    reliance = evidence.search(metric="net import reliance", period="2023")[0]
    assert (reliance.unit, reliance.note) == ("%", "Published as '>50': a bound and no figure.")


def test_the_world_table_goes_there_and_back(tmp_path: Path) -> None:
    facts, problems = _read(tmp_path, WORLD, commodity="rare earths")
    assert problems == []
    evidence = _round_trip(tmp_path, facts)
    mined = evidence.search(metric="production", country="IND")
    assert [(fact.period, fact.value, fact.grade) for fact in mined] == [
        ("2023", 2900, "A"),
        ("2024", 2900, "B"),
    ]
    assert mined[0].unit == "t REO/yr"
    assert mined[0].dimensions["commodity"] == "rare earths"
    # its note calls the figure preliminary, so it is not measured
    assert [fact.grade for fact in evidence.search(metric="production", country="MMR")] == [
        *("B", "B")
    ]
    dashes = evidence.search(metric="production", country="GRL")
    assert [fact.value for fact in dashes] == [None, None]
    reserves = evidence.search(metric="reserves", country="IND")[0]
    assert (reserves.value, reserves.unit, reserves.period) == (6900000, "t REO", "2024")
    world = [fact for fact in facts if fact.dimensions["item"].startswith("World")]
    assert len(world) == 3
    assert all("country" not in fact.dimensions for fact in world)


def test_every_fault_is_named_with_its_place(tmp_path: Path) -> None:
    text = SALIENT.replace("W,", "12 t,").replace("2024_estimated", "soon").replace("1600", "x")
    _, problems = _read(tmp_path, text)
    assert [(one.line, one.field) for one in problems] == [
        *((2, "USprod_Primary_kg"), (3, "Price_Metal_dkg"), (3, "Year"))
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        ("Reserves_t,", "Reserves_ct,", 1, "Reserves_ct", "the unit in the name"),
        ("Prod_t_2023", "Prod_mt_2023", 1, "Prod_mt_2023", "the unit in the name"),
        (",Country,", ",Land,", 1, "Country", "the column is missing"),
        ("MCS2025,India", "later,India", 2, "Source", "names no edition"),
        ("Greenland", "India", 4, "", "speaks of the same as line 2"),
        (",NA,\n", ",NA\n", 3, "", "7 cells where the header has 8"),
    ],
)
def test_a_fault_of_the_table_is_a_problem(
    tmp_path: Path, old: str, new: str, line: int, field: str, message: str
) -> None:
    _, problems = _read(tmp_path, WORLD.replace(old, new))
    assert any(
        one.line == line and one.field == field and message in one.message for one in problems
    ), problems


def test_tonnes_need_a_basis(tmp_path: Path) -> None:
    _, problems = _read(tmp_path, WORLD, basis="")
    assert [one.field for one in problems] == ["Prod_t_2023", "Prod_t_est_2024", "Reserves_t"]
    assert "--basis REO" in problems[0].remedy
    _, problems = _read(tmp_path, WORLD, basis="R/O")
    assert {one.field for one in problems} == {"--basis"}


def test_two_columns_of_one_figure_are_told(tmp_path: Path) -> None:
    path = tmp_path / "world.csv"
    path.write_text(
        "Source,Country,Type,Prod_t_2023,Prod_t_est_2023\nMCS2025,Brazil,Mine,5,5000\n", "utf-8"
    )
    problems = Problems()
    read_usgs(path, problems, table="world", basis="ore")
    (problem,) = problems
    assert str(problem).startswith(
        "world.csv:2 Prod_t_est_2023: the column speaks of the same as 'Prod_t_2023'"
    )


def test_a_basis_is_one_word_that_is_no_unit(tmp_path: Path) -> None:
    path = tmp_path / "world.csv"
    path.write_text("Source,Country,Type,Reserves_t\nMCS2025,Brazil,Mine,5\n", "utf-8")
    for basis in ("REO/yr", "{x", "kg", "REO t"):
        problems = Problems()
        assert read_usgs(path, problems, table="world", basis=basis) == []
        assert [problem.field for problem in problems] == ["--basis"]
    (fact,) = read_usgs(path, Problems(), table="world", basis="REO")
    assert (fact.period, "last year" in fact.note) == ("", False), "there is no year to speak of"
