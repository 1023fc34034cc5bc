"""Which function turns which kind of lever into edits, and the one that applies them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.levers.allocation import feed_allocation, state_sales
from monazite.parameters.levers.delivery import delivery, governed
from monazite.parameters.levers.plants import capacity_programme, permit, private_entry
from monazite.parameters.levers.recycling import recycling
from monazite.parameters.levers.stocks import stockpile
from monazite.parameters.levers.support import capital_subsidy, output_incentive
from monazite.parameters.levers.trade import export_limit, import_duty, partnership
from monazite.parameters.levers.uses import domestic_content, priority
from monazite.parameters.levers.world import (
    demand_path,
    foreign_export_control,
    price_path,
    supply_loss,
)
from monazite.parameters.remembering import apply_once
from monazite.strategy import (
    CapacityProgramme,
    CapitalSubsidy,
    Delivery,
    DemandPath,
    DomesticContent,
    ExportLimit,
    FeedAllocation,
    ForeignExportControl,
    ImportDuty,
    Lever,
    OutputIncentive,
    Partnership,
    Permit,
    PricePath,
    Priority,
    PrivateEntry,
    Recycling,
    StateSales,
    Stockpile,
    SupplyLoss,
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
    PrivateEntry: private_entry,
    CapitalSubsidy: capital_subsidy,
    OutputIncentive: output_incentive,
    FeedAllocation: feed_allocation,
    StateSales: state_sales,
    Recycling: recycling,
    ImportDuty: import_duty,
    DomesticContent: domestic_content,
    DemandPath: demand_path,
    PricePath: price_path,
    SupplyLoss: supply_loss,
    Delivery: delivery,
}


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
