"""What every kind needs to turn a lever into edits."""

from __future__ import annotations

from typing import Any

from monazite.core.edit import Edit
from monazite.core.errors import InvalidInput, Problem
from monazite.parameters.arrays import Parameters
from monazite.strategy import Lever


def window_shares(parameters: Parameters, lever: Lever) -> dict[int, float]:
    """Share of each period during which a lever is in force, for the periods it touches at all.

    A steady rule acts pro rata in the years it starts and ends.
    """
    shares: dict[int, float] = {}
    for period in parameters.labels.periods:
        years = parameters.labels.years_of(period)
        share = sum(lever.share_of_year(year) for year in years) / len(years)
        if share > 0:
            shares[period] = share
    return shares


def edit(lever: Lever, parameter: str, operation: Any, value: float, **where: Any) -> Edit:
    """Make one edit that carries the reason, the origin and the source of a lever."""
    return Edit(
        parameter=parameter,
        where=where,
        operation=operation,
        value=float(value),
        reason=lever.why,
        origin=lever.origin,
        source=lever.source,
    )


def refuse(lever: Lever, field: str, message: str, remedy: str) -> InvalidInput:
    """Say why a lever cannot act on these parameters, where it was written."""
    return InvalidInput(
        [Problem(file=lever.file, line=lever.line, field=field, message=message, remedy=remedy)]
    )
