"""Plants deliver what they have sold ahead, or somebody pays for the breach."""

from __future__ import annotations

from typing import Literal

import numpy as np

from monazite.core.labelled import Labelled, stacked
from monazite.model.draft import Draft, discounted
from monazite.model.expressions import Expression
from monazite.model.rule import Penalty, Rule, declare
from monazite.parameters import Parameters
from monazite.parameters.arrays import empty
from monazite.parameters.contracts import contract_due
from monazite.parameters.labels import Labels
from monazite.parameters.named import Delivery
from monazite.parameters.positions import with_numbers
from monazite.parameters.recipes import recipes_of

CONTRACTS_ARE_KEPT = declare(
    Rule(
        name="contracts_are_kept",
        sentence="What plants of a region have sold to a region goes there, or the sale is broken.",
        limits="shipment",
        subject="delivery",
        sense="floor",
        owner="trade",
        unit="t/yr",
        words="contracts",
        penalty=Penalty(
            slack="breach",
            due=lambda outcome: due_by_delivery(outcome.parameters),
            missing=lambda outcome: _by_delivery(outcome["breach"], outcome.labels, "sum"),
            price=lambda p: _by_delivery(p["contract_price"], p.labels, "min"),
            why="what breaking the cheapest of the contracts costs",
        ),
    )
)
SELLERS_MAKE_WHAT_IS_DUE = declare(
    Rule(
        name="sellers_make_what_is_due",
        sentence="A plant makes itself what it has sold ahead, or the sale is broken.",
        limits="activity",
        subject="contract",
        sense="floor",
        owner="trade",
        unit="t/yr",
        words="contracts",
        penalty=Penalty(
            slack="breach",
            due=lambda outcome: contract_due(outcome.parameters),
            missing=lambda outcome: outcome["breach"],
            price=lambda p: p["contract_price"],
            why="what breaking the contract costs",
        ),
    )
)
BREACH_WITHIN_DUE = declare(
    Rule(
        name="breach_within_due",
        sentence="No more of a contract is broken than is due under it.",
        limits="breach",
        subject="contract",
        sense="ceiling",
        owner="arithmetic",
        unit="t/yr",
        bound=True,
    )
)


def write_contracts(draft: Draft) -> None:
    """Write what contracts oblige plants and lanes to do; nothing in a study without contracts.

    contracts_are_kept, by material, region of the seller and region of the buyer:
    shipments from the one to the other + breach >= what is due; where both are the same region, all
    that its plants make less what leaves it + breach >= what is due. A contract within a region
    thus keeps plants running and their product at home, whatever a tonne abroad costs.

    sellers_make_what_is_due, by contract: what the seller itself makes + breach >= what is due, so
    that one plant's contract is not kept by another one's product. Without a buyer this is all
    that a contract asks: somebody stands for the price, whoever takes the tonne.

    A tonne not delivered costs contract_price, which steers and is in nobody's cost.
    """
    labels = draft.labels
    if not labels.contracts:
        return
    # no more than is due: else the cheapest contract would be broken in place of all others
    breach = draft.variable("breach", draft.coordinates("contract", "period"), upper=contract_due)
    draft.cost(
        "breach",
        lambda p: discounted(p, p["contract_price"], "contract", "period"),
    )
    bought = [contract for contract in labels.contracts if contract.buyer]
    delivered = breach.sel(contract=[contract.name for contract in bought]).grouped(
        "contract", delivery=[labels.delivery_of(contract) for contract in bought]
    )
    ways = set(labels.coordinates("delivery"))
    outward = [lane for lane in labels.lanes if not lane.is_transfer]
    for home_of_buyer, sign in (("destination", 1.0), ("origin", -1.0)):
        way = {
            lane.name: Delivery(lane.material, lane.origin, getattr(lane, home_of_buyer)).name
            for lane in outward
        }
        counted = {lane: delivery for lane, delivery in way.items() if delivery in ways}
        sent = draft.whole("shipment").sel(lane=counted) * sign
        delivered += sent.grouped("lane", delivery=counted.values())
    makers = own_makers(labels, draft.parameters)
    if makers:
        plants = [facility for _, facility in makers]
        sold = [(facility, way.material) for way, facility in makers]
        made = draft.coefficient("contracts_are_kept", lambda p: _amounts(p, sold, "maker"))
        kept = draft.whole("activity").sel(facility=plants).rename(facility="maker") * made
        delivered += kept.grouped("maker", delivery=[way.name for way, _ in makers])
    draft.require(
        "contracts_are_kept",
        delivered,
        ">=",
        draft.limit("contracts_are_kept", due_by_delivery),
    )
    _write_sellers(draft, breach)


def _write_sellers(draft: Draft, breach: Expression) -> None:
    labels = draft.labels
    own = [(contract.seller, contract.material) for contract in labels.contracts]
    made = draft.coefficient("sellers_make_what_is_due", lambda p: _amounts(p, own, "contract"))
    runs = draft.whole("activity").sel(facility=[seller for seller, _ in own])
    makes = runs.grouped("facility", contract=labels.coordinates("contract")) * made
    draft.require(
        "sellers_make_what_is_due",
        breach + makes,
        ">=",
        draft.limit("sellers_make_what_is_due", contract_due),
    )


def own_makers(labels: Labels, parameters: Parameters) -> list[tuple[Delivery, str]]:
    """Plants that make what is sold within their own region, by the delivery they count for."""
    recipes = recipes_of(parameters)
    return [
        (way, facility)
        for way in dict.fromkeys(labels.way_of(one) for one in labels.contracts if one.buyer)
        if way.origin == way.destination
        for facility in labels.facilities
        if labels.facility_region[facility] == way.destination
        and recipes.get(labels.facility_recipe[facility], {}).get(way.material, 0.0) > 0
    ]


def _amounts(parameters: Parameters, pairs: list[tuple[str, str]], dimension: str) -> Labelled:
    """Tonnes of a material per unit of a plant's activity, for pairs of plant and material."""
    recipes = parameters.labels.facility_recipe
    flows = [f"{recipes[facility]}/{material}" for facility, material in pairs]
    amount = parameters["recipe_amount"].sel(flow=flows)
    return amount.relabelled(flow=None).rename(flow=dimension)


def due_by_delivery(parameters: Parameters) -> Labelled:
    """Tonnes due between two regions under all contracts together; dims delivery, period; t/yr."""
    labels = parameters.labels
    names = labels.coordinates("delivery")
    row = {str(name): place for place, name in enumerate(names)}
    due = np.zeros((len(names), len(labels.periods)))
    for contract, tonnes in zip(labels.contracts, contract_due(parameters).values, strict=True):
        if contract.buyer:
            due[row[labels.delivery_of(contract)]] += tonnes
    return with_numbers(empty(labels, "delivery", "period"), due)


def _by_delivery(by_contract: Labelled, labels: Labels, how: Literal["sum", "min"]) -> Labelled:
    """Put numbers of contracts together for the deliveries they share; those with a buyer."""
    bought = [contract for contract in labels.contracts if contract.buyer]
    sharing: dict[str, list[str]] = {}
    for contract in bought:
        sharing.setdefault(labels.delivery_of(contract), []).append(contract.name)
    chosen = (by_contract.sel(contract=names) for names in sharing.values())
    together = [each.sum("contract") if how == "sum" else each.min("contract") for each in chosen]
    return stacked(together, "delivery").relabelled(delivery=list(sharing))
