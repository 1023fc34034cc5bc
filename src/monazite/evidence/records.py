"""The records of evidence: a fact, its source, a correction of it, and a public claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Literal, get_args

from monazite.core.numerals import amount, number
from monazite.core.records import Record
from monazite.core.vocabulary import grade_word

__all__ = [
    "FACT_KINDS",
    "FIGURES",
    "LAST_COLUMNS",
    "SOURCE_KINDS",
    "VERDICTS",
    "Claim",
    "Correction",
    "CorrectionStatus",
    "Fact",
    "FactKind",
    "Source",
    "SourceKind",
    "Verdict",
    "bare_number",
]

FactKind = Literal["value", "undisclosed", "event"]
SourceKind = Literal[
    "government", "company", "paper", "agency", "news", "dataset", "wiki", "estimate"
]
CorrectionStatus = Literal["corrected", "rejected", "preferred"]
Verdict = Literal["supported", "contradicted", "unverifiable", "internally inconsistent"]

FIGURES = ("value", "low", "high")
LAST_COLUMNS = (*FIGURES, "unit", "source_id", "grade", "note")
"""What every evidence table ends with, in this order."""

FACT_KINDS: tuple[str, ...] = get_args(FactKind)
SOURCE_KINDS: tuple[str, ...] = get_args(SourceKind)
VERDICTS: tuple[str, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Source:
    """A publication facts are taken from."""

    source_id: str
    """Key with the folder it was gathered in, such as `world/mcs2026`."""
    title: str
    publisher: str
    date: str
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`; blank when the source bears no date."""
    url: str
    kind: SourceKind
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of an evidence table, as written."""

    fact_id: str
    """`table:slug#n`, where n numbers the rivals of one quantity."""
    table: str
    quantity: str
    """`table:slug`; facts with the same quantity are rivals."""
    number: int
    dimensions: Mapping[str, str]
    """What the row is about, by thematic column; blank cells are left out."""
    period: str
    kind: FactKind
    """Only a `value` has a number; what is undisclosed is never zero."""
    value: float | None
    low: float | None
    high: float | None
    unit: str
    source_id: str
    grade: str
    note: str
    file: str
    line: int

    @property
    def is_exact(self) -> bool:
        """Whether its range is one number, so that it can be nothing else, as a definition."""
        return self.low is not None and self.low == self.high

    @property
    def graded(self) -> str:
        """How firm it is, in words: `grade A, firm`."""
        return f"grade {self.grade}, {grade_word(self.grade).lower()}"


@dataclass(frozen=True, slots=True)
class Correction:
    """A stated decision about one fact; the fact itself stays as written."""

    fact: str
    status: CorrectionStatus
    reason: str
    value: float | None
    """The value that replaces the one written, when corrected."""
    low: float | None
    high: float | None
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Claim(Record):
    """Something said in public, in numbers, with what the evidence makes of it."""

    claim_id: str
    claim: str
    subject: str
    claimed_value: float | None
    claimed_unit: str
    finding: str
    verdict: Verdict
    why: str
    facts: tuple[str, ...]
    """Ids of the facts, or names of the quantities, the verdict rests on."""
    source_id: str
    grade: str
    note: str
    file: str
    line: int
    indicator: str = ""
    """The indicator that is the claim's number, if the model has one."""
    year: int | None = None
    """The year the claim speaks of."""

    @property
    def found(self) -> str:
        """What the evidence says, as people read it.

        A number alone is one in the claimed unit: 0.13 in `1` is 13 % of an indicator that is a
        share, and a plain number where no indicator says that it is one.
        """
        value = bare_number(self.finding)
        if value is None:
            return self.finding
        if self.claimed_unit == "1" and not self.indicator:
            return number(value)
        return amount(value, self.claimed_unit)


def bare_number(text: str) -> float | None:
    """The number a text is, or None when it says more than that."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None
