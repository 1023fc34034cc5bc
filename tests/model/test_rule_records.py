"""What the records of rules say: how plants are held back, what may be broken at a price."""

from collections.abc import Iterator

import numpy as np
import pytest

from monazite.model import RULES, Outcome, Rule

from .miniature import miniature, solved, solved_fresh


def test_what_holds_plants_back_and_how_it_gives_way() -> None:
    """Parameter, how it is eased, what a unit of the limit is."""
    found = {
        rule.name: (rule.relief.parameter, rule.relief.how, rule.counts)
        for rule in RULES.values()
        if rule.holds_plants and rule.relief is not None
    }
    assert found == {
        "output_within_capacity": ("nameplate", "add", "flow"),
        "feed_within_permit": ("permit", "raise", "flow"),
        "extraction_within_reserves": ("reserves", "raise", "total"),
        "additions_within_site": ("site_limit", "raise", "building"),
        "additions_within_build_rate": ("build_rate", "raise", "building"),
    }


def test_what_may_be_broken_at_a_price_and_where_it_is_counted() -> None:
    """All of them floors: what is asked for and not done."""
    soft = {rule.name: rule for rule in RULES.values() if rule.penalty is not None}
    assert {name: rule.penalty.slack for name, rule in soft.items() if rule.penalty} == {
        "contracts_are_kept": "breach",
        "sellers_make_what_is_due": "breach",
        "home_content_at_least": "quota_missed",
        "origins_are_spread": "concentrated",
        "stock_meets_target": "stock_shortfall",
        "shipments_near_history": "band_shortfall",
        "customers_kept_in_crisis": "crisis_cut",
        "delivery_at_least": "undelivered",
    }
    assert {rule.sense for rule in soft.values()} == {"floor"}


def test_what_is_written_as_a_bound_of_a_variable() -> None:
    assert {rule.name for rule in RULES.values() if rule.bound} == {
        "hastened_within_step",
        "additions_within_build_rate",
        "breach_within_due",
        "unmet_within_wanted",
        "stock_within_storage",
        "support_within_window",
        "shipments_within_lane",
    }


def test_which_side_a_rule_holds_and_what_it_counts() -> None:
    """Everything else is a ceiling, and on tonnes a year that run or move."""
    assert {rule.name for rule in RULES.values() if rule.sense == "floor"} == {
        "delivery_at_least",
        "home_content_at_least",
        "origins_are_spread",
        "output_at_least",
        "customers_kept_in_crisis",
        "stock_meets_target",
        "sellers_make_what_is_due",
        "contracts_are_kept",
        "shipments_near_history",
    }
    assert {rule.name for rule in RULES.values() if rule.sense == "balance"} == {
        "materials_balance",
        "demand_is_served_or_unmet",
        "stock_carries_over",
    }
    assert {rule.name: rule.counts for rule in RULES.values() if rule.counts != "flow"} == {
        "additions_within_pace": "building",
        "hastened_within_step": "building",
        "additions_within_usual_part": "building",
        "steps_within_part": "building",
        "steps_within_additions": "building",
        "additions_within_site": "building",
        "additions_within_build_rate": "building",
        "extraction_within_reserves": "total",
        "support_within_awardee_budget": "total",
        "support_within_scheme_budget": "total",
        "stock_carries_over": "stock",
        "stock_within_storage": "stock",
        "stock_meets_target": "stock",
    }


def test_the_sign_of_a_dual_says_which_way_a_rule_holds() -> None:
    """Easing a ceiling or a floor saves; a balance holds both ways, and no easing is spoken of."""
    signs = {"ceiling": -1.0, "floor": 1.0, "balance": 0.0}
    assert {rule.sense: rule.dual_sign for rule in RULES.values()} == signs


@pytest.fixture(scope="module")
def tight() -> Outcome:
    """Home presses that may grow, a mine with 350 t of ore, and a permit and a floor abroad.

    The horizon ends with a block of two years. Users go short, so that a press that costs 100 USD a
    year pays, and all that may be added is: 5 t in every year, until there is no room beyond 12 t.
    """
    return solved_fresh(
        miniature(
            {
                "build_rate": {"home_magnets": 5.0},
                "site_limit": {"home_magnets": 12.0},
                "capital_cost": {"home_magnets": 1000.0},
                "lifetime": {"home_magnets": 10.0},
                "reserves": {"home_mine": 350.0},
                "permit": {"abroad_magnets": 220.0},
                "floor": {("abroad_mine", 2025): 200.0},
            },
            blocks=(2,),
        )
    )


