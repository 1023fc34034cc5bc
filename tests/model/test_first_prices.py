"""What a pool asks first decides which of several right prices it ends at, and so the plan."""

from dataclasses import replace

import numpy as np
import pytest

from monazite.model import (
    Asked,
    LikeCourses,
    Outcome,
    Session,
    Unsettled,
    build_programme,
    solve_stages,
    staged,
)
from monazite.model.parity import DEAR, UNDERSOLD, Offer, as_edits, asked_again, imports
from monazite.parameters import InformationStage

from .miniature import Changes, every_year, miniature
from .test_rules_owners import TO_MAKERS, state_owned

LABELS = replace(state_owned(), stores=(), reserves=())
STATED = 850.0


def stage(duty: float = 0.0, **more: object) -> InformationStage:
    """The state is stated to ask 850 USD/t for what it makes at 375; from abroad it costs 800.

    Presses cost 1,000 to run and 1,030 a year of capital, and a magnet bought abroad 2,425.
    """
    terms: Changes = {
        "build_rate": {("home_magnets", 2024): 20.0},
        "capital_cost": {"home_magnets": 10_300.0},
        "lifetime": {"home_magnets": 10.0},
        "freight": {TO_MAKERS: 0.0},
        "lane_limit": {"oxide:HOM>FOR": 0.0},
        "transfer_price": {TO_MAKERS: STATED},
        "duty": {"oxide:FOR>HOM": duty},
    }
    return InformationStage(2024, miniature({**terms, **more}, labels=LABELS), ())


def begun(course: InformationStage, first: Asked | None) -> Outcome:
    """Solve a stage with pools that ask something first; None: what is stated."""
    session = Session(build_programme(course.parameters))
    like = LikeCourses(asked=[] if first is None else [(course.turn, first)])
    (found,) = solve_stages(session, [course], like=like)
    return found


def test_a_plan_can_hang_on_what_was_asked_first() -> None:
    """A duty of 10 makes oxide from abroad 810; half a tonne of it goes into a magnet.

    Without the duty the state comes down from 850 to 784, a fiftieth below 800. Beside 810 it may
    go on asking that, a little over three hundredths less, and a magnet of presses costs 2,030 and
    392: they are built. Begun from 850 or from its cost it meets 810 with 793.8, and a magnet would
    cost 2,426.9: nobody builds. Begun at what imports cost without the duty it asks 800 on, and
    nobody builds either. All of these are right: no pool is undersold, and none is too cheap.
    """
    without, dutied = stage(), stage(10.0)
    plan = begun(without, None)
    assert imports(plan, "oxide") == pytest.approx([800.0] * 3, abs=0.1)
    ways = {
        784.0: (Asked.in_plan(without, plan), 20.0),
        793.8: (Asked.as_stated(dutied), 0.0),
        800.0: (Asked.beside_imports(without, plan), 0.0),
    }
    for price, (first, built) in ways.items():
        found = begun(dutied, first)
        assert found.price("oxide", "HOM").values == pytest.approx([price] * 3, abs=0.1)
        assert float(found["addition"].sum()) == pytest.approx(built)
        assert every_year(found, "activity", "home_refinery")[0] > 0.0
        assert found.unsettled == ()
    low = begun(dutied, Asked.at_cost(dutied))
    assert low.price("oxide", "HOM").values == pytest.approx([793.8] * 3, abs=0.1)


@pytest.mark.parametrize("duty", [0.0, 10.0, 25.0, 40.0, 100.0])
def test_wherever_pools_begin_no_price_that_settled_is_too_dear_or_too_cheap(duty: float) -> None:
    """What they ask then is at most a thousandth above imports, and at least a twenty-fifth below.

    Less they ask only where no more is stated.
    """
    without, course = stage(), stage(duty)
    plan = begun(without, None)
    for first in (
        Asked.in_plan(without, plan),
        Asked.as_stated(course),
        Asked.beside_imports(without, plan),
        Asked.at_cost(course),
    ):
        found = begun(course, first)
        asked = found.parameters["transfer_price"].sel(lane=TO_MAKERS).values
        abroad = imports(found, "oxide")
        assert (asked <= abroad * (1.0 + UNDERSOLD)).all()
        assert ((asked >= abroad * (1.0 - DEAR)) | (asked == STATED)).all()
        again = asked_again(found, 2024, course.parameters)
        np.testing.assert_array_equal(again.price, found.parameters["transfer_price"].values)
        np.testing.assert_array_equal(again.cost, found.parameters["transfer_cost"].values)


