"""One account of flows: what moves at home, where each tonne is from and where it goes."""

from monazite.findings.account.account import (
    CHAIN,
    FROM_HOME_ORE,
    Account,
    account_of,
    apparent_use,
    asked_of,
    form_account_of,
    group_account_of,
    is_last,
    made_at_home,
)
from monazite.findings.account.conservation import Conservation
from monazite.findings.account.contained import (
    Contained,
    held_by_need,
    held_by_plants,
    held_in_any,
    held_in_plants,
    held_weights,
    summed_as,
)
from monazite.findings.account.fate import (
    CONSERVED,
    OTHERS,
    Fate,
    Idle,
    Whereabouts,
    closing_gap,
    fate_of_conserved,
    fate_told,
    group_account,
)
from monazite.findings.account.industries import UseNeed, need_of_uses
from monazite.findings.account.jumps import Jump, Jumped, jumps, jumps_by_strategy
from monazite.findings.account.ladder import RUNGS, Ladder, Rung, ladder, makers
from monazite.findings.account.mixing import HOME, RECYCLED, STOCKPILE
from monazite.findings.account.offers import missing_by_use
from monazite.findings.account.shortage import observed_prices, short_by_tranche
from monazite.findings.account.stores import filling_stores
from monazite.findings.account.strands import STRANDS, ChainAccount, Folding, chain_account

__all__ = [
    "CHAIN",
    "CONSERVED",
    "FROM_HOME_ORE",
    "HOME",
    "OTHERS",
    "RECYCLED",
    "RUNGS",
    "STOCKPILE",
    "STRANDS",
    "Account",
    "ChainAccount",
    "Conservation",
    "Contained",
    "Fate",
    "Folding",
    "Idle",
    "Jump",
    "Jumped",
    "Ladder",
    "Rung",
    "UseNeed",
    "Whereabouts",
    "account_of",
    "apparent_use",
    "asked_of",
    "chain_account",
    "closing_gap",
    "fate_of_conserved",
    "fate_told",
    "filling_stores",
    "form_account_of",
    "group_account",
    "group_account_of",
    "held_by_need",
    "held_by_plants",
    "held_in_any",
    "held_in_plants",
    "held_weights",
    "is_last",
    "jumps",
    "jumps_by_strategy",
    "ladder",
    "made_at_home",
    "makers",
    "missing_by_use",
    "need_of_uses",
    "observed_prices",
    "short_by_tranche",
    "summed_as",
]
