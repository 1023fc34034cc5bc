"""What an owner books for tonnes nobody takes is taken out of what a bottleneck is worth.

The mine and the separation plant of the toy belong to the state, whose oxide goes to makers at
home at a transfer price of 4,000 USD/t. A tonne of ore makes half a tonne of oxide, so the state
books 0.5 x 4,000 = 2,000 USD on every tonne of ore it separates, and its mine sees all of it.
"""

from dataclasses import replace

import pytest

from monazite.findings import Reading, binds
from monazite.findings.booked import booked_worth
from monazite.parameters.labels import Labels, Lane

from .by_hand import LABELS, written

TO_MAKERS = Lane("oxide", "HOM", "HOM", origin_pool="state")
STATE_ABROAD = Lane("oxide", "HOM", "FOR", origin_pool="state")


def owned(**changes: object) -> Labels:
    """Labels with the mine and the separation plant in the pool of the state."""
    return replace(
        LABELS,
        lanes=(*LABELS.lanes, TO_MAKERS, STATE_ABROAD),
        nodes=(*LABELS.nodes, ("oxide", "HOM.state")),
        stores=(*LABELS.stores, ("oxide", "HOM.state")),
        facility_pool={"hom_mine": "state", "hom_separation": "state"},
        pool_materials={"state": frozenset({"oxide"})},
        **changes,  # type: ignore[arg-type]
    )


def state(own_price: list[float], *, paid: float = 4_000.0, worth: float = 2_500.0) -> Reading:
    """A full mine whose tonne is worth 2,500 USD more, with a price in the state's pool by year.

    The price is that of the balance, after the credit: below zero while the pool holds more than
    makers take.
    """
    return written(
        {"activity": {"hom_mine": 50, "hom_separation": 50}},
        parameters={
            "nameplate": {("hom_mine", 2012): 50, ("hom_separation", 2012): 60},
            "transfer_price": {TO_MAKERS.name: paid},
        },
        duals={
            "output_within_capacity": {"hom_mine": -worth},
            "materials_balance": {"oxide@HOM.state": own_price},
        },
        labels=owned(),
    )


def worth_of(plan: Reading, plant: str) -> list[float]:
    return [row.worth for row in binds(plan) if row.subject == plant]


def test_in_a_glut_more_ore_is_worth_less_by_what_is_booked() -> None:
    """2024 and 2025: unsold oxide, 2,500 - 2,000 = 500. 2026: sold out, all of 2,500."""
    plan = state([-4_000, -1, 3_000])
    assert booked_worth(plan)["hom_separation"].tolist() == [2_000, 2_000, 0]
    assert booked_worth(plan)["hom_mine"].tolist() == [2_000, 2_000, 0]
    assert worth_of(plan, "hom_mine") == [500, 500, 2_500]


def test_in_a_glut_ore_that_is_only_booked_is_worth_nothing_and_does_not_bind() -> None:
    """All of 2,000 is booked and of 1,500 too: nobody would gain from a tonne more."""
    for worth in (2_000.0, 1_500.0):
        plan = state([-4_000, -4_000, 0], worth=worth)
        assert worth_of(plan, "hom_mine") == [0, 0, worth]
        mine = [row.binding for row in binds(plan) if row.subject == "hom_mine"]
        assert mine == [False, False, True]


def test_sold_out_pools_book_nothing_in_vain() -> None:
    plan = state([0, 10, 4_000])
    assert not any(series.any() for series in booked_worth(plan).values())
    assert worth_of(plan, "hom_mine") == [2_500, 2_500, 2_500]


def test_without_a_transfer_price_nothing_is_booked() -> None:
    plan = state([-4_000, -4_000, -4_000], paid=0.0)
    assert not any(series.any() for series in booked_worth(plan).values())
    assert set(booked_worth(plan)) == {"hom_mine", "hom_separation", "hom_magnets"}


def test_what_is_booked_downstream_is_carried_up_the_chain() -> None:
    """The mine is outside the pool, yet its ore goes only where a tonne is booked at 2,000."""
    plan = state([-4_000, 0, 0])
    labels = replace(owned(), facility_pool={"hom_separation": "state"})
    apart = written(
        {"activity": {"hom_mine": 50}},
        parameters={
            "nameplate": {("hom_mine", 2012): 50},
            "transfer_price": {TO_MAKERS.name: 4_000},
        },
        duals={
            "output_within_capacity": {"hom_mine": -2_500},
            "materials_balance": {"oxide@HOM.state": [-4_000, 0, 0]},
        },
        labels=labels,
    )
    assert booked_worth(apart)["hom_mine"].tolist() == booked_worth(plan)["hom_mine"].tolist()
    assert booked_worth(apart)["hom_magnets"].tolist() == [0, 0, 0], "makers are not in the pool"


def test_a_permit_in_a_glut_is_worth_no_more_than_the_mine() -> None:
    plan = written(
        {"activity": {"hom_mine": 50}},
        parameters={
            "permit": {"hom_mine": 50},
            "transfer_price": {TO_MAKERS.name: 4_000},
        },
        duals={
            "feed_within_permit": {"hom_mine": -2_600},
            "materials_balance": {"oxide@HOM.state": [-1, -1, 5]},
        },
        labels=owned(),
    )
    found = [row.worth for row in binds(plan) if row.rule == "feed_within_permit"]
    assert found == pytest.approx([600, 600, 2_600])
