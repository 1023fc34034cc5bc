"""What contracts bring home in each month of a plan, and on which of its lanes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monazite.findings.solution import Solution
from monazite.parameters.contracts import contract_due
from monazite.stress.flows import PER_YEAR
from monazite.stress.system import TINY, Floats, Whole


@dataclass(frozen=True, eq=False)
class Agreed:
    """One contract under which home is sent a material from abroad."""

    contract: str
    lane: int
    """The lane it is sent on, by its number."""
    tonnes: Floats
    """T: what the plan delivers under it: what is due less what is broken, t a month."""


def agreed_of(
    solution: Solution, years: Whole, lanes: Sequence[tuple[str, str]], lane_plan: Floats
) -> tuple[Agreed, ...]:
    """Give the contracts that bring anything home; `years` is the position of each month's year.

    Contracts of plants at home are not among them: plants and exports of the months keep none,
    since exports leave only what home has over.
    """
    labels = solution.labels
    if not labels.contracts:
        return ()
    due = np.asarray(contract_due(solution.parameters).values)[:, : len(solution.years)]
    kept = np.maximum(due - solution.reported("breach"), 0.0)[:, years] / PER_YEAR
    left, number = lane_plan.copy(), {lane: row for row, lane in enumerate(lanes)}
    found = []
    for contract, tonnes in zip(labels.contracts, kept, strict=True):
        row = number.get((contract.material, labels.facility_region[contract.seller]))
        if contract.buyer != solution.home or row is None:
            continue
        brought = np.minimum(tonnes, left[row])
        left[row] -= brought
        if brought.max() > TINY:
            found.append(Agreed(contract.name, row, brought))
    return tuple(found)
