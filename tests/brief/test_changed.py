"""What somebody changed is said lever by lever, and the closing command gives the same again."""

import json
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monazite.api import Proposal, StudyHandle
from monazite.brief.changed import begun_from
from monazite.brief.content import brief_content
from monazite.cli import main
from monazite.report import BriefContent, brief_html

from .. import shipped

HALT, BUILD = "No neodymium leaves", "Three times the magnets"


@pytest.fixture(scope="module")
def toy() -> StudyHandle:
    """The toy, with one solver for all tests here."""
    return shipped.handle("toy")


def content(toy: StudyHandle, *proposals: Proposal, world: str | None = None) -> BriefContent:
    """The brief of strategies against the baseline."""
    runs = [toy.run("as-now", world), *(toy.run(one, world) for one in proposals)]
    made = datetime(2026, 1, 1, tzinfo=UTC)
    study = toy.study
    for run in runs:
        study = study.knowing(run.case.strategy, run.case.world)
    return brief_content(study, runs, "as-now", created=made, software="test")


def again(capsys: pytest.CaptureFixture[str], command: str) -> dict[str, object]:
    """Headlines of every strategy, baseline first, as the command gives them."""
    program, *words = shlex.split(command)
    assert program == "monazite"
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["strategies"]
    return {name: one["headlines"] for name, one in found.items()}


def solved(toy: StudyHandle, *proposals: Proposal, world: str | None = None) -> list[object]:
    """The same as runs in Python have it."""
    found = []
    for one in ("as-now", *proposals):
        headlines: dict[str, dict[str, float]] = {}
        for row in toy.run(one, world).headlines.iter_rows(named=True):
            headlines.setdefault(row["indicator"], {})[str(row["year"])] = row["value"]
        found.append(headlines)
    return found


def test_a_changed_strategy_says_what_differs_and_how_to_get_it_again(
    toy: StudyHandle, capsys: pytest.CaptureFixture[str]
) -> None:
    own = toy.strategy("both").change(HALT, tonnes_per_year=3).without(BUILD)
    said = ["“No neodymium leaves”: tonnes per year 3 t/yr instead of 0 t/yr"]
    said.append("without “Three times the magnets”")
    assert own.changes() == said
    brief = content(toy, own, world="control")
    (line,) = brief.changed
    assert (line.strategy, line.origin) == ("Halt and build, changed", "Halt and build")
    assert list(line.says) == said
    page = brief_html(brief)
    assert page.index("but for this") < page.index('id="answer"')
    assert "--without" in brief.link
    assert "both-changed" not in brief.link
    assert list(again(capsys, brief.link).values()) == solved(toy, own, world="control")


def test_what_options_cannot_say_is_run_from_the_file_in_the_folder(
    toy: StudyHandle,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lever = {"kind": "permit", "facility": "hom_mine", "tonnes_per_year": 30, "start": "2025-01"}
    own = toy.strategy("build").with_lever(lever)
    (phrase,) = own.changes()
    assert phrase.startswith("with “")
    assert "30 t a year" in phrase
    folder = toy.write_run(tmp_path / "run", [toy.run(own)], quick=True)
    page = (folder / "brief.html").read_text(encoding="utf-8")
    command = page.partition("as saved: <code>")[2].partition("</code>")[0]
    assert command == "monazite run toy as-now strategies/build-changed.yaml"
    monkeypatch.chdir(folder)
    assert list(again(capsys, command).values()) == solved(toy, own)
    assert main(["verify", str(folder)]) == 0


def test_facts_put_otherwise_are_said_and_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    handle = shipped.handle("toy").with_facts({"capacity:hom-mine": 45})
    own = handle.strategy("build")
    brief = content(handle, own)
    (line,) = brief.changed
    assert line.opens == "Facts put otherwise, for every strategy:"
    assert "45" in line.says[0]
    assert list(again(capsys, brief.link).values()) == solved(handle, own)


def test_a_brief_of_the_study_as_it_is_says_nothing_of_changes(toy: StudyHandle) -> None:
    brief = content(toy, toy.strategy("halt"), toy.strategy("both"))
    assert not brief.changed
    assert brief.link == "monazite run toy as-now halt both"
    assert 'id="changed"' not in brief_html(brief)


def test_a_strategy_of_ones_own_began_from_the_nearest(toy: StudyHandle, tmp_path: Path) -> None:
    saved = toy.strategy("both").change(HALT, tonnes_per_year=3).save(tmp_path / "mine.yaml")
    start = begun_from(toy.study, toy.strategy(saved).strategy)
    assert start is not None
    assert start.name == "both"
    lever = {"kind": "permit", "facility": "hom_mine", "tonnes_per_year": 30, "start": "2025-01"}
    alone = toy.strategy("as-now").named("mine").with_lever(lever)
    assert begun_from(toy.study, alone.strategy) is None
