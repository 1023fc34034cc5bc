"""The account of home: where tonnes come from and go, on flows to follow with a finger."""

from dataclasses import replace

import numpy as np
import pytest

from monazite.findings.account import (
    CONSERVED,
    STRANDS,
    Whereabouts,
    chain_account,
    closing_gap,
    fate_of_conserved,
    group_account,
    group_account_of,
)
from monazite.findings.account.homeflows import Amounts, HomeFlows, Step
from monazite.findings.account.mixing import Traced, follow
from monazite.findings.comparison.limits import shares_of
from monazite.findings.indicators import (
    compute,
    need_by_year,
    supply_by_origin,
    unmet_by_use,
)
from monazite.findings.solution import Solution
from monazite.parameters.labels import Lane
from monazite.study.records import OwnershipAccountRow

from ..by_hand import LABELS, written
from ..toy import STUDY


def shares(plan: Solution, material: str, year: int = 0) -> dict[str, float]:
    """Where what holds NdPr in a material at home's own place comes from."""
    traced = group_account_of(plan).traced
    found = traced.share[material, "HOM"][year]
    return {name: float(share) for name, share in zip(traced.origins, found, strict=True) if share}


def test_mines_are_home_and_ships_are_abroad() -> None:
    """20 t ore dug and 60 t bought: a quarter of the oxide and of the magnets is home's."""
    plan = written(
        {
            "activity": {"hom_mine": 20, "hom_separation": 80, "hom_magnets": 80},
            "shipment": {"ore:THD>HOM": 60},
        }
    )
    for material in ("ore", "oxide", "magnet"):
        assert shares(plan, material) == {"home": 0.25, "THD": 0.75}


def test_what_does_not_flow_has_no_origin() -> None:
    assert shares(written(), "magnet") == {}


def test_a_store_gives_back_the_mix_it_took_in() -> None:
    """2024: 10 t of home oxide go in. 2025: 30 t from abroad go in. 2026: 20 t come out.

    What is kept is then 10 home and 30 bought, so a quarter of what comes out is home's still; the
    rest is out of a stockpile, and nobody's at that moment.
    """
    plan = written(
        {
            "activity": {"hom_mine": [20, 0, 0], "hom_separation": [20, 0, 0]},
            "shipment": {"oxide:FOR>HOM": [0, 30, 0]},
            "intake": {"oxide@HOM": [10, 30, 0]},
            "release": {"oxide@HOM": [0, 0, 20]},
            "stock": {"oxide@HOM": [10, 40, 20]},
        }
    )
    assert shares(plan, "oxide", 0) == {"home": 1.0}
    assert shares(plan, "oxide", 1) == {"FOR": 1.0}
    assert shares(plan, "oxide", 2) == pytest.approx({"home": 0.25, "stockpile": 0.75})
    released = group_account_of(plan).traced.released["oxide", "HOM"]
    assert released.sum(axis=1).tolist() == pytest.approx([0, 0, 20])


def opened(*standing: tuple[str, int], permit: float = np.inf) -> Solution:
    """5 t of oxide lay there before the first year and come out in it; 15 t are bought."""
    return written(
        {"release": {"oxide@HOM": [5, 0, 0]}, "shipment": {"oxide:FOR>HOM": [15, 0, 0]}},
        parameters={
            "nameplate": dict.fromkeys(standing, 50.0),
            "permit": {"hom_separation": permit},
        },
    )


MINE, SEPARATION = ("hom_mine", 2020), ("hom_separation", 2020)


def test_what_lay_there_at_the_start_was_bought_where_nobody_makes_it() -> None:
    """A plant that comes later, may not run or has no ore of home made none of it."""
    bought = {"stockpile": 0.25, "FOR": 0.75}
    assert shares(opened(), "oxide") == bought
    assert shares(opened(SEPARATION), "oxide") == bought
    assert shares(opened(MINE, ("hom_separation", 2025)), "oxide") == bought
    assert shares(opened(MINE, SEPARATION, permit=0.0), "oxide") == bought


def test_what_lay_there_at_the_start_is_home_ore_where_plants_make_it_of_home_ore() -> None:
    """Mine and separation stand: nothing tells that these 5 t of 20 came from anywhere else."""
    plan = opened(MINE, SEPARATION)
    assert shares(plan, "oxide") == {"home": 0.25, "FOR": 0.75}
    released = group_account_of(plan).traced.released["oxide", "HOM"]
    assert released[:, 0].tolist() == [5, 0, 0]


