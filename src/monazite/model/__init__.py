"""The programme of a chain from mine to use: built once, solved for any numbers of one study."""

from monazite.model.basis import Basis, KeptBases
from monazite.model.conservation import balance_residual, movements
from monazite.model.draft import weight
from monazite.model.outcome import Broken, Outcome, Status, Unsettled
from monazite.model.parity import Asked
from monazite.model.past import Past
from monazite.model.programme import Programme, build_programme
from monazite.model.proof import Proof
from monazite.model.rule import RULES, Rule
from monazite.model.session import Session
from monazite.model.slices import Families, Layout
from monazite.model.staged import LikeCourses, solve_stages

__all__ = [
    "RULES",
    "Asked",
    "Basis",
    "Broken",
    "Families",
    "KeptBases",
    "Layout",
    "LikeCourses",
    "Outcome",
    "Past",
    "Programme",
    "Proof",
    "Rule",
    "Session",
    "Status",
    "Unsettled",
    "balance_residual",
    "build_programme",
    "movements",
    "solve_stages",
    "weight",
]
