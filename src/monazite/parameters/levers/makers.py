"""Which function turns which kind of lever into edits, and the one that applies them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from monazite.core.edit import Edit
from monazite.parameters.apply import apply_edits
from monazite.parameters.arrays import Parameters
from monazite.parameters.levers.plants import capacity_programme, permit
from monazite.parameters.levers.stocks import stockpile
from monazite.parameters.levers.trade import export_limit, partnership
from monazite.parameters.levers.uses import priority
from monazite.parameters.levers.world import foreign_export_control
from monazite.strategy import (
    CapacityProgramme,
    ExportLimit,
    ForeignExportControl,
    Lever,
    Partnership,
    Permit,
    Priority,
    Stockpile,
)
from monazite.study import Study

MAKERS: dict[type, Callable[[Any, Study, Parameters], Iterator[Edit]]] = {
    ExportLimit: export_limit,
    CapacityProgramme: capacity_programme,
    Permit: permit,
    Partnership: partnership,
    Stockpile: stockpile,
    Priority: priority,
    ForeignExportControl: foreign_export_control,
}


def apply_levers(study: Study, parameters: Parameters, levers: Iterable[Lever]) -> Parameters:
    """Apply levers in order; each sees the parameters its predecessors left."""
    for lever in levers:
        make = MAKERS[type(lever)]
        parameters = apply_edits(parameters, list(make(lever, study, parameters)))
    return parameters
