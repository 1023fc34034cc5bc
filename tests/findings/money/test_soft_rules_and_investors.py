"""What soft rules cost and what plants earn, on the toy study by hand.

INVESTORS. `build` orders 40 t/yr of magnets for 2025, half of it ramped up in 2025; half of 10,000
USD/t is public. The toy states no life and no hurdle rate: a plant lives to the end of the horizon
and asks for the study's 10 %. Oxide costs p in 2025 and 1.1 x (p + 100) in 2026, p between 4,000
and 4,445 (it may be sold or kept). With p = 4,000:

    2025   20 t x (5,000 - 2,500 - 0.5 x 4,000)         = 10,000, a year later  9,090.9
    2026   40 t x (5,000 - 2,500 - 0.5 x 4,510)         =  9,800, two years on  8,099.2
    capital 40 x 10,000 / 2 = 200,000                   npv 17,190 - 200,000 = -182,810

SOFT RULES. An agreement to take 90 t magnets a year where home buys 80 and makes 20 of the 100 it
wants. An imported tonne costs 5,000, a home-made one 2,500 + 0.5 x 4,000 = 4,500: taking ten more
costs 500 each. At a price of 100 the rule is broken by 10 t; at 600 it is kept, though the price is
within a factor of two of 500; at 2,000 it is kept with room.

A band holds imports at the usual 80 t and leaving it costs 300 a tonne. `build` makes 20 t more in
2025 and breaks it, since each tonne saves 500. The 5 t oxide that are left then would make magnets
worth (5,000 - 300 - 2,500) / 0.5 = 4,400 in 2026, 4,400 / 1.1 - 100 = 3,900 today, less than the
4,000 they sell for: 2026 makes 50 t from its own 25 t oxide, 30 more than usual.
"""

from dataclasses import replace

import pytest

from monazite.core import Edit
from monazite.findings.bottlenecks import soft_rules
from monazite.findings.money import investors, next_tonnes
from monazite.findings.solution import Solution
from monazite.model import Session, build_programme
from monazite.parameters import apply_edits, with_levers

from ..toy import BASE, STUDY, edit, edited, solution


def test_the_ordered_plant_by_hand() -> None:
    (plant,) = investors(solution("build"))
    solved = solution("build")
    oxide = solved.price("oxide", "HOM")
    income = [20 * (2500 - 0.5 * oxide[1]), 40 * (2500 - 0.5 * oxide[2])]
    expected = income[0] / 1.1 + income[1] / 1.21 - 200_000
    assert (plant.facility, plant.kind, plant.capacity) == ("hom_magnets", "programme", 40.0)
    assert plant.capital == pytest.approx(200_000)
    made = 20 / 1.1 + 40 / 1.21
    assert (plant.sales, plant.running) == pytest.approx((5000 * made, 2500 * made))
    bought = 20 * 0.5 * oxide[1] / 1.1 + 40 * 0.5 * oxide[2] / 1.21
    assert plant.inputs == pytest.approx(bought)
    assert plant.npv == pytest.approx(expected)
    assert plant.npv_per_tonne == pytest.approx(expected / 40)
    assert plant.npv == pytest.approx(
        plant.sales + plant.support - plant.inputs - plant.running - plant.capital
    )
    assert plant.loses
    assert plant.payback is None
    assert -190_000 < plant.npv < -180_000


def test_a_plant_that_makes_nothing_misses_nothing_by_the_kilogram() -> None:
    """What was ordered stands on no day of the year: its capital is lost, over no kilogram."""
    idle = edit("availability", "set", 0.0, facility="hom_magnets")
    (plant,) = investors(edited(idle, strategy="build"))
    assert plant.sales == 0.0
    assert plant.npv == pytest.approx(-200_000)
    assert plant.misses_per_kg is None


def test_what_is_ordered_costs_what_building_costs_in_that_year() -> None:
    dearer = edit("capital_cost_factor", "set", 1.5, facility="hom_magnets")
    (plant,) = investors(edited(dearer, strategy="build"))
    assert plant.capital == pytest.approx(1.5 * 200_000)


