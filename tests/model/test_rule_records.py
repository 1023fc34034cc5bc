"""What the records of rules say: how plants are held back, what may be broken at a price."""

from monazite.model import RULES


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
