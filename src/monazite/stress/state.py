"""What a play of months moves and writes down, with room for one scenario or for many.

The last axis is that of scenarios. What is carried from month to month lies in one array, a row for
each stock, debt and count, so that a scenario can be put aside while nothing happens in it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from monazite.stress.system import TIERS, Floats, System, Whole, sizes

WIDTH = 8
"""Scenarios that machine code plays side by side."""


class State(NamedTuple):
    """What is carried from month to month."""

    stock: Floats
    """K: private stores, t."""
    public: Floats
    """K: public stockpile, t."""
    called: Floats
    """K: months in a row in which something is missing."""
    unfilled: Floats
    """K: what was wanted last month and not there, by plants, t."""
    owed: Floats
    """L: what was held back on a lane and not made up for yet, t."""
    waiting: Floats
    """O: what users did not get and still want, t."""
    lost: Floats
    """O: value of what is never made up for, money."""
    lasted: Floats
    """J: months in a row in which each shock strikes; none where the rule does not ask."""


class Work(NamedTuple):
    """What one month works with and comes to; nothing of it lasts."""

    depth: Floats
    """J: how deep each shock is, 0 to 1."""
    keep: Floats
    """L: part of a lane that shocks leave."""
    able: Floats
    """P: part of a plant's capacity that shocks leave."""
    grown: Floats
    """U: what shocks make of a use's need, times."""
    missing: Floats
    """K: what is wanted beyond the plan, t."""
    held: Floats
    """K: what of private stores is not for this month, t."""
    need: Floats
    """O: what a use needs, t."""
    late: Floats
    """O: what it can take beside it of what it waits for, t."""
    wanted: Floats
    """P: activity wanted."""
    granted: Floats
    """Inputs: tonnes a plant is given."""
    tier_wants: Floats
    """TIERS: what each tier asks of the material shared out, t."""
    tier_gets: Floats
    """TIERS: part of it that is there."""
    served: Floats
    """O: what users got, t of the material."""
    short: Floats
    """O: what they go without, t of the material."""
    activity: Floats
    """P: activity of plants, t."""
    arrived: Floats
    """L: what arrived on a lane, t; 0 where nobody asks."""
    came: Floats
    """K: what arrived on all lanes that carry a material, t."""
    left: Floats
    """K: what left the country, t."""
    set_aside: Floats
    """K: what was put aside, t."""
    unrest: Floats
    """1: how far this is from months in which nothing happens, t."""


AWAKE, RESTS, SLEPT = 0, 1, 2
"""Whether a scenario is played, may be left out until a shock strikes, or was left out."""


class Scenarios(NamedTuple):
    """Scenarios that are played together, and how far they are."""

    depth: Floats
    """S, J, T: how deep each shock is, 0 to 1."""
    struck: npt.NDArray[np.bool_]
    """T, S: whether any shock strikes."""
    calm: Floats
    """T, K: private stores at the end of each month without any shock, t."""
    carried: Floats
    """S by rows of a state: what each carries from month to month."""
    rests: Whole
    """S: whether it is played."""
    awake: Whole
    """S: room for those that are."""
    short: Floats
    """T, O, S: what users go without, t of the material; T, 0, S where months are counted."""
    stock: Floats
    """T, K, S: private stores at the end of a month, t; T, 0, S where nobody asks."""


class Record(NamedTuple):
    """What is written down of one scenario, month by month."""

    short: Floats
    """O, T: what users go without in the month, t of the material."""
    lost: Floats
    """O: value of what is never made up for, money."""
    activity: Floats
    """P, T: activity of plants, t."""
    arrived: Floats
    """L, T: what arrived on a lane, t."""
    came: Floats
    """K, T: what arrived on all lanes that carry a material, t."""
    left: Floats
    """K, T: what left the country, t."""
    set_aside: Floats
    """K, T: what was put aside, t."""
    served: Floats
    """O, T: what users got, t of the material."""
    stock: Floats
    """K, T: private stores at the end of the month, t."""
    public: Floats
    """K, T: public stockpile at the end of the month, t."""


def rows_of(system: System) -> tuple[int, ...]:
    """Count the rows of each part of a state."""
    materials, _, lanes, offers, *_ = sizes(system)
    asked = system.usual_length.shape[1] if system.release_remaining[0] > 0.0 else 0
    return materials, materials, materials, materials, lanes, offers, offers, asked


def parts_of(system: System, rows: Floats) -> State:
    """Give the parts of a state that lies in one array, all rows by scenarios."""
    return State(*np.split(rows, np.cumsum(rows_of(system))[:-1]))


def blank_work(system: System, shocks: int, scenarios: int, *, by_lane: bool = False) -> Work:
    """Make room for a month of so many scenarios, and if asked for what arrives on each lane."""
    materials, plants, lanes, offers, uses, inputs, _ = sizes(system)
    by_shock_lane_plant_use = (shocks, lanes, plants, uses)
    asked_and_given = (materials, materials, offers, offers, plants, inputs, TIERS, TIERS)
    arrived = lanes if by_lane else 0
    written_down = (offers, offers, plants, arrived, materials, materials, materials, 1)
    rows = (*by_shock_lane_plant_use, *asked_and_given, *written_down)
    return Work(*(np.zeros((count, scenarios)) for count in rows))


def blank_record(system: System) -> Record:
    """Make room for what is written down of one scenario."""
    materials, plants, lanes, offers, *_, months = sizes(system)
    went_short_and_lost = ((offers, months), (offers,))
    moved = ((plants, months), (lanes, months), *[(materials, months)] * 3)
    served_and_left = ((offers, months), *[(materials, months)] * 2)
    rows = (*went_short_and_lost, *moved, *served_and_left)
    return Record(*(np.zeros(one) for one in rows))
