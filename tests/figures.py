"""Figures of runs, as tests that work them out by hand compare them."""

from typing import Any

from monazite.api import Run


def numbers(found: Run, indicator: str) -> list[float]:
    """One indicator by year."""
    rows: list[Any] = found.indicators([indicator]).sort("year")["value"].to_list()
    return rows