PORT = replace(
    LABELS,
    lanes=(
        *LABELS.lanes,
        Lane("oxide", "HOM", "HOM", origin_account="port"),
        Lane("oxide", "HOM", "THD", origin_account="port"),
    ),
    nodes=(*LABELS.nodes, ("oxide", "HOM.port")),
    stores=(*LABELS.stores, ("oxide", "HOM.port")),
    facility_account={"hom_separation": "port"},
    account_materials={"port": frozenset({"oxide"})},
)
"""Separation stands at a port, which sells abroad and to the rest of home."""


def makers(ore: float, port: bool, sold: float = 0.0) -> Solution:
    """40 t of magnets take 20 t of oxide: 10 from abroad, and 10 that home separates.

    Of 2 t of ore 1 t of oxide comes; what is above 10 t is sold to Thirdland.
    """
    own = {"oxide:HOM.port>HOM": 10, "oxide:HOM.port>THD": sold}
    return written(
        {
            "activity": {"hom_mine": ore, "hom_separation": ore, "hom_magnets": 40},
            "shipment": {"oxide:FOR>HOM": 10, **(own if port else {"oxide:HOM>THD": sold})},
            "served": {"motors@HOM/magnet": 40},
        },
        labels=PORT if port else LABELS,
    )


def test_what_is_sold_from_one_place_carries_nothing_from_another() -> None:
    """The port sells 10 t of its own oxide. Magnets are made of 10 t from it and 10 t bought.

    Half of what is in them is home ore, sold or not. Were all places of home one, 20 t dug and 10 t
    bought would mix before 10 t are sold: two thirds of the magnets would be home's, and an end
    of the sales would take them down to half though makers get the same oxide as before.
    """
    half = {"home": 0.5, "FOR": 0.5}
    for ore, sold in ((40, 10), (20, 0)):
        plan = makers(ore, port=True, sold=sold)
        assert shares(plan, "magnet") == pytest.approx(half)
        assert compute(plan, "self_sufficiency.chain").tolist() == pytest.approx([0.5] * 3)
    one_place = makers(40, port=False, sold=10)
    assert shares(one_place, "magnet") == pytest.approx({"home": 2 / 3, "FOR": 1 / 3})


def test_the_picture_puts_places_together_after_mixing() -> None:
    """What is sold is the port's own ore; what passes from the port to makers is in no flow."""
    chain = chain_account(makers(40, port=True, sold=10), 2025)
    strands = {
        (flow.source, flow.target): dict(zip(STRANDS, flow.strands, strict=True))
        for flow in chain.flows
    }
    assert strands["oxide", "exported"]["home"] == pytest.approx(10)
    assert strands["oxide", "exported"]["abroad"] == 0
    assert strands["magnet", "motors"]["home"] == pytest.approx(8)
    assert strands["magnet", "motors"]["abroad"] == pytest.approx(8)
    assert ("oxide", "oxide") not in strands
    assert chain.closing_gap() <= 1e-12


def test_a_store_keeps_and_gives_the_mix_of_its_own_place() -> None:
    """2024: the port stores 10 t of its own, makers store 10 t bought. 2025: makers' 10 t come out.

    They are all bought. Were there one store, half of them would be home ore.
    """
    plan = written(
        {
            "activity": {"hom_mine": [20, 0, 0], "hom_separation": [20, 0, 0]},
            "shipment": {"oxide:FOR>HOM": [10, 0, 0]},
            "intake": {"oxide@HOM.port": [10, 0, 0], "oxide@HOM": [10, 0, 0]},
            "release": {"oxide@HOM": [0, 10, 0]},
            "stock": {"oxide@HOM.port": 10, "oxide@HOM": [10, 0, 0]},
        },
        labels=PORT,
    )
    assert shares(plan, "oxide", 1) == {"stockpile": 1.0}
    released = group_account_of(plan).traced.released
    assert released["oxide", "HOM"].sum(axis=1).tolist() == pytest.approx([0, 10, 0])
    assert not released["oxide", "HOM.port"].any()


