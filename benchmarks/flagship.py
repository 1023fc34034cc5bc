"""Times a study against its floor, what HiGHS alone takes for the same work.

Run `python benchmarks/flagship.py [STUDY]`. All figures are seconds of processor time, medians of
repeated runs, and beside each stands how many times its floor it is. Floors are measured in the
same run: of building, loading and the first solve the same matrix given straight to a bare HiGHS;
of a moved or dropped lever, and of a draw of many facts, what HiGHS itself takes where it is asked
for that very answer, in all of its stages and rounds of prices, from the bases monazite would start
it from; monazite also looks whether a like plan stands, and then asks nothing. Seconds belong to
the machine and to whatever else it does meanwhile; ratios are what counts.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from statistics import median
from time import process_time
from typing import Any

import highspy
import numpy as np

from monazite.cases import Case, Worker
from monazite.cases.draws import drawn_facts, drawn_inputs, without_matter_made
from monazite.cases.kept_bases import KeptCases
from monazite.core.circles import look_rarely
from monazite.findings.indicators import indicator_table
from monazite.findings.solution import Solution
from monazite.model import RULES, KeptBases, Programme, Session, build_programme, solve_stages
from monazite.model.search import Search
from monazite.parameters import Parameters, parameters_of, stages
from monazite.strategy import Lever, Strategy
from monazite.study import Study, load_study

FACTS_AT_ONCE = 50
"""Doubts, families counted as one, that are drawn together."""

TIMES_AS_LARGE = 8
"""How many times its periods a study is stretched to, each a year, to see how time grows."""

DRAWS = 4
"""Draws that are timed, each of a baseline and of a strategy."""

SEED = 0


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
    ours: Any = Search._run

    def run(self: Search, *how: Any) -> None:
        started = process_time()
        ours(self, *how)
        seconds.append(process_time() - started)

    Search._run = run  # type: ignore[method-assign]
    try:
        yield seconds
    finally:
        Search._run = ours  # type: ignore[method-assign]


@contextmanager
def asking_for_all() -> Iterator[None]:
    """Ask HiGHS for every plan, also for those that stand without it."""
    ours: Any = Session._stands
    Session._stands = lambda self, starts: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        Session._stands = ours  # type: ignore[method-assign]


class Waiting:
    """What a person waits for: a whole answer of a worker, price rounds and headlines included."""

    def __init__(self, study: Study) -> None:
        self.study, self.worker = study, Worker(study)
        self.world = study.worlds[study.settings.world]
        self.headline_seconds: list[float] = []

    def answer(self, levers: tuple[Lever, ...], like: Strategy) -> None:
        """Answer a strategy of one's own, which is like one of the study, with its headlines."""
        own = like.model_copy(update={"name": "own", "levers": levers})
        self.read(Case(own, self.world))

    def read(self, case: Case) -> None:
        """Solve a case and its baseline, and read the headlines off."""
        solved = self.worker.solve(case)
        baseline = self.worker.solve(self.worker.baseline_of(case)).outcome
        if solved.outcome.status == "optimal":
            started = process_time()
            solution = Solution(solved.study, solved.outcome, baseline)
            indicator_table(solution, self.study.settings.shown, strategy="", world="")
            self.headline_seconds.append(process_time() - started)


def late(seconds: list[float]) -> float:
    """Below this lie 95 of a hundred."""
    return sorted(seconds)[ceil(0.95 * len(seconds)) - 1]


def move_rows(
    label: str, waiting: Waiting, moves: list[Callable[[], Any]], asked: list[Callable[[], Any]]
) -> list[Row]:
    """Time whole answers one by one, each beside all HiGHS takes where it is `asked` for it."""
    whole, floors = [], []
    waiting.headline_seconds.clear()
    for move in moves:
        started = process_time()
        move()
        whole.append(process_time() - started)
    with asking_for_all(), watching_solver() as solver:
        for move in asked:
            solver.clear()
            move()
            floors.append(sum(solver))
    headlines = waiting.headline_seconds
    return [
        Row(f"{label}, p50", median(whole), median(floors)),
        Row(f"{label}, p95", late(whole), late(floors)),
        Row("  of which headlines, p50", median(headlines)),
        Row("  of which headlines, p95", late(headlines)),
    ]


def numbers_moved(lever: Lever) -> Iterator[Lever]:
    """Give a lever with each of its numbers a tenth less."""
    for name in type(lever).model_fields:
        number = getattr(lever, name)
        if isinstance(number, float) and number:
            yield lever.model_copy(update={name: 0.9 * number})


def lever_rows(study: Study) -> list[Row]:
    """One lever added to the baseline, and one moved in or dropped from a full strategy.

    Every lever of every strategy is added once; of the strategy with most every number is moved and
    every lever dropped. Strategies of the study are known before, as they are to whoever moves.
    Where the study keeps where some of these end they are timed again as in one that keeps nothing.
    """
    rows = []
    for says, keeps in (("", True), (", searched for", False)):
        waiting, asking = Waiting(study), Waiting(study)
        if not keeps:
            if not waiting.worker.session.kept.known:
                break
            waiting.worker.session.kept = asking.worker.session.kept = KeptBases()
        groups, asked = lever_moves(study, waiting), lever_moves(study, asking)
        for label, moves in groups.items():
            if moves:
                rows += move_rows(label + says, waiting, moves, asked[label])
    return rows


