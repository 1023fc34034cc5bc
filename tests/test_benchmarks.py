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
        "import monazite",
        "build the programme",
        "load and first solve",
        "same matrix straight to HiGHS",
        "halt: re-solve in place",
    ):
        assert measured in done.stdout
