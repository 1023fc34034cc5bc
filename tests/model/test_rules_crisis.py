"""Rules of a stop that comes as news: what goes wrong without each, and does not with it.

- Each region keeps its own output first. Else who is short itself sells more.
  Test: who is short itself sends no more than before.
- Sellers outside the stop keep their buyers. Else what home makes is taken from what it is sent.
  Test: what home makes helps in full.
- It opens by what the stop takes. Else a stop of one per cent makes home richer.
  Test: a reserve opens by what a stop takes.
- A seller that has less to send cuts all alike, at a price. Else one buyer bears it all.
  Test: who has less to send cuts all alike; a seller pays for what it does not send.
- Who withholds sends nobody more than before. Else what it keeps from some goes to others.
  Test: who withholds sends nobody more than it was to send.
- A stop that is foreseen takes its share of what would be sent without it. Else one per cent takes
  what a plan holds beyond usual trade.
  Test: a stop that is foreseen takes its share.
- Public stock is used first. Else it is kept for its target while users go without.
  Test: a reserve is used in a stop.
"""

from dataclasses import replace
from functools import cache

import pytest

from monazite.model import Outcome, Session, build_programme, solve_stages
from monazite.parameters import InformationStage, Labels
from monazite.parameters.crisis import opened
from monazite.strategy import ForeignExportControl, Lever, Stockpile

from .miniature import Changes, every_year, miniature, with_allies, with_lanes

CHEAP, DEAR = "magnet:FOR>HOM", "magnet:ALY>HOM"


def crisis_labels() -> Labels:
    """Allies use motors too and buy magnets abroad; home keeps a reserve of magnets."""
    labels = with_lanes(with_allies(), ("magnet", "FOR", "ALY"), ("magnet", "ALY", "FOR"))
    points = (*labels.points, ("motors", "ALY"))
    return replace(
        labels,
        points=points,
        use_options=(*labels.use_options, ("motors", "ALY", "magnet")),
        tranches=(
            *(("motors", "HOM", number) for number in (1, 2)),
            *(("motors", region, 1) for region in ("FOR", "ALY")),
        ),
        stores=(("magnet", "HOM"),),
        reserves=("magnet@HOM",),
    )


@cache
def session() -> Session:
    """The miniature of this page in the solver."""
    return Session(build_programme(miniature(KNOWN, labels=crisis_labels())))


KNOWN: Changes = {
    "nameplate": {("home_magnets", 2012): 0.0, ("ally_magnets", 2012): 50.0},
    "demand": {"motors@ALY": 100.0},
    "tranche_share": {"motors@HOM/+1": 0.4, "motors@HOM/+2": 0.6},
    "unmet_cost": {"motors@HOM/+1": 10_000.0, "motors@ALY/+1": 30_000.0},
    "reference_flow": {DEAR: 20.0},
    "band_below": {(year,): 0.1 for year in (2024, 2025, 2026)},
    "band_price": {DEAR: 1000.0},
    "storage_cost": {"magnet@HOM": 1.0},
}
"""Home wants 100 t: 60 t of users would pay 50,000 USD/t, 40 t no more than 10,000. Allies want
100 t at 30,000, make 50 and send home the 18 t that are usual; the rest comes from abroad."""

STOP = ForeignExportControl.model_validate(
    {
        "kind": "foreign_export_control",
        "from": "FOR",
        "to": "all",
        "materials": ["magnet"],
        "share_withheld": 1.0,
        "start": "2026-01",
        "end": "2027-01",
        "why": "A test.",
        "source": "est/test",
    }
)
STOPPED: Changes = {"lane_limit": {(lane, 2026): 0.0 for lane in (CHEAP, "magnet:FOR>ALY")}}
"""What the lever does to lanes; written out, since only one of them has a history."""


