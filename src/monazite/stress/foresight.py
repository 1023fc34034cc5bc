"""The same months solved as a linear programme by somebody who knows how the disruption goes.

Whoever knows it can do no worse than a rule that does not: every play of the rule is a plan of this
programme, in which value lost is cut off below by tangents. Its cost is a floor under the rule's.
The programme is that of the system; a scenario, a store and what came are bounds in it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from monazite.model.rowwise import INFINITY, RowwiseProgramme
from monazite.stress.engine import left_by
from monazite.stress.month import ready
from monazite.stress.system import Floats, System, Whole, lane_material

TOUCHED = np.arange(9) / 8.0
"""Parts of need at which the curve of value lost is touched: a fifth of a per cent below it where
needs are as steep as the flagship's, one per cent with half as many."""

BETWEEN = np.array([1.0, *[2.0] * (len(TOUCHED) - 2), 1.0]) / (2 * len(TOUCHED) - 2)
"""Part of need for which each of these tangents is the highest."""


def least_lost(system: System, depth: Floats, came: Floats | None = None) -> float:
    """Give the least value that can be lost in one scenario, J, T, by one who knows it, money.

    With `came`, K, T, arrivals are as they were in a play: what is left to choose is when the
    stockpile is let go, who is served and how plants run. Raises SolveFailed without a solution.
    """
    knowing = Knowing(system, trade_is_free=came is None)
    knowing.sees(depth, planned_arrivals(system) if came is None else came)
    return knowing.least()


def planned_arrivals(system: System) -> Floats:
    """What comes on lanes as planned, K, T."""
    found = np.zeros(system.given.shape)
    np.add.at(found, lane_material(system), system.lane_plan)
    return found


class Known(NamedTuple):
    """What somebody knows of the months: how deep shocks are, and what comes."""

    depth: Floats
    """J, T."""
    came: Floats
    """K, T: t."""


class Begun(NamedTuple):
    """Where a country stands when a month begins."""

    month: int
    stock: Floats
    """K: private stores, t."""
    public: Floats
    """K: what is left of the public stockpile, t."""
    held: Floats
    """K: what it held first, of which a part may leave in a month, t."""
    waiting: Floats
    """O: what users still want, t."""


