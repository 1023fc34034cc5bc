"""Readings are kept by study, code and case, and safe as soon as they are put."""

import errno
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from monazite.core.errors import InvalidInput
from monazite.store import FindingStore, ReadingStore, cache_folder
from monazite.store.kept import KeptFile


def test_what_is_put_can_be_had_again(tmp_path: Path) -> None:
    store = ReadingStore(tmp_path)
    store.put("study", "case", {"a": [1.0, float("nan")]})
    found = ReadingStore(tmp_path).get("study", "case", ["a"])
    assert found is not None
    values, fault = found
    assert (values["a"][0], fault) == (1.0, "")
    assert values["a"][1] != values["a"][1]


def test_another_study_case_or_indicator_is_not_known(tmp_path: Path) -> None:
    store = ReadingStore(tmp_path)
    store.put("study", "case", {"a": [1.0]})
    assert store.get("other", "case", ["a"]) is None
    assert store.get("study", "other", ["a"]) is None
    assert store.get("study", "case", ["a", "b"]) is None


def test_further_indicators_stand_beside_those_known(tmp_path: Path) -> None:
    store = ReadingStore(tmp_path)
    store.put("study", "case", {"a": [1.0]})
    store.put("study", "case", {"b": [2.0]})
    assert store.get("study", "case", ["a", "b"]) == ({"a": [1.0], "b": [2.0]}, "")


def test_a_case_without_a_plan_is_known_as_that(tmp_path: Path) -> None:
    store = ReadingStore(tmp_path)
    store.put("study", "case", {}, "the rules leave no plan")
    assert store.get("study", "case", ["a"]) == ({}, "the rules leave no plan")


def test_other_code_gives_other_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ReadingStore(tmp_path)
    store.put("study", "case", {"a": [1.0]})
    monkeypatch.setattr("monazite.store.readings.code_hash", lambda: "other")
    assert store.get("study", "case", ["a"]) is None


def test_a_file_that_is_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "readings.sqlite").write_bytes(b"no such thing" * 100)
    with pytest.raises(InvalidInput, match="cannot be kept here"):
        ReadingStore(tmp_path)


@pytest.mark.parametrize("store", [ReadingStore, FindingStore])
def test_a_cache_that_can_only_be_read_is_told_before_any_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: type[KeptFile]
) -> None:
    """It opens and tells what it has, and once said so only when work of minutes was kept."""
    name = store.file
    ReadingStore(tmp_path).put("study", "case", {"a": [1.0]})
    connect = sqlite3.connect

    def only_read(path: Path | str, **how: Any) -> Any:
        if Path(path).name != name:
            return connect(path, **how)
        return connect(f"file:{path}?mode=ro", uri=True, **how)

    monkeypatch.setattr(sqlite3, "connect", only_read)
    with pytest.raises(InvalidInput, match=r"kept here .*readonly") as told:
        ReadingStore(tmp_path)
    (problem,) = told.value.problems
    assert problem.file.endswith(name)
    assert "--no-keep" in str(problem)
    assert FindingStore(tmp_path, writes=False).of("data", "case", "Bench") == []
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "monazite").symlink_to(tmp_path)
    told_of: list[str] = []
    with closing(ReadingStore.or_read(told_of.append)) as kept:
        assert kept.get("study", "case", ["a"]) == ({"a": [1.0]}, "")
        kept.put("study", "other", {"a": [2.0]})
        assert kept.get("study", "other", ["a"]) is None
    (said,) = told_of
    assert name in said
    assert said.endswith("; what lies there is read.")


def test_who_may_read_alone_is_still_told_of_a_file_that_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "monazite").mkdir()
    (tmp_path / "monazite" / ReadingStore.file).write_bytes(b"no such thing" * 100)
    with pytest.raises(InvalidInput, match="cannot be kept here"):
        ReadingStore.or_read(print)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_folder_that_may_not_be_made_is_told_and_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, number: int
) -> None:
    def refused(*where: object, **how: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none"))
    monkeypatch.setattr(Path, "mkdir", refused)
    told: list[str] = []
    with closing(ReadingStore.or_read(told.append)) as kept:
        kept.put("study", "case", {"a": [1.0]})
        assert kept.get("study", "case", ["a"]) is None
    assert len(told) == 1


@pytest.mark.parametrize("by", ["mode=ro", "immutable=1"])
def test_who_only_reads_finds_what_lies_in_a_cache_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """In a folder that is closed as well, even reading beside writers is refused by SQLite."""
    with closing(ReadingStore(tmp_path)) as store:
        store.put("study", "case", {"a": [1.0]})
    connect = sqlite3.connect

    def only_read(path: Path | str, **how: Any) -> Any:
        if str(path) != ":memory:" and not str(path).endswith(by):
            raise sqlite3.OperationalError("unable to open database file")
        return connect(path, **how)

    monkeypatch.setattr(sqlite3, "connect", only_read)
    with closing(ReadingStore(tmp_path, writes=False)) as store:
        assert store.get("study", "case", ["a"]) == ({"a": [1.0]}, "")
        assert store.get("study", "other", ["a"]) is None
        with pytest.raises(InvalidInput, match="cannot be kept"):
            store.put("study", "other", {"a": [2.0]})


def test_who_only_reads_begins_no_cache(tmp_path: Path) -> None:
    with closing(ReadingStore(tmp_path / "none", writes=False)) as store:
        assert store.get("study", "case", ["a"]) is None
    assert not (tmp_path / "none").exists()


def test_a_broken_file_of_findings_is_told_before_any_work(tmp_path: Path) -> None:
    (tmp_path / FindingStore.file).write_bytes(b"no such thing" * 100)
    with pytest.raises(InvalidInput, match="cannot be kept here") as told:
        ReadingStore(tmp_path)
    assert told.value.problems[0].file.endswith(FindingStore.file)


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """The file may not grow any more: what was put stays, and it is said what to do."""
    store = ReadingStore(tmp_path)
    store.put("study", "first", {"a": [1.0]})
    pages = store._base.execute("PRAGMA page_count").fetchone()[0]
    store._base.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(InvalidInput, match="what was is not lost"):
        _fill(store)
    assert store.get("study", "first", ["a"]) == ({"a": [1.0]}, "")


def _fill(store: ReadingStore) -> None:
    for at in range(2000):
        store.put("study", f"case {at}", {"a": [float(one) for one in range(500)]})


def test_an_entry_that_cannot_be_read_is_worked_out_again(tmp_path: Path) -> None:
    store = ReadingStore(tmp_path)
    store.put("study", "case", {"a": [1.0]})
    with sqlite3.connect(store.path) as base:
        base.execute("UPDATE readings SET said = 'rubbish'")
    assert store.get("study", "case", ["a"]) is None


def test_the_folder_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "monazite"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder().parts[-2:] == (".cache", "monazite")
