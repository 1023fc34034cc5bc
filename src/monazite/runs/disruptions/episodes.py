"""Past episodes of a study played month by month, and how near each play came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from monazite.core.border import told_at_the_border
from monazite.core.errors import InvalidInput, Problem, Problems, check_name
from monazite.core.frames import Frame
from monazite.core.rates import added_up
from monazite.core.records import frame_of
from monazite.findings.hindcast import (
    EpisodeCompared,
    EpisodeMonth,
    EpisodeScore,
    compared,
    episode_scores,
)
from monazite.report.episode import EpisodeTold, episode_page
from monazite.runs.disruptions.calm import begin_within, strikes, without_stops
from monazite.runs.run import Run
from monazite.store import write_whole
from monazite.strategy import ForeignExportControl, lever_title
from monazite.stress.episode import EpisodePlay, play_episode
from monazite.stress.shocks import shocks_of
from monazite.study import EpisodeObservationRow, EpisodeRow, Study, canonical_unit, resolved


@told_at_the_border
@dataclass(frozen=True, eq=False)
class Episode:
    """A past episode as it was played on the plan of its year, beside what was observed of it."""

    run: Run = field(repr=False)
    play: EpisodePlay = field(repr=False)
    own: tuple[ForeignExportControl, ...] = field(default=(), repr=False)
    """Controls of the world that are the episode itself; the plan it is played on is without."""

    def __repr__(self) -> str:
        """Say in a line what was played on which plan, and how it comes out."""
        quantity = self.score_records()[0]
        told = f"{quantity.scored} scored, {quantity.missed} missed"
        return f"<Episode {self.name}: {self.title}, on {self.run.strategy}; {told}>"

    @property
    def name(self) -> str:
        """Name of the episode."""
        return self.play.row.episode

    @property
    def title(self) -> str:
        """Name for people."""
        return self.play.row.title

    @cached_property
    def months(self) -> Frame:
        """Every series month by month; columns as in `EpisodeMonth`."""
        return frame_of(EpisodeMonth, self.month_records())

    def month_records(self) -> list[EpisodeMonth]:
        """The same as typed records, series by series."""
        found = []
        for rows in self._series:
            first = rows[0]
            values = self.play.series(first)
            seen = {row.period: self._compared[row.observation].observed for row in rows}
            for t, value in enumerate(values):
                month = self.play.months.month(t)
                found.append(
                    EpisodeMonth(
                        episode=self.name,
                        series=first.title,
                        kind=first.kind,
                        month=month,
                        given=self.play.given[t],
                        withheld=float(self.play.withheld[t]),
                        played=float(value),
                        observed=seen.get(month),
                        unit=added_up(self._unit(first)),
                    )
                )
        return found

    @cached_property
    def compared(self) -> Frame:
        """What was observed beside what was played; columns as in `EpisodeCompared`."""
        return frame_of(EpisodeCompared, self.compared_records())

    def compared_records(self) -> list[EpisodeCompared]:
        """The same as typed records, in the order of the study."""
        return list(self._compared.values())

    @cached_property
    def scores(self) -> Frame:
        """How near it came, quantities and prices apart; columns as in `EpisodeScore`."""
        return frame_of(EpisodeScore, self.score_records())

    def score_records(self) -> list[EpisodeScore]:
        """The same as typed records."""
        return episode_scores(self.name, self.compared_records())

    def page(self) -> str:
        """A page in Markdown: the months, and how each observation comes out."""
        return episode_page(self.told())

    def told(self) -> EpisodeTold:
        """What a page or a screen tells of it."""
        row = self.play.row
        return EpisodeTold(
            study=self._study.name,
            title=row.title,
            given=row.given,
            usual=self.play.usual,
            basis=row.basis,
            strategy=self.run.strategy,
            year=row.year,
            world=self.run.world,
            without=tuple(map(lever_title, self.own)),
            months=self.month_records(),
            compared=self.compared_records(),
            scores=self.score_records(),
        )

    def write(self, path: str | Path) -> Path:
        """Write the page, whole or not at all; raises InvalidInput when it cannot be written."""
        return write_whole(Path(path), self.page().encode())

    @property
    def _study(self) -> Study:
        return self.run.solution.study

    @cached_property
    def _observations(self) -> tuple[EpisodeObservationRow, ...]:
        rows = self._study.chain.episode_observations
        return tuple(row for row in rows if row.episode == self.name)

    @cached_property
    def _series(self) -> tuple[tuple[EpisodeObservationRow, ...], ...]:
        """Observations of the same thing that the play says, in the order of the study."""
        found: dict[tuple[object, ...], list[EpisodeObservationRow]] = {}
        for row in self._observations:
            if self.play.says(row):
                found.setdefault(row.of, []).append(row)
        return tuple(map(tuple, found.values()))

    @cached_property
    def _compared(self) -> dict[str, EpisodeCompared]:
        problems = Problems()
        found = {
            row.observation: compared(
                row,
                resolved(self._study, row, "observed", problems),
                self.play.figure(row),
                self._unit(row),
            )
            for row in self._observations
        }
        problems.raise_if_any()
        return found

    def _unit(self, row: EpisodeObservationRow) -> str:
        return canonical_unit(self._study.chain, row, "observed")


def episode_named(study: Study, name: str | None) -> EpisodeRow:
    """Give an episode of a study by name, the only one if none is named.

    Raises InvalidInput for a study without episodes, an unknown name, or several to choose from.
    """
    known: Sequence[str] = tuple(study.chain.episode)
    if not known:
        raise InvalidInput(
            Problem(
                file="chain/episodes.csv",
                message="the study has no past episode to play",
                remedy="add the table, with a row for each episode",
            )
        )
    if name is None and len(known) > 1:
        raise InvalidInput(
            Problem(
                field="episode",
                message="the study has several past episodes",
                remedy=f"name one of: {', '.join(known)}",
            )
        )
    name = known[0] if name is None else name
    check_name("episode", name, known)
    return study.chain.episode[name]


def play(run: Run, row: EpisodeRow) -> Episode:
    """Play an episode on the plan of a run, without the stop it is in that plan already.

    Raises as `Run.records.solved` without a plan.
    """
    shock = next(one for one in shocks_of(run.worker.study) if one.name == row.shock)
    begin = begin_within(run, row.year, row.months)
    own = tuple(control for control in begin if strikes(shock, control))
    calm = without_stops(run, own)
    return Episode(run, play_episode(calm.records.solved, row), own)
