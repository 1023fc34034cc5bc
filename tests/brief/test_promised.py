"""The ladder from promise to output, told in every world that differs in delivery alone."""

import shutil
from pathlib import Path

import pytest

from monazite.api import load
from monazite.api.handle import StudyHandle
from monazite.brief.about import Briefed, deliveries
from monazite.brief.analyses import BriefAnalyses
from monazite.brief.topics.commitment import ladder_table, promised, says_of_ladder

from .. import shipped

LATE = """title: Half comes
extends: central
why: To tell what a promise comes to.
levers:
  - {kind: delivery, facility: all, share_built: 0.5, delay_months: 12, start: 2024-01,
     why: "Half of it comes, a year late.", source: toy/invented}
"""


@pytest.fixture(scope="module")
def handle(tmp_path_factory: pytest.TempPathFactory) -> StudyHandle:
    """The toy with a world in which half of what is promised comes, and one as kept as central."""
    folder: Path = tmp_path_factory.mktemp("studies") / "toy"
    shutil.copytree(shipped.folder("toy"), folder)
    (folder / "worlds" / "late.yaml").write_text(LATE, encoding="utf-8")
    kept = LATE.replace("0.5", "1.0").replace("12,", "0,").replace("Half comes", "All comes")
    (folder / "worlds" / "kept.yaml").write_text(kept, encoding="utf-8")
    return load(folder)


def told(handle: StudyHandle, strategy: str) -> Briefed:
    """What a brief on a strategy is written from."""
    run = handle.run(strategy, "late")
    worlds = {name: (handle.run(strategy, name),) for name in handle.worlds}
    return Briefed(handle.study, [run], run, "as-now", BriefAnalyses(worlds=worlds))


def test_only_worlds_that_differ_in_delivery_are_told_and_each_way_to_deliver_once(
    handle: StudyHandle,
) -> None:
    briefed = told(handle, "build")
    found = deliveries(handle.study, briefed.subject, briefed.analyses.worlds)
    assert [run.world for run in found] == ["late", "central"]


def test_the_table_stands_side_by_side_and_adds_up(handle: StudyHandle) -> None:
    briefed = told(handle, "build")
    table = ladder_table(briefed)
    assert table is not None
    assert [name for name, _ in table.columns][1] == "Half comes, 2025"
    columns = list(zip(*[row[1:] for row in table.rows], strict=True))
    assert {column[0] for column in columns} == {"40"}
    first, second = says_of_ladder(briefed)
    assert first == (
        "Under “Build” 0 t of the 40 t a year promised are made in 2025 in “Half comes”: "
        "20 t are not there yet or not ramped up and 20 t are not delivered or late."
    )
    assert second.startswith("Under “Build” ")


def test_a_strategy_without_a_promise_has_no_ladder(handle: StudyHandle) -> None:
    briefed = told(handle, "as-now")
    assert says_of_ladder(briefed) == []
    assert ladder_table(briefed) is None


def test_a_ceiling_is_said_to_be_allowed_and_not_promised() -> None:
    """Three groups of owners may add a million tonnes each; nobody has promised one of them."""
    nickel = shipped.handle("indonesia")
    run = nickel.run("ban-2014")
    worlds = {nickel.records.study.settings.world: (run,)}
    briefed = Briefed(nickel.study, [run], run, "no-ban", BriefAnalyses(worlds=worlds))
    said = says_of_ladder(briefed)
    assert said
    for text in said:
        assert " t of the 3,000,000 t a year that investors may build are made in " in text
        assert "promised" not in text
    topic = promised(briefed)
    assert topic.title == "From what may be built to what is made"
    (table,) = topic.tables
    assert "promised" not in table.caption
    first = [row[0] for row in table.rows]
    assert first[0] == "Allowed to investors at most"
    assert "Made of what may be built" in first
