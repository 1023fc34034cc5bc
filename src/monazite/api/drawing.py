"""What is asked of a study and answered with all facts drawn again and again."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Unpack

from monazite.api.proposal import AnyStrategy
from monazite.runs.drawing import EnsembleOptions, ensemble
from monazite.runs.ensemble import Ensemble
from monazite.runs.run import Run

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
        facts that are drawn, all if left out), workers (processes) and store (where what is worked
        out is kept). Headlines are read unless indicators are named. Raises as `run`.
        """
        names = (self.baseline, *(strategies or self.front_page))
        runs = {run.strategy: run for run in (self.run(name, world, progress) for name in names)}
        return ensemble(tuple(runs.values()), indicators, progress=progress, **options)
