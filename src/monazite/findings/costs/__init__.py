"""What a year costs: to the world, to home, to the public purse and to a partner's users."""

from monazite.findings.costs.costs import burden, duty_paid, home_cost, unmet_value, world_cost
from monazite.findings.costs.outlay import in_crore, outlay_items, public_outlay, stocks_set_aside
from monazite.findings.costs.prices import KILOGRAMS, PriceRange, as_far_as_supported, price_ranges
from monazite.findings.costs.supported import support_in_worth

__all__ = [
    "KILOGRAMS",
    "PriceRange",
    "as_far_as_supported",
    "burden",
    "duty_paid",
    "home_cost",
    "in_crore",
    "outlay_items",
    "price_ranges",
    "public_outlay",
    "stocks_set_aside",
    "support_in_worth",
    "unmet_value",
    "world_cost",
]