def in_the_stop(
    *, made: float = 0.0, ruled: bool = True, levers: tuple[Lever, ...] = (), **more: Changes
) -> Outcome:
    """What a stop in 2026 comes to with so many tonnes pressed at home, with the rule or without.

    `more` are changes known from the start, and `news` such that come with the stop.
    """

    def with_changes(*changes: Changes) -> Changes:
        merged: dict[str, dict[tuple[str | int, ...] | str, float]] = {}
        for change in changes:
            for name, cells in change.items():
                merged.setdefault(name, {}).update(cells)
        return merged

    home: Changes = {"nameplate": {("home_magnets", 2012): made}}
    known = with_changes(KNOWN, home, more.get("known", {}))
    news = with_changes(known, STOPPED, more.get("news", {}))
    labels = crisis_labels()
    return solve_stages(
        session(),
        (
            InformationStage(2024, miniature(known, labels=labels), levers),
            InformationStage(
                2026, miniature(news, labels=labels), (*levers, STOP), (STOP,) if ruled else ()
            ),
        ),
    )[-1]


def sent(outcome: Outcome) -> float:
    """Magnets allies send home in the year of the stop."""
    return every_year(outcome, "shipment", DEAR)[2]


def short(outcome: Outcome) -> float:
    """Tonnes home's users go without in the year of the stop."""
    at = [name for name in outcome["unmet"].coords["tranche"].values if "@HOM" in str(name)]
    return float(outcome["unmet"].sel(tranche=at, period=2026).sum())


def test_who_is_short_itself_sends_no_more_than_before() -> None:
    """Users at home would pay 50,000 USD/t, allied ones 30,000, and allies lost half of theirs.

    By least cost allies send home all 50 t they make, more than twice what they sent before, and
    all of their own users go without. Nobody lets that happen: they send the 18 t they used to.
    """
    free, ruled = in_the_stop(ruled=False), in_the_stop()
    assert every_year(ruled, "shipment", DEAR)[:2] == [18.0, 18.0]
    assert (sent(free), sent(ruled)) == pytest.approx((50.0, 18.0), abs=1e-5)
    assert (short(free), short(ruled)) == pytest.approx((50.0, 82.0), abs=1e-5)


def test_what_home_makes_helps_in_full() -> None:
    """Home presses 20 t. By least cost allies then send 10 t less, and home is spared 10 t only.

    What was a crisis in which plants help half is one in which each tonne made is a tonne less
    that is missing.
    """
    free = short(in_the_stop(ruled=False)) - short(in_the_stop(made=20.0, ruled=False))
    ruled = short(in_the_stop()) - short(in_the_stop(made=20.0))
    assert free == pytest.approx(10.0)
    assert ruled == pytest.approx(20.0)


def test_a_seller_pays_for_what_it_does_not_send() -> None:
    """Home presses 60 t, so that its next users pay 10,000 USD/t; what allies make serves theirs.

    A tonne not sent costs its seller the price of a magnet, 5,000 USD, and one kept is worth 50
    more by the freight it saves. At 14,000 their users do not outbid that, and home gets its 18 t;
    at 16,000 they do.
    """

    def when_allies_pay(value: float) -> float:
        worth: Changes = {"unmet_cost": {"motors@ALY/+1": value}}
        return sent(in_the_stop(made=60.0, known=worth, news=worth))

    assert when_allies_pay(14_000.0) == 18.0
    assert when_allies_pay(16_000.0) == 0.0


def test_who_has_less_to_send_cuts_all_alike() -> None:
    """Allies owe 20 t to home and 10 t abroad and make 15 t, all there are: half of it each."""
    owed: Changes = {
        **KNOWN,
        "nameplate": {("ally_magnets", 2012): 15.0},
        "demand": {"motors@ALY": 0.0},
        "lane_limit": {"magnet:FOR>ALY": 0.0},
        "band_below": {(year,): 1.0 for year in (2024, 2025, 2026)},
        "crisis_floor": {(DEAR, 2026): 20.0, ("magnet:ALY>FOR", 2026): 10.0},
        "crisis_share": {(DEAR, 2026): 2 / 3, ("magnet:ALY>FOR", 2026): 1 / 3},
    }
    outcome = session().solve(miniature(owed, labels=crisis_labels()))
    assert sent(outcome) == pytest.approx(10.0)
    assert every_year(outcome, "shipment", "magnet:ALY>FOR")[2] == pytest.approx(5.0)
    assert every_year(outcome, "crisis_cut", "magnet@ALY") == pytest.approx([0.0, 0.0, 15.0])


