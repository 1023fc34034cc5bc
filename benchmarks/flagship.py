"""Times a study against its floor, what HiGHS alone takes for the same work.

Run `python benchmarks/flagship.py [STUDY]`. All figures are seconds of processor time, medians of
repeated runs, and beside each stands how many times its floor it is. Floors are measured in the
same run: of building, loading and the first solve the same matrix given straight to a bare HiGHS;
of a moved or dropped lever what HiGHS itself takes for that very change. Seconds belong to the
machine and to whatever else it does meanwhile; ratios are what counts.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from statistics import median
from time import process_time
from typing import Any

import highspy
import numpy as np

from monazite.findings.indicators import indicator_table
from monazite.findings.solution import Solution
from monazite.model import RULES, Outcome, Past, Programme, Session, build_programme, solve_stages
from monazite.parameters import InformationStage, Parameters, parameters_of, stages
from monazite.parameters.levers import apply_levers
from monazite.strategy import Lever
from monazite.study import Study, load_study


@dataclass(frozen=True)
class Row:
    """One figure and the floor it is held against, s; without a floor it stands alone."""

    label: str
    seconds: float
    floor: float | None = None

    def __str__(self) -> str:
        """Give the figure, its floor and how many times that it is."""
        text = f"{self.label:58}{self.seconds:9.3f}"
        if self.floor:
            text += f"{self.floor:9.3f}{self.seconds / self.floor:8.2f}"
        return text


def timed(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """Median seconds of several runs, and what the last one gave."""
    seconds, result = [], None
    for _ in range(runs):
        started = process_time()
        result = work()
        seconds.append(process_time() - started)
    return median(seconds), result


def straight_to_solver(programme: Programme) -> Callable[[], Any]:
    """Load the programme's arrays into a bare HiGHS and solve, without anything of ours."""
    linear = programme.linear
    terms, columns = linear.terms, linear.costs.size
    order = np.lexsort((terms.rows, terms.columns))
    order = order[terms.amounts[order] != 0.0]
    row_lower, row_upper = linear.right.copy(), linear.right.copy()
    for name, rows in programme.constraints.items():
        if RULES[name].sense == "ceiling":
            row_lower[rows.values] = -np.inf
        elif RULES[name].sense == "floor":
            row_upper[rows.values] = np.inf
    starts = np.searchsorted(terms.columns[order], np.arange(columns + 1))

    def work() -> Any:
        highs: Any = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)
        problem = highspy.HighsLp()
        problem.num_col_, problem.num_row_ = columns, linear.right.size
        problem.col_cost_, problem.col_lower_ = linear.costs, linear.lower
        problem.col_upper_ = linear.upper
        problem.row_lower_, problem.row_upper_ = row_lower, row_upper
        problem.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        problem.a_matrix_.start_ = starts
        problem.a_matrix_.index_ = terms.rows[order]
        problem.a_matrix_.value_ = terms.amounts[order]
        highs.passModel(problem)
        highs.run()
        return highs

    return work


@contextmanager
def watching_solver() -> Iterator[list[float]]:
    """Note what HiGHS itself takes for every run of any session."""
    seconds: list[float] = []
    ours: Any = Session._run

    def run(self: Session, *how: Any) -> None:
        started = process_time()
        ours(self, *how)
        seconds.append(process_time() - started)

    Session._run = run  # type: ignore[method-assign]
    try:
        yield seconds
    finally:
        Session._run = ours  # type: ignore[method-assign]


class Either:
    """The stages of a strategy with their outcomes, near which levers are moved."""

    def __init__(self, study: Study, session: Session, base: Parameters, strategy: str) -> None:
        self.study, self.session, self.base = study, session, base
        self.strategy = study.strategies[strategy]
        self.world = study.worlds[study.settings.world]
        self.stages = self.staged(self.strategy.levers)
        self.known = solve_stages(session, self.stages)

    def staged(self, levers: tuple[Lever, ...]) -> tuple[InformationStage, ...]:
        """Give the stages of the strategy with other levers."""
        chosen = self.strategy.model_copy(update={"levers": levers})
        return stages(self.study, self.base, chosen, self.world)

    def answer(self, parameters: Parameters) -> Outcome:
        """Solve the last stage under other parameters and read its headlines."""
        opens = self.stages[-1].opens
        past = Past(self.known[-2], opens) if len(self.known) > 1 else None
        outcome = self.session.solve(parameters, past=past, near=[self.known[-1]])
        if outcome.status == "optimal":
            solution = Solution(self.study, outcome, self.known[-1])
            headlines = self.study.settings.headlines
            indicator_table(solution, headlines, strategy="", world="")
        return outcome


