"""Who pays, who loses, who earns: the treasury, users, partners, makers and investors."""

from monazite.findings.money.feed_price import feed_prices
from monazite.findings.money.investors import Investment, investors
from monazite.findings.money.losses import (
    Known,
    PartnerLoss,
    known_of,
    loss_between,
    loss_over_all_years,
    losses,
    partners_hit,
)
from monazite.findings.money.next_tonne import NextTonne, built_from, next_tonnes, taken_on
from monazite.findings.money.payments import (
    Payment,
    SaleLost,
    outlay_until,
    payments,
    per_tonne,
    sales_lost,
    schemes,
)
from monazite.findings.money.unsettled import UnsettledPrice, unsettled_prices

__all__ = [
    "Investment",
    "Known",
    "NextTonne",
    "PartnerLoss",
    "Payment",
    "SaleLost",
    "UnsettledPrice",
    "built_from",
    "feed_prices",
    "investors",
    "known_of",
    "loss_between",
    "loss_over_all_years",
    "losses",
    "next_tonnes",
    "outlay_until",
    "partners_hit",
    "payments",
    "per_tonne",
    "sales_lost",
    "schemes",
    "taken_on",
    "unsettled_prices",
]
