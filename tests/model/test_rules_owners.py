"""Rules of who owns, who invests and who pays: what goes wrong without each, and not with it.

- Owners sell at a transfer price. Else cheap captive feed builds plants nobody would.
  Test: a captive home market is an invisible subsidy.
- Nobody earns on what nobody takes. Else mines and plants of a pool run for its store.
  Test: the glut nobody pays for.
- A pool that imports would undersell meets them. Else a gap of a few per cent idles its plants.
  Test: a pool meets the price of imports.
- A pool whose cheapest plant is full counts from the next. Else a cheaper mine shuts dearer ones.
  Test: a cheaper mine does not shut a dearer one of the same owner.
- What leaves the country earns its own price. Else makers pay twice for feed that could be
  exported.
  Test: feed for makers is priced once.
- Where a way abroad carries less than the pool makes, makers pay the price for the rest.
  Test: a pool that may export a part asks its price for the rest.
- A pool with no more to give sells where more is paid. Else it sells abroad first, and the more it
  may sell there, the less of it goes.
  Test: the more may go abroad, the more goes.
- A floor ends with its contract. Else a store grows with nobody to buy from it.
  Test: a floor lives no longer than its contract.
- By-products come along. Else a pool charges makers for what it throws away.
  Test: what one more tonne costs a pool.
- Every awardee has a balance of its own. Else allocating feed changes nothing.
  Test: feed allocated to a named awardee.
- Investors are blocks with spread terms. Else one planner builds all or nothing.
  Test: entry rises as a curve.
- Every block's worth is checked at model prices. Else a plan builds what loses money.
  Test: what is built pays, what pays is built.
- Support has caps and windows. Else support without end.
  Test: support has a cap and a window.
- Outlay follows supported output. Else an idle plant costs the treasury money.
  Test: a plant that does not run is paid nothing.
"""

from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest

from monazite.model import (
    Asked,
    LikeCourses,
    Outcome,
    Session,
    build_programme,
    solve_stages,
    weight,
)
from monazite.model.draft import PREFERENCE
from monazite.model.owners import transfer_toll
from monazite.model.parity import ABROAD as ASK_ABROAD
from monazite.model.parity import FULL_PLANTS
from monazite.model.running import RunningCosts
from monazite.parameters import (
    InformationStage,
    Labels,
    Parameters,
    addition_share,
    committed_capacity,
)

from ..parameters.pulling import STUDY as PULLED
from ..parameters.pulling import lever, pull
from .miniature import (
    Changes,
    every_year,
    miniature,
    miniature_labels,
    solved_fresh,
    with_lanes,
    with_plants,
)

TO_MAKERS, ABROAD = "oxide:HOM.state>HOM", "oxide:HOM.state>FOR"


def state_owned(*lanes: tuple[str, str, str]) -> Labels:
    """The miniature with its home refinery in the hands of the state, and lanes out of its pool."""
    return replace(
        with_lanes(miniature_labels(), ("oxide", "HOM.state", "HOM"), *lanes),
        facility_account={"home_refinery": "state"},
        account_materials={"state": frozenset({"oxide"})},
    )


def test_a_captive_home_market_is_an_invisible_subsidy() -> None:
    """The state may not export its oxide. It makes up to 80 t at 375 USD/t; makers need 30 t.

    New presses cost 1,000 to run and 1,100 a year of capital; a magnet bought abroad costs 2,425.
    With oxide at what it costs the state, half a tonne is 187.5 and presses are built: 2,287.5. At
    the price of imports, 800, it is 400 and nobody builds: 2,500. The difference is a subsidy that
    no budget shows.

    The state makes the 30 t that makers take and no more.
    """
    terms: Changes = {
        "build_rate": {("home_magnets", 2024): 20.0},
        "capital_cost": {"home_magnets": 11_000.0},
        "lifetime": {"home_magnets": 10.0},
        "freight": {TO_MAKERS: 0.0},
        "lane_limit": {"oxide:HOM>FOR": 0.0},
    }
    session = Session(build_programme(miniature(terms, labels=state_owned())))
    wrong = session.solve()
    assert wrong.price("oxide", "HOM").values == pytest.approx([375.0] * 3, abs=0.1)
    assert float(wrong["addition"].sum()) == pytest.approx(20.0)
    priced: Changes = {"transfer_price": {TO_MAKERS: 790.0}}
    right = session.solve(miniature({**terms, **priced}, labels=state_owned()))
    assert right.price("oxide", "HOM").values == pytest.approx([790.0] * 3, abs=0.1)
    assert float(right["addition"].sum()) == pytest.approx(0.0)
    assert every_year(right, "activity", "home_magnets") == [60.0] * 3
    assert every_year(right, "discard", "oxide@HOM.state") == [0.0] * 3
    assert every_year(right, "activity", "home_refinery") == [37.5] * 3
    # the toll is what is missing from cost to price, and nobody else's income
    assert right.price("oxide", "HOM.state").values == pytest.approx([375.0] * 3, abs=0.1)


