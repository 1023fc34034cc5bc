"""A currency is that of a region with plants."""

from __future__ import annotations

from monazite.strategy import ExchangeRate
from monazite.study.checking.levers.base import CHECKS, Check
from monazite.study.checking.levers.world import check_reached


@CHECKS.of(ExchangeRate)
def check_exchange_rate(check: Check, lever: ExchangeRate) -> None:
    """Report a region that is not known or has no plants, and a change that moves nothing."""
    check.defined(lever, "region", "regions", [lever.region])
    check_reached(check, lever)
    if lever.change == 0.0 or lever.running_share == lever.capital_share == 0.0:
        check.report(
            lever,
            "change" if lever.change == 0.0 else "running_share",
            "it changes what nothing costs",
            "write a change, and which part of costs is paid in the currency; or drop the lever",
        )
    known = check.knows("facilities", "regions") and lever.region in check.chain.names("regions")
    if known and not any(row.region == lever.region for row in check.chain.facility.values()):
        check.report(
            lever,
            "region",
            f"no plant of the study stands in {lever.region}, so that no cost would move",
            "write a region that has plants",
        )
