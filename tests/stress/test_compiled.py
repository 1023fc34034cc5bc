"""Machine code that is kept belongs to the source it was made of."""

import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from shutil import copytree
from typing import NamedTuple

import numpy as np
import pytest

import monazite
from monazite.stress.compiled import together
from monazite.stress.months import play_months
from monazite.stress.state import WIDTH

numba = pytest.importorskip("numba")

PACKAGE = Path(monazite.__file__).parent


def kept_in(package: Path) -> str:
    """Name of the folder in which machine code of a copy of the package is kept."""
    found = sha256()
    for file in sorted((package / "stress").glob("*.py")):
        found.update(file.read_bytes())
    return f"months-{found.hexdigest()[:16]}"


def test_machine_code_lies_in_a_folder_of_its_source() -> None:
    place = Path(play_months._cache.cache_path)  # type: ignore[attr-defined]
    assert place.parent.name == kept_in(PACKAGE)


def test_a_constant_of_another_module_asks_for_new_machine_code(tmp_path: Path) -> None:
    """numba looks at months.py alone; what system.py says is compiled into it."""
    copytree(PACKAGE, tmp_path / "monazite", ignore=lambda *_: ["__pycache__", "studies"])
    system = tmp_path / "monazite" / "stress" / "system.py"
    system.write_text(system.read_text("utf-8") + "\nLATER = 1.0\n", "utf-8")
    ask = "from monazite.stress.months import play_months as p; print(p._cache.cache_path)"
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


class Numbers(NamedTuple):
    """Two rows of numbers for as many scenarios as a vector has places, and what comes of them."""

    one: np.ndarray
    other: np.ndarray
    made: np.ndarray


def work_out(many: Numbers) -> None:
    """All that a vector can do, each time with its like and with a plain number."""
    one, other, made = many
    made[0] = one[0] + other[0] - 1.5 * one[0]
    made[1] = one[0] / other[0] + 2.0 / other[0]
    made[2] = np.minimum(one[0], other[0]) + np.maximum(one[0], 0.25)
    made[3] = np.sign(one[0]) - np.minimum(1.0, other[0])
    made[4] = 3.0


def test_a_vector_reckons_place_by_place_as_numpy_does() -> None:
    numbers = np.random.default_rng(2)
    one = numbers.normal(size=(1, WIDTH))
    one[0, :2] = 0.0, -0.0
    by_numpy = Numbers(one, numbers.normal(size=(1, WIDTH)), np.zeros((5, WIDTH)))
    by_vector = by_numpy._replace(made=np.zeros((5, WIDTH)))
    work_out(by_numpy)

    @numba.njit(error_model="numpy")
    def in_machine_code(many: Numbers) -> None:
        compiled(together(many))

    compiled = numba.njit(error_model="numpy")(work_out)
    in_machine_code(by_vector)
    np.testing.assert_array_equal(by_vector.made, by_numpy.made)
