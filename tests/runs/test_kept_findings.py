"""What takes minutes is found once: whoever asks the same is told it, and of nothing else."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from monazite.api import Run, load
from monazite.findings.ensemble import Band
from monazite.runs.draws.sureness import Headline, Sureness, sureness_of
from monazite.runs.plan.kept_findings import (
    findings_file,
    keep_finding,
    kept_findings,
    known_finding,
    write_findings,
)
from monazite.runs.questions.attribution import Attribution
from monazite.runs.questions.breakeven import BreakEven
from monazite.store import FindingStore, ReadingStore

from .. import shipped

PLANT = "Three times the magnets.add"
MAGNETS = "self_sufficiency.magnet"

pytestmark = pytest.mark.usefixtures("nothing_kept")


@pytest.fixture
def store() -> Iterator[ReadingStore]:
    found = ReadingStore()
    yield found
    found.close()


def test_a_break_even_asked_again_is_told_without_a_solve(
    store: ReadingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = load("toy").run("build")
    first = run.break_even(PLANT, MAGNETS, 0.4, 2026, store=store)
    monkeypatch.setattr("monazite.runs.questions.seeking.Sought.numbers", None)
    again = load("toy").run("build").break_even(PLANT, MAGNETS, 0.4, 2026, store=ReadingStore())
    assert again == first
    assert again.in_words == first.in_words
    assert kept_findings(run.records, BreakEven) == [first]
    with pytest.raises(TypeError):
        run.break_even(PLANT, MAGNETS, 0.5, 2026, store=store)  # which nobody has asked yet
    monkeypatch.undo()


def test_without_a_store_nothing_is_kept_or_told(tmp_path: Path) -> None:
    run = load("toy").run("build")
    found = run.break_even(PLANT, MAGNETS, 0.4, 2026)
    assert kept_findings(run.records, BreakEven) == []
    assert known_finding(run.records, BreakEven, {"year": 2026}, None) is None
    keep_finding(run.worker.study, run.case, {"year": 2026}, found, None)
    assert not (tmp_path / "cache" / "monazite" / FindingStore.file).exists()


def test_another_case_or_other_data_is_told_nothing(store: ReadingStore, tmp_path: Path) -> None:
    toy = load("toy")
    toy.run("build").break_even(PLANT, MAGNETS, 0.4, 2026, store=store)
    for other in (toy.run("both"), toy.run("build", "control"), _with_other_data(tmp_path)):
        assert kept_findings(other.records, BreakEven) == []


def _with_other_data(tmp_path: Path) -> Run:
    folder = shutil.copytree(shipped.folder("toy"), tmp_path / "toy")
    sources = next(folder.rglob("sources.csv"))
    more = "toy/more,More,Makers,2024,,estimate\n"
    sources.write_text(sources.read_text("utf-8") + more, encoding="utf-8")
    other = load(folder)
    assert other.data_hash != shipped.handle("toy").data_hash
    return other.run("build")


def test_levers_that_are_called_otherwise_are_told_by_what_they_are_called(
    store: ReadingStore,
) -> None:
    """A finding says what a lever is called; under another word it is another finding."""
    toy = load("toy")
    build = toy.study.strategies["build"]
    toy.run("build").break_even(PLANT, MAGNETS, 0.4, 2026, store=store)
    (lever,) = (one.model_copy(update={"title": "A larger plant"}) for one in build.levers)
    run = toy.run(build.model_copy(update={"levers": (lever,)}))
    assert kept_findings(run.records, BreakEven) == []
    found = run.break_even("capacity_programme.add", MAGNETS, 0.4, 2026, store=store)
    assert "A larger plant, add" in found.in_words
    (kept,) = kept_findings(run.records, BreakEven)
    assert kept == found


def test_a_finding_that_cannot_be_read_is_as_if_it_were_not_there(store: ReadingStore) -> None:
    run = load("toy").run("build")
    run.break_even(PLANT, MAGNETS, 0.4, 2026, store=store)
    file = FindingStore().path
    for text in ("{}", "[", "[]", json.dumps({"figure": 3}), None, b"\xff"):
        with closing(sqlite3.connect(file)) as base:
            assert base.execute("UPDATE findings SET found = ?", (text,)).rowcount == 1
            base.commit()
        assert kept_findings(run.records, BreakEven) == []
    file.write_bytes(b"no base at all, since somebody wrote over it" * 100)
    assert kept_findings(run.records, BreakEven) == []


def test_draws_of_all_facts_are_kept_for_each_strategy(store: ReadingStore) -> None:
    toy = load("toy")
    shown = toy.study.settings.shown
    found = toy.ensemble("halt", "both", draws=9, indicators=shown, store=store)
    for run in found.runs[1:]:
        (kept,) = kept_findings(run.records, Sureness)
        assert kept == sureness_of(found, run.strategy)
        assert kept.against == found.runs[0].case.hash == run.before.hash  # type: ignore[union-attr]
    assert kept_findings(found.runs[0].records, Sureness) == []


@pytest.mark.parametrize("asked", [{"inputs": ["demand:motors-hom#1"]}, {"indicators": [MAGNETS]}])
def test_draws_of_some_facts_or_headlines_are_not(store: ReadingStore, asked: Any) -> None:
    toy = load("toy")
    found = toy.ensemble("both", draws=4, store=store, **asked)
    assert kept_findings(found.runs[-1].records, Sureness) == []


def test_what_is_said_of_draws_is_what_the_draws_say() -> None:
    found = shipped.handle("toy").ensemble("both", "halt", draws=16)
    told = sureness_of(found, "halt")
    cost = next(one for one in told.headlines if one.indicator == "unmet_demand")
    band = told.band("unmet_demand", told.year)
    assert isinstance(band, Band)
    assert isinstance(cost, Headline)
    numbers = found.of("halt", "unmet_demand", told.year)
    apart = found.of("halt", "unmet_demand", told.year, above="as-now")
    assert cost.worse == pytest.approx((apart > 1e-9).mean())
    assert cost.short is not None
    assert cost.short.share == pytest.approx((numbers > (band.central or 0.0) + 1e-9).mean())
    assert {one.strategy for one in told.bands} == {"as-now", "halt"}


def test_a_study_keeps_what_was_found_until_its_plans_come_to_something_else(
    tmp_path: Path, store: ReadingStore
) -> None:
    toy = load(shutil.copytree(shipped.folder("toy"), tmp_path / "toy"))
    run = toy.run("build")
    found = run.break_even(PLANT, MAGNETS, 0.4, 2026, store=store)
    file = write_findings(toy.study, [run.records], store)
    (tmp_path / "cache" / "monazite" / FindingStore.file).unlink()
    assert file == findings_file(toy.study)
    (kept,) = kept_findings(run.records, BreakEven)
    before = file.read_bytes()
    write_findings(toy.study, [run.records], store, only=Attribution)
    assert file.read_bytes() == before, "what is of another kind stays"
    assert kept.value == pytest.approx(found.value, rel=1e-5)
    assert kept.in_words == found.in_words
    whole = file.read_text("utf-8")
    data = json.loads(whole)
    data["cases"][0]["headlines"][MAGNETS][0] = 10**400
    huge = json.dumps(data)
    data["cases"][0]["headlines"][MAGNETS][0] = 0.201
    for other in (
        huge,
        json.dumps(data),
        whole.replace(toy.data_hash, "0" * 64),
        whole.replace('"format": 1', '"format": 0'),
        whole[: len(whole) // 2],
        whole.replace('"headlines"', '"figures"'),
        whole.replace('"asked"', '"said"'),
        json.dumps({**data, "cases": [data["cases"]]}),
    ):
        assert other != whole
        file.write_text(other, encoding="utf-8")
        assert kept_findings(run.records, BreakEven) == []
