"""What a year costs: to the world, to home, to the public purse and to a partner's users."""

from monazite.findings.costs.border import paid_for_scarcity, scarcity_by_lane
from monazite.findings.costs.costs import (
    CHARGED_BY,
    burden,
    duty_paid,
    spent_at_home,
    spent_by_all,
    unmet_value,
)
from monazite.findings.costs.outlay import PAID_BY, in_public_money, outlay_items, stocks_set_aside
from monazite.findings.costs.partners import SMALL, about_nil, fewer_delivered, trade_lost
from monazite.findings.costs.prices import KILOGRAMS, PriceRange, as_far_as_supported, price_ranges
from monazite.findings.costs.supported import support_in_shadow_price

__all__ = [
    "CHARGED_BY",
    "KILOGRAMS",
    "PAID_BY",
    "SMALL",
    "PriceRange",
    "about_nil",
    "as_far_as_supported",
    "burden",
    "duty_paid",
    "fewer_delivered",
    "in_public_money",
    "outlay_items",
    "paid_for_scarcity",
    "price_ranges",
    "scarcity_by_lane",
    "spent_at_home",
    "spent_by_all",
    "stocks_set_aside",
    "support_in_shadow_price",
    "trade_lost",
    "unmet_value",
]
