"""What is asked of a study and answered with all facts drawn again and again.

Each question imports what answers it when it is asked, since a plain run asks none of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from monazite import __version__
from monazite.core.border import told_at_the_border
from monazite.core.usual import GAME_MONTHS, SEED

if TYPE_CHECKING:
    from monazite.api.otherwise import AnyWorld
    from monazite.api.proposal import AnyStrategy, Proposal
    from monazite.runs.disruptions.episodes import Episode
    from monazite.runs.disruptions.exercise import Exercise
    from monazite.runs.disruptions.stress import Stress
    from monazite.runs.disruptions.stress_options import StressFields, StressOptions
    from monazite.runs.draws.drawing import EnsembleOptions
    from monazite.runs.draws.ensemble import Ensemble
    from monazite.runs.draws.total_order import Indices, IndicesOptions
    from monazite.runs.forecasts.hindcast import Forecast, ForecastOptions
    from monazite.runs.run import Run
    from monazite.stress import Stop
    from monazite.study import EpisodeRow, Study

Progress = Callable[[str], None]


@told_at_the_border
class DrawnAgain(ABC):
    """Questions to a study that take many draws of its facts."""

    study: Study

    @property
    @abstractmethod
    def baseline(self) -> str:
        """The strategy others are compared with."""

    @property
    @abstractmethod
    def front_page(self) -> tuple[str, ...]:
        """The strategies of the study's front page."""

    @abstractmethod
    def strategy(self, name: AnyStrategy) -> Proposal:
        """Give a strategy as a value."""

    @abstractmethod
    def run(
        self, strategy: AnyStrategy, world: AnyWorld | None = None, progress: Progress | None = None
    ) -> Run:
        """Solve a strategy in a world."""

    def ensemble(
        self,
        *strategies: AnyStrategy,
        world: AnyWorld | None = None,
        indicators: Sequence[str] | None = None,
        **options: Unpack[EnsembleOptions],
    ) -> Ensemble:
        """Solve strategies, by default of the front page, and the baseline with all facts drawn.

        Options: draws (64), seed (7), sampler (`latin hypercube` or `sobol`), inputs (families and
        facts that are drawn, all if left out), workers (processes), cluster (address of a Dask
        scheduler), store (where what is worked out is kept), progress and partly (is told, after
        each draw, what the draws so far say). Headlines are read unless indicators are named. Who
        stops it with Ctrl-C has what was drawn before, see `complete`. Raises as `run`.
        """
        from monazite.api.proposal import apart
        from monazite.runs.draws.drawing import ensemble

        asked = apart(map(self.strategy, (self.baseline, *(strategies or self.front_page))))
        runs = tuple(self.run(one, world, options.get("progress")) for one in asked)
        return ensemble(runs, indicators, **options)

    def total_order(
        self,
        strategy: AnyStrategy,
        indicator: str,
        year: int,
        inputs: Sequence[str] | None = None,
        *,
        world: AnyWorld | None = None,
        **options: Unpack[IndicesOptions],
    ) -> Indices:
        """Say which share of a number's variance each input decides, alone and with all others.

        Inputs are families and facts by name, or those `sensitivity` tries; all others stay as
        chosen. That takes draws times (inputs + 2) solves. Options: draws (64), seed (7), workers
        (processes), cluster (address of a Dask scheduler), store (where what is worked out is kept)
        and progress. Raises as `run`, and InvalidInput for a name or a year that is not there.
        """
        from monazite.runs.draws.total_order import indices

        run = self.run(strategy, world, options.get("progress"))
        return indices(run, indicator, year, inputs, **options)

    def hindcast(
        self,
        *strategies: AnyStrategy,
        world: AnyWorld | None = None,
        **options: Unpack[ForecastOptions],
    ) -> Forecast:
        """Forecast the study's series, with ranges from draws of all facts; raises as `run`.

        Options: draws (20), seed (2024) and progress.
        """
        from monazite.api.proposal import apart
        from monazite.runs.forecasts.hindcast import hindcast

        asked = apart(map(self.strategy, strategies or self.front_page))
        runs = [self.run(one, world) for one in asked]
        return hindcast(runs, version=__version__, **options)

    def frozen_forecast(self, path: str | Path) -> Forecast:
        """Read a forecast back; raises InvalidInput when it is not as it was written."""
        from monazite.runs.forecasts.hindcast import frozen_forecast

        return frozen_forecast(self.study, Path(path))

    def check_forecast(self, path: str | Path) -> None:
        """Refuse a file a forecast could not be written to, before anything is solved."""
        from monazite.runs.forecasts.frozen import check_forecast_file

        check_forecast_file(Path(path), outside=self.study.path)

    @property
    def episodes(self) -> tuple[str, ...]:
        """Names of the past episodes the study can play month by month."""
        return tuple(self.study.chain.episode)

    def episode(self, name: str | None = None) -> EpisodeRow:
        """Give what the study says of an episode, its only one if none is named.

        Raises InvalidInput for a study without episodes or a name that is not there.
        """
        from monazite.runs.disruptions.episodes import episode_named

        return episode_named(self.study, name)

    def hindcast_months(
        self,
        episode: str | None = None,
        world: AnyWorld | None = None,
        progress: Progress | None = None,
    ) -> Episode:
        """Play a past episode on the plan of its year, month by month, and hold it to what came.

        The study's only episode is played unless one is named. Raises as `run`, and InvalidInput
        for a study without episodes or a name that is not there.
        """
        from monazite.runs.disruptions.episodes import play

        row = self.episode(episode)
        return play(self.run(row.strategy, world, progress), row)

    def stress(
        self,
        strategy: AnyStrategy,
        world: AnyWorld | None = None,
        progress: Progress | None = None,
        options: StressOptions | None = None,
        **fields: Unpack[StressFields],
    ) -> Stress:
        """Disturb a strategy's plan month by month with shocks drawn from the study's tables.

        What is played and how is said in `monazite.StressOptions`, or by naming fields of it, which
        stand in place of those of the options: year, months, n, seed, shock, month, stops, alone,
        without, release, workers, cluster, store and told. Raises as `run`, and InvalidInput for a
        field that is not there or out of range, or a study without shocks where no stop is stated.
        """
        from monazite.runs.disruptions.stress import (
            stress,  # machine code takes a second to come in
        )

        return stress(self.run(strategy, world, progress), options, **fields)

    def exercise(
        self,
        strategy: AnyStrategy,
        world: AnyWorld | None = None,
        *,
        year: int | None = None,
        months: int = GAME_MONTHS,
        seed: int = SEED,
        stops: Stop | str | Sequence[Stop | str] = (),
    ) -> Exercise:
        """Begin a game of months under a hidden shock that the seed draws.

        Its `turn` plays a month with moves, `debrief` and `mattered` tell how it went. January of
        the year, by default a decision year, is the first month. Stops as `stress` takes them come
        in place of what is drawn. Raises as `stress`.
        """
        from monazite.runs.disruptions.exercise import exercise

        run = self.run(strategy, world)
        return exercise(run, year=year, months=months, seed=seed, stops=stops)
