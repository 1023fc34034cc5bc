"""What a brief is written from: the runs that have a plan, and what else was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from monazite.brief.analyses import BriefAnalyses
from monazite.brief.held_back import on_top
from monazite.brief.sentences.holding_back import OnTop
from monazite.brief.worked_out import WorkedOut
from monazite.core.numerals import Coin, number
from monazite.core.origin import Origin
from monazite.core.wording import raised
from monazite.findings.comparison import StopYear, Telling
from monazite.findings.money import partners_hit
from monazite.findings.solution import Contained, decision_years
from monazite.parameters import shock_years, with_shocks_alone
from monazite.runs.comparison import Comparison
from monazite.runs.plan.coin import coin_of
from monazite.runs.plan.masses import Mass, mass_of_product
from monazite.runs.run import Run
from monazite.strategy import Delivery
from monazite.study import Study

MILESTONES = (2026, 2028, 2030, 2035)
"""Years asked about, where a study reports them."""

NUMBER, SHORT, WIDE = "number", "short", "wide"


@dataclass(frozen=True)
class Briefed:
    """What topics are written from: the runs that have a plan, and the one the brief is about."""

    study: Study
    solved: Sequence[Run]
    subject: Run
    baseline: str
    analyses: BriefAnalyses

    @property
    def years(self) -> tuple[int, int]:
        """The years of decision."""
        return decision_years(self.subject.solution)

    @property
    def milestones(self) -> list[int]:
        """The years asked about."""
        known = self.subject.solution.years
        found = [year for year in MILESTONES if year in known]
        return found if len(found) > 1 else list(self.years)

    @property
    def coin(self) -> Coin:
        """The money sums are told in."""
        return coin_of(self.subject.solution)

    @property
    def of(self) -> Contained | None:
        """What masses are told as, where they hold any of it."""
        return self.subject.solution.of

    @property
    def goods(self) -> Mass:
        """How tonnes of the product are told that were added up by what its grades hold."""
        return mass_of_product(self.subject.solution)

    @property
    def limited(self) -> list[Run]:
        """Runs whose strategy limits exports."""
        return [run for run in self.solved if run.solution.without_limits is not None]

    @cached_property
    def on_top(self) -> OnTop | None:
        """The subject with the limits of the first of these on top; None where it has its own."""
        return on_top(self.subject, self.limited)

    @property
    def partners(self) -> list[str]:
        """Regions that get less from home under any of the plans."""
        return partners_hit([run.solution for run in self.solved])

    @property
    def front_years(self) -> list[int]:
        """The years of decision, and the first two of a stop the world brings as news."""
        shocks = shock_years(self.study, self.subject.world)[:2]
        return sorted({*self.years, *shocks})

    @cached_property
    def deliveries(self) -> list[Run]:
        """The subject in its own world, then in each that differs from it in delivery alone."""
        return deliveries(self.study, self.subject, self.analyses.worlds)

    @cached_property
    def stops(self) -> dict[str, dict[str, list[StopYear]]]:
        """Years of stops that come after strategies are known, by title of world and strategy.

        The world of the runs is among them when it brings a stop; one in which several worlds have
        the same stop is told once, in the order of their years.
        """
        found: dict[str, dict[str, list[StopYear]]] = {}
        own = {self.subject.world: tuple(self.solved)}
        for name, runs in {**own, **self.analyses.worlds}.items():
            years = shock_years(self.study, name)
            rows = {
                self.title(run): [
                    row for row in run.records.stops(run.solution.of) if row.year in years
                ]
                for run in runs
            }
            if any(rows.values()):
                found[self.study.worlds[name].title] = rows
        first = {world: min(_years(rows)) for world, rows in found.items()}
        return dict(sorted(found.items(), key=lambda entry: first[entry[0]]))

    @property
    def front_stops(self) -> dict[str, dict[str, list[StopYear]]]:
        """Stops of the world of the runs, and of worlds that add nothing but stops to it."""
        study, own = self.study, self.subject.world
        titles = [study.worlds[name].title for name in (own, *with_shocks_alone(study, own))]
        return {world: rows for world, rows in self.stops.items() if world in titles}

    @property
    def worked_out(self) -> WorkedOut:
        """What takes minutes to find of the subject, as far as it was found before."""
        return self.analyses.worked_out or WorkedOut()

    def multiple(self, key: str) -> tuple[float, str]:
        """What a number of an indicator is multiplied with to be told, and the unit it then has."""
        solution = self.subject.solution
        return Telling(solution.told, solution.of).multiple(solution, key)

    def title(self, run: Run) -> str:
        """Title of a run's strategy."""
        return self.study.strategies[run.strategy].title

    def name(self, key: str) -> str:
        """An indicator in words."""
        return Comparison((self.subject,), self.baseline).title(key)


def deliveries(study: Study, run: Run, worlds: Mapping[str, tuple[Run, ...]]) -> list[Run]:
    """The run and the same strategy in each world that differs from its own in delivery alone.

    Worlds that deliver alike, such as one that says nothing of it and one that delivers all, are
    told once.
    """
    found, known = [run], [_delivered(run)]
    for name, others in worlds.items():
        for other in others:
            if (
                other.strategy == run.strategy
                and _rest(study, name) == _rest(study, run.world)
                and _delivered(other) not in known
            ):
                found.append(other)
                known.append(_delivered(other))
    return found


def _rest(study: Study, world: str) -> list[Origin]:
    levers = study.worlds[world].levers
    return [lever.origin for lever in levers if not isinstance(lever, Delivery)]


def _delivered(run: Run) -> tuple[bytes, ...]:
    names = ("programme", "site_limit", "decision_delay")
    return tuple(run.parameters[name].values.tobytes() for name in names)


def _years(rows: Mapping[str, Sequence[StopYear]]) -> list[int]:
    return [row.year for found in rows.values() for row in found]


def large(value: float, coin: Coin) -> str:
    """A large sum with two decimals at most; what does not show is 0."""
    return number(round(coin.in_large(value), 2) + 0.0)


def capital(text: str) -> str:
    """A phrase with a capital, to stand alone."""
    text = text.replace("_", " ")
    return raised(text)
