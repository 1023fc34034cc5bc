"""The records of the chain tables: what stands in each column, in which unit, and what blank means.

The order of the fields is the order of the columns. Every table may end with the columns
`source_id`, `grade` and `note`, which speak for the plain numbers of the row.
"""

from monazite.study.records.demand import (
    DemandRow,
    EmbodiedRow,
    MixtureRow,
    OptionRow,
    RecyclingRow,
    UseRow,
)
from monazite.study.records.disruption import BufferRow, HitRow, ShockRow
from monazite.study.records.episodes import (
    EpisodeAmountRow,
    EpisodeObservationRow,
    EpisodeRow,
)
from monazite.study.records.materials import (
    ContentRow,
    FractionRow,
    GroupRow,
    MaterialRow,
    PriceRow,
)
from monazite.study.records.observations import (
    CurrencyRow,
    ExpectationRow,
    ForecastRow,
    MeasuredRow,
    ObservationRow,
)
from monazite.study.records.places import OwnershipAccountRow, RegionRow
from monazite.study.records.plants import (
    ExpansionRow,
    FacilityRow,
    FloorRow,
    RampRow,
    RecipeRow,
)
from monazite.study.records.trade import (
    BandRow,
    ContractRow,
    LaneRow,
    OwnershipAccountPriceRow,
    StockRow,
)
from monazite.study.records.words import BasisRow, FormRow, StageRow

__all__ = [
    "BandRow",
    "BasisRow",
    "BufferRow",
    "ContentRow",
    "ContractRow",
    "CurrencyRow",
    "DemandRow",
    "EmbodiedRow",
    "EpisodeAmountRow",
    "EpisodeObservationRow",
    "EpisodeRow",
    "ExpansionRow",
    "ExpectationRow",
    "FacilityRow",
    "FloorRow",
    "ForecastRow",
    "FormRow",
    "FractionRow",
    "GroupRow",
    "HitRow",
    "LaneRow",
    "MaterialRow",
    "MeasuredRow",
    "MixtureRow",
    "ObservationRow",
    "OptionRow",
    "OwnershipAccountPriceRow",
    "OwnershipAccountRow",
    "PriceRow",
    "RampRow",
    "RecipeRow",
    "RecyclingRow",
    "RegionRow",
    "ShockRow",
    "StageRow",
    "StockRow",
    "UseRow",
]
