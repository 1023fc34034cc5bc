"""Rules of contracts: what goes wrong without each, and does not with it.

- Plants keep what they have sold ahead. Else least cost idles every plant that is not the cheapest.
  Test: a plant that has sold ahead runs although another is cheaper.
- What is owed follows the ramp. Else a plant owes what it cannot make yet.
  Test: what is owed follows the ramp of the plant.
- What is sold within a region stays there. Else plants run, and sell to whoever bids a little more.
  Test: what is sold at home is not exported.
- A contract can be broken, at its own price. Else a stop leaves no plan, and the cheapest contract
  is broken in place of all others.
  Test: a contract is broken when that is cheaper; each at its own price.
- A buyer sells on what it has to take and cannot use, once a lane is open. Else a contract with a
  floor is broken.
  Test: what a buyer must take and cannot use it sells on.
- A halt by policy ends what is owed on its lanes. Else a halt counts as a breach.
  Test: nothing is owed on a lane that policy closes.
- Two sellers do not swap their customers for nothing. Else lanes jump every other year.
  Test: two sellers do not swap their customers.
- What a country must buy from itself keeps plants busy that imports would idle, as far as it pays.
  Test: users who must buy at home do, or pay.
- What is sold elsewhere stands for nothing a use takes from abroad. Else users bound to buy at home
  go on as before.
  Tests: what is sold elsewhere, exported or made of imports of its like does not count.
"""

from dataclasses import replace

import pytest

from monazite.model import Outcome
from monazite.model.quotas import _dearest
from monazite.model.spreads import taken_in
from monazite.model.trade import exchanges
from monazite.parameters import Labels
from monazite.parameters.labels import Contract, Lane

from .miniature import (
    Changes,
    every_year,
    miniature,
    miniature_labels,
    solved,
    solved_fresh,
    two_kinds_of_tranches,
    with_allies,
)

CHEAP, DEAR = "magnet:FOR>HOM", "magnet:ALY>HOM"
ALLIED: Changes = {
    "nameplate": {("home_magnets", 2012): 0.0},
    "operating_cost": {"ally_magnets": 2600.0},
}
"""Home buys all its magnets: abroad at 2,425 USD/t delivered, from allies at 3,025."""


def sold(*contracts: Contract, labels: Labels | None = None) -> Labels:
    """The miniature with allies, and contracts."""
    return replace(labels or with_allies(), contracts=contracts)


TO_HOME = Contract("to_home", "ally_magnets", "magnet", "HOM")


def owing(tonnes: float, breach: float, **more: Changes) -> Outcome:
    """Allies owe home so many tonnes of magnets; breach costs so much."""
    changes: Changes = {
        **ALLIED,
        "contract_force": {("to_home", year): 1.0 for year in (2024, 2025, 2026)},
        "contract_tonnes": {"to_home": tonnes},
        "contract_price": {"to_home": breach},
        **more,
    }
    return solved_fresh(miniature(changes, labels=sold(TO_HOME)))


def test_a_plant_that_has_sold_ahead_runs_although_another_is_cheaper() -> None:
    """A tonne from allies costs 600 more; breach costs 700."""
    free = solved_fresh(miniature(ALLIED, labels=with_allies()))
    assert every_year(free, "shipment", DEAR) == [0.0] * 3
    bound = owing(15.0, 700.0)
    assert every_year(bound, "shipment", DEAR) == pytest.approx([15.0] * 3)
    assert every_year(bound, "shipment", CHEAP) == pytest.approx([85.0] * 3)
    assert bound.objective - free.objective == pytest.approx(3 * 15 * 600)


def test_a_contract_is_broken_when_that_is_cheaper() -> None:
    broken = owing(15.0, 500.0)
    assert every_year(broken, "shipment", DEAR) == [0.0] * 3
    assert every_year(broken, "breach", "to_home") == pytest.approx([15.0] * 3)