def growing(*edits: Edit) -> Solution:
    """A plan in which firms may add 10 t a year of presses, 30 t in all, that live ten years."""
    press = {"facility": "hom_magnets"}
    grown = {"build_rate": 10.0, "lifetime": 10.0, "hurdle_rate": 0.1, "site_limit": 30.0}
    base = apply_edits(
        BASE, [*(edit(name, "set", value, **press) for name, value in grown.items()), *edits]
    )
    outcome = Session(build_programme(base)).solve(with_levers(STUDY, base, "as-now", "central"))
    return Solution(STUDY, outcome)


DUE = 0.8
"""Share of what motors take that is to be made at home; 80 t of 100, of which at most 60 are."""


def test_who_must_buy_at_home_pays_makers_there_what_a_miss_would_cost() -> None:
    """With 20 t/yr missing in every year a magnet from home is worth 10,000 more than one bought.

    So the ordered plant sells at 15,000 and not at 5,000, while oxide costs what it is worth to it.
    """
    bound = edited(
        edit("quota_share", "set", DUE, quota="quota_1", use_option="motors@HOM/magnet"),
        edit("quota_counts", "set", 1.0, quota="quota_1", material="magnet"),
        edit("quota_price", "set", 10_000.0, quota="quota_1"),
        strategy="build",
    )
    assert (bound.outcome["quota_missed"].values[0] > 20.0 - 1e-9).all()
    assert bound.price("magnet", "HOM") == pytest.approx([5000.0] * 3)
    (plant,) = investors(bound)
    used = bound.outcome["activity"].sel(facility="hom_magnets").values / [20.0, 40.0, 60.0]
    made = 20 * used[1] / 1.1 + 40 * used[2] / 1.21
    assert (plant.sales, plant.running) == pytest.approx((15_000 * made, 2500 * made))


def test_who_may_not_buy_all_from_one_country_pays_makers_at_home_too() -> None:
    """Farland may send half of what home takes in; each tonne beyond costs 1,000 a tonne.

    A tonne made at home lets half a tonne more come from there, which is worth 500 beside 5,000.
    """
    spread = BASE.labels.coordinates("spread")[0]
    bound = edited(
        edit("spread_counts", "set", 1.0, spread=spread, material="magnet"),
        edit("spread_share", "set", 0.5, spread=spread),
        edit("spread_price", "set", 1000.0, spread=spread),
        strategy="build",
    )
    price = bound.price("magnet", "HOM")
    (plant,) = investors(bound)
    used = bound.outcome["activity"].sel(facility="hom_magnets").values / [20.0, 40.0, 60.0]
    worth = [0.0 if over < 1e-6 else 500.0 for over in bound.outcome["concentrated"].values[0]]
    assert worth[1] == 500.0
    sold = [20 * used[1] * (price[1] + worth[1]), 40 * used[2] * (price[2] + worth[2])]
    assert plant.sales == pytest.approx(sold[0] / 1.1 + sold[1] / 1.21)


def test_plants_that_are_added_are_paid_when_they_are_decided() -> None:
    """10 t in each of three years at 100 a tonne and half as much again, at ten per cent."""
    cost, dearer = (
        edit(name, "set", value, facility="hom_magnets")
        for name, value in (("capital_cost", 100.0), ("capital_cost_factor", 1.5))
    )
    (plant,) = investors(growing(cost, dearer))
    assert (plant.kind, plant.capacity, plant.first_online) == ("added", 30.0, 2024.0)
    assert plant.capital == pytest.approx(1500 * (1 + 1 / 1.1 + 1 / 1.21))
    assert plant.sales == pytest.approx(2 * plant.running), "5,000 and 2,500 a tonne"
    assert not plant.loses


def test_what_nobody_adds_is_valued_as_all_that_may_be() -> None:
    cost, dearer = (
        edit(name, "set", value, facility="hom_magnets")
        for name, value in (("capital_cost", 1e6), ("capital_cost_factor", 1.5))
    )
    (plant,) = investors(growing(cost, dearer))
    assert (plant.kind, plant.capacity) == ("open", 30.0)
    assert plant.capital == pytest.approx(30 * 1.5e6)
    whole = sum(1.1**-age for age in range(1, 11)) - 0.5 / 1.1
    assert plant.running == pytest.approx(30 * 2500 * whole), "it runs full for ten years"
    assert plant.loses


