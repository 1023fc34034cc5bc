"""What happens in a month of a disruption: the one function behind every figure of a stress test.

It is written over single elements, `stock[k]`, and with `minimum` and `maximum` in place of `if`,
so that the same lines serve eight scenarios in machine code, whose elements are vectors of eight
numbers, and thousands in NumPy, whose elements are rows of an array. Where it asks `if`, it asks
the system or what room there is, which are the same in all scenarios. `docs/formulation.md` has its
equations.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from monazite.stress.compiled import inlined
from monazite.stress.state import State, Work
from monazite.stress.system import LANE, PLANT, SHARE_OUT, TIERS, TINY, System

HALVINGS = 48
"""How often the price at which users go without is narrowed by half."""

FLAT = 1e-3
"""Part of its value over which a need of one value is given up little by little."""


@inlined
def month(system: System, t: int, state: State, work: Work) -> None:
    """Play month t, with the depth of each shock as it stands in `work`."""
    shocks_strike(system, state, work)
    ask(system, t, state, work)
    receive(system, t, state, work)
    plan_runs(system, t, work)
    for step in range(len(system.step_kind)):
        if system.step_kind[step] == SHARE_OUT:
            share_out(system, t, system.step_index[step], state, work)
        else:
            run(system, system.step_index[step], state, work)


@inlined
def ready(keep: Any) -> Any:
    """How far a lane clears arrears and adds, 0 to 1: nothing while half or less of it is left."""
    return np.maximum(2.0 * keep - 1.0, 0.0)


@inlined
def above(one: Any, other: Any) -> Any:
    """1 where one is more than the other, else 0."""
    return np.sign(np.maximum(one - other, 0.0))


@inlined
def shocks_strike(system: System, state: State, work: Work) -> None:
    """What hits the same thing at once leaves what each leaves of the rest; needs grow by sums."""
    for lane in range(len(work.keep)):
        work.keep[lane] = 1.0
    for p in range(len(work.able)):
        work.able[p] = 1.0
    for use in range(len(work.grown)):
        work.grown[use] = 1.0
    for shock in range(len(state.lasted)):
        state.lasted[shock] = (state.lasted[shock] + 1.0) * above(work.depth[shock], 0.0)
    for h in range(len(system.hit_shock)):
        struck = system.hit_share[h] * work.depth[system.hit_shock[h]]
        i = system.hit_index[h]
        if system.hit_kind[h] == LANE:
            work.keep[i] = work.keep[i] * (1.0 - struck)
        elif system.hit_kind[h] == PLANT:
            work.able[i] = work.able[i] * (1.0 - struck)
        else:
            work.grown[i] = work.grown[i] + struck


@inlined
def spread_over(system: System, k: int, state: State, work: Work) -> Any:
    """Months over which stores of a material are spread: a part of those its shocks have left.

    One at least; of several shocks what they have left on average, each by how deep it is.
    """
    months, deep = 0.0 * state.stock[k], 0.0 * state.stock[k]
    for shock in range(len(state.lasted)):
        usual = system.usual_length[k, shock]
        if usual > 0.0:
            left = np.maximum(usual + 1.0 - state.lasted[shock], 0.0)
            months = months + left * work.depth[shock]
            deep = deep + work.depth[shock]
    return np.maximum(system.release_remaining[0] * months / np.maximum(deep, TINY), 1.0)


@inlined
def ask(system: System, t: int, state: State, work: Work) -> None:
    """What is wanted beyond the plan, less what lies in store beyond it.

    Stores to be filled, users who wait as far as they can take it, those who want more, plants that
    were left idle, and what lanes and plants do not bring this month.
    """
    stock = state.stock
    for k in range(len(stock)):
        missing = system.opening[k, t] - stock[k] + state.unfilled[k]
        for o in range(system.offer_start[k], system.offer_start[k + 1]):
            need = system.offer_need[o, t] * work.grown[system.offer_use[o]]
            late = np.minimum(state.waiting[o], system.catch_up[k] * need)
            missing = missing + late + need - system.offer_need[o, t]
            work.need[o], work.late[o] = need, late
        for lane in range(system.lane_start[k], system.lane_start[k + 1]):
            missing = missing + system.lane_plan[lane, t] * (1.0 - work.keep[lane])
        work.missing[k] = missing
    for p in range(len(system.plant_product)):
        k = system.plant_product[p]
        most = system.plant_capacity[p, t] * work.able[p]
        idle = np.maximum(system.plant_plan[p, t] - most, 0.0)
        work.missing[k] = work.missing[k] + idle * system.plant_yield[p]


@inlined
def receive(system: System, t: int, state: State, work: Work) -> None:
    """What shocks leave of lanes; what these owe and what their origins can add, when ready."""
    stock, written = state.stock, len(work.arrived) > 0
    for k in range(len(stock)):
        # Of what users have in store a rule may spare a part for the months that follow.
        work.held[k] = 0.0 * stock[k]
        spares = len(state.lasted) > 0
        if spares and system.offer_start[k] < system.offer_start[k + 1]:
            part = 1.0 - 1.0 / spread_over(system, k, state, work)
            work.held[k] = np.minimum(stock[k], system.target[k]) * part
        missing = np.maximum(work.missing[k], 0.0)
        called = (state.called[k] + 1.0) * above(missing, TINY)
        heard = above(called, system.delay[k])
        came = 0.0 * missing
        for lane in range(system.lane_start[k], system.lane_start[k + 1]):
            sent = system.lane_plan[lane, t] * work.keep[lane]
            owed = state.owed[lane] + system.lane_plan[lane, t] - sent
            most = system.catch_up[k] * sent * ready(work.keep[lane])
            made_up = np.minimum(np.minimum(missing, most), owed)
            state.owed[lane] = owed - made_up
            missing = missing - made_up
            came = came + sent + made_up
            if written:
                work.arrived[lane] = sent + made_up
        for lane in range(system.lane_start[k], system.lane_start[k + 1]):
            most = system.lane_spare[lane, t] * ready(work.keep[lane]) * heard
            more = np.minimum(missing, most)
            missing = missing - more
            came = came + more
            if written:
                work.arrived[lane] = work.arrived[lane] + more
        stock[k] = stock[k] + system.given[k, t] + came
        state.called[k], work.missing[k], work.came[k] = called, missing, came


@inlined
def plan_runs(system: System, t: int, work: Work) -> None:
    """Plants want to run as planned, and harder while their product is still missing."""
    for p in range(len(system.plant_product)):
        k = system.plant_product[p]
        plan, each = system.plant_plan[p, t], system.plant_yield[p]
        most = system.plant_capacity[p, t] * work.able[p]
        wanted = np.minimum(most, plan + work.missing[k] / each)
        beyond = np.maximum(wanted - plan, 0.0)
        work.missing[k] = np.maximum(work.missing[k] - beyond * each, 0.0)
        work.wanted[p] = wanted


@inlined
def share_out(system: System, t: int, k: int, state: State, work: Work) -> None:
    """Share a material out to plants and uses; what is left fills stores, leaves, is put aside."""
    stock = state.stock
    fed = 0.0 * stock[k]
    for j in range(system.taker_start[k], system.taker_start[k + 1]):
        i = system.taker_input[j]
        fed = fed + system.input_need[i] * work.wanted[system.input_plant[i]]
    for tier in range(TIERS):
        work.tier_wants[tier] = 0.0
    work.tier_wants[0] = fed
    for o in range(system.offer_start[k], system.offer_start[k + 1]):
        tier = system.offer_tier[o] - 1
        work.tier_wants[tier] = work.tier_wants[tier] + work.need[o] + work.late[o]
    stock[k] = stock[k] - work.held[k]
    if system.public[k] > 0.0:
        let_go(system, k, state, work)
    if system.serve_by_value[0]:
        serve_by_value(system, k, fed, state, work)
    else:
        serve_by_tier(system, k, state, work)
    stock[k] = stock[k] + work.held[k]
    unfilled = 0.0 * stock[k]
    for j in range(system.taker_start[k], system.taker_start[k + 1]):
        i = system.taker_input[j]
        need = system.input_need[i] * work.wanted[system.input_plant[i]]
        work.granted[i] = need * work.tier_gets[0]
        unfilled = unfilled + need - work.granted[i]
    state.unfilled[k] = unfilled
    for o in range(system.offer_start[k], system.offer_start[k + 1]):
        go_without(system, o, state, work)
    # Nothing leaves, and nothing is put aside, before private stores are full again.
    over = np.maximum(stock[k] - system.target[k], 0.0)
    left = np.minimum(over, system.export[k, t])
    aside = np.minimum(over - left, system.aside[k, t])
    stock[k] = stock[k] - left - aside
    work.left[k], work.set_aside[k] = left, aside


@inlined
def let_go(system: System, k: int, state: State, work: Work) -> None:
    """The public stockpile fills the gap of the tiers it serves, by its rule."""
    stock, public = state.stock, state.public
    served = 0.0 * stock[k]
    for tier in range(system.release_tier[0]):
        served = served + work.tier_wants[tier]
    gap = np.maximum(served - stock[k], 0.0) * system.release_cover[0]
    out = np.minimum(gap, system.release_rate[k] * system.public[k])
    out = np.minimum(out, public[k] / spread_over(system, k, state, work))
    public[k] = public[k] - out
    stock[k] = stock[k] + out


@inlined
def serve_by_tier(system: System, k: int, state: State, work: Work) -> None:
    """Tiers are served in turn, within a tier in proportion."""
    stock = state.stock
    last = 1
    for o in range(system.offer_start[k], system.offer_start[k + 1]):
        last = max(last, system.offer_tier[o])
    for tier in range(last):
        wants = work.tier_wants[tier]
        gets = np.minimum(stock[k] / np.maximum(wants, TINY), 1.0)
        work.tier_gets[tier] = gets
        stock[k] = np.maximum(stock[k] - gets * wants, 0.0)
    for o in range(system.offer_start[k], system.offer_start[k + 1]):
        gets = work.tier_gets[system.offer_tier[o] - 1]
        work.served[o] = (work.need[o] + work.late[o]) * gets


@inlined
def serve_by_value(system: System, k: int, fed: Any, state: State, work: Work) -> None:
    """Plants come first, then users: whoever would lose less than a price goes without.

    It is the lowest price at which what is there is enough; who waits comes last.
    """
    stock = state.stock
    gets = np.minimum(stock[k] / np.maximum(fed, TINY), 1.0)
    work.tier_gets[0] = gets
    stock[k] = np.maximum(stock[k] - gets * fed, 0.0)
    low, high, needs = 0.0 * stock[k], 0.0 * stock[k], 0.0 * stock[k]
    for o in range(system.offer_start[k], system.offer_start[k + 1]):
        needs = needs + work.need[o]
        high = np.maximum(high, system.offer_last_value[o] + slope_of(system, o))
    scarce = above(needs, stock[k])
    for _ in range(HALVINGS):
        price, asked = 0.5 * (low + high), 0.0 * stock[k]
        for o in range(system.offer_start[k], system.offer_start[k + 1]):
            asked = asked + work.need[o] * (1.0 - cut_at(system, o, price))
        too_low = above(asked, stock[k])
        low = too_low * price + (1.0 - too_low) * low
        high = too_low * high + (1.0 - too_low) * price
    waits = 0.0 * stock[k]
    for o in range(system.offer_start[k], system.offer_start[k + 1]):
        served = work.need[o] * (1.0 - cut_at(system, o, high) * scarce)
        stock[k] = stock[k] - served
        waits = waits + work.late[o]
        work.served[o] = served
    stock[k] = np.maximum(stock[k], 0.0)
    gets = np.minimum(stock[k] / np.maximum(waits, TINY), 1.0)
    for o in range(system.offer_start[k], system.offer_start[k + 1]):
        work.served[o] = work.served[o] + gets * work.late[o]
    stock[k] = np.maximum(stock[k] - gets * waits, 0.0)


@inlined
def slope_of(system: System, o: int) -> float:
    """How much more the last tonne of a need is worth than the first, money/t; never nothing."""
    first, last = system.offer_first_value[o], system.offer_last_value[o]
    return float(max(last - first, FLAT * last, TINY))


@inlined
def cut_at(system: System, o: int, price: Any) -> Any:
    """Part of a need that is worth less than a price."""
    beyond = (price - system.offer_first_value[o]) / slope_of(system, o)
    return np.minimum(np.maximum(beyond, 0.0), 1.0)


@inlined
def go_without(system: System, o: int, state: State, work: Work) -> None:
    """Of what a use does not get a part waits, and the rest is lost."""
    need, served = work.need[o], work.served[o]
    short = np.maximum(need - served, 0.0)
    made_up = np.maximum(served - need, 0.0)
    waits = system.offer_waits[o] * short
    state.waiting[o] = state.waiting[o] + waits - made_up
    first, last = system.offer_first_value[o], system.offer_last_value[o]
    without = 0.5 * (last - first) * short / np.maximum(need, TINY) + first
    state.lost[o] = state.lost[o] + (short - waits) * without
    work.short[o] = short


@inlined
def run(system: System, p: int, state: State, work: Work) -> None:
    """A plant runs as far as what it was given of each input goes; the rest goes back."""
    stock = state.stock
    runs = work.wanted[p]
    for i in range(system.input_start[p], system.input_start[p + 1]):
        runs = np.minimum(runs, work.granted[i] / system.input_need[i])
    for i in range(system.input_start[p], system.input_start[p + 1]):
        k = system.input_material[i]
        stock[k] = stock[k] + work.granted[i] - runs * system.input_need[i]
    for i in range(system.output_start[p], system.output_start[p + 1]):
        k = system.output_material[i]
        stock[k] = stock[k] + runs * system.output_amount[i]
    work.activity[p] = runs
