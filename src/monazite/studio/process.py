"""What runs in a process with a solver: it takes a question as text and gives the answer as text.

The solver never shares a process with the loop that serves pages, so that a long solve blocks
nobody and a crash costs one answer.
"""

from __future__ import annotations

import gc
import json
import os
import signal
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from monazite.studio.idle import Idle
from monazite.studio.line import GAVE_WAY

if TYPE_CHECKING:
    from monazite.charts.worldmap import Ground

__all__ = ["answered", "ask_in_process", "end_with_server", "signature", "warm"]

ROOMS_AT_MOST = 3
"""Studies a process keeps, the latest asked; each holds some hundred megabytes."""

_rooms: dict[str, tuple[str, Any]] = {}
_ground: Ground | None = None
_wanted: Any = None
_idle = Idle()


class GaveWay(Exception):  # noqa: N818 - named for what happened
    """Somebody asked while this process worked at what nobody waits for."""


def signature(folder: str) -> str:
    """Tell whether a file of a study was touched, without reading any."""
    newest, files, size = 0, 0, 0
    folders = [folder]
    while folders:
        # paths as objects take three times as long, and every question asks for this
        with suppress(OSError), os.scandir(folders.pop()) as inside:
            for one in inside:
                with suppress(OSError):
                    found = one.stat()
                    newest, files = max(newest, found.st_mtime_ns), files + 1
                    size += found.st_size
                    if one.is_dir(follow_symlinks=False):
                        folders.append(one.path)
    return f"{newest}-{files}-{size}"


def warm(folder: str, ground: Ground | None = None, wanted: Any = None) -> None:
    """Load a study and solve its front page before anybody asks; maps are drawn over a ground.

    The value of `wanted`, in memory the server shares, says whether to give up what is worked on.
    """
    global _ground, _wanted
    _ground, _wanted = ground, wanted
    end_with_server()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the server stops its processes
    ask_in_process("study", folder, signature(folder), "{}")
    _idle.begin()  # what a study holds stays: looked through again and again it would cost answers


def end_with_server() -> None:
    """End this process with the server that began it, which may be killed and say nothing."""
    from monazite.runs.computing.processes import end_with

    server = parent_process()
    if server is not None and server.pid is not None:
        end_with(server.pid)


def ask_in_process(
    kind: str,
    folder: str,
    sign: str,
    question: str,
    known: Collection[str] = (),
) -> tuple[int, str]:
    """Answer a question on a study; gives an HTTP status and JSON.

    Specifications of charts that are known are left out of it. An update gives way when told to.
    """
    from monazite.core.errors import MonaziteError
    from monazite.studio.questions import QUESTIONS

    try:
        asked = json.loads(question)
        if known and "known" in QUESTIONS[kind].asked.model_fields:
            asked["known"] = known
        with _idle.at_work():
            room = _room(folder, sign)
            with _giving_way(room) if kind == "update" else nullcontext():
                return answered(room, kind, asked)
    except GaveWay:
        return GAVE_WAY, "{}"
    except MonaziteError as error:
        return 422, _refused([str(problem) for problem in error.problems])
    except ValidationError as error:
        told = [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        return 422, _refused(told)


@contextmanager
def _giving_way(room: Any) -> Iterator[None]:
    """Look before every solve whether somebody waits, and go on no further then."""

    def look() -> None:
        if _wanted is not None and _wanted.value:
            raise GaveWay

    session = room.handle.worker.session
    before, session.before_solve = session.before_solve, look
    try:
        yield
    finally:
        session.before_solve = before


def _room(folder: str, sign: str) -> Any:
    from monazite.studio.room import Room

    known = _rooms.get(folder)
    if known is None or known[0] != sign:
        _rooms.pop(folder, None)
        gc.unfreeze()  # else what goes now would be looked at never again
        known = (sign, Room(Path(folder), _ground))
        _rooms[folder] = known
        while len(_rooms) > ROOMS_AT_MOST:
            _rooms.pop(next(iter(_rooms)))
    return known[1]


def _refused(problems: list[str]) -> str:
    return json.dumps({"error": {"text": problems[0], "problems": problems}})


def answered(room: Any, kind: str, question: Mapping[str, Any]) -> tuple[int, str]:
    """Answer one kind of question."""
    from monazite.studio.answering import answer

    return 200, answer(room, kind, question).model_dump_json()
