"""What limits on exports would do on top of the strategy a brief is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monazite.brief.sentences.holding_back import OnTop
from monazite.core.errors import InvalidInput
from monazite.runs.run import Run, solved_run
from monazite.strategy import OWN, ExportLimit

__all__ = ["on_top"]


def on_top(subject: Run, limited: Sequence[Run]) -> OnTop | None:
    """Solve a strategy with the limits on exports of the first of others that have any.

    None where it has limits itself, so that what they bring is known, where no other has any, and
    where its levers and those limits leave no plan.
    """
    if subject.solution.without_limits is not None or not limited:
        return None
    other, chosen = limited[0].case.strategy, subject.case.strategy
    limits = [lever for lever in other.levers if isinstance(lever, ExportLimit)]
    both = chosen.model_copy(update={"name": OWN, "levers": (*chosen.levers, *limits)})
    try:
        run = solved_run(subject.worker, subject.case.with_strategy(both), subject.before)
    except InvalidInput:
        return None  # more limits than one plan has room for
    if run.status != "optimal" or run.solution.without_limits is None:
        return None
    usual = () if subject.before is None else subject.before.strategy.levers
    told = subject.solution
    return OnTop(
        limits=other.title,
        alone=all(lever in limits or lever in usual for lever in other.levers),
        solution=replace(run.solution, told=told.told, of=told.of),
    )
