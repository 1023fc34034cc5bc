"""Findings are kept by data, code, case, kind and question, and told the latest first."""

from pathlib import Path

import pytest

from monazite.store import FindingStore


def test_what_is_put_is_told_of_its_own_data_case_and_kind_alone(tmp_path: Path) -> None:
    store = FindingStore(tmp_path)
    store.put("data", "case", "Bench", "first", "1")
    store.put("data", "case", "Bench", "second", "2")
    assert store.of("data", "case", "Bench") == [("second", "2"), ("first", "1")]
    assert store.about("data", "case") == [("Bench", "first", "1"), ("Bench", "second", "2")]
    others = (("other", "case", "Bench"), ("data", "other", "Bench"), ("data", "case", "Sureness"))
    assert [store.of(*one) for one in others] == [[], [], []]


def test_the_same_question_is_kept_once_and_is_then_the_latest(tmp_path: Path) -> None:
    store = FindingStore(tmp_path)
    for asked, found in (("first", "1"), ("second", "2"), ("first", "3")):
        store.put("data", "case", "Bench", asked, found)
    assert FindingStore(tmp_path).of("data", "case", "Bench") == [("first", "3"), ("second", "2")]


def test_other_code_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    FindingStore(tmp_path).put("data", "case", "Bench", "asked", "found")
    monkeypatch.setattr("monazite.store.findings.code_hash", lambda: "of tomorrow")
    assert FindingStore(tmp_path).of("data", "case", "Bench") == []
