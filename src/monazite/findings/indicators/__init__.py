"""The figures a plan is judged by, each one number per reported year."""

from monazite.findings.indicators.asked import OF_USES, points_of
from monazite.findings.indicators.contained import as_contained, figures_alike, held_in_each
from monazite.findings.indicators.keys import (
    as_headlines_write,
    basis_of,
    check_keys,
    compute,
    entry_of,
    front_keys,
    full_key,
    keys_of,
    measure_and_subject,
    over_time,
    qualifiers,
    spelled_out,
    title_of,
    unit_of,
)
from monazite.findings.indicators.part import Part
from monazite.findings.indicators.parts import parts_of
from monazite.findings.indicators.regional import regional_table
from monazite.findings.indicators.registry import indicator, indicators
from monazite.findings.indicators.supply import (
    Need,
    Supply,
    need_by_year,
    own_by_year,
    supply_by_origin,
    unmet_by_use,
)
from monazite.findings.indicators.tables import COLUMNS, flow_table, indicator_table, joint_labels

__all__ = [
    "COLUMNS",
    "OF_USES",
    "Need",
    "Part",
    "Supply",
    "as_contained",
    "as_headlines_write",
    "basis_of",
    "check_keys",
    "compute",
    "entry_of",
    "figures_alike",
    "flow_table",
    "front_keys",
    "full_key",
    "held_in_each",
    "indicator",
    "indicator_table",
    "indicators",
    "joint_labels",
    "keys_of",
    "measure_and_subject",
    "need_by_year",
    "over_time",
    "own_by_year",
    "parts_of",
    "points_of",
    "qualifiers",
    "regional_table",
    "spelled_out",
    "supply_by_origin",
    "title_of",
    "unit_of",
    "unmet_by_use",
]
