"""The same months as met by somebody who learns of each shock how it goes when it begins.

Before a shock begins nobody knows of it. Once it does, its length and depth are known, and users,
plants and stores are led by the linear programme of the months that are left as if nothing else
came; when the next shock begins it is asked again from where things stand by then. Each shock is
so a problem in two stages, a rule before it and what is best after it. A shock that begins within
a month is known from the next month on.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from monazite.stress.engine import Play, recorded
from monazite.stress.foresight import Begun, Knowing, Known
from monazite.stress.system import TINY, Floats, System, laid_out

CARE = 1e-4
"""Part of its value a month for which a tonne is kept in store while no other shock is known."""


def learned(system: System, knowing: Knowing, depth: Floats) -> float:
    """Give what is lost in one scenario, J, T, by one who learns each shock as it begins, money.

    `knowing` takes `CARE` and is of the same system, but for its public stockpile. Trade is as it
    is played; until the first shock is known all is as the rule has it, and private stores end
    no lower than under the rule where that can be.
    """
    months, spells = depth.shape[1], spells_of(depth)
    known = [one.known for one in spells if one.known < months]
    if not known:
        return float(recorded(system, depth).lost.sum())
    first = min(known)
    stages = sorted({t for one in spells for t in (one.begins, one.known) if first <= t < months})
    begun, lost = _as_played(system, depth, first)
    for after in [*stages[1:], months]:
        seen = known_at(depth, spells, begun.month)
        record = recorded(system, seen)
        knowing.since(Known(seen, record.came), begun)
        knowing.leaves(record.stock[:, -1])
        knowing.least()
        more, begun = knowing.lived(after, begun)
        lost += more
    return lost + float((begun.waiting * system.offer_first_value).sum())


class Spell(NamedTuple):
    """Months in a row that one shock strikes."""

    shock: int
    begins: int
    ends: int
    """The first month after it."""
    known: int
    """The month at whose beginning it is known how it goes."""


def spells_of(depth: Floats) -> list[Spell]:
    """Find the spells of a scenario, J, T, shock by shock."""
    struck = np.pad(depth > 0.0, ((0, 0), (1, 1))).astype(int)
    turns = np.diff(struck, axis=1)
    found = []
    for shock, row in enumerate(turns):
        for begins, ends in zip(np.flatnonzero(row > 0), np.flatnonzero(row < 0), strict=True):
            # A first month that is struck less deep than the next is one in which it began.
            within = ends - begins > 1 and depth[shock, begins] < depth[shock, begins + 1] - TINY
            found.append(Spell(shock, int(begins), int(ends), int(begins) + int(within)))
    return found


def known_at(depth: Floats, spells: list[Spell], month: int) -> Floats:
    """Leave of a scenario, J, T, what is known of it when a month begins, and what strikes it."""
    found = np.zeros_like(depth)
    for one in spells:
        ends = one.ends if one.known <= month else month + 1
        found[one.shock, one.begins : ends] = depth[one.shock, one.begins : ends]
    return found


def _as_played(system: System, depth: Floats, month: int) -> tuple[Begun, float]:
    """Where a play by the rule stands when a month begins, and what was lost by then, money."""
    play = Play(laid_out(system), depth[None])
    play.months(0, month)
    stock, public, waiting, lost = (
        np.array(part[:, 0])
        for part in (play.state.stock, play.state.public, play.state.waiting, play.state.lost)
    )
    return Begun(month, stock, public, system.public, waiting), float(lost.sum())