def test_what_goes_through_a_store_within_a_year_keeps_its_origin() -> None:
    """12 t go in and 12 out in the same year, as may happen where that costs nothing."""
    plan = written(
        {
            "shipment": {"oxide:FOR>HOM": 15},
            "intake": {"oxide@HOM": 12},
            "release": {"oxide@HOM": 12},
        }
    )
    assert shares(plan, "oxide", 2) == {"FOR": 1.0}


def test_supply_and_need() -> None:
    """Of 100 t wanted 90 are served and 10 are short.

    30 t made at home, 60 t bought and 5 t from a store come together; 5 t of all that are shipped
    on, so 90 parts of 95 of each are served.
    """
    plan = written(
        {
            "activity": {"hom_magnets": 30},
            "shipment": {"magnet:HOM>THD": 5, "magnet:FOR>HOM": 60},
            "release": {"magnet@HOM": 5},
            "served": {"motors@HOM/magnet": 90},
            "unmet": {"motors@HOM/+14": 10, "motors@FOR/+3": 4},
        },
        parameters={
            "demand": {"motors@HOM": 100, "motors@FOR": 50},
            "unmet_cost": {"motors@HOM/+14": 20_000},
        },
    )
    rows = [row for row in supply_by_origin(plan) if row.year == 2025]
    whole = 90 / 95
    assert {row.origin: row.value for row in rows} == pytest.approx(
        {
            "home": 30 * whole,
            "recycled": 0,
            "partner": 0,
            "abroad": 60 * whole,
            "stockpile": 5 * whole,
            "short": 10,
        }
    )
    assert {row.unit for row in rows} == {"t magnet/yr"}
    assert need_by_year(plan)[1].as_row() == {"year": 2025, "value": 100, "unit": "t magnet/yr"}
    assert unmet_by_use(plan)[1].as_row() == {
        "use": "motors",
        "title": "Motors",
        "industry": "",
        "year": 2025,
        "value": 10,
        "share": 0.1,
        "lost": 200_000,
        "unit": "t magnet/yr",
    }


def test_supply_of_a_country_that_needs_nobody() -> None:
    """30 t made and used; 5 t more go to the store, which is no supply."""
    plan = written(
        {
            "activity": {"hom_magnets": 35},
            "intake": {"magnet@HOM": 5},
            "served": {"motors@HOM/magnet": 30},
        },
        parameters={"demand": {"motors@HOM": 30}},
    )
    rows = [row for row in supply_by_origin(plan) if row.year == 2025]
    assert {row.origin: row.value for row in rows} == {
        "home": 30,
        "recycled": 0,
        "partner": 0,
        "abroad": 0,
        "stockpile": 0,
        "short": 0,
    }


def recycling(collected: float) -> Solution:
    """Home collects magnets as they are, for lack of a recipe that takes scrap."""
    bare = written()
    labels = replace(bare.labels, end_of_life_streams=(("motors", "HOM", "magnet"),))
    plan = written(
        {
            "activity": {"hom_mine": 20, "hom_separation": 20, "hom_magnets": 20},
            "served": {"motors@HOM/magnet": 20 + collected},
        },
        labels=labels,
    )
    found = plan.outcome["activity"].isel(facility=0) * 0.0 + collected
    values = {
        **plan.outcome.values,
        "collected": found.expand_dims(end_of_life_stream=labels.coordinates("end_of_life_stream")),
    }
    return replace(plan, outcome=replace(plan.outcome, values=values))


def test_scrap_is_its_own_origin() -> None:
    """20 t of magnets from home ore and 5 t collected: a fifth is recycled."""
    plan = recycling(5)
    assert shares(plan, "magnet") == pytest.approx({"home": 0.8, "recycled": 0.2})
    account = group_account(plan, "NdPr")
    assert account["recycled"].tolist() == pytest.approx([2, 2, 2])
    assert closing_gap(account) <= 1e-12


