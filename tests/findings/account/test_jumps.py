"""What jumps from one year to the next is listed, with what explains it or nothing."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from monazite.findings.account import jumps
from monazite.findings.account.jumps import _Found, _slide
from monazite.findings.solution import Solution
from monazite.parameters.labels import Contract, Lane

from ..by_hand import LABELS, Written, written
from ..toy import BASE


def steady(parameters: Written | None = None, *contracts: Contract) -> Solution:
    """Foreign plants make 100 t a year and 160 in the last; a lane carries 10 t and then 4."""
    return written(
        {
            "activity": {"for_magnets": [100.0, 100.0, 160.0]},
            "shipment": {"magnet:FOR>HOM": [10.0, 4.0, 4.0], "magnet:FOR>THD": [0.5, 0.0, 0.9]},
        },
        parameters=parameters,
        labels=replace(LABELS, contracts=contracts),
    )


def listed(solution: Solution) -> dict[tuple[str, int], tuple[str, ...]]:
    return {
        (jump.subject, jump.year): jump.events
        for jump in jumps(solution)
        if jump.material == "magnet"
    }


def test_what_nothing_explains_has_no_events() -> None:
    """A lane below a hundredth of what the world makes is left out, whatever it does."""
    first, middle, last = LABELS.years
    assert listed(steady()) == {
        ("magnet@FOR", last): (),
        ("magnet:FOR>HOM", middle): (),
    }
    assert first not in {year for _, year in listed(steady())}


def test_a_plant_that_comes_online_explains_a_jump_it_can_carry() -> None:
    last = LABELS.years[-1]
    for tonnes, events in ((60.0, ("plant for_magnets",)), (20.0, ())):
        grown = steady(
            {"nameplate": {("for_magnets", last): tonnes}, "availability": {"for_magnets": 1.0}}
        )
        assert listed(grown)["magnet@FOR", last] == events


def test_a_contract_that_ends_explains_a_jump_it_can_carry() -> None:
    first, middle, _ = LABELS.years
    sold = Contract("sold", "for_magnets", "magnet", "HOM")
    for tonnes, events in ((8.0, ("contract sold",)), (2.0, ())):
        ended = steady(
            {
                "nameplate": {("for_magnets", LABELS.vintages[0]): 100.0},
                "availability": {"for_magnets": 1.0},
                "contract_force": {("sold", first): 1.0},
                "contract_share": {"sold": 1.0},
                "contract_tonnes": {"sold": tonnes},
            },
            sold,
        )
        assert listed(ended)["magnet:FOR>HOM", middle] == events


def test_a_floor_that_begins_or_ends_explains_what_a_plant_runs() -> None:
    last = LABELS.years[-1]
    for tonnes, events in ((60.0, ("floor for_magnets",)), (20.0, ())):
        bound = steady({"floor": {("for_magnets", last): tonnes}})
        assert listed(bound)["magnet@FOR", last] == events


def dug(others: float, grown: float) -> tuple[str, ...]:
    """A foreign mine goes from 100 to 160 t with what plants that buy from it come to run."""
    last = LABELS.years[-1]
    more = [others, others, others + 60.0]
    solution = written(
        {
            "activity": {
                "for_mine": [100.0, 100.0, 160.0],
                "for_separation": more,
                "for_magnets": more,
            }
        },
        parameters={
            "nameplate": {("for_magnets", last): grown},
            "availability": {"for_magnets": 1.0},
        },
    )
    (found,) = (jump for jump in jumps(solution) if jump.subject == "ore@FOR")
    return found.events


def test_a_change_is_followed_to_the_plant_that_made_it() -> None:
    """Two steps down the chain, from the mine to the press that came online."""
    assert dug(100.0, 60.0) == ("plant for_magnets",)
    assert dug(100.0, 20.0) == ()


def test_an_industry_that_grows_as_ever_explains_no_jump() -> None:
    """The same 60 t are a thirtieth of what the buyers run."""
    assert dug(2000.0, 60.0) == ()


def test_a_store_that_runs_empty_explains_who_makes_up_for_it() -> None:
    first, middle, _ = LABELS.years
    for left, events in ((0.0, ("store oxide@HOM",)), (500.0, ())):
        solution = written(
            {
                "activity": {"hom_separation": [50.0, 100.0, 100.0], "hom_magnets": 100.0},
                "release": {"oxide@HOM": [25.0, 0.0, 0.0]},
                "stock": {"oxide@HOM": [left, left, left]},
            },
            parameters={"initial_stock": {"oxide@HOM": left + 25.0}},
        )
        found = {(jump.subject, jump.year): jump.events for jump in jumps(solution)}
        assert found["oxide@HOM", middle] == events
    assert first < middle


def test_a_target_that_was_filled_explains_who_made_more_for_it() -> None:
    """Separation makes 50 t for a store that is to hold them in the middle year, and stops."""
    _, middle, last = LABELS.years
    for asked, events in ((50.0, ("target oxide@HOM",)), (0.0, ())):
        solution = written(
            {
                "activity": {"hom_separation": [50.0, 100.0, 50.0], "hom_magnets": 50.0},
                "intake": {"oxide@HOM": [0.0, 50.0, 0.0]},
                "stock": {"oxide@HOM": [0.0, 50.0, 50.0]},
            },
            parameters={
                "stock_target": {
                    ("oxide@HOM", LABELS.coordinates("tier")[-1], middle): asked,
                    ("oxide@HOM", LABELS.coordinates("tier")[-1], last): asked,
                }
            },
        )
        found = {(jump.subject, jump.year): jump.events for jump in jumps(solution)}
        assert found["oxide@HOM", middle] == events
        assert found["oxide@HOM", last] == events


def test_what_falls_by_the_same_tonnes_every_year_slides() -> None:
    for third, events in ((60.0, ("slide",)), (50.0, ())):
        solution = written(
            {"activity": {"for_magnets": [140.0, 100.0, third]}},
        )
        (found,) = (one for one in jumps(solution) if one.subject == "magnet@FOR")
        assert found.events == events


def test_two_flows_explain_together_what_neither_does_alone() -> None:
    """A mine digs 60 t more; what is made of it goes to two countries that dropped a duty."""
    last = LABELS.years[-1]
    more = [100.0, 100.0, 160.0]
    for dropped, events in (
        (("HOM", "THD"), ("lane oxide:FOR>HOM", "lane oxide:FOR>THD")),
        (("HOM",), ()),
    ):
        solution = written(
            {
                "activity": {"for_mine": more, "for_separation": more},
                "shipment": {f"oxide:FOR>{to}": [10.0, 10.0, 20.0] for to in ("HOM", "THD")},
            },
            parameters={
                "duty": {
                    (f"oxide:FOR>{to}", year): 5.0
                    for to in dropped
                    for year in LABELS.years
                    if year < last
                }
            },
        )
        (found,) = (one for one in jumps(solution) if one.subject == "ore@FOR")
        assert set(found.events) == set(events)


def test_a_plant_that_earns_next_to_nothing_swings_at_the_margin() -> None:
    """A tonne of magnets fetches its oxide and its running cost, and 1 or 5 per cent more."""
    cost = float(BASE["operating_cost"].sel(facility="for_magnets"))
    ((_, oxide),) = (
        (material, amount)
        for (recipe, material), amount in zip(
            LABELS.flows, BASE["recipe_amount"].values, strict=True
        )
        if recipe == LABELS.facility_recipe["for_magnets"] and amount < 0
    )
    for gain, events in ((1.01, ("margin for_magnets",)), (1.05, ())):
        years = dict.fromkeys(LABELS.years, 1000.0)
        solution = written(
            {"activity": {"for_magnets": [100.0, 100.0, 160.0]}},
            duals={
                "materials_balance": {
                    **{("oxide@FOR", year): price for year, price in years.items()},
                    **{
                        ("magnet@FOR", year): (cost - float(oxide) * price) * gain
                        for year, price in years.items()
                    },
                }
            },
        )
        (found,) = (one for one in jumps(solution) if one.subject == "magnet@FOR")
        assert found.events == events


@pytest.mark.parametrize(
    ("tonnes", "slides"),
    [
        ([140, 100, 56], True),  # by 40 and then by 44
        ([140, 100, 55], False),  # and then by more
        ([100, 70, 40], True),  # three tenths are no jump yet
        ([100, 69, 40], False),
        ([140, 100, 100], False),
        ([100, 100, 60], False),
        ([60, 100, 60], False),
    ],
)
def test_a_slide_goes_on_by_a_tenth_more_at_most(tonnes: Sequence[float], slides: bool) -> None:
    assert list(_slide(np.array(tonnes, dtype=float), 2)) == ["slide"] * slides
    assert list(_slide(np.array(tonnes, dtype=float), 1)) == []


@pytest.mark.parametrize(
    ("tonnes", "years"),
    [
        ([10, 13, 17], [2]),  # three tenths are no jump
        ([1, 0, 0], []),  # nor is a tonne that goes
        ([1.5, 0, 0], [1]),
        ([5, 0.5, 0.1], [1]),  # what was below a tonne has gone already
        ([0, 0, 2], [2]),
    ],
)
def test_a_jump_is_of_more_than_a_tonne_and_three_tenths(
    tonnes: Sequence[float], years: list[int]
) -> None:
    assert _Found(written())._large(np.array(tonnes, dtype=float), "magnet") == years


def test_home_is_looked_at_where_it_does_little_of_what_the_world_does() -> None:
    """The world makes 1,000 t, of which 10 matter; home's own 4 t do, and a lane's do not."""
    plan = written(
        {
            "activity": {"for_magnets": 996.0, "hom_magnets": [4.0, 2.0, 2.0]},
            "shipment": {"magnet:FOR>HOM": [4.0, 2.0, 2.0]},
        }
    )
    assert _Found(plan).world["magnet"].tolist() == [1000, 998, 998]
    assert list(listed(plan)) == [("magnet@HOM", 2025)]
    (home,) = jumps(plan)
    assert (home.before, home.after) == (4.0, 2.0)
    last = written({"activity": {"hom_magnets": [4.0, 4.0, 2.0]}})
    assert [(one.year, one.before, one.after) for one in jumps(last)] == [(2026, 4.0, 2.0)]
    abroad = {**dict(plan.labels.facility_region), "hom_magnets": "THD", "hom_mine": "THD"}
    moved = replace(plan.labels, facility_region=abroad)
    elsewhere = written(
        {"activity": {"for_magnets": 996.0, "hom_magnets": [4.0, 2.0, 2.0]}}, labels=moved
    )
    assert listed(elsewhere) == {}


def test_what_a_recipe_gives_nothing_of_is_made_nowhere() -> None:
    plan = written(parameters={"recipe_amount": {"magnet_making/magnet": 0.0}})
    assert {material for material, _ in _Found(plan).made} == {"ore", "oxide"}


def test_a_plant_at_the_margin_explains_what_it_makes_half_of() -> None:
    """25 or 30 t of 60 t more come from one that earns nothing, the rest from one that does."""
    labels = replace(
        LABELS, facility_recipe={**LABELS.facility_recipe, "for_separation": "magnet_making"}
    )
    for swung, events in ((25.0, ()), (30.0, ("margin for_magnets",))):
        plan = written(
            {
                "activity": {
                    "for_magnets": [100.0, 100.0, 100.0 + swung],
                    "for_separation": [50.0, 50.0, 110.0 - swung],
                }
            },
            parameters={"operating_cost": {"for_magnets": 100.0, "for_separation": 50.0}},
            duals={"materials_balance": {"magnet@FOR": 100.0}},
            labels=labels,
        )
        (found,) = (jump for jump in jumps(plan) if jump.subject == "magnet@FOR")
        assert found.events == events


def growing_abroad() -> _Found:
    """20 t of separation, which gives half as much oxide, and 20 t of presses, which take it."""
    last = LABELS.years[-1]
    return _Found(
        written(
            parameters={
                "nameplate": {("for_separation", last): 20.0, ("for_magnets", last): 20.0},
                "ramp": {"for_separation": 1.0, "for_magnets": 1.0},
            }
        )
    )


@pytest.mark.parametrize(
    ("material", "region", "size", "events"),
    [
        ("oxide", "FOR", 20.0, ["plant for_separation", "plant for_magnets"]),
        ("oxide", "FOR", 20.1, []),  # makers and takers are not added up
        ("oxide", "HOM", 20.0, []),
        ("magnet", "FOR", 40.0, ["plant for_magnets"]),
        ("ore", "FOR", 40.0, ["plant for_separation"]),
        ("ore", "FOR", 40.1, []),
    ],
)
def test_plants_that_make_or_take_half_of_a_jump_more_explain_it(
    material: str, region: str, size: float, events: list[str]
) -> None:
    assert list(growing_abroad()._plants(material, region, 2, size)) == events


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([("magnet", "FOR", "THD")], True),  # another customer of who sells
        ([("magnet", "THD", "HOM")], True),  # another supplier of who buys
        ([("magnet", "HOM", "THD"), ("magnet", "THD", "FOR")], False),
        ([("oxide", "FOR", "THD"), ("oxide", "THD", "HOM")], False),
        ([], False),
    ],
)
def test_a_lane_is_explained_by_plants_of_others_at_either_end(
    others: list[tuple[str, str, str]], told: bool
) -> None:
    """10 t of magnets more are made in Thirdland, and 10 fewer come from Farland to home."""
    lanes = tuple(Lane(*ends) for ends in (("magnet", "FOR", "HOM"), *others))
    labels = replace(
        LABELS, lanes=lanes, facility_region={**LABELS.facility_region, "hom_magnets": "THD"}
    )
    plan = written(
        parameters={
            "nameplate": {("hom_magnets", LABELS.years[-1]): 10.0},
            "ramp": {"hom_magnets": 1.0},
        },
        labels=labels,
    )
    found = _Found(plan)
    assert list(found._about("magnet", "FOR", "HOM", 2, 20.0)) == ["plant hom_magnets"] * told
    assert list(found._about("magnet", "FOR", "", 2, 20.0)) == []
    assert list(found._about("magnet", "THD", "", 2, 20.0)) == ["plant hom_magnets"]