def test_a_pool_meets_the_price_of_imports() -> None:
    """The state asks 850 USD/t for oxide it makes at 375; from abroad it costs 800.

    At the stated price makers buy the 30 t they need abroad and the refinery stands, though the
    state would gain by selling for less. It comes down to a fiftieth below imports, 784, and
    sells. Asked 790 it is not undersold, and nothing is solved again.
    """
    terms: Changes = {"freight": {TO_MAKERS: 0.0}, "lane_limit": {"oxide:HOM>FOR": 0.0}}

    def asked(price: float) -> Parameters:
        priced: Changes = {"transfer_price": {TO_MAKERS: price}}
        return miniature({**terms, **priced}, labels=state_owned())

    session = Session(build_programme(asked(850.0)))
    alone = session.solve(asked(850.0))
    assert every_year(alone, "activity", "home_refinery") == [0.0] * 3
    assert alone.price("oxide", "HOM").values == pytest.approx([800.0] * 3, abs=0.1)
    (met,) = solve_stages(session, [InformationStage(2024, asked(850.0), ())])
    assert every_year(met, "activity", "home_refinery") == [37.5] * 3
    assert met.price("oxide", "HOM").values == pytest.approx([784.0] * 3, abs=0.1)
    assert {entry.edit.parameter for entry in met.parameters.ledger} == {"transfer_price"}
    (kept,) = solve_stages(session, [InformationStage(2024, asked(790.0), ())])
    assert kept.price("oxide", "HOM").values == pytest.approx([790.0] * 3, abs=0.1)
    assert kept.parameters.ledger == ()


def test_a_cheaper_mine_does_not_shut_a_dearer_one_of_the_same_owner() -> None:
    """The state digs 20 t of ore at 60 USD/t and the rest at 100; makers need oxide of 37.5 t.

    Refined for 200, a tonne of oxide costs 325 or 375. The state asks 790; from abroad it costs
    800. With 465 on top of either, oxide of the dear mine would come to 840: it stands, and makers
    buy 14 t abroad. So a mine that got cheaper would take ore away. Its owner sees it full and
    counts from the other: 415 on top of 375 is the price asked, and both mines are at work.
    """
    labels = replace(with_plants(state_owned(), "home_mine_dear"), stores=(), reserves=())
    terms: Changes = {
        "freight": {TO_MAKERS: 0.0},
        "lane_limit": {"oxide:HOM>FOR": 0.0},
        "transfer_price": {TO_MAKERS: 790.0},
        "nameplate": {("home_mine", 2012): 20.0},
        "operating_cost": {"home_mine": 60.0},
    }
    parameters = miniature(terms, labels=labels)
    session = Session(build_programme(parameters))
    wrong = session.solve(parameters)
    assert every_year(wrong, "activity", "home_mine_dear") == [0.0] * 3
    assert every_year(wrong, "shipment", "oxide:FOR>HOM") == [14.0] * 3
    (right,) = solve_stages(session, [InformationStage(2024, parameters, ())])
    assert every_year(right, "activity", "home_mine") == [20.0] * 3
    assert every_year(right, "activity", "home_mine_dear") == [17.5] * 3
    assert right.price("oxide", "HOM").values == pytest.approx([790.0] * 3, abs=0.1)
    toll = transfer_toll(right.parameters).sel(lane=TO_MAKERS)
    assert toll.values == pytest.approx([415.0] * 3)
    # what the cheap mine is worth more is its owner's, and told as such
    assert right.price("ore", "HOM").values == pytest.approx([100.0] * 3, abs=0.1)
    assert len(right.rounds) == 1
    assert {entry.edit.reason for entry in right.parameters.ledger} == {FULL_PLANTS}


