"""Who pays, who loses, who earns: the treasury, users, partners, makers and investors."""

from monazite.findings.money.feed_price import feed_prices, says_feed_prices
from monazite.findings.money.investors import Investment, investors
from monazite.findings.money.losses import (
    loss_between,
    losses,
    lost,
    partners_hit,
    says_of_losses,
    says_of_replacing,
)
from monazite.findings.money.payments import (
    Payment,
    SaleLost,
    more_or_less,
    outlay_until,
    payments,
    per_tonne,
    sales_lost,
    says_of_sales_lost,
    says_of_schemes,
    says_who_goes_short,
    says_who_pays,
)

__all__ = [
    "Investment",
    "Payment",
    "SaleLost",
    "feed_prices",
    "investors",
    "loss_between",
    "losses",
    "lost",
    "more_or_less",
    "outlay_until",
    "partners_hit",
    "payments",
    "per_tonne",
    "sales_lost",
    "says_feed_prices",
    "says_of_losses",
    "says_of_replacing",
    "says_of_sales_lost",
    "says_of_schemes",
    "says_who_goes_short",
    "says_who_pays",
]
