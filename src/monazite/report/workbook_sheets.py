"""The sheets of a workbook, one record each: to add a sheet is to add a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from monazite.core.vocabulary import grade_word, grades
from monazite.core.wording import listed
from monazite.report.content import BriefContent
from monazite.report.sheet import BESIDE, SHARE, Sheet, with_columns
from monazite.report.workbook_asked import asked_sheets
from monazite.report.workbook_drawn import (
    cost_sheet,
    fate_sheet,
    headlines_sheet,
    industries_sheet,
    supply_sheet,
)

__all__ = ["brief_sheets", "years_spoken_of"]

Tables = Mapping[str, pl.DataFrame]


def brief_sheets(content: BriefContent, tables: Tables) -> list[Sheet]:
    """The sheets of a brief behind its first one, in reading order.

    `tables` are those of a run folder by name: headlines, comparison, supply, flows, stages,
    industries, costs, binds, calibration, fate, evidence, sources and levers. Sheets of tables
    that are empty since nobody asked are left out.
    """
    content = replace(content, strategies=_told_apart(content.strategies))
    named = {name: _titled(frame, content.strategies) for name, frame in tables.items()}
    titles = _indicator_titles(tables["comparison"])
    sheets = [
        headlines_sheet(content, named["headlines"], titles),
        _compare(content, tables["comparison"]),
        supply_sheet(content, named["supply"]),
        _flows(content, named["flows"]),
        _stages(named["stages"]),
        industries_sheet(content, named["industries"]),
        cost_sheet(content, named["costs"]),
        _holds_back(named["binding_constraints"]),
        _calibration(named["calibration"]),
        fate_sheet(content, named["fate"]),
        *(sheet for sheet in asked_sheets(content, named, titles) if sheet.frame.height),
        _evidence(tables["evidence"]),
        _sources(tables["sources"]),
        _strategy(tables["levers"]),
    ]
    return [_with_what_it_rests_on(sheet) for sheet in sheets]


def years_spoken_of(content: BriefContent, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of a table in the years the brief speaks of; all of it where it names none."""
    years = {row.year for row in content.headlines}
    return frame.filter(pl.col("year").is_in(sorted(years))) if years else frame


def _flows(content: BriefContent, frame: pl.DataFrame) -> Sheet:
    """Flows in the years the brief speaks of: of all years they are most of a workbook."""
    shown = years_spoken_of(content, frame)
    years = listed([str(year) for year in shown["year"].unique().sort()])
    return Sheet(
        name="Flows",
        purpose=f"Every flow, stock and addition of every plan above a gram a year, in {years}. "
        "Those of all years are in tables/flows.csv, beside this workbook in the run folder.",
        frame=shown,
        headers={
            "strategy": "Strategy",
            "variable": "Variable",
            "label": "Where",
            "year": "Year",
            "value": "Value",
            "unit": "Unit",
        },
    )


def _stages(frame: pl.DataFrame) -> Sheet:
    """What each stage could make and makes."""
    return Sheet(
        name="Stages",
        purpose="What each stage at home could make, what it makes and which rules bind there.",
        frame=with_columns(frame, used_unit=SHARE),
        headers={
            "strategy": "Strategy",
            "title": "Stage",
            "year": "Year",
            "capacity": "Capacity",
            "activity": "Activity",
            "unit": "Unit",
            "utilisation": "Utilisation",
            "used_unit": "Unit of utilisation",
            "shadow_price": "Worth to its owner of easing it",
            "shadow_price_unit": "Unit of worth",
            "binding_constraints": "What binds, most valuable first",
        },
        units={"utilisation": "used_unit", "shadow_price": "shadow_price_unit"},
    )


def _holds_back(frame: pl.DataFrame) -> Sheet:
    """Rules that bind, by worth."""
    return Sheet(
        name="Holds back",
        purpose="Every rule that binds on plants, trade and stocks at home, and how far plants "
        "are used that no rule holds back.",
        frame=with_columns(frame, used_unit=SHARE),
        headers={
            "strategy": "Strategy",
            "stage": "Stage",
            "title": "What",
            "rule": "Rule",
            "sense": "Ceiling or floor",
            "year": "Year",
            "utilisation": "Share of the limit in use",
            "used_unit": "Unit of the share",
            "binding": "Binds",
            "shadow_price": "Worth to its owner of easing it",
            "unit": "Unit of worth",
            "levers": "Levers",
            "facts": "Facts",
        },
        units={"utilisation": "used_unit"},
    )


