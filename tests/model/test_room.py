"""Which plants could make more in a plan, and when a pool counts from a dearer one of them.

Everywhere the state digs 20 t of ore at 60 USD/t and the rest at 100, refines it for 200 and sells
oxide, at a cost of 325 or 375, for 790; makers need 30 t of it, or 37.5 t of ore, and pay 800 for
what comes from abroad.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from monazite.model import Outcome, Session, Unsettled, build_programme, solve_stages, staged
from monazite.model.room import CostsWithRoom, from_abroad, plants_with_room
from monazite.parameters import InformationStage, Labels, Parameters

from .miniature import Changes, every_year, miniature, with_lanes, with_plants
from .test_rules_owners import TO_MAKERS, state_owned

LABELS = replace(with_plants(state_owned(), "home_mine_dear"), stores=(), reserves=())
OXIDE = ("oxide", "HOM.state")


def two_mines(changes: Changes | None = None, labels: Labels = LABELS) -> Parameters:
    """The two mines with changes, which may say more of what is said here."""
    terms: dict[str, Mapping[tuple[str | int, ...] | str, float]] = {
        "freight": {TO_MAKERS: 0.0},
        "lane_limit": {"oxide:HOM>FOR": 0.0},
        "transfer_price": {TO_MAKERS: 790.0},
        "nameplate": {("home_mine", 2012): 20.0},
        "operating_cost": {"home_mine": 60.0},
    }
    for name, cells in (changes or {}).items():
        terms[name] = {**terms.get(name, {}), **cells}
    return miniature(terms, labels=labels)


def unfolded(parameters: Parameters) -> Outcome:
    """What comes of it as it unfolds, with pools that look again."""
    session = Session(build_programme(parameters))
    (found,) = solve_stages(session, [InformationStage(2024, parameters, ())])
    return found


def counted(outcome: Outcome) -> list[float]:
    """The cost the state says it counts from; nothing where it is that of its cheapest plant."""
    return outcome.parameters["transfer_cost"].sel(lane=TO_MAKERS).values.tolist()


@pytest.mark.parametrize("cost", [100.0, 98.0, 90.0, 70.0, 30.0])
def test_a_mine_that_gets_cheaper_never_gives_less_ore(cost: float) -> None:
    """At no cost of the mine of 20 t does its owner dig less than at 100, the cost of the other."""
    found = unfolded(two_mines({"operating_cost": {"home_mine": cost}}))
    dug = [every_year(found, "activity", mine)[0] for mine in ("home_mine", "home_mine_dear")]
    assert sum(dug) == pytest.approx(37.5)
    assert len(found.rounds) == (cost < 100.0)


@pytest.mark.parametrize("limit", [0.0, np.inf], ids=["nothing from abroad", "as much as it takes"])
def test_where_all_plants_are_full_the_dearest_at_work_counts(limit: float) -> None:
    """The dear mine gives 10 t at most, and runs in full whether oxide comes from abroad or not.

    What makers pay is what it is worth to them, and of that the pool keeps the same in both.
    """
    small: Changes = {
        "nameplate": {("home_mine_dear", 2012): 10.0},
        "lane_limit": {"oxide:FOR>HOM": limit},
    }
    found = unfolded(two_mines(small))
    assert every_year(found, "activity", "home_mine_dear") == [10.0] * 3
    assert every_year(found, "shipment", "oxide:FOR>HOM") == [6.0 if limit else 0.0] * 3
    assert counted(found) == pytest.approx([375.0] * 3)
    assert len(found.rounds) == 1


def test_a_plant_that_costs_more_than_is_asked_counts_where_it_runs() -> None:
    """Ore at 500 makes oxide of 875 USD/t, for which nobody runs a plant beside imports of 800.

    With nothing from abroad makers need it, and pay what it costs: no toll is left on top. A floor
    makes a mine run whatever it costs, and what it must give is no reason to ask less.
    """
    dear: Changes = {"operating_cost": {"home_mine_dear": 500.0}}
    found = unfolded(two_mines(dear))
    assert every_year(found, "shipment", "oxide:FOR>HOM") == [14.0] * 3
    assert (counted(found), found.rounds) == ([0.0] * 3, ())
    needed = unfolded(two_mines({**dear, "lane_limit": {"oxide:FOR>HOM": 0.0}}))
    assert every_year(needed, "activity", "home_mine_dear") == [17.5] * 3
    assert needed.price("oxide", "HOM").values == pytest.approx([875.0] * 3, abs=0.1)
    forced = unfolded(two_mines({**dear, "floor": {"home_mine_dear": 5.0}}))
    assert every_year(forced, "activity", "home_mine_dear") == [5.0] * 3
    assert (counted(forced), forced.rounds) == ([0.0] * 3, ())


@pytest.mark.parametrize(("price", "dearer"), [(300.0, 0.0), (325.0, 0.0), (325.5, 375.0)])
def test_a_pool_that_is_paid_no_more_than_it_costs_counts_from_no_dearer_plant(
    price: float, dearer: float
) -> None:
    """Asked in 2025 for 300 or 325, what the cheap mine's oxide costs, it earns nothing on it.

    On 325.50 it earns half a dollar, and would lose 49.50 on what the dear mine makes.
    """
    given: Changes = {"transfer_price": {(TO_MAKERS, 2025): price}}
    assert counted(unfolded(two_mines(given))) == pytest.approx([375.0, dearer, 375.0])


def test_a_plant_that_costs_just_what_is_asked_has_no_room_worth_counting() -> None:
    """Ore at 432 makes oxide of 200 / 0.8 + 432 / 0.8 = 790, which is asked; abroad it is 800."""
    found = unfolded(two_mines({"operating_cost": {"home_mine_dear": 432.0}}))
    assert CostsWithRoom(found).made(OXIDE).tolist() == [790.0] * 3
    assert counted(found) == [0.0] * 3


def test_what_was_decided_before_news_is_left_as_it_was() -> None:
    """Known in 2025 alone, the cheap mine moves what is counted from then on."""
    plain = two_mines({"operating_cost": {"home_mine": 100.0}})
    session = Session(build_programme(plain))
    course = [InformationStage(2024, plain, ()), InformationStage(2025, two_mines(), ())]
    before, after = solve_stages(session, course)
    assert (counted(before), before.rounds) == ([0.0] * 3, ())
    assert counted(after) == pytest.approx([0.0, 375.0, 375.0])


@pytest.mark.parametrize(
    "full",
    [
        {"permit": {"home_mine_dear": 0.0}},
        {"reserves": {"home_mine_dear": 10.0}, "lane_limit": {"oxide:FOR>HOM": 0.0}},
        {"reserves": {"home_mine_dear": 0.0}},
        {"nameplate": {("home_mine_dear", 2012): 0.0}},
        {"nameplate": {("home_refinery", 2012): 20.0}},
    ],
    ids=["permit", "reserves", "no ore", "not there", "refinery"],
)
def test_a_chain_has_room_where_all_of_it_has(full: Changes) -> None:
    """What one more tonne costs is 375 where mine and refinery have room; else there is none.

    A mine without reserves left has no room in any year, in whichever they are dug.
    """
    found = unfolded(two_mines())
    assert CostsWithRoom(found).made(OXIDE) == pytest.approx([375.0] * 3)
    parameters = two_mines(full)
    alone = Session(build_programme(parameters)).solve(parameters)
    assert np.isinf(CostsWithRoom(alone).made(OXIDE)).all()
    room = plants_with_room(alone)[alone.labels.facilities.index("home_mine_dear")]
    assert bool(room.any()) == (
        "nameplate" in full and ("home_refinery", 2012) in full["nameplate"]
    )


def test_feed_from_abroad_is_to_be_had_while_a_lane_has_room() -> None:
    """Presses take oxide at home, which nobody makes there: it counts at 1,000 while more may come.

    With 1,000 to run and half a tonne of it in each, a magnet costs 1,500. Home wants 50 t and
    presses could make 60: they take 25 t of oxide, and all of the 20 t open to them in 2025. In
    2026 the lane is closed, on which nothing is no room either.
    """
    parameters = two_mines(
        {
            "lane_limit": {
                TO_MAKERS: 0.0,
                ("oxide:FOR>HOM", 2025): 20.0,
                ("oxide:FOR>HOM", 2026): 0.0,
            },
            "demand": {"motors@HOM": 50.0},
            "freight": {"magnet:HOM>FOR": 9_000.0},
        }
    )
    plan = Session(build_programme(parameters)).solve(parameters)
    assert CostsWithRoom(plan).made(("magnet", "HOM")).tolist() == [1500.0, np.inf, np.inf]


def test_lanes_from_abroad_are_of_one_material_and_lead_home() -> None:
    """Two ways for oxide, from Farland and from allies; what owners at home pass on is none."""
    labels = with_lanes(
        replace(LABELS, regions=(*LABELS.regions, "ALY"), nodes=(*LABELS.nodes, ("oxide", "ALY"))),
        ("oxide", "ALY", "HOM"),
        ("oxide", "HOM", "ALY"),
    )
    lanes, origins = from_abroad(labels, "oxide")
    assert [labels.lanes[row].name for row in lanes] == ["oxide:FOR>HOM", "oxide:ALY>HOM"]
    assert [labels.coordinates("node")[row] for row in origins] == ["oxide@FOR", "oxide@ALY"]
    none, nowhere = from_abroad(labels, "ore")
    assert (none.size, nowhere.size) == (0, 0)


def test_what_comes_along_with_something_worth_more_is_not_made_for_itself() -> None:
    """Half a tonne of scrap comes with 0.8 t of oxide, and at 1,700 USD/t is worth 850 beside 800.

    Nobody refines for oxide then, and no more is to be had however dear it is; at 1,500 it is.
    Scrap itself is never to be had on purpose.
    """
    labels = replace(LABELS, flows=(*LABELS.flows, ("refine", "scrap")))
    for price, cost in ((1700.0, np.inf), (1500.0, 375.0)):
        changes: Changes = {
            "recipe_amount": {"refine/scrap": 0.5},
            "price": {"scrap": price},
        }
        found = unfolded(two_mines(changes, labels))
        assert CostsWithRoom(found).made(OXIDE) == pytest.approx([cost] * 3)


def test_a_count_that_had_not_settled_is_told_as_a_price(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted from the cheap mine, oxide of the dear one comes to 840; with a look it is 790."""
    monkeypatch.setattr(staged, "ROUNDS", 0)
    assert unfolded(two_mines()).unsettled == tuple(
        Unsettled(TO_MAKERS, "oxide", year, pytest.approx(840.0), 790.0)
        for year in (2024, 2025, 2026)
    )
    monkeypatch.setattr(staged, "ROUNDS", 1)
    assert unfolded(two_mines()).unsettled == ()
