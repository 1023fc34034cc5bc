"""A world a visitor brought as a file: its events beside those of a world of the study, in a link.

The server keeps no session, so that a link carries the events themselves, packed to be short.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Sequence
from typing import Any

from monazite.core.errors import InvalidInput, Problem, Problems
from monazite.core.origin import Origin
from monazite.strategy import WORLD_KINDS, Lever, World, changed_name, lever_from
from monazite.study import Study, check_fits

__all__ = ["brought_world", "is_world", "with_events"]

UNPACKED_AT_MOST = 200_000
"""Bytes of the events of a link."""
PLACE = "events of the link"
"""Where an event was read, for whoever is told what is wrong with it."""


def is_world(document: Any) -> bool:
    """Whether a file as plain data holds events, which no country chooses, and no lever."""
    levers = document.get("levers") if isinstance(document, dict) else None
    kinds = [one.get("kind") for one in levers or () if isinstance(one, dict)]
    return bool(kinds) and all(kind in WORLD_KINDS for kind in kinds)


def brought_world(study: Study, world: World) -> tuple[str, str]:
    """Tell a world as one of the study, by name, and its further events, packed; blank for none.

    Of the worlds all whose events it has, the one with most. Raises InvalidInput where it has
    none.
    """
    told = [_told(one) for one in world.levers]
    within = [
        one for one in study.worlds.values() if all(_told(each) in told for each in one.levers)
    ]
    if not within:
        raise InvalidInput(
            Problem(
                message="no world of the study has only events that this file has too",
                remedy="keep the events of one of the study's worlds and add others",
            )
        )
    base = max(within, key=lambda one: len(one.levers))
    known = [_told(one) for one in base.levers]
    return base.name, _packed(world, [one for one in world.levers if _told(one) not in known])


def with_events(study: Study, name: str, events: str) -> World:
    """Give a world of the study with the events of a link, which nothing stands for if blank.

    Raises InvalidInput for events that cannot be read or do not fit the study.
    """
    base = study.worlds[name]
    if not events:
        return base
    problems = Problems()
    told = _unpacked(events)
    levers = [
        lever_from(one, Origin(PLACE, str(at)), problems, kinds=WORLD_KINDS)
        for at, one in enumerate(told["levers"])
    ]
    problems.raise_if_any()
    found = base.model_copy(
        update={
            "name": _name(str(told.get("name", "")), name, study),
            "title": str(told.get("title", ""))[:200] or base.title,
            "levers": (*base.levers, *levers),
        }
    )
    check_fits(study, found)
    return found


def _name(own: str, base: str, study: Study) -> str:
    """The name of the file it was read from, if that is one and no world of the study's."""
    known = own in study.worlds or not re.fullmatch(r"[\w-]{1,80}", own)
    return changed_name(base) if known else own


def _told(lever: Lever) -> str:
    return json.dumps(lever.as_data(titles=False), sort_keys=True)


def _packed(world: World, levers: Sequence[Lever]) -> str:
    if not levers:
        return ""
    told = {"name": world.name, "title": world.title, "levers": [one.as_data() for one in levers]}
    data = zlib.compress(json.dumps(told, ensure_ascii=False).encode(), 9)
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _unpacked(text: str) -> dict[str, Any]:
    """Read what a link carries; raises InvalidInput for what was not packed here."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        told = json.loads(zlib.decompressobj().decompress(data, UNPACKED_AT_MOST))
    except (ValueError, zlib.error, binascii.Error, RecursionError):
        told = None
    levers = told.get("levers") if isinstance(told, dict) else None
    if not isinstance(levers, list) or not all(isinstance(one, dict) for one in levers):
        raise InvalidInput(
            Problem(
                message="the events of the link cannot be read",
                remedy="open the file of the world again",
            )
        )
    return {**told, "levers": levers}