def lever_moves(study: Study, waiting: Waiting) -> dict[str, list[Callable[[], Any]]]:
    """Moves of each kind, once all that the study itself states is known."""
    for strategy in study.strategies.values():
        waiting.read(Case(strategy, waiting.world))
    look_rarely()  # as every process of ours does that answers
    baseline = study.strategies[study.settings.baseline]
    levers = {one.origin: one for chosen in study.strategies.values() for one in chosen.levers}
    added: list[Callable[[], Any]] = [
        partial(waiting.answer, (*baseline.levers, lever), baseline) for lever in levers.values()
    ]
    names = study.settings.front_page
    full = study.strategies[max(names, key=lambda name: len(study.strategies[name].levers))]
    kept = full.levers
    moved: list[Callable[[], Any]] = [
        partial(waiting.answer, (*kept[:at], other, *kept[at + 1 :]), full)
        for at, lever in enumerate(kept)
        for other in numbers_moved(lever)
    ]
    dropped: list[Callable[[], Any]] = [
        partial(waiting.answer, kept[:at] + kept[at + 1 :], full) for at in range(len(kept))
    ]
    shown = KeptCases(study)
    at_notches: list[Callable[[], Any]] = [
        partial(waiting.read, case)
        for case in shown.with_a_lever_at_a_notch()
        if shown.moved_of(case) == full
    ]
    return {
        "a lever added to the baseline": added,
        f"a number moved in {full.name}": moved,
        f"a lever of {full.name} at a notch": at_notches,
        f"a lever dropped from {full.name}": dropped,
    }


def draw_rows(study: Study) -> list[Row]:
    """Many facts at once otherwise: the subject and its baseline, drawn and solved in place.

    Doubts are taken at equal steps from the list of all. Drawing them until matter balances,
    gathering, levers and both courses count; the headlines do not.
    """
    worker, settings = Worker(study), study.settings
    strategy = study.strategies[settings.subject or settings.front_page[-1]]
    plain = Case(strategy, study.worlds[settings.world])
    worker.solve(plain)
    inputs = drawn_inputs(study)
    number = min(FACTS_AT_ONCE, len(inputs))
    chosen = [inputs[place * len(inputs) // number] for place in range(number)]
    started = process_time()
    drawn = [without_matter_made(study, facts) for facts in drawn_facts(study, chosen, DRAWS, SEED)]
    drawing = process_time() - started
    with watching_solver() as solver:
        started = process_time()
        for facts in drawn:
            worker.solve(replace(plain, facts=tuple(sorted(facts.items()))))
        seconds = drawing + process_time() - started
        floor = sum(solver)
    return [
        Row(
            f"{number} facts drawn at once, a draw of two strategies",
            seconds / DRAWS,
            floor / DRAWS,
        ),
        Row("  strategies in draws solved a second, a number", 2 * DRAWS / seconds),
    ]


def strategy_row(study: Study, session: Session, parameters: Parameters) -> Row:
    """Every strategy of the front page as it unfolds, with headlines, in one session."""
    names, world = study.settings.front_page, study.worlds[study.settings.world]
    with watching_solver() as solver:
        started = process_time()
        for name in names:
            course = stages(study, parameters, study.strategies[name], world)
            solution = Solution(study, solve_stages(session, course)[-1])
            indicator_table(solution, study.settings.headlines, strategy=name, world="")
        seconds = process_time() - started
        return Row(f"{len(names)} strategies, each from nothing", seconds, sum(solver))


def kept_row(study: Study) -> Row:
    """Every strategy of the front page with headlines, as a fresh process finds the study.

    Gathering, building and loading count, and where the study keeps where these end is used.
    """
    started = process_time()
    waiting = Waiting(study)
    for name in study.settings.front_page:
        waiting.read(Case(study.strategies[name], waiting.world))
    label = f"{len(study.settings.front_page)} strategies as the study ships, building included"
    return Row(label, process_time() - started)


def large_row(study: Study, periods: int) -> Row:
    """A study of eight times as many periods, from its folder as read to its first plan.

    What it says of the last year goes on. The check that refuses more than a century is stepped
    round: this is about sizes, and nobody reads the plan.
    """
    first = study.settings.horizon.first
    years = {"last": first + TIMES_AS_LARGE * periods - 1, "blocks": ()}
    horizon = study.settings.horizon.model_copy(update=years)
    settings = study.settings.model_copy(update={"horizon": horizon})
    started = process_time()
    programme = build_programme(parameters_of(replace(study, settings=settings)))
    Session(programme).solve()
    seconds = process_time() - started
    columns = programme.size["columns"]
    return Row(f"a study of {columns:,} columns, gathered and solved", seconds)


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
    command = ("-m", "monazite", "run", study_name)
    run = median(processor_seconds(*command) for _ in range(min(runs, 3)))
    return [*rows, Row(f"monazite run {study_name}, a fresh process", run, solving)]


def main(study_name: str = "india", runs: int = 5) -> None:
    """Print sizes, seconds and ratios, medians of so many runs."""
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
        kept_row(study),
        *lever_rows(study),
        *draw_rows(study),
        large_row(study, len(parameters.labels.periods)),
        *fresh_rows(study_name, runs, floor + (strategies.floor or 0.0)),
    ]
    sys.stdout.write(f"{study.settings.title}: {size}\n\n")
    sys.stdout.write(f"{'processor time':58}{'seconds':>9}{'floor':>9}{'times':>8}\n")
    for row in rows:
        sys.stdout.write(f"{row}\n")


if __name__ == "__main__":
    main(*sys.argv[1:2])
