"""Prices of owners at home that had not come to rest beside imports when the plan was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from monazite.core.records import Record
from monazite.findings.solution import Solution
from monazite.model import Outcome


@dataclass(frozen=True)
class UnsettledPrice(Record):
    """A price owners at home would have asked otherwise after one look more at what imports cost.

    `material` is what they sell, `planned` the year the plan was made, `years` those of the price;
    `off` is the largest part by which they would have asked more or less.
    """

    material: str
    planned: int
    years: tuple[int, ...]
    off: float


def unsettled_prices(solution: Solution) -> list[UnsettledPrice]:
    """List what had not settled, in the plan that holds and in those it came from, first to last.

    A plan that was made when news came hands its past on to the next, and with it what it rests on.
    """
    found = []
    for outcome in reversed(list(_plans(solution.outcome))):
        labels = outcome.labels
        for material in dict.fromkeys(one.material for one in outcome.unsettled):
            prices = [one for one in outcome.unsettled if one.material == material]
            found.append(
                UnsettledPrice(
                    material=solution.parameters.titles.get(material, material),
                    planned=labels.periods[0] if outcome.opens is None else outcome.opens,
                    years=tuple(sorted({one.period for one in prices})),
                    off=max(abs(one.next - one.asked) / max(one.asked, one.next) for one in prices),
                )
            )
    return found


def _plans(outcome: Outcome) -> Iterator[Outcome]:
    """The plan that holds, and every one before it."""
    at: Outcome | None = outcome
    while at is not None:
        yield at
        at = at.before
