"""Long work: each job in a process of its own, kept in a file so that a restart loses nothing.

A job is a question with its state. What it has found so far stands in the file beside how far it
is, so that a page that comes back sees the same. Several studios may share the file: what one that
stopped had begun is begun again by the next that looks for work, and what another does is left.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sqlite3
import threading
import time
import uuid
from collections.abc import Sequence
from contextlib import suppress
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from monazite.studio.file import NotKept, beginning, opened
from monazite.studio.found import JobView

__all__ = ["Full", "Jobs"]

AT_ONCE = 1
WAITING_AT_MOST = 20
KEPT_AT_MOST = 200
AGAIN = 1.0
"""Seconds until the last word of a job, which could not be noted, is noted again."""
_SCHEMA = """
create table if not exists jobs (
  id text primary key, kind text not null, folder text not null, question text not null,
  status text not null, done integer not null default 0, total integer not null default 0,
  said text not null default '', found text not null default '[]', error text not null default '',
  begun real not null default 0, asked real not null
)
"""


class Full(Exception):  # noqa: N818 - named for what is the matter
    """More work waits than the studio takes on."""


class Jobs:
    """Jobs of a studio, in a file of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._running: dict[str, Any] = {}
        self._unkept: dict[str, str] = {}
        """What is told of work whose latest word could not be noted."""
        self._closed = False
        with beginning(path) as file:
            file.execute(_SCHEMA)
            for column in ("html text not null default ''", "owner text not null default ''"):
                with suppress(sqlite3.OperationalError):  # it has the column already
                    file.execute(f"alter table jobs add column {column}")

    def begin(self, kind: str, folder: str, question: str) -> str:
        """Take on a job and give its id, or that of one that does the same already.

        Raises Full where too many wait, and NotKept where nothing can be noted.
        """
        with opened(self.path) as file:
            same = file.execute(
                "select id from jobs where kind = ? and folder = ? and question = ? "
                "and status in ('waiting', 'running')",
                (kind, folder, question),
            ).fetchone()
            if same is not None:
                return str(same[0])
            waiting = file.execute(
                "select count(*) from jobs where status in ('waiting', 'running')"
            ).fetchone()[0]
            if waiting >= WAITING_AT_MOST:
                raise Full
            job = uuid.uuid4().hex[:12]
            file.execute(
                "insert into jobs (id, kind, folder, question, status, asked) "
                "values (?, ?, ?, ?, 'waiting', ?)",
                (job, kind, folder, question, time.time()),
            )
            file.execute(
                "delete from jobs where status in ('done', 'failed', 'cancelled') and id not in "
                "(select id from jobs order by asked desc limit ?)",
                (KEPT_AT_MOST,),
            )
        self.go_on()
        return job

    def go_on(self) -> None:
        """Start what waits, as far as there is room."""
        with self._lock:
            if self._closed or len(self._running) >= AT_ONCE:
                return
            with opened(self.path) as file:
                file.execute("begin immediate")  # two studios must not take the same
                owners = file.execute("select distinct owner from jobs where status = 'running'")
                file.executemany(
                    "update jobs set status = 'waiting' where status = 'running' and owner = ?",
                    [one for one in owners.fetchall() if not _lives(one[0])],
                )
                row = file.execute(
                    "select id, kind, folder, question from jobs where status = 'waiting' "
                    "order by asked limit 1"
                ).fetchone()
                if row is None:
                    return
                file.execute(
                    "update jobs set status = 'running', begun = ?, done = 0, said = '', "
                    "found = '[]', html = '', owner = ? where id = ?",
                    (time.time(), _name(os.getpid()), row[0]),
                )
            context = multiprocessing.get_context("spawn")
            here, there = context.Pipe(duplex=False)
            from monazite.studio.work import work

            # a daemon could not begin processes of its own, which share out what takes longest
            process = context.Process(target=work, args=(*row[1:], there), daemon=False)
            process.start()
            there.close()
            self._running[row[0]] = process
            threading.Thread(target=self._listen, args=(row[0], here), daemon=True).start()

    def _listen(self, job: str, here: Connection) -> None:
        ended = False
        while True:
            try:
                message = json.loads(here.recv())
            except (EOFError, OSError):
                break
            ended = message["status"] in ("done", "failed")
            if not self._noted(job, message, ended):  # cancelled, maybe by another studio
                self._running[job].terminate()
                break
        with self._lock:
            process = self._running.pop(job, None)
        if process is not None:
            process.join(timeout=5)
        if not ended and not self._closed:
            told = {"status": "failed", "error": "The work stopped before it was done."}
            self._noted(job, told, ended=True)
        with suppress(NotKept):  # what waits begins with what is asked next
            self.go_on()

    def _noted(self, job: str, message: dict[str, Any], ended: bool) -> bool:
        """Note what a job says; its last word, which holds all it found, as soon as that can be."""
        while not self._closed:
            try:
                wanted = self._write(job, message)
            except NotKept as error:
                self._unkept[job] = str(error)
                if not ended:  # the next word says this and more
                    return True
                time.sleep(AGAIN)
            else:
                self._unkept.pop(job, None)
                return wanted
        return True

    def _write(self, job: str, message: dict[str, Any]) -> bool:
        """Note what a job says; False where it is no longer wanted."""
        columns = {
            name: json.dumps(value) if name == "found" else value
            for name, value in message.items()
            if name in ("status", "done", "total", "said", "found", "html", "error")
        }
        put = ", ".join(f"{name} = ?" for name in columns)
        with opened(self.path) as file:
            wanted = file.execute(
                f"update jobs set {put} where id = ? and status = 'running'",
                (*columns.values(), job),
            ).rowcount
        return bool(wanted)

    def see(self, job: str) -> JobView | None:
        """Say how far a job is; None for one nobody began."""
        with opened(self.path) as file:
            row = file.execute(
                "select id, kind, status, done, total, said, found, error, begun, html from jobs "
                "where id = ?",
                (job,),
            ).fetchone()
        if row is None:
            return None
        done, total, began = row[3], row[4], row[8]
        left = (time.time() - began) / done * (total - done) if done and total else None
        left = left if row[2] == "running" else None
        view = {
            "id": row[0],
            "kind": row[1],
            "status": row[2],
            "done": done,
            "total": total,
            "said": row[5],
            "seconds_left": left,
            "told": self._unkept.get(job) or _told(row[5], done, total, left),
            "error": row[7],
            "html": row[9],
        }
        try:
            return JobView.model_validate({**view, "found": json.loads(row[6])})
        except ValidationError:  # found by a studio of another version, which says it otherwise
            return JobView.model_validate({**view, "found": []})

    def found_of(self, kind: str, folder: str, state: str, fields: Sequence[str]) -> list[Any]:
        """Give what work of a kind found when it was last done of a state alike in some fields.

        The state is in JSON; nothing where no such work was done, or it cannot be read.
        """
        alike = "".join(
            f" and json_extract(question, '$.state.{name}') is json_extract(:state, '$.{name}')"
            for name in fields
        )
        row = None
        with suppress(NotKept), opened(self.path) as file:
            row = file.execute(
                "select found from jobs where kind = :kind and folder = :folder "
                f"and status = 'done'{alike} order by asked desc limit 1",
                {"kind": kind, "folder": folder, "state": state},
            ).fetchone()
        found = [] if row is None else json.loads(row[0])
        return found if isinstance(found, list) else []

    def cancel(self, job: str) -> bool:
        """Cancel a job and keep what it has found; False for one nobody began."""
        with opened(self.path) as file:
            changed = file.execute(
                "update jobs set status = 'cancelled' where id = ? "
                "and status in ('waiting', 'running')",
                (job,),
            ).rowcount
        with self._lock:
            process = self._running.get(job)
        if process is not None:
            process.terminate()
        return bool(changed) or self.see(job) is not None

    def close(self) -> None:
        """End all work; what ran begins again with the next start."""
        with self._lock:
            self._closed = True
            running = list(self._running.values())
        for process in running:
            process.terminate()


def _told(said: str, done: int, total: int, left: float | None) -> str:
    """Say how far work is and how long it still takes."""
    wait = f", about {ceil(left)} s left" if left else ""
    return f"{said or 'Working'} · {done} of {total}{wait}" if total else said or "Working"


def _name(process: int) -> str:
    """Name a process of this machine: its number, and when it began where the system says so."""
    with suppress(OSError, IndexError):
        told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return f"{process}-{'ended' if told[0] == 'Z' else told[19]}"
    return str(process)


def _lives(owner: str) -> bool:
    """Whether the studio that took on a job still runs."""
    number = owner.partition("-")[0]
    if not number or os.name == "nt":  # where asking whether a process lives would end it
        return False
    try:
        os.kill(int(number), 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return _name(int(number)) == owner
