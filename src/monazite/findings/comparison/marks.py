"""Marks a change as better or worse; better only where users who go without do not explain it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from monazite.findings.account import missing_by_use
from monazite.findings.indicators import compute, entry_of, full_key, indicators
from monazite.findings.solution import Series, Solution

Mark = Literal["better", "worse", "neither"]

ALIKE = 1e-4
"""Part of a figure below which a difference is none."""


def marks(solution: Solution, before: Solution, key: str) -> list[Mark]:
    """Whether a plan does better or worse than another on an indicator, year by year.

    A change the right way is better only if it is one too as if what users miss at the observed
    price had been bought like the rest, in both plans; else nobody gained but by going without,
    and it is neither. What has no better direction, or no meaning in a year, is neither.
    """
    name, qualifier = full_key(key)
    better = entry_of(key).better
    if better == "neither":
        return ["neither"] * len(solution.years)
    sign = 1.0 if better == "up" else -1.0
    gain = real = sign * _gain(compute(solution, key), compute(before, key))
    served = AS_IF_SERVED.get(name)
    if served is not None:
        real = sign * _gain(served(solution, qualifier), served(before, qualifier))
    return [_mark(shown, as_if) for shown, as_if in zip(gain, real, strict=True)]


def _gain(now: Series, then: Series) -> Series:
    """The difference as a share of the larger of two figures."""
    scale = np.maximum(np.abs(now), np.abs(then))
    return np.asarray((now - then) / np.where(scale > 0, scale, 1.0))


def _mark(gain: float, real: float) -> Mark:
    if gain < -ALIKE:
        return "worse"
    return "better" if gain > ALIKE and real > ALIKE else "neither"


def missing(solution: Solution, qualifier: str) -> dict[str, Series]:
    """What users at home miss at the observed price, by material that serves them best, t/yr."""
    found: dict[str, Series] = {}
    for (_, material), tonnes in missing_by_use(solution).items():
        if material in solution.materials(qualifier):
            found[material] = found.get(material, solution.zeros()) + tonnes
    return found


def _bill(solution: Solution, qualifier: str) -> Series:
    """The import bill with what users miss bought at reference prices."""
    total = compute(solution, f"import_bill.{qualifier}")
    for material, tonnes in missing(solution, qualifier).items():
        total = total + tonnes * solution.parameters.at("price", material)
    return total


def _with_missed(solution: Solution, qualifier: str, name: str) -> Series:
    """An indicator of arrivals, with what users miss bought from the largest of their origins."""
    known = indicators()[name]
    arrived = np.array(known.feed(solution, qualifier))
    largest = arrived.argmax(axis=0)
    missed = sum(missing(solution, qualifier).values(), solution.zeros())
    arrived[largest, np.arange(arrived.shape[1])] += missed
    return known.formula(*arrived)


AS_IF_SERVED: dict[str, Callable[[Solution, str], Series]] = {
    "home_share_of_use": lambda solution, of: compute(solution, f"self_sufficiency.{of}"),
    "import_bill": _bill,
    "top_supplier_share": lambda solution, of: _with_missed(solution, of, "top_supplier_share"),
    "concentration": lambda solution, of: _with_missed(solution, of, "concentration"),
}
"""Indicators that improve when users go without, as they would be if those had bought.

The others count need themselves, count what is lost on it, or do not hang on what users take.
"""
