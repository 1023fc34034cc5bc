"""A study is a folder: evidence, chain, strategies and worlds, loaded and cross-checked."""

from __future__ import annotations

from monazite.study.cells import ChainRow, Number
from monazite.study.chain import TABLES, Chain
from monazite.study.datapackage import describe, description_text
from monazite.study.loading import list_studies, load_study
from monazite.study.numbers import Numbers, canonical_unit, canonical_units, measured_unit
from monazite.study.proposing import check_strategy
from monazite.study.records import (
    BandRow,
    ContentRow,
    CurrencyRow,
    DemandRow,
    EmbodiedRow,
    ExpansionRow,
    FacilityRow,
    FloorRow,
    ForecastRow,
    FractionRow,
    GroupRow,
    LaneRow,
    MaterialRow,
    MeasuredRow,
    MixtureRow,
    ObservationRow,
    OptionRow,
    OwnershipAccountPriceRow,
    OwnershipAccountRow,
    PriceRow,
    RampRow,
    RecipeRow,
    RecyclingRow,
    RegionRow,
    StockRow,
    UseRow,
)
from monazite.study.settings import GradeSpread, Horizon, Settings, UncertainFamily
from monazite.study.study import Study, resolved
from monazite.study.what_if import with_values

__all__ = [
    "TABLES",
    "BandRow",
    "Chain",
    "ChainRow",
    "ContentRow",
    "CurrencyRow",
    "DemandRow",
    "EmbodiedRow",
    "ExpansionRow",
    "FacilityRow",
    "FloorRow",
    "ForecastRow",
    "FractionRow",
    "GradeSpread",
    "GroupRow",
    "Horizon",
    "LaneRow",
    "MaterialRow",
    "MeasuredRow",
    "MixtureRow",
    "Number",
    "Numbers",
    "ObservationRow",
    "OptionRow",
    "OwnershipAccountPriceRow",
    "OwnershipAccountRow",
    "PriceRow",
    "RampRow",
    "RecipeRow",
    "RecyclingRow",
    "RegionRow",
    "Settings",
    "StockRow",
    "Study",
    "UncertainFamily",
    "UseRow",
    "canonical_unit",
    "canonical_units",
    "check_strategy",
    "describe",
    "description_text",
    "list_studies",
    "load_study",
    "measured_unit",
    "resolved",
    "with_values",
]