@pytest.mark.parametrize(
    ("stated", "asked"),
    [(799.5, 799.5), (800.0, 800.0), (800.5, 800.5), (801.0, 784.0), (850.0, 784.0)],
)
def test_a_pool_comes_down_once_it_is_undersold_by_more_than_a_thousandth(
    stated: float, asked: float
) -> None:
    """Imports cost 800: up to 800.80 the pool asks on, and then a fiftieth less than they do."""
    found = begun(stage(transfer_price={TO_MAKERS: stated}), None)
    got = found.parameters["transfer_price"].sel(lane=TO_MAKERS).values
    assert got == pytest.approx([asked] * 3, abs=0.05)


@pytest.mark.parametrize(
    ("cost", "asked"), [(640.0, 850.0), (580.0, 850.0), (579.6, 784.0), (479.6, 784.0)]
)
def test_a_price_no_higher_than_what_it_costs_has_nothing_to_give(
    cost: float, asked: float
) -> None:
    """Ore at 100 and 640 to refine it make 0.8 t: 925 a tonne. At 479.60 it is 724.50.

    At 580 it is 850, all that is asked. Half a dollar less leaves a toll of that, which gives way.
    """
    found = begun(stage(operating_cost={"home_refinery": cost}), None)
    got = found.parameters["transfer_price"].sel(lane=TO_MAKERS).values
    assert got == pytest.approx([asked] * 3, abs=0.05)


def test_lanes_that_ask_alike_share_an_edit_and_one_alone_is_named_alone() -> None:
    """In 2024 two lanes of oxide ask 784; in 2025 one does; a lane of magnets has its own."""
    terms = stage().parameters
    row = {lane.name: at for at, lane in enumerate(terms.labels.lanes)}
    offer = Offer.under(terms)
    price, cost = offer.price.copy(), offer.cost.copy()
    price[[row[TO_MAKERS], row["oxide:FOR>HOM"], row["magnet:FOR>HOM"]], 0] = 784.0
    price[row[TO_MAKERS], 1] = 784.0
    cost[row[TO_MAKERS], 2] = 375.0
    told = [
        (edit.parameter, edit.where["lane"], edit.where["period"], edit.value)
        for edit in as_edits(terms, Offer(price, cost), "why")
    ]
    both = tuple(sorted((TO_MAKERS, "oxide:FOR>HOM"), key=row.__getitem__))
    assert sorted(told, key=str) == sorted(
        [
            ("transfer_price", both, 2024, 784.0),
            ("transfer_price", "magnet:FOR>HOM", 2024, 784.0),
            ("transfer_price", TO_MAKERS, 2025, 784.0),
            ("transfer_cost", TO_MAKERS, 2026, 375.0),
        ],
        key=str,
    )


def test_an_offer_is_written_once_for_each_reason_and_for_what_is_stated() -> None:
    """In words of its own wherever pools begin otherwise, and anew where the stated price moves."""
    terms = stage().parameters
    asked = Offer.under(stage(transfer_price={TO_MAKERS: 784.0}).parameters)
    first, again = (staged._asking(terms, asked, "why") for _ in range(2))
    other = staged._asking(terms, asked, "why not")
    elsewhere = staged._asking(stage(duty=1.0).parameters, asked, "why")
    assert first.ledger[0] is again.ledger[0]
    assert first.hash == again.hash == other.hash != elsewhere.hash
    assert {entry.edit.reason for entry in first.ledger} == {"why"}
    assert {entry.edit.reason for entry in other.ledger} == {"why not"}
    stated = stage(transfer_price={TO_MAKERS: 800.0}).parameters
    assert {entry.old for entry in staged._asking(stated, asked, "why").ledger} == {800.0}
    assert staged._asking(terms, Offer.under(terms), "why") is terms


def test_a_price_that_had_not_settled_is_kept_with_the_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without a look at imports 850 is asked on; with one it would be 784, and nothing is left."""
    monkeypatch.setattr(staged, "ROUNDS", 0)
    assert begun(stage(), None).unsettled == tuple(
        Unsettled(TO_MAKERS, "oxide", year, 850.0, pytest.approx(784.0))
        for year in (2024, 2025, 2026)
    )
    monkeypatch.setattr(staged, "ROUNDS", 1)
    assert begun(stage(), None).unsettled == ()