@pytest.mark.parametrize(("release", "used"), [("on_shortage", 15.0), ("never", 0.0)])
def test_a_reserve_is_used_in_a_stop(release: str, used: float) -> None:
    """15 t of magnets are kept for a missing tonne of which 60,000 USD a year would be charged.

    That is more than any user loses, so by price alone the reserve lies there while 82 t are
    missing. It was bought for this: in the stop nothing need be in it, unless it never opens.
    """
    reserve = Stockpile.model_validate(
        {
            "kind": "stockpile",
            "material": "magnet",
            "tonnes": 15.0,
            "by": "2025-01",
            "release": release,
            "why": "A test.",
            "source": "est/test",
        }
    )
    kept: Changes = {
        "stock_target": {("magnet@HOM", "tier_3", year): 15.0 for year in (2025, 2026)},
        "shortfall_cost": {("magnet@HOM", "tier_3"): 60_000.0},
    }
    by_price = in_the_stop(ruled=False, levers=(reserve,), known=kept)
    assert every_year(by_price, "stock", "magnet@HOM")[1:] == [15.0, 15.0]
    ruled = in_the_stop(levers=(reserve,), known=kept)
    assert every_year(ruled, "stock", "magnet@HOM")[1:] == [15.0, 15.0 - used]
    assert short(ruled) == pytest.approx(82.0 - used)


@pytest.mark.parametrize(
    ("usual", "depth", "home", "allies"),
    [
        (30.0, 0.01, 82.0 * 0.99, 68.0 * 0.99),
        (30.0, 0.5, 41.0, 34.0),
        (100.0, 0.01, 82.0, 68.0 * 0.99),
        (100.0, 0.5, 50.0, 34.0),
        (100.0, 1.0, 0.0, 0.0),
    ],
)
def test_who_withholds_sends_nobody_more_than_it_was_to_send(
    usual: float, depth: float, home: float, allies: float
) -> None:
    """82 t were to come home and 68 t to go to allies, on a lane without a history.

    By usual trade of 30 t alone a stop of one per cent takes 52.3 t from home; by 100 t it would
    let more come than before. A lane without a history would be open in any stop.
    """
    known: Changes = {**KNOWN, "reference_flow": {DEAR: 20.0, CHEAP: usual}}
    left = 1.0 - depth
    news: Changes = {
        **known,
        "lane_policy": {(CHEAP, 2026): left},
        "lane_limit": {(CHEAP, 2026): usual * left},
    }
    labels, stop = crisis_labels(), STOP.model_copy(update={"share_withheld": depth})
    before, after = (miniature(changes, labels=labels) for changes in (known, news))
    outcome = solve_stages(
        Session(build_programme(before)),
        (InformationStage(2024, before, ()), InformationStage(2026, after, (stop,), (stop,))),
    )[-1]
    lanes = {CHEAP: (82.0, home), "magnet:FOR>ALY": (68.0, allies)}
    for lane, expected in lanes.items():
        assert every_year(outcome, "shipment", lane)[1:] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("pressed", [0.0, 20.0])
