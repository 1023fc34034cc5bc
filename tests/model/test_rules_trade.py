"""Rules of trade: what goes wrong without each, and does not with it.

- A limit acts on what is contained, over all forms. Else the halt leaks as magnets.
  Test: `test_behaviours.py`: a limit on one form leaks; on the contained element it does not.
- Nd and Pr leave separation together. Else a limit on Nd counts Pr as well.
  Test: an element is limited through its share of the group.
- Bands are shares of demand. Else suppliers spread though nobody did anything.
  Test: a fixed tonnage fakes diversification.
- Bands are soft and scaled by policy. Else a halt has no plan.
  Test: a hard floor contradicts a halt.
- What a soft rule costs is visible. Else a floor looks like physics.
  Test: leaving a band costs what is stated.
- A new supplier wins a share at a time. Else all trade moves to a newcomer at once.
  Test: a lane without history opens slowly.
- Policy holds for lanes without history too. Else trade flees to them through a halt.
  Test: a halt by policy closes lanes without history.
- A margin is charged alike at home. Else a margin on imports builds plants.
  Test: a margin on imports alone acts as a tariff.
- Ties go to lanes with history. Else a nudge of a millionth turns all trade.
  Test: equal lanes: the one with history is used; unseen at home: the one known to sell.
- Steady flows act pro rata in their first year. Else half a year counts as a whole one.
  Test: a rule that starts in July.
- A stop leaves its net effect. Else what is caught up later counts as lost.
  Test: most of a short stop is caught up.
"""

from functools import cache

import pytest

from monazite.model import Outcome, Session, build_programme, trade
from monazite.parameters.chemistry import contained
from monazite.strategy.months import share_of_year

from .miniature import (
    Changes,
    every_year,
    miniature,
    solved,
    solved_fresh,
    with_allies,
    with_lanes,
)

CHEAP, DEAR = "magnet:FOR>HOM", "magnet:ALY>HOM"


BUYER: Changes = {
    "nameplate": {("home_magnets", 2012): 0.0},
    "operating_cost": {"ally_magnets": 2600.0},
    "reference_flow": {CHEAP: 80.0, DEAR: 20.0},
    "band_price": {CHEAP: 100.0, DEAR: 100.0},
}
"""Home buys all its magnets: abroad at 2,425 USD/t delivered, from allies at 3,025.

An allied magnet costs 2,600 to press where one from abroad costs 2,000. Abroad used to send 80 t
and allies 20 t; leaving a band costs 100 USD/t, and until widths are stated there is none.
"""
YEARS = (2024, 2025, 2026)
BAND: Changes = {
    "band_below": {(year,): 0.1 for year in YEARS},
    "band_above": {(year,): 0.1 for year in YEARS},
}
GROWTH: Changes = {"demand": {("motors@HOM", 2025): 115.0, ("motors@HOM", 2026): 132.25}}


@cache
def buying_session() -> Session:
    """The buyer, built once."""
    return Session(build_programme(miniature(BUYER, labels=with_allies())))


def bought(changes: Changes, session: Session | None = None) -> Outcome:
    """Solve the buyer with changes."""
    parameters = miniature({**BUYER, **changes}, labels=with_allies())
    return (session or buying_session()).solve(parameters)


def test_an_element_is_limited_through_its_share_of_the_group() -> None:
    """Half of the group is Rx: 5 t of Rx let out are 10 t of oxide, or 20 t of magnets.

    Home used to send 50 t of oxide. Counting the whole group as Rx, which is what a balance of Rx
    beside its group would amount to, lets out 5 t of oxide. What has to be left in place is the
    group: it is balanced, and Rx in a lot from abroad would be 0.5 as well here, whatever was mixed
    into it.
    """
    plain = miniature()
    counted = contained(plain, "Rx", "R")
    assert counted.sel(lane=["oxide:HOM>FOR", "magnet:HOM>FOR"]).values.tolist() == [0.5, 0.25]

    def oxide_under(content: dict[str, float]) -> list[float]:
        limit = {
            "export_content": {("slot_01", lane): share for lane, share in content.items()},
            "export_limit": {"slot_01": 5.0},
        }
        return every_year(solved(limit), "shipment", "oxide:HOM>FOR")

    lanes = ("oxide:HOM>FOR", "magnet:HOM>FOR")
    assert oxide_under({lane: float(counted.sel(lane=lane)) for lane in lanes}) == [10.0] * 3
    assert oxide_under({"oxide:HOM>FOR": 1.0, "magnet:HOM>FOR": 0.5}) == [5.0] * 3