def test_what_is_owed_follows_the_ramp_of_the_plant() -> None:
    """Half of 40 t is sold; the plant starts in 2025 and makes a quarter of it at first."""
    ramping = owing(
        1000.0,
        700.0,
        contract_share={"to_home": 0.5},
        nameplate={
            ("home_magnets", 2012): 0.0,
            ("ally_magnets", 2012): 0.0,
            ("ally_magnets", 2025): 40.0,
        },
        ramp={("ally_magnets", 0): 0.25},
    )
    assert every_year(ramping, "shipment", DEAR) == pytest.approx([0.0, 5.0, 20.0])
    assert every_year(ramping, "breach", "to_home") == [0.0] * 3


def test_nothing_is_owed_on_a_lane_that_policy_closes() -> None:
    closed = owing(
        15.0,
        700.0,
        lane_policy={(DEAR, 2025): 0.0},
        lane_limit={(DEAR, 2025): 0.0},
    )
    assert every_year(closed, "shipment", DEAR) == pytest.approx([15.0, 0.0, 15.0])
    assert every_year(closed, "breach", "to_home") == [0.0] * 3


def test_contracts_on_one_lane_are_broken_each_at_its_own_price() -> None:
    """A lane carries 20 t and two contracts ask for 15 t each: the cheap one gives way."""
    second = Contract("friends", "ally_magnets", "magnet", "HOM")
    years = (2024, 2025, 2026)
    outcome = solved_fresh(
        miniature(
            {
                **ALLIED,
                "lane_limit": {DEAR: 20.0},
                "contract_force": {
                    (name, y): 1.0 for name in ("to_home", "friends") for y in years
                },
                "contract_tonnes": {"to_home": 15.0, "friends": 15.0},
                "contract_price": {"to_home": 900.0, "friends": 700.0},
            },
            labels=sold(TO_HOME, second),
        )
    )
    assert every_year(outcome, "breach", "to_home") == [0.0] * 3
    assert every_year(outcome, "breach", "friends") == pytest.approx([10.0] * 3)


def test_what_is_sold_at_home_is_not_exported() -> None:
    """Presses abroad make 150 t, home wants 100 t and bids more: users abroad get what is left."""
    scarce: Changes = {
        "nameplate": {("home_magnets", 2012): 0.0, ("abroad_magnets", 2012): 150.0},
        "unmet_cost": {"motors@HOM/+14": 60_000.0},
    }
    free = solved_fresh(miniature(scarce))
    assert every_year(free, "shipment", CHEAP) == pytest.approx([100.0] * 3)
    own = Contract("own", "abroad_magnets", "magnet", "FOR")
    kept = solved_fresh(
        miniature(
            {
                **scarce,
                "contract_force": {("own", year): 1.0 for year in (2024, 2025, 2026)},
                "contract_share": {"own": 0.8},
                "contract_price": {"own": 20_000.0},
            },
            labels=sold(own, labels=miniature_labels()),
        )
    )
    assert every_year(kept, "shipment", CHEAP) == pytest.approx([30.0] * 3)


def test_users_who_must_buy_at_home_do_or_pay() -> None:
    """Three tenths are to be made at home, where a magnet costs more than an import at 2,425.

    Half a tonne of oxide would earn 350 abroad and pressing costs 2,800: 725 more than an import.
    """
    quota: Changes = {
        "operating_cost": {"home_magnets": 2800.0},
        "quota_share": {("quota_1", "motors@HOM/magnet", y): 0.3 for y in (2024, 2025, 2026)},
        "quota_counts": {("quota_1", "magnet"): 1.0},
    }
    assert every_year(solved(quota), "activity", "home_magnets") == [0.0] * 3
    bought = solved({**quota, "quota_price": {"quota_1": 800.0}})
    assert every_year(bought, "activity", "home_magnets") == pytest.approx([30.0] * 3)
    paid = solved({**quota, "quota_price": {"quota_1": 700.0}})
    assert every_year(paid, "activity", "home_magnets") == [0.0] * 3
    assert every_year(paid, "quota_missed", "quota_1") == pytest.approx([30.0] * 3)


