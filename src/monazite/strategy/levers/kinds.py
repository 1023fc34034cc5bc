"""Which kinds of lever a strategy and a world may hold."""

from __future__ import annotations

from typing import get_args

from monazite.strategy.levers.allocation import FeedAllocation, StateSales
from monazite.strategy.levers.base import Lever
from monazite.strategy.levers.currency import ExchangeRate
from monazite.strategy.levers.plants import CapacityProgramme, Exploration, Permit, PrivateEntry
from monazite.strategy.levers.recycling import Recycling
from monazite.strategy.levers.sales import CapAndFloor, Offtake
from monazite.strategy.levers.stocks import Stockpile
from monazite.strategy.levers.support import (
    CapitalSubsidy,
    OutputIncentive,
    PriceGuarantee,
    PublicEquity,
)
from monazite.strategy.levers.trade import Diversification, ExportLimit, ImportDuty, Partnership
from monazite.strategy.levers.uses import DemandSaving, DomesticContent, Priority
from monazite.strategy.levers.world import (
    Delivery,
    DemandPath,
    ForeignExportControl,
    PricePath,
    SupplyLoss,
)

StrategyLever = (
    ExportLimit
    | CapacityProgramme
    | Permit
    | PrivateEntry
    | Exploration
    | CapitalSubsidy
    | PublicEquity
    | OutputIncentive
    | PriceGuarantee
    | CapAndFloor
    | Offtake
    | FeedAllocation
    | StateSales
    | Partnership
    | Stockpile
    | Priority
    | Recycling
    | ImportDuty
    | Diversification
    | DomesticContent
    | DemandSaving
)
"""What a country may decide for itself."""

WorldLever = ForeignExportControl | DemandPath | PricePath | SupplyLoss | Delivery | ExchangeRate
"""What the country does not choose."""


def _kinds(*records: type[Lever]) -> dict[str, type[Lever]]:
    return {get_args(record.model_fields["kind"].annotation)[0]: record for record in records}


STRATEGY_KINDS = _kinds(*get_args(StrategyLever))
"""The record of each kind of lever a strategy may hold."""

WORLD_KINDS = _kinds(*get_args(WorldLever))
"""The record of each kind of lever a world may hold."""
