"""Strategies and worlds: dated levers with a reason and a source, written as data."""

from __future__ import annotations

from monazite.strategy.levers import (
    ALL,
    STRATEGY_KINDS,
    WORLD_KINDS,
    CapacityProgramme,
    CapitalSubsidy,
    DemandPath,
    ExportLimit,
    FeedAllocation,
    ForeignExportControl,
    ImportDuty,
    Lever,
    OutputIncentive,
    Partnership,
    Permit,
    PricePath,
    Priority,
    PrivateEntry,
    Recycling,
    StateSales,
    Stockpile,
    StrategyLever,
    WorldEvent,
    WorldLever,
)
from monazite.strategy.months import Month, share_of_year
from monazite.strategy.reading import read_strategies, read_worlds
from monazite.strategy.strategies import Strategy, World

__all__ = [
    "ALL",
    "STRATEGY_KINDS",
    "WORLD_KINDS",
    "CapacityProgramme",
    "CapitalSubsidy",
    "DemandPath",
    "ExportLimit",
    "FeedAllocation",
    "ForeignExportControl",
    "ImportDuty",
    "Lever",
    "Month",
    "OutputIncentive",
    "Partnership",
    "Permit",
    "PricePath",
    "Priority",
    "PrivateEntry",
    "Recycling",
    "StateSales",
    "Stockpile",
    "Strategy",
    "StrategyLever",
    "World",
    "WorldEvent",
    "WorldLever",
    "read_strategies",
    "read_worlds",
    "share_of_year",
]
