"""What happens in a month of a disruption: the one function behind every figure of a stress test.

It is written over single elements, `stock[k]`, and with `minimum` and `maximum` in place of `if`,
so that the same lines serve one scenario whose elements are numbers (compiled by numba) and
thousands of scenarios whose elements are arrays (NumPy). `docs/formulation.md` has its equations.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from monazite.stress.compiled import compiled, inlined
from monazite.stress.system import (
    LANE,
    PLANT,
    SHARE_OUT,
    TIERS,
    TINY,
    Floats,
    Record,
    State,
    System,
    Whole,
)

HALVINGS = 48
"""How often the price at which users go without is narrowed by half."""

FLAT = 1e-3
"""Part of its value over which a need of one value is given up little by little."""


@inlined
def ready(keep: Any) -> Any:
    """How far a lane clears arrears and adds, 0 to 1: nothing while half or less of it is left."""
    return np.maximum(2.0 * keep - 1.0, 0.0)


@inlined
def slope_of(system: System, o: int) -> float:
    """How much more the last tonne of a need is worth than the first, money/t; never nothing."""
    first, last = system.offer_first_value[o], system.offer_last_value[o]
    return float(max(last - first, FLAT * last, TINY))


@inlined
def begin(system: System, state: State, record: Record) -> None:
    """Fill stores, and forget what an earlier scenario left behind."""
    for k in range(len(system.stock)):
        state.stock[k] = system.stock[k]
        state.public[k] = system.public[k]
        state.called[k] = 0.0
        state.unfilled[k] = 0.0
    for lane in range(len(system.lane_material)):
        state.owed[lane] = 0.0
    for o in range(len(system.offer_use)):
        state.waiting[o] = 0.0
        record.lost[o] = 0.0


@inlined
def month(system: System, depth: Floats, t: int, state: State, record: Record) -> None:
    """Play month t; `depth` is J, T (and scenarios): how deep each shock is, 0 to 1."""
    stock, public = state.stock, state.public
    # Shocks: what hits the same thing at once leaves what each leaves of the rest.
    state.keep[:] = 1.0
    state.able[:] = 1.0
    state.grown[:] = 1.0
    for h in range(len(system.hit_shock)):
        struck = system.hit_share[h] * depth[system.hit_shock[h], t]
        i = system.hit_index[h]
        if system.hit_kind[h] == LANE:
            state.keep[i] = state.keep[i] * (1.0 - struck)
        elif system.hit_kind[h] == PLANT:
            state.able[i] = state.able[i] * (1.0 - struck)
        else:
            state.grown[i] = state.grown[i] + struck

    # What is wanted beyond the plan, less what lies in store beyond it: stores to be filled, users
    # who wait as far as they can take it, those who want more, plants that were left idle, and
    # what lanes and plants do not bring this month.
    for k in range(len(system.stock)):
        state.missing[k] = system.opening[k, t] - stock[k] + state.unfilled[k]
        state.held[k] = 0.0 * stock[k]
        for o in range(system.offer_start[k], system.offer_start[k + 1]):
            need = system.offer_need[o, t] * state.grown[system.offer_use[o]]
            late = np.minimum(state.waiting[o], system.catch_up[k] * need)
            state.missing[k] = state.missing[k] + late + need - system.offer_need[o, t]
            state.need[o], state.late[o] = need, late
            # Of what users have in store a rule may spare a part for the months that follow.
            own = np.minimum(stock[k], system.target[k])
            state.held[k] = own * (1.0 - 1.0 / system.release_months[0])
    for lane in range(len(system.lane_material)):
        k = system.lane_material[lane]
        held_back = system.lane_plan[lane, t] * (1.0 - state.keep[lane])
        state.missing[k] = state.missing[k] + held_back
    for p in range(len(system.plant_product)):
        k = system.plant_product[p]
        most = system.plant_capacity[p, t] * state.able[p]
        idle = np.maximum(system.plant_plan[p, t] - most, 0.0)
        state.missing[k] = state.missing[k] + idle * system.plant_yield[p]
    for k in range(len(system.stock)):
        state.missing[k] = np.maximum(state.missing[k], 0.0)
        several = np.sign(np.maximum(state.missing[k] - TINY, 0.0))
        state.called[k] = (state.called[k] + 1.0) * several
        stock[k] = stock[k] + system.given[k, t]
        record.came[k, t] = 0.0 * stock[k]

    # Arrivals: what a lane is left; what it owes and what its origin can add come as far as more
    # than half of the lane is left, in full where all of it is.
    for lane in range(len(system.lane_material)):
        k = system.lane_material[lane]
        sent = system.lane_plan[lane, t] * state.keep[lane]
        state.owed[lane] = state.owed[lane] + system.lane_plan[lane, t] - sent
        most = system.catch_up[k] * sent * ready(state.keep[lane])
        made_up = np.minimum(state.missing[k], most)
        made_up = np.minimum(made_up, state.owed[lane])
        state.owed[lane] = state.owed[lane] - made_up
        state.missing[k] = state.missing[k] - made_up
        record.came[k, t] = record.came[k, t] + sent + made_up
    for lane in range(len(system.lane_material)):
        k = system.lane_material[lane]
        heard = np.sign(np.maximum(state.called[k] - system.delay[k], 0.0))
        most = system.lane_spare[lane, t] * ready(state.keep[lane]) * heard
        more = np.minimum(state.missing[k], most)
        state.missing[k] = state.missing[k] - more
        record.came[k, t] = record.came[k, t] + more
    for k in range(len(system.stock)):
        stock[k] = stock[k] + record.came[k, t]

    # Plants want to run as planned, and harder while their product is still missing.
    for p in range(len(system.plant_product)):
        k = system.plant_product[p]
        harder = system.plant_plan[p, t] + state.missing[k] / system.plant_yield[p]
        most = system.plant_capacity[p, t] * state.able[p]
        state.wanted[p] = np.minimum(most, harder)
        beyond = np.maximum(state.wanted[p] - system.plant_plan[p, t], 0.0)
        state.missing[k] = np.maximum(state.missing[k] - beyond * system.plant_yield[p], 0.0)

    for step in range(len(system.step_kind)):
        if system.step_kind[step] == SHARE_OUT:
            # A material is shared out: plants and the first uses, then the others in turn.
            k = system.step_index[step]
            for tier in range(TIERS):
                state.tier_wants[tier] = 0.0
            fed = 0.0 * stock[k]
            for j in range(system.taker_start[k], system.taker_start[k + 1]):
                i = system.taker_input[j]
                fed = fed + system.input_need[i] * state.wanted[system.input_plant[i]]
            state.tier_wants[0] = state.tier_wants[0] + fed
            for o in range(system.offer_start[k], system.offer_start[k + 1]):
                tier = system.offer_tier[o] - 1
                state.tier_wants[tier] = state.tier_wants[tier] + state.need[o] + state.late[o]
            stock[k] = stock[k] - state.held[k]
            served_by_public = 0.0 * stock[k]
            for tier in range(system.release_tier[0]):
                served_by_public = served_by_public + state.tier_wants[tier]
            gap = np.maximum(served_by_public - stock[k], 0.0) * system.release_cover[0]
            out = np.minimum(gap, system.release_rate[k] * system.public[k])
            out = np.minimum(out, public[k] / system.release_months[0])
            public[k] = public[k] - out
            stock[k] = stock[k] + out
            if system.serve_by_value[0]:
                # Plants come first, then users: whoever would lose less than a price goes without,
                # the lowest price at which what is there is enough; who waits comes last.
                state.tier_gets[0] = np.minimum(stock[k] / np.maximum(fed, TINY), 1.0)
                stock[k] = np.maximum(stock[k] - state.tier_gets[0] * fed, 0.0)
                low, high, needs = 0.0 * stock[k], 0.0 * stock[k], 0.0 * stock[k]
                for o in range(system.offer_start[k], system.offer_start[k + 1]):
                    needs = needs + state.need[o]
                    high = np.maximum(high, system.offer_last_value[o] + slope_of(system, o))
                scarce = np.sign(np.maximum(needs - stock[k], 0.0))
                for _ in range(HALVINGS):
                    price, asked = 0.5 * (low + high), 0.0 * stock[k]
                    for o in range(system.offer_start[k], system.offer_start[k + 1]):
                        beyond = (price - system.offer_first_value[o]) / slope_of(system, o)
                        cut = np.minimum(np.maximum(beyond, 0.0), 1.0)
                        asked = asked + state.need[o] * (1.0 - cut)
                    above = np.sign(np.maximum(asked - stock[k], 0.0))
                    low = above * price + (1.0 - above) * low
                    high = above * high + (1.0 - above) * price
                waits = 0.0 * stock[k]
                for o in range(system.offer_start[k], system.offer_start[k + 1]):
                    beyond = (high - system.offer_first_value[o]) / slope_of(system, o)
                    cut = np.minimum(np.maximum(beyond, 0.0), 1.0) * scarce
                    state.got[o] = state.need[o] * (1.0 - cut)
                    stock[k] = stock[k] - state.got[o]
                    waits = waits + state.late[o]
                stock[k] = np.maximum(stock[k], 0.0)
                gets = np.minimum(stock[k] / np.maximum(waits, TINY), 1.0)
                for o in range(system.offer_start[k], system.offer_start[k + 1]):
                    state.got[o] = state.got[o] + gets * state.late[o]
                stock[k] = np.maximum(stock[k] - gets * waits, 0.0)
            else:
                for tier in range(TIERS):
                    wants = state.tier_wants[tier] + 0.0
                    gets = np.minimum(stock[k] / np.maximum(wants, TINY), 1.0)
                    state.tier_gets[tier] = gets
                    stock[k] = np.maximum(stock[k] - gets * wants, 0.0)
                for o in range(system.offer_start[k], system.offer_start[k + 1]):
                    gets = state.tier_gets[system.offer_tier[o] - 1]
                    state.got[o] = (state.need[o] + state.late[o]) * gets
            stock[k] = stock[k] + state.held[k]
            unfilled = 0.0 * stock[k]
            for j in range(system.taker_start[k], system.taker_start[k + 1]):
                i = system.taker_input[j]
                need = system.input_need[i] * state.wanted[system.input_plant[i]]
                state.granted[i] = need * state.tier_gets[0]
                unfilled = unfilled + need - state.granted[i]
            state.unfilled[k] = unfilled
            for o in range(system.offer_start[k], system.offer_start[k + 1]):
                need, got = state.need[o] + 0.0, state.got[o] + 0.0
                short = np.maximum(need - got, 0.0)
                made_up = np.maximum(got - need, 0.0)
                waits = system.offer_waits[o] * short
                state.waiting[o] = state.waiting[o] + waits - made_up
                first, last = system.offer_first_value[o], system.offer_last_value[o]
                without = 0.5 * (last - first) * short / np.maximum(need, TINY) + first
                record.lost[o] = record.lost[o] + (short - waits) * without
                record.short[o, t] = short
                record.served[o, t] = got
            # Nothing leaves, and nothing is put aside, before private stores are full again.
            over = np.maximum(stock[k] - system.target[k], 0.0)
            record.left[k, t] = np.minimum(over, system.export[k, t])
            over = over - record.left[k, t]
            record.set_aside[k, t] = np.minimum(over, system.aside[k, t])
            stock[k] = stock[k] - record.left[k, t] - record.set_aside[k, t]
        else:
            # A plant runs as far as what it was given of each input goes; the rest goes back.
            p = system.step_index[step]
            runs = state.wanted[p] + 0.0
            for i in range(system.input_start[p], system.input_start[p + 1]):
                runs = np.minimum(runs, state.granted[i] / system.input_need[i])
            for i in range(system.input_start[p], system.input_start[p + 1]):
                k = system.input_material[i]
                stock[k] = stock[k] + state.granted[i] - runs * system.input_need[i]
            for i in range(system.output_start[p], system.output_start[p + 1]):
                k = system.output_material[i]
                stock[k] = stock[k] + runs * system.output_amount[i]
            record.activity[p, t] = runs

    for k in range(len(system.stock)):
        record.stock[k, t] = stock[k]
        record.public[k, t] = public[k]


@inlined
def end(system: System, state: State, record: Record) -> None:
    """Whoever still waits in the end goes without."""
    for o in range(len(system.offer_use)):
        record.lost[o] = record.lost[o] + state.waiting[o] * system.offer_first_value[o]


@compiled
def play(system: System, depth: Floats, state: State, record: Record) -> None:
    """Play all months of one scenario from the first to the last; `depth` is J, T."""
    begin(system, state, record)
    for t in range(system.given.shape[1]):
        month(system, depth, t, state, record)
    end(system, state, record)


@compiled
def play_each(
    system: System,
    depth: Floats,
    strikes: Whole,
    calm: Floats,
    state: State,
    record: Record,
    short: Floats,
    lost: Floats,
) -> None:
    """Play scenarios one after the other; `depth` is S, J, T, `short` S, O, T and `lost` S, O.

    A month without a shock in which nothing is missing repeats the plan. It is not played: stores
    are then what they are without any shock, `calm`, K, T. `strikes`, S, T, is the first month from
    one on in which a shock strikes; `short` is nothing where nobody writes.
    """
    months = system.given.shape[1]
    for s in range(depth.shape[0]):
        begin(system, state, record)
        at_rest = True
        t = 0
        while t < months:
            if at_rest and strikes[s, t] > t:
                t = strikes[s, t]
                for k in range(len(system.stock)):
                    state.stock[k] = calm[k, t - 1]
                    state.called[k] = 0.0
                continue
            month(system, depth[s], t, state, record)
            at_rest = True
            for k in range(len(system.stock)):
                gap = abs(state.stock[k] - calm[k, t]) + state.unfilled[k]
                at_rest = at_rest and gap < TINY
            for o in range(len(system.offer_use)):
                short[s, o, t] = record.short[o, t]
                at_rest = at_rest and state.waiting[o] < TINY
            t += 1
        end(system, state, record)
        for o in range(len(system.offer_use)):
            lost[s, o] = record.lost[o]
