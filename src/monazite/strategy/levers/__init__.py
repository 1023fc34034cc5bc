"""Says what each kind of lever is: one record per kind, exactly as a file writes it.

A lever says what somebody does, from which month, and why. `registry` tells what a record carries;
modules of kinds that no other code names are found there and stand in no list.
"""

from __future__ import annotations

from monazite.strategy.levers.allocation import FeedAllocation, StateSales
from monazite.strategy.levers.base import ALL, OWN, Amount, Lever, Names, Number, Share, Text
from monazite.strategy.levers.currency import ExchangeRate
from monazite.strategy.levers.plants import CapacityProgramme, Exploration, Permit, PrivateEntry
from monazite.strategy.levers.recycling import Recycling
from monazite.strategy.levers.registry import (
    STRATEGY_KINDS,
    WORLD_KINDS,
    ByKind,
    Kinds,
    KindWords,
    words_of,
)
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
    WorldEvent,
)

__all__ = [
    "ALL",
    "OWN",
    "STRATEGY_KINDS",
    "WORLD_KINDS",
    "Amount",
    "ByKind",
    "CapAndFloor",
    "CapacityProgramme",
    "CapitalSubsidy",
    "Delivery",
    "DemandPath",
    "DemandSaving",
    "Diversification",
    "DomesticContent",
    "ExchangeRate",
    "Exploration",
    "ExportLimit",
    "FeedAllocation",
    "ForeignExportControl",
    "ImportDuty",
    "KindWords",
    "Kinds",
    "Lever",
    "Names",
    "Number",
    "Offtake",
    "OutputIncentive",
    "Partnership",
    "Permit",
    "PriceGuarantee",
    "PricePath",
    "Priority",
    "PrivateEntry",
    "PublicEquity",
    "Recycling",
    "Share",
    "StateSales",
    "Stockpile",
    "SupplyLoss",
    "Text",
    "WorldEvent",
    "words_of",
]
