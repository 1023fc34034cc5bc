"""A scenario of months as an ordinary world, so that the annual plan can be asked about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from monazite.core.errors import InvalidInput, Problem
from monazite.core.numerals import percent
from monazite.core.origin import Origin
from monazite.core.wording import raised
from monazite.store import check_file
from monazite.strategy import OWN, World
from monazite.stress import Floats, Months, Shock

TOLD = 0.005
"""Depth from which a spell is told: less is no per cent."""

DIGITS = 12
"""Decimals of a share that is written."""


def world_of_draw(base: World, months: Months, home: str, number: int, depths: Floats) -> World:
    """Give the base world with the stops of one scenario: a control for each origin and shock.

    The annual plan knows stops of trade as surprises that withhold their mean depth. What strikes
    plants or uses at home has no such control; it is named in the world's reason.
    """
    found = list(_controls(months, home, depths))
    other = [
        shock.title
        for shock, depth in zip(months.shocks, depths, strict=True)
        if depth.any() and any(hit.facilities or hit.uses for hit in shock.hits)
    ]
    without = f"; without {', '.join(other)}, which no control says" if other else ""
    written: dict[str, Any] = {
        "name": f"{base.name}-draw-{number}",
        "title": f"{base.title}, draw {number}",
        "why": f"Stops as scenario {number} of a play of months has them{without}.",
    }
    drawn = World.model_validate({**written, "levers": found})
    levers = [
        lever.placed(Origin(f"draw-{number}", str(at)), 0) for at, lever in enumerate(drawn.levers)
    ]
    return drawn.model_copy(update={"levers": (*base.levers, *levers)})


def check_world_file(path: Path, *, outside: Path | None = None) -> None:
    """Refuse a place that no world could be written to; raises InvalidInput as `check_file`."""
    if path.suffix != ".yaml":
        raise InvalidInput(
            Problem(
                file=path.as_posix(),
                message="a world is a file that ends in .yaml",
                remedy=f"write {path.name.removesuffix(path.suffix) or 'worst'}.yaml",
            )
        )
    check_file(path, outside=outside)


def struck_in_words(months: Months, depths: Floats) -> list[str]:
    """Say what strikes in a scenario, and when: a phrase for each spell of each shock.

    A spell that begins in the last days of what is played takes next to nothing, and is not told.
    """
    return [
        f"{shock.title}, {_span(months, first, last - 1)}, {percent(deepest)}"
        for shock, depth in zip(months.shocks, depths, strict=True)
        for first, last in _spells(depth)
        if (deepest := float(depth[first:last].max())) >= TOLD
    ]


def _span(months: Months, first: int, last: int) -> str:
    """Months from one to another, both named unless they are the same."""
    return months.month(first) + (f" to {months.month(last)}" if last > first else "")


def _controls(months: Months, home: str, depths: Floats) -> Iterator[dict[str, Any]]:
    for shock, depth in zip(months.shocks, depths, strict=True):
        for first, last in _spells(depth):
            for hit in shock.hits:
                for origin, materials in _lanes(months, hit.materials, hit.origins).items():
                    yield {
                        "kind": "foreign_export_control",
                        "title": shock.title,
                        "from": origin,
                        "to": [home],
                        "materials": materials,
                        "share_withheld": _share(hit.share * float(depth[first:last].mean())),
                        "start": months.month(first),
                        "end": months.month(last),
                        "why": _why(shock),
                        "source": OWN,
                    }


def _share(withheld: float) -> float:
    """What is withheld as a file says it: without the last digits of a mean, and all at most."""
    return min(round(withheld, DIGITS), 1.0)


def _why(shock: Shock) -> str:
    if shock.stated:
        return f"{raised(shock.stated)}."
    return "Drawn at random from the study's tables."


def _spells(depth: Floats) -> Iterator[tuple[int, int]]:
    """First month of each spell in which a shock holds, and the first one behind it."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0.0], (depth > 0.0) * 1.0, [0.0]])))
    for at in range(0, len(edges), 2):
        yield int(edges[at]), int(edges[at + 1])


def _lanes(
    months: Months, materials: Sequence[str], origins: Sequence[str]
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if materials or origins:
        for material, origin in months.lanes:
            if (not materials or material in materials) and (not origins or origin in origins):
                found.setdefault(origin, []).append(material)
    return found
