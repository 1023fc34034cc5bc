"""Rules that may be broken at a price: how far they are, what the price is, and who says so."""

from __future__ import annotations

from collections.abc import Iterator

from monazite.findings.binds import lane_title
from monazite.findings.owed import contracts_owed, quotas_owed
from monazite.findings.reading import Reading
from monazite.findings.soft_rule import Ground, SoftRule, by_year, resting
from monazite.parameters.bands import band_floor, banded_lanes
from monazite.parameters.crisis import sellers


def soft_rules(reading: Reading) -> tuple[SoftRule, ...]:
    """List every soft rule that asks for something, year by year.

    Bands around usual trade (abroad too, since they shape prices everywhere), what sellers owe
    their buyers in a crisis, contracts, shares to be made at home, reserves by tier and agreed
    deliveries.
    """
    return (
        *_bands(reading),
        *_customers(reading),
        *contracts_owed(reading),
        *quotas_owed(reading),
        *_targets(reading),
        *_agreements(reading),
    )


def _bands(reading: Reading) -> Iterator[SoftRule]:
    parameters, outcome = reading.parameters, reading.outcome
    lanes = banded_lanes(parameters)
    if not lanes or "band_shortfall" not in outcome.values:
        return
    floors = band_floor(parameters)
    by_name = {lane.name: lane for lane in reading.labels.lanes}
    for name in lanes:
        lane, at = by_name[name], {"lane": name}
        price = float(parameters["band_price"].sel(at))
        quantities = parameters.rests_on("band_price", (name,))
        yield from by_year(
            reading,
            "shipments_near_history",
            name,
            lane_title(parameters, lane.material, lane.origin, lane.destination),
            reading.labels.material_basis[lane.material],
            due=floors.sel(at),
            missing=outcome["band_shortfall"].sel(at),
            dual=outcome.duals["shipments_near_history"].sel(at),
            price=price,
            ground=resting("cost of switching suppliers times reference price", quantities),
        )


def _customers(reading: Reading) -> Iterator[SoftRule]:
    parameters, outcome = reading.parameters, reading.outcome
    floors = parameters["crisis_floor"]
    if not bool((floors > 0).any()):
        return
    selling = sellers(parameters)
    for lane in reading.labels.lanes:
        at = {"lane": lane.name}
        if lane.name not in selling or not bool((floors.sel(at) > 0).any()):
            continue
        cut = outcome["crisis_cut"].sel(seller=selling[lane.name])
        share = parameters["crisis_share"].sel(at)
        edits = [
            entry.edit
            for entry in parameters.edits_of("crisis_floor")
            if lane.name in _named(entry.edit.where.get("lane", ()))
        ]
        yield from by_year(
            reading,
            "customers_kept_in_crisis",
            lane.name,
            lane_title(parameters, lane.material, lane.origin, lane.destination),
            reading.labels.material_basis[lane.material],
            due=floors.sel(at),
            missing=(share * cut).clip(max=floors.sel(at)),
            dual=outcome.duals["customers_kept_in_crisis"].sel(at),
            price=float(parameters["price"].sel(material=lane.material)),
            ground=Ground(
                "the price of the material for each tonne not sent in a crisis",
                resting("", parameters.rests_on("price", (lane.material,))).facts,
                tuple(dict.fromkeys(edit.source for edit in edits if edit.source)),
            ),
        )


def _named(labels: object) -> tuple[object, ...]:
    return labels if isinstance(labels, tuple) else (labels,)


def _targets(reading: Reading) -> Iterator[SoftRule]:
    parameters, outcome = reading.parameters, reading.outcome
    if "stock_shortfall" not in outcome.values:
        return
    targets = parameters["stock_target"].cumsum("tier")
    for store in outcome["stock_shortfall"].coords["store"].values.tolist():
        material = str(store).partition("@")[0]
        for tier in parameters["stock_target"].coords["tier"].values.tolist():
            at = {"store": store, "tier": tier}
            own = parameters["stock_target"].sel(at)
            if not bool((own > 0).any()):
                continue
            yield from by_year(
                reading,
                "stock_meets_target",
                store,
                f"Reserve of {parameters.titles.get(material, material)}, tier {tier}",
                reading.labels.material_basis[material],
                due=targets.sel(at),
                missing=outcome["stock_shortfall"].sel(at),
                dual=outcome.duals["stock_meets_target"].sel(at),
                price=float(parameters["shortfall_cost"].sel(at)),
                ground=_stock_ground(reading, material, store, tier),
            )


def _stock_ground(reading: Reading, material: str, store: str, tier: object) -> Ground:
    parameters = reading.parameters
    edits = [
        entry.edit
        for entry in parameters.edits_of("shortfall_cost")
        if entry.edit.where.get("store") == store and entry.edit.where.get("tier", tier) == tier
    ]
    if edits:
        sources = tuple(dict.fromkeys(edit.source for edit in edits if edit.source))
        return Ground("; ".join(dict.fromkeys(edit.reason for edit in edits)), (), sources)
    reference = float(parameters["price"].sel(material=material))
    price = float(parameters["shortfall_cost"].sel(store=store, tier=tier))
    multiple = price / reference if reference > 0 else 0.0
    return resting(
        f"{multiple:g} times the reference price: a reserve is filled at the market price, not at "
        "any price",
        parameters.rests_on("price", (material,)),
    )


def _agreements(reading: Reading) -> Iterator[SoftRule]:
    parameters, outcome = reading.parameters, reading.outcome
    if "undelivered" not in outcome.values:
        return
    floors = parameters["agreement_floor"]
    members = parameters["agreement_lane"]
    by_name = {lane.name: lane for lane in reading.labels.lanes}
    for agreement in floors.coords["agreement"].values.tolist():
        at = {"agreement": agreement}
        lanes = [
            by_name[str(name)] for name in members.coords["lane"].values[members.sel(at).values > 0]
        ]
        if not lanes or not bool((floors.sel(at) > 0).any()):
            continue
        edits = [
            entry.edit
            for name in ("agreement_price", "agreement_floor")
            for entry in parameters.edits_of(name)
            if entry.edit.where.get("agreement") == agreement
        ]
        material, origin = lanes[0].material, lanes[0].origin
        yield from by_year(
            reading,
            "delivery_at_least",
            agreement,
            lane_title(parameters, material, origin, reading.home),
            reading.labels.material_basis[material],
            due=floors.sel(at),
            missing=outcome["undelivered"].sel(at),
            dual=outcome.duals["delivery_at_least"].sel(at),
            price=float(parameters["agreement_price"].sel(at)),
            ground=Ground(
                "; ".join(dict.fromkeys(edit.reason for edit in edits)),
                (),
                tuple(dict.fromkeys(edit.source for edit in edits if edit.source)),
            ),
        )
