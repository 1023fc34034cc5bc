"""What is asked of a study and answered with all facts drawn again and again."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Unpack

from monazite.api.proposal import AnyStrategy, Proposal, apart
from monazite.runs.drawing import SEED, EnsembleOptions, ensemble
from monazite.runs.ensemble import Ensemble
from monazite.runs.run import Run
from monazite.runs.total_order import Indices, indices
from monazite.store import ReadingStore

if TYPE_CHECKING:
    from monazite.runs.exercise import Exercise
    from monazite.runs.stress import Stress, StressOptions

Progress = Callable[[str], None]


class DrawnAgain(ABC):
    """Questions to a study that take many draws of its facts."""

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
        self, strategy: AnyStrategy, world: str | None = None, progress: Progress | None = None
    ) -> Run:
        """Solve a strategy in a world."""

    def ensemble(
        self,
        *strategies: AnyStrategy,
        world: str | None = None,
        indicators: Sequence[str] | None = None,
        progress: Progress | None = None,
        **options: Unpack[EnsembleOptions],
    ) -> Ensemble:
        """Solve strategies, by default of the front page, and the baseline with all facts drawn.

        Options: draws (64), seed (7), sampler (`latin hypercube` or `sobol`), inputs (families and
        facts that are drawn, all if left out), workers (processes), cluster (address of a Dask
        scheduler) and store (where what is worked out is kept). Headlines are read unless
        indicators are named. Raises as `run`.
        """
        asked = apart(map(self.strategy, (self.baseline, *(strategies or self.front_page))))
        runs = tuple(self.run(one, world, progress) for one in asked)
        return ensemble(runs, indicators, progress=progress, **options)

    def total_order(
        self,
        strategy: AnyStrategy,
        indicator: str,
        year: int,
        inputs: Sequence[str] | None = None,
        *,
        world: str | None = None,
        draws: int = 64,
        seed: int = SEED,
        workers: int = 1,
        cluster: str | None = None,
        store: ReadingStore | None = None,
        progress: Progress | None = None,
    ) -> Indices:
        """Say which share of a number's variance each input decides, alone and with all others.

        Inputs are families and facts by name, or those `sensitivity` tries; all others stay as
        chosen. That takes draws times (inputs + 2) solves, by processes or by a `cluster` at its
        address. Raises as `run`, and InvalidInput for a name or a year that is not there.
        """
        return indices(
            self.run(strategy, world, progress),
            indicator,
            year,
            inputs,
            draws=draws,
            seed=seed,
            workers=workers,
            cluster=cluster,
            store=store,
            progress=progress,
        )

    def stress(
        self,
        strategy: AnyStrategy,
        world: str | None = None,
        progress: Progress | None = None,
        **options: Unpack[StressOptions],
    ) -> Stress:
        """Disturb a strategy's plan month by month with shocks drawn from the study's tables.

        Options: year whose January is the first month (a decision year), months (36), n scenarios
        (10,000), seed (7), shock (one that comes in every scenario, by name) with the month it
        comes in (1) and alone (whether nothing else happens then; it is so unless false), without
        (shocks that do not happen), release (the rule by which the public stockpile is let go),
        workers (processes), cluster (address of a Dask scheduler) and told (is told how many
        scenarios are done). Raises as `run`, and InvalidInput for a study without shocks or an
        option out of range.
        """
        from monazite.runs.stress import stress  # machine code takes a second to come in

        return stress(self.run(strategy, world, progress), **options)

    def exercise(
        self,
        strategy: AnyStrategy,
        world: str | None = None,
        *,
        year: int | None = None,
        months: int = 12,
        seed: int = 7,
    ) -> Exercise:
        """Begin a game of months under a hidden shock that the seed draws.

        Its `turn` plays a month with moves, `debrief` and `mattered` tell how it went. January of
        the year, by default a decision year, is the first month. Raises as `stress`.
        """
        from monazite.runs.exercise import exercise

        return exercise(self.run(strategy, world), year=year, months=months, seed=seed)
