"""The same months solved as a linear programme by somebody who knows how the disruption goes.

Whoever knows it can do no worse than a rule that does not: every play of the rule is a plan of this
programme, in which value lost is cut off below by tangents. Its cost is a floor under the rule's.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from monazite.model.rowwise import INFINITY, RowwiseProgramme
from monazite.stress.engine import left_by
from monazite.stress.month import ready
from monazite.stress.system import Floats, System, lane_material

TANGENTS = tuple(part / 8.0 for part in range(9))
"""Parts of need at which the curve of value lost is touched: a fifth of a per cent below it where
needs are as steep as the flagship's, one per cent with half as many."""

Move = Callable[[int, int, int, float], None]
"""Puts a column, with tonnes for one of it, into the balance of a material in a month."""


def least_lost(system: System, depth: Floats, came: Floats | None = None) -> float:
    """Give the least value that can be lost in one scenario, J, T, by one who knows it, money.

    With `came`, K, T, arrivals are as they were in a play: what is left to choose is when the
    stockpile is let go, who is served and how plants run. Raises SolveFailed without a solution.
    """
    return Knowing(system, depth, came).least()


class Knowing:
    """One scenario as whoever knows it sees it, solved again for every store that is tried."""

    def __init__(self, system: System, depth: Floats, came: Floats | None = None) -> None:
        """Write the programme down; `depth` is J, T, and `came` K, T, as in `least_lost`."""
        keep, able, grown = left_by(system, depth)
        programme = self._programme = RowwiseProgramme()
        balance: dict[tuple[int, int], dict[int, float]] = {}
        self._system, self._trade_is_free = system, came is None
        self._fixed = np.array(system.given)
        self._fixed[:, 0] += system.stock
        materials, months = self._fixed.shape

        def move(k: int, t: int, column: int, amount: float) -> None:
            terms = balance.setdefault((k, t), {})
            terms[column] = terms.get(column, 0.0) + amount

        self._let_go = [_stores(programme, system, k, months, move) for k in range(materials)]
        for lane, k in enumerate(lane_material(system) if came is None else ()):
            self._fixed[k] += system.lane_plan[lane] * keep[lane]
            _lane(programme, system, lane, k, keep[lane], move)
        for p in range(len(system.plant_product)):
            _plant(programme, system, p, able[p], move)
        for k in range(materials):
            for o in range(system.offer_start[k], system.offer_start[k + 1]):
                _offer(programme, system, k, o, grown[system.offer_use[o]], move)
        fixed = self._fixed if came is None else self._fixed + came
        self._balances = [
            [
                programme.row(balance.get((k, t), {}), -float(fixed[k, t]), -float(fixed[k, t]))
                for t in range(months)
            ]
            for k in range(materials)
        ]

    def least(self) -> float:
        """Give the least value that can be lost, money."""
        return self._programme.least()

    def least_with(self, public: Floats, came: Floats | None = None) -> float:
        """Give the same with another public stockpile, K, t, and what came when it was played."""
        columns: dict[int, float] = {}
        rows: dict[int, tuple[float, float]] = {}
        for k, (months, row) in enumerate(self._let_go):
            rate = float(self._system.release_rate[k])
            columns |= dict.fromkeys(months, rate * float(public[k]))
            rows[row] = (0.0, float(public[k]))
        if came is not None and not self._trade_is_free:
            for k, balances in enumerate(self._balances):
                for t, row in enumerate(balances):
                    level = -float(self._fixed[k, t] + came[k, t])
                    rows[row] = (level, level)
        self._programme.bound(columns, rows)
        return self._programme.least()


def _plant(programme: RowwiseProgramme, system: System, p: int, able: Floats, move: Move) -> None:
    """What a plant takes and gives as far as it runs."""
    for t in range(system.plant_capacity.shape[1]):
        runs = programme.column(float(system.plant_capacity[p, t] * able[t]))
        for i in range(system.input_start[p], system.input_start[p + 1]):
            move(system.input_material[i], t, runs, -system.input_need[i])
        for i in range(system.output_start[p], system.output_start[p + 1]):
            move(system.output_material[i], t, runs, system.output_amount[i])


def _stores(
    programme: RowwiseProgramme, system: System, k: int, months: int, move: Move
) -> tuple[list[int], int]:
    """Private stores, the public one, what leaves and what is put aside, of one material.

    Gives the columns of what is let go in each month, and the row of all of it.
    """
    released: dict[int, float] = {}
    for t in range(months):
        stock = programme.column()
        move(k, t, stock, -1.0)
        if t + 1 < months:
            move(k, t + 1, stock, 1.0)
        out = programme.column(float(system.release_rate[k] * system.public[k]))
        move(k, t, out, 1.0)
        released[out] = 1.0
        move(k, t, programme.column(float(system.export[k, t])), -1.0)
        move(k, t, programme.column(float(system.aside[k, t])), -1.0)
    return list(released), programme.row(released, 0.0, float(system.public[k]))


def _lane(
    programme: RowwiseProgramme, system: System, lane: int, k: int, keep: Floats, move: Move
) -> None:
    """What a lane makes up for of what was held back before, and what its origin adds."""
    held, terms, adds = 0.0, {}, ready(keep)
    for t in range(len(keep)):
        plan = float(system.lane_plan[lane, t])
        held += plan * (1.0 - float(keep[t]))
        late = programme.column(float(system.catch_up[k] * plan * keep[t] * adds[t]))
        move(k, t, late, 1.0)
        terms[late] = 1.0
        programme.row(dict(terms), -INFINITY, held)
        if system.delay[k] <= t:
            spare = float(system.lane_spare[lane, t] * adds[t])
            move(k, t, programme.column(spare), 1.0)


def _offer(
    programme: RowwiseProgramme, system: System, k: int, o: int, grown: Floats, move: Move
) -> None:
    """What a use gets in time, what it gets late, and what it loses for good."""
    first, last = float(system.offer_first_value[o]), float(system.offer_last_value[o])
    waits = float(system.offer_waits[o])
    waiting: dict[int, float] = {}
    for t in range(system.offer_need.shape[1]):
        need = float(system.offer_need[o, t] * grown[t])
        if need <= 0.0:
            continue
        short = programme.column(need)
        # Got in time: need less short. Late: what had been waiting before this month.
        got = programme.column(need)
        programme.row({got: 1.0, short: 1.0}, need, need)
        move(k, t, got, -1.0)
        late = programme.column(float(system.catch_up[k] * need))
        move(k, t, late, -1.0)
        programme.row({**waiting, late: -1.0}, 0.0, INFINITY)
        waiting[late] = -1.0
        waiting[short] = waits
        lost = programme.column(cost=1.0)
        for part in TANGENTS:
            # value(s) = (1 - waits) (first s + (last - first) s^2 / (2 need)), s = part x need
            slope = (1.0 - waits) * (first + (last - first) * part)
            level = -(1.0 - waits) * 0.5 * (last - first) * part**2 * need
            programme.row({lost: 1.0, short: -slope}, level, INFINITY)
    end = programme.column(cost=first)
    programme.row({**waiting, end: -1.0}, 0.0, 0.0)
