"""The benchmark runs and names what it measures; its seconds are nobody's promise."""

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "flagship.py"


def test_the_benchmark_runs_on_the_toy() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "toy"], capture_output=True, text=True, check=True
    )
    for measured in (
        "columns",
        "rows",
        "nonzeros",
        "same matrix straight to HiGHS",
        "build, load and first solve",
        "4 strategies, each from nothing",
        "a lever moved from the baseline, p95",
        "a lever dropped from both, p95",
        "import monazite",
        "imports at mz.load",
        "monazite run toy, a fresh process",
    ):
        assert measured in done.stdout