def swarf(returned: float) -> Traced:
    """60 t of oxide are dug, 20 t bought and 20 t made of old magnets; a quarter ends as swarf.

    Of the swarf a part is made into oxide again, at once and without loss.
    """
    one, nobody = np.ones(1), {}
    oxide, cut, old, magnet = ((m, "HOM") for m in ("oxide", "swarf", "old", "magnet"))
    pressed = 100 / (1 - 0.25 * returned)

    def step(stage: str, tonnes: float, inputs: Amounts, outputs: Amounts) -> Step:
        return Step(stage, stage, tonnes * one, inputs, outputs, stage == "recycling")

    flows = HomeFlows(
        content={"oxide": 1.0, "swarf": 1.0, "old": 1.0, "magnet": 1.0},
        years=1,
        nodes=(oxide, cut, old, magnet),
        home_made=frozenset(),
        regions=("FOR",),
        steps=(
            step("mining", 60, (), ((oxide, 1.0),)),
            step("recycling", 20, ((old, 1.0),), ((oxide, 1.0),)),
            step("recycling", 0.25 * returned * pressed, ((cut, 1.0),), ((oxide, 1.0),)),
            step("magnet", pressed, ((oxide, 1.0),), ((magnet, 0.75), (cut, 0.25))),
        ),
        arrivals={(oxide, "FOR"): 20 * one},
        collected={old: 20 * one},
        departures=nobody,
        transfers=nobody,
        kept=nobody,
        intake=nobody,
        release=nobody,
        stock=nobody,
        served=nobody,
        short=nobody,
        discarded=nobody,
    )
    return follow(flows)


@pytest.mark.parametrize("returned", [0.0, 0.5, 1.0])
def test_swarf_stays_what_it_was_cut_from(returned: float) -> None:
    """Three fifths of what came in was dug, and of magnets, however much swarf goes round.

    Were swarf an origin of its own, 33 t of it in the end would leave home ore 60 t in 133, so that
    who saves ore seems to have less of it, and the bought fifth in swarf would be home's.
    """
    traced = swarf(returned)
    found = dict(zip(traced.origins, traced.share["magnet", "HOM"][0], strict=True))
    assert found == pytest.approx({"home": 0.6, "recycled": 0.2, "FOR": 0.2, "stockpile": 0})


def test_what_is_made_from_scrap_is_counted_once() -> None:
    """25 t are served, 20 made of ore and 5 collected."""
    rows = [row for row in supply_by_origin(recycling(5)) if row.year == 2025]
    assert {row.origin: row.value for row in rows if row.value} == pytest.approx(
        {"home": 20, "recycled": 5}
    )


def test_the_account_lists_every_sink() -> None:
    """Mined 40 x 0.625 = 25 and bought 10 x 1 + 10 x 0.4 = 14, in all 39.

    Used 20 x 0.4 = 8, sold 5, into store 4, ore put aside 8 x 0.625 = 5, lost 32 x 0.125 = 4 and
    10 x 0.1 = 1; 12 t of oxide are put aside too: 39.
    """
    plan = written(
        {
            "activity": {"hom_mine": 40, "hom_separation": 32, "hom_magnets": 10},
            "shipment": {"oxide:FOR>HOM": 10, "magnet:FOR>HOM": 10, "oxide:HOM>THD": 5},
            "served": {"motors@HOM/magnet": 20},
            "intake": {"oxide@HOM": 4},
            "discard": {"ore@HOM": 8, "oxide@HOM": 12},
        }
    )
    account = group_account(plan, "NdPr")
    assert {name: round(float(series[0]), 9) for name, series in account.items()} == {
        "mined": 25,
        "imported": 14,
        "recycled": 0,
        "used at home": 8,
        "exported": 5,
        "stocked": 4,
        "put aside": 17,
        "lost in processing": 5,
    }
    assert closing_gap(account) <= 1e-12


def test_an_account_that_does_not_close_says_by_how_much() -> None:
    account = group_account(written({"shipment": {"oxide:FOR>HOM": [0, 10, 40]}}), "NdPr")
    assert closing_gap(account) == 1.0
    plan = written({"shipment": {"oxide:FOR>HOM": 10}, "discard": {"oxide@HOM": 9}})
    assert closing_gap(group_account(plan, "NdPr")) == pytest.approx(0.1)


def test_fates_of_what_is_sold_no_more() -> None:
    """25 t were sold. Now 12 are put aside, 8 kept, and 10 t less ore is dug and separated.

    12 + 8 + 6.25 - 1.25 = 25.
    """
    before = written(
        {"activity": {"hom_mine": 50, "hom_separation": 50}, "shipment": {"oxide:HOM>FOR": 25}}
    )
    after = written(
        {
            "activity": {"hom_mine": 40, "hom_separation": 40},
            "discard": {"oxide@HOM": 12},
            "intake": {"oxide@HOM": 8},
        },
        baseline=before,
    )
    rows = {row.fate.name: row.tonnes for row in fate_of_conserved(after, "NdPr")[:5]}
    assert rows == pytest.approx(
        {
            "conserved": 25,
            "stocked as oxide by others": 8,
            "put aside as oxide": 12,
            "lost in processing": -1.25,
            "not mined": 6.25,
        }
    )


