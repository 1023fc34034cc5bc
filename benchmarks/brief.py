"""Times a whole brief on a study, beside what HiGHS alone takes for the same matrix once.

Run `python benchmarks/brief.py [STUDY]`; it takes minutes. Processor time is that of a fresh
process and of all it begins, from the start of the interpreter to the folder on disk. Without kept
bases is what a study of one's own takes. What HiGHS takes inside is counted in a process that does
all of it alone; it is the floor of a brief that solves as much.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from flagship import (
    parameters_of,
    processor_seconds,
    straight_to_solver,
    timed,
    watching_solver,
)

import monazite
from monazite.cases import worker
from monazite.model import KeptBases, build_programme
from monazite.study import load_study


def alone(study_name: str, *, kept: bool) -> tuple[float, float, int]:
    """Seconds of a brief by one process, seconds of HiGHS in it, and how often it ran."""
    known = worker.read_bases
    if not kept:
        worker.read_bases = lambda _: KeptBases()
    try:
        with tempfile.TemporaryDirectory() as folder, watching_solver() as solver:
            started = process_time()
            study = monazite.load(study_name)
            runs = [study.run(name) for name in study.front_page]
            study.write_run(Path(folder) / "run", runs)
            return process_time() - started, sum(solver), len(solver)
    finally:
        worker.read_bases = known


def main(study_name: str = "india") -> None:
    """Print seconds, and how many bare solves they are."""
    bare, _ = timed(straight_to_solver(build_programme(parameters_of(load_study(study_name)))), 3)
    say = sys.stdout.write
    say(f"{'brief on ' + study_name:58}{'seconds':>9}{'bare solves':>13}\n")
    say(f"{'same matrix straight to HiGHS, once':58}{bare:9.2f}{1.0:13.1f}\n")
    for kept, words in ((True, "with kept bases"), (False, "without kept bases")):
        seconds, inside, runs = alone(study_name, kept=kept)
        say(f"{'one process, ' + words:58}{seconds:9.1f}{seconds / bare:13.1f}\n")
        say(f"{f'  of which HiGHS, {runs} runs':58}{inside:9.1f}{inside / bare:13.1f}\n")
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            asked = ("run", study_name, "--output", f"{folder}/run", "--workers", str(workers))
            started = perf_counter()
            seconds = processor_seconds("-m", "monazite", *asked)
            passed = perf_counter() - started
        label = f"fresh, {workers} {'process' if workers == 1 else 'processes'}: processor time"
        say(f"{label:58}{seconds:9.1f}{seconds / bare:13.1f}\n")
        say(f"{'  from start to end, on this machine now':58}{passed:9.1f}\n")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:2])
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.stderr.decode())
