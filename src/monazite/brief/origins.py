"""Where every parameter of a run is from, as tables: what it rests on, and what levers changed."""

from __future__ import annotations

from dataclasses import dataclass

from monazite.core.origin import Origin
from monazite.core.records import Record
from monazite.parameters import Parameters


@dataclass(frozen=True)
class LedgerLine(Record):
    """One edit of a lever: where, what and why, how many cells it met, and the first of them."""

    parameter: str
    where: str
    operation: str
    value: float
    cells: int
    old: float
    new: float
    reason: str
    origin: Origin
    source_id: str


@dataclass(frozen=True)
class LineageLine(Record):
    """What a cell of a parameter rests on, before any lever."""

    parameter: str
    cell: str
    value: float
    low: float | None
    high: float | None
    unit: str
    grade: str
    range_assumed: bool
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    written_as: str
    file: str
    line: int
    note: str


def ledger_lines(parameters: Parameters) -> list[LedgerLine]:
    """List every edit, in the order they were made."""
    return [
        LedgerLine(
            parameter=entry.edit.parameter,
            where=", ".join(f"{name}={_labels(label)}" for name, label in entry.edit.where.items()),
            operation=entry.edit.operation,
            value=entry.edit.value,
            cells=entry.cells,
            old=entry.old,
            new=entry.new,
            reason=entry.edit.reason,
            origin=entry.edit.origin,
            source_id=entry.edit.source,
        )
        for entry in parameters.ledger
    ]


def _labels(label: str | int | tuple[str | int, ...]) -> str:
    """Write the labels of one dimension of a slice, `2025 2026`."""
    return " ".join(map(str, label)) if isinstance(label, tuple) else str(label)


def lineage_lines(parameters: Parameters) -> list[LineageLine]:
    """List what every parameter cell rests on, before any lever."""
    return [
        LineageLine(
            parameter=name,
            cell=", ".join(str(label) for label in cell),
            value=quantity.value,
            low=quantity.low,
            high=quantity.high,
            unit=quantity.unit,
            grade=quantity.grade,
            range_assumed=quantity.assumed,
            facts=tuple(quantity.facts),
            sources=tuple(quantity.sources),
            written_as=quantity.text,
            file=quantity.file,
            line=quantity.line,
            note=quantity.note,
        )
        for name, entries in sorted(parameters.lineage.items())
        for cell, quantity in entries.items()
    ]
