"""Strategies and worlds: dated levers with a reason and a source, written as data."""

from __future__ import annotations

from monazite.strategy.levers import (
    ALL,
    STRATEGY_KINDS,
    WORLD_KINDS,
    CapacityProgramme,
    ExportLimit,
    ForeignExportControl,
    Lever,
    Partnership,
    Permit,
    Priority,
    Stockpile,
    StrategyLever,
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
    "ExportLimit",
    "ForeignExportControl",
    "Lever",
    "Month",
    "Partnership",
    "Permit",
    "Priority",
    "Stockpile",
    "Strategy",
    "StrategyLever",
    "World",
    "WorldLever",
    "read_strategies",
    "read_worlds",
    "share_of_year",
]
