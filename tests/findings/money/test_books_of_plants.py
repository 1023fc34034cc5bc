"""The books of plants, on plans written down by hand: what each earns and pays, year by year.

STANDING. A plant of 20 t/yr works four fifths of the year and makes 10, 8 and 5 t; of these none, 4
and 5 t are supported by 10 cents each. The study states no life: it lasts to the end of 2026.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from monazite.findings.money import Investment, investors
from monazite.findings.money.investors import Books, Cohort, books_of
from monazite.findings.money.returns import lived
from monazite.findings.solution import Solution
from monazite.parameters.labels import Lane
from monazite.parameters.named import Expansion

from ..by_hand import LABELS, Numbers, written

PRESS, MILL = "hom_magnets", "hom_separation"
WINNERS = replace(LABELS, awardees=(PRESS, MILL))
STANDS = {(PRESS, 2012): 20}
WITH_STEP = (Expansion(PRESS, 1),)
"""The second half of a site, which is dearer."""


def standing(**more: Mapping[str | tuple[str | int, ...], Numbers]) -> Solution:
    """The plant of the miniature, on whose magnets home puts a levy of 7 and takes back 3."""
    return written(
        {
            "activity": {PRESS: [10, 8, 5], MILL: 5},
            "supported_output": {PRESS: [0, 4, 5]},
        },
        parameters={
            "nameplate": STANDS,
            "availability": {PRESS: 0.8},
            "incentive": {PRESS: 0.1, MILL: 1_000},
            "supported_limit": {PRESS: 500, MILL: 500},
            "site_limit": {PRESS: 50},
            "levy": {PRESS: 7},
            "payback": {PRESS: 3},
            "hurdle_rate": {PRESS: 0.25},
            "operating_cost": {PRESS: 100},
            **more,
        },
        duals={"materials_balance": {"magnet@HOM": 200, "oxide@HOM": 40}},
        labels=WINNERS,
    )


def test_a_supported_plant_that_stands_counts_from_its_first_support_to_the_end() -> None:
    """8 t in 2025 and 5 t in 2026, a fifth less each year: 6.4 + 3.2 t at the start of 2025.

    A tonne sells at 200, takes half a tonne of oxide at 40 and costs 100 to make and 10 to the
    treasury, which pays 10 cents on 4 and on 5 t.
    """
    (plant,) = investors(standing())
    assert (plant.facility, plant.kind, plant.first_online) == (PRESS, "standing", 2025.0)
    assert (plant.capacity, plant.capital) == (16.0, 0.0)
    made = 8 / 1.25 + 5 / 1.25**2
    assert (plant.sales, plant.inputs) == pytest.approx((200 * made, 20 * made))
    assert plant.running == pytest.approx(100 * made)
    paid = 0.1 * (4 / 1.25 + 5 / 1.25**2)
    assert plant.support == pytest.approx(paid - (7 + 3) * made)
    assert plant.misses_per_kg == 0.0
    assert not plant.loses


def test_what_stands_makes_nothing_for_its_owner_before_it_is_supported() -> None:
    (cohort,) = books_of(standing()).cohorts(PRESS)
    assert cohort.output[:3] == pytest.approx([0, 8, 5])
    assert not cohort.output[3:].any()


def test_where_no_more_than_a_kilogram_may_be_added_a_year_nobody_is_asked_to() -> None:
    slow = {"nameplate": {}, "incentive": {}, "build_rate": {PRESS: 0.001}}
    assert investors(standing(**slow)) == ()


def test_support_is_told_by_the_tonne_made_of_plants_that_are_paid_any() -> None:
    """10 cents on 4 of 8 t are 5 on each; the mill could win support and wins none."""
    supported = books_of(standing()).supported
    assert set(supported) == {PRESS}
    assert supported[PRESS].values == pytest.approx([0, 0.05, 0.1])


@pytest.mark.parametrize(("tonnes", "found"), [(0.001, 0), (0.002, 1)])
def test_a_kilogram_a_year_is_no_plant(tonnes: float, found: int) -> None:
    """Neither one that stands, nor one that is ordered, nor one that may be built."""
    rooms = (
        {"nameplate": {(PRESS, 2012): tonnes}, "availability": {PRESS: 1}},
        {"nameplate": {}, "programme": {(PRESS, 2025): tonnes}, "incentive": {}},
        {
            "nameplate": {},
            "incentive": {},
            "site_limit": {PRESS: tonnes},
            "build_rate": {PRESS: 1},
        },
    )
    kinds = [[plant.kind for plant in investors(standing(**room))] for room in rooms]
    assert kinds == [["standing"] * found, ["programme"] * found, ["open"] * found]


def test_a_plant_uses_what_it_makes_of_what_it_can_make() -> None:
    """10, 8 and 5 t of 16; a plant that is not there uses nothing, and one switched off none."""
    used = books_of(standing()).used
    assert used.sel(facility=PRESS).values == pytest.approx([10 / 16, 0.5, 5 / 16])
    assert used.sel(facility="hom_mine").values.tolist() == [0, 0, 0]


def test_what_stands_is_what_no_lever_orders() -> None:
    """Of 20 t that stand and 40 t ordered for 2025 it is the 20, four fifths of the year."""
    books = books_of(standing(programme={(PRESS, 2025): 40}))
    assert books.standing.sel(facility=PRESS).values == pytest.approx([16, 16, 16])


def test_an_order_earns_by_its_own_ramp_in_years_it_may_run() -> None:
    """40 t ordered for 2025, half of them ramped up then; in 2026 nothing at home may run.

    10 t of the 16 + 16 t that could be made are, so that an order makes 5 in its first year.
    """
    plan = standing(
        programme={(PRESS, 2025): 40},
        availability={PRESS: [0.8, 0.8, 0]},
        incentive={},
    )
    books = books_of(plan)
    (order,) = books.cohorts(PRESS)
    assert (order.kind, order.tonnes, order.online) == ("programme", 40, 2025.0)
    assert order.output[:3] == pytest.approx([0, 40 * 0.5 * 0.8 * 8 / 32, 0])
    assert not order.output[3:].any()


def test_books_go_on_until_the_last_plant_has_aged_out() -> None:
    """Decided in 2026, a year in building and ten in use: it works to the end of 2036."""
    books = books_of(standing(lead_time={PRESS: 1}, lifetime={PRESS: 10, MILL: 2}))
    assert books.years == list(range(2024, 2039))
    assert not books_of(standing()).years[4:], "the last year, and one more"


def open_plant(**more: Mapping[str | tuple[str | int, ...], Numbers]) -> Investment:
    """30 t that may be built from 2025 on, and nobody does; a year in building and two in use."""
    (plant,) = investors(
        written(
            parameters={
                "site_limit": {PRESS: 30},
                "build_rate": {PRESS: [0.001, 10, 10]},
                "lead_time": {PRESS: 1},
                "lifetime": {PRESS: 2},
                "capital_cost": {PRESS: 100},
                "capital_cost_factor": {PRESS: [1, 1.5, 1]},
                "subsidy_share": {PRESS: 0.2},
                "expansion_share": {"hom_magnets/+1": 1},
                "expansion_premium": {"hom_magnets/+1": 0.5},
                "availability": {PRESS: 0.8},
                "operating_cost": {PRESS: 10},
                **more,
            },
            labels=replace(WINNERS, expansions=WITH_STEP),
        )
    )
    return plant


def test_a_plant_nobody_builds_costs_what_building_costs_when_it_may_first_be() -> None:
    """Decided in 2025, since a kilogram in 2024 is nothing, and there in 2026 and 2027.

    30 t at 100, half as much again in 2025 and a quarter more for the second half of the site, of
    which the state gives a fifth. It would run in full, four fifths of the year, though no more
    than half of it is ramped up in the last year there is, and so in those behind it.
    """
    plant = open_plant()
    assert (plant.kind, plant.first_online, plant.capacity) == ("open", 2026.0, 30.0)
    assert plant.capital == pytest.approx(30 * 100 * 1.5 * 1.25 * 0.8)
    assert plant.running == pytest.approx(10 * 30 * 0.8 * (0.5 + 0.5))


@pytest.mark.parametrize(("most", "part"), [(15, 0.5), (60, 1.0)])
def test_a_scheme_offers_a_plant_nobody_builds_no_more_than_all_of_it(
    most: float, part: float
) -> None:
    """10 USD a tonne on at most 15 or 60 t of a plant of 30."""
    plant = open_plant(incentive={PRESS: 10}, supported_limit={PRESS: most})
    assert plant.support == pytest.approx(part * plant.running)
    assert open_plant().support == 0.0


def test_what_is_added_is_paid_for_as_decided_and_comes_when_it_is_built() -> None:
    """10 t decided in 2024 and a kilogram in 2025, which is none; a fifth is given by the state."""
    plan = written(
        {"activity": {PRESS: [0, 4, 8]}, "addition": {PRESS: [10, 0.001, 0]}},
        parameters={
            "capital_cost": {PRESS: 100},
            "capital_cost_factor": {PRESS: 1.5},
            "subsidy_share": {PRESS: 0.2},
            "lead_time": {PRESS: 1},
            "lifetime": {PRESS: 2},
            "operating_cost": {PRESS: 10},
        },
        labels=replace(LABELS, investables=(PRESS,)),
    )
    (plant,) = investors(plan)
    assert (plant.kind, plant.capacity, plant.first_online) == ("added", 10.0, 2025.0)
    assert plant.capital == pytest.approx(10 * 100 * 1.5 * 0.8)
    assert plant.running == pytest.approx(10 * (4 + 8), rel=1e-3)


def test_tolls_are_spread_over_all_a_pool_makes() -> None:
    """Makers pay the state 1,200 more than its oxide costs it on 12 + 2.9998 t, of 30 t it makes.

    On a third lane it is 0.2 kg. So 600 of what a tonne of its oxide earns are
    tolls, beside the 2,800 it is worth; nobody pays for what is on its way from abroad.
    """
    lanes = (
        Lane("oxide", "HOM", "HOM", "state"),
        Lane("oxide", "HOM", "HOM", "state", "one"),
        Lane("oxide", "HOM", "HOM", "state", "two"),
    )
    labels = replace(
        LABELS,
        lanes=(*LABELS.lanes, *lanes),
        nodes=(*LABELS.nodes, ("oxide", "HOM.state")),
        facility_account={MILL: "state"},
        account_materials={"state": frozenset({"oxide"})},
    )
    dear, dear_too, little = (lane.name for lane in lanes)
    plan = written(
        {"activity": {MILL: 60}, "shipment": {dear: 12, dear_too: 2.9998, little: 0.0002}},
        parameters={
            "transfer_price": {dear: 4_000, dear_too: 4_000, little: 4_000},
            "operating_cost": {"hom_mine": 500, MILL: 900},
            "nameplate": {("hom_mine", 2012): 60, (MILL, 2012): 60},
            "permit": {"hom_mine": 60, MILL: 60},
        },
        duals={"materials_balance": {"oxide@HOM.state": 2_800, "ore@HOM": 500}},
        labels=labels,
    )
    books = books_of(plan)
    assert set(books.tolls) == {("oxide", "HOM.state")}
    assert books.tolls["oxide", "HOM.state"].values == pytest.approx([600] * 3, rel=1e-9)
    assert books.margins(MILL, "added")["sales"] == pytest.approx(0.5 * (2_800 + 600))


class Earning(Books):
    """Books of a plant whose margins are stated."""

    def __init__(self, **margins: float) -> None:
        super().__init__(written(parameters={"hurdle_rate": {PRESS: 0.0}}))
        self.__dict__["stated"] = margins

    def margins(self, facility: str, kind: str) -> dict[str, np.ndarray]:
        names = ("sales", "inputs", "running", "support")
        return {name: np.full(len(self.years), self.stated.get(name, 0.0)) for name in names}

    def of(self, capital: float, tonnes: float = 1.0) -> Investment:
        """So many tonnes made in the first year by a plant that cost so much."""
        output = np.zeros(len(self.years))
        output[0] = tonnes
        return self.value(PRESS, "added", [Cohort(PRESS, "added", 4.0, 2024.0, capital, output)])


def test_what_a_kilogram_would_have_to_earn_more() -> None:
    """A plant that cost 9,000 earns 1,000 by 2 t: 8,000 are missing, 4 on each kilogram."""
    assert Earning(sales=500).of(9_000, 2.0).misses_per_kg == pytest.approx(4.0)
    assert Earning(sales=500).of(900, 2.0).misses_per_kg == 0.0


@pytest.mark.parametrize(
    ("capital", "loss", "inputs", "running", "loses"),
    [
        (1_000, 2.0, 1, 1, True),  # of 1,000 of capital a loss of 2 is one
        (1_000, 0.5, 0, 0, False),  # and half a thousandth none, however little it costs to run
        (0, 0.5, 500, 500, False),  # without capital it is held against what it costs to run
        (0, 2.0, 500, 500, True),
        (0.5, 0.5, 500, 500, True),  # with the least of it no longer
        (0, 0.001, 0, 0, False),  # at least against one
        (0, 0.0015, 0, 0, True),
        (0, -0.5, 0, 0, False),  # what earns loses nothing, however little
    ],
)
def test_a_loss_up_to_a_thousandth_is_rounding(
    capital: float, loss: float, inputs: float, running: float, loses: bool
) -> None:
    sales = capital + inputs + running - loss
    assert Earning(sales=sales, inputs=inputs, running=running).of(capital).loses is loses


def test_of_the_last_year_of_a_plant_a_part_counts_and_of_its_first_all() -> None:
    assert lived(np.array([0, 0.5, 1, 1, 0.25, 0])).tolist() == [0, 1, 1, 1, 0.25, 0]
    assert lived(np.zeros(2)).tolist() == [0, 0]