class Knowing:
    """A country's months as whoever knows them sees them, one scenario or store after another.

    What is put aside or leaves the country is left in store instead, where it is worth nothing.
    """

    def __init__(self, system: System, *, trade_is_free: bool = False, care: float = 0.0) -> None:
        """Write the programme down; where trade is not free, arrivals are told with a scenario.

        With `care`, a part of the first value of each good, whoever loses as little in several ways
        takes that in which stores are fullest, and leaves them as full at the end as is asked.
        """
        self._system, self._trade_is_free, self._care = system, trade_is_free, care
        self.programme = RowwiseProgramme()
        self._of = np.repeat(np.arange(len(system.stock)), np.diff(system.offer_start))
        """O: what is offered."""
        self._stores()
        self._plants()
        self._offers()
        if trade_is_free:
            self._lanes()
        if care > 0.0:
            self._careful()
            self.leaves(system.target)
        # Every scenario is solved from the months as planned, whoever was asked about before.
        calm = Known(
            np.zeros((int(system.hit_shock.max(initial=-1)) + 1, system.given.shape[1])),
            planned_arrivals(system),
        )
        self.since(calm, self._beginning(None))
        self.least()
        self.programme.remember()

    def sees(self, depth: Floats, came: Floats, public: Floats | None = None) -> None:
        """Take a scenario, J, T, with what came in a play of it, K, T, and a public store, K, t.

        Where trade is free, what came is not asked for.
        """
        self.programme.go_back()
        self.since(Known(depth, came), self._beginning(public))

    def since(self, known: Known, begun: Begun) -> None:
        """Take what is known from a month on, with what lies in store and who waits by then."""
        system, bound, t = self._system, self.programme.bound_columns, begun.month
        keep, able, grown = left_by(system, known.depth)
        ahead = np.arange(system.given.shape[1]) >= t
        need = ahead * system.offer_need * grown[system.offer_use]
        fixed = np.array(system.given)
        np.subtract.at(fixed, self._of, need)
        if self._trade_is_free:
            np.add.at(fixed, lane_material(system), system.lane_plan * keep)
            self._lanes_left(keep)
        else:
            fixed += known.came
        fixed[:, t] += begun.stock
        fixed = ahead * fixed
        self.programme.bound_rows(self.balance, -fixed, -fixed)
        waited = np.zeros(need.shape)
        waited[:, t] = begun.waiting
        self.programme.bound_rows(self.waited, waited, waited)
        bound(self.stock, 0.0, np.where(ahead, INFINITY, 0.0))
        bound(self.released, 0.0, ahead * (system.release_rate * begun.held)[self.kept, None])
        self.programme.bound_rows(self._reserve, 0.0, begun.public[self.kept])
        bound(self._runs, 0.0, ahead * system.plant_capacity * able)
        bound(self.short, 0.0, BETWEEN[:, None, None] * need)
        bound(self.late, 0.0, system.catch_up[self._of, None] * need)

    def _beginning(self, public: Floats | None) -> Begun:
        held = self._system.public if public is None else public
        return Begun(0, self._system.stock, held, held, np.zeros(len(self._of)))

    def least(self) -> float:
        """Give the least value that can be lost, money."""
        return self.programme.least()

    def lived(self, after: int, begun: Begun) -> tuple[float, Begun]:
        """What is lost from a month to before another, money, and where things stand then."""
        at, values = slice(begun.month, after), self.programme.values()
        short = values[self.short[:, :, at]]
        let_go = np.zeros(len(begun.public))
        let_go[self.kept] = values[self.released[:, at]].sum(axis=1)
        waits = self._system.offer_waits * short[:, :, -1].sum(axis=0)
        return float((short * self.slopes[:, :, None]).sum()), Begun(
            after,
            values[self.stock[:, after - 1]],
            np.maximum(begun.public - let_go, 0.0),
            begun.held,
            values[self.waiting[:, after - 1]] + waits,
        )

    def month_of_columns(self) -> Whole:
        """Give the month of every column of the programme of one whose trade is as it is played."""
        blocks = (self.stock, self.released, self._runs, self.short, self.late, self.waiting)
        found = np.zeros(sum(block.size for block in blocks), dtype=np.int64)
        for block in blocks:
            found[block] = np.broadcast_to(np.arange(block.shape[-1]), block.shape)
        return found

    def _stores(self) -> None:
        """Private stores, and what is let go of the public one, of what users are offered too."""
        system, programme = self._system, self.programme
        self.balance = programme.rows(system.given.shape)
        self.stock = programme.columns(system.given.shape)
        programme.put(self.balance, self.stock, -1.0)
        programme.put(self.balance[:, 1:], self.stock[:, :-1])
        offered = np.isin(np.arange(len(system.stock)), self._of)
        self.kept = np.flatnonzero(offered | (system.public > 0.0))
        """What may lie in the public stockpile."""
        self.released = programme.columns((len(self.kept), system.given.shape[1]))
        programme.put(self.balance[self.kept], self.released)
        self._reserve = programme.rows(self.kept.shape)
        programme.put(self._reserve[:, None], self.released)

    def _plants(self) -> None:
        """What plants take and give as far as they run."""
        system, programme = self._system, self.programme
        runs = self._runs = programme.columns(system.plant_capacity.shape)
        for i, p in enumerate(system.input_plant):
            programme.put(self.balance[system.input_material[i]], runs[p], -system.input_need[i])
        made_by = np.repeat(np.arange(len(runs)), np.diff(system.output_start))
        for i, p in enumerate(made_by):
            made = self.balance[system.output_material[i]]
            programme.put(made, runs[p], system.output_amount[i])

    def _offers(self) -> None:
        """What uses get in time, what they get late, and what they lose for good."""
        system, programme = self._system, self.programme
        first, last = system.offer_first_value, system.offer_last_value
        waits, (offers, months) = system.offer_waits, system.offer_need.shape
        self.slopes = (1.0 - waits) * (first + (last - first) * TOUCHED[:, None])
        """Tangents, O: value lost for a tonne short, of which a part waits."""
        # Who waits to the end goes without.
        ends = np.zeros((offers, months))
        ends[:, -1:] = first[:, None]
        self.short = programme.columns(
            (len(TOUCHED), offers, months), self.slopes[:, :, None] + ends * waits[:, None]
        )
        self.late = programme.columns((offers, months))
        self.waiting = programme.columns((offers, months), ends)
        """O, T: what still waits of what was short before a month."""
        programme.put(self.balance[self._of], self.short)
        programme.put(self.balance[self._of], self.late, -1.0)
        waited = self.waited = programme.rows((offers, months))
        programme.put(waited, self.waiting)
        programme.put(waited[:, 1:], self.waiting[:, :-1], -1.0)
        programme.put(waited, self.late)
        programme.put(waited[:, 1:], self.short[:, :, :-1], -waits[:, None])

    def _lanes(self) -> None:
        """What lanes make up for of what was held back before, and what their origins add."""
        system, programme = self._system, self.programme
        carries, shape = lane_material(system), system.lane_plan.shape
        self._made_up, self._added = programme.columns(shape), programme.columns(shape)
        programme.put(self.balance[carries], self._made_up)
        programme.put(self.balance[carries], self._added)
        owed = programme.columns(shape)
        self._owes = programme.rows(shape)
        programme.put(self._owes, owed)
        programme.put(self._owes[:, 1:], owed[:, :-1], -1.0)
        programme.put(self._owes, self._made_up)

    def _lanes_left(self, keep: Floats) -> None:
        system, adds = self._system, ready(keep)
        carries, months = lane_material(system), np.arange(keep.shape[1])
        sent = system.catch_up[carries, None] * system.lane_plan * keep * adds
        called = system.delay[carries, None] <= months
        withheld = system.lane_plan * (1.0 - keep)
        self.programme.bound_rows(self._owes, withheld, withheld)
        self.programme.bound_columns(self._made_up, 0.0, sent)
        self.programme.bound_columns(self._added, 0.0, called * system.lane_spare * adds)

    def _careful(self) -> None:
        """What is missing of the stores of what is offered, each month and at the end."""
        system, programme = self._system, self.programme
        self._stored: Whole = np.unique(self._of)
        many, months = len(self._stored), system.given.shape[1]
        value = np.zeros(len(system.stock))
        np.maximum.at(value, self._of, system.offer_last_value)
        worth = value[self._stored, None]
        spared = self._care * worth
        self._missing = programme.columns((many, months), spared)
        self._filled = programme.rows((many, months))
        programme.put(self._filled, self.stock[self._stored])
        programme.put(self._filled, self._missing)
        self._ends_short = programme.columns((many,), worth[:, 0])
        self._ends = programme.rows((many,))
        programme.put(self._ends, self.stock[self._stored, -1])
        programme.put(self._ends, self._ends_short)

    def leaves(self, stock: Floats) -> None:
        """Say what private stores are to hold at the end, K, t, for one who takes care."""
        self.programme.bound_rows(self._filled, self._system.target[self._stored, None], INFINITY)
        self.programme.bound_rows(self._ends, stock[self._stored], INFINITY)