def kilns_beside_motors(changes: Changes) -> Outcome:
    """Motors take magnets, and oxide at a price nobody pays; kilns take 20 t of oxide.

    Three tenths of the 100 t that motors take are to be made at home; magnets and oxide count. A
    magnet costs 2,800 and half a tonne of oxide to press.
    """
    plain = miniature_labels()
    points = (*plain.points, ("kilns", "HOM"))
    labels = replace(
        plain,
        points=points,
        tranches=two_kinds_of_tranches(points),
        use_options=(*plain.use_options, ("motors", "HOM", "oxide"), ("kilns", "HOM", "oxide")),
    )
    bound = ("motors@HOM/magnet", "motors@HOM/oxide")
    quota: Changes = {
        "demand": {"kilns@HOM": 20.0},
        "penalty": {"motors@HOM/oxide": 100_000.0},
        "operating_cost": {"home_magnets": 2800.0},
        "quota_share": {("quota_1", name, y): 0.3 for name in bound for y in (2024, 2025, 2026)},
        "quota_counts": {("quota_1", "magnet"): 1.0, ("quota_1", "oxide"): 1.0},
        **changes,
    }
    return solved_fresh(miniature(quota, labels=labels))


def test_what_is_sold_elsewhere_does_not_stand_for_what_a_use_takes() -> None:
    """Kilns take 20 t of home oxide, which counts for nothing where motors take none of it.

    If it did, 10 t of magnets would be enough for 30. Pressed at home they cost 725 more.
    """
    bought = kilns_beside_motors({"quota_price": {"quota_1": 800.0}})
    assert every_year(bought, "activity", "home_magnets") == pytest.approx([30.0] * 3)
    assert every_year(bought, "quota_missed", "quota_1") == pytest.approx([0.0] * 3)
    paid = kilns_beside_motors({"quota_price": {"quota_1": 700.0}})
    assert every_year(paid, "quota_missed", "quota_1") == pytest.approx([30.0] * 3)


def test_what_is_made_of_imports_of_its_like_adds_only_what_it_adds() -> None:
    """Without a refinery at home half a tonne of oxide from abroad is in each magnet: 775 more.

    Where magnets alone count 800 is enough for that. Where oxide counts too, a magnet saves half.
    """
    without: Changes = {"nameplate": {("home_refinery", 2012): 0.0}}
    alone = kilns_beside_motors(
        {**without, "quota_price": {"quota_1": 800.0}, "quota_counts": {("quota_1", "magnet"): 1.0}}
    )
    assert every_year(alone, "activity", "home_magnets") == pytest.approx([30.0] * 3)
    both = kilns_beside_motors({**without, "quota_price": {"quota_1": 1500.0}})
    assert every_year(both, "activity", "home_magnets") == pytest.approx([0.0] * 3)
    assert every_year(both, "quota_missed", "quota_1") == pytest.approx([30.0] * 3)
    more = kilns_beside_motors({**without, "quota_price": {"quota_1": 1600.0}})
    assert every_year(more, "activity", "home_magnets") == pytest.approx([30.0] * 3)


def test_what_is_exported_counts_for_nothing() -> None:
    """Up to 60 t of magnets earn 1,000 more abroad than usual: all leave, motors run on imports.

    To keep one loses 950, since an import costs 50 more than the market abroad pays.
    """

    def kept(price: float) -> Outcome:
        return kilns_beside_motors(
            {
                "operating_cost": {"home_magnets": 1000.0},
                "freight": {"magnet:HOM>FOR": -1000.0},
                "lane_limit": {"magnet:HOM>FOR": 60.0},
                "quota_price": {"quota_1": price},
            }
        )

    assert every_year(kept(960.0), "shipment", "magnet:HOM>FOR") == pytest.approx([30.0] * 3)
    assert every_year(kept(940.0), "shipment", "magnet:HOM>FOR") == pytest.approx([60.0] * 3)


