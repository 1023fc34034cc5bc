"""Readings written down without a solver: a few numbers, everything else nothing.

Labels are those of the toy with a third country, Thirdland (`THD`), and lanes for ore, oxide and
magnets between all three; numbers are given for all years at once or one by one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from monazite.core.labelled import Labelled
from monazite.core.vocabulary import parameters as vocabulary
from monazite.findings.solution import Solution
from monazite.model import Outcome
from monazite.model.balances import discarding_nodes
from monazite.parameters import Parameters
from monazite.parameters.arrays import empty
from monazite.parameters.labels import Labels, Lane

from .toy import BASE, STUDY

Numbers = float | Sequence[float]
Written = Mapping[str, Mapping[str | tuple[str | int, ...], Numbers]]

REGIONS = ("HOM", "FOR", "THD")
LABELS = replace(
    BASE.labels,
    regions=REGIONS,
    lanes=tuple(
        Lane(material, origin, destination)
        for material in ("ore", "oxide", "magnet")
        for origin in REGIONS
        for destination in REGIONS
        if origin != destination
    ),
    nodes=tuple((m, r) for m in ("ore", "oxide", "magnet") for r in REGIONS),
    stores=(("oxide", "HOM"), ("magnet", "HOM")),
    reserves=("oxide@HOM", "magnet@HOM"),
)
VARIABLES = {
    "activity": ("facility", "period"),
    "shipment": ("lane", "period"),
    "stock": ("store", "period"),
    "intake": ("store", "period"),
    "release": ("store", "period"),
    "stock_shortfall": ("store", "tier", "period"),
    "served": ("use_option", "period"),
    "unmet": ("tranche", "period"),
    "undelivered": ("agreement", "period"),
}
DUALS = {
    "materials_balance": ("node", "period"),
    "output_within_capacity": ("facility", "period"),
    "feed_within_permit": ("facility", "period"),
    "output_at_least": ("facility", "period"),
    "exports_within_limit": ("slot", "period"),
    "demand_is_served_or_unmet": ("point", "period"),
    "stock_meets_target": ("store", "tier", "period"),
}
BOUNDS = {"shipment": ("lane", "period"), "stock": ("store", "period")}


def written(
    values: Written | None = None,
    *,
    parameters: Written | None = None,
    duals: Written | None = None,
    bounds: Written | None = None,
    labels: Labels = LABELS,
    baseline: Solution | None = None,
) -> Solution:
    """A reading of an outcome in which only the given cells are not zero."""
    arrays = {
        name: empty(labels, *entry.dimensions, fill=entry.default or 0.0)
        for name, entry in vocabulary().items()
    }
    for name in ("recipe_amount", "content", "operating_cost", "ramp", "equivalence"):
        arrays[name] = BASE[name].copy()
    arrays["discount_rate"] = Labelled(0.0)
    for name in ("permit", "export_limit", "lane_limit", "stock_limit", "reserves"):
        arrays[name].values[:] = np.inf
    numbers = Parameters(labels, _set(arrays, parameters or {}), BASE.lineage, titles=BASE.titles)
    disposals = {"disposal": discarding_nodes(numbers), "period": labels.coordinates("period")}
    variables = {name: empty(labels, *dims) for name, dims in VARIABLES.items()}
    if labels.awardees:
        variables["supported_output"] = empty(labels, "awardee", "period")
    if labels.investables:
        decided = {"investable": list(labels.investables), "decided": list(labels.periods)}
        variables["addition"] = Labelled(0.0, coords=decided, dims=tuple(decided))
    variables["discard"] = Labelled(0.0, coords=disposals, dims=tuple(disposals))
    outcome = Outcome(
        status="optimal",
        objective=0.0,
        values=_set(variables, values or {}),
        duals=_filled(DUALS, duals or {}, labels),
        bound_duals=_filled(BOUNDS, bounds or {}, labels),
        residual=0.0,
        parameters=numbers,
        seconds={},
    )
    return Solution(STUDY, outcome, baseline.outcome if baseline else None)


def _filled(
    names: Mapping[str, tuple[str, ...]], given: Written, labels: Labels
) -> dict[str, Labelled]:
    return _set({name: empty(labels, *dims) for name, dims in names.items()}, given)


def _set(arrays: dict[str, Labelled], given: Written) -> dict[str, Labelled]:
    for name, cells in given.items():
        for where, numbers in cells.items():
            arrays[name].put(where, numbers)
    return arrays
