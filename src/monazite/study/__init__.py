"""A study is a folder: evidence, chain, strategies and worlds, loaded and cross-checked."""

from __future__ import annotations

from monazite.study.cell_units import canonical_unit, canonical_units, measured_unit
from monazite.study.cells import ChainRow, Number
from monazite.study.chain import TABLES, Chain
from monazite.study.checking import most_deviation
from monazite.study.datapackage import describe, description_text
from monazite.study.lever_ends import lever_end
from monazite.study.loading import list_studies, load_study
from monazite.study.numbers import Numbers
from monazite.study.proposing import check_fits
from monazite.study.records import (
    BandRow,
    BufferRow,
    ContentRow,
    CurrencyRow,
    DemandRow,
    EmbodiedRow,
    EpisodeAmountRow,
    EpisodeObservationRow,
    EpisodeRow,
    ExpansionRow,
    FacilityRow,
    FloorRow,
    ForecastRow,
    FractionRow,
    GroupRow,
    HitRow,
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
    ShockRow,
    StockRow,
    UseRow,
)
from monazite.study.settings import GradeSpread, Horizon, Settings, UncertainFamily
from monazite.study.study import Study, resolved
from monazite.study.what_if import range_of, stated_numbers, with_values

__all__ = [
    "TABLES",
    "BandRow",
    "BufferRow",
    "Chain",
    "ChainRow",
    "ContentRow",
    "CurrencyRow",
    "DemandRow",
    "EmbodiedRow",
    "EpisodeAmountRow",
    "EpisodeObservationRow",
    "EpisodeRow",
    "ExpansionRow",
    "FacilityRow",
    "FloorRow",
    "ForecastRow",
    "FractionRow",
    "GradeSpread",
    "GroupRow",
    "HitRow",
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
    "ShockRow",
    "StockRow",
    "Study",
    "UncertainFamily",
    "UseRow",
    "canonical_unit",
    "canonical_units",
    "check_fits",
    "describe",
    "description_text",
    "lever_end",
    "list_studies",
    "load_study",
    "measured_unit",
    "most_deviation",
    "range_of",
    "resolved",
    "stated_numbers",
    "with_values",
]