def test_a_pool_asks_on_until_imports_move() -> None:
    """From abroad oxide costs 800 USD/t; the state is stated to ask 850 and meets that with 784.

    A duty of 10 in 2026 leaves 784 less than a twenty-fifth below imports, and it is asked on. At a
    duty of 40 it asks 823.2, a fiftieth below 840, and at 100 no more than what is stated.
    """
    terms: Changes = {
        "freight": {TO_MAKERS: 0.0},
        "lane_limit": {"oxide:HOM>FOR": 0.0},
        "transfer_price": {TO_MAKERS: 850.0},
    }
    labels = replace(state_owned(), stores=(), reserves=())

    def stage(opens: int, duty: float) -> InformationStage:
        taxed: Changes = {"duty": {("oxide:FOR>HOM", 2026): duty}}
        return InformationStage(opens, miniature({**terms, **taxed}, labels=labels), ())

    session = Session(build_programme(stage(2024, 0.0).parameters))
    for duty, price, rounds in ((10.0, 784.0, 0), (40.0, 823.2, 1), (100.0, 850.0, 1)):
        _, news = solve_stages(session, [stage(2024, 0.0), stage(2025, duty)])
        assert news.price("oxide", "HOM").values == pytest.approx([784.0, 784.0, price], abs=0.1)
        assert every_year(news, "activity", "home_refinery") == [37.5] * 3
        assert len(news.rounds) == rounds


def test_a_pool_asks_first_what_it_asks_in_another_plan() -> None:
    """Without a strategy the state asks 790 for what costs 800 from abroad, and with it as well.

    Of what it is stated to ask it would come down to 784: a strategy that leaves imports as they
    are would seem to make oxide cheaper. Where another price is stated, that is asked first.
    """
    terms: Changes = {"freight": {TO_MAKERS: 0.0}, "lane_limit": {"oxide:HOM>FOR": 0.0}}

    def asking(price: float) -> Parameters:
        stated: Changes = {"transfer_price": {TO_MAKERS: price}}
        return miniature({**terms, **stated}, labels=state_owned())

    session = Session(build_programme(asking(850.0)))
    without = Asked(asking(850.0)["transfer_price"], asking(790.0)["transfer_price"])
    for stated, price, rounds in ((850.0, 790.0, 0), (860.0, 784.0, 1)):
        course = [InformationStage(2024, asking(stated), ())]
        (found,) = solve_stages(session, course, like=LikeCourses(asked=[((2024, False), without)]))
        assert found.price("oxide", "HOM").values == pytest.approx([price] * 3, abs=0.1)
        assert len(found.rounds) == rounds


def test_home_ore_does_not_come_and_go_with_a_gap_of_a_hundredth() -> None:
    """The state asks 805 USD/t for oxide it makes at 375; abroad it costs 800, 810 and 800.

    Solved in one go, makers buy abroad in two years and at home in one: a gap of a hundredth
    between two figures stops a refinery that earns twice its cost, starts it and stops it again.
    Nobody would, and as a plan unfolds nobody does: in years of 800 the state asks 784.
    """
    labels = replace(state_owned(), stores=(), reserves=())
    terms = miniature(
        {
            "freight": {TO_MAKERS: 0.0},
            "lane_limit": {"oxide:HOM>FOR": 0.0},
            "duty": {("oxide:FOR>HOM", 2025): 10.0},
            "transfer_price": {TO_MAKERS: 805.0},
        },
        labels=labels,
    )
    session = Session(build_programme(terms))
    alone = session.solve(terms)
    assert every_year(alone, "activity", "home_refinery") == [0.0, 37.5, 0.0]
    (met,) = solve_stages(session, [InformationStage(2024, terms, ())])
    assert every_year(met, "activity", "home_refinery") == [37.5] * 3
    assert met.price("oxide", "HOM").values == pytest.approx([784.0, 805.0, 784.0], abs=0.1)