def _calibration(frame: pl.DataFrame) -> Sheet:
    """What is observed beside what is modelled."""
    return Sheet(
        name="Calibration",
        purpose="Observed figures beside modelled ones; a fitted figure proves nothing.",
        frame=with_columns(frame, gap_unit=SHARE),
        headers={
            "strategy": "Strategy",
            "title": "Quantity",
            "year": "Year",
            "observed": "Observed",
            "modelled": "Modelled",
            "unit": "Unit",
            "gap": "Gap over observed",
            "gap_unit": "Unit of the gap",
            "status": "Status",
            "reason": "Reason",
            "facts": "Facts",
            "sources": "Sources",
        },
        units={"gap": "gap_unit"},
        differences=frozenset({"gap"}),
        wrapped=True,
    )


def _evidence(frame: pl.DataFrame) -> Sheet:
    """Facts as their sources have them."""
    return Sheet(
        name="Evidence",
        purpose="Every fact the plans rest on with its range and grade, the rivals that were "
        "not chosen, and why.",
        frame=_graded(frame),
        headers={
            "fact_id": "Fact",
            "about": "About",
            "period": "When",
            "value": "Value",
            "low": "Low",
            "high": "High",
            "unit": "Unit",
            "grade": "Grade",
            "standing": "Chosen or rival",
            "reason": "Reason",
            "used_by": "Used by",
            "source_id": "Key of the source",
            "note": "Note",
            "file": "File",
            "line": "Line",
        },
        as_written=True,
        wrapped=True,
    )


def _sources(frame: pl.DataFrame) -> Sheet:
    """Publications, with how much is taken from each."""
    return Sheet(
        name="Sources",
        purpose="Every source of a fact, a lever or a claim.",
        frame=frame,
        headers={
            "source_id": "Source",
            "title": "Title",
            "publisher": "Publisher",
            "date": "Date",
            "url": "Address",
            "kind": "Kind",
            "facts": "Facts on the sheet Evidence",
        },
        wrapped=True,
    )


def _strategy(frame: pl.DataFrame) -> Sheet:
    """Levers in words."""
    return Sheet(
        name="Strategy",
        purpose="Every lever of the strategies and of the world they share, in words.",
        frame=frame,
        headers={
            "course": "Strategy or world",
            "title": "Which",
            "lever": "Lever",
            "why": "Why",
            "kind": "Kind",
            "source_id": "Key of the source",
            "origin": "Written in",
        },
        wrapped=True,
    )


def _with_what_it_rests_on(sheet: Sheet) -> Sheet:
    """Show the columns of `BESIDE` that a table has and that say what no other column does."""
    said = {"facts": "rests_on", "grade": "weakest"}
    doubled = {name for column, name in said.items() if column in sheet.headers}
    further = {
        name: header
        for name, header in BESIDE.items()
        if name in sheet.frame.columns and name not in doubled
    }
    return replace(sheet, headers={**sheet.headers, **further})


def _compare(content: BriefContent, frame: pl.DataFrame) -> Sheet:
    titles = content.strategies
    less = {
        f"{name} - {content.baseline}": f"{title} less {titles[content.baseline]}"
        for name, title in titles.items()
        if f"{name} - {content.baseline}" in frame.columns
    }
    return Sheet(
        name="Compare",
        purpose="The same headlines side by side, with what each strategy adds to "
        f"{titles[content.baseline]}.",
        frame=frame,
        headers={
            "title": "Headline",
            "indicator": "Indicator",
            "year": "Year",
            "unit": "Unit",
            "better": "Better",
            **{name: title for name, title in titles.items() if name in frame.columns},
            **less,
            **{
                f"{name} mark": f"{title}, better or worse"
                for name, title in titles.items()
                if f"{name} mark" in frame.columns
            },
            **{
                f"{name} standing": f"{title}, determined or not"
                for name, title in titles.items()
                if f"{name} standing" in frame.columns
            },
        },
        differences=frozenset(less),
    )


def _told_apart(titles: Mapping[str, str]) -> dict[str, str]:
    """Titles of strategies, with the key behind those that several share."""
    given = list(titles.values())
    return {
        key: f"{title} ({key})" if given.count(title) > 1 else title
        for key, title in titles.items()
    }


def _titled(frame: pl.DataFrame, titles: Mapping[str, str]) -> pl.DataFrame:
    """Call strategies by their titles."""
    if "strategy" not in frame.columns:
        return frame
    return frame.with_columns(pl.col("strategy").replace(dict(titles)))


def _graded(frame: pl.DataFrame) -> pl.DataFrame:
    """Say Firm, Fair or Thin in place of a letter."""
    names = {letter: grade_word(letter) for letter in grades()}
    return frame.with_columns(pl.col("grade").replace(names))


def _indicator_titles(comparison: pl.DataFrame) -> dict[str, str]:
    return dict(comparison.select("indicator", "title").unique(maintain_order=True).rows())
