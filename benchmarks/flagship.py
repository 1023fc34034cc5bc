"""Times the India study against its floor, the same matrix given straight to HiGHS.

Run `python benchmarks/flagship.py [STUDY]`. Every figure is a median of repeated runs in this one
process; ratios are what counts, since seconds belong to the machine.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any

import highspy
import numpy as np

from monazite.findings import Reading, indicator_table
from monazite.model import RULES, Past, Programme, Session, build_programme, solve_stages
from monazite.parameters import Parameters, parameters_of, stages
from monazite.parameters.levers import apply_levers
from monazite.study import Study, load_study


def timed(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """Median seconds of several runs, and what the last one gave."""
    seconds, result = [], None
    for _ in range(runs):
        started = perf_counter()
        result = work()
        seconds.append(perf_counter() - started)
    return median(seconds), result


def straight_to_solver(programme: Programme) -> Callable[[], Any]:
    """Load the programme's arrays into a bare HiGHS and solve, without anything of ours."""
    linear = programme.linear
    terms, columns = linear.terms, linear.costs.size
    order = np.lexsort((terms.rows, terms.columns))
    order = order[terms.amounts[order] != 0.0]
    ceilings, floors = (
        np.concatenate(
            [rows.values.ravel() for name, rows in programme.constraints.items() if holds(name)]
        )
        for holds in (_ceiling, _floor)
    )
    row_lower, row_upper = linear.right.copy(), linear.right.copy()
    row_lower[ceilings], row_upper[floors] = -np.inf, np.inf
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


def _ceiling(name: str) -> bool:
    return RULES[name].sense == "ceiling"


def _floor(name: str) -> bool:
    return RULES[name].sense == "floor"


def import_seconds(runs: int) -> float:
    """Median seconds that `import monazite` adds to starting the interpreter."""
    bare, _ = timed(lambda: subprocess.run([sys.executable, "-c", ""], check=True), runs)
    full, _ = timed(
        lambda: subprocess.run([sys.executable, "-c", "import monazite"], check=True), runs
    )
    return full - bare


def main(study_name: str = "india", runs: int = 5) -> None:
    """Print sizes, seconds and ratios."""
    load, study = timed(lambda: load_study(study_name), 1)
    gather, parameters = timed(lambda: parameters_of(study), 3)
    build, programme = timed(lambda: build_programme(parameters), 3)
    floor, _ = timed(straight_to_solver(programme), runs)
    first, session = timed(lambda: _first(programme), runs)
    size = ", ".join(f"{count:,} {name}" for name, count in programme.size.items())
    rows = [
        ("import monazite, in a fresh process", import_seconds(runs)),
        ("load and check the study", load),
        ("gather parameters", gather),
        ("build the programme", build),
        ("load and first solve", first),
        ("same matrix straight to HiGHS", floor),
    ]
    sys.stdout.write(f"{study.settings.title}: {size}\n\n")
    sys.stdout.write(f"{'':38}{'seconds':>10}{'of floor':>10}\n")
    rows += course_rows(study, session, parameters)
    rows += lever_rows(study, session, parameters)
    rows.append(("strategies of the front page, fresh process", fresh_process(study_name)))
    for label, seconds in rows:
        sys.stdout.write(f"{label:44}{seconds:10.4f}{seconds / floor:10.2f}\n")


def course_rows(study: Study, session: Session, parameters: Parameters) -> list[tuple[str, float]]:
    """Every strategy of the front page, levers to edits and solved stage by stage."""
    world, baseline = study.settings.world, study.settings.baseline
    course = stages(study, parameters, study.strategies[baseline], study.worlds[world])
    known = solve_stages(session, course)
    near = [(stage.opens, outcome) for stage, outcome in zip(course, known, strict=True)]
    rows = []
    for name in study.settings.front_page:
        started = perf_counter()
        course = stages(study, parameters, study.strategies[name], study.worlds[world])
        edited = perf_counter() - started
        seconds, _ = timed(lambda c=course: solve_stages(session, c, near=near), 3)  # type: ignore[misc]
        rows.append((f"{name}: levers to edits, first time", edited))
        rows.append((f"{name}: re-solve in place", seconds))
    return rows


def lever_rows(study: Study, session: Session, parameters: Parameters) -> list[tuple[str, float]]:
    """One lever moved: edit, solve and headlines, each lever of every strategy once.

    The course up to the last news is known; what is timed is what a person waits for.
    """
    settings = study.settings
    chosen = study.strategies[settings.baseline]
    course = stages(study, parameters, chosen, study.worlds[settings.world])
    known = solve_stages(session, course)
    last = course[-1]
    past = Past(known[-2], last.opens) if len(known) > 1 else None
    levers = {
        lever.origin: lever for chosen in study.strategies.values() for lever in chosen.levers
    }
    seconds = []
    for lever in levers.values():
        started = perf_counter()
        moved = apply_levers(study, last.parameters, [lever])
        outcome = session.solve(moved, past=past, near=known[-1])
        reading = Reading(study, outcome, known[-1])
        indicator_table(reading, settings.headlines, strategy="", world="")
        seconds.append(perf_counter() - started)
    ordered = sorted(seconds)
    return [
        ("a lever moved: edit, solve, headlines, p50", median(ordered)),
        ("a lever moved: edit, solve, headlines, p95", ordered[int(0.95 * (len(ordered) - 1))]),
    ]


def fresh_process(study_name: str) -> float:
    """Seconds of a fresh process from after its import to every front-page headline."""
    script = (
        "import sys, time, monazite as mz\n"
        "started = time.perf_counter()\n"
        "study = mz.load(sys.argv[1])\n"
        "[study.run(name).headlines for name in study.front_page]\n"
        "print(time.perf_counter() - started)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, study_name], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def _first(programme: Programme) -> Session:
    session = Session(programme)
    session.solve()
    return session


if __name__ == "__main__":
    main(*sys.argv[1:2])