def test_the_glut_nobody_pays_for() -> None:
    """The state may make 80 t of oxide at 375 USD/t; makers need 30 t and pay 790.

    Were the state paid 790 on every tonne it makes, it would dig and refine all it can and store 50
    t a year: at 1 USD a year storing costs less than putting aside. Nobody buys them. With the gap
    between price and cost paid on what is taken, makers pay the same 790, the mine digs 37.5 t for
    30 t of oxide, and nothing is stored.
    """
    labels = replace(state_owned(), stores=(("oxide", "HOM.state"),), reserves=())
    market: Changes = {
        "lane_limit": {"oxide:HOM>FOR": 0.0},
        "disposal_cost": {"oxide": 1000.0},
    }
    right = solved_fresh(
        miniature(
            {**market, "freight": {TO_MAKERS: 0.0}, "transfer_price": {TO_MAKERS: 790.0}},
            labels=labels,
        )
    )
    assert right.price("oxide", "HOM").values == pytest.approx([790.0] * 3, abs=0.1)
    assert every_year(right, "activity", "home_mine") == [37.5] * 3
    assert every_year(right, "stock", "oxide@HOM.state") == [0.0] * 3
    # the same price paid on the lane and credited to the refinery, as costs: 0.8 t of oxide each
    credited: Changes = {
        "freight": {TO_MAKERS: 790.0},
        "operating_cost": {"home_refinery": 200.0 - 0.8 * 790.0},
    }
    wrong = solved_fresh(miniature({**market, **credited}, labels=labels))
    assert every_year(wrong, "activity", "home_mine") == [100.0] * 3
    assert every_year(wrong, "stock", "oxide@HOM.state") == [50.0, 100.0, 150.0]


def test_a_floor_lives_no_longer_than_its_contract() -> None:
    """A contract makes the refinery run 60 t of ore in 2024, 48 t of oxide; makers need 30 t.

    Had it no end, 18 t a year would go to store with nobody to buy them. Where it ends with 2024,
    makers take the 18 t first and the refinery makes the rest of what they need.
    """
    labels = replace(state_owned(), stores=(("oxide", "HOM.state"),), reserves=())
    terms: Changes = {
        "lane_limit": {"oxide:HOM>FOR": 0.0, "oxide:FOR>HOM": 0.0},
        "freight": {TO_MAKERS: 0.0},
        "disposal_cost": {"oxide": 1000.0},
    }
    for_ever: Changes = {**terms, "floor": {"home_refinery": 60.0}}
    ended: Changes = {**terms, "floor": {("home_refinery", 2024): 60.0}}
    wrong = solved_fresh(miniature(for_ever, labels=labels))
    assert every_year(wrong, "stock", "oxide@HOM.state") == [18.0, 36.0, 54.0]
    right = solved_fresh(miniature(ended, labels=labels))
    assert every_year(right, "activity", "home_refinery") == [60.0, 15.0, 37.5]
    assert every_year(right, "stock", "oxide@HOM.state") == [18.0, 0.0, 0.0]


def test_a_pool_that_may_export_a_part_asks_its_price_for_the_rest() -> None:
    """The state makes 80 t at 375 USD/t; 20 t may go abroad, where they fetch 700; makers need 30.

    So 50 t are made. For the 30 t of makers one more tonne costs 375 to make, and they pay the
    price of 790. Were 20 t of exports taken for a price of the whole, they would pay 375.
    """
    labels = state_owned(("oxide", "HOM.state", "FOR"))
    terms: Changes = {
        "transfer_price": {TO_MAKERS: 790.0},
        "freight": {TO_MAKERS: 0.0},
        "lane_limit": {ABROAD: 20.0, "oxide:HOM>FOR": 0.0},
        "reference_flow": {ABROAD: 1.0},
    }
    outcome = in_rounds(miniature(terms, labels=labels))
    assert every_year(outcome, "shipment", ABROAD) == [20.0] * 3
    assert every_year(outcome, "shipment", TO_MAKERS) == [30.0] * 3
    assert outcome.price("oxide", "HOM").values == pytest.approx([790.0] * 3, abs=0.1)
    assert outcome.rounds == ()