def test_fate_tells_what_is_sold_elsewhere_and_what_stands_idle() -> None:
    """25 t of oxide went to Farland. Now 10 go to Thirdland; 9.375 t are left as ore.

    The mine digs 40 t in place of 50 and could do 47: 7 of the 10 t it leaves, that is 4.375 t of
    oxide, are an idle mine, the other 1.875 had no plant. Separation does 25 t less and stands
    idle: it would take the ore. 10 + 9.375 + 4.375 + 1.875 - 0.625 = 25, the last lost less.
    """
    room = {"hom_mine": [47, 47, 47], "hom_separation": [60, 60, 60]}
    before = written(
        {"activity": {"hom_mine": 50, "hom_separation": 50}, "shipment": {"oxide:HOM>FOR": 25}}
    )
    after = written(
        {
            "activity": {"hom_mine": 40, "hom_separation": 25},
            "discard": {"ore@HOM": 15},
            "shipment": {"oxide:HOM>THD": 10, "oxide:HOM>FOR": 2.5},
        },
        baseline=before,
    )
    capacity = 0.0 * after.outcome["activity"]
    for plant, tonnes in room.items():
        capacity.put(plant, tonnes)
    vars(after)["usable_capacity"] = capacity
    rows = [row for row in fate_of_conserved(after, "NdPr") if row.year == 2025]
    assert {row.fate.name: row.tonnes for row in rows} == pytest.approx(
        {
            "conserved": 22.5,
            "sold elsewhere": 10,
            "left as concentrate": 9.375,
            "lost in processing": -3.125,
            "plant idle": 4.375,
            "not mined": 1.875,
        }
    )
    idle = {row.fate.name: row.idle.name for row in rows if row.idle.name}
    titles = after.parameters.titles
    assert idle == {
        "left as concentrate": titles["hom_separation"],
        "plant idle": titles["hom_mine"],
    }


def test_fate_tells_whose_store_it_is_in() -> None:
    """12 t less are sold; the state takes 7 into its store and others 5."""
    ownership_account = OwnershipAccountRow(
        ownership_account="state",
        title="The state",
        region="HOM",
        facilities="hom_separation",
        materials="oxide",
    )
    chain = replace(STUDY.chain, ownership_accounts=(ownership_account,))
    labels = replace(
        LABELS,
        nodes=(*LABELS.nodes, ("oxide", "HOM.state")),
        stores=(*LABELS.stores, ("oxide", "HOM.state")),
    )
    before = written(
        {"shipment": {"oxide:HOM>FOR": 12}, "activity": {"hom_separation": 24}}, labels=labels
    )
    after = written(
        {
            "activity": {"hom_separation": 24},
            "intake": {"oxide@HOM": 5, "oxide@HOM.state": 7},
        },
        labels=labels,
    )
    solution = Solution(replace(STUDY, chain=chain), after.outcome, before.outcome)
    rows = [row for row in fate_of_conserved(solution, "NdPr") if row.year == 2025]
    assert {row.fate.name: row.tonnes for row in rows} == pytest.approx(
        {
            "conserved": 12,
            "stocked as oxide by The state": 7,
            "stocked as oxide by others": 5,
        }
    )


def test_without_a_baseline_there_is_no_fate() -> None:
    assert fate_of_conserved(written(), "NdPr") == []


def test_shares_have_a_row_per_year() -> None:
    traced = group_account_of(written()).traced
    assert traced.origins == ("home", "recycled", "FOR", "THD", "stockpile")
    assert all(share.shape == (3, 5) for share in traced.share.values())
    assert not np.any([share.any() for share in traced.share.values()])


def test_shares_of_fates_add_up_to_one() -> None:
    """100 t kept: 100 stored and 3 not bought, since 3 less are used."""
    stored, spared, used = map(Whereabouts, ("stored", "not imported", "used at home"))
    shares = shares_of({CONSERVED: 100, spared: 3, used: -3, stored: 100})
    assert shares == {stored: pytest.approx(100 / 103), spared: pytest.approx(3 / 103)}
