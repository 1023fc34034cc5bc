"""The table of headline figures: strategies side by side, with ranges and weight of evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from math import floor, isfinite, log10

from monazite.core.numerals import (
    NONE,
    column_decimals,
    fixed,
    number,
    shown,
    stated,
    written_as_share,
)
from monazite.core.shown import Shown
from monazite.findings.comparison import SideBySide
from monazite.findings.costs import SMALL
from monazite.findings.evidence import ABOUT_NIL, FLOOR
from monazite.report.content import BriefContent
from monazite.report.html import Child, Column, Group, element, table
from monazite.report.parts import difference

__all__ = ["headline_table", "range_words"]


NOT_DETERMINED = "not determined"

LARGE = 100_000
"""From here on figures stand with four digits that count, since no study knows more of them."""


def headline_table(content: BriefContent, *, short: bool = False) -> Child:
    """Return the headline table: that of the first page, or the whole with ranges and evidence."""
    years = content.front_years if short else ()
    chosen = [row for row in content.headlines if not years or row.year in years]
    if not chosen:
        return None
    base = content.strategies[content.baseline]
    others = [key for key in content.strategies if key != content.baseline]
    columns = [
        Column("Indicator, unit", "wide"),
        Column("Year"),
        Column(base, "number"),
        *(Column(content.strategies[key], "compared") for key in others),
    ]
    ranges = content.ranges or {}
    subject = content.subject or (others[-1] if others else content.baseline)
    if ranges:
        columns.append(Column(f"Range of {content.strategies[subject]}", "number"))
    weighed = bool(content.thin_shares) and not short
    if weighed:
        columns.append(Column("On thin evidence", "number"))
    rows = []
    for key, group in groupby(chosen, key=lambda row: row.indicator):
        given = _indicator_group(list(group), content, others, subject)
        if ranges:
            of_key = [row for row in chosen if row.indicator == key]
            given = _with_column(given, [range_words(content, row) for row in of_key])
        if weighed:
            share = (content.thin_shares or {}).get(key)
            said = NONE if share is None else f"{number(100 * share)} %"
            given = _with_column(given, [said, *[""] * (len(given.rows) - 1)])
        rows.append(given)
    note = element("span", _note(content, chosen, others, subject, weighed=weighed))
    return table(["Headline figures.", note], columns, rows, name="Headline figures")


def _note(
    content: BriefContent,
    chosen: Sequence[SideBySide],
    others: Sequence[str],
    subject: str,
    *,
    weighed: bool,
) -> str:
    """What has to be known to read the headline table."""
    base = content.strategies[content.baseline]
    told = [
        f" Differences are against {base}, in the same world; points are percentage points; what "
        "is better only because more demand is unmet is not marked so."
    ]
    if content.ranges and content.front_years:
        told.append(range_note(content, content.strategies[subject]))
    if any(row.standings.get(key) == ABOUT_NIL for row in chosen for key in others):
        told.append(
            f"A loss said to be {ABOUT_NIL} is below {stated(100 * SMALL)} % of what the partner "
            "pays."
        )
    if any(row.slight & set(others) for row in chosen):
        told.append(
            f"A difference said to be {ABOUT_NIL} is below {stated(100 * FLOOR)} % of what it "
            "belongs to, and may have either sign."
        )
    if weighed:
        told.append(
            "Thin evidence: of all that the doubts tried do to a figure, the share done by doubts "
            "whose weakest fact is grade C."
        )
    return " ".join(told)


def _direction(row: SideBySide, key: str, better: str) -> str:
    """Which way is better for a figure; none where only users who go without make it so."""
    return "neither" if row.marks.get(key) == "neither" else better


def _with_column(group: Group, said: Sequence[str]) -> Group:
    """Add a column to a group of rows, one cell to a row."""
    rows = [[*cells, one] for cells, one in zip(group.rows, said, strict=True)]
    return Group(group.header, rows)


def range_note(content: BriefContent, subject: str) -> str:
    """Say in a sentence what the ranges of a strategy's figures are."""
    prices = (
        ", or when owners at home who sell feed begin at other prices that are as right"
        if content.ranges_of_prices
        else ""
    )
    return (
        f"The range is the least and the most {subject} comes to when any one doubtful fact is at "
        f"its low or its high{prices}."
    )