def in_rounds(parameters: Parameters) -> Outcome:
    """Solve a programme of its own, and again as long as pools would ask something else."""
    session = Session(build_programme(parameters))
    (outcome,) = solve_stages(session, [InformationStage(2024, parameters, ())])
    assert outcome.unsettled == ()
    return outcome


def test_what_one_more_tonne_costs_a_pool() -> None:
    """Half a tonne of scrap comes with a tonne of oxide and costs 40 USD/t to put aside.

    A tonne of ore costs 100 to dig and 200 to refine into 0.8 t of oxide and 0.4 t of scrap: (300 +
    0.4 x 40) / 0.8 = 395 USD a tonne of oxide. A plant that is not there does not count, nor what
    a second, dearer one would cost.
    """
    labels = with_plants(state_owned(), "home_refinery_dear", "home_refinery_planned")
    labels = replace(labels, flows=(*labels.flows, ("refine", "scrap")))
    terms: Changes = {
        "recipe_amount": {"refine/scrap": 0.4},
        "disposal_cost": {"scrap": 40.0},
        "operating_cost": {"home_refinery_dear": 900.0, "home_refinery_planned": 1.0},
        "nameplate": {("home_refinery_planned", 2012): 0.0},
    }
    parameters = miniature(terms, labels=labels)
    costs = RunningCosts(parameters, committed_capacity(parameters).values)
    assert costs.at("ore", "HOM").tolist() == [100.0] * 3
    assert costs.at("oxide", "HOM.state").tolist() == pytest.approx([395.0] * 3)
    # nobody makes scrap on purpose, and what nobody makes there costs nothing
    assert costs.at("magnet", "HOM.state").tolist() == [0.0] * 3


def test_feed_for_makers_is_priced_once() -> None:
    """The state may export at 750 less freight of 50, and sells to makers at the same 700 USD/t.

    So makers take their 30 t at what they fetch abroad, 700, and 50 t go abroad; of the 700 that
    these fetch the state leaves 1.4 to the buyers, and would not get more of makers. Were the gap
    between price and cost asked of makers alone, they would pay 1,025; they import at 800 instead
    and the state exports all it has: the same oxide twice across the sea.
    """
    labels = state_owned(("oxide", "HOM.state", "FOR"))
    terms: Changes = {
        "transfer_price": {TO_MAKERS: 700.0},
        "freight": {TO_MAKERS: 0.0},
        "reference_flow": {ABROAD: 1.0, "oxide:HOM>FOR": 0.0},
    }
    wrong = solved_fresh(miniature(terms, labels=labels))
    assert every_year(wrong, "shipment", "oxide:FOR>HOM") == [30.0] * 3
    assert every_year(wrong, "shipment", ABROAD) == [80.0] * 3
    right = in_rounds(miniature(terms, labels=labels))
    assert every_year(right, "shipment", TO_MAKERS) == [30.0] * 3
    assert every_year(right, "shipment", ABROAD) == [50.0] * 3
    assert right.price("oxide", "HOM").values == pytest.approx([701.4] * 3, abs=0.1)
    asked = right.parameters["transfer_price"].sel(lane=ABROAD).values
    assert asked == pytest.approx([698.6] * 3, abs=0.1)
    assert {entry.edit.reason for entry in right.parameters.ledger} == {ASK_ABROAD}


