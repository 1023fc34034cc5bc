"""A pool abroad that never grows is noted where home buys from it and users want more of it."""

from pathlib import Path

import pytest

from monazite.api import load
from monazite.cli import main

PLANTS = "chain/facilities.csv"
SAYS = "abroad_cell never grows, while users want 550 t of cell in 2024 and 825 t in 2035"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "own"
    assert main(["new", str(made), "--chain", "ore, salt, cell:cells", "--mineral", "Li"]) == 0
    return made


def put(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))


def noted(folder: Path) -> list[str]:
    told = map(str, load(folder).check().warnings)
    return [one for one in told if "never grows" in one]


def test_a_pool_with_room_needs_not_grow(folder: Path) -> None:
    assert noted(folder) == []


def test_a_pool_that_is_too_small_for_good_is_noted_once(folder: Path) -> None:
    put(folder, PLANTS, "{capacity:cell-capacity-abroad}", "{capacity:cell-capacity-abroad} / 2")
    (one,) = noted(folder)
    assert SAYS in one
    assert one.startswith(f"{PLANTS}:7 build_rate: ")
    assert "give it a build_rate" in one


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        # it grows
        (
            PLANTS,
            "/ 2,immediate,{costs:making-cell-abroad},{costs:plant-for-cell},{economy:lead-time},,",
            "/ 2,immediate,{costs:making-cell-abroad},{costs:plant-for-cell},{economy:lead-time},"
            "{capacity:cell-capacity-abroad} / 10 / {economy:lead-time},",
        ),
        # home does not buy of it
        ("chain/lanes.csv", "cell,ABR,HOM,{costs:freight-of-cell},{trade:usual-imports}\n", ""),
        # no more is wanted than at first
        ("chain/demand.csv", "2035}", "2024}"),
    ],
)
def test_it_is_not_noted_where_that_is_no_matter(
    folder: Path, file: str, old: str, new: str
) -> None:
    put(folder, PLANTS, "{capacity:cell-capacity-abroad}", "{capacity:cell-capacity-abroad} / 2")
    put(folder, file, old, new)
    assert noted(folder) == []