def range_words(content: BriefContent, row: SideBySide) -> str:
    """The ends of the range of a figure, shares with the decimals of their table; blank if none."""
    key = row.indicator, row.year
    span = (content.ranges or {}).get(key)
    if span is None or key in content.nil_ranges:
        return "" if span is None else ABOUT_NIL
    low, high = (written_as_share(value, row.unit).figure for value in span)
    return low if low == high else f"{low} to {high}"


def _decimals(values: Sequence[float | None], label: str, *, told_nil: bool) -> int:
    """Decimals of all numbers of an indicator, negative where they are rounded before the point."""
    decimals = column_decimals(values, label)
    largest = max((abs(one) for one in values if one is not None and isfinite(one)), default=0.0)
    if largest >= LARGE:
        decimals = 3 - floor(log10(largest))
    if label.startswith("million"):
        # where losses of a larger size are about nil, hundredths of a million tell nothing
        decimals = min(decimals, 1 if told_nil else 2)
    return decimals


def _indicator_group(
    rows: Sequence[SideBySide],
    content: BriefContent,
    others: Sequence[str],
    subject: str,
) -> Group:
    """Return the rows of one indicator, one to a year, all with the same decimals."""
    way = shown(rows[0].unit)
    told_nil = any(row.standings.get(key) == ABOUT_NIL for row in rows for key in others)
    values = [_read(row, key, way) for row in rows for key in (content.baseline, *others)]
    decimals = _decimals(values, way.label, told_nil=told_nil)
    own_loose = {one for one in content.undetermined if one[0] == rows[0].indicator}
    cells = [
        {
            key: _Cell(
                row,
                key,
                content.baseline,
                way,
                decimals,
                told_nil,
                key == subject and (row.indicator, row.year) in own_loose,
            )
            for key in (content.baseline, *others)
        }
        for row in rows
    ]
    return Group(
        [rows[0].title, element("span", f", {way.label}" if way.label else "", class_="unit")],
        [
            [
                str(row.year),
                of[content.baseline].number,
                *(of[key].compared(rows[0].better) for key in others),
            ]
            for row, of in zip(rows, cells, strict=True)
        ],
    )


def _read(row: SideBySide, key: str, way: Shown) -> float | None:
    """A number of a row as it is shown."""
    value = row.values.get(key)
    return None if value is None else value * way.factor


@dataclass(frozen=True)
class _Cell:
    """The number of one strategy in one year, with what it is told beside."""

    row: SideBySide
    key: str
    baseline: str
    way: Shown
    decimals: int
    told_nil: bool
    """Whether losses of the size of any number of the indicator are told as about nil."""
    undetermined: bool
    """Whether the study does not determine the number, as this brief found."""

    @property
    def _loose(self) -> bool:
        return self.undetermined or self.row.standings.get(self.key) == "number not determined"

    @property
    def _nil(self) -> bool:
        return self.row.standings.get(self.key) == ABOUT_NIL and not self._loose

    @property
    def number(self) -> Child:
        """The number, marked where the study does not determine it."""
        if self._nil:
            return ABOUT_NIL
        value = _read(self.row, self.key, self.way)
        text = "0" if self.told_nil and value == 0.0 else fixed(value, self.decimals)
        return element("span", text, class_="loose") if self._loose else text

    def compared(self, better: str) -> list[Child]:
        """The number and its difference from the baseline."""
        return [element("span", self.number), self._gap(better)]

    def _gap(self, better: str) -> Child:
        value, base = (_read(self.row, key, self.way) for key in (self.key, self.baseline))
        in_points = self.way.label == "%"
        if value is None or (base is None and not self._loose):
            return difference(value, base, self.decimals, "neither")
        if self._nil:
            return ""
        if self._loose:
            return element("span", NOT_DETERMINED, class_="difference loose")
        if self.row.standings.get(self.key) == "difference not determined":
            apart = difference(value, base, self.decimals, "neither", points=in_points)
            return element("span", apart, f", {NOT_DETERMINED}", class_="loose")
        if self.key in self.row.slight:
            return element("span", ABOUT_NIL, class_="difference")
        better_if = _direction(self.row, self.key, better)
        return difference(value, base, self.decimals, better_if, points=in_points)
