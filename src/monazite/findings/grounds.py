"""What sets the limit of a rule in a year: the parameters, who changed them, what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monazite.core.edit import LedgerEntry
from monazite.evidence import Quantity
from monazite.parameters import Parameters
from monazite.parameters.arrays import Cell
from monazite.parameters.labels import AGES

RULE_PARAMETERS = {
    "output_within_capacity": ("nameplate", "programme", "ramp", "availability"),
    "feed_within_permit": ("permit",),
    "output_at_least": (
        "floor",
        "floor_share",
        "host_output",
        "byproduct_rate",
        "must_run_share",
    ),
    "extraction_within_reserves": ("reserves",),
    "additions_within_build_rate": ("build_rate",),
    "exports_within_limit": ("export_limit",),
    "shipments_within_lane": (
        "lane_limit",
        "reference_flow",
        "lane_policy",
        "lane_opened",
        "band_above",
        "band_entry",
    ),
    "customers_kept_in_crisis": ("crisis_floor",),
    "delivery_at_least": ("agreement_floor",),
    "contracts_are_kept": ("contract_share", "contract_tonnes", "contract_force"),
    "sellers_make_what_is_due": ("contract_share", "contract_tonnes", "contract_force"),
    "home_content_at_least": ("quota_share",),
    "additions_within_site": ("site_limit",),
    "shipments_near_history": ("reference_flow", "lane_policy", "band_below"),
    "support_within_winner_budget": ("winner_budget", "incentive"),
    "support_within_scheme_budget": ("scheme_budget", "scheme_member"),
    "stock_meets_target": ("stock_target",),
    "stock_within_storage": ("stock_limit",),
}
"""The parameters that set the limit of each rule; through them a rule leads to levers and facts."""


@dataclass(frozen=True)
class Ground:
    """One parameter behind a limit, the edits that changed it there and the quantities below it."""

    parameter: str
    edits: tuple[LedgerEntry, ...]
    quantities: tuple[Quantity, ...]


def grounds(parameters: Parameters, rule: str, subject: str, year: int) -> tuple[Ground, ...]:
    """Give the parameters that set a rule's limit on a subject in a year and have any grounds.

    Capacity of a year is made of everything that came online up to it, so every vintage up to the
    year counts, with the ages those vintages have reached. A ramp that has run its course holds
    nothing back and is left out.
    """
    found = []
    for name in RULE_PARAMETERS.get(rule, ()):
        slices = _slices(parameters, name, subject, year)
        edits = tuple(
            entry for entry in parameters.edits_of(name) if _inside(entry.edit.where, slices)
        )
        cells: list[Cell] = [(subject,)]
        if name == "ramp":
            cells = [(subject, age) for age in sorted(slices["age"])]
        elif parameters[name].dims[0] == "period":
            cells = [(year,)]  # the same for every lane
        quantities = dict.fromkeys(
            quantity for cell in cells for quantity in parameters.rests_on(name, cell)
        )
        if edits or quantities:
            found.append(Ground(name, edits, tuple(quantities)))
    return tuple(found)


def _slices(
    parameters: Parameters, name: str, subject: str, year: int
) -> dict[str, set[str | int]]:
    """The labels by dimension that count for a subject in a year."""
    array = parameters[name]
    slices: dict[str, set[str | int]] = {str(array.dims[0]): {subject}, "period": {year}}
    labels = parameters.labels
    if "vintage" in array.dims:
        slices["vintage"] = {vintage for vintage in labels.vintages if vintage <= year}
    if "age" in array.dims:
        place = labels.facilities.index(subject)
        online = parameters["nameplate"].values[place] + parameters["programme"].values[place]
        reached = {
            min(year - vintage, AGES - 1)
            for vintage, tonnes in zip(labels.vintages, online, strict=True)
            if vintage <= year and tonnes > 0
        }
        ramp = array.values[place]
        slices["age"] = {age for age in reached if ramp[age] < 1.0}
    return slices


def _inside(
    where: Mapping[str, str | int | tuple[str | int, ...]],
    slices: Mapping[str, set[str | int]],
) -> bool:
    """Say whether an edit's slice meets the labels that count, in every dimension it names."""
    return all(
        dimension not in slices
        or slices[dimension] & (set(labels) if isinstance(labels, tuple) else {labels})
        for dimension, labels in where.items()
    )
