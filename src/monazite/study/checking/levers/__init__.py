"""Levers name things the study has, act within its years, and could do something."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from monazite.core.errors import Problems
from monazite.strategy import (
    CapacityProgramme,
    CapitalSubsidy,
    Delivery,
    DemandPath,
    DomesticContent,
    ExportLimit,
    FeedAllocation,
    ForeignExportControl,
    ImportDuty,
    OutputIncentive,
    Partnership,
    Permit,
    PricePath,
    Priority,
    PrivateEntry,
    Recycling,
    StateSales,
    Stockpile,
    Strategy,
    SupplyLoss,
    World,
)
from monazite.study.chain import Chain
from monazite.study.checking.levers.base import Check
from monazite.study.checking.levers.owners import (
    check_domestic_content,
    check_feed_allocation,
    check_priority,
    check_state_sales,
    check_stockpile,
)
from monazite.study.checking.levers.plants import (
    check_capital_subsidy,
    check_facilities,
    check_output_incentive,
    check_private_entry,
    check_recycling,
)
from monazite.study.checking.levers.trade import (
    check_export_limit,
    check_import_duty,
    check_partnership,
)
from monazite.study.checking.levers.world import (
    check_delivery,
    check_demand_path,
    check_foreign_export_control,
    check_price_path,
    check_supply_loss,
)
from monazite.study.settings import Settings

__all__ = ["CHECKS", "check_levers"]

CHECKS: Mapping[type, Callable[[Check, Any], None]] = {
    ExportLimit: check_export_limit,
    CapacityProgramme: check_facilities,
    Permit: check_facilities,
    PrivateEntry: check_private_entry,
    CapitalSubsidy: check_capital_subsidy,
    OutputIncentive: check_output_incentive,
    FeedAllocation: check_feed_allocation,
    StateSales: check_state_sales,
    Partnership: check_partnership,
    Stockpile: check_stockpile,
    Priority: check_priority,
    Recycling: check_recycling,
    ImportDuty: check_import_duty,
    DomesticContent: check_domestic_content,
    ForeignExportControl: check_foreign_export_control,
    DemandPath: check_demand_path,
    PricePath: check_price_path,
    SupplyLoss: check_supply_loss,
    Delivery: check_delivery,
}
"""What checks each kind of lever beyond what all of them have."""


def check_levers(
    courses: Iterable[Strategy | World],
    chain: Chain,
    settings: Settings,
    sources: Collection[str],
    troubled: Collection[str],
    problems: Problems,
) -> None:
    """Report every lever of every strategy and world that does not fit the study.

    A lever that others inherit is reported once, in the file it was written in. Names are not
    reported when the file that should define them is among the `troubled` ones.
    """
    check = Check(chain, settings, sources, troubled, problems)
    seen: set[str] = set()
    for course in courses:
        for lever in course.levers:
            if lever.origin not in seen:
                seen.add(lever.origin)
                check.lever(lever)
                CHECKS[type(lever)](check, lever)
