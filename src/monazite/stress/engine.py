"""Plays scenarios through a system, in machine code where numba is there."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from monazite.stress.compiled import HAS_NUMBA
from monazite.stress.counting import (
    Counts,
    Users,
    blank_counts,
    counts,
    nobody,
    with_nothing_short,
)
from monazite.stress.month import month
from monazite.stress.months import play_months
from monazite.stress.state import (
    WIDTH,
    Record,
    Scenarios,
    blank_record,
    blank_work,
    parts_of,
    rows_of,
)
from monazite.stress.system import LANE, USE, Floats, System, laid_out, sizes

ABREAST = 256
"""Scenarios that go through the months together: what they carry stays near the processor."""


class Play:
    """Scenarios under way: every month begins with what the one before has left."""

    def __init__(
        self,
        system: System,
        depth: Floats,
        calm: Floats | None = None,
        *,
        compiled: bool = HAS_NUMBA,
        keeps_stock: bool = False,
        users: Users | None = None,
        written_down: bool = False,
    ) -> None:
        """Take a system that is laid out, and how deep shocks are, S, J, T.

        With `calm`, T, K, what private stores are at the end of each month without any shock,
        machine code leaves out months that only repeat the plan. With `users` it counts what they
        go without as `counts`, and keeps no month of it. What each lane brings is there where
        months are `written_down`.
        """
        count, shocks, months = depth.shape
        rows, materials = sum(rows_of(system)), len(system.stock)
        self._system, self._compiled = system, compiled
        # Machine code puts scenarios aside one by one; NumPy goes through all of them row by row.
        carried = np.zeros((count, rows) if compiled else (rows, count))
        self.state = parts_of(system, carried.T if compiled else carried)
        """What each carries: arrays by scenario behind."""
        self.state.stock[:], self.state.public[:] = system.stock[:, None], system.public[:, None]
        width = WIDTH if compiled else count
        self.work = blank_work(system, shocks, width, by_lane=written_down)
        """What the last month came to; of a single scenario it is the first of all behind."""
        struck = np.ones((count, months), bool) if calm is None else (depth > 0.0).any(axis=1)
        self.them = Scenarios(
            depth=np.ascontiguousarray(depth),
            struck=np.ascontiguousarray(struck.T),
            calm=np.zeros((months, materials)) if calm is None else calm,
            carried=carried,
            rests=np.zeros(count, np.int64),
            awake=np.zeros(min(count, ABREAST), np.int64),
            short=np.zeros((months, len(system.offer_use) if users is None else 0, count)),
            stock=np.zeros((months, materials if keeps_stock else 0, count)),
        )
        self._seats = np.zeros((rows, WIDTH))
        self._users = nobody() if users is None else users
        self.counts = blank_counts(self._users, count)
        """What months that were played came to, for the users named."""

    def months(self, first: int, last: int) -> None:
        """Play from a month to before another."""
        if not self._compiled:
            for t in range(first, last):
                self.work.depth[:] = self.them.depth[:, :, t].T
                month(self._system, t, self.state, self.work)
                self.them.short[t] = self.work.short
            return
        at_play, count = parts_of(self._system, self._seats), len(self.them.depth)
        for front in range(0, count, ABREAST):
            behind = min(front + ABREAST, count)
            play_months(
                self._system, first, last, front, behind,
                self.them, self._seats, at_play, self.work, self._users, self.counts,
            )  # fmt: skip

    @property
    def lost(self) -> Floats:
        """S, O: value of what is never made up for; who waits to the end goes without, money."""
        return np.asarray(self.state.lost.T + self.awaited)

    @property
    def awaited(self) -> Floats:
        """S, O: value of what users still wait for after the months played, money."""
        return np.asarray((self.state.waiting * self._system.offer_first_value[:, None]).T)


def played(system: System, depth: Floats, *, compiled: bool = HAS_NUMBA) -> tuple[Floats, Floats]:
    """Play scenarios: what is short by scenario, offer and month, and value lost by offer.

    `depth` is S, J, T: how deep each shock is in each scenario and month. Both ways give the same
    figures but for what is too little to count, since machine code leaves out months at rest.
    """
    coming = np.asarray((depth > 0.0).any(axis=(0, 2)))
    stage = staged(system, coming, depth.shape[2], compiled=compiled)
    play = Play(stage.system, depth, stage.calm, compiled=compiled)
    play.months(0, depth.shape[2])
    return play.them.short.transpose(2, 1, 0), play.lost


def counted(
    stage: Stage, depth: Floats, users: Users, *, compiled: bool = HAS_NUMBA
) -> tuple[Counts, Floats]:
    """Play scenarios and count what users go without; beside it value lost by S, O, money."""
    asked = users if compiled else None
    play = Play(stage.system, depth, stage.calm, compiled=compiled, users=asked)
    play.months(0, depth.shape[2])
    found = with_nothing_short(play.counts) if compiled else counts(play.them.short, users)
    return found, play.lost


class Stage(NamedTuple):
    """What many plays of the same months begin from."""

    system: System
    """Laid out, without hits of shocks that never come, which would multiply by one."""
    calm: Floats | None
    """T, K: what lies in private stores at the end of each month without any shock, t."""


def staged(
    system: System, coming: npt.NDArray[np.bool_], months: int, *, compiled: bool = HAS_NUMBA
) -> Stage:
    """Lay a system out for so many months in which some shocks may come, J."""
    comes = coming[system.hit_shock]
    ready = laid_out(
        system._replace(
            hit_shock=system.hit_shock[comes],
            hit_kind=system.hit_kind[comes],
            hit_index=system.hit_index[comes],
            hit_share=system.hit_share[comes],
        )
    )
    if not compiled:
        return Stage(ready, None)
    play = Play(ready, np.zeros((1, len(coming), months)), keeps_stock=True)
    play.months(0, months)
    return Stage(ready, np.ascontiguousarray(play.them.stock[:, :, 0]))


def losses_of(system: System, depth: Floats) -> Floats:
    """Value lost in each scenario, money; `depth` is S, J, T."""
    return np.asarray(played(system, depth)[1].sum(axis=1), dtype=float)


def awaited_of(system: System, depth: Floats) -> Floats:
    """Value of what users still wait for when the months end, money; `depth` is S, J, T."""
    play = Play(laid_out(system), depth)
    play.months(0, depth.shape[2])
    return np.asarray(play.awaited.sum(axis=1))


def recorded(system: System, depth: Floats) -> Record:
    """Play one scenario, J, T, and give all that was written down of it."""
    play = Play(laid_out(system), depth[None], written_down=True)
    record = blank_record(system)
    for t in range(depth.shape[1]):
        play.months(t, t + 1)
        write_down(play, t, record)
    record.lost[:] = play.lost[0]
    return record


def write_down(play: Play, t: int, record: Record) -> None:
    """Write down what the month that was played last, t, came to in a single scenario."""
    for name in ("short", "activity", "arrived", "came", "left", "set_aside", "served"):
        getattr(record, name)[:, t] = getattr(play.work, name)[:, 0]
    record.stock[:, t], record.public[:, t] = play.state.stock[:, 0], play.state.public[:, 0]


def left_by(system: System, depth: Floats) -> tuple[Floats, Floats, Floats]:
    """What shocks of one scenario, J, T, leave of lanes and plants, and make of uses; all by T."""
    _, plants, lanes, _, uses, _, months = sizes(system)
    keep, able, grown = np.ones((lanes, months)), np.ones((plants, months)), np.ones((uses, months))
    for shock, kind, index, share in zip(
        system.hit_shock, system.hit_kind, system.hit_index, system.hit_share, strict=True
    ):
        struck = share * depth[shock]
        if kind == USE:
            grown[index] += struck
        else:
            (keep if kind == LANE else able)[index] *= 1.0 - struck
    return keep, able, grown
