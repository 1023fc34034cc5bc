"""Trade in a stop abroad as the edits it makes, each counted by hand; nothing is solved."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from monazite.core.edit import Edit
from monazite.core.labelled import Labelled
from monazite.parameters import InformationStage, Labels, Parameters
from monazite.parameters.crisis import (
    _may_be_sent,
    customer_lanes,
    opened,
    trade_as_before,
    trade_less_what_is_withheld,
)
from monazite.strategy import ForeignExportControl, Stockpile

from ..model.miniature import Changes, miniature, with_allies, with_lanes
from .pulling import lever

FROM_FOREIGN, TO_ALLIES = "magnet:FOR>HOM", "magnet:FOR>ALY"
FROM_ALLIES, ALLIES_OUT = "magnet:ALY>HOM", "magnet:ALY>FOR"
OUT, OXIDE_OUT = "magnet:HOM>FOR", "oxide:HOM>FOR"


def three_regions() -> Labels:
    """Allies buy magnets abroad and sell some there; a pool at home keeps magnets of its own."""
    labels = with_lanes(
        with_allies(),
        ("magnet", "FOR", "ALY"),
        ("magnet", "ALY", "FOR"),
        ("magnet", "HOM", "HOM.state"),
        ("scrap", "FOR", "HOM"),
    )
    return replace(
        labels,
        use_options=(
            *labels.use_options,
            ("motors", "HOM", "scrap"),
            ("motors", "FOR", "oxide"),
        ),
        stores=(("magnet", "HOM"), ("magnet", "HOM.state")),
        reserves=("magnet@HOM", "magnet@HOM.state"),
    )


def with_trade(changes: Changes | None = None) -> Parameters:
    return miniature(changes, labels=three_regions())


def stop(**fields: object) -> ForeignExportControl:
    """Half of the magnets from abroad in 2026, unless stated."""
    terms: dict[str, object] = {"from": "FOR", "to": "all", "materials": ["magnet"]}
    window = {"share_withheld": 0.5, "start": "2026-01", "end": "2027-01"}
    found = lever("foreign_export_control", **{**terms, **window, **fields})
    assert isinstance(found, ForeignExportControl)
    return found


def reserve(**fields: object) -> Stockpile:
    """15 t of magnets that may be drawn down."""
    terms: dict[str, object] = {"material": "magnet", "tonnes": 15.0, "by": "2025-01"}
    found = lever("stockpile", **{**terms, "release": "on_shortage", **fields})
    assert isinstance(found, Stockpile)
    return found


def carried(parameters: Parameters, tonnes: Mapping[str, float]) -> Labelled:
    """What lanes carry in every year, t/yr."""
    labels = parameters.labels
    of = {"lane": [lane.name for lane in labels.lanes], "period": list(labels.periods)}
    rows = [[tonnes.get(name, 0.0)] * len(labels.periods) for name in of["lane"]]
    return Labelled(np.array(rows), coords=of, dims=("lane", "period"))


def cells(edits: Iterable[Edit], parameter: str) -> dict[Any, tuple[str, float]]:
    """Every cell of 2026 that edits of a parameter touch, and how."""

    def several(label: Any) -> tuple[Any, ...]:
        return label if isinstance(label, tuple) else (label,)

    found = {}
    for edit in edits:
        if edit.parameter == parameter and 2026 in several(edit.where["period"]):
            dimension, tier = next(iter(edit.where)), edit.where.get("tier")
            for label in several(edit.where[dimension]):
                found[(label, tier) if tier else label] = edit.operation, edit.value
    return found


def ceilings(
    sent: Mapping[str, float],
    *stops: ForeignExportControl,
    usual: Mapping[str, float] | None = None,
) -> dict[Any, tuple[str, float]]:
    """What stops that were foreseen leave of what lanes carry without them."""
    parameters = with_trade({"reference_flow": dict(usual or {})})
    edits = trade_less_what_is_withheld(parameters, stops, carried(parameters, sent))
    return cells(edits, "lane_limit")


def asked(
    sent: Mapping[str, float],
    *stops: ForeignExportControl,
    known: Iterable[Stockpile] = (),
    changes: Changes | None = None,
) -> list[Edit]:
    """What stops that come as news ask of trade and reserves."""
    parameters = with_trade(changes)
    before = carried(parameters, sent)
    return list(trade_as_before(parameters, stops, tuple(known), before))


def test_buyers_are_owed_what_holds_the_group_and_serves_users_at_home() -> None:
    """Scrap serves users at home and holds none here, oxide serves users abroad alone.

    From one place of home to another nobody sells anything.
    """
    parameters = with_trade({"content": {("scrap", "R"): 0.0}})
    sold = [OUT, FROM_FOREIGN, FROM_ALLIES, TO_ALLIES, ALLIES_OUT]
    assert sorted(customer_lanes(parameters)) == sorted(sold)
    holding = with_trade({"content": {("scrap", "R"): 0.1}})
    assert sorted(customer_lanes(holding)) == sorted([*sold, "scrap:FOR>HOM"])


def test_half_a_year_takes_half_of_the_share() -> None:
    """Of 100 t four tenths are withheld for half of the year: 80 t are left, of 0.4 t 0.32 t."""
    short = stop(share_withheld=0.4, start="2026-07")
    found = ceilings({FROM_FOREIGN: 100.0, TO_ALLIES: 0.4}, short)
    assert found[FROM_FOREIGN][1] == pytest.approx(80.0)
    assert found[TO_ALLIES][1] == pytest.approx(0.32)


def test_two_stops_leave_the_product() -> None:
    """Half of a half of 100 t, and half of the 40 t that only the first withholds."""
    found = ceilings({FROM_FOREIGN: 100.0, TO_ALLIES: 40.0}, stop(), stop(to="HOM"))
    assert found == {
        FROM_FOREIGN: ("at_most", pytest.approx(25.0)),
        TO_ALLIES: ("at_most", pytest.approx(20.0)),
    }


def test_what_no_stop_holds_may_be_sent_as_it_was_to_be() -> None:
    """Not a gram more, though 30 t are usual: what is taken is told by the difference."""
    parameters = with_trade({"reference_flow": {FROM_ALLIES: 30.0}})
    sent = carried(parameters, {FROM_ALLIES: 10.0, FROM_FOREIGN: 10.0})
    may = _may_be_sent(parameters, [stop()], sent.values)
    left = sent.with_values(may).sel(lane=[FROM_ALLIES, FROM_FOREIGN])
    assert left.values.tolist() == [[10.0, 10.0, 10.0], [10.0, 10.0, 5.0]]


def test_a_ceiling_leaves_the_solver_its_tolerance() -> None:
    """Usual are 3,000,000 t and half a tonne; a million were to come, and nothing.

    A hundred-millionth of a million is 0.01 t, and a gram comes on top, also of nothing.
    """
    usual = {FROM_FOREIGN: 3e6, TO_ALLIES: 0.5}
    found = ceilings({FROM_FOREIGN: 1e6, TO_ALLIES: 0.0}, stop(), usual=usual)
    assert found[FROM_FOREIGN][1] - 1e6 == pytest.approx(0.010001, abs=1e-7)
    assert found[TO_ALLIES][1] == pytest.approx(1e-6)
    # the solver may tell a trace less than nothing
    less = ceilings({TO_ALLIES: -1e-3}, stop(), usual=usual)
    assert less[TO_ALLIES][1] == pytest.approx(1e-6)


def test_a_lane_with_a_history_is_measured_anew_and_one_without_keeps_a_lower_limit() -> None:
    """Half a tonne is a history: the lever measured by it, and the plan takes its place."""
    found = ceilings({FROM_FOREIGN: 10.0, TO_ALLIES: 10.0}, stop(), usual={FROM_FOREIGN: 0.5})
    assert found == {
        FROM_FOREIGN: ("set", pytest.approx(5.0)),
        TO_ALLIES: ("at_most", pytest.approx(5.0)),
    }


@pytest.mark.parametrize("keeps", [True, False])
def test_home_keeps_its_part_where_it_says_so(keeps: bool) -> None:
    """Of 30 t of oxide and 20 t of magnets it sells, home then keeps half as well."""
    found = ceilings({OXIDE_OUT: 30.0, OUT: 20.0, FROM_FOREIGN: 8.0}, stop(home_keeps=keeps))
    kept = {OXIDE_OUT: pytest.approx(15.0), OUT: pytest.approx(10.0)} if keeps else {}
    assert {lane: most for lane, (_, most) in found.items() if lane in (OXIDE_OUT, OUT)} == kept
    assert found[FROM_FOREIGN][1] == pytest.approx(4.0)


def test_only_who_goes_short_keeps_its_own_first() -> None:
    """Allies alone go short. They send no more than their 7 t and 3 t; home is free to send more.

    That home buys from both of them makes it no part of the stop.
    """
    sent = {FROM_FOREIGN: 50.0, TO_ALLIES: 20.0, FROM_ALLIES: 7.0, ALLIES_OUT: 3.0, OUT: 2.0}
    limits = cells(asked(sent, stop(to="ALY")), "lane_limit")
    assert limits == {
        TO_ALLIES: ("at_most", pytest.approx(10.0)),
        FROM_ALLIES: ("at_most", pytest.approx(7.0)),
        ALLIES_OUT: ("at_most", pytest.approx(3.0)),
    }


def test_who_was_to_get_a_gram_does_not_go_short() -> None:
    """A millionth of a tonne counts as nothing sent: allies stay free to send what they like."""
    for gram, bound in ((1e-6, False), (2e-6, True)):
        limits = cells(asked({TO_ALLIES: gram, FROM_ALLIES: 7.0}, stop(to="ALY")), "lane_limit")
        assert (FROM_ALLIES in limits) == bound


def test_sellers_outside_the_stop_owe_what_they_were_to_send() -> None:
    """Allies were to send 0.4 t home, all they sell but what goes to who withholds.

    Neither who withholds owes anything, nor whoever sells it magnets, nor anyone oxide.
    """
    sent = {FROM_FOREIGN: 50.0, FROM_ALLIES: 0.4, ALLIES_OUT: 3.0, OUT: 2.0, OXIDE_OUT: 9.0}
    edits = asked(sent, stop())
    assert cells(edits, "crisis_floor") == {FROM_ALLIES: ("at_least", pytest.approx(0.4))}
    assert cells(edits, "crisis_share") == {FROM_ALLIES: ("set", pytest.approx(1.0))}


def test_what_is_closed_or_less_than_a_gram_is_owed_to_nobody() -> None:
    """A gram was to be sent, or 7 t on a lane that may carry 5 t, or none, by now."""
    assert not cells(asked({FROM_ALLIES: 1e-6}, stop()), "crisis_floor")
    assert not cells(asked({FROM_ALLIES: 1e-6}, stop()), "crisis_share")
    for most, floors in ((5.0, {FROM_ALLIES: ("at_least", 5.0)}), (0.0, {})):
        limit: Changes = {"lane_limit": {FROM_ALLIES: most}}
        assert cells(asked({FROM_ALLIES: 7.0}, stop(), changes=limit), "crisis_floor") == floors


def kept(*stores: str) -> Changes:
    """Half a tonne is asked for at the first tier of reserves, and 14.5 t at the third."""
    tiers = {"tier_1": 0.5, "tier_3": 14.5}
    return {"stock_target": {(s, t, 2026): n for s in stores for t, n in tiers.items()}}


def test_a_reserve_opens_alike_at_the_tiers_that_ask_for_anything() -> None:
    """Half of 12 t is taken from home, which is 6 t of 15: three fifths of what is asked stay.

    The second tier asks for nothing, and nothing is asked of it.
    """
    edits = asked({FROM_FOREIGN: 12.0}, stop(), known=[reserve()], changes=kept("magnet@HOM"))
    assert cells(edits, "stock_target") == {
        ("magnet@HOM", "tier_1"): ("at_most", pytest.approx(0.3)),
        ("magnet@HOM", "tier_3"): ("at_most", pytest.approx(8.7)),
    }


def test_a_reserve_opens_for_less_than_a_tonne() -> None:
    """Half of 0.6 t is taken, 0.3 t of 15: a fiftieth of what is asked."""
    edits = asked({FROM_FOREIGN: 0.6}, stop(), known=[reserve()], changes=kept("magnet@HOM"))
    assert cells(edits, "stock_target")["magnet@HOM", "tier_3"][1] == pytest.approx(14.21)


def test_a_reserve_stays_closed_where_others_go_short() -> None:
    """What is taken from allies alone takes nothing from home: no target is touched."""
    sent = {FROM_FOREIGN: 12.0, TO_ALLIES: 12.0}
    edits = asked(sent, stop(to="ALY"), known=[reserve()], changes=kept("magnet@HOM"))
    assert cells(edits, "lane_limit")
    assert not cells(edits, "stock_target")


def test_a_reserve_in_a_pool_opens_there() -> None:
    """Reserves stand in a pool and outside it, and the state keeps the one in the pool."""
    changes = kept("magnet@HOM", "magnet@HOM.state")
    held = reserve(ownership_account="state")
    edits = asked({FROM_FOREIGN: 12.0}, stop(), known=[held], changes=changes)
    assert {store for store, _ in cells(edits, "stock_target")} == {"magnet@HOM.state"}
    # 6 t are taken: one that never opens leaves the other to make up for them
    both = [reserve(release="never"), held]
    again = asked({FROM_FOREIGN: 12.0}, stop(), known=both, changes=changes)
    assert cells(again, "stock_target") == cells(edits, "stock_target")


def test_nothing_is_opened_where_nothing_is_taken() -> None:
    held = {"magnet": 0.3, "steel": 0.0}
    stores = {"magnet@HOM": "magnet", "steel@HOM": "steel"}
    nothing = {"magnet@HOM": 0.0, "steel@HOM": 0.0}
    assert opened(stores, dict.fromkeys(stores, 10.0), {}, held) == nothing


def test_other_reserves_open_by_what_they_hold_one_after_another() -> None:
    """40 t of magnets at 0.3 t of the group in a tonne: 12 t. Steel holds none and helps nobody.

    10 t of concentrate at 0.5 t make up for 5 t; the other 7 t are in 28 t of a quarter each.
    """
    stores = {"steel@HOM": "steel", "concentrate@HOM": "concentrate", "scrap@HOM": "scrap"}
    whole = {"steel@HOM": 50.0, "concentrate@HOM": 10.0, "scrap@HOM": 100.0}
    held = {"magnet": 0.3, "steel": 0.0, "concentrate": 0.5, "scrap": 0.25}
    found = opened(stores, whole, {"magnet": 40.0}, held)
    assert found == pytest.approx({"steel@HOM": 0.0, "concentrate@HOM": 10.0, "scrap@HOM": 28.0})


def test_stops_ask_again_only_where_something_they_look_at_is_another() -> None:
    """Stops of another process are others by name alone; a plan, a reserve and a target are not."""
    parameters = with_trade(kept("magnet@HOM"))
    sent = carried(parameters, {FROM_FOREIGN: 12.0})
    fewer = carried(parameters, {FROM_FOREIGN: 8.0})

    def news(*known: Stockpile, changes: Changes | None = None) -> InformationStage:
        arrays = (parameters if changes is None else with_trade(changes)).arrays
        return InformationStage(2026, replace(parameters, arrays=arrays), known, (stop(),))

    first = news(reserve()).asked_by_stops(sent)
    assert news(reserve()).asked_by_stops(sent) is first
    others = [
        (news(reserve(), changes=kept("magnet@HOM.state")), sent),
        (news(), sent),
        (news(reserve(release="never")), sent),
        (news(reserve()), fewer),
    ]
    for stage, before in others:
        terms = stage.parameters, stage.stops, stage.levers, before
        assert stage.asked_by_stops(before) == tuple(trade_as_before(*terms)) != first
