"""Rules that may be broken at a price: how far they are, what the price is, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import xarray as xr

from monazite.evidence import Quantity
from monazite.findings.reading import Reading
from monazite.findings.subjects import lane_title
from monazite.parameters.bands import band_floor, banded_lanes
from monazite.parameters.crisis import sellers

NEAR = 2.0
"""Factor between the price of a rule and what keeping it costs below which the price decides."""

BROKEN = 1e-6
"""Share of what is due from which a missing tonne counts."""


@dataclass(frozen=True)
class SoftRule:
    """One soft rule in one year.

    `due` and `missing` are tonnes a year (tonnes for a stock), `price` is what each missing tonne
    costs by the rule and `alternative` what keeping the rule costs at the last tonne, USD_2024/t;
    it never exceeds the price, since from there on the rule is broken. `warning` says when the two
    are so near that the price, and not the study, decides.
    """

    rule: str
    subject: str
    title: str
    year: int
    due: float
    missing: float
    price: float
    alternative: float
    unit: str
    ground: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    warning: str

    def as_row(self) -> dict[str, object]:
        """The rule as a plain row."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {
            "facts": list(self.facts),
            "sources": list(self.sources),
        }


def soft_rules(reading: Reading) -> tuple[SoftRule, ...]:
    """List every soft rule that asks for something, year by year.

    Bands around usual trade (abroad too, since they shape prices everywhere), what sellers owe
    their buyers in a crisis, reserves by tier and agreed deliveries.
    """
    return (
        *_bands(reading),
        *_customers(reading),
        *_targets(reading),
        *_agreements(reading),
    )


@dataclass(frozen=True)
class _Ground:
    text: str
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def _rules(
    reading: Reading,
    rule: str,
    subject: str,
    title: str,
    basis: str,
    *,
    due: xr.DataArray,
    missing: xr.DataArray,
    dual: xr.DataArray,
    price: float,
    ground: _Ground,
) -> Iterator[SoftRule]:
    series = (np.asarray(reading.select(array).values) for array in (due, missing, dual))
    for year, asked, short, worth in zip(reading.years, *series, strict=True):
        if asked <= 1e-9 or price <= 0:
            continue
        broken = short > BROKEN * max(asked, 1.0)
        warning = ""
        if broken:
            warning = "broken: keeping it would cost more than its price"
        elif worth * NEAR >= price:
            warning = "kept, at a cost within a factor of two of its price"
        yield SoftRule(
            rule=rule,
            subject=subject,
            title=title,
            year=year,
            due=float(asked),
            missing=float(short) if broken else 0.0,
            price=price,
            alternative=max(float(worth), 0.0),
            unit=f"USD_2024/t {basis}",
            ground=ground.text,
            facts=ground.facts,
            sources=ground.sources,
            warning=warning,
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
        yield from _rules(
            reading,
            "shipments_near_history",
            name,
            lane_title(parameters, lane.material, lane.origin, lane.destination),
            reading.labels.material_basis[lane.material],
            due=floors.sel(at),
            missing=outcome["band_shortfall"].sel(at),
            dual=outcome.duals["shipments_near_history"].sel(at),
            price=price,
            ground=_resting("cost of switching suppliers times reference price", quantities),
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
        yield from _rules(
            reading,
            "customers_kept_in_crisis",
            lane.name,
            lane_title(parameters, lane.material, lane.origin, lane.destination),
            reading.labels.material_basis[lane.material],
            due=floors.sel(at),
            missing=(share * cut).clip(max=floors.sel(at)),
            dual=outcome.duals["customers_kept_in_crisis"].sel(at),
            price=float(parameters["price"].sel(material=lane.material)),
            ground=_Ground(
                "the price of the material for each tonne not sent in a crisis",
                _resting("", parameters.rests_on("price", (lane.material,))).facts,
                tuple(dict.fromkeys(edit.source for edit in edits if edit.source)),
            ),
        )


def _named(labels: object) -> tuple[object, ...]:
    return labels if isinstance(labels, tuple) else (labels,)


def _resting(text: str, quantities: tuple[Quantity, ...]) -> _Ground:
    return _Ground(
        text,
        tuple(dict.fromkeys(fact for quantity in quantities for fact in quantity.facts)),
        tuple(dict.fromkeys(source for quantity in quantities for source in quantity.sources)),
    )


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
            yield from _rules(
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


def _stock_ground(reading: Reading, material: str, store: str, tier: object) -> _Ground:
    parameters = reading.parameters
    edits = [
        entry.edit
        for entry in parameters.edits_of("shortfall_cost")
        if entry.edit.where.get("store") == store and entry.edit.where.get("tier", tier) == tier
    ]
    if edits:
        sources = tuple(dict.fromkeys(edit.source for edit in edits if edit.source))
        return _Ground("; ".join(dict.fromkeys(edit.reason for edit in edits)), (), sources)
    reference = float(parameters["price"].sel(material=material))
    price = float(parameters["shortfall_cost"].sel(store=store, tier=tier))
    multiple = price / reference if reference > 0 else 0.0
    return _resting(
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
        yield from _rules(
            reading,
            "delivery_at_least",
            agreement,
            lane_title(parameters, material, origin, reading.home),
            reading.labels.material_basis[material],
            due=floors.sel(at),
            missing=outcome["undelivered"].sel(at),
            dual=outcome.duals["delivery_at_least"].sel(at),
            price=float(parameters["agreement_price"].sel(at)),
            ground=_Ground(
                "; ".join(dict.fromkeys(edit.reason for edit in edits)),
                (),
                tuple(dict.fromkeys(edit.source for edit in edits if edit.source)),
            ),
        )
