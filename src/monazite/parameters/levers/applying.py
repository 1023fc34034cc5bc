"""Applies levers one after the other, each to what those before it left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.levers.acting import Acting
from monazite.parameters.remembering import apply_once
from monazite.strategy import Lever
from monazite.study import Study


def edits_of(
    lever: Lever, study: Study, parameters: Parameters, behind: tuple[Lever, ...] = ()
) -> Iterator[Edit]:
    """Give the edits a lever makes of parameters; `behind` are those of its kind after it."""
    return lever.edits(Acting(lever, study, parameters, behind))


def apply_levers(study: Study, parameters: Parameters, levers: Iterable[Lever]) -> Parameters:
    """Apply levers in order; each sees the parameters its predecessors left.

    Kinds that speak of what all others do act last, wherever they are written.
    """
    levers = tuple(levers)
    last = tuple(lever for lever in levers if lever.acts_last)
    for lever in levers:
        if not lever.acts_last:
            parameters = apply_once(edits_of, lever, study, parameters)
    for place, lever in enumerate(last):
        behind = tuple(one for one in last[place + 1 :] if one.kind == lever.kind)
        make = partial(edits_of, behind=behind)
        parameters = apply_once(make, lever, study, parameters, behind)
    return parameters
