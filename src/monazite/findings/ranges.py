"""Reads ranges and the weight of evidence of a figure out of what each doubt does to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Rows = Iterable[Mapping[str, Any]]


def range_of(rows: Rows, key: str) -> tuple[float, float] | None:
    """The least and the most an indicator comes to when any one doubt is at either end.

    Doubts are not put together, so that the true range may be wider. None when nothing was tried.
    """
    values = [
        float(row[name])
        for row in rows
        if row["indicator"] == key
        for name in ("at_low", "at_central", "at_high")
        if row[name] is not None
    ]
    return (min(values), max(values)) if values else None


def thin_swing(rows: Rows, key: str) -> float | None:
    """Share of all that doubts do to an indicator that is done by grade-C doubts, 0 to 1.

    The swing of a doubt is the distance between the least and the most the indicator comes to; a
    family of facts has the grade of its weakest. None when no doubt moves the indicator.
    """
    of_key = [row for row in rows if row["indicator"] == key]
    whole = sum(float(row["swing"]) for row in of_key)
    if whole <= 0:
        return None
    return sum(float(row["swing"]) for row in of_key if row["grade"] == "C") / whole


def widest(rows: Rows, key: str) -> Mapping[str, Any] | None:
    """The doubt that moves an indicator furthest; None when none moves it."""
    of_key = [row for row in rows if row["indicator"] == key]
    best = max(of_key, key=lambda row: float(row["swing"]), default=None)
    return best if best is not None and float(best["swing"]) > 1e-9 else None
