"""What an outcome means: indicators, bottlenecks, calibration, fate of tonnes and their grounds."""

from monazite.findings.account import Account, group_account_of, made_at_home
from monazite.findings.answer import WALL_NAMES, answer, decision_years, finding, headline
from monazite.findings.binds import Bind, at_limits, binds
from monazite.findings.bought import Bought, heavy_share, says_what_is_bought, still_bought
from monazite.findings.calibration import FREE, Compared, calibration
from monazite.findings.cautions import cautions
from monazite.findings.confidence import Weighing, thin_share, weigh
from monazite.findings.conflict import Contradiction, contradictions
from monazite.findings.costs import burden
from monazite.findings.doubts import ranked_facts, shortlist
from monazite.findings.fate import Fate, closing_gap, fate_of_conserved, group_account
from monazite.findings.feed_price import FeedPrice, border_price, feed_prices, says_feed_prices
from monazite.findings.ground_facts import FactUsed, facts_used, sources_used
from monazite.findings.grounds import Ground, grounds
from monazite.findings.holding import (
    HeldStage,
    held_by_year,
    held_years,
    says_walls,
    says_what_holds,
)
from monazite.findings.indicators import (
    COMPUTE,
    DEFAULT_QUALIFIER,
    check_keys,
    compute,
    entry_of,
    full_key,
    qualifiers,
    title_of,
    unit_of,
)
from monazite.findings.industries import UseNeed, need_of_uses
from monazite.findings.investors import Investment, investors
from monazite.findings.jumps import Jump, jumps
from monazite.findings.ladder import RUNGS, Ladder, Rung, ladder
from monazite.findings.limits import (
    LimitEffect,
    Resting,
    first_year_of_gain,
    in_words,
    limit_effects,
    resting,
    says_of_limits,
    says_of_resting,
)
from monazite.findings.losses import PartnerLoss, loss_between, losses, partners_hit, says_of_losses
from monazite.findings.marks import Mark, marks
from monazite.findings.payments import (
    Payment,
    SaleLost,
    Scheme,
    outlay_until,
    payments,
    per_tonne,
    sales_lost,
    says_of_sales_lost,
    says_of_schemes,
    says_who_goes_short,
    says_who_pays,
    schemes,
)
from monazite.findings.prices import PriceRange, as_far_as_supported, price_ranges, supported_until
from monazite.findings.promise import PromiseItem, promise_items, says_of_promise
from monazite.findings.ranges import range_of, thin_swing, widest
from monazite.findings.reading import Reading
from monazite.findings.sensitivity import DoubtEffect, doubt_effects
from monazite.findings.side_by_side import SideBySide
from monazite.findings.soft_rules import SoftRule, soft_rules
from monazite.findings.stages import StageUse, stage_use
from monazite.findings.stops import StopYear, says_of_stops, stop_years
from monazite.findings.stores import FillingStore, filling_stores, says_of_stores
from monazite.findings.strands import STRANDS, ChainAccount, chain_account, chain_headline
from monazite.findings.supply import (
    Need,
    Supply,
    Unmet,
    need_by_year,
    supply_by_origin,
    unmet_by_use,
)
from monazite.findings.tables import COLUMNS, flow_table, indicator_table
from monazite.findings.ties import Loose, undetermined
from monazite.findings.trace import Step, TraceStep, trace
from monazite.findings.walls import EasedWall, best_of, eased_walls, falls_when_better, measured
from monazite.findings.worlds import WorldResult, in_worlds, says_of_worlds, worst_world

__all__ = [
    "COLUMNS",
    "COMPUTE",
    "DEFAULT_QUALIFIER",
    "FREE",
    "RUNGS",
    "STRANDS",
    "WALL_NAMES",
    "Account",
    "Bind",
    "Bought",
    "ChainAccount",
    "Compared",
    "Contradiction",
    "DoubtEffect",
    "EasedWall",
    "FactUsed",
    "Fate",
    "FeedPrice",
    "FillingStore",
    "Ground",
    "HeldStage",
    "Investment",
    "Jump",
    "Ladder",
    "LimitEffect",
    "Loose",
    "Mark",
    "Need",
    "PartnerLoss",
    "Payment",
    "PriceRange",
    "PromiseItem",
    "Reading",
    "Resting",
    "Rung",
    "SaleLost",
    "Scheme",
    "SideBySide",
    "SoftRule",
    "StageUse",
    "Step",
    "StopYear",
    "Supply",
    "TraceStep",
    "Unmet",
    "UseNeed",
    "Weighing",
    "WorldResult",
    "answer",
    "as_far_as_supported",
    "at_limits",
    "best_of",
    "binds",
    "border_price",
    "burden",
    "calibration",
    "cautions",
    "chain_account",
    "chain_headline",
    "check_keys",
    "closing_gap",
    "compute",
    "contradictions",
    "decision_years",
    "doubt_effects",
    "eased_walls",
    "entry_of",
    "facts_used",
    "falls_when_better",
    "fate_of_conserved",
    "feed_prices",
    "filling_stores",
    "finding",
    "first_year_of_gain",
    "flow_table",
    "full_key",
    "grounds",
    "group_account",
    "group_account_of",
    "headline",
    "heavy_share",
    "held_by_year",
    "held_years",
    "in_words",
    "in_worlds",
    "indicator_table",
    "investors",
    "jumps",
    "ladder",
    "limit_effects",
    "loss_between",
    "losses",
    "made_at_home",
    "marks",
    "measured",
    "need_by_year",
    "need_of_uses",
    "outlay_until",
    "partners_hit",
    "payments",
    "per_tonne",
    "price_ranges",
    "promise_items",
    "qualifiers",
    "range_of",
    "ranked_facts",
    "resting",
    "sales_lost",
    "says_feed_prices",
    "says_of_limits",
    "says_of_losses",
    "says_of_promise",
    "says_of_resting",
    "says_of_sales_lost",
    "says_of_schemes",
    "says_of_stops",
    "says_of_stores",
    "says_of_worlds",
    "says_walls",
    "says_what_holds",
    "says_what_is_bought",
    "says_who_goes_short",
    "says_who_pays",
    "schemes",
    "shortlist",
    "soft_rules",
    "sources_used",
    "stage_use",
    "still_bought",
    "stop_years",
    "supply_by_origin",
    "supported_until",
    "thin_share",
    "thin_swing",
    "title_of",
    "trace",
    "undetermined",
    "unit_of",
    "unmet_by_use",
    "weigh",
    "widest",
    "worst_world",
]
