"""Stores that fill for nobody, and what makers pay for feed beside what it costs at the border."""

from dataclasses import replace

import pytest

from monazite.brief.sentences.money import says_feed_prices, says_of_stores
from monazite.findings.account import filling_stores
from monazite.findings.indicators import title_of
from monazite.findings.money import feed_prices
from monazite.findings.solution import Solution
from monazite.parameters.labels import Labels, Lane

from ..by_hand import LABELS, written

TO_MAKERS = Lane("oxide", "HOM", "HOM", origin_account="state")


def store(
    *levels: float, target: tuple[float, ...] = (0.0, 0.0, 0.0), opening: float = 0.0
) -> Solution:
    """Magnets in store at home at first, at the end of three years, and what is asked for."""
    tier = LABELS.tiers[0]
    return written(
        {"stock": {"magnet@HOM": list(levels)}},
        parameters={
            "stock_target": {("magnet@HOM", tier): list(target)},
            "initial_stock": {"magnet@HOM": opening},
        },
    )


def test_a_store_that_grows_for_three_years_and_is_never_used_fills_for_nobody() -> None:
    (found,) = filling_stores(store(5, 10, 15))
    assert (found.material, found.place, found.since, found.until) == ("magnet", "HOM", 2023, 2026)
    assert (found.years, found.tonnes, found.unit, found.why) == (3, 15, "t magnet", "")
    (said,) = says_of_stores(store(5, 10, 15), "Halt")
    assert said.startswith("Under “Halt” 15 t are put in store")
    assert "2026" in said


@pytest.mark.parametrize(
    ("levels", "opening", "tonnes"),
    [
        ((1, 2, 3), 0, 3),  # a tonne a year
        ((1, 2, 2.9), 0, None),
        ((9, 10, 11), 8, 3),  # beside what lay there before
        ((9, 10, 11), 8.5, None),  # of which so much that it hardly grew in the first year
        ((3, 4, 5), 9, None),  # more was taken out than put in
        ((0.5, 2, 3), 0, None),  # half a tonne in the first year
    ],
)
def test_a_store_fills_by_a_tonne_or_more_each_year_beyond_what_it_began_with(
    levels: tuple[float, ...], opening: float, tonnes: float | None
) -> None:
    found = filling_stores(store(*levels, opening=opening))
    assert [one.tonnes for one in found] == [tonnes] * (tonnes is not None)


def test_what_a_target_asks_for_is_not_what_fills() -> None:
    """Of 15 t in the end 3 are asked for in that year: 12 t fill."""
    (found,) = filling_stores(store(5, 10, 15, target=(0, 0, 3)))
    assert (found.tonnes, found.years) == (12, 3)


def test_a_store_is_told_with_who_keeps_it() -> None:
    (found,) = filling_stores(store(5, 10, 15))
    assert found.title == "Magnets, Homeland"
    labels = replace(owned(), stores=(("oxide", "HOM.state"),), reserves=())
    plan = written({"stock": {"oxide@HOM.state": [5, 10, 15]}}, labels=labels)
    titles = {**plan.parameters.titles, "state": "State makers"}
    known = replace(plan.parameters, titles=titles)
    (kept,) = filling_stores(replace(plan, outcome=replace(plan.outcome, parameters=known)))
    assert kept.title == "NdPr oxide, State makers"


def test_the_store_that_fills_most_is_told_first() -> None:
    plan = written({"stock": {"magnet@HOM": [2, 4, 6], "oxide@HOM": [5, 10, 15]}})
    assert [one.material for one in filling_stores(plan)] == ["oxide", "magnet"]


@pytest.mark.parametrize(
    ("levels", "target"),
    [
        ((5, 10, 10), (0, 0, 0)),  # it stands still
        ((5, 10, 0), (0, 0, 0)),  # all of it is used
        ((5, 10, 15), (5, 10, 15)),  # all of it is asked for
        ((5, 10, 15), (0, 0, 15)),  # for a target that comes
        ((5, 10, 15), (0, 0, 14.5)),  # but half a tonne
    ],
)
def test_what_is_used_or_asked_for_later_is_kept_for_that(
    levels: tuple[float, ...], target: tuple[float, ...]
) -> None:
    assert filling_stores(store(*levels, target=target)) == ()
    assert says_of_stores(store(*levels, target=target), "Halt") == []


def owned() -> Labels:
    """Labels with the separation plant in a pool of the state."""
    return replace(
        LABELS,
        lanes=(*LABELS.lanes, TO_MAKERS),
        nodes=(*LABELS.nodes, ("oxide", "HOM.state")),
        facility_account={"hom_separation": "state"},
        account_materials={"state": frozenset({"oxide"})},
    )


