"""Forecasts the series a study declares, with ranges drawn from its evidence, and scores them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from monazite.cases.draws import drawn_inputs, drawn_parts
from monazite.core.border import told_at_the_border, verb
from monazite.core.errors import InvalidInput, Problem, check_name
from monazite.core.frames import Frame
from monazite.core.progress import Steps
from monazite.core.records import frame_of
from monazite.core.units import Money
from monazite.core.usual import FORECAST_DRAWS, FORECAST_SEED
from monazite.findings.hindcast import (
    ForecastLine,
    Observed,
    Origin,
    Score,
    forecast_lines,
    past_lines,
    scores,
)
from monazite.findings.solution import Solution
from monazite.runs.draws.closing import Draw, solved_draw
from monazite.runs.forecasts.came import read_observed
from monazite.runs.forecasts.frozen import read_frozen, write_frozen
from monazite.runs.run import Run
from monazite.study import Study


@told_at_the_border
@dataclass(frozen=True)
class Forecast:
    """What a study forecasts of its series, strategy by strategy, and how near that came."""

    lines: tuple[ForecastLine, ...]
    money: Money = field(repr=False)
    """What observed figures in other money are brought over with."""
    faults: Mapping[str, int] = field(default_factory=dict)
    """Why draws have no plan, with how often; not known of one that was read back."""

    def __repr__(self) -> str:
        """Say in a line of which strategies and years it is; its lines fill pages."""
        years = [line.year for line in self.lines if line.strategy]
        told = f"{min(years)} to {max(years)}" if years else "no year"
        return f"<Forecast of {', '.join(self.strategies)}: {told}>"

    @property
    def frame(self) -> Frame:
        """The forecast as a long table, known years first; columns as in the file."""
        return frame_of(ForecastLine, self.lines)

    @property
    def strategies(self) -> tuple[str, ...]:
        """Names of the strategies that are forecast."""
        return tuple(dict.fromkeys(line.strategy for line in self.lines if line.strategy))

    def write(self, path: str | Path) -> Path:
        """Freeze it: a table, and beside it its SHA-256 with the day.

        Raises InvalidInput when the place cannot be written to.
        """
        return write_frozen(Path(path), self.lines, today=datetime.now(UTC).date())

    def score(self, observed: str | Path, strategy: str | None = None) -> Scored:
        """Hold it against what came, under the strategy that came to pass.

        `observed` is a CSV file with columns series, year, value and unit, and reason for rows
        without a value, which are untestable. Raises InvalidInput listing every problem.
        """
        if strategy is None and len(self.strategies) == 1:
            (strategy,) = self.strategies
        if strategy is None:
            raise InvalidInput(
                Problem(
                    field="strategy",
                    message="several strategies are forecast, and one came to pass",
                    remedy=f"name one of: {', '.join(self.strategies)}",
                )
            )
        check_name("strategy", strategy, self.strategies)
        came = read_observed(Path(observed), self.lines, self.money)
        return Scored(strategy, came, tuple(scores(self.lines, came, strategy)))


@dataclass(frozen=True)
class Scored:
    """How near a forecast came."""

    strategy: str
    observed: tuple[Observed, ...]
    scores: tuple[Score, ...]

    @property
    def frame(self) -> Frame:
        """Scores of model and rivals as a table; columns as in `Score`."""
        return frame_of(Score, self.scores)


class ForecastOptions(TypedDict, total=False):
    """How facts are drawn for a forecast; each has a default in `hindcast`."""

    draws: int
    seed: int
    progress: Callable[[str], None] | None


@verb
def hindcast(
    runs: Sequence[Run],
    *,
    version: str,
    draws: int = FORECAST_DRAWS,
    seed: int = FORECAST_SEED,
    progress: Callable[[str], None] | None = None,
) -> Forecast:
    """Forecast under strategies of one world, each of them with the same draws of all facts.

    Raises InvalidInput when the study has nothing to forecast, RulesContradict or SolveFailed when
    a strategy has no plan with the facts as chosen.
    """
    worker = runs[0].worker
    study = worker.study
    if not study.chain.forecasts:
        raise InvalidInput(
            Problem(
                file="chain/forecasts.csv",
                message="the study does not say what to forecast",
                remedy="add the table, with a row for each series",
            )
        )
    central = {run.strategy: run.records.solved for run in runs}
    found: dict[str, list[Solution]] = {name: [] for name in central}
    faults: Counter[str] = Counter()
    say = Steps(progress, {"draws": 1})
    say.begin("draws", draws)
    inputs = drawn_inputs(study)
    parts = drawn_parts(inputs, draws, seed)
    cases = tuple(run.case for run in runs)
    for n in range(draws):
        say(f"Draw {n + 1} of {draws}")
        one = solved_draw(
            worker, Draw(cases, inputs, {name: float(part[n]) for name, part in parts.items()})
        )
        for name, solved in one.solved.items():
            found[name].append(Solution(solved.study, solved.outcome))
        faults.update(one.faults.values())
    origin = Origin(version, runs[0].world, seed, draws)
    lines = [*past_lines(study, origin)]
    for name, solution in central.items():
        lines += forecast_lines(solution, found[name], origin, name)
    return Forecast(tuple(lines), study.money, dict(faults))


def frozen_forecast(study: Study, path: Path) -> Forecast:
    """Read a forecast of a study that was written earlier.

    Raises InvalidInput when it is not as it was written, or is of another study.
    """
    lines = read_frozen(path)
    other = next((line.study for line in lines if line.study != study.name), None)
    if other is not None:
        raise InvalidInput(
            Problem(
                file=path.name,
                message=f"this is a forecast of the study '{other}'",
                remedy=f"score it with that study, not with '{study.name}'",
            )
        )
    return Forecast(lines, study.money)