def test_a_fixed_tonnage_fakes_diversification() -> None:
    """Home's demand grows by 15 % a year: 100, 115 and 132.25 t. Abroad is 600 USD/t cheaper.

    As shares, the cheap lane may carry 88 % in every year, 88, 101.2 and 116.38 t, and does. As a
    tonnage of 88 t it is held there while demand grows, and its share falls to 66.5 %: allies have
    won a third of the market though nobody chose them.
    """
    right = bought({**BAND, **GROWTH})
    assert every_year(right, "shipment", CHEAP) == pytest.approx([88.0, 101.2, 116.38])
    assert every_year(right, "shipment", DEAR) == pytest.approx([12.0, 13.8, 15.87])
    wrong = bought({"lane_limit": {CHEAP: 88.0}, **GROWTH})
    moved = wrong["shipment"].sel(lane=[CHEAP, DEAR])
    share = moved.sel(lane=CHEAP) / moved.sum("lane")
    assert share.values == pytest.approx([0.88, 88 / 115, 88 / 132.25], abs=1e-9)
    assert float(share[-1]) == pytest.approx(0.665, abs=0.001)


def test_a_hard_floor_contradicts_a_halt() -> None:
    """Abroad stops its sales to home. Policy takes both sides of its band down to nothing.

    Allies may carry up to 22 t, a tenth more than usual, and the other 78 t go unmet. A floor of
    72 t that has to be kept leaves no plan at all. A halt that comes as a limit on the lane leaves
    the floor where it was; being soft, it costs 72 x 100 USD in plain sight.
    """
    halted = {"lane_policy": {CHEAP: 0.0}}
    right = bought({**BAND, **halted})
    assert right.status == "optimal"
    assert every_year(right, "shipment", CHEAP) == [0.0] * 3
    assert every_year(right, "shipment", DEAR) == pytest.approx([22.0] * 3)
    assert every_year(right, "band_shortfall", CHEAP) == [0.0] * 3
    assert float(right["unmet"].sum()) == pytest.approx(3 * 78.0)
    # a slot that counts a tonne as minus one holds a lane above a floor, come what may
    hard = {"export_content": {("slot_01", CHEAP): -1.0}, "export_limit": {"slot_01": -72.0}}
    wrong = bought({**hard, "lane_limit": {CHEAP: 0.0}})
    assert wrong.status == "infeasible"
    soft = bought({**BAND, "lane_limit": {CHEAP: 0.0}})
    assert every_year(soft, "band_shortfall", CHEAP) == pytest.approx([72.0] * 3)
    assert soft.objective - right.objective == pytest.approx(3 * 72.0 * 100.0)


def test_leaving_a_band_costs_what_is_stated() -> None:
    """Freight from abroad is 800 USD/t, so allies are 150 cheaper: 3,025 against 3,175.

    Allies may carry 22 t, and do; 78 t from abroad are within the band. Where allies may carry
    60 t it pays to leave it at 100 USD/t: 40 t come from abroad, 32 t below the floor of 72 t, at
    100 USD each, which is what the rule's dual says. At 200 USD/t it does not pay, 72 t stay with
    abroad, and a tonne less of the floor would save the 150.
    """
    dearer = {"freight": {CHEAP: 800.0}}
    wide = {"band_above": {(year,): 2.0 for year in YEARS}}
    left = bought({**BAND, **dearer, **wide})
    assert every_year(left, "shipment", CHEAP) == pytest.approx([40.0] * 3)
    assert every_year(left, "band_shortfall", CHEAP) == pytest.approx([32.0] * 3)
    dual = left.duals["shipments_near_history"].sel(lane=CHEAP)
    assert dual.values == pytest.approx([100.0] * 3)
    kept = bought({**BAND, **dearer, **wide, "band_price": {CHEAP: 200.0, DEAR: 200.0}})
    assert every_year(kept, "shipment", CHEAP) == pytest.approx([72.0] * 3)
    dual = kept.duals["shipments_near_history"].sel(lane=CHEAP)
    # the preference for lanes with history is in it: 4 / 5 of it on the dear lane, 1 / 5 here
    assert dual.values == pytest.approx([150.0 - 0.6 * trade.PREFERENCE] * 3)
    inside = bought({**BAND, **dearer})
    assert every_year(inside, "shipment", DEAR) == pytest.approx([22.0] * 3)
    assert every_year(inside, "band_shortfall", CHEAP) == [0.0] * 3


