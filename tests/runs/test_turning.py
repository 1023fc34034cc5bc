"""Where the answer to a halt turns, on the toy with presses that firms may add.

A press costs 10,000 a tonne over 10 years at 10 %: 1,627.45 a tonne and year. One decided in 2025
runs half in its first year, so that over its life a kilogram bears 1.75746 of it. With 2.5 to run
and oxide at 4,000, which is 2.0 a kilogram, as now it would cost 6.25746 and magnets are had for
5.0: firms build without the halt where the cost is 1.25746 less. Under the halt oxide is at 3,000
and the kilogram costs 5.75746, so that the halt counts for nothing from 4.5 down.
"""

import shutil

import polars as pl
import pytest

from monazite.api import StudyHandle, load
from monazite.brief.sentences.turning import says_where_it_turns
from monazite.cases.halt_conditions import cost_moved, leave_to_build, ore_moved, stages_up_to
from monazite.runs.run import Run
from monazite.runs.turning import unlimited

from .. import shipped

FACTS = {
    "lead": (0, "yr"),
    "rate": (100, "t magnet/yr/yr"),
    "life": (10, "yr"),
    "asked": (0.1, "1"),
}
BARE = "{costs:magnet-plant},,,,,,"
OPEN = "{costs:magnet-plant},{capacity:lead},{capacity:rate},{capacity:life},{capacity:asked},,"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> StudyHandle:
    """The toy where firms may add presses at home."""
    copy = shutil.copytree(shipped.folder("toy"), tmp_path_factory.mktemp("opened") / "toy")
    facilities = copy / "chain" / "facilities.csv"
    text = facilities.read_text(encoding="utf-8")
    assert text.count(BARE) == 1
    facilities.write_text(text.replace(BARE, OPEN), encoding="utf-8")
    with (copy / "evidence" / "capacity.csv").open("a", encoding="utf-8") as file:
        for name, (value, unit) in FACTS.items():
            what = f"capacity:{name}#1,hom_magnets,HOM,2024,value,{value},,,{unit}"
            file.write(f"{what},toy/invented,A,Invented.\n")
    return load(copy)


@pytest.fixture(scope="module")
def halt(opened: StudyHandle) -> Run:
    return opened.run("halt")


@pytest.fixture(scope="module")
def turns(halt: Run) -> pl.DataFrame:
    return pl.DataFrame(halt.turning().to_dicts())


def _sides(turns: pl.DataFrame, measure: str) -> tuple[dict[str, object], dict[str, object]]:
    below, above = turns.filter(pl.col("measure") == measure).to_dicts()
    return below, above


def test_a_cost_at_which_firms_build_anyway_turns_it(turns: pl.DataFrame) -> None:
    below, above = _sides(turns, "cost")
    assert below["now"] == pytest.approx(5.75746, abs=1e-4)
    assert below["value"] == pytest.approx(4.5, rel=0.01)
    assert below["builds"]
    assert below["comes"]
    assert above["value"] is None
    assert above["bound"] == pytest.approx(2 * 5.75746, abs=1e-3)


def test_a_share_of_the_ore_below_which_nothing_is_missed_turns_it(
    turns: pl.DataFrame, halt: Run
) -> None:
    """Solved again by hand at either side of the value, with home's chain made smaller."""
    below, above = _sides(turns, "share_of_ore")
    assert below["now"] == pytest.approx(1 / 3)
    value = below["value"]
    assert isinstance(value, float)
    assert 0.0333 < value < 1 / 3
    assert not below["comes"]
    assert above["value"] is None
    base = halt.worker.base.parameters
    stages = stages_up_to(base, halt.solution.study.words.mines, ["oxide"])
    assert stages == {"mining", "separation"}
    brought = []
    for share in (value * 0.97, value * 1.03):
        edits = ore_moved(base, stages, 3 * share, 1.5 * (1 - share), "A test asks.")
        case = halt.case.with_shifts(edits)
        plans = (halt.worker.solve(case).outcome, unlimited(halt.worker, case))
        brought.append(
            [float(plan.values["addition"].sel(investable="hom_magnets").sum()) for plan in plans]
        )
    assert brought[0][0] - brought[0][1] < 1
    assert brought[1][0] - brought[1][1] > 1


def test_it_is_said_in_words(halt: Run) -> None:
    said = says_where_it_turns(halt.records.turning(), halt.solution)
    assert said.startswith("Where it turns, solved again with one condition otherwise: at 2")
    assert "instead of the 33 % of the world’s ore that Homeland digs, the limit no longer" in said
    assert "brings plants: none come at all. At 4.5 USD/kg instead of the 5.76 USD/kg it" in said
    assert said.endswith("the limit no longer brings plants: they come without it too.")


def test_a_tenth_of_the_ore_is_a_tenth_of_all_that_leads_to_the_goods(halt: Run) -> None:
    edits = ore_moved(halt.worker.base.parameters, {"mining"}, 0.1, 1.2, "A test asks.")
    moved = {(one.parameter, one.where.get("facility", ())): one.value for one in edits}
    assert moved["nameplate", ("hom_mine",)] == 0.1
    assert moved["nameplate", ("for_mine",)] == 1.2
    lanes = [one.where["lane"] for one in edits if one.parameter == "lane_limit"]
    assert all("ore" in str(one) for one in lanes)


def test_costs_and_leave_are_edits_of_their_plants() -> None:
    (dearer,) = cost_moved({"press": 0.5}, 2.0, "A test asks.")
    assert (dearer.parameter, dearer.operation, dearer.value) == ("operating_cost", "add", 1000.0)
    limit, rate = leave_to_build({"press": 0.5}, (2025, 2026), 10.0, "A test asks.")
    assert limit.parameter == "site_limit"
    assert (rate.where["period"], rate.value) == ((2025, 2026), 20.0)


def test_where_nothing_may_be_built_nothing_turns_it() -> None:
    toy = shipped.handle("toy")
    assert toy.run("halt").turning().height == 0
    assert toy.run("as-now").turning().height == 0
