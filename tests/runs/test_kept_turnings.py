"""Where answers turn is kept beside the studies that ship, and never shown of another study."""

import json
import shutil
from pathlib import Path

import pytest

from monazite.runs.kept_turnings import kept_turnings, turnings_file
from monazite.study import load_study

from .. import shipped

SHIPPED = ("toy", "india", "indonesia")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_limit_of_the_front_page_is_kept_for_the_study_as_it_is(name: str) -> None:
    """If this fails, run `scripts/turnings`."""
    study = shipped.study(name)
    kept = json.loads(turnings_file(study).read_text("utf-8"))
    assert kept["data_hash"] == study.data_hash
    limited = [
        strategy
        for strategy in study.settings.front_page
        if any(lever.kind == "export_limit" for lever in study.strategies[strategy].levers)
    ]
    assert len(kept["cases"]) == len(limited) > 0
    # of a limit on goods that no plant could ever take on there is nothing to say
    assert any(rows for rows in kept["cases"].values()) or name == "toy"


def test_what_is_kept_is_what_would_be_found_again() -> None:
    for run in map(shipped.handle("toy").run, ("halt", "both")):
        kept = run.records.turning()
        assert kept == kept_turnings(run.solution.study, run.case) is not None
        found = run.records.turning(again=True)
        assert [one.measure for one in found] == [one.measure for one in kept]
        for one, other in zip(found, kept, strict=True):
            assert (one.builds, one.comes) == (other.builds, other.comes)
            assert one.value == (other.value and pytest.approx(other.value, rel=0.02))


def test_of_another_study_or_a_broken_file_nothing_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(shipped.folder("toy"), folder)
    case = shipped.handle("toy").run("halt").case
    assert kept_turnings(load_study(folder), case) is not None
    with (folder / "study.yaml").open("a", encoding="utf-8") as changed:
        changed.write("\n# Changed.\n")
    assert kept_turnings(load_study(folder), case) is None
    shutil.copytree(shipped.folder("toy"), folder, dirs_exist_ok=True)
    turnings_file(load_study(folder)).write_text('{"format": 1', encoding="utf-8")
    assert kept_turnings(load_study(folder), case) is None
