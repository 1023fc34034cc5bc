"""What an outcome means: indicators, bottlenecks, calibration, fate of tonnes and their grounds."""

from monazite.findings.answer import answer, decision_years, headline
from monazite.findings.binds import Bind, binds
from monazite.findings.calibration import Compared, calibration
from monazite.findings.confidence import Weighing, thin_share, weigh
from monazite.findings.doubts import ranked_facts, shortlist
from monazite.findings.fate import closing_gap, fate_of_conserved, group_account
from monazite.findings.ground_facts import facts_used, sources_used
from monazite.findings.grounds import RULE_PARAMETERS, Ground, grounds
from monazite.findings.indicators import (
    COMPUTE,
    DEFAULT_QUALIFIER,
    check_keys,
    compute,
    full_key,
    qualifiers,
    unit_of,
)
from monazite.findings.industries import need_of_uses
from monazite.findings.investors import Investment, investors
from monazite.findings.origins import Origins, trace_origins
from monazite.findings.prices import as_far_as_supported, price_rows, supported_until
from monazite.findings.reading import Reading
from monazite.findings.sensitivity import sensitivity_rows
from monazite.findings.soft_rules import SoftRule, soft_rules
from monazite.findings.stages import stage_use
from monazite.findings.strands import STRANDS, ChainAccount, chain_account, chain_headline
from monazite.findings.supply import need_by_year, supply_by_origin, unmet_by_use
from monazite.findings.tables import COLUMNS, flow_table, indicator_table
from monazite.findings.ties import undetermined
from monazite.findings.trace import Step, trace
from monazite.findings.walls import best_of, falls_when_better, measured, wall_rows

__all__ = [
    "COLUMNS",
    "COMPUTE",
    "DEFAULT_QUALIFIER",
    "RULE_PARAMETERS",
    "STRANDS",
    "Bind",
    "ChainAccount",
    "Compared",
    "Ground",
    "Investment",
    "Origins",
    "Reading",
    "SoftRule",
    "Step",
    "Weighing",
    "answer",
    "as_far_as_supported",
    "best_of",
    "binds",
    "calibration",
    "chain_account",
    "chain_headline",
    "check_keys",
    "closing_gap",
    "compute",
    "decision_years",
    "facts_used",
    "falls_when_better",
    "fate_of_conserved",
    "flow_table",
    "full_key",
    "grounds",
    "group_account",
    "headline",
    "indicator_table",
    "investors",
    "measured",
    "need_by_year",
    "need_of_uses",
    "price_rows",
    "qualifiers",
    "ranked_facts",
    "sensitivity_rows",
    "shortlist",
    "soft_rules",
    "sources_used",
    "stage_use",
    "supply_by_origin",
    "supported_until",
    "thin_share",
    "trace",
    "trace_origins",
    "undetermined",
    "unit_of",
    "unmet_by_use",
    "wall_rows",
    "weigh",
]
