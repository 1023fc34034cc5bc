"""What waits at home of each material and how soon others send more, as the study says."""

from __future__ import annotations

from dataclasses import dataclass

from monazite.core.errors import Problems
from monazite.study import Study, resolved


@dataclass(frozen=True)
class Buffer:
    """One row of `chain/buffers.csv` as numbers."""

    cover: float
    """Months of use that lie in private stores."""
    delay: float
    """Whole months until other suppliers send more."""
    surge: float
    """Share of what they send as planned that they then add."""
    catch_up: float
    """Share of a usual month made up for in one after a stop."""
    waits: float
    """Part of what users do not get that they take later."""


def buffers_of(study: Study) -> dict[str, Buffer]:
    """Give buffers by material; delays are rounded to whole months."""
    problems = Problems()
    found = {}
    for row in study.chain.buffers:
        numbers = {}
        for column in ("cover", "delay", "surge", "catch_up", "waits"):
            quantity = resolved(study, row, column, problems)
            numbers[column] = 0.0 if quantity is None else quantity.value
        numbers["delay"] = float(round(numbers["delay"]))
        found[row.material] = Buffer(**numbers)
    problems.raise_if_any()
    return found
