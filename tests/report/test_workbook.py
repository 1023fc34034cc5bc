"""The Excel brief, read back: numbers with units, charts over cells that exist, the same bytes."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import openpyxl
import polars as pl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from monazite.brief.analyses import analyse
from monazite.brief.content import brief_content
from monazite.brief.drafted import run_tables
from monazite.brief.worked_out import WorkedOut
from monazite.core.shown import shown
from monazite.report import BriefContent, Sheet, SheetChart, brief_workbook
from monazite.report.sheet import column_name
from monazite.report.workbook_cells import LONGEST_TEXT, fitting, number_format
from monazite.report.workbook_sheets import brief_sheets
from monazite.runs.draws.sureness import sureness_of

from .. import shipped

STRATEGIES = ("as-now", "halt", "both")
SHEETS = [
    "Read me",
    "Headlines",
    "Compare",
    "Supply",
    "Flows",
    "Stages",
    "Industries",
    "Cost",
    "Holds back",
    "Calibration",
    "Fate",
    "Limits",
    "Who pays",
    "Investors",
    "Uncertain inputs",
    "Thin evidence",
    "Next bottlenecks",
    "Larger limits",
    "Worlds",
    "Why",
    "Draws",
    "Draws decide",
    "Boxes",
    "Break-even",
    "Evidence",
    "Sources",
    "Strategy",
]
ASKED = {
    *("Limits", "Investors", "Uncertain inputs", "Thin evidence", "Next bottlenecks", "Worlds"),
    *("Larger limits", "Why", "Draws", "Draws decide", "Boxes", "Break-even"),
}
"""Sheets that are left out when nobody asked, or nothing was built or held back."""
UNIT_OF = {
    "Utilisation": "Unit of utilisation",
    "Worth to its owner of easing it": "Unit of worth",
    "Tonnes more": "Unit of tonnes",
    "Home saves": "Unit of what it saves",
    "In all years": "Unit of all years",
    "Home saves by the tonne": "Unit by the tonne",
    "Worth to its owner": "Unit by the tonne",
    "Share of the limit in use": "Unit of the share",
    "Unmet share": "Unit of the share",
    "Value lost": "Unit of the value",
    "Gap over observed": "Unit of the gap",
    "Net present value": "Unit of money",
    "Capital": "Unit of money",
    "Support": "Unit of money",
    "Margin asked for": "Unit of money",
    "Internal rate of return": "Unit of rates",
    "Return asked for": "Unit of rates",
    "Low of the doubt": "Unit of the doubt",
    "Central": "Unit of the doubt",
    "High of the doubt": "Unit of the doubt",
    "Headline at its low": "Unit of the headline",
    "Headline, central": "Unit of the headline",
    "Headline at its high": "Unit of the headline",
    "Swing": "Unit of the headline",
    "Share of all swings": "Unit of the share",
    "Share on thin evidence": "Unit of the share",
    "Magnets made at home, 2025": "Unit of shares",
    "Magnets made at home, 2026": "Unit of shares",
    "Unmet demand, 2025": "Unit of unmet demand",
    "Unmet demand, 2026": "Unit of unmet demand",
    "Shortage in the shock year": "Unit of unmet demand",
    "Unmet demand in the shock year": "Unit of unmet demand",
    "Home cost": "Unit of cost",
    "Better in": "Unit of better in",
    "Its value": "Unit of its value",
}
COUNTS = {
    "Year",
    "Line",
    "Facts on the sheet Evidence",
    "First online",
    "NextBottleneck",
    "Shock year",
    "Draws",
}
DRAWS = 48
"""Enough for a box of the facts in which a headline falls short."""

Tables = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def written() -> tuple[BriefContent, Tables]:
    """The content of a brief about the toy, and its tables."""
    toy = shipped.handle("toy")
    runs = [toy.run(name) for name in STRATEGIES]
    drawn = toy.ensemble("both", draws=DRAWS, indicators=toy.study.settings.shown)
    takes = toy.run("both").break_even(
        *("Three times the magnets.add", "self_sufficiency.magnet", 0.4, 2026)
    )
    whys = (toy.run("both").why("unmet_demand", 2025),)
    known = WorkedOut(sureness_of(drawn, "both"), None, (takes,), whys=whys)
    asked = replace(analyse(toy.runs, runs), worked_out=known)
    content = brief_content(
        toy.study,
        runs,
        "as-now",
        created=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        software="monazite 0.1.0",
        analyses=asked,
    )
    return content, run_tables(toy.study, runs, "as-now", asked)


@pytest.fixture(scope="module")
def content(written: tuple[BriefContent, Tables]) -> BriefContent:
    return written[0]


@pytest.fixture(scope="module")
def tables(written: tuple[BriefContent, Tables]) -> Tables:
    return written[1]


@pytest.fixture(scope="module")
def file(content: BriefContent, tables: Tables) -> bytes:
    return brief_workbook(content, tables)


@pytest.fixture(scope="module")
def book(file: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(file))


def rows_of(sheet: Worksheet) -> list[dict[str, Any]]:
    """The table of a sheet, by the words above its columns."""
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def parts(file: bytes, ending: str) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if ending in name}


def cells(book: Workbook, reference: str) -> list[Any]:
    """The values a reference such as `'Holds back'!$A$2:$A$9` points at."""
    name, _, place = reference.rpartition("!")
    sheet = book[name.strip("'")]
    left, top, right, bottom = range_boundaries(place.replace("$", ""))
    assert top is not None
    assert bottom is not None
    assert right is not None
    assert bottom <= sheet.max_row
    assert right <= sheet.max_column
    block = sheet.iter_rows(top, bottom, left, right, values_only=True)
    return [value for row in block for value in row]


def test_sheets_stand_in_reading_order_and_within_the_limits_of_excel(book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    assert all(len(name) <= 31 for name in book.sheetnames)
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            assert all(len(value) <= LONGEST_TEXT for value in row if isinstance(value, str))


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_is_a_plain_table(book: Workbook, name: str) -> None:
    sheet = book[name]
    assert sheet.freeze_panes == "A2"
    assert list(sheet.merged_cells.ranges) == []
    header = [cell.value for cell in sheet[1]]
    assert all(header)
    assert len(set(header)) == len(header)
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
    # Columns of one width share a record, which stands at the first of them.
    assert all(7 < width < 115 for width in widths if width is not None)
    if name != "Read me":
        assert sheet.max_row > 1, "an empty sheet proves nothing"
        assert sheet.auto_filter.ref == sheet.dimensions


@pytest.mark.parametrize("name", SHEETS[1:])
def test_numbers_are_numbers_and_have_a_unit_in_their_row(book: Workbook, name: str) -> None:
    sheet = book[name]
    seen = 0
    for place, row in enumerate(rows_of(sheet), start=2):
        for column, value in row.items():
            if isinstance(value, str):
                assert re.fullmatch(r"[-+]?[\d,]*\.?\d+(e[-+]?\d+)?", value) is None or column in {
                    "When",
                    "Date",
                }, f"{name}, row {place}: '{column}' holds the number {value} as text"
            elif value is not None and column not in COUNTS:
                seen += 1
                assert row[UNIT_OF.get(column, "Unit")], f"{name}, row {place}: {column}"
    assert seen or name in {"Sources", "Strategy"}


def test_formats_follow_the_unit(book: Workbook) -> None:
    sheet = book["Headlines"]
    header = [cell.value for cell in sheet[1]]
    value, unit = header.index("Value"), header.index("Unit")
    ways = {way.label: way for way in map(shown, ("1", "t magnet/yr", "USD_2024/yr"))}
    for row in sheet.iter_rows(min_row=2):
        assert row[value].number_format == number_format(ways[row[unit].value])
        assert (row[unit].value == "%") == row[value].number_format.endswith("%")
    assert {row[unit].value for row in sheet.iter_rows(min_row=2)} == set(ways)


def test_sums_in_large_numbers_of_other_tongues_have_no_decimals() -> None:
    assert number_format(shown("INR_2024/yr")) == "#,##0"
    assert number_format(shown("INR_2024 crore/yr")) == "#,##0"
    assert number_format(shown("USD_2024 million")) == "#,##0.0"
    assert number_format(shown("USD_2024/t oxide")) == "#,##0.00"


def test_headlines_are_those_of_the_runs_scaled_to_their_units(
    book: Workbook, tables: Tables
) -> None:
    factor = {"1": 1.0, "t magnet/yr": 1.0, "USD_2024/yr": 1e-6}
    expected = [
        (row["indicator"], row["year"], pytest.approx(row["value"] * factor[row["unit"]]))
        for row in tables["headlines"].iter_rows(named=True)
    ]
    found = [(row["Indicator"], row["Year"], row["Value"]) for row in rows_of(book["Headlines"])]
    assert found == expected


def test_what_is_halted_shows_in_the_comparison(book: Workbook) -> None:
    (row,) = (
        row
        for row in rows_of(book["Compare"])
        if (row["Indicator"], row["Year"]) == ("unmet_demand", 2026)
    )
    assert (row["As now"], row["Halt"], row["Halt less As now"]) == (0, 10, 10)
    assert row["Unit"] == "t magnet/yr"


def test_stages_say_how_full_they_are_and_what_binds(book: Workbook) -> None:
    (mine,) = (
        row
        for row in rows_of(book["Stages"])
        if (row["Strategy"], row["Stage"], row["Year"]) == ("As now", "Mining", 2024)
    )
    assert (mine["Capacity"], mine["Activity"], mine["Utilisation"]) == (50, 50, 1)
    assert mine["Unit"] == "t ore/yr"
    assert mine["What binds, most valuable first"] == "Home mine (output within capacity)"
    assert mine["Worth to its owner of easing it"] == pytest.approx(0.5)
    assert mine["Unit of worth"] == "USD/kg ore (2024 prices)"


def test_needs_are_served_or_unmet(book: Workbook) -> None:
    rows = rows_of(book["Industries"])
    for row in rows:
        assert row["Served"] + row["Unmet"] == pytest.approx(row["Demand"])
        assert row["Unmet share"] == pytest.approx(row["Unmet"] / row["Demand"])
    assert {row["Unmet"] > 0 for row in rows} == {True, False}


def test_evidence_names_chosen_facts_and_rivals_with_the_reason(book: Workbook) -> None:
    rows = {row["Fact"]: row for row in rows_of(book["Evidence"])}
    chosen, rival = rows["demand:motors-hom#1"], rows["demand:motors-hom#2"]
    assert (chosen["Chosen or rival"], rival["Chosen or rival"]) == ("chosen", "rival")
    assert rival["Reason"] == f"#1 was chosen: {chosen['Reason']}"
    rejected = rows["capacity:for-mine#2"]
    assert rejected["Chosen or rival"] == "rejected"
    assert rejected["Reason"].startswith("Counts rock as dug")
    assert {row["Grade"] for row in rows.values()} <= {"Firm", "Fair", "Thin"}
    assert all(row["Used by"] for row in rows.values() if row["Chosen or rival"] == "chosen")


def test_every_source_that_is_named_is_listed(book: Workbook, tables: Tables) -> None:
    listed = {row["Source"] for row in rows_of(book["Sources"])}
    for name in ("Evidence", "Strategy"):
        assert {row["Key of the source"] for row in rows_of(book[name])} <= listed
    assert {row["Kind"] for row in rows_of(book["Sources"])} <= {"estimate", "paper", "government"}
    counted = sum(row["Facts on the sheet Evidence"] for row in rows_of(book["Sources"]))
    assert counted == tables["evidence"].height


def test_strategy_gives_every_lever_with_reason_and_source(book: Workbook) -> None:
    rows = rows_of(book["Strategy"])
    assert {row["Which"] for row in rows} >= {"Halt", "Halt and build"}
    assert all(row["Lever"] and row["Why"] and row["Key of the source"] for row in rows)


def test_charts_are_native_and_point_at_figures(file: bytes, book: Workbook) -> None:
    charts = parts(file, "xl/charts/chart")
    drawn = {sheet.title: len(sheet._charts) for sheet in book if sheet._charts}
    assert drawn == {"Headlines": 4, "Supply": 3, "Industries": 1, "Cost": 2, "Fate": 1}
    assert len(charts) == sum(drawn.values())
    for text in charts.values():
        assert "<c:title>" in text
        for series in re.findall(r"<c:ser>.*?</c:ser>", text, re.DOTALL):
            name, years, values = re.findall(r"<c:f>(.*?)</c:f>", series)
            assert [type(value) for value in cells(book, name)] in ([str], [int])
            assert len(cells(book, years)) == len(cells(book, values)) > 0
            assert all(isinstance(value, int | float) for value in cells(book, values))
    kinds = {kind for text in charts.values() for kind in re.findall(r"<c:(\w+Chart)>", text)}
    assert kinds == {"lineChart", "barChart"}


def test_a_chart_draws_one_strategy_or_indicator_only(file: bytes, book: Workbook) -> None:
    lines = [text for text in parts(file, "xl/charts/chart").values() if "<c:lineChart>" in text]
    sheet = book["Headlines"]
    for text in lines:
        names = re.findall(r"<c:tx><c:strRef><c:f>(.*?)</c:f>", text)
        assert [cells(book, name)[0] for name in names] == ["Halt", "Halt and build", "As now"]
        for values in re.findall(r"<c:val><c:numRef><c:f>(Headlines!.*?)</c:f>", text):
            _, top, _, bottom = range_boundaries(values.rpartition("!")[2].replace("$", ""))
            assert len({sheet.cell(row, 3).value for row in range(top, bottom + 1)}) == 1
            assert len({sheet.cell(row, 1).value for row in range(top, bottom + 1)}) == 1


def test_charts_have_a_description_for_those_who_cannot_see_them(file: bytes) -> None:
    drawings = parts(file, "xl/drawings/drawing")
    described = [text for one in drawings.values() for text in re.findall(r'descr="(.*?)"', one)]
    assert len(described) == len(parts(file, "xl/charts/chart"))
    assert any(text.startswith("Magnets by origin: Halt. Stacked columns") for text in described)


def test_names_lead_to_columns_and_to_the_data_hash(book: Workbook, content: BriefContent) -> None:
    for name, defined in book.defined_names.items():
        assert cells(book, defined.attr_text), name
    values = cells(book, book.defined_names[column_name("Headlines", "value")].attr_text)
    assert values == [row["Value"] for row in rows_of(book["Headlines"])]
    added = cells(book, book.defined_names["compare_halt_minus_as_now"].attr_text)
    assert added == [row["Halt less As now"] for row in rows_of(book["Compare"])]
    assert cells(book, book.defined_names["data_hash"].attr_text) == [content.data_hash]
    assert cells(book, book.defined_names["software"].attr_text) == [content.software]


def test_properties_say_what_it_is(book: Workbook, content: BriefContent) -> None:
    assert book.properties.title == f"{content.title}: {content.study}"
    assert book.properties.created == book.properties.modified == datetime(2026, 1, 2)
    custom = {entry.name: entry.value for entry in book.custom_doc_props}
    assert custom == {
        "data_hash": content.data_hash,
        "data_version": "2026.01",
        "software": "monazite 0.1.0",
        "world": content.world,
    }


def test_the_first_sheet_gives_the_answer_and_the_way_to_the_others(
    book: Workbook, content: BriefContent
) -> None:
    said = {row[1] for row in book["Read me"].iter_rows(values_only=True)}
    assert {content.question, content.data_hash, *content.answer, *content.limits} <= said
    links = [cell.hyperlink.location for row in book["Read me"] for cell in row if cell.hyperlink]
    assert [link.partition("!")[0].strip("'") for link in links] == SHEETS[1:]


def test_the_same_content_gives_the_same_bytes_and_no_program(
    content: BriefContent, tables: Tables, file: bytes
) -> None:
    assert brief_workbook(content, tables) == file
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "vba" in name.casefold()]
    assert "<f>" not in "".join(parts(file, "xl/worksheets/sheet").values())


def test_the_baseline_alone_makes_a_workbook_too(tables: Tables) -> None:
    toy = shipped.handle("toy")
    runs = [toy.run("as-now")]
    created = datetime(2026, 1, 2, tzinfo=UTC)
    alone = brief_content(toy.study, runs, "as-now", created=created, software="monazite")
    book = openpyxl.load_workbook(
        io.BytesIO(brief_workbook(alone, run_tables(toy.study, runs, "as-now")))
    )
    assert book.sheetnames == [name for name in SHEETS if name not in ASKED]
    assert [cell.value for cell in book["Fate"][1]][:2] == ["Strategy", "Fate"]
    assert book["Fate"].max_row == 1
    assert "Nothing to list" in "".join(
        str(cell.value) for row in book["Read me"] for cell in row if cell.value
    )


def test_text_that_would_be_a_formula_or_too_long_stays_text(
    content: BriefContent, tables: Tables
) -> None:
    levers = tables["levers"].with_columns(
        why=pl.lit("=1+1"), lever=pl.lit("x" * (LONGEST_TEXT + 5))
    )
    book = openpyxl.load_workbook(io.BytesIO(brief_workbook(content, tables | {"levers": levers})))
    (row, *_) = rows_of(book["Strategy"])
    assert book["Strategy"]["D2"].data_type == "s"
    assert row["Why"] == "=1+1"
    assert row["Lever"] == fitting("x" * (LONGEST_TEXT + 5))
    assert len(row["Lever"]) == LONGEST_TEXT


def test_strategies_of_one_title_are_told_apart(content: BriefContent, tables: Tables) -> None:
    same = replace(content, strategies=dict.fromkeys(content.strategies, "A plan"))
    (headlines, compare, *_) = brief_sheets(same, tables)
    assert headlines.frame["strategy"].unique(maintain_order=True).to_list() == [
        "A plan (as-now)",
        "A plan (halt)",
        "A plan (both)",
    ]
    assert len(set(compare.headers.values())) == len(compare.headers)


def test_numbers_without_a_unit_are_refused(
    content: BriefContent, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = Sheet(name="Bare", purpose="", frame=pl.DataFrame({"value": [1.5]}))
    monkeypatch.setattr("monazite.report.workbook.brief_sheets", lambda *_: [bare])
    with pytest.raises(ValueError, match="'Bare' has numbers in 'value' and no column 'unit'"):
        brief_workbook(content, tables)


def test_a_new_sheet_is_one_record_and_scattered_series_are_refused(
    content: BriefContent, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = pl.DataFrame(
        {
            "who": ["a", "a", "b", "b"],
            "year": [2024, 2025, 2024, 2025],
            "value": [1e6, 2e6, 3e6, None],
            "unit": ["USD_2024/yr"] * 4,
        }
    )
    chart = SheetChart(kind="line", title="Who", series="who")

    def book(rows: pl.DataFrame) -> Workbook:
        sheet = Sheet(name="More", purpose="More of it.", frame=rows, charts=[chart])
        monkeypatch.setattr("monazite.report.workbook.brief_sheets", lambda *_: [sheet])
        return openpyxl.load_workbook(io.BytesIO(brief_workbook(content, tables)))

    sheet = book(frame)["More"]
    assert [cell.value for cell in sheet[1]] == ["Who", "Year", "Value", "Unit"]
    assert [cell.value for cell in sheet["C"]] == ["Value", 1, 2, 3, None]
    assert len(sheet._charts) == 1
    with pytest.raises(ValueError, match="'a' do not stand together on the sheet 'More'"):
        book(frame.sort("year"))


def test_flows_are_shown_in_the_years_the_brief_speaks_of(
    content: BriefContent, tables: Tables
) -> None:
    """Of all years they are most of a workbook; the sheet says where the others are."""
    spoken = [row for row in content.headlines if row.year == 2025]
    about_a_year = replace(content, headlines=spoken)
    book = openpyxl.load_workbook(io.BytesIO(brief_workbook(about_a_year, tables)))
    header, *rows = book["Flows"].iter_rows(values_only=True)
    year = header.index("Year")
    assert {row[year] for row in rows} == {2025}
    assert len(rows) == tables["flows"].filter(pl.col("year") == 2025).height > 0
    said = [str(row[1]) for row in book["Read me"].iter_rows(values_only=True) if row[0] == "Flows"]
    assert "above a gram a year, in 2025." in said[0]
    assert "tables/flows.csv" in said[0]