def saved(outcome: Outcome, rule: Rule) -> Iterator[tuple[str, int]]:
    """Where easing a rule by a tonne would save more than a cent, by subject and last year."""
    dual = rule.dual(outcome)
    assert dual is not None
    over = "decided" if "decided" in dual.dims else "period"
    for at, worth in np.ndenumerate((rule.dual_sign * dual.transpose(rule.subject, ...)).values):
        if worth > 0.01:
            year = dual.coords[over].values[at[1]] if over in dual.dims else 2028
            yield str(dual.coords[rule.subject].values[at[0]]), int(year)


@pytest.mark.parametrize(
    "name",
    [
        "output_within_capacity",
        "feed_within_permit",
        "output_at_least",
        "extraction_within_reserves",
        "additions_within_site",
        "additions_within_build_rate",
    ],
)
def test_a_limit_that_is_worth_something_is_used_up(name: str, tight: Outcome) -> None:
    """What a record says is used is then what it says there is."""
    rule = RULES[name]
    assert rule.used is not None
    assert rule.limit is not None
    used, limit = rule.used(tight), rule.limit(tight)
    found = list(saved(tight, rule))
    assert found, "the test is about a limit that is worth something"
    for subject, year in found:
        at = {rule.subject: subject, "period": year}
        there, here = (
            float(one.sel({name: at[name] for name in one.dims})) for one in (limit, used)
        )
        assert here == pytest.approx(there), at


def test_what_the_record_of_a_largest_share_counts() -> None:
    """All 100 t are from Farland: 30 t of others are due where seven tenths may be, and missing."""
    rule = RULES["origins_are_spread"]
    outcome = solved(
        {
            "operating_cost": {"home_magnets": 2800.0},
            "spread_share": {("spread_1", year): 0.7 for year in (2025, 2026)},
            "spread_counts": {("spread_1", "magnet"): 1.0},
            "spread_price": {"spread_1": 700.0},
        }
    )
    assert rule.used is not None
    assert rule.limit is not None
    assert rule.penalty is not None
    of = {"spread": "spread_1"}
    assert rule.used(outcome).sel(of).values == pytest.approx([0.0] * 3)
    assert rule.limit(outcome).sel(of).values == pytest.approx([0.0, 30.0, 30.0])
    for counted in (rule.penalty.due, rule.penalty.missing):
        due = counted(outcome).sel({**of, "origin": "FOR"})
        assert due.values == pytest.approx([0.0, 30.0, 30.0])


def test_what_the_record_of_a_share_to_be_made_at_home_counts() -> None:
    """Three tenths of 100 t are asked for; at 800 a tonne they are made, at 700 all are missing."""
    rule = RULES["home_content_at_least"]
    assert rule.used is not None
    assert rule.limit is not None
    assert rule.penalty is not None
    years = (2024, 2025, 2026)
    for price, made in ((800.0, 30.0), (700.0, 0.0)):
        outcome = solved(
            {
                "operating_cost": {"home_magnets": 2800.0},
                "quota_share": {("quota_1", "motors@HOM/magnet", year): 0.3 for year in years},
                "quota_counts": {("quota_1", "magnet"): 1.0},
                "quota_price": {"quota_1": price},
            }
        )
        of = {"quota": "quota_1"}
        assert rule.used(outcome).sel(of).values == pytest.approx([made] * 3)
        assert rule.limit(outcome).sel(of).values == pytest.approx([30.0] * 3)
        assert rule.penalty.due(outcome).sel(of).values == pytest.approx([30.0] * 3)
        assert rule.penalty.missing(outcome).sel(of).values == pytest.approx([30.0 - made] * 3)
        price_of = rule.penalty.price(outcome.parameters)
        assert float(price_of.sel(of).values.max()) == price