def test_a_lane_without_history_opens_slowly() -> None:
    """Allies are 150 USD/t cheaper and have never sold to home.

    They may win 5, 10 and 20 % of all arrivals in the three years. Without bands they win all at
    once, which no buyer of magnets has ever seen.
    """
    new = {"freight": {CHEAP: 800.0}, "reference_flow": {CHEAP: 100.0, DEAR: 0.0}}
    entry = {"band_entry": {(2024,): 0.05, (2025,): 0.1, (2026,): 0.2}}
    below = {"band_below": {(year,): 0.5 for year in YEARS}}
    right = bought({**BAND, **below, **new, **entry})
    assert every_year(right, "shipment", DEAR) == pytest.approx([5.0, 10.0, 20.0])
    assert every_year(bought(new), "shipment", DEAR) == pytest.approx([100.0] * 3)


def test_a_halt_by_policy_closes_lanes_without_history() -> None:
    new = {"freight": {CHEAP: 800.0}, "reference_flow": {CHEAP: 100.0, DEAR: 0.0}}
    entry = {"band_entry": {(year,): 0.1 for year in YEARS}}
    policy = {"lane_policy": {(DEAR, 2025): 0.0, (DEAR, 2026): 0.5}}
    halted = bought({**BAND, **new, **entry, **policy})
    assert every_year(halted, "shipment", DEAR) == pytest.approx([10.0, 0.0, 5.0])


@pytest.mark.parametrize(
    ("overhead", "margin_asked", "built"),
    [
        pytest.param(0.0, 0.0, 20.0, id="a margin that only makers abroad earn"),
        pytest.param(0.0, 1000.0, 0.0, id="the same margin asked on top of the hurdle"),
        pytest.param(600.0, 0.0, 0.0, id="most of it is overhead, which home has as well"),
    ],
)
def test_an_investor_earns_the_hurdle_and_no_margin_on_top(
    overhead: float, margin_asked: float, built: float
) -> None:
    """Magnets cost 2,425 delivered and sell at 1,000 USD/t more, for reasons that costs leave out.

    Home could add presses at 1,000 to run, 350 of oxide and 1,900 a year of capital at the owner's
    hurdle: 3,250 USD/t, 175 below the price of imports. Whoever builds earns his hurdle and 175
    more. Asked for the margin of others as well, 4,250, he would stay away from a plant that pays.
    What makers abroad have to pay out of their margin, home has to pay too: with 600 of overhead
    it takes 3,850 and the plant does not pay, by cost and not by rule.
    """
    terms = {
        "build_rate": {("home_magnets", 2024): 20.0},
        # ten years without interest, so that 10 USD of capital are one USD/t a year
        "capital_cost": {"home_magnets": 19_000.0 + 10 * margin_asked},
        "lifetime": {"home_magnets": 10.0},
        "plant_price_cost_margin": {"abroad_magnets": 1000.0},
        "operating_cost": {"home_magnets": 1000.0 + overhead},
    }
    outcome = solved_fresh(miniature(terms))
    assert float(outcome["addition"].sum()) == pytest.approx(built)
    assert outcome.price("magnet", "HOM").values == pytest.approx([3425.0] * 3)
    # what stands runs on as long as the price covers its running cost
    assert every_year(outcome, "activity", "home_magnets") == [60.0 + built] * 3


