"""What one country's chain is month by month, as arrays: what a play of months reads and moves.

`K` materials at home, `P` plants, `L` lanes into home, `O` offers of a material to a use, `U` uses,
`J` shocks, `T` months. Tonnes are those of each material's own basis; rates are tonnes a month.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

LANE, PLANT, USE = 0, 1, 2
"""What a hit of a shock strikes."""

SHARE_OUT, RUN = 0, 1
"""What is done at a step of a month: a material is shared out, or a plant runs."""

TINY = 1e-9
"""Tonnes that count as nothing."""

TIERS = 3
"""Ranks of uses: 1 is served first."""


class System(NamedTuple):
    """The arrays a play reads; it changes none of them."""

    stock: Floats
    """K: what lies in private stores when the first month begins, t."""
    public: Floats
    """K: what lies in the public stockpile then, t."""
    target: Floats
    """K: what private stores are filled up to, t."""
    opening: Floats
    """K, T: what lies in private stores at the beginning of each month as planned, t."""
    delay: Floats
    """K: whole months in which something is missing before other suppliers send more."""
    catch_up: Floats
    """K: part of a month's planned trade or need that can be made up for in one month."""
    release_rate: Floats
    """K: most that leaves the public stockpile in a month, as a share of what it held first."""
    release_cover: Floats
    """1: part of what is missing in a month that the public stockpile fills."""
    release_tier: Whole
    """1: last tier the public stockpile serves."""
    release_remaining: Floats
    """1: part of the months that shocks usually have left over which what lies in stores is spread:
    one of so many parts goes in a month."""
    serve_by_value: Whole
    """1: whether uses are served by what they lose in place of tiers; 0 or 1."""
    given: Floats
    """K, T: what arrives outside lanes and plants: collected scrap, planned draws on stores, t."""
    aside: Floats
    """K, T: what is planned to be put aside or stored for good, t."""
    export: Floats
    """K, T: what is planned to leave the country, t."""
    lane_start: Whole
    """K + 1: where the lanes that carry a material begin in the arrays over L."""
    lane_plan: Floats
    """L, T: what it is planned to carry, t."""
    lane_spare: Floats
    """L, T: what its origin can add once it is asked, t."""
    plant_plan: Floats
    """P, T: planned activity, t of the recipe's reference material."""
    plant_capacity: Floats
    """P, T: most activity."""
    plant_product: Whole
    """P: the material a plant runs for."""
    plant_yield: Floats
    """P: tonnes of that material for a tonne of activity."""
    input_start: Whole
    """P + 1: where a plant's inputs begin in the three arrays below."""
    input_material: Whole
    """What an input is."""
    input_plant: Whole
    """Whose input it is."""
    input_need: Floats
    """Tonnes of it for a tonne of activity."""
    output_start: Whole
    """P + 1: where a plant's outputs begin in the two arrays below."""
    output_material: Whole
    """What an output is."""
    output_amount: Floats
    """Tonnes of it for a tonne of activity."""
    taker_start: Whole
    """K + 1: where the inputs that are of a material begin in the array below."""
    taker_input: Whole
    """Inputs by material."""
    offer_start: Whole
    """K + 1: where the offers of a material begin in the arrays over O."""
    offer_use: Whole
    """O: the use an offer serves."""
    offer_tier: Whole
    """O: rank of that use in a shortage."""
    offer_need: Floats
    """O, T: what it is planned to take, t of the material."""
    offer_waits: Floats
    """O: part of what users do not get that they take later; the rest is lost."""
    offer_first_value: Floats
    """O: value of the first tonne gone without, money/t of the material."""
    offer_last_value: Floats
    """O: value of the last one."""
    step_kind: Whole
    """What is done, upstream to downstream: a material is shared out or a plant runs."""
    step_index: Whole
    """Which material or plant."""
    hit_shock: Whole
    """The shock of each hit."""
    hit_kind: Whole
    """What it strikes: a lane, a plant or a use."""
    hit_index: Whole
    """Which one."""
    hit_share: Floats
    """Part of the shock's depth that it is struck with."""
    usual_length: Floats
    """K, J: months that a shock usually lasts which takes lanes or plants away that bring a
    material, as is known beforehand; 0 for others."""


def laid_out(system: System) -> System:
    """Give a system laid out as machine code wants it, which is then the same for every study.

    Positions have no sign, so that it need not ask if they count back, and arrays lie in one piece.
    """
    return System(
        *(np.ascontiguousarray(one, np.uint32 if one.dtype == np.int64 else None) for one in system)
    )


def sizes(system: System) -> tuple[int, int, int, int, int, int, int]:
    """Count materials, plants, lanes, offers, uses, inputs and months."""
    materials, months = system.given.shape
    uses = int(system.offer_use.max()) + 1 if system.offer_use.size else 0
    return (
        materials,
        len(system.plant_product),
        int(system.lane_start[-1]),
        len(system.offer_use),
        uses,
        len(system.input_need),
        months,
    )


def lane_material(system: System) -> Whole:
    """What each lane carries, L."""
    return np.repeat(np.arange(len(system.stock)), system.lane_start[1:] - system.lane_start[:-1])


def blank_system(materials: int, months: int) -> System:
    """Give materials nobody makes, brings or uses, each shared out in turn, as others begin from.

    What is missing of them is never asked of others, and a stockpile gives all it has to anyone.
    """
    each, flows = np.zeros(materials), np.zeros((materials, months))
    none, zero = np.zeros((0, months)), np.zeros(0)
    whole, starts = np.zeros(0, dtype=np.int64), np.zeros(materials + 1, dtype=np.int64)
    return System(
        stock=each,
        public=each,
        target=each,
        opening=flows,
        delay=each + months,
        catch_up=each,
        release_rate=each + 1.0,
        release_cover=np.array([1.0]),
        release_tier=np.array([TIERS]),
        release_remaining=np.array([0.0]),
        serve_by_value=np.array([0]),
        given=flows,
        aside=flows,
        export=flows,
        lane_start=starts,
        lane_plan=none,
        lane_spare=none,
        plant_plan=none,
        plant_capacity=none,
        plant_product=whole,
        plant_yield=zero,
        input_start=starts[:1],
        input_material=whole,
        input_plant=whole,
        input_need=zero,
        output_start=starts[:1],
        output_material=whole,
        output_amount=zero,
        taker_start=starts,
        taker_input=whole,
        offer_start=starts,
        offer_use=whole,
        offer_tier=whole,
        offer_need=none,
        offer_waits=zero,
        offer_first_value=zero,
        offer_last_value=zero,
        step_kind=np.full(materials, SHARE_OUT),
        step_index=np.arange(materials),
        hit_shock=whole,
        hit_kind=whole,
        hit_index=whole,
        hit_share=zero,
        usual_length=np.zeros((materials, 0)),
    )
