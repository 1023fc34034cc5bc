"""Machine code that is kept belongs to the source it was made of."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest

import monazite
from monazite.stress.month import play_each

pytest.importorskip("numba")

PACKAGE = Path(monazite.__file__).parent


def kept_in(package: Path) -> str:
    """Name of the folder in which machine code of a copy of the package is kept."""
    found = sha256()
    for file in sorted((package / "stress").glob("*.py")):
        found.update(file.read_bytes())
    return f"months-{found.hexdigest()[:16]}"


def test_machine_code_lies_in_a_folder_of_its_source() -> None:
    place = Path(play_each._cache.cache_path)  # type: ignore[attr-defined]
    assert place.parent.name == kept_in(PACKAGE)


def test_a_constant_of_another_module_asks_for_new_machine_code(tmp_path: Path) -> None:
    """numba looks at month.py alone; what system.py says is compiled into it."""
    copytree(PACKAGE, tmp_path / "monazite", ignore=lambda *_: ["__pycache__", "studies"])
    system = tmp_path / "monazite" / "stress" / "system.py"
    system.write_text(system.read_text("utf-8") + "\nLATER = 1.0\n", "utf-8")
    ask = "from monazite.stress.month import play_each as p; print(p._cache.cache_path)"
    told = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(told.stdout.strip()).parent.name == kept_in(tmp_path / "monazite")
    assert kept_in(tmp_path / "monazite") != kept_in(PACKAGE)
