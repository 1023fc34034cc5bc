"""Nothing appears or disappears: every material balances in every region and year."""

from __future__ import annotations

from monazite.core.labelled import Labelled
from monazite.model.draft import Draft, discounted
from monazite.model.expressions import total
from monazite.model.rule import Rule, declare
from monazite.parameters import Parameters
from monazite.parameters.labels import node_name, region_of
from monazite.parameters.named import Node
from monazite.parameters.recipes import recipes_of

KEPT_ABROAD = ("worked", "product")
"""Roles of the forms that are never put aside abroad."""


MATERIALS_BALANCE = declare(
    Rule(
        name="materials_balance",
        sentence="What arrives of a material at a place leaves it again; its dual is the price.",
        limits="activity",
        subject="node",
        sense="balance",
        owner="nature",
        unit="t/yr",
    )
)


def write_balances(draft: Draft) -> None:
    """Write discards and the balance of every node.

    materials_balance: production - inputs + arrivals - departures + release - intake + collected
    - served - discard = balance_shift, which is zero but where a price is probed. Its dual is the
    price of the material there.
    """
    labels = draft.labels
    pairs = [
        (facility, material)
        for facility in labels.facilities
        for recipe, material in labels.flows
        if recipe == labels.facility_recipe[facility]
    ]
    flows = [f"{labels.facility_recipe[facility]}/{material}" for facility, material in pairs]
    amount = draft.coefficient(
        "materials_balance",
        lambda p: p["recipe_amount"].sel(flow=flows).relabelled(flow=None).rename(flow="run"),
    )
    runs = draft.whole("activity").sel(facility=[facility for facility, _ in pairs])
    draft.move(
        runs.rename(facility="run") * amount,
        run=[
            node_name(material, labels.place_of(facility, material)) for facility, material in pairs
        ],
    )
    disposals = discarding_nodes(draft.parameters)
    discard = draft.variable(
        "discard", {"disposal": disposals, "period": labels.coordinates("period")}
    )
    draft.cost("discard", lambda p: _disposal(p, disposals))
    draft.move(-discard, disposal=disposals)
    draft.require(
        "materials_balance",
        total(draft.movements),
        "=",
        draft.limit("materials_balance", lambda p: p["balance_shift"].transpose("node", "period")),
    )


def discarding_nodes(parameters: Parameters) -> list[str]:
    """Nodes at which material may be put aside.

    At home all, for what has been agreed to be taken, but in a pool in which nothing is made.
    Abroad not where the material is only bought, and neither made, collected nor in store at the
    start: nobody buys what he throws away. Nobody there is made to produce what is worked or
    the product, so none of it is ever thrown away.
    """
    labels, recipes = parameters.labels, recipes_of(parameters)
    made = {
        Node(material, labels.place_of(facility, material))
        for facility, recipe in labels.facility_recipe.items()
        for material, amount in recipes.get(recipe, {}).items()
        if amount > 0
    }
    makers = {node.place for node in made}
    opening = parameters["initial_stock"]
    filled = {
        str(store)
        for store, tonnes in zip(opening.coords["store"].values, opening.values, strict=True)
        if tonnes > 0
    }
    sources = {node.name for node in made} | filled
    sources |= {node_name(scrap, at) for _, at, scrap in labels.end_of_life_streams}
    bought = {node_name(lane.material, lane.destination_place) for lane in labels.lanes} - sources
    found = []
    for material, place in labels.nodes:
        node = node_name(material, place)
        if "." in place and place not in makers:
            continue
        if region_of(place) == labels.home or (
            node not in bought and labels.material_role[material] not in KEPT_ABROAD
        ):
            found.append(node)
    return found


def _disposal(parameters: Parameters, disposals: list[str]) -> Labelled:
    cost = [
        parameters.at("disposal_cost", parameters.labels.node[name].material) for name in disposals
    ]
    return discounted(parameters, Labelled(cost, dims="disposal"), "disposal", "period")
