"""Answers that were given, without what pictures look like, and the same as a page takes them.

Many answers hold the same specifications of charts and a page has most of them, so that they are
kept once and put into an answer for whoever has them not.
"""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

__all__ = ["Answered", "Answers"]

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


class Answers:
    """The latest answers, up to a number and a size, by what was asked."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Answered] = OrderedDict()
        self._bytes = 0

    def get(self, asked: Hashable) -> Answered | None:
        """Give an answer that is kept, or nothing."""
        found = self._kept.get(asked)
        if found is not None:
            self._kept.move_to_end(asked)
        return found

    def put(self, asked: Hashable, found: Answered) -> None:
        """Keep an answer, and forget those asked for longest ago once there are too many."""
        before = self._kept.pop(asked, None)
        self._kept[asked] = found
        self._bytes += len(found.body) - (len(before.body) if before else 0)
        while len(self._kept) > AT_MOST or self._bytes > BYTES_AT_MOST:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= len(gone.body)