@pytest.mark.parametrize(
    ("stated", "fetches", "first"),
    [
        (700.0, 700.0, "makers"),
        (790.0, 700.0, "makers"),
        (700.0, 795.0, "makers"),
        (790.0, 810.0, "abroad"),
    ],
)
def test_the_more_may_go_abroad_the_more_goes(stated: float, fetches: float, first: str) -> None:
    """The state makes 80 t of oxide at 375 USD/t; makers need 60 t and pay 800 for imports.

    What fetches less abroad than imports cost goes to makers first, whatever may go abroad: 0, 10,
    20 and again 20 t are left of ways for 0, 10, 20 and 70 t. What fetches more goes abroad first.
    """
    labels = state_owned(("oxide", "HOM.state", "FOR"))

    def sent(limit: float) -> tuple[float, float]:
        terms: Changes = {
            "demand": {"motors@HOM": 120.0},
            "nameplate": {("home_magnets", 2012): 120.0},
            "transfer_price": {TO_MAKERS: stated},
            "freight": {TO_MAKERS: 0.0, ABROAD: 750.0 - fetches},
            "lane_limit": {ABROAD: limit, "oxide:HOM>FOR": 0.0},
            "reference_flow": {ABROAD: 1.0, "oxide:HOM>FOR": 0.0},
        }
        found = in_rounds(miniature(terms, labels=labels))
        taken = every_year(found, "shipment", TO_MAKERS)[0]
        return every_year(found, "shipment", ABROAD)[0], taken

    ways = [0.0, 10.0, 20.0, 70.0]
    wanted = {"makers": [0.0, 10.0, 20.0, 20.0], "abroad": ways}[first]
    assert [sent(way) for way in ways] == [(out, min(60.0, 80.0 - out)) for out in wanted]


def test_feed_allocated_to_a_named_awardee() -> None:
    """The state makes 20 t of oxide and none comes from abroad; two awardees press magnets.

    The awardee presses at 1,100 USD/t, others at 1,000. In one balance others take all 20 t,
    and setting feed aside for the awardee has no row to act on. With a balance of its own and a
    channel of 10 t the awardee makes 20 t of magnets and others 20 t.
    """
    pooled = replace(
        with_plants(state_owned(), "home_magnets_awardee"),
        facility_account={"home_refinery": "state", "home_magnets_awardee": "awardee"},
        account_materials={"state": frozenset({"oxide"}), "awardee": frozenset({"oxide"})},
    )
    apart = with_lanes(pooled, ("oxide", "HOM.state", "HOM.awardee"))
    together = with_plants(state_owned(), "home_magnets_awardee")
    channel = "oxide:HOM.state>HOM.awardee"
    scarce: Changes = {
        "operating_cost": {"home_magnets_awardee": 1100.0},
        "nameplate": {("home_refinery", 2012): 25.0},
        "lane_limit": {"oxide:FOR>HOM": 0.0},
    }

    def magnets(outcome: Outcome) -> list[float]:
        activity = outcome["activity"].sel(period=2025)
        names = ("home_magnets", "home_magnets_awardee")
        return [round(float(activity.sel(facility=name)), 6) for name in names]

    assert magnets(solved_fresh(miniature(scarce, labels=together))) == [40.0, 0.0]
    closed = {**scarce, "lane_limit": {"oxide:FOR>HOM": 0.0, channel: 0.0}}
    session = Session(build_programme(miniature(closed, labels=apart)))
    assert magnets(session.solve()) == [40.0, 0.0]
    allocated = {"oxide:FOR>HOM": 0.0, TO_MAKERS: 10.0, channel: 10.0}
    right = session.solve(miniature({**scarce, "lane_limit": allocated}, labels=apart))
    assert magnets(right) == [20.0, 20.0]
    # a pool that only takes has nothing to throw away
    disposals = set(right["discard"].coords["disposal"])
    assert "oxide@HOM.state" in disposals
    assert "oxide@HOM.awardee" not in disposals


INVESTORS = {f"home_magnets_{number}": 0.05 * number for number in (1, 2, 3, 4)}
"""Four blocks of investors who ask for 5, 10, 15 and 20 % a year."""


@cache
def entry_session(single: bool) -> Session:
    """Home's market for new presses: four investors of 15 t, or one planner of 60 t at 12.5 %."""
    return Session(build_programme(miniature(entry_terms(single), labels=entry_labels(single))))


def entry_labels(single: bool) -> Labels:
    names = ("home_magnets_all",) if single else tuple(INVESTORS)
    return with_plants(miniature_labels(), *names)


def entry_terms(single: bool) -> Changes:
    """Presses cost 5,000 USD per t/yr and last ten years; they run at 1,500 USD/t."""
    investors = {"home_magnets_all": 0.125} if single else INVESTORS
    # a block of 20 t of which three in four such investors decide to build
    size = 60.0 if single else 20.0 * 0.75
    return {
        "nameplate": {
            ("home_magnets", 2012): 20.0,
            **{(name, 2012): 0.0 for name in investors},
        },
        "operating_cost": dict.fromkeys(investors, 1500.0),
        "capital_cost": dict.fromkeys(investors, 5000.0),
        "lifetime": dict.fromkeys(investors, 10.0),
        "hurdle_rate": dict(investors),
        "build_rate": {(name, 2024): size for name in investors},
    }