@pytest.mark.parametrize(
    ("usual", "depth"), [(30.0, 0.01), (30.0, 0.5), (100.0, 0.01), (100.0, 1.0)]
)
def test_a_stop_that_is_foreseen_takes_its_share(
    usual: float, depth: float, pressed: float
) -> None:
    """It takes as much of what would be sent without it as one that comes as news.

    82 t would come home and 68 t go to allies. Held against usual trade of 30 t, one per cent would
    take 52.3 t of 82. That home can press 20 t is news of 2025: then 62 t would come, and the stop
    takes its share of these.
    """
    known: Changes = {**KNOWN, "reference_flow": {DEAR: 20.0, CHEAP: usual}}
    left = 1.0 - depth
    stop = STOP.model_copy(update={"share_withheld": depth})
    calm, now = [], []
    for year, made in ((2024, 0.0), (2025, pressed)):
        plants = {**KNOWN["nameplate"], ("home_magnets", 2012): made}
        without: Changes = {**known, "nameplate": plants}
        stopped: Changes = {
            **without,
            "lane_policy": {(CHEAP, 2026): left},
            "lane_limit": {(CHEAP, 2026): usual * left},
        }
        before, after = (miniature(one, labels=crisis_labels()) for one in (without, stopped))
        calm.append(InformationStage(year, before, ()))
        now.append(InformationStage(year, after, (stop,), foreseen=(stop,)))
    rules = Session(build_programme(calm[0].parameters))
    plans = solve_stages(rules, calm)
    outcome = solve_stages(rules, now, without=plans)[-1]
    # a lane that carries less than is usual is cut no further than usual trade would be
    home = min(82.0 - pressed, left * max(usual, 82.0 - pressed))
    lanes = {CHEAP: (82.0 - pressed, home), "magnet:FOR>ALY": (68.0, 68.0 * left)}
    for lane, (was, expected) in lanes.items():
        assert every_year(plans[-1], "shipment", lane)[2] == pytest.approx(was, abs=1e-5)
        assert every_year(outcome, "shipment", lane)[2] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(("depth", "used"), [(0.0, 0.0), (0.01, 0.82), (0.1, 8.2), (0.5, 15.0)])
def test_a_reserve_opens_by_what_a_stop_takes(depth: float, used: float) -> None:
    """Of 82 t from abroad so much is missing, and so much of the 15 t in the reserve is used.

    Opened whole, a stop of one per cent would leave users better off than none.
    """
    reserve = Stockpile.model_validate(
        {
            "kind": "stockpile",
            "material": "magnet",
            "tonnes": 15.0,
            "by": "2025-01",
            "release": "on_shortage",
            "why": "A test.",
            "source": "est/test",
        }
    )
    known: Changes = {
        **KNOWN,
        "unmet_cost": {"motors@HOM/+1": 50_000.0, "motors@ALY/+1": 30_000.0},
        "stock_target": {("magnet@HOM", "tier_3", year): 15.0 for year in (2025, 2026)},
        "shortfall_cost": {("magnet@HOM", "tier_3"): 60_000.0},
    }
    parameters = miniature(known, labels=crisis_labels())
    stop = STOP.model_copy(update={"share_withheld": depth})
    stages = (
        InformationStage(2024, parameters, (reserve,)),
        InformationStage(2026, parameters, (reserve, stop), (stop,)),
    )
    outcome = solve_stages(session(), stages)[-1]
    assert every_year(outcome, "stock", "magnet@HOM")[1:] == pytest.approx([15.0, 15.0 - used])
    assert short(outcome) == pytest.approx(82.0 * depth - used, abs=1e-5)


def test_what_no_reserve_of_a_material_makes_up_for_comes_out_of_others() -> None:
    """40 t of magnets at 0.3 t in a tonne are taken, of which a reserve has 10: 9 t of the group.

    Of 20 t of oxide, all of which is of the group, 9 are there to be used; of its own 3 t taken,
    first 3 more.
    """
    stores = {"magnet@HOM": "magnet", "oxide@HOM": "oxide"}
    whole = {"magnet@HOM": 10.0, "oxide@HOM": 20.0}
    held = {"magnet": 0.3, "oxide": 1.0}
    found = opened(stores, whole, {"magnet": 40.0, "oxide": 3.0}, held)
    assert found == {"magnet@HOM": 10.0, "oxide@HOM": pytest.approx(12.0)}


def test_a_stop_that_takes_nothing_asks_for_nothing() -> None:
    """What is all made up for leaves trade as free as it was."""
    harmless = STOP.model_copy(update={"recoverable": 1.0})
    parameters = miniature(KNOWN, labels=crisis_labels())
    stages = (
        InformationStage(2024, parameters, ()),
        InformationStage(2026, parameters, (), (harmless,)),
    )
    first, last = solve_stages(session(), stages)
    assert last.parameters["lane_limit"].equals(first.parameters["lane_limit"])
    assert not bool(last.parameters["crisis_floor"].any())
    assert last.objective == pytest.approx(first.objective)