def test_no_more_than_a_share_is_from_one_origin_or_is_paid_for() -> None:
    """At most seven tenths from abroad: the rest is pressed at home for 725 more, or paid for.

    A share of what does not count, or of everything, asks for nothing, whatever a breach costs.
    """
    spread: Changes = {
        "operating_cost": {"home_magnets": 2800.0},
        "spread_share": {("spread_1", year): 0.7 for year in (2025, 2026)},
        "spread_counts": {("spread_1", "magnet"): 1.0},
    }
    assert every_year(solved(spread), "activity", "home_magnets") == [0.0] * 3
    bought = solved({**spread, "spread_price": {"spread_1": 800.0}})
    assert every_year(bought, "activity", "home_magnets") == pytest.approx([0.0, 30.0, 30.0])
    assert taken_in(bought).sel(spread="spread_1").values == pytest.approx([100.0] * 3)
    paid = solved({**spread, "spread_price": {"spread_1": 700.0}})
    assert every_year(paid, "activity", "home_magnets") == [0.0] * 3
    over = every_year(paid, "concentrated", "spread_1")
    assert over == pytest.approx([0.0, 30.0, 30.0])
    for neutral in ({"spread_share": {}}, {"spread_counts": {}}):
        found = solved({**spread, "spread_price": {"spread_1": 9000.0}, **neutral})
        assert every_year(found, "activity", "home_magnets") == [0.0] * 3


def test_two_sellers_do_not_swap_their_customers() -> None:
    """Both ways to serve two customers of two sellers cost the same but for the preference."""
    ends = [(origin, destination) for origin in ("FOR", "ALY") for destination in ("HOM", "THD")]
    labels = replace(
        miniature_labels(),
        regions=("HOM", "FOR", "ALY", "THD"),
        lanes=tuple(Lane("magnet", *pair) for pair in ends),
    )
    cost = dict(zip(ends, exchanges(labels), strict=True))
    straight = cost["FOR", "HOM"] + cost["ALY", "THD"]
    crossed = cost["FOR", "THD"] + cost["ALY", "HOM"]
    assert abs(straight - crossed) > 0.01
    assert max(cost.values()) <= 1.0
    alone = replace(labels, lanes=labels.lanes[:3])
    assert not exchanges(alone).any()  # with one customer in common there is nothing to swap


def test_what_a_buyer_must_take_and_cannot_use_it_sells_on() -> None:
    """Home has bought 120 t and uses 100; the floor lost by a breach is 3,000 USD/t.

    Sold on, a tonne saves what it costs abroad. Without the lane, or before it opens, nobody can
    use the rest, and the contract is broken.
    """
    back = "magnet:HOM>FOR"
    bound: Changes = {
        **ALLIED,
        "contract_force": {("to_home", year): 1.0 for year in (2024, 2025, 2026)},
        "contract_tonnes": {"to_home": 120.0},
        "contract_price": {"to_home": 3000.0},
        "freight": {back: 100.0},
        "lane_limit": {(back, 2024): 0.0},
    }
    outcome = solved_fresh(miniature(bound, labels=sold(TO_HOME)))
    assert every_year(outcome, "shipment", back) == pytest.approx([0.0, 20.0, 20.0])
    assert every_year(outcome, "breach", "to_home") == pytest.approx([20.0, 0.0, 0.0])


def test_what_is_made_of_imports_of_its_like_costs_a_trace_more_than_what_is_missing() -> None:
    """A dollar is 80 of the study's money, and a twentieth of a dollar is 4 of it.

    Half a tonne of oxide counts at 700: 350, and a trace. A magnet at 0.4 costs 4 more as well.
    Ore counts for nothing and costs nothing.
    """
    labels = replace(miniature_labels(), quotas=("quota_1",), dollar=80.0)
    counts = {"oxide": (0.5, 700.0), "ore": (0.0, 700.0)}
    for material, (share, price) in {**counts, "magnet": (1.0, 0.4)}.items():
        changes: Changes = {
            "quota_counts": {("quota_1", material): share},
            "quota_price": {"quota_1": price},
        }
        found = _dearest(miniature(changes, labels=labels), [material]).values.tolist()
        expected = share * price + (4.0 if share else 0.0)
        assert found == pytest.approx([expected])