def entry(duty: float, *, single: bool) -> Outcome:
    """Solve the market for presses under a duty on imported magnets."""
    terms = {**entry_terms(single), "duty": {"magnet:FOR>HOM": duty}}
    return entry_session(single).solve(miniature(terms, labels=entry_labels(single)))


def test_entry_rises_as_a_curve() -> None:
    """A press earns 2,425 + duty - 1,500 - 350 = 575 USD/t + duty before capital.

    A year of capital is 5,000 times r / (1 - (1 + r)^-10): 648, 814, 996 and 1,193 USD at 5, 10, 15
    and 20 %, and 903 at 12.5 %. So investors enter one after the other at duties of 73, 239, 421
    and 618 USD/t, and a single planner enters all at once at 328: he answers nothing to a duty of
    300 and everything to one of 350.
    """

    def built(duty: float, *, single: bool) -> float:
        return round(float(entry(duty, single=single)["addition"].sum()), 6)

    duties = (0.0, 150.0, 300.0, 350.0, 500.0, 700.0)
    assert [built(duty, single=False) for duty in duties] == [0.0, 15.0, 30.0, 30.0, 45.0, 60.0]
    assert [built(duty, single=True) for duty in duties] == [0.0, 0.0, 0.0, 60.0, 60.0, 60.0]


def present_value(outcome: Outcome, facility: str) -> float:
    """What a tonne a year decided in 2024 earns at the prices of the plan, less what it repays."""
    parameters = outcome.parameters
    share = addition_share(parameters).sel(facility=facility, decided=2024)
    margin = (
        outcome.price("magnet", "HOM")
        - 0.5 * outcome.price("oxide", "HOM")
        - float(parameters["operating_cost"].sel(facility=facility))
    )
    earned = float((weight(parameters) * share * margin).sum())
    rate = float(parameters["hurdle_rate"].sel(facility=facility))
    capital = float(parameters["capital_cost"].sel(facility=facility))
    yearly = capital * rate / (1.0 - (1.0 + rate) ** -10.0)
    return earned - yearly * float(weight(parameters).sum())


@pytest.mark.parametrize("duty", [0.0, 150.0, 300.0, 500.0, 700.0])
def test_what_is_built_pays_and_what_pays_is_built(duty: float) -> None:
    """At the plan's own prices no block that is built loses, and none below its limit would gain.

    The value is the block's reduced cost, worked out anew from prices.
    """
    outcome = entry(duty, single=False)
    for name in INVESTORS:
        built = float(outcome["addition"].sel(investable=name, decided=2024))
        value = present_value(outcome, name)
        assert value >= -1e-6 or built <= 1e-9, name
        assert value <= 1e-6 or built >= 15.0 - 1e-9, name
        reduced = float(outcome.bound_duals["addition"].sel(investable=name, decided=2024))
        # the preference for larger plants, three years long, is the plan's and nobody's income
        assert value == pytest.approx(-reduced, abs=3 * PREFERENCE + 1e-6), name


WINNER: Changes = {
    "operating_cost": {"home_magnets": 2200.0},
    "incentive": {("home_magnets", 2025): 300.0, ("home_magnets", 2026): 300.0},
}


@cache
def awardee_session() -> Session:
    """Presses that lose 125 USD/t, with 300 on offer from 2025 on; 10 % a year."""
    labels = replace(miniature_labels(), awardees=("home_magnets",))
    return Session(build_programme(miniature(WINNER, labels=labels, discount_rate=0.1)))


def supported(changes: Changes) -> Outcome:
    """Solve the awardee with changes."""
    session = awardee_session()
    labels = session.programme.labels
    return session.solve(miniature({**WINNER, **changes}, labels=labels, discount_rate=0.1))


