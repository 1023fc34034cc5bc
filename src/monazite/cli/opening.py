"""How verbs on plans begin and end: what all are told, the study opened, plans solved, an answer.

A verb names the records below among its parameters, and the shell shows their fields as options.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from monazite.cli.options import (
    Cluster,
    Facts,
    Json,
    Keep,
    LeftOut,
    LeverFiles,
    Output,
    Pools,
    Settings,
    Study,
    Workers,
    World,
    processes,
)
from monazite.cli.output import Answer, deliver
from monazite.cli.pages import heading
from monazite.cli.proposing import proposed, with_facts
from monazite.cli.studies import check_answer_file, open_study, solve, stop_without_plan
from monazite.cli.terminal import note
from monazite.core.errors import InvalidInput, Problems
from monazite.store import ReadingStore

if TYPE_CHECKING:
    from monazite.api import Proposal, Run, StudyHandle
    from monazite.runs.computing.execution import ExecutionOptions

__all__ = ["Changes", "Opened", "Opening", "Solving"]


@dataclass(frozen=True)
class Changes:
    """What is otherwise than in the files of the study."""

    levers: LeverFiles = None
    settings: Settings = None
    without: LeftOut = None
    facts: Facts = None
    pools_begin: Pools = None


@dataclass(frozen=True)
class Opening:
    """Which study is asked, in which world, and where the answer goes."""

    study: Study
    world: World = None
    output: Output = None
    as_json: Json = False

    def opened(
        self,
        changes: Changes | None = None,
        strategies: Sequence[str] = (),
        *,
        beside: tuple[str, ...] = (),
        reads: Callable[[], object] | None = None,
        checks: Callable[[Opened], object] | None = None,
    ) -> Opened:
        """Open the study, with what is otherwise; raises `InvalidInput` for all that cannot be.

        Of `strategies`, those of the front page if none are named, only what is wrong is told here,
        and only beside something else. `beside` are endings of files the verb writes itself,
        beside those of tables. `reads` reads what else the verb was told, and `checks` holds it
        against the study that is open: both refuse what is wrong, so that all of a command line is
        told at once.
        """
        changes, world = changes or Changes(), self.world
        problems = Problems()
        with problems.caught():
            check_answer_file(self.study, self.output, as_json=self.as_json, beside=beside)
        with problems.caught():
            if reads is not None:
                reads()
        try:
            handle = open_study(self.study)
        except InvalidInput as wrong:
            problems.extend(wrong.problems)
            raise InvalidInput(problems) from wrong
        with problems.caught():
            handle = with_facts(handle, changes.facts)
        with problems.caught():
            if changes.pools_begin is not None:
                handle = handle.with_pools_begin(changes.pools_begin)
        with problems.caught():
            if world is not None:
                own = handle.world(world)
                if world.endswith(".yaml"):
                    handle, world = handle.with_world(own), own.name
        found = Opened(handle, changes, world, self.output, self.as_json)
        with problems.caught():
            if checks is not None:
                checks(found)
        if problems:  # else they are told by who needs the strategies
            with problems.caught():
                found.proposed(strategies or handle.front_page)
        problems.raise_if_any()
        return found


@dataclass(frozen=True)
class Solving:
    """Who solves what has to be solved again, and whether what comes out is kept."""

    workers: Workers = 0
    cluster: Cluster = None
    keep: Keep = True

    def options(self, say: Callable[[str], None]) -> ExecutionOptions:
        """Say it in the words of the Python interface, with whom to tell how far it is."""
        return {
            "workers": processes(self.workers),
            "cluster": self.cluster,
            "store": ReadingStore.or_read(note) if self.keep else None,
            "progress": say,
        }


@dataclass(frozen=True)
class Opened:
    """A study that is open, with what a verb was told of levers, world and answer."""

    handle: StudyHandle
    changes: Changes
    world: str | None
    output: Path | None
    as_json: bool

    def proposed(self, names: Sequence[str]) -> list[Proposal]:
        """Give the strategies named, each once, with levers left out, added and changed.

        Raises InvalidInput with all of it that cannot be.
        """
        told = self.changes
        return proposed(self.handle, names, told.levers, told.settings, told.without)

    def solved(self, strategy: str) -> Run:
        """Solve one strategy, which may turn out to have no plan."""
        (run,) = solve(self.handle, self.proposed([strategy]), self.world)
        return run

    def run(self, strategy: str) -> Run:
        """Solve one strategy; without a plan the command ends here, and says why."""
        run = self.solved(strategy)
        stop_without_plan([run])
        return run

    def runs(self, strategies: Sequence[str | Proposal]) -> list[Run]:
        """Solve several strategies; the command ends here if one has no plan."""
        runs = solve(self.handle, strategies, self.world)
        stop_without_plan(runs)
        return runs

    def or_subject(self, strategy: str) -> str:
        """Which strategy is meant: what was named, else what the study is about."""
        return strategy or self.handle.study.settings.subject or self.handle.front_page[-1]

    def or_decision_year(self, year: int | None) -> int:
        """Which year is meant: the one asked for, else the first in which much is decided."""
        return self.handle.decision_years(self.world)[0] if year is None else year

    def check_asked(self, year: int | None, *indicators: str) -> None:
        """Refuse a year and indicators the study has not; raises `InvalidInput` with all."""
        self.handle.check_asked(indicators, () if year is None else (year,))

    def state(self) -> dict[str, str]:
        """What an answer says first: the study and the state of its data."""
        return {"study": self.handle.name, "data_hash": self.handle.data_hash}

    def about(self, run: Run) -> dict[str, str]:
        """What an answer on one run says first: the state, strategy and world."""
        return {**self.state(), "strategy": run.strategy, "world": run.world}

    def title(self, run: Run) -> Text:
        """Head of a screen about one run."""
        return heading(f"{self.handle.title}: {run.strategy}", run.world)

    def deliver(
        self, data: object, rows: Sequence[Mapping[str, object]], view: RenderableType
    ) -> None:
        """Print the answer, or write it to the file named, in the shape asked for."""
        deliver(Answer(data, rows, view), as_json=self.as_json, output=self.output)
