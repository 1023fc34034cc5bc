"""Whether what left a case without a plan leaves others without one, told without solving them."""

from __future__ import annotations

from monazite.cases.case import Case
from monazite.cases.solved import Solved
from monazite.cases.worker import Worker
from monazite.model import Past
from monazite.parameters import apply_edits

__all__ = ["refutes"]


def refutes(worker: Worker, found: Solved, case: Case) -> bool | None:
    """Whether the proof that a case has no plan holds of another, of the same levers and world.

    What happened before the news that left it without a plan is taken to stay as it was, so that
    the other may have no plan even so. None where the solver left no proof. Raises InvalidInput
    when a fact or an edit cannot be applied.
    """
    refused = found.outcome
    if refused.proof is None:
        return None
    place = len(found.outcomes) - 1
    known = len(found.stages[place].parameters.ledger)
    # what stops abroad ask of trade, and what pools ask, as it was
    adjusted = [entry.edit for entry in refused.parameters.ledger[known:]]
    terms = apply_edits(worker.staged(case)[place].parameters, adjusted)
    past = Past(refused.before, found.stages[place].opens) if refused.before is not None else None
    return worker.session.refutes(refused.proof, terms, past)
