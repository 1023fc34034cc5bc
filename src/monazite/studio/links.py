"""Short links: what somebody had chosen, kept under a mark of what it says.

Equal choices of equal data have equal links, whoever shares them. They are kept in the file of the
studio on this machine, and of too many the ones nobody opened longest go.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from html import escape
from pathlib import Path

from pydantic import BaseModel

from monazite.studio.asked import LinkAsked
from monazite.studio.file import NotKept, beginning, opened
from monazite.studio.state import State

__all__ = ["LONG", "Links", "Shared", "TooLong", "told_of"]

KEPT_AT_MOST = 2_000
"""Links, of which those opened longest ago go first."""
LETTERS_AT_MOST = 32_000
"""Letters of what one link stands for."""
LONG = 240
"""Letters of an address from which on it gets a short one."""
_SCHEMA = "create table if not exists links (mark text primary key, said text, used real not null)"


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
            file.execute(_SCHEMA)

    def keep(self, asked: LinkAsked) -> str:
        """Keep what was chosen and give its mark; raises TooLong, and NotKept if it cannot be."""
        told = _told(asked)
        if len(told) > LETTERS_AT_MOST:
            raise TooLong
        mark = sha256(told.encode()).hexdigest()[:12]
        with opened(self.path) as file:
            file.execute(
                "insert or replace into links (mark, said, used) values (?, ?, ?)",
                (mark, told, time.time()),
            )
            file.execute(
                "delete from links where mark not in "
                "(select mark from links order by used desc limit ?)",
                (KEPT_AT_MOST,),
            )
        return mark

    def see(self, mark: str) -> LinkAsked | None:
        """Give what a link stands for; None for one that is not kept, or no longer understood.

        Raises NotKept where the file cannot be read.
        """
        with opened(self.path) as file:
            found = file.execute("select said from links where mark = ?", (mark,)).fetchone()
        with suppress(NotKept), opened(self.path) as file:  # it opens where nothing can be written
            file.execute("update links set used = ? where mark = ?", (time.time(), mark))
        try:
            return None if found is None else LinkAsked.model_validate_json(found[0])
        except ValueError:  # kept by a studio of another version
            return None


def _told(asked: LinkAsked) -> str:
    """Write what was chosen so that what is equal is written alike."""
    state = asked.state
    same: Mapping[str, object] = {
        "off": tuple(sorted(set(state.off))),
        "on": tuple(sorted(set(state.on))),
        "set": {lever: dict(sorted(state.set[lever].items())) for lever in sorted(state.set)},
        "facts": dict(sorted(state.facts.items())),
        "compare": tuple(dict.fromkeys(state.compare)),
    }
    whole = State.model_validate({**state.model_dump(), **same})
    return asked.model_copy(update={"state": whole}).model_dump_json(exclude={"link"})


def told_of(link: str, *, short: bool) -> str:
    """Write, as HTML, the sheet that says which link was copied and who can open it."""
    who = (
        "It is kept on this machine and opens in the studio here. The address of the page says "
        "the same in full and opens wherever the study is."
        if short
        else "Whoever has the study sees at this address what you see."
    )
    return (
        '<h2 id="sheet-title">The link is copied</h2>'
        f'<p><a href="{escape(link)}">{escape(link)}</a></p><p class="quiet">{who}</p>'
    )
