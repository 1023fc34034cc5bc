"""What is to happen in a play of months, as it was asked for, and the months it happens in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monazite.core.errors import InvalidInput, Problem, Problems, check_name
from monazite.findings.solution import decision_years
from monazite.runs.disruptions.calm import begin_within, without_stops
from monazite.runs.disruptions.stated_stops import stops_as_stated
from monazite.runs.run import Run
from monazite.stress import (
    IN_THE_WORLD,
    Asked,
    Months,
    Plan,
    Release,
    Stop,
    check_stops,
    months_of,
    stated_onsets,
    stated_shocks,
)

__all__ = ["ABROAD", "NOBODY_SHORT", "DisruptionTerms", "PlayedMonths"]

NOBODY_SHORT = (
    "nobody at home uses what the chain makes and none of it is sold abroad, so that nothing can be"
    " short"
)
ABROAD = "what a stop does abroad is told by a world with an export control"
"""What is said where no months can be played, and where else to look."""


@dataclass(frozen=True, eq=False)
class PlayedMonths:
    """The months a question is about, and all that is drawn or certain in them."""

    run: Run
    """The run whose plan they are: in its world without the stops that the months play."""
    months: Months
    plan: Plan
    own: tuple[Stop, ...]
    """Stops of the world that begin in these months, and strike in every scenario."""


@dataclass(frozen=True)
class DisruptionTerms:
    """A shock of the study that comes in every scenario, stops as stated, and what never comes."""

    shock: str | None = None
    month: int = 1
    """The month in which that shock comes, counted from 1."""
    stops: tuple[Stop, ...] = ()
    alone: bool = True
    """Whether nothing else happens, where something comes in every scenario."""
    without: tuple[str, ...] = ()
    """Shocks of the study that do not happen."""

    def in_months_of(
        self, run: Run, year: int | None, months: int, release: Release | None = None
    ) -> PlayedMonths:
        """Give the months of a run's plan from January of a year on, and what is drawn in them.

        Stops of its world that begin in them are played as well, on the plan without them. Raises
        InvalidInput for months that cannot be played, and otherwise with all that is wrong with
        what is to happen.
        """
        first = _first_year(run, months, self.stops) if year is None else year
        controls = begin_within(run, first, months)
        calm = without_stops(run, controls)
        solution = calm.records.solved
        own = tuple(dict.fromkeys(stops_as_stated(solution.study, controls, months)))
        further = [one for one in own if one not in self.stops]
        stated = (
            *stated_shocks(solution.study, self.stops),
            *stated_shocks(solution.study, further, IN_THE_WORLD),
        )
        found = months_of(solution, first, months, release, stated)
        problems = Problems()
        problems.extend(self._problems(found))
        problems.extend(_of_the_study(found))
        try:
            check_stops(solution.study, self.stops, first, months)
        except InvalidInput as error:
            problems.extend(error.problems)
        problems.raise_if_any()
        of_study = () if self.shock is None else (Asked(self.shock, self.month - 1),)
        asked = (*of_study, *stated_onsets(self.stops, first))
        alone = self.alone and bool(asked)
        asked = (*asked, *stated_onsets(further, first))
        plan = Plan(found.shocks, months, asked, alone, frozenset(self.without))
        return PlayedMonths(calm, found, plan, own)

    def _problems(self, months: Months) -> Iterator[Problem]:
        names = [one.name for one in months.shocks if not one.stated]
        for name in (*self.without, *((self.shock,) if self.shock is not None else ())):
            try:
                check_name("shock", name, names)
            except InvalidInput as error:
                yield from error.problems
        if self.shock is not None and self.shock in self.without:
            yield Problem(
                field="without",
                message=f"'{self.shock}' is asked for and left out at once",
                remedy="leave out one of the two",
            )
        if not 1 <= self.month <= months.count:
            yield Problem(
                field="month",
                message=f"there is no month {self.month}",
                remedy=f"count from 1, the first January, to {months.count}",
            )


def _of_the_study(months: Months) -> Iterator[Problem]:
    """Problems of a study in which nothing may happen, or nobody could go short of anything."""
    if not months.shocks:
        # who buys nothing abroad can be stopped by its own plants alone
        who = "REGION" if months.lanes or not months.plants else months.plants[0]
        yield Problem(
            file="chain/shocks.csv",
            message="the study has no shocks",
            remedy=f"state a stop, such as --stop '{who} for 6 months', or write what may happen"
            " here and what it strikes in hits.csv",
        )
    if not months.offers:
        yield Problem(
            file="chain/demand.csv",
            message=NOBODY_SHORT,
            remedy=f"add uses at home, or play years in which something is sold; {ABROAD}",
        )


def _first_year(run: Run, months: int, stops: Sequence[Stop]) -> int:
    """The year in which the first stop is stated to begin, else the first decision year.

    Instead of a decision year an earlier one from which all months are reported; a stated year
    that is not reported counts for nothing.
    """
    years = run.solution.years
    begins = {one.begins[:4] for one in stops}
    stated = [year for year in years if str(year) in begins]
    if stated:
        return min(stated)
    last = years[-1] - (months - 1) // 12
    return max(min(decision_years(run.solution)[0], last), years[0])
