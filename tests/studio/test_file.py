"""The file of a studio where it cannot be used: told in words, and nothing found is lost."""

import asyncio
import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from monazite.core.errors import InvalidInput
from monazite.store.studies import bundled_studies
from monazite.studio.app import create_app
from monazite.studio.asked import LinkAsked
from monazite.studio.file import NotKept
from monazite.studio.jobs import Jobs
from monazite.studio.links import Links
from monazite.studio.state import State

LONG = "http://127.0.0.1/s/toy/levers?title=" + "x" * 300


@contextmanager
def refusing(file: Path) -> Iterator[None]:
    """Nothing can be put into either table, as on a full or read-only disk; both can be read."""
    with closing(sqlite3.connect(file)) as rows:
        for table in ("jobs", "links"):
            for verb in ("insert", "update"):
                rows.execute(
                    f"create trigger no_{verb}_{table} before {verb} on {table} "
                    "begin select raise(abort, 'disk is full'); end"
                )
        rows.commit()
    try:
        yield
    finally:
        with closing(sqlite3.connect(file)) as rows:
            for table in ("jobs", "links"):
                for verb in ("insert", "update"):
                    rows.execute(f"drop trigger no_{verb}_{table}")
            rows.commit()


@pytest.mark.parametrize("spoilt", ["broken", "a folder", "under a file"])
def test_a_studio_says_before_it_begins_that_its_file_cannot_be_used(
    tmp_path: Path, spoilt: str
) -> None:
    file = tmp_path / "cache" / "studio.sqlite"
    if spoilt == "under a file":
        file.parent.write_text("x")
    else:
        file.parent.mkdir()
        file.mkdir() if spoilt == "a folder" else file.write_text("no database, " * 200)
    for kept in (Jobs, Links):
        with pytest.raises(InvalidInput, match=r"cannot keep links and long work here .* move it"):
            kept(file)


def test_what_cannot_be_kept_is_told_and_links_still_open(tmp_path: Path) -> None:
    asyncio.run(asked_of_a_studio_whose_file_is_spoilt(tmp_path / "studio.sqlite"))


async def asked_of_a_studio_whose_file_is_spoilt(file: Path) -> None:
    app = create_app({"toy": bundled_studies()["toy"]}, "toy", jobs_file=file)
    asked = httpx.ASGITransport(app)  # no work begins in it
    state = {"study": "toy", "base": "halt"}
    body = {"state": state, "screen": "chain", "link": LONG}
    async with httpx.AsyncClient(transport=asked, base_url="http://127.0.0.1") as page:
        link = (await page.post("/api/links", json=body)).json()["link"]
        with refusing(file):
            assert (await page.get(link)).status_code == 200
            found = (await page.post("/api/links", json=body)).json()
            assert found["link"] == LONG, "which opens without anything kept"
            assert "kept on this machine" not in found["html"]
            assert (await page.post("/api/links", json={"state": state})).status_code == 503
            told = await page.post("/api/jobs", json={"state": state, "kind": "ranges"})
            assert told.status_code == 503
            assert "(disk is full); free space" in told.json()["error"]["text"]
        assert (await page.post("/api/links", json=body)).json()["link"] == link
        file.write_text("no database, " * 200)
        gone = await page.get(link)
        assert gone.status_code == 503
        assert "move it away" in gone.text
        assert (await page.get("/s/toy/levers")).status_code == 200


def test_what_work_found_while_the_disk_was_full_is_noted_once_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monazite.studio.jobs.AGAIN", 0.02)
    file = tmp_path / "studio.sqlite"
    jobs = Jobs(file)
    Links(file)
    with closing(sqlite3.connect(file)) as rows:
        rows.execute(
            "insert into jobs (id, kind, folder, question, status, asked) "
            "values ('one', 'ranges', 'a', '{}', 'running', 0)"
        )
        rows.commit()
    said = [
        {"status": "running", "said": "at work", "found": [1]},
        {"status": "done", "said": "", "found": [1, 2]},
    ]

    class There:
        """A process that says all it has to say at once."""

        def recv(self) -> str:
            if not said:
                raise EOFError
            return json.dumps(said.pop(0))

    with refusing(file):
        listening = threading.Thread(target=jobs._listen, args=("one", There()))
        listening.start()
        time.sleep(0.2)
        seen = jobs.see("one")
        assert seen is not None
        assert seen.status == "running"
        assert "free space" in seen.told
    listening.join(timeout=10)
    with closing(sqlite3.connect(file)) as rows:
        row = rows.execute("select status, found from jobs").fetchone()
    assert row == ("done", "[1, 2]")
    assert jobs._unkept == {}
    jobs.close()


def test_links_of_a_file_that_broke_are_told_apart_from_those_never_kept(tmp_path: Path) -> None:
    file = tmp_path / "studio.sqlite"
    kept = Links(file)
    mark = kept.keep(LinkAsked(state=State(study="toy")))
    assert kept.see("0" * 12) is None
    file.write_text("no database, " * 200)
    with pytest.raises(NotKept, match="not a database"):
        kept.see(mark)
