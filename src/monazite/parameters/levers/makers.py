"""Which function turns which kind of lever into edits, and the one that applies them all."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from monazite.parameters.arrays import Parameters
from monazite.parameters.levers.base import MAKERS
from monazite.parameters.levers.delivery import delivery, governed
from monazite.parameters.remembering import apply_once
from monazite.strategy import (
    Delivery,
    Lever,
)
from monazite.study import Study


def apply_levers(study: Study, parameters: Parameters, levers: Iterable[Lever]) -> Parameters:
    """Apply levers in order; each sees the parameters its predecessors left.

    What is delivered of all of them is worked out last, wherever it is written.
    """
    delivered = []
    for lever in levers:
        if isinstance(lever, Delivery):
            delivered.append(lever)
        else:
            parameters = apply_once(MAKERS[type(lever)], lever, study, parameters)
    for lever, facilities in governed(delivered, parameters.labels) if delivered else ():
        make = partial(delivery, facilities=facilities)
        parameters = apply_once(make, lever, study, parameters, facilities)
    return parameters
