"""Answers that were given, without what pictures look like, and the same as a page takes them.

Many answers hold the same specifications of charts and a page has most of them, so that they are
kept once and put into an answer for whoever has them not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

from monazite.core.kept import Kept

__all__ = ["Answered", "room_for_answers"]

AT_MOST = 256
BYTES_AT_MOST = 64_000_000
_LOOK = re.compile(r'"spec_hash":"([0-9a-f]+)","spec":')
"""Before a specification; in a text of a study a quotation mark has a stroke before it."""
_NO_LOOK = re.compile(rf"{_LOOK.pattern}null")


@dataclass(frozen=True)
class Answered:
    """An answer with the specifications that belong in it, by hash."""

    body: str
    looks: Mapping[str, str]

    @classmethod
    def of(cls, body: str, held: Mapping[str, str]) -> Answered:
        """Take an answer apart; `held` are specifications it was asked to leave out."""
        read = json.JSONDecoder().raw_decode
        parts: list[str] = []
        looks: dict[str, str] = {}
        end = 0
        for found in _LOOK.finditer(body):
            parts += (body[end : found.end()], "null")
            _, end = read(body, found.end())
            told = body[found.end() : end]
            looks[found[1]] = held[found[1]] if told == "null" else told
        return cls("".join((*parts, body[end:])), looks)

    def for_page(self, known: Collection[str] = ()) -> str:
        """Give the answer with the specifications a page does not know."""

        def put(found: re.Match[str]) -> str:
            return found[0] if found[1] in known else f"{found[0][:-4]}{self.looks[found[1]]}"

        return self.body if self.looks.keys() <= set(known) else _NO_LOOK.sub(put, self.body)


def room_for_answers() -> Kept[Hashable, Answered]:
    """Make room for the latest answers, up to a number and a size, by what was asked."""
    return Kept(AT_MOST, size=lambda one: len(one.body), size_at_most=BYTES_AT_MOST)
