"""How the solver is told to work, by where it starts from, and how it says it ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import highspy

from monazite.model.outcome import Status

DUAL_TOLERANCE = 1e-9
"""How far a reduced cost may have the wrong sign."""

OPTIONS = {
    "threads": 1,
    "dual_feasibility_tolerance": DUAL_TOLERANCE,
}
"""What the solver is told once."""

STRICT, LOOSE = 1e-10, 1e-7
"""How far a rule may be broken; where rules seem to contradict each other, how far they must.
A chain of a hundred million tonnes is rounded at a hundred times the first."""

Manner = Mapping[str, object]
"""Options of the solver that say how to pivot."""

SIMPLEX, INTERIOR_POINT = "simplex", "ipx"
CHOSEN, DUAL, PRIMAL = 0, 1, 4
DEVEX, STEEPEST = 1, 2


def _manner(strategy: int, weights: int, perturbation: float) -> Manner:
    """Say how to pivot: by which simplex, along which edges, with costs put off by how much."""
    return {
        "solver": SIMPLEX,
        "simplex_strategy": strategy,
        "simplex_dual_edge_weight_strategy": weights,
        "dual_simplex_cost_perturbation_multiplier": perturbation,
        "primal_feasibility_tolerance": STRICT,
    }


def loosely(manner: Manner) -> Manner:
    """The same manner where rounding is no contradiction."""
    return {**manner, "primal_feasibility_tolerance": LOOSE}


COLD = _manner(DUAL, STEEPEST, 1.0)
"""From nothing: over many pivots exact steepest edges pay for themselves."""

COLD_AND_LARGE = {**_manner(PRIMAL, DEVEX, 0.0), "solver": INTERIOR_POINT}
"""From nothing through the middle, then to a corner beside it, which others can start from. That
corner keeps every rule and at most costs a little too much, so that pivots go on from it by the
primal simplex: of 200,000 columns some 300, where the dual one took seven thousand."""

LARGE = 30_000
"""Columns above which that takes less: pivots from nothing grow as the power 2.4 of a programme,
steps through the middle as the power 1.5. At 38,000 columns it takes six tenths of the time."""

NEAR = _manner(CHOSEN, DEVEX, 0.0)
"""From a basis: where only costs moved it is a plan already, which the primal simplex goes on from;
to put costs off first and to take that back costs more pivots than it spares."""

FAR = _manner(CHOSEN, STEEPEST, 0.0)
"""From a basis that proved to lie far off, or is known to."""

UNBOUNDED = 2**31 - 1
"""Iterations without a bound."""

NEAR_ITERATIONS = 300
"""Simplex iterations after which a basis is far off: exact edges, whose weights take as long to
work out as three hundred iterations, then halve what is left."""

TRY_ITERATIONS = 200
"""Simplex iterations after which a basis that may lie close is given up for one that is known to
lie no further off than most."""

WARM_ITERATIONS = 100_000
"""Simplex iterations after which a warm start counts as lost and a cold one begins."""

STATUSES: dict[Any, Status] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "infeasible",
    highspy.HighsModelStatus.kTimeLimit: "time_limit",
}

OPTIMAL = highspy.HighsModelStatus.kOptimal
LIMITED = highspy.HighsModelStatus.kIterationLimit
INFEASIBLE = highspy.HighsModelStatus.kInfeasible
BROKEN = highspy.HighsModelStatus.kNotset
"""What stands after a basis from which no pivot can be made."""

CONCLUDED = (
    OPTIMAL,
    INFEASIBLE,
    highspy.HighsModelStatus.kTimeLimit,
)
"""Statuses after which nothing is gained by solving again without a basis."""
