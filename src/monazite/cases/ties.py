"""Costs that are a millionth off: what moves with them was decided by nothing in the study."""

from __future__ import annotations

from monazite.cases.case import Case
from monazite.cases.worker import Worker
from monazite.model import Outcome

SIZE = 1e-6
"""Largest change of a cost, as a share of it or of a dollar, whichever is more."""


def nearly_the_same(worker: Worker, case: Case, *, size: float = SIZE) -> tuple[Outcome, ...]:
    """Solve a case with costs changed by about a millionth, and again with the change reversed.

    Where two plans cost the same, a change in favour of one of them shows the other when it is
    reversed, so that the pair finds a tie whichever way it was settled. These changes are no
    assumption anyone makes and are not in the ledger. Solves without a plan are left out.
    """
    outcomes = [worker.solve(case.with_costs_off(sign * size)).outcome for sign in (1.0, -1.0)]
    return tuple(outcome for outcome in outcomes if outcome.status == "optimal")
