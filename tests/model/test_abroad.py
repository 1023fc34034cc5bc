"""What a pool asks abroad once it can make no more, and what it leaves alone until then.

The state makes 80 t of oxide a year at 375 USD/t and asks makers 700; they need 60 t and pay 800
for what comes from abroad. Abroad a tonne of it fetches 750 less freight of 50.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from monazite.model import Asked, LikeCourses, Outcome, Session, build_programme, solve_stages
from monazite.model.abroad import at_ends, fetched, freely_sent, ways_abroad
from monazite.model.parity import ABROAD as ASK_ABROAD
from monazite.parameters import InformationStage, Labels, Parameters
from monazite.parameters.labels import Contract

from .miniature import Changes, every_year, miniature, with_lanes, with_plants
from .test_rules_owners import ABROAD, TO_MAKERS, state_owned

LABELS = state_owned(("oxide", "HOM.state", "FOR"))
OXIDE = ("oxide", "HOM.state")


def stated(changes: Changes | None = None, labels: Labels = LABELS) -> Parameters:
    """The state and its makers with changes, which may say more of what is said here."""
    terms: dict[str, Mapping[tuple[str | int, ...] | str, float]] = {
        "demand": {"motors@HOM": 120.0},
        "nameplate": {("home_magnets", 2012): 120.0},
        "transfer_price": {TO_MAKERS: 700.0},
        "freight": {TO_MAKERS: 0.0},
        "lane_limit": {"oxide:HOM>FOR": 0.0},
        "reference_flow": {ABROAD: 1.0, "oxide:HOM>FOR": 0.0},
    }
    for name, cells in (changes or {}).items():
        terms[name] = {**terms.get(name, {}), **cells}
    return miniature(terms, labels=labels)


def unfolded(parameters: Parameters, opens: int = 2024) -> Outcome:
    """What comes of it as it unfolds, with pools that look again."""
    session = Session(build_programme(parameters))
    (found,) = solve_stages(session, [InformationStage(opens, parameters, ())])
    assert found.unsettled == ()
    return found


def asked(outcome: Outcome) -> list[float]:
    """What the state asks abroad, by year; nothing where it asks nothing of its own."""
    return outcome.parameters["transfer_price"].sel(lane=ABROAD).values.tolist()


def test_what_a_tonne_fetches_is_the_price_there_less_all_that_is_paid_on_the_way() -> None:
    """Abroad oxide costs 750; freight takes 50, a margin 30 and the duty there 20."""
    terms: Changes = {
        "lane_price_cost_margin": {ABROAD: 30.0},
        "duty": {ABROAD: 20.0},
    }
    plan = unfolded(stated(terms))
    lanes = ways_abroad(plan.labels)[OXIDE]
    assert [plan.labels.lanes[row].name for row in lanes] == [ABROAD]
    assert at_ends(plan, lanes)[0] == pytest.approx([750.0] * 3, abs=0.1)
    assert fetched(plan, lanes)[0] == pytest.approx([650.0] * 3, abs=0.1)


def test_a_way_carries_nothing_while_it_is_shut() -> None:
    """In 2024 it is; then it carries what makers leave, and 20 t put by in 2024, owed to nobody."""
    plan = unfolded(stated({"lane_limit": {(ABROAD, 2024): 0.0}}))
    lanes = ways_abroad(LABELS)[OXIDE]
    assert freely_sent(plan, OXIDE, lanes).tolist() == [[False, True, True]]
    assert every_year(plan, "shipment", ABROAD) == [0.0, 40.0, 20.0]
    assert asked(plan) == pytest.approx([0.0, 698.6, 698.6], abs=0.1)


def test_ways_abroad_lead_from_pools_alone() -> None:
    """Not from home at large, and not to makers at home."""
    assert set(ways_abroad(LABELS)) == {OXIDE}
    assert not ways_abroad(state_owned())


def test_what_is_sold_ahead_does_not_wait_for_makers() -> None:
    """Of 80 t the refinery owes 40 to a buyer abroad, who pays what a breach costs.

    The 40 t go whatever makers pay, and makers take the rest: nobody is asked again. With 20 t
    owed, 80 would be sent as makers come second; asked the same abroad, it sends the 20 and makers
    have their 60.
    """
    labels = replace(LABELS, contracts=(Contract("sold", "home_refinery", "oxide", "FOR"),))

    def sold(tonnes: float) -> Outcome:
        terms: Changes = {
            "contract_force": {"sold": 1.0},
            "contract_tonnes": {"sold": tonnes},
            "contract_price": {"sold": 5_000.0},
            "lane_limit": {ABROAD: 40.0},
        }
        return unfolded(stated(terms, labels))

    all_owed, half_owed = sold(40.0), sold(20.0)
    assert every_year(all_owed, "shipment", ABROAD) == [40.0] * 3
    assert asked(all_owed) == [0.0] * 3
    lanes = ways_abroad(labels)[OXIDE]
    assert not freely_sent(all_owed, OXIDE, lanes).any()
    assert every_year(half_owed, "shipment", ABROAD) == [20.0] * 3
    assert every_year(half_owed, "shipment", TO_MAKERS) == [60.0] * 3
    assert asked(half_owed) == pytest.approx([698.6] * 3, abs=0.1)


@pytest.mark.parametrize(
    "terms",
    [
        {"nameplate": {("home_magnets", 2012): 40.0}, "lane_limit": {ABROAD: 30.0}},
        {"lane_limit": {ABROAD: 0.0}},
        {"freight": {ABROAD: -60.0}},
        {"transfer_price": {TO_MAKERS: 0.0}},
        {"freight": {ABROAD: 400.0}},
    ],
    ids=[
        "a plant has room",
        "nothing may go",
        "more is paid there",
        "at cost",
        "less than it costs",
    ],
)
def test_nothing_is_asked_abroad_where_makers_do_not_come_second(terms: Changes) -> None:
    """While the refinery has room, where the way is shut, and where more is paid or too little."""
    plan = unfolded(stated(terms))
    assert asked(plan) == [0.0] * 3
    assert plan.rounds == ()


def begun(parameters: Parameters, abroad: float) -> Outcome:
    """What comes of it where the state asked a price abroad before."""
    prices = parameters["transfer_price"]
    asks = prices.values.copy()
    asks[parameters.labels.coordinates("lane").index(ABROAD)] = abroad
    before = prices.with_values(asks)
    session, stage = Session(build_programme(parameters)), InformationStage(2024, parameters, ())
    like = LikeCourses(asked=[(stage.turn, Asked(prices, before))])
    (found,) = solve_stages(session, [stage], like=like)
    assert found.unsettled == ()
    return found


@pytest.mark.parametrize(
    ("began", "asks", "sends"),
    [(690.0, 690.0, 20.0), (699.5, 699.5, 20.0), (705.0, 698.6, 20.0), (650.0, 650.0, 20.0)],
)
def test_a_price_that_was_asked_stays_while_makers_come_first(
    began: float, asks: float, sends: float
) -> None:
    """Makers gain 100 a tonne, or what is left abroad where both buy, and 705 is above 700.

    Left 50 abroad, makers buy first still, since 100 is more.
    """
    plan = begun(stated(), began)
    assert asked(plan) == pytest.approx([asks] * 3, abs=0.1)
    assert every_year(plan, "shipment", ABROAD) == [sends] * 3
    assert every_year(plan, "shipment", TO_MAKERS) == [60.0] * 3


@pytest.mark.parametrize(("fetches", "asks"), [(690.5, 691.0), (690.0, 688.62), (500.0, 499.0)])
def test_who_sells_nothing_abroad_comes_down(fetches: float, asks: float) -> None:
    """Asked 691 nothing is sold. Within a thousandth of what a tonne fetches it stays."""
    plan = begun(stated({"freight": {ABROAD: 750.0 - fetches}}), 691.0)
    assert asked(plan) == pytest.approx([asks] * 3, abs=0.05)
    assert every_year(plan, "shipment", ABROAD) == [20.0 * (asks < fetches)] * 3


@pytest.mark.parametrize(
    ("price", "asks"), [(799.0, 699.5), (790.0, 698.6), (797.5, 698.75), (799.5, 699.75)]
)
def test_what_is_left_abroad_is_half_of_what_makers_gain_where_that_is_little(
    price: float, asks: float
) -> None:
    """Makers who pay 799 for what costs 800 gain 1, and half of it is left; of 10, 1.4 are left.

    1.4 is two thousandths of what a tonne fetches.
    """
    assert asked(unfolded(stated({"transfer_price": {TO_MAKERS: price}}))) == pytest.approx(
        [asks] * 3, abs=0.05
    )


def test_the_dearest_price_at_home_and_the_most_that_is_paid_there_count() -> None:
    """Makers with a channel of their own pay 650 and others 700; the first have all they want.

    Asked 698.6 abroad, both come first. In the other order of the lanes it is the same.
    """
    other = "oxide:HOM.state>HOM.awardee"
    labels = replace(
        with_plants(LABELS, "home_magnets_awardee"),
        facility_account={"home_refinery": "state", "home_magnets_awardee": "awardee"},
        account_materials={"state": frozenset({"oxide"}), "awardee": frozenset({"oxide"})},
    )
    labels = with_lanes(labels, ("oxide", "HOM.state", "HOM.awardee"))
    terms: Changes = {
        "transfer_price": {other: 650.0},
        "freight": {other: 0.0},
        "nameplate": {("home_magnets", 2012): 100.0, ("home_magnets_awardee", 2012): 20.0},
    }
    plan = unfolded(stated(terms, labels))
    assert every_year(plan, "shipment", other) == [10.0] * 3
    assert every_year(plan, "shipment", TO_MAKERS) == [50.0] * 3
    assert every_year(plan, "shipment", ABROAD) == [20.0] * 3
    assert asked(plan) == pytest.approx([698.6] * 3, abs=0.1)


def test_what_was_decided_before_a_stage_opens_is_left_as_it_was() -> None:
    """A stage that opens in 2026 asks nothing for 2024 and 2025."""
    plan = unfolded(stated({"lane_limit": {ABROAD: 40.0}}), opens=2026)
    assert asked(plan) == pytest.approx([0.0, 0.0, 698.6], abs=0.1)
    assert every_year(plan, "shipment", ABROAD) == [40.0, 40.0, 20.0]
    reasons = {entry.edit.reason for entry in plan.parameters.ledger}
    assert reasons == {ASK_ABROAD}


def test_makers_and_buyers_abroad_gain_the_same_where_both_buy() -> None:
    """Of 700 fetched 1.4 is left abroad; makers pay 701.4 for what they could import for 800."""
    plan = unfolded(stated())
    lanes = ways_abroad(LABELS)[OXIDE]
    left = fetched(plan, lanes)[0] - np.array(asked(plan))
    gain = plan.price("oxide", "HOM").values - 700.0
    assert left == pytest.approx([1.4] * 3, abs=0.05)
    assert gain == pytest.approx(left, abs=0.05)
