"""Says what each kind of lever is: one record per kind, exactly as a file writes it.

A lever says what somebody does, from which month, and why. `registry` tells what a record carries;
modules of kinds that no other code names are found there and stand in no list.
"""

from __future__ import annotations

from monazite.strategy.levers.base import ALL, OWN, Amount, Lever, Names, Number, Share, Text
from monazite.strategy.levers.cap_and_floor import CapAndFloor
from monazite.strategy.levers.capacity_programme import CapacityProgramme
from monazite.strategy.levers.capital_subsidy import CapitalSubsidy
from monazite.strategy.levers.delivery import Delivery
from monazite.strategy.levers.export_limit import ExportLimit
from monazite.strategy.levers.foreign_export_control import ForeignExportControl
from monazite.strategy.levers.import_duty import ImportDuty
from monazite.strategy.levers.offtake import Offtake
from monazite.strategy.levers.output_incentive import OutputIncentive
from monazite.strategy.levers.partnership import Partnership
from monazite.strategy.levers.permit import Permit
from monazite.strategy.levers.price_guarantee import PriceGuarantee
from monazite.strategy.levers.price_path import PricePath
from monazite.strategy.levers.priority import Priority
from monazite.strategy.levers.private_entry import PrivateEntry
from monazite.strategy.levers.public_equity import PublicEquity
from monazite.strategy.levers.recycling import Recycling
from monazite.strategy.levers.registry import (
    STRATEGY_KINDS,
    WORLD_KINDS,
    Kinds,
    KindWords,
    lever_title,
    words_of,
)
from monazite.strategy.levers.stockpile import Stockpile
from monazite.strategy.levers.supply_loss import SupplyLoss
from monazite.strategy.levers.world import WorldEvent

__all__ = [
    "ALL",
    "OWN",
    "STRATEGY_KINDS",
    "WORLD_KINDS",
    "Amount",
    "CapAndFloor",
    "CapacityProgramme",
    "CapitalSubsidy",
    "Delivery",
    "ExportLimit",
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
    "Stockpile",
    "SupplyLoss",
    "Text",
    "WorldEvent",
    "lever_title",
    "words_of",
]
