"""Counts months: how many scenarios go without which share of need, how much, and when first.

Machine code and NumPy count the same whole numbers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from monazite.stress.compiled import inlined
from monazite.stress.system import TINY, Floats, Whole

SHARE_BINS = 200
"""Bins between nothing short and all of it; another one in front is for nothing at all."""

KG = 1_000.0
"""Kilogrammes in a tonne."""


Places = npt.NDArray[np.uint32]
"""Positions without a sign, so that machine code need not ask if they count back."""


class Users(NamedTuple):
    """Whose shortage is counted; `O` offers of a material, `U` uses, `T` months."""

    use: Places
    """O: the use each offer serves."""
    tonnes: Floats
    """O: tonnes of its use that a tonne of each offer serves."""
    need: Floats
    """U + 1, T: what each use is planned to take, t of the use; last what all counted ones take."""
    counted: Places
    """U: whether a use is counted as one of all of them; tonnes of unlike things are not added."""


class Counts(NamedTuple):
    """What months of some scenarios come to; behind all uses stand those counted together."""

    share: Whole
    """U + 1, T, bins: scenarios by the share of need that is short."""
    short: Whole
    """U + 1, T: kilogrammes short, all scenarios."""
    first: Whole
    """U + 1, S: month in which something is first short; T where nothing ever is."""
    amounts: Floats
    """U + 1, seats: what is short in the month that is counted, t of the use."""


def nobody() -> Users:
    """Give users of whom nothing is counted."""
    none = np.zeros(0, np.uint32)
    return Users(none, np.zeros(0), np.zeros((0, 0)), none)


def blank_counts(users: Users, scenarios: int, seats: int = 1) -> Counts:
    """Make room for what months come to, of which so many scenarios are counted side by side."""
    rows, months = users.need.shape
    return Counts(
        np.zeros((rows, months, SHARE_BINS + 1), np.int64),
        np.zeros((rows, months), np.int64),
        np.full((rows, scenarios), months),
        np.zeros((rows, seats)),
    )


def users(use: Whole, tonnes: Floats, need: Floats, counted: Whole | None = None) -> Users:
    """Give users whose offers, O, need so much of a material, O, T; `counted` uses, else all."""
    each = by_use(use, tonnes[:, None] * need)
    rows = np.arange(len(each)) if counted is None else counted
    whole = each[rows].sum(axis=0, keepdims=True)
    among = np.isin(np.arange(len(each)), rows).astype(np.uint32)
    return Users(use.astype(np.uint32), tonnes, np.concatenate([each, whole]), among)


def by_use(use: Whole | Places, offers: Floats) -> Floats:
    """Add up what is by offer, O first, to what is by use, U first."""
    found = np.zeros((int(use.max()) + 1 if use.size else 0, *offers.shape[1:]))
    for number, amount in zip(use.tolist(), offers, strict=True):
        found[number] += amount
    return found


@inlined
def is_short(short: Floats, seat: int) -> bool:
    """Whether anything is short of any offer, O by seats, of the scenario that has a seat."""
    anything = False
    for o in range(len(short)):
        if short[o, seat] != 0.0:
            anything = True
    return anything


@inlined
def add_up(short: Floats, seat: int, users: Users, found: Counts) -> None:
    """Put together what offers fall short by use, and what counted uses do in all."""
    whole = len(users.counted)
    for u in range(whole + 1):
        found.amounts[u, 0] = 0.0
    for o in range(len(users.use)):
        found.amounts[users.use[o], 0] += short[o, seat] * users.tonnes[o]
    for u in range(whole):
        if users.counted[u]:
            found.amounts[whole, 0] += found.amounts[u, 0]


@inlined
def count_month(short: Floats, seat: int, t: int, s: int, users: Users, found: Counts) -> None:
    """Count what offers fall short, O by seats, in month t of the scenario s that has that seat."""
    if is_short(short, seat):
        add_up(short, seat, users, found)
        for u in range(len(users.counted) + 1):
            need, amount = users.need[u, t], found.amounts[u, 0]
            if amount != 0.0:
                found.short[u, t] += int(np.rint(amount * KG))
            if amount > TINY * max(need, 1.0):
                share = min(amount / need, 1.0) if need > TINY else 0.0
                found.share[u, t, max(int(np.ceil(share * SHARE_BINS - TINY)), 1)] += 1
                found.first[u, s] = min(found.first[u, s], t)


def counts(short: Floats, users: Users) -> Counts:
    """Count what offers fall short of, T, O, S, with NumPy: cells of a month side by side."""
    found = blank_counts(users, short.shape[2], short.shape[2])
    for t, offers in enumerate(short):
        found.amounts[:-1] = by_use(users.use, offers * users.tonnes[:, None])
        found.amounts[-1] = found.amounts[:-1][users.counted > 0].sum(axis=0)
        u, s = np.nonzero(found.amounts)
        amount, need = found.amounts[u, s], users.need[u, t]
        kilogrammes = np.bincount(u, np.rint(amount * KG), len(users.need))
        found.short[:, t] = kilogrammes.astype(np.int64)
        share = np.where(need > TINY, np.minimum(amount / np.maximum(need, TINY), 1.0), 0.0)
        filled = np.maximum(np.ceil(share * SHARE_BINS - TINY).astype(np.int64), 1)
        told = amount > TINY * np.maximum(need, 1.0)
        np.add.at(found.share, (u[told], t, filled[told]), 1)
        found.first[u[told], s[told]] = np.minimum(found.first[u[told], s[told]], t)
    return with_nothing_short(found)


def with_nothing_short(found: Counts) -> Counts:
    """Count at once all cells in which nothing is short, as in most scenarios and months."""
    found.share[:, :, 0] += found.first.shape[1] - found.share.sum(axis=2)
    return found