def test_what_an_owner_sells_has_a_value_and_no_price() -> None:
    """The dual is named for what it is, over years too; what nobody owns keeps its price."""
    sold = written(parameters={"transfer_price": {TO_MAKERS.name: 4_000}}, labels=owned())
    assert [title_of(sold, key) for key in ("price.oxide", "three_year_mean.price.oxide")] == [
        f"Value of one more tonne at home, {sold.parameters.titles['oxide']}",
        f"Value of one more tonne at home, {sold.parameters.titles['oxide']}, mean of three years",
    ]
    for plan, material in ((sold, "magnet"), (written(labels=owned()), "oxide")):
        assert title_of(plan, f"price.{material}").startswith("Price at home, ")


def test_what_makers_pay_stands_beside_the_border_price_of_the_plan() -> None:
    """The state separates at 900 + ore at 500 a tonne into half a tonne: 2,800 a tonne of oxide.

    Makers pay 4,000, of which 1,200 is toll; abroad it costs 4,500 and 100 on the way:
    40 of freight, 35 of duty and a margin of 25.
    """
    plan = written(
        {"shipment": {TO_MAKERS.name: [12, 12, 12]}},
        parameters={
            "transfer_price": {TO_MAKERS.name: 4_000},
            "operating_cost": {"hom_mine": 500, "hom_separation": 900},
            "nameplate": {("hom_mine", 2012): 50, ("hom_separation", 2012): 60},
            "permit": {"hom_mine": 50, "hom_separation": 60},
            "freight": {"oxide:FOR>HOM": 40, "oxide:THD>HOM": 900},
            "duty": {"oxide:FOR>HOM": 35},
            "lane_price_cost_margin": {"oxide:FOR>HOM": 25},
            "lane_limit": {"oxide:FOR>HOM": 9, "oxide:THD>HOM": 9},
        },
        duals={
            "materials_balance": {
                "oxide@HOM.state": [2_800, 2_800, 1_000],
                "oxide@HOM": [3_500, 5_000, 5_000],
                "oxide@FOR": 4_500,
                "oxide@THD": 4_000,
            }
        },
        labels=owned(),
    )
    rows = feed_prices(plan, plan.years)
    assert [row.year for row in rows] == [2024, 2025, 2026]
    assert [row.tonnes for row in rows] == [12, 12, 12]
    assert [row.stated for row in rows] == [4_000, 4_000, 4_000]
    # in 2024 makers would not have taken it at the toll of today, and met a lower price; in 2026
    # the pool holds more than it needs, and what it asks for is worth less to it
    assert [row.paid for row in rows] == pytest.approx([3_500, 4_000, 2_200])
    assert [row.border for row in rows] == [4_600, 4_600, 4_600]
    assert [row.gap for row in rows] == [-600, -600, -600]
    (said,) = says_feed_prices(plan, "This plan", 2025)
    for part in ("This plan", "4,000 USD", "12 t", "4,600 USD"):
        assert part in said


def sold(
    tonnes: float, limits: dict[str, list[float]], *, to_others: float = 0.0, free: float = 0.0
) -> Solution:
    """The state's oxide at a price of 4,000 to makers, and to others who pay nothing for it."""
    others = Lane("oxide", "HOM", "HOM", "state", "others")
    labels = owned()
    return written(
        {"shipment": {TO_MAKERS.name: tonnes, others.name: to_others, "oxide:HOM>FOR": free}},
        parameters={
            "transfer_price": {TO_MAKERS.name: 4_000},
            "freight": {"oxide:FOR>HOM": 40, "oxide:THD>HOM": 900},
            "lane_limit": {"oxide:FOR>HOM": [0, 0, 0], "oxide:THD>HOM": [0, 0, 0]} | limits,
        },
        duals={"materials_balance": {"oxide@FOR": 4_500, "oxide@THD": 4_000}},
        labels=replace(labels, lanes=(*labels.lanes, others)),
    )


def test_a_border_nothing_may_come_over_has_no_price() -> None:
    """Half a tonne may come from Farland in 2025, and from Thirdland in 2026 too, at more."""
    rows = feed_prices(
        sold(12, {"oxide:FOR>HOM": [0, 0.5, 9], "oxide:THD>HOM": [0, 0, 9]}), (2024, 2025, 2026)
    )
    assert [row.border for row in rows] == [None, 4_540, 4_540]
    assert [row.gap for row in rows] == [None, -540, -540]
    (said,) = says_feed_prices(sold(12, {}), "This plan", 2024)
    assert "border" not in said


def test_half_a_tonne_a_year_is_told_and_less_is_not() -> None:
    assert [row.tonnes for row in feed_prices(sold(0.5, {}), (2025,))] == [0.5]
    assert feed_prices(sold(0.4, {}), (2025,)) == []


def test_only_what_a_pool_asks_a_price_for_is_sold() -> None:
    """Neither 7 t that go to others for nothing nor what goes abroad."""
    (row,) = feed_prices(sold(12, {}, to_others=7.0, free=9.0), (2025,))
    assert (row.tonnes, row.stated) == (12, 4_000)
