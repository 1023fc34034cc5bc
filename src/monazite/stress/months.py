"""All months of many scenarios: those that nothing has befallen sleep and cost nothing.

Scenarios that are awake are given a seat, eight at a time, play the month there and stand up again.
"""

from __future__ import annotations

import numpy as np

from monazite.stress.compiled import compiled, inlined, together
from monazite.stress.counting import Counts, Users, count_month
from monazite.stress.month import month
from monazite.stress.state import AWAKE, RESTS, SLEPT, WIDTH, Scenarios, State, Work
from monazite.stress.system import TINY, Floats, System


@inlined
def unrest(system: System, t: int, calm: Floats, state: State, work: Work) -> None:
    """How far stores, plants and users are from what they are without any shock, `calm`, T, K."""
    most = 0.0 * state.stock[0]
    for k in range(len(state.stock)):
        gap = state.stock[k] - calm[t, k]
        most = np.maximum(most, np.maximum(gap, -1.0 * gap) + state.unfilled[k])
    for o in range(len(state.waiting)):
        most = np.maximum(most, state.waiting[o])
    work.unrest[0] = most


@inlined
def wake(t: int, front: int, behind: int, them: Scenarios) -> int:
    """List who plays a month: those that do not rest, or are struck in it; give their number."""
    awake = 0
    for s in range(front, behind):
        if them.rests[s] and not them.struck[t, s]:
            them.rests[s] = SLEPT
        else:
            them.awake[awake] = s
            awake += 1
    return awake


@inlined
def sit_down(
    t: int, s: int, seat: int, them: Scenarios, seats: Floats, state: State, work: Work
) -> None:
    """Give a scenario a seat as it stood, with the shocks of the month; who slept lost nothing."""
    for row in range(len(seats)):
        seats[row, seat] = them.carried[s, row]
    for k in range(len(state.stock) if them.rests[s] == SLEPT else 0):
        state.stock[k, seat] = them.calm[t - 1, k]
        state.called[k, seat] = 0.0
    for shock in range(len(state.lasted) if them.rests[s] == SLEPT else 0):
        state.lasted[shock, seat] = 0.0
    for shock in range(len(work.depth)):
        work.depth[shock, seat] = them.depth[s, shock, t]


@inlined
def stand_up(
    t: int, s: int, seat: int, them: Scenarios, seats: Floats, state: State, work: Work
) -> None:
    """Take a scenario from its seat: how it stands, what it has in store, what is short."""
    for row in range(len(seats)):
        them.carried[s, row] = seats[row, seat]
    for k in range(them.stock.shape[1]):
        them.stock[t, k, s] = state.stock[k, seat]
    for o in range(them.short.shape[1]):
        them.short[t, o, s] = work.short[o, seat]
    them.rests[s] = RESTS if work.unrest[0, seat] < TINY else AWAKE


@compiled
def play_months(
    system: System,
    first: int,
    last: int,
    front: int,
    behind: int,
    them: Scenarios,
    seats: Floats,
    state: State,
    work: Work,
    users: Users,
    found: Counts,
) -> None:
    """Play months from the first to before the last, of scenarios from one to before another.

    `WIDTH` of them play side by side, of those in which anything happens.

    `seats` has the rows of a state for those at play, of which `state` is the parts. A month
    without a shock in which nothing is missing repeats the plan and is not played: stores are then
    what they are without any shock.

    Where there are users, what they go without is counted at the end of each month.
    """
    now, at = together(state), together(work)
    counting = len(users.need) > 0
    for t in range(first, last):
        awake = wake(t, front, behind, them)
        for group in range(0, awake, WIDTH):
            seated = min(WIDTH, awake - group)
            for seat in range(seated):
                sit_down(t, them.awake[group + seat], seat, them, seats, state, work)
            month(system, t, now, at)
            unrest(system, t, them.calm, now, at)
            for seat in range(seated):
                s = them.awake[group + seat]
                stand_up(t, s, seat, them, seats, state, work)
                if counting:
                    count_month(work.short, seat, t, s, users, found)
