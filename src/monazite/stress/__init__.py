"""A plan disturbed month by month: shocks drawn, trade cut, stores let go, uses rationed."""

from monazite.stress import otherwise, sizing, stocking, stores, two_stages
from monazite.stress.best_play import BestPlay, best_play
from monazite.stress.compiled import HAS_NUMBA
from monazite.stress.draws import BLOCK, Asked, Plan, check_draws, check_whole
from monazite.stress.engine import awaited_of, left_by, losses_of, played, recorded
from monazite.stress.foresight import Knowing, least_lost
from monazite.stress.game import ACTIONS, Action, Game, Move, best_lost, open_to, replayed
from monazite.stress.newsvendor import best_quantity, critical_ratio
from monazite.stress.of_plan import Months, months_of
from monazite.stress.records import (
    ALL,
    BestStockpile,
    FanBand,
    FormStockpile,
    Loss,
    Regret,
    RuleScore,
    Saving,
    ShockAsked,
    ShockMatters,
    Stockpile,
    StockpileRegret,
    StoreForm,
    UseAtRisk,
    WorstDraw,
)
from monazite.stress.release import Release, read_release, under
from monazite.stress.shocks import Shock
from monazite.stress.simulation import Task, simulated
from monazite.stress.state import Record
from monazite.stress.stated import (
    IN_THE_QUESTION,
    IN_THE_WORLD,
    Stop,
    check_stops,
    plants_at_home,
    read_stop,
    read_stops,
    sellers,
    stated_onsets,
    stated_shocks,
)
from monazite.stress.system import LANE, PLANT, TINY, USE, Floats, System, Whole
from monazite.stress.tally import (
    Tally,
    lost_in_tail,
    lost_quantile,
    share_quantiles,
)

__all__ = [
    "ACTIONS",
    "ALL",
    "BLOCK",
    "HAS_NUMBA",
    "IN_THE_QUESTION",
    "IN_THE_WORLD",
    "LANE",
    "PLANT",
    "TINY",
    "USE",
    "Action",
    "Asked",
    "BestPlay",
    "BestStockpile",
    "FanBand",
    "Floats",
    "FormStockpile",
    "Game",
    "Knowing",
    "Loss",
    "Months",
    "Move",
    "Plan",
    "Record",
    "Regret",
    "Release",
    "RuleScore",
    "Saving",
    "Shock",
    "ShockAsked",
    "ShockMatters",
    "Stockpile",
    "StockpileRegret",
    "Stop",
    "StoreForm",
    "System",
    "Tally",
    "Task",
    "UseAtRisk",
    "Whole",
    "WorstDraw",
    "awaited_of",
    "best_lost",
    "best_play",
    "best_quantity",
    "check_draws",
    "check_stops",
    "check_whole",
    "critical_ratio",
    "least_lost",
    "left_by",
    "losses_of",
    "lost_in_tail",
    "lost_quantile",
    "months_of",
    "open_to",
    "otherwise",
    "plants_at_home",
    "played",
    "read_release",
    "read_stop",
    "read_stops",
    "recorded",
    "replayed",
    "sellers",
    "share_quantiles",
    "simulated",
    "sizing",
    "stated_onsets",
    "stated_shocks",
    "stocking",
    "stores",
    "two_stages",
    "under",
]
