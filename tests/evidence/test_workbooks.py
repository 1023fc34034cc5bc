"""Facts in Excel are read as those in CSV; a cell that holds other than it shows is told."""

from __future__ import annotations

import builtins
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from monazite.api import load
from monazite.core import InvalidInput, Problems
from monazite.core.tables import read_table
from monazite.evidence import Evidence, read_evidence
from monazite.study.datapackage import description_text

from .. import shipped

HEADER = [
    *("fact_id", "country", "use", "period", "kind", "value", "low", "high", "unit"),
    *("source_id", "grade", "note"),
]
SALES = ["sales:cars#1", "IND", "car", 2025, "value", 1200000, None, 1.3e6, "vehicle/yr"]
MASS = ["sales:mass#1", "IND", "", "2024-06", "value", 0.35, 0.3, 0.5, "kg magnet/vehicle"]
END = ["world/mcs2026", "B", ""]
PLACE = "evidence/facts.xlsx[sales]"

Change = Callable[[Worksheet], None]


def write(folder: Path, change: Change = lambda sheet: None, name: str = "facts.xlsx") -> Path:
    """Write two facts on a sheet called sales, changed before it is saved."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "sales"
    for row in (HEADER, [*SALES, *END], [*MASS, *END]):
        sheet.append(row)
    change(sheet)
    path = folder / "evidence" / name
    workbook.save(path)
    return path


def read(folder: Path) -> tuple[Evidence, list[str]]:
    """Read a folder and say what is wrong with it."""
    problems = Problems()
    return read_evidence(folder, problems), [str(problem) for problem in problems]


def test_a_sheet_is_a_table_like_any_other(folder: Path) -> None:
    write(folder)
    evidence, wrong = read(folder)
    assert wrong == []
    sales, mass = evidence.facts["sales:cars#1"], evidence.facts["sales:mass#1"]
    assert (sales.value, sales.low, sales.high) == (1.2e6, None, 1.3e6)
    assert (sales.period, sales.dimensions) == ("2025", {"country": "IND", "use": "car"})
    assert (sales.file, sales.line) == (PLACE, 2)
    assert (mass.table, mass.value, mass.unit) == ("sales", 0.35, "kg magnet/vehicle")
    assert "demand:sales#1" in evidence.facts, "tables in CSV stand beside"


def test_sources_may_stand_in_the_workbook(folder: Path) -> None:
    def with_sources(sheet: Worksheet) -> None:
        sheet["J2"] = "own/report"
        sources = sheet.parent.create_sheet("sources")
        sources.append(["source_id", "title", "publisher", "date", "url", "kind"])
        sources.append(["own/report", "Our report", "We", 2026, None, "government"])
        sheet.parent.create_sheet("empty")

    write(folder, with_sources)
    evidence, wrong = read(folder)
    assert wrong == []
    assert evidence.sources["own/report"].file == "evidence/facts.xlsx[sources]"
    assert evidence.sources["own/report"].date == "2026"


def put(cell: str, value: object, number_format: str = "General") -> Change:
    """Write a cell."""

    def change(sheet: Worksheet) -> None:
        sheet[cell] = value
        sheet[cell].number_format = number_format

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            put("F2", "1,200,000"),
            ":2 value: '1,200,000' is not a number; write '1200000'.",
        ),
        (
            put("F2", "1200000"),
            ":2 value: the number 1200000 is stored as text; turn it into a number: format the "
            "cell as one and write it again.",
        ),
        (
            put("G3", "0.3"),
            ":3 low: the number 0.3 is stored as text; turn it into a number: format the cell as "
            "one and write it again.",
        ),
        (
            put("D3", datetime(2024, 6, 1), "mmm yy"),
            ":3 period: the cell holds the date 2024-06-01; format the cell as text and write it "
            "again, such as 2024, 2024-06 or FY2024-25.",
        ),
        (
            put("F3", "=0.7/2"),
            ":3 value: the formula has no value stored with it; open the workbook in a spreadsheet "
            "and save it, or write the value in its place.",
        ),
        (
            put("F3", 0.35, "0%"),
            ":3 value: the cell shows 35 % and holds 0.35; format the cell as a plain number that "
            "goes with the unit of its row.",
        ),
        (
            put("F3", "#DIV/0!"),
            ":3 value: the cell holds #DIV/0!; correct its formula, or leave the cell blank.",
        ),
        (put("F3", True), ":3 value: the cell holds TRUE; write a number or a word."),
        (
            put("F3", "a third"),
            ":3 value: 'a third' is not a number; write a plain decimal number.",
        ),
        (
            put("M3", "see annex"),
            ":1: column 13 has no name; name it, or remove the column.",
        ),
        (
            put("H1", "hihg"),
            ":1 high: the column is missing; add it to the header and to every record.",
        ),
        (
            lambda sheet: sheet.merge_cells("B2:B3"),
            ":2 country: the cells B2:B3 are merged into one; part them again and fill in each.",
        ),
        (
            lambda sheet: sheet.insert_rows(1) or sheet.merge_cells("A1:F1"),
            ":1 A: the cells A1:F1 are merged into one; part them again and fill in each.",
        ),
        (
            put("F120000", None, "0.0"),
            ": the sheet reaches to row 120,000 and column 12; delete the empty rows and columns "
            "behind the table, formats included.",
        ),
    ],
)
def test_a_cell_that_is_not_what_it_shows_is_told(folder: Path, change: Change, said: str) -> None:
    write(folder, change)
    _, wrong = read(folder)
    assert PLACE + said in wrong, wrong


def test_what_is_wrong_with_a_record_is_said_once(folder: Path) -> None:
    write(folder, lambda sheet: sheet.merge_cells("A2:A3"))
    assert len(read(folder)[1]) == 1


def test_a_formula_counts_as_the_value_stored_with_it(folder: Path) -> None:
    path = write(folder, put("F3", "=0.7/2"))
    keep_value(path, "<f>0.7/2</f><v></v>", "<f>0.7/2</f><v>0.35</v>")
    evidence, wrong = read(folder)
    assert wrong == []
    assert evidence.facts["sales:mass#1"].value == 0.35


def keep_value(path: Path, before: str, after: str) -> None:
    """Store a value beside a formula, as a spreadsheet does when it saves."""
    with zipfile.ZipFile(path) as parts:
        contents = {name: parts.read(name) for name in parts.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    text = contents[sheet].decode()
    assert before.replace("<v></v>", "<v />") in text or before in text, text
    text = text.replace(before.replace("<v></v>", "<v />"), after).replace(before, after)
    with zipfile.ZipFile(path, "w") as parts:
        for name, content in contents.items():
            parts.writestr(name, text if name == sheet else content)


def test_a_sheet_of_something_else_and_a_table_given_twice_are_told(folder: Path) -> None:
    def further(sheet: Worksheet) -> None:
        sheet.parent.create_sheet("My notes").append(["Bought from a friend"])
        sheet.parent.create_sheet("demand").append(HEADER)

    write(folder, further)
    assert read(folder)[1] == [
        "evidence/facts.xlsx[My notes]: the table name 'My notes' cannot stand in a fact id; use "
        "lower-case letters, digits, '-' and '_' only, or move the sheet to a file elsewhere.",
        "evidence/facts.xlsx[demand]: the table 'demand' is also in evidence/demand.csv; keep one "
        "of the two, or move its rows to a table of another name.",
    ]


@pytest.mark.parametrize("name", ["facts.xls", "facts.xlsm", "facts.ods"])
def test_workbooks_of_other_kinds_are_not_passed_over(folder: Path, name: str) -> None:
    write(folder).rename(folder / "evidence" / name)
    assert read(folder)[1] == [
        f"evidence/{name}: only workbooks of the kind .xlsx are read; save it as .xlsx, without "
        "macros or a password."
    ]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0 a password"])
def test_what_is_no_workbook_is_said_so(folder: Path, content: bytes) -> None:
    write(folder).write_bytes(content)
    assert read(folder)[1] == [
        "evidence/facts.xlsx: this is not a workbook that can be read; save it as .xlsx, without "
        "macros or a password."
    ]


def test_what_excel_keeps_beside_an_open_workbook_is_no_part_of_a_study(folder: Path) -> None:
    write(folder)
    (folder / "evidence" / "~$facts.xlsx").write_bytes(b"\x04user")
    assert read(folder)[1] == []


def test_without_the_reader_a_workbook_says_how_to_get_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder)
    found = builtins.__import__

    def missing(name: str, *rest: object) -> object:
        if name.startswith("openpyxl"):
            raise ImportError(name)
        return found(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", missing)
    assert read(folder)[1] == [
        "evidence/facts.xlsx: workbooks are read with openpyxl, which is not installed; install "
        "it with pip install 'monazite[excel]', or save each sheet as CSV."
    ]


def test_a_study_gives_the_same_figures_from_excel(tmp_path: Path) -> None:
    """The toy with its facts in one workbook: every fact alike, and every number of a run."""
    toy = shipped.handle("toy")
    folder = tmp_path / "toy"
    shutil.copytree(toy.study.path, folder, ignore=shutil.ignore_patterns("answers"))
    workbook = Workbook()
    workbook.remove(workbook.active)
    for path in sorted((folder / "evidence").glob("*.csv")):
        sheet = workbook.create_sheet(path.stem)
        rows = read_table(path, Problems(), root=folder, required=["fact_id"], optional=None)
        sheet.append(list(rows[0].values))
        for row in rows:
            sheet.append([as_typed(column, text) for column, text in row.values.items()])
        path.unlink()
    workbook.save(folder / "evidence" / "facts.xlsx")
    study = load(folder)
    for name, fact in toy.study.evidence.facts.items():
        other = study.study.evidence.facts[name]
        assert (other.value, other.low, other.high) == (fact.value, fact.low, fact.high)
        assert (other.period, other.unit, other.note) == (fact.period, fact.unit, fact.note)
    assert study.run("halt").headlines.equals(toy.run("halt").headlines)
    assert study.data_hash != toy.data_hash, "another file is other data"
    resources = json.loads(description_text(study.study))["resources"]
    sheets = [each["dialect"]["sheetName"] for each in resources if each["format"] == "xlsx"]
    assert sheets == sorted(path.stem for path in (toy.study.path / "evidence").glob("*.csv"))


def as_typed(column: str, text: str) -> object:
    """What a person types into a cell, numbers as numbers."""
    return float(text) if text and column in ("value", "low", "high") else text or None


def test_a_study_whose_workbook_is_broken_says_only_that(tmp_path: Path) -> None:
    folder = tmp_path / "toy"
    shutil.copytree(shipped.folder("toy"), folder, ignore=shutil.ignore_patterns("answers"))
    (folder / "evidence" / "costs.csv").rename(folder / "evidence" / "costs.xlsx")
    with pytest.raises(InvalidInput) as refused:
        load(folder)
    assert {problem.file for problem in refused.value.problems} <= {
        "evidence/costs.xlsx",
        "claims.csv",
    }


def test_a_lock_file_leaves_the_data_as_they_are(tmp_path: Path) -> None:
    folder = tmp_path / "toy"
    toy = shipped.handle("toy")
    shutil.copytree(toy.study.path, folder, ignore=shutil.ignore_patterns("answers"))
    (folder / "evidence" / "~$costs.xlsx").write_bytes(b"\x04user")
    assert load(folder).data_hash == toy.data_hash


def test_headings_are_kept_where_a_workbook_is_written_and_read(folder: Path) -> None:
    path = write(folder)
    told: Mapping[str, object] = {
        cell.coordinate: cell.value for cell in next(load_workbook(path).active.iter_rows())
    }
    assert list(told.values()) == HEADER
