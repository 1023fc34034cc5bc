"""How much of a difference between two plans each lever accounts for."""

from monazite.findings.attribution.records import NIL, Contribution, Interaction
from monazite.findings.attribution.sampling import Estimate, orders, sampled, subsets_of
from monazite.findings.attribution.shapley import (
    Pair,
    Worths,
    pair_terms,
    pairwise,
    shapley,
)

__all__ = [
    "NIL",
    "Contribution",
    "Estimate",
    "Interaction",
    "Pair",
    "Worths",
    "orders",
    "pair_terms",
    "pairwise",
    "sampled",
    "shapley",
    "subsets_of",
]