def test_support_has_a_cap_and_a_window() -> None:
    """A magnet costs 2,200 + 350 = 2,550 USD and is worth 2,425: presses run where 300 is paid.

    Up to 40 t are supported in 2025 and 2026, out of 15,000 USD in all: 40 t, then 10 t, since the
    earlier year counts more. The scheme's 9,000 USD for all its awardees leave 30 t. Support
    without cap or end would run all 60 t, in 2024 as well.
    """
    limit: Changes = {
        "supported_limit": {("home_magnets", 2025): 40.0, ("home_magnets", 2026): 40.0},
        "awardee_budget": {"home_magnets": 15_000.0},
    }
    assert every_year(supported(limit), "activity", "home_magnets") == [0.0, 40.0, 10.0]
    scheme: Changes = {
        "scheme_member": {("scheme_1", "home_magnets"): 1.0},
        "scheme_budget": {"scheme_1": 9000.0},
    }
    both = supported({**limit, **scheme})
    assert every_year(both, "supported_output", "home_magnets") == [0.0, 30.0, 0.0]
    worth = both.duals["support_within_scheme_budget"].sel(scheme="scheme_1")
    # a thousand USD more supports 10 / 3 t, each of which saves 300 - 125 a year later
    assert float(worth) == pytest.approx(-1000.0 / 300.0 * 175.0 / 1.1, abs=0.01)
    endless: Changes = {
        "supported_limit": {"home_magnets": 1000.0},
        "incentive": {"home_magnets": 300.0},
    }
    assert every_year(supported(endless), "activity", "home_magnets") == [60.0] * 3


@pytest.mark.parametrize(
    ("terms", "pressed"),
    [
        pytest.param({"rate": "12 INR/kg"}, [60.0] * 3, id="six per cent of the first price"),
        pytest.param(
            {"rate": "16 INR/kg", "share_of_sales": 0.06}, [60.0, 60.0, 0.0], id="of each year's"
        ),
    ],
)
def test_a_ceiling_on_support_follows_the_price(
    terms: dict[str, float], pressed: list[float]
) -> None:
    """A magnet costs 2,550 USD and is worth 2,425, so that presses run where 125 are paid.

    Support of at most 200 USD/t may not pass six per cent of sales. At 2,500 that is 150, and at
    the 2,000 stated for the last year it is 120 and the presses stop. Reckoned once, at the first
    price, the 150 would be paid in a year in which the scheme does not pay them. 80 rupees are a
    dollar.
    """
    study = SimpleNamespace(
        settings=PULLED.settings,
        money=PULLED.money,
        chain=SimpleNamespace(reference={"press": "magnet"}),
    )
    window = {"facility": "home_magnets", "tonnes_per_year": 1000, "start": "2024-01"}
    paid = lever("output_incentive", **window, end="2027-01", **terms)
    fetched = {("magnet", year): price for year, price in FALLING.items()}
    labels = awardee_session().programme.labels
    before = miniature({**WINNER, "market_price": fetched}, labels=labels, discount_rate=0.1)
    after = pull(before, paid, study=study)
    assert every_year(awardee_session().solve(after), "activity", "home_magnets") == pressed


FALLING = {2024: 2500.0, 2025: 2500.0, 2026: 2000.0}
"""What magnets are stated to fetch in each year, USD/t."""


def test_a_plant_that_does_not_run_is_paid_nothing() -> None:
    """At 100 USD/t support is less than the 125 the presses lose: they stand idle.

    Reckoned from nameplate the treasury would have paid 2 x 60 x 100 = 12,000 USD for nothing.
    """
    idle = supported(
        {
            "incentive": {("home_magnets", 2025): 100.0, ("home_magnets", 2026): 100.0},
            "supported_limit": {"home_magnets": 1000.0},
        }
    )
    assert every_year(idle, "activity", "home_magnets") == [0.0] * 3
    paid = idle["supported_output"] * idle.parameters["incentive"]
    assert float(paid.sum()) == pytest.approx(0.0)
    reckoned = idle.parameters["incentive"].sum() * 60.0
    assert float(reckoned) == 12_000.0
    assert np.all(
        idle["supported_output"].values
        <= idle["activity"].sel(facility=["home_magnets"]).values + 1e-9
    )
