"""The benchmark runs and names what it measures; its seconds are nobody's promise."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "flagship.py"


def test_the_benchmark_runs_on_the_toy(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(SCRIPT))["main"]("toy", runs=1)
    told = capsys.readouterr().out
    for measured in (
        "columns",
        "rows",
        "nonzeros",
        "same matrix straight to HiGHS",
        "build, load and first solve",
        "4 strategies, each from nothing",
        "a lever added to the baseline, p95",
        "a number moved in both, p95",
        "of which headlines, p95",
        "a lever dropped from both, p95",
        "facts drawn at once, a draw of two strategies",
        "strategies in draws solved a second",
        "columns, gathered and solved",
        "import monazite",
        "imports at mz.load",
        "monazite run toy, a fresh process",
    ):
        assert measured in told


def test_the_benchmark_of_months_runs_on_the_toy() -> None:
    script = SCRIPT.with_name("stress.py")
    done = subprocess.run(
        [sys.executable, str(script), "toy", "both", "--scenarios", "1024"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "6 goods, 8 suppliers, 120 months" in done.stdout
    assert done.stdout.count("1,024 scenarios drawn, played and counted") == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("toy", "announced"), "error: strategy: there is no strategy 'announced'; write one of"),
        (("nowhere",), "error: no study named 'nowhere' ships"),
    ],
)
def test_the_benchmark_of_months_says_what_it_cannot_play(
    words: tuple[str, ...], says: str
) -> None:
    script = SCRIPT.with_name("stress.py")
    done = subprocess.run([sys.executable, str(script), *words], capture_output=True, text=True)
    assert (done.returncode, says in done.stderr, "Traceback" in done.stderr) == (2, True, False)
