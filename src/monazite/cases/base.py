"""What the levers of a case start from: a study and its parameters, as written or otherwise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from monazite.cases.case import Case
from monazite.core.labelled import Labelled
from monazite.core.streams import stream
from monazite.parameters import Parameters, apply_edits, varied_parameters
from monazite.study import Study, with_values

SEED = 20_240_101
"""Seed of costs put off at random; which one it is does not matter, that it stays the same does."""

PUT_OFF = ("operating_cost", "freight")
"""Parameters put off then: what every plant pays wherever tonnes are made or moved."""


@dataclass(frozen=True)
class Base:
    """A study with the parameters gathered from it, before any lever."""

    study: Study
    parameters: Parameters


def varied(base: Base, case: Case) -> Base:
    """Give a study with the facts, shifts and costs of a case; raises InvalidInput for facts."""
    study, parameters = base.study, base.parameters
    if case.facts:
        study = with_values(study, dict(case.facts), case.reason)
        parameters = varied_parameters(study, base.study, parameters)
    if case.shifts:
        parameters = apply_edits(parameters, case.shifts)
    if case.costs_off:
        # no assumption anyone makes, so none of it is in the ledger
        off = {
            name: _put_off(parameters[name], name, case.costs_off, study.chain.dollar)
            for name in PUT_OFF
        }
        parameters = parameters.replaced(off, ())
    return Base(study, parameters)


def _put_off(cost: Labelled, name: str, size: float, dollar: float) -> Labelled:
    draws = stream(SEED, "ties", name).uniform(-1.0, 1.0, size=cost.shape)
    off = draws * size * np.maximum(np.abs(cost.values), dollar)
    return cost.with_values(cost.values + off)
