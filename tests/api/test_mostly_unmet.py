"""A study in which users lack most of what they want says so, with what is in the way."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monazite.api import load
from monazite.brief.content import brief_content
from monazite.brief.sentences.mostly_unmet import warns_of_mostly_unmet
from monazite.cli import main
from monazite.core.errors import Problem
from monazite.findings.bottlenecks import mostly_unmet
from monazite.studio.asked import WarningsAsked
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.warning import warnings

from .. import shipped

ABROAD = "“Rest of the world, plants for cells”"


@pytest.fixture
def folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    made = tmp_path / "own"
    assert main(["new", str(made), "--chain", "ore, salt, cell:cells", "--mineral", "Li"]) == 0
    capsys.readouterr()
    return made


def put(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new))


def warned(folder: Path, strategy: str = "as-now", world: str | None = None) -> list[Problem]:
    return warns_of_mostly_unmet({strategy: load(folder).run(strategy, world).solution})


PLANTS, LANES = "chain/facilities.csv", "chain/lanes.csv"


@pytest.mark.parametrize(
    ("file", "old", "new", "why", "remedy"),
    [
        (
            PLANTS,
            "{capacity:cell-capacity-abroad}",
            "{capacity:cell-capacity-abroad} * 0",
            f"{ABROAD} has no capacity",
            "nameplate",
        ),
        (
            PLANTS,
            "{capacity:cell-capacity-abroad}",
            "{capacity:cell-capacity-abroad} * 0.01",
            f"{ABROAD} are full and never grow",
            "build_rate",
        ),
        (
            LANES,
            "cell,ABR,HOM,{costs:freight-of-cell}",
            "cell,ABR,HOM,{costs:freight-of-cell} * 1000",
            "costs more to bring than its users would pay",
            "choke",
        ),
        (
            PLANTS,
            "{capacity:ore-capacity-abroad}",
            "{capacity:ore-capacity-abroad} * 0",
            "mines” has no capacity",
            "nameplate",
        ),
    ],
)
def test_what_is_in_the_way_is_named(
    folder: Path, file: str, old: str, new: str, why: str, remedy: str
) -> None:
    if "ore" in old:  # mines at home as well, or they would do
        put(
            folder,
            PLANTS,
            "{capacity:ore-capacity-at-home}",
            "{capacity:ore-capacity-at-home} * 0.001",
        )
    put(folder, file, old, new)
    (problem,) = warned(folder)
    assert "under “as-now” most demand of users of cells is unmet in 20" in problem.message
    assert why in problem.message
    assert remedy in problem.remedy


def test_a_lane_that_is_missing_is_named(folder: Path) -> None:
    text = (folder / LANES).read_text().splitlines()
    kept = [line for line in text if not line.startswith("cell,ABR,HOM")]
    (folder / LANES).write_text("\n".join(kept) + "\n")
    (problem,) = warned(folder)
    assert "no lane brings cell to Home" in problem.message
    assert "add a lane to chain/lanes.csv" in problem.remedy


def test_trade_held_back_for_good_is_named_and_a_shock_is_not(folder: Path) -> None:
    put(folder, "worlds/stop.yaml", "share_withheld: 0.5", "share_withheld: 1.0")
    assert warned(folder, world="stop") == []
    put(folder, "worlds/stop.yaml", "end: 2031-01", "")
    (problem,) = warned(folder, world="stop")
    assert "trade is held back (Cell, Rest of the world to Home)" in problem.message


def test_it_is_told_by_shell_brief_and_studio_and_a_full_check(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(folder, PLANTS, "{capacity:cell-capacity-abroad}", "{capacity:cell-capacity-abroad} * 0")
    says = "most demand of users of cells is unmet"
    assert main(["run", str(folder), "as-now", "halt"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert printed.count(says) == 1
    assert f"Under “as-now” and “halt” {says}" in printed
    assert main(["run", str(folder), "as-now", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["strategies"]["as-now"]["mostly_unmet"]
    assert (row["use"], row["years"][-1]) == ("users", 2035)
    assert "no plant: Rest of the world, plants for cells" in row["lacks"]
    handle = load(folder)
    assert handle.check().mostly_unmet is None
    told = handle.check(solve=True).mostly_unmet
    assert told
    assert says in str(told[0])
    run = handle.run("as-now")
    made = datetime(2026, 1, 1, tzinfo=UTC)
    content = brief_content(handle.study, [run], "as-now", created=made, software="test")
    assert any(says in warning for warning in content.warnings)
    asked = WarningsAsked(state=State(study=str(folder), base="as-now"), mend=False)
    (shown,) = [one for one in warnings(Room(str(folder)), asked).warnings if says in one.text]
    assert "nameplate" in shown.remedy


def test_studies_that_ship_leave_nobody_without() -> None:
    for name in ("toy", "indonesia", "india"):
        handle = shipped.handle(name)
        for strategy in handle.front_page:
            assert mostly_unmet(handle.run(strategy).solution) == [], (name, strategy)
