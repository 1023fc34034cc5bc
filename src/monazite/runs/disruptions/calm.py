"""The plan that months are played on: without stops of its own world that the months play.

Where a world has a stop, a plan of years goes without in that year already. Played on it the stop
would strike twice, and half as hard: what is withheld is withheld of less, and what the plan went
without is missed by nobody.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from monazite.cases import Case
from monazite.parameters import withheld_from_home
from monazite.runs.disruptions.stated_stops import stops_as_stated
from monazite.runs.run import Run, solved_run
from monazite.strategy import ForeignExportControl
from monazite.strategy.months import months_since_year_zero
from monazite.stress import Shock

__all__ = ["begin_within", "strikes", "without_stops"]


def begin_within(run: Run, first: int, months: int) -> tuple[ForeignExportControl, ...]:
    """Controls of a run's world that begin in so many months from January of a year on.

    Those that withhold from home something it buys; what began before is part of every plan.
    """
    study, january = run.worker.study, months_since_year_zero(f"{first}-01")
    return tuple(
        control
        for control in withheld_from_home(study, run.case.world)
        if 0 <= months_since_year_zero(control.start) - january < months
        and stops_as_stated(study, [control], months)
    )


def strikes(shock: Shock, control: ForeignExportControl) -> bool:
    """Whether a shock takes something away that a control withholds."""
    return any(
        control.exporter in hit.origins and not set(hit.materials).isdisjoint(control.materials)
        for hit in shock.hits
    )


def without_stops(run: Run, stops: Collection[ForeignExportControl]) -> Run:
    """Give the run in the same world without some controls; itself without any.

    Raises InvalidInput as `solved_run`.
    """
    if not stops:
        return run
    before = None if run.before is None else _without(run.before, stops)
    return solved_run(run.worker, _without(run.case, stops), before)


def _without(case: Case, stops: Collection[ForeignExportControl]) -> Case:
    left = tuple(lever for lever in case.world.levers if lever not in stops)
    return replace(case, world=case.world.model_copy(update={"levers": left}))
