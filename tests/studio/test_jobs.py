"""Long work that several studios share a file of: each job is done once, and by one of them."""

import json
import multiprocessing
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from monazite.studio import work as doing
from monazite.studio.jobs import Jobs, _lives, _name, _told


def waits(kind: str, folder: str, question: str, there: Connection) -> None:
    """Work that says it has begun and then takes long."""
    there.send(json.dumps({"status": "running", "said": "begun"}))
    for _ in range(600):
        time.sleep(0.1)
        there.send(json.dumps({"status": "running", "said": "at work"}))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(Path(__file__).parents[2])  # where the other process finds `waits`
    monkeypatch.setattr(doing, "work", waits)
    before = multiprocessing.active_children()
    yield tmp_path / "jobs.sqlite"
    for one in multiprocessing.active_children():
        if one not in before:
            one.terminate()
            one.join()


def wait_for(jobs: Jobs, job: str, **wanted: Any) -> None:
    for _ in range(300):
        view = jobs.see(job)
        assert view is not None
        if all(getattr(view, name) == value for name, value in wanted.items()):
            return
        time.sleep(0.05)
    raise AssertionError(view)


def owner(file: Path, job: str) -> str:
    with sqlite3.connect(file) as rows:
        (found,) = rows.execute("select owner from jobs where id = ?", (job,)).fetchone()
    rows.close()
    return str(found)


def test_a_second_studio_leaves_what_the_first_does(file: Path) -> None:
    first = Jobs(file)
    job = first.begin("ranges", "a", "{}")
    wait_for(first, job, said="at work")
    second = Jobs(file)
    second.go_on()
    assert not second._running
    assert owner(file, job) == _name(os.getpid())
    assert second.cancel(job)
    wait_for(first, job, status="cancelled")
    for _ in range(100):
        if not first._running:
            break
        time.sleep(0.05)
    assert not first._running, "who cancels elsewhere stops the work here"
    first.close()


def test_how_far_work_is_is_told_in_words(file: Path) -> None:
    jobs = Jobs(file)
    job = jobs.begin("ranges", "a", "{}")
    wait_for(jobs, job, told="at work")
    assert _told("", 0, 0, None) == "Working"
    assert _told("Drawing", 0, 12, None) == "Drawing · 0 of 12"
    assert _told("Drawing", 3, 12, 4.2) == "Drawing · 3 of 12, about 5 s left"
    jobs.close()


def test_the_same_question_is_worked_on_once(file: Path) -> None:
    jobs = Jobs(file)
    job = jobs.begin("ranges", "a", "{}")
    assert jobs.begin("ranges", "a", "{}") == job
    assert jobs.begin("ranges", "a", '{"state": 1}') != job
    jobs.close()


def test_what_a_studio_that_is_gone_did_is_begun_again(file: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", "pass"])
    name = _name(gone.pid)
    gone.wait()
    assert not _lives(name)
    first = Jobs(file)
    job = first.begin("ranges", "a", "{}")
    wait_for(first, job, said="at work")
    first.close()
    with sqlite3.connect(file) as rows:
        rows.execute("update jobs set owner = ?", (name,))
    rows.close()
    second = Jobs(file)
    second.go_on()
    assert list(second._running) == [job]
    wait_for(second, job, said="at work")
    second.close()


def test_what_was_found_of_a_state_is_found_again_whatever_else_the_page_says(file: Path) -> None:
    jobs = Jobs(file)
    state = {"study": "toy", "base": "halt", "year": 2025, "set": {"a": {"b": 0.1}}, "compare": []}
    with sqlite3.connect(file) as rows:
        for number, (status, found) in enumerate(
            [("done", "[1]"), ("done", "[2]"), ("failed", "[3]")]
        ):
            question = json.dumps({"state": {**state, "compare": ["x"]}, "theme": "dark"})
            rows.execute(
                "insert into jobs (id, kind, folder, question, status, found, asked) "
                "values (?, 'ranges', 'a', ?, ?, ?, ?)",
                (str(number), question, status, found, number),
            )
    rows.close()
    fields = ("base", "set", "year", "money")

    def found(kind: str = "ranges", folder: str = "a", **other: Any) -> list[Any]:
        return jobs.found_of(kind, folder, json.dumps({**state, **other}), fields)

    assert found() == [2], "the latest that came to its end"
    assert found(compare=["y"]) == [2], "which no field asked for says otherwise"
    assert found(year=2026) == found(set={"a": {"b": 0.2}}) == found(money="INR") == []
    assert found("stress") == found(folder="b") == []
    jobs.close()
