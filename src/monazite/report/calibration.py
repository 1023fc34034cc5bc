"""The calibration annex: every observed quantity beside the modelled one, and what cannot hold."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.core.numerals import NONE, change, number, shown
from monazite.core.wording import with_year
from monazite.findings.evidence import FREE, Compared
from monazite.report.content import BriefContent
from monazite.report.html import Child, Column, element, joined, link, table
from monazite.report.parts import References

__all__ = ["CALIBRATION", "calibration_annex"]

CALIBRATION = "calibration"
"""Id of the annex."""

_MEASURES = {"quantity": "Quantities", "price": "Prices"}
"""What is scored apart."""

_STATUS_ORDER = ("reproduced", "near", "missed", "determined", "untestable", "fitted")


def calibration_annex(content: BriefContent, references: References) -> Child:
    """Return the tables of the annex, or nothing when nothing was observed."""
    parts = [_calibration(content, references), _disagreements(content)]
    return parts if any(part is not None for part in parts) else None


def _calibration(content: BriefContent, references: References) -> Child:
    if not content.calibration:
        return None
    columns = [
        Column("Figure"),
        Column("Observed → model", "number"),
        Column("Gap", "number"),
        Column("Status"),
        Column("Reason and source", "wide"),
    ]
    rank = {status: place for place, status in enumerate(_STATUS_ORDER)}
    ordered = sorted(content.calibration, key=lambda row: rank.get(row.status, len(rank)))
    note = element(
        "span",
        " Only what is free in the model counts as evidence for it: reproduced within 5 %, near "
        "within 10 %. What is fitted, or follows from what the study was given, proves nothing.",
    )
    tables = []
    for measure, words in _MEASURES.items():
        rows = [row for row in ordered if row.measure == measure]
        free = [row for row in rows if row.status in FREE]
        if rows:
            tables.append(
                table(
                    [f"{words}, observed and modelled: {_score(free)}.", note],
                    columns,
                    [_compared(row, content, references) for row in rows],
                    name=f"{words}, observed and modelled",
                    on_paper=len(free) or None,
                )
            )
    return tables


def _score(free: Sequence[Compared]) -> str:
    """How the free figures of a measure came out."""
    if not free:
        return "none is free"
    return f"{len(free)} free, " + ", ".join(
        f"{sum(row.status == status for row in free)} {status}" for status in FREE
    )


def _compared(row: Compared, content: BriefContent, references: References) -> list[Child]:
    unit = row.unit
    way = shown(unit)
    known = content.sources or {}
    cited = [
        link(known[name].title, known[name].url) if name in known else name for name in row.sources
    ]
    facts = references.to(row.facts)
    return [
        with_year(row.title, row.year),
        [
            f"{number(row.observed * way.factor)} → {number(row.modelled * way.factor)}",
            element("span", way.label, class_="note"),
        ],
        change(row.gap, "1").replace("points", "%") if row.observed else NONE,
        row.status,
        [
            element(
                "span",
                joined([row.reason or None, _determined(row)], "; "),
                class_=None if row.status == "missed" else "on-screen",
            ),
            element(
                "span",
                joined([joined(cited, "; "), facts or None], " · "),
                class_="note on-screen",
            ),
            element("span", " ", facts, class_="on-paper") if facts else None,
        ],
    ]


def _determined(row: Compared) -> str | None:
    return row.determined_by.titled if row.status == "determined" else None


def _disagreements(content: BriefContent) -> Child:
    if not content.disagreements:
        return None
    columns = [Column("Quantity"), Column("Arithmetic", "wide"), Column("Believed", "wide")]
    rows = [[one.quantity, one.arithmetic, one.believed] for one in content.disagreements]
    return element(
        "div",
        table("Figures that cannot all hold.", columns, rows, name="Conflicts in the evidence"),
        class_="on-screen",
    )