def move_rows(label: str, moves: list[Callable[[], Any]]) -> list[Row]:
    """Time changes one by one, each beside what HiGHS itself takes for the first run of it."""
    whole, floors = [], []
    with watching_solver() as solver:
        for move in moves:
            solver.clear()
            started = process_time()
            move()
            whole.append(process_time() - started)
            floors.append(solver[0] if solver else 0.0)
    whole, floors = sorted(whole), sorted(floors)
    late = ceil(0.95 * len(whole)) - 1
    return [
        Row(f"{label}, p50", median(whole), median(floors)),
        Row(f"{label}, p95", whole[late], floors[late]),
    ]


def lever_rows(study: Study, session: Session, parameters: Parameters) -> list[Row]:
    """One lever moved from the baseline, and one dropped from a full strategy.

    Every lever of every strategy once, and each of those of the strategy with most. The course up
    to the last news is known; what is timed is what a person waits for: edit, solve, headlines.
    """
    baseline = Either(study, session, parameters, study.settings.baseline)
    levers = {
        lever.origin: lever for chosen in study.strategies.values() for lever in chosen.levers
    }
    last = baseline.stages[-1].parameters
    moves: list[Callable[[], Any]] = [
        lambda one=lever: baseline.answer(apply_levers(study, last, [one]))  # type: ignore[misc]
        for lever in levers.values()
    ]
    fullest = max(study.settings.front_page, key=lambda name: len(study.strategies[name].levers))
    full = Either(study, session, parameters, fullest)
    kept = full.strategy.levers
    drops: list[Callable[[], Any]] = [
        lambda at=at: full.answer(full.staged(kept[:at] + kept[at + 1 :])[-1].parameters)  # type: ignore[misc]
        for at in range(len(kept))
    ]
    return [
        *move_rows("a lever moved from the baseline", moves),
        *(move_rows(f"a lever dropped from {fullest}", drops) if drops else ()),
    ]


def strategy_row(study: Study, session: Session, parameters: Parameters) -> Row:
    """Every strategy of the front page as it unfolds, with headlines, in one session."""
    names = study.settings.front_page
    with watching_solver() as solver:
        started = process_time()
        for name in names:
            course = Either(study, session, parameters, name)
            solution = Solution(study, course.known[-1])
            indicator_table(solution, study.settings.headlines, strategy=name, world="")
        seconds = process_time() - started
        return Row(f"{len(names)} strategies, each from nothing", seconds, sum(solver))


def processor_seconds(*arguments: str) -> float:
    """Seconds a fresh interpreter takes from start to end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(getattr(after, of) - getattr(before, of) for of in ("ru_utime", "ru_stime"))


def fresh_rows(study_name: str, runs: int, solving: float) -> list[Row]:
    """What fresh processes take, beside a bare interpreter or all that HiGHS has to solve."""
    bare = median(processor_seconds("-c", "") for _ in range(runs))
    imports = {
        "import monazite": "import monazite",
        "imports at mz.load": "import monazite; monazite.load",
    }
    rows = [
        Row(label, median(processor_seconds("-c", code) for _ in range(runs)) - bare)
        for label, code in imports.items()
    ]
    run = median(processor_seconds("-m", "monazite", "run", study_name) for _ in range(3))
    return [*rows, Row(f"monazite run {study_name}, a fresh process", run, solving)]


def main(study_name: str = "india", runs: int = 5) -> None:
    """Print sizes, seconds and ratios."""
    load, study = timed(lambda: load_study(study_name), 1)
    gather, parameters = timed(lambda: parameters_of(study), 3)
    build, programme = timed(lambda: build_programme(parameters), runs)
    hand_over, session = timed(lambda: Session(programme), runs)
    first = timed(lambda: Session(programme).solve(), runs)[0] - hand_over
    floor, _ = timed(straight_to_solver(programme), runs)
    session.solve()
    strategies = strategy_row(study, session, parameters)
    size = ", ".join(f"{count:,} {name}" for name, count in programme.size.items())
    rows = [
        Row("load and check the study", load),
        Row("gather parameters", gather),
        Row("same matrix straight to HiGHS", floor, floor),
        Row("build the programme", build, floor),
        Row("load it into the solver", hand_over, floor),
        Row("first solve", first, floor),
        Row("build, load and first solve", build + hand_over + first, floor),
        strategies,
        *lever_rows(study, session, parameters),
        *fresh_rows(study_name, runs, floor + (strategies.floor or 0.0)),
    ]
    sys.stdout.write(f"{study.settings.title}: {size}\n\n")
    sys.stdout.write(f"{'processor time':58}{'seconds':>9}{'floor':>9}{'times':>8}\n")
    for row in rows:
        sys.stdout.write(f"{row}\n")


if __name__ == "__main__":
    main(*sys.argv[1:2])
