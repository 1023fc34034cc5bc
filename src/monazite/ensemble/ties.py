"""Costs that are a millionth off: what moves with them was decided by nothing in the study."""

from __future__ import annotations

import numpy as np
import xarray as xr

from monazite.core.streams import stream
from monazite.ensemble.course import Course
from monazite.model import Outcome

SIZE = 1e-6
"""Largest change of a cost, as a share of it or of a dollar, whichever is more."""

SEED = 20_240_101
"""Seed of the changes; which one it is does not matter, that it stays the same does."""

COSTS = ("operating_cost", "freight")
"""Parameters that are changed: what every plan pays wherever tonnes are made or moved."""


def nearly_the_same(course: Course, *, size: float = SIZE) -> tuple[Outcome, ...]:
    """Solve a strategy with costs changed by about a millionth, and again with the change reversed.

    Where two plans cost the same, a change in favour of one of them shows the other when it is
    reversed, so that the pair finds a tie whichever way it was settled. These changes are no
    assumption anyone makes and are not in the ledger. Solves without a plan are left out.
    """
    base = course.base
    changes = {name: _change(base[name], name, size) for name in COSTS}
    outcomes = [
        course.solve(
            base.replaced({name: base[name] + sign * by for name, by in changes.items()}, ())
        )
        for sign in (1.0, -1.0)
    ]
    return tuple(outcome for outcome in outcomes if outcome.status == "optimal")


def _change(cost: xr.DataArray, name: str, size: float) -> xr.DataArray:
    draws = stream(SEED, "ties", name).uniform(-1.0, 1.0, size=cost.shape)
    return cost.copy(data=draws * size * np.maximum(np.abs(cost.values), 1.0))
