"""Which labels of other dimensions belong to a label: a lane's material, a contract's seller."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from monazite.parameters.arrays import Parameters

Related = dict[str, set[str | int]]
"""Labels by dimension."""

_PLANTS = ("facility", "investable", "expanding", "awardee")


def related(parameters: Parameters, row: Mapping[str, str | int]) -> Related:
    """Give the labels that a row of a rule has to do with, by dimension, its own among them.

    Plants go by several names, one for each thing that may be done with them. A plant has a recipe
    and its flows; a lane a material, the points it serves where it arrives and the plants that have
    sold on it; a contract a seller and a lane; a scheme the awardees it pays.
    """
    found: Related = {}
    for dimension, label in row.items():
        _add(found, dimension, label)
        if dimension in _PLANTS:
            _plant(parameters, found, str(label))
        elif dimension == "lane":
            _lane(parameters, found, str(label))
        elif dimension in ("contract", "delivery"):
            _contracts(parameters, found, dimension, str(label))
        elif dimension == "store":
            _add(found, "material", parameters.labels.node[str(label)].material)
        elif dimension == "agreement":
            members = parameters["agreement_lane"].sel(agreement=label)
            lanes = members.coords["lane"].values[members.values > 0].tolist()
            _all(found, "material", (parameters.labels.lane[lane].material for lane in lanes))
        elif dimension == "spread":
            counts = parameters["spread_counts"].sel(spread=label)
            _all(found, "material", counts.coords["material"].values[counts.values > 0].tolist())
        elif dimension == "scheme":
            member = parameters["scheme_member"].sel(scheme=label)
            _all(found, "awardee", member.coords["awardee"].values[member.values > 0].tolist())
    return found


def _add(found: Related, dimension: str, label: str | int) -> None:
    found.setdefault(dimension, set()).add(label)


def _all(found: Related, dimension: str, labels: Iterable[str | int]) -> None:
    found.setdefault(dimension, set()).update(labels)


def _plant(parameters: Parameters, found: Related, facility: str) -> None:
    labels = parameters.labels
    for dimension in _PLANTS:
        _add(found, dimension, facility)
    recipe = labels.facility_recipe[facility]
    _all(found, "flow", (flow.name for flow in labels.flows if flow.recipe == recipe))


def _lane(parameters: Parameters, found: Related, name: str) -> None:
    labels = parameters.labels
    lane = labels.lane[name]
    _add(found, "material", lane.material)
    _all(
        found,
        "point",
        (
            option.point.name
            for option in labels.use_options
            if (option.material, option.region) == (lane.material, lane.destination)
        ),
    )
    way = (lane.material, lane.origin, lane.destination)
    for contract in labels.contracts:
        seller = contract.seller
        if (contract.material, labels.facility_region[seller], contract.buyer) == way:
            _add(found, "contract", contract.name)
            _add(found, "facility", seller)
            _add(found, "flow", f"{labels.facility_recipe[seller]}/{contract.material}")


def _contracts(parameters: Parameters, found: Related, dimension: str, label: str) -> None:
    labels = parameters.labels
    for contract in labels.contracts:
        if label == (contract.name if dimension == "contract" else labels.delivery_of(contract)):
            _add(found, "contract", contract.name)
            _add(found, "facility", contract.seller)
            _add(found, "material", contract.material)
            recipe = labels.facility_recipe[contract.seller]
            _add(found, "flow", f"{recipe}/{contract.material}")
            way = (contract.material, labels.facility_region[contract.seller], contract.buyer)
            _all(
                found,
                "lane",
                (
                    lane.name
                    for lane in labels.lanes
                    if (lane.material, lane.origin, lane.destination) == way
                ),
            )
