"""What `import monazite` offers, and that it costs next to nothing."""

import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

import monazite

ROOT = Path(__file__).parent.parent
OFFERED = [
    "Edit",
    "InvalidInput",
    "MonaziteError",
    "Problem",
    "RulesContradict",
    "SolveFailed",
    "StressOptions",
    "__version__",
    "load",
]
HEAVY = {"highspy", "linopy", "numpy", "pandas", "polars", "pydantic", "scipy", "xarray"}
ALLOWED_SECONDS = 0.3


def test_the_export_list_is_what_is_promised() -> None:
    assert sorted(monazite.__all__) == sorted(OFFERED)
    assert set(OFFERED) <= set(dir(monazite))
    assert not {"import_module", "TYPE_CHECKING"} & set(dir(monazite))


@pytest.mark.parametrize("name", OFFERED)
def test_every_offered_name_can_be_fetched(name: str) -> None:
    assert getattr(monazite, name) is getattr(monazite, name)


def test_another_name_is_refused_like_any_missing_attribute() -> None:
    with pytest.raises(AttributeError, match="no attribute 'lode'"):
        monazite.lode  # type: ignore[attr-defined]  # noqa: B018


def test_errors_share_one_root() -> None:
    for error in (monazite.InvalidInput, monazite.RulesContradict, monazite.SolveFailed):
        assert issubclass(error, monazite.MonaziteError)
    assert monazite.InvalidInput.exit_code == 1
    assert monazite.RulesContradict.exit_code == 2
    assert monazite.SolveFailed.exit_code == 1


def test_importing_pulls_in_nothing_heavy() -> None:
    script = f"import sys, monazite; print(sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_importing_is_quick() -> None:
    script = "import time; start = time.perf_counter(); import monazite; "
    script += "print(time.perf_counter() - start)"
    seconds = []
    # The quickest of a few tries: a busy machine slows an import, nothing makes it faster.
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
        seconds.append(float(done.stdout))
        if seconds[-1] < ALLOWED_SECONDS:
            break
        time.sleep(0.2)
    assert min(seconds) < ALLOWED_SECONDS


def test_one_version_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == monazite.__version__
    assert f"\nversion: {monazite.__version__}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"\n## {monazite.__version__} " in (ROOT / "CHANGELOG.md").read_text("utf-8")
