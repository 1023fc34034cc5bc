"""Short links: what somebody had chosen, kept under a mark of what it says.

Equal choices of equal data have equal links, whoever shares them. They are kept in the file of the
studio on this machine, and of too many the ones nobody opened longest go. Beside them is kept what
headlines said when a link was copied, to be seen again when the data have changed.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from html import escape
from pathlib import Path

from pydantic import BaseModel, TypeAdapter

from monazite.studio.asked import HeadlineThen, LinkAsked
from monazite.studio.file import NotKept, beginning, opened
from monazite.studio.state import PLAN, State

__all__ = ["LONG", "Links", "Shared", "TooLong", "told_of"]

KEPT_AT_MOST = 2_000
"""Links, of which those opened longest ago go first."""
HEADLINES_RANGE = {"study", "ghost", "year", "money", "basis", *PLAN}
"""What of a state decides what its headlines say."""
_FIGURES_AS_TEXT = TypeAdapter(tuple[HeadlineThen, ...])
LETTERS_AT_MOST = 32_000
"""Letters of what one link stands for."""
LONG = 240
"""Letters of an address from which on it gets a short one."""
_SCHEMA = "create table if not exists {} (mark text primary key, said text, used real not null)"
_LINKS, _FIGURES = "links", "figures"


class Shared(BaseModel):
    """A link to hand on, and what is said of it as HTML."""

    link: str
    html: str


class TooLong(Exception):  # noqa: N818 - named for what is the matter
    """More was chosen than is kept under a short link."""


class Links:
    """Short links of a studio, in its file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with beginning(path) as file:
            for table in (_LINKS, _FIGURES):
                file.execute(_SCHEMA.format(table))

    def keep(self, asked: LinkAsked) -> str:
        """Keep what was chosen and give its mark; raises TooLong, and NotKept if it cannot be."""
        told = _told(asked)
        if len(told) > LETTERS_AT_MOST:
            raise TooLong
        mark = sha256(told.encode()).hexdigest()[:12]
        self._put(_LINKS, mark, told)
        return mark

    def see(self, mark: str) -> LinkAsked | None:
        """Give what a link stands for; None for one that is not kept, or no longer understood.

        Raises NotKept where the file cannot be read.
        """
        found = self._get(_LINKS, mark)
        try:
            return None if found is None else LinkAsked.model_validate_json(found)
        except ValueError:  # kept by a studio of another version
            return None

    def keep_figures(self, state: State, made: str, figures: Sequence[HeadlineThen]) -> None:
        """Keep what the headlines of a state say with data of a hash; raises NotKept."""
        self._put(_FIGURES, _mark(state, made), _FIGURES_AS_TEXT.dump_json(tuple(figures)).decode())

    def figures(self, state: State, made: str) -> tuple[HeadlineThen, ...]:
        """Give what the headlines of a state said with data of a hash; nothing if nobody knows."""
        try:
            found = self._get(_FIGURES, _mark(state, made))
            return () if found is None else _FIGURES_AS_TEXT.validate_json(found)
        except (NotKept, ValueError):
            return ()

    def _put(self, table: str, mark: str, said: str) -> None:
        with opened(self.path) as file:
            file.execute(
                f"insert or replace into {table} (mark, said, used) values (?, ?, ?)",
                (mark, said, time.time()),
            )
            file.execute(
                f"delete from {table} where mark not in "
                f"(select mark from {table} order by used desc limit ?)",
                (KEPT_AT_MOST,),
            )

    def _get(self, table: str, mark: str) -> str | None:
        with opened(self.path) as file:
            found = file.execute(f"select said from {table} where mark = ?", (mark,)).fetchone()
        with suppress(NotKept), opened(self.path) as file:  # it opens where nothing can be written
            file.execute(f"update {table} set used = ? where mark = ?", (time.time(), mark))
        return None if found is None else str(found[0])


def _mark(state: State, made: str) -> str:
    """The mark of what decides headlines, and of the data they were made with."""
    told = _written_alike(state).model_dump_json(include=HEADLINES_RANGE)
    return sha256(f"{made[:12]} {told}".encode()).hexdigest()[:24]


def _told(asked: LinkAsked) -> str:
    """Write what was chosen so that what is equal is written alike."""
    whole = _written_alike(asked.state)
    return asked.model_copy(update={"state": whole}).model_dump_json(exclude={"link"})


def _written_alike(state: State) -> State:
    same: Mapping[str, object] = {
        "off": tuple(sorted(set(state.off))),
        "on": tuple(sorted(set(state.on))),
        "set": {lever: dict(sorted(state.set[lever].items())) for lever in sorted(state.set)},
        "facts": dict(sorted(state.facts.items())),
        "compare": tuple(dict.fromkeys(state.compare)),
    }
    return State.model_validate({**state.model_dump(), **same})


def told_of(link: str, *, short: bool) -> str:
    """Write, as HTML, the sheet that says which link was copied and who can open it."""
    who = (
        "It is kept on this machine and opens in the studio here. The address of the page says "
        "the same in full and opens wherever the study is."
        if short
        else "Whoever has the study sees at this address what you see. If its data have changed by "
        "then, the page says so."
    )
    return (
        '<h2 id="sheet-title">The link is copied</h2>'
        f'<p><a href="{escape(link)}">{escape(link)}</a></p><p class="quiet">{who}</p>'
    )
