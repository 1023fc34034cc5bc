"""What owners at home might as well ask, and what had not settled, is told wherever figures are."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from monazite.api import load
from monazite.brief.content import brief_content
from monazite.cli import main
from monazite.findings.evidence import Answered, Verdict, write_answers
from monazite.model import staged
from monazite.report import brief_html
from monazite.studio.asked import Asked, WarningsAsked
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.update import update
from monazite.studio.warning import warnings
from monazite.study import Study, load_study

from .. import shipped
from ..owners import asking

SAYS = "what owners at home ask for NdPr oxide had not settled in the plan made in 2024"
SHARE = "self_sufficiency.magnet"


@pytest.fixture
def unlooked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    """A state that asks 60,000 USD where imports cost 36,000, and never looks at them."""
    monkeypatch.setattr(staged, "ROUNDS", 0)
    return asking(tmp_path, 60_000.0)


@pytest.fixture
def tried(tmp_path: Path) -> Path:
    """The toy with verdicts: 60 % of magnets made at home in 2026, or 55 as well."""
    folder = Path(shutil.copytree(shipped.folder("toy"), tmp_path / "toy"))
    study = load_study(folder)
    answers = {
        (key, year): Verdict(0.0, 0.0, None, None)
        for key in study.settings.headlines
        for year in (2024, 2025, 2026)
    }
    answers[SHARE, 2026] = Verdict(0.6, 0.4, None, None, between=(0.55, 0.6))
    write_answers(study, Answered(study.data_hash, "central", (), {"build": answers}))
    return folder


def said(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    assert main([str(word) for word in words]) == 0
    return capsys.readouterr().out


def test_prices_that_had_not_settled_are_told_by_shell_brief_and_studio(
    unlooked: Study, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = " ".join(said(capsys, "run", unlooked.path, "as-now").split())
    assert f"Under “as-now” {SAYS}" in printed
    found = json.loads(said(capsys, "run", unlooked.path, "as-now", "--json"))
    (row,) = found["strategies"]["as-now"]["unsettled_prices"]
    assert (row["planned"], row["years"][0]) == (2024, 2024)
    assert row["off"] == pytest.approx(1.0 - 0.98 * 36_000 / 60_000)
    run = load(unlooked.path).run("as-now")
    made = datetime(2026, 1, 1, tzinfo=UTC)
    content = brief_content(unlooked, [run], "as-now", created=made, software="test")
    assert any(SAYS in warning for warning in content.warnings)
    assert SAYS in brief_html(content)
    room = Room(str(unlooked.path))
    asked = WarningsAsked(state=State(study=str(unlooked.path), base="as-now"), mend=False)
    told = [one for one in warnings(room, asked).warnings if SAYS in one.text]
    assert len(told) == 1
    assert (told[0].fixes, told[0].text.endswith(".")) == ([], False)


def test_nothing_is_told_of_prices_that_settled(capsys: pytest.CaptureFixture[str]) -> None:
    assert "had not settled" not in said(capsys, "run", "toy", "halt")


def test_a_number_is_told_with_what_it_might_as_well_be(
    tried: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("explain", tried, "build", f"{SHARE}@2026")
    printed = " ".join(said(capsys, *words).split())
    assert "Tried with facts that set prices a little off: determined." in printed
    assert (
        "55.0 to 60.0 %, depending on what owners at home ask first; each is as right." in printed
    )
    found: dict[str, Any] = json.loads(said(capsys, *words, "--json"))
    assert (found["standing"], found["between"]) == ("determined", [0.55, 0.6])
    other = said(capsys, "explain", tried, "build", f"{SHARE}@2025")
    assert ("determined" in other, "as right" in other) == (True, False)
    untried = json.loads(said(capsys, "explain", tried, "halt", f"{SHARE}@2026", "--json"))
    assert (untried["standing"], untried["between"]) == ("not yet tested", None)
    state = State(study=str(tried), base="build", year=2026)
    headlines = update(Room(str(tried)), Asked(state=state)).headlines
    sentence = next(one.sentence for one in headlines if one.key == SHARE)
    assert sentence.endswith(
        "; 55.0 % to 60.0 % by what owners at home ask first".replace(" %", "\u00a0%")
    )


def test_ranges_of_a_brief_take_in_what_owners_may_ask(tried: Path) -> None:
    """What the study keeps of its subject widens the range, and the note says so."""
    from monazite.brief.analyses import analyse

    handle = load(tried)
    runs = [handle.run("as-now"), handle.run("build")]
    asked = analyse(handle.runs, runs, subject="build")
    made = datetime(2026, 1, 1, tzinfo=UTC)
    content = brief_content(
        handle.study,
        runs,
        "as-now",
        created=made,
        software="test",
        analyses=asked,
        subject="build",
    )
    assert content.ranges is not None
    low, _ = content.ranges[SHARE, 2026]
    assert low <= 0.55
    assert content.ranges_of_prices
    assert "begin at other prices that are as right" in brief_html(content)


def test_verdicts_name_the_way_that_moves_a_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = asking(tmp_path, 60_000.0)
    printed = said(capsys, "determine", study.path, "as-now", "--workers", 1, "--no-keep")
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    assert "What owners at home ask first moves, and each is as right:" in lines
    assert any(line.endswith("owners first ask what a tonne costs") for line in lines)
    assert "them" in lines, "the rest of the cell"
