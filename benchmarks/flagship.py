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

from monazite.model import Programme, Session, build_programme
from monazite.parameters import parameters_of, with_levers
from monazite.study import load_study


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
    matrices: Any = programme.model.matrices
    matrix = matrices.A.tocsc()
    sense, right = np.asarray(matrices.sense), np.asarray(matrices.b)

    def work() -> Any:
        highs: Any = highspy.Highs()
        highs.setOptionValue("output_flag", False)
        highs.setOptionValue("threads", 1)
        problem = highspy.HighsLp()
        problem.num_col_, problem.num_row_ = matrix.shape[1], matrix.shape[0]
        problem.col_cost_, problem.col_lower_ = matrices.c, matrices.lb
        problem.col_upper_ = matrices.ub
        problem.row_lower_ = np.where(sense == "<", -highspy.kHighsInf, right)
        problem.row_upper_ = np.where(sense == ">", highspy.kHighsInf, right)
        problem.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        problem.a_matrix_.start_ = matrix.indptr
        problem.a_matrix_.index_ = matrix.indices
        problem.a_matrix_.value_ = matrix.data
        highs.passModel(problem)
        highs.run()
        return highs

    return work


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
    world = study.settings.world
    for name in study.settings.front_page:
        edit, planned = timed(lambda name=name: with_levers(study, parameters, name, world), 3)  # type: ignore[misc]
        seconds, outcome = timed(lambda planned=planned: session.solve(planned), runs)  # type: ignore[misc]
        rows.append((f"{name}: levers to edits", edit))
        rows.append((f"{name}: re-solve in place", seconds))
        rows.append((f"{name}: of which the solver", outcome.seconds["solve"]))
    sys.stdout.write(f"{study.settings.title}: {size}\n\n")
    sys.stdout.write(f"{'':38}{'seconds':>10}{'of floor':>10}\n")
    for label, seconds in rows:
        sys.stdout.write(f"{label:38}{seconds:10.4f}{seconds / floor:10.2f}\n")


def _first(programme: Programme) -> Session:
    session = Session(programme)
    session.solve()
    return session


if __name__ == "__main__":
    main(*sys.argv[1:2])