def test_a_plant_that_takes_a_year_to_build_begins_a_year_later() -> None:
    """Begun in the last year of three, it is half ramped up in that and all later ones."""
    cost, lead = (
        edit(name, "set", value, facility="hom_magnets")
        for name, value in (("capital_cost", 100.0), ("lead_time", 1.0))
    )
    (plant,) = next_tonnes(growing(cost, lead), ["oxide"], 2025)
    assert (plant.half, plant.takes, plant.gives) == (1.0, 0.5, 1.0)
    made = 0.5 * sum(1.1**-age for age in range(1, 11))
    assert plant.capital == pytest.approx(100 / made / 1000)
    assert replace(plant, gives=0.25).takes_per_product == 2.0


def test_a_plan_without_plants_has_no_investors() -> None:
    assert investors(solution("as-now")) == ()


def test_a_cheap_plant_pays_and_its_rate_of_return_is_where_its_value_is_zero() -> None:
    """At 100 USD/t of capital, half of it public, income of some 10,000 a year pays 2,000."""
    solved = edited(edit("capital_cost", "set", 100.0, facility="hom_magnets"), strategy="build")
    (plant,) = investors(solved)
    assert not plant.loses
    assert plant.payback is not None
    oxide = solved.price("oxide", "HOM")
    first = 20 * (2500 - 0.5 * oxide[1])
    assert plant.payback == pytest.approx(2000 / first)
    assert plant.irr is not None
    second = 40 * (2500 - 0.5 * oxide[2])
    rate = plant.irr
    assert first / (1 + rate) + second / (1 + rate) ** 2 == pytest.approx(2000, rel=1e-6)


def test_soft_rules_ask_nothing_where_there_are_none() -> None:
    assert soft_rules(solution("as-now")) == ()
    assert STUDY.chain.bands == ()


AGREEMENT = BASE.labels.coordinates("agreement")[0]


@pytest.mark.parametrize(
    ("price", "missing", "alternative", "warning"),
    [
        (100.0, 10.0, 100.0, "broken"),
        (600.0, 0.0, 500.0, "factor of two"),
        (2000.0, 0.0, 500.0, ""),
    ],
)
def test_an_agreement_by_hand(
    price: float, missing: float, alternative: float, warning: str
) -> None:
    solved = edited(
        edit("agreement_lane", "set", 1.0, agreement=AGREEMENT, lane="magnet:FOR>HOM"),
        edit("agreement_floor", "set", 90.0, agreement=AGREEMENT),
        edit("agreement_price", "set", price, agreement=AGREEMENT),
    )
    rules = soft_rules(solved)
    assert [rule.year for rule in rules] == [2024, 2025, 2026]
    for rule in rules:
        assert (rule.rule, rule.subject, rule.due) == ("delivery_at_least", AGREEMENT, 90.0)
        assert rule.missing == pytest.approx(missing)
        assert rule.price == price
        assert rule.alternative == pytest.approx(alternative)
        assert warning in rule.warning.name
        assert bool(rule.warning.name) == bool(warning)
        assert rule.ground == "A test asks what would happen."
        assert rule.sources == ("toy/invented",)


def test_a_band_by_hand() -> None:
    banded = apply_edits(
        BASE,
        [
            edit("band_price", "set", 300.0, lane="magnet:FOR>HOM"),
            edit("band_below", "set", 0.0),
        ],
    )
    session = Session(build_programme(banded))
    outcome = session.solve(with_levers(STUDY, banded, "build", "central"))
    rules = soft_rules(Solution(STUDY, outcome))
    assert [rule.title for rule in rules] == ["Magnets, Farland to Homeland"] * 3
    assert [rule.due for rule in rules] == pytest.approx([80.0] * 3)
    assert [rule.missing for rule in rules] == pytest.approx([0.0, 20.0, 30.0])
    assert [rule.warning.state for rule in rules] == ["", "broken", "broken"]
    assert rules[0].ground == "A test asks what would happen.", "who set the price says why"


def test_the_state_bears_the_capital_of_its_own_plant() -> None:
    """40 t/yr of a state plant and of a private one, 1,000 USD/t each, all of it public."""
    for facility, capital in (("hom_separation", 40_000.0), ("hom_magnets", 0.0)):
        solved = edited(
            edit("programme", "set", 40.0, facility=facility, vintage=2025),
            edit("capital_cost", "set", 1000.0, facility=facility),
            edit("public_share", "set", 1.0, facility=facility),
        )
        (plant,) = (one for one in investors(solved) if one.facility == facility)
        assert plant.capital == pytest.approx(capital)
