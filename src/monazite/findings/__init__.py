"""What an outcome means: indicators, bottlenecks, calibration, fate of tonnes and their grounds."""

from monazite.findings.answer import answer, decision_years, headline
from monazite.findings.binds import Bind, binds
from monazite.findings.calibration import Compared, calibration
from monazite.findings.confidence import Weighing, thin_share, weigh
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
from monazite.findings.origins import Origins, trace_origins
from monazite.findings.reading import Reading
from monazite.findings.stages import stage_use
from monazite.findings.strands import STRANDS, ChainAccount, chain_account, chain_headline
from monazite.findings.supply import need_by_year, supply_by_origin, unmet_by_use
from monazite.findings.tables import COLUMNS, flow_table, indicator_table
from monazite.findings.trace import Step, trace

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
    "Origins",
    "Reading",
    "Step",
    "Weighing",
    "answer",
    "binds",
    "calibration",
    "chain_account",
    "chain_headline",
    "check_keys",
    "closing_gap",
    "compute",
    "decision_years",
    "facts_used",
    "fate_of_conserved",
    "flow_table",
    "full_key",
    "grounds",
    "group_account",
    "headline",
    "indicator_table",
    "need_by_year",
    "need_of_uses",
    "qualifiers",
    "sources_used",
    "stage_use",
    "supply_by_origin",
    "thin_share",
    "trace",
    "trace_origins",
    "unit_of",
    "unmet_by_use",
    "weigh",
]