def test_equal_lanes_the_one_with_history_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """Allies and abroad cost the same, and abroad used to send four fifths.

    With the preference, a millionth of a dollar on either lane changes nothing. Without it the
    millionth decides where 100 t a year come from.
    """

    def from_abroad(changes: Changes) -> float:
        same: Changes = {"operating_cost": {"ally_magnets": 2000.0}}
        outcome = bought({**same, **changes}, session)
        return float(outcome["shipment"].sel(lane=CHEAP, period=2024))

    session = buying_session()
    nudges: tuple[Changes, ...] = (
        {"freight": {CHEAP: 50.0 + 1e-4}},
        {"freight": {DEAR: 50.0 + 1e-4}},
    )
    assert [from_abroad(nudge) for nudge in nudges] == pytest.approx([100.0, 100.0])
    turned = {"reference_flow": {CHEAP: 20.0, DEAR: 80.0}}
    assert [from_abroad({**nudge, **turned}) for nudge in nudges] == pytest.approx([0.0, 0.0])
    monkeypatch.setattr(trade, "PREFERENCE", 0.0)
    session = Session(build_programme(miniature(BUYER, labels=with_allies())))
    assert [from_abroad(nudge) for nudge in nudges] == pytest.approx([0.0, 100.0])


def test_equal_lanes_unseen_at_home_the_one_that_is_known_to_sell_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nobody used to send home magnets, and both who may cost the same; allies sell some abroad.

    With the preference home buys from allies, whichever lane is a millionth of a dollar dearer.
    Where nobody sells magnets anywhere, or without the preference, the millionth decides.
    """
    labels = with_lanes(with_allies(), ("magnet", "ALY", "FOR"))
    known = {"magnet:ALY>FOR": 10.0}
    nudges = (50.0 + 1e-4, 50.0 - 1e-4)

    def from_allies(freight: float, reference_flow: dict[str, float]) -> float:
        changes: Changes = {
            "nameplate": {("home_magnets", 2012): 0.0},
            "operating_cost": {"ally_magnets": 2000.0},
            "freight": {DEAR: freight, CHEAP: 50.0},
            "reference_flow": reference_flow,
        }
        return float(
            solved_fresh(miniature(changes, labels=labels))["shipment"].sel(lane=DEAR, period=2024)
        )

    assert [from_allies(nudge, known) for nudge in nudges] == pytest.approx([100.0, 100.0])
    assert [from_allies(nudge, {}) for nudge in nudges] == pytest.approx([0.0, 100.0])
    monkeypatch.setattr(trade, "PREFERENCE", 0.0)
    assert [from_allies(nudge, known) for nudge in nudges] == pytest.approx([0.0, 100.0])


def test_a_rule_that_starts_in_july() -> None:
    """A halt of oxide from July 2025: half of the usual 50 t still leave in that year.

    Taken for the whole year, 25 t too little leave; taken from the next January, 25 t too much.
    """
    share = share_of_year(2025, "2025-07", None)
    assert share == pytest.approx(0.5)
    halt = {
        "export_content": {("slot_01", "oxide:HOM>FOR"): 1.0, ("slot_01", "magnet:HOM>FOR"): 0.5},
        "export_limit": {
            ("slot_01", 2025): share * 0.0 + (1.0 - share) * 50.0,
            ("slot_01", 2026): 0.0,
        },
    }
    assert every_year(solved(halt), "shipment", "oxide:HOM>FOR") == [50.0, 25.0, 0.0]


def test_most_of_a_short_stop_is_caught_up() -> None:
    """Abroad stops for three months of 2025, and four fifths of that are delivered by December.

    Policy leaves 1 - 0.25 x (1 - 0.8) = 95 % of the usual 40 t; 2 t go unmet. Counted in full the
    stop would cost 10 t, five times what users felt.
    """
    usual = {
        "reference_flow": {CHEAP: 40.0},
        "band_above": {(year,): 0.0 for year in YEARS},
        "band_price": {CHEAP: 100.0},
    }
    session = Session(build_programme(miniature(usual)))

    def lost(policy: float) -> list[float]:
        outcome = session.solve(miniature({**usual, "lane_policy": {(CHEAP, 2025): policy}}))
        unmet = outcome["unmet"].sum("tranche").values
        return [round(float(tonnes), 6) + 0.0 for tonnes in unmet]

    withheld, recoverable = 1.0 * share_of_year(2025, "2025-04", "2025-07"), 0.8
    assert withheld == pytest.approx(0.25)
    assert lost(1.0 - withheld * (1.0 - recoverable)) == [0.0, 2.0, 0.0]
    assert lost(1.0 - withheld) == [0.0, 10.0, 0.0]
