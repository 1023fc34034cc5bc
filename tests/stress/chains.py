"""Chains small enough to play by hand."""

from __future__ import annotations

import numpy as np

from monazite.stress.system import LANE, RUN, SHARE_OUT, System, blank_system

MONTHS = 12


def lane_alone(
    months: int = MONTHS,
    *,
    need: float = 10.0,
    stock: float = 0.0,
    public: float = 0.0,
    delay: float = 99.0,
    spare: float = 0.0,
    catch_up: float = 0.0,
    waits: float = 0.0,
    last_value: float = 100.0,
    usual: float = 3.0,
) -> System:
    """Home buys all it needs of one good on one lane, and one shock strikes the lane.

    It is known to last `usual` months as a rule.
    """
    return blank_system(1, months)._replace(
        stock=np.array([stock]),
        target=np.array([stock]),
        opening=np.full((1, months), stock),
        public=np.array([public]),
        delay=np.array([delay]),
        catch_up=np.array([catch_up]),
        lane_start=np.array([0, 2]),
        lane_plan=np.array([np.full(months, need), np.zeros(months)]),
        lane_spare=np.array([np.zeros(months), np.full(months, spare)]),
        offer_start=np.array([0, 1]),
        offer_use=np.array([0]),
        offer_tier=np.array([1]),
        offer_need=np.full((1, months), need),
        offer_waits=np.array([waits]),
        offer_first_value=np.array([100.0]),
        offer_last_value=np.array([last_value]),
        hit_shock=np.array([0]),
        hit_kind=np.array([LANE]),
        hit_index=np.array([0]),
        hit_share=np.array([1.0]),
        usual_length=np.array([[usual]]),
    )


def mill(months: int = MONTHS, *, feed_stock: float = 0.0) -> System:
    """Home buys feed, makes 4 of the 10 t of product it needs of 8 t of it, and buys the rest.

    Material 0 is feed, 1 the product; shock 0 strikes the feed's lane and 1 that of the product.
    """
    return blank_system(2, months)._replace(
        stock=np.array([feed_stock, 0.0]),
        target=np.array([feed_stock, 0.0]),
        opening=np.repeat(np.array([[feed_stock], [0.0]]), months, axis=1),
        lane_start=np.array([0, 1, 2]),
        lane_plan=np.array([np.full(months, 8.0), np.full(months, 6.0)]),
        lane_spare=np.zeros((2, months)),
        plant_plan=np.full((1, months), 4.0),
        plant_capacity=np.full((1, months), 5.0),
        plant_product=np.array([1]),
        plant_yield=np.array([1.0]),
        input_start=np.array([0, 1]),
        input_material=np.array([0]),
        input_plant=np.array([0]),
        input_need=np.array([2.0]),
        output_start=np.array([0, 1]),
        output_material=np.array([1]),
        output_amount=np.array([1.0]),
        taker_start=np.array([0, 1, 1]),
        taker_input=np.array([0]),
        offer_start=np.array([0, 0, 2]),
        offer_use=np.array([0, 1]),
        offer_tier=np.array([1, 3]),
        offer_need=np.array([np.full(months, 7.0), np.full(months, 3.0)]),
        offer_waits=np.zeros(2),
        offer_first_value=np.array([100.0, 50.0]),
        offer_last_value=np.array([100.0, 50.0]),
        step_kind=np.array([SHARE_OUT, RUN, SHARE_OUT]),
        step_index=np.array([0, 0, 1]),
        hit_shock=np.array([0, 1]),
        hit_kind=np.array([LANE, LANE]),
        hit_index=np.array([0, 1]),
        hit_share=np.ones(2),
        usual_length=np.array([[3.0, 0.0], [0.0, 2.0]]),
    )


def stop(
    months: int = MONTHS, *, first: int = 2, length: int = 3, depth: float = 1.0
) -> np.ndarray:
    """The depth of one shock by month: 1, T."""
    depths = np.zeros((1, months))
    depths[0, first : first + length] = depth
    return depths
