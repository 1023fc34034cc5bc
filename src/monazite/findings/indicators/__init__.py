"""The figures a plan is judged by, each one number per reported year."""

from monazite.findings.indicators.indicators import (
    COMPUTE,
    DEFAULT_QUALIFIER,
    apparent_use,
    arrivals_by_region,
    check_keys,
    compute,
    entry_of,
    full_key,
    import_bill,
    qualifiers,
    self_sufficiency,
    title_of,
    unit_of,
)
from monazite.findings.indicators.partners import trade_lost
from monazite.findings.indicators.supply import (
    Need,
    Supply,
    need_by_year,
    supply_by_origin,
    unmet_by_use,
)
from monazite.findings.indicators.tables import COLUMNS, flow_table, indicator_table
from monazite.findings.indicators.unserved import OF_USES

__all__ = [
    "COLUMNS",
    "COMPUTE",
    "DEFAULT_QUALIFIER",
    "OF_USES",
    "Need",
    "Supply",
    "apparent_use",
    "arrivals_by_region",
    "check_keys",
    "compute",
    "entry_of",
    "flow_table",
    "full_key",
    "import_bill",
    "indicator_table",
    "need_by_year",
    "qualifiers",
    "self_sufficiency",
    "supply_by_origin",
    "title_of",
    "trade_lost",
    "unit_of",
    "unmet_by_use",
]
