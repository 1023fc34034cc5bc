"""Says what holds a plan back: which rule is at its limit, when, and what a tonne more is worth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import xarray as xr

from monazite.core.vocabulary import stages
from monazite.findings.grounds import grounds
from monazite.findings.reading import Reading
from monazite.findings.supported import support_in_worth
from monazite.model.capacity import least_output
from monazite.parameters import Parameters
from monazite.parameters.bands import lane_ceiling
from monazite.parameters.labels import node_name, region_of
from monazite.strategy import Lever

WORTH_AT_LEAST = 1.0
"""USD_2024 per tonne below which a full row counts as a tie, not as a bottleneck."""

FULL = 1.0 - 1e-6
"""Utilisation from which a ceiling counts as reached."""


@dataclass(frozen=True)
class Bind:
    """One rule in one year.

    `utilisation` is the share of the limit in use (for a floor, the share of activity that is
    forced); `worth` is what one tonne a year more (or, for a floor, less) saves, USD_2024/t,
    without what the public pays for it. `size` is the limit itself, t/yr (a stock: t).
    """

    stage: str
    subject: str
    title: str
    rule: str
    year: int
    utilisation: float
    binding: bool
    sense: str
    worth: float
    unit: str
    levers: tuple[str, ...]
    facts: tuple[str, ...]
    size: float = 0.0

    @property
    def yearly(self) -> float:
        """What a limit twice as large would save a year at the value of its first tonne, USD."""
        return self.worth * self.size

    def as_row(self) -> dict[str, object]:
        """The bind as a plain row."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {
            "yearly": self.yearly,
            "levers": list(self.levers),
            "facts": list(self.facts),
        }


@lru_cache(maxsize=32)
def binds(reading: Reading) -> tuple[Bind, ...]:
    """List every rule on home plants, home trade and home stocks, year by year, in chain order.

    Rules that are not at their limit stay in the list when they belong to a plant, so that a strip
    can show utilisation; other rules are listed only where they bind.
    """
    order = {name: stage.order for name, stage in stages().items()}
    rows = [
        *_capacity(reading),
        *_governed(reading),
        *_additions(reading),
        *_limits(reading),
        *_lanes(reading),
        *_stocks(reading),
    ]
    rows.sort(key=lambda row: (order.get(row.stage, 99), row.subject, row.rule, row.year))
    return tuple(rows)


def _home_facilities(reading: Reading) -> list[str]:
    labels = reading.labels
    return [name for name in labels.facilities if labels.facility_region[name] == labels.home]


def _basis_of(reading: Reading, facility: str) -> str:
    chain = reading.study.chain
    return chain.basis[chain.reference[chain.facility[facility].recipe]]


def _made(
    reading: Reading,
    *,
    stage: str,
    subject: str,
    title: str,
    rule: str,
    year: int,
    utilisation: float,
    sense: str,
    worth: float,
    basis: str,
    size: float,
) -> Bind:
    below = grounds(reading.parameters, rule, subject, year)
    levers = dict.fromkeys(entry.edit.origin for ground in below for entry in ground.edits)
    facts = dict.fromkeys(
        fact for ground in below for quantity in ground.quantities for fact in quantity.facts
    )
    full = utilisation >= FULL if sense == "ceiling" else True
    return Bind(
        stage=stage,
        subject=subject,
        title=title,
        rule=rule,
        year=year,
        utilisation=utilisation,
        binding=full and worth >= WORTH_AT_LEAST,
        sense=sense,
        worth=worth if full else 0.0,
        unit=f"USD_2024/t {basis}",
        levers=tuple(levers),
        facts=tuple(facts),
        size=size,
    )


def _share(used: float, limit: float) -> float:
    """Share of a limit in use; a limit of nothing is full."""
    if not np.isfinite(limit):
        return 0.0
    return float(np.clip(used / limit, 0.0, 1.0)) if limit > 1e-9 else 1.0


def _capacity(reading: Reading) -> Iterator[Bind]:
    """Utilisation of every home plant; a stage without any plant gives one row a year."""
    activity, duals = reading.outcome["activity"], reading.outcome.duals["output_within_capacity"]
    capacity, paid = reading.usable_capacity, support_in_worth(reading)
    missing: dict[tuple[str, int], tuple[float, str]] = {}
    present: set[tuple[str, int]] = set()
    for facility in _home_facilities(reading):
        stage, at = reading.labels.facility_stage[facility], {"facility": facility}
        limits, worths, used_by_year = (
            reading.series(array, at) for array in (capacity, -duals, activity)
        )
        worths = np.maximum(worths - paid.get(facility, 0.0), 0.0)
        for year, limit, worth, used in zip(
            reading.years, limits, worths, used_by_year, strict=True
        ):
            if limit <= 1e-9:
                best = missing.get((stage, year), (0.0, ""))
                missing[stage, year] = max(best, (float(worth), facility))
                continue
            present.add((stage, year))
            yield _plant(reading, facility, year, _share(used, limit), float(worth), float(limit))
    for (stage, year), (worth, facility) in missing.items():
        if (stage, year) not in present and worth >= WORTH_AT_LEAST:
            yield _plant(reading, facility, year, 1.0, worth, 0.0)


def _plant(
    reading: Reading, facility: str, year: int, used: float, worth: float, size: float
) -> Bind:
    return _made(
        reading,
        stage=reading.labels.facility_stage[facility],
        subject=facility,
        title=reading.parameters.titles[facility],
        rule="output_within_capacity",
        year=year,
        utilisation=used,
        sense="ceiling",
        worth=worth,
        basis=_basis_of(reading, facility),
        size=size,
    )


def _governed(reading: Reading) -> Iterator[Bind]:
    for rule, limit_of, sense, sign in (
        ("feed_within_permit", reading.parameters["permit"], "ceiling", -1.0),
        ("output_at_least", least_output(reading.parameters), "floor", 1.0),
    ):
        if rule not in reading.outcome.duals:
            continue
        duals = reading.outcome.duals[rule]
        activity, paid = reading.outcome["activity"], support_in_worth(reading)
        for facility in duals.coords["facility"].values.tolist():
            if reading.labels.facility_region[facility] != reading.home:
                continue
            at = {"facility": facility}
            limits, worths, used_by_year = (
                reading.series(array, at) for array in (limit_of, sign * duals, activity)
            )
            if sense == "ceiling":
                worths = np.maximum(worths - paid.get(facility, 0.0), 0.0)
            for year, limit, worth, used in zip(
                reading.years, limits, worths, used_by_year, strict=True
            ):
                if not np.isfinite(limit) or (sense == "floor" and limit <= 0):
                    continue
                share = _share(used, limit) if sense == "ceiling" else _share(limit, used)
                yield _made(
                    reading,
                    stage=reading.labels.facility_stage[facility],
                    subject=facility,
                    title=reading.parameters.titles[facility],
                    rule=rule,
                    year=year,
                    utilisation=share,
                    sense=sense,
                    worth=float(worth),
                    basis=_basis_of(reading, facility),
                    size=float(limit),
                )


def _additions(reading: Reading) -> Iterator[Bind]:
    if "addition" not in reading.outcome.values:
        return
    addition = reading.outcome["addition"]
    duals = reading.outcome.bound_duals["addition"]
    for facility in addition.coords["investable"].values.tolist():
        if reading.labels.facility_region[facility] != reading.home:
            continue
        for year in reading.years:
            limit = float(reading.parameters["build_rate"].sel(facility=facility, period=year))
            worth = -float(duals.sel(investable=facility, decided=year))
            used = float(addition.sel(investable=facility, decided=year))
            # a plant nobody may add to is not built too slowly
            if limit <= 0 or used < FULL * limit or worth < WORTH_AT_LEAST:
                continue
            yield _made(
                reading,
                stage=reading.labels.facility_stage[facility],
                subject=facility,
                title=reading.parameters.titles[facility],
                rule="additions_within_build_rate",
                year=year,
                utilisation=_share(used, limit),
                sense="ceiling",
                worth=worth,
                basis=_basis_of(reading, facility),
                size=limit,
            )


def _limits(reading: Reading) -> Iterator[Bind]:
    parameters = reading.parameters
    duals = reading.outcome.duals["exports_within_limit"]
    content = parameters["export_content"]
    shipment = reading.outcome["shipment"]
    for slot in duals.coords["slot"].values.tolist():
        if not bool((content.sel(slot=slot) > 0).any()):
            continue
        edits = [
            entry.edit
            for entry in parameters.edits_of("export_limit")
            if entry.edit.where["slot"] == slot
        ]
        title = _lever_title(reading, edits[0].origin) if edits else slot
        for year in reading.years:
            limit = float(parameters["export_limit"].sel(slot=slot, period=year))
            worth = -float(duals.sel(slot=slot, period=year))
            if not np.isfinite(limit) or worth < WORTH_AT_LEAST:
                continue
            used = float((content.sel(slot=slot) * shipment.sel(period=year)).sum())
            yield _made(
                reading,
                stage="use",
                subject=slot,
                title=title,
                rule="exports_within_limit",
                year=year,
                utilisation=_share(used, limit),
                sense="ceiling",
                worth=worth,
                basis="oxide",
                size=limit,
            )


def _lever_title(reading: Reading, origin: str) -> str:
    """The title of the lever written at a place, or its reason when it has none."""
    study = reading.study
    levers: list[Lever] = [
        *(lever for strategy in study.strategies.values() for lever in strategy.levers),
        *(lever for world in study.worlds.values() for lever in world.levers),
    ]
    found = next((lever for lever in levers if lever.origin == origin), None)
    return (found.title or found.why).rstrip(".") if found is not None else origin


def _lanes(reading: Reading) -> Iterator[Bind]:
    labels, parameters = reading.labels, reading.parameters
    shipment, duals = reading.outcome["shipment"], reading.outcome.bound_duals["shipment"]
    ceiling = lane_ceiling(parameters)
    for lane in labels.lanes:
        if reading.home not in (lane.origin, lane.destination) or lane.is_transfer:
            continue
        at = {"lane": lane.name}
        limits, worths, used_by_year = (
            reading.series(array, at) for array in (ceiling, -duals, shipment)
        )
        for year, limit, worth, used in zip(
            reading.years, limits, worths, used_by_year, strict=True
        ):
            if not np.isfinite(limit) or worth < WORTH_AT_LEAST or used < FULL * limit:
                continue
            yield _made(
                reading,
                stage="use",
                subject=lane.name,
                title=lane_title(parameters, lane.material, lane.origin, lane.destination),
                rule="shipments_within_lane",
                year=year,
                utilisation=_share(used, limit),
                sense="ceiling",
                worth=float(worth),
                basis=labels.material_basis[lane.material],
                size=float(limit),
            )


def lane_title(parameters: Parameters, material: str, origin: str, destination: str) -> str:
    """Name a lane for people."""
    titles = parameters.titles
    return f"{titles[material]}, {titles[origin]} to {titles[destination]}"


def _stocks(reading: Reading) -> Iterator[Bind]:
    if "stock" not in reading.outcome.values:
        return
    labels, parameters = reading.labels, reading.parameters
    stock = reading.outcome["stock"]
    rules: tuple[tuple[str, xr.DataArray, xr.DataArray, str, float], ...] = (
        (
            "stock_meets_target",
            parameters["stock_target"].sum("tier"),
            reading.outcome.duals["stock_meets_target"].sum("tier"),
            "floor",
            1.0,
        ),
        (
            "stock_within_storage",
            parameters["stock_limit"],
            reading.outcome.bound_duals["stock"],
            "ceiling",
            -1.0,
        ),
    )
    for material, place in labels.stores:
        if region_of(place) != reading.home:
            continue
        store = node_name(material, place)
        for rule, limits, duals, sense, sign in rules:
            if rule == "stock_meets_target" and store not in labels.reserves:
                continue
            limit_by_year, worths, used_by_year = (
                reading.series(array, {"store": store})
                for array in (limits + 0.0 * stock, sign * duals, stock)
            )
            for year, limit, worth, used in zip(
                reading.years, limit_by_year, worths, used_by_year, strict=True
            ):
                if not np.isfinite(limit) or limit <= 0 or worth < WORTH_AT_LEAST:
                    continue
                share = _share(used, limit) if sense == "ceiling" else _share(limit, used)
                yield _made(
                    reading,
                    stage="use",
                    subject=store,
                    title=f"Stock of {parameters.titles[material]}",
                    rule=rule,
                    year=year,
                    utilisation=share,
                    sense=sense,
                    worth=float(worth),
                    basis=labels.material_basis[material],
                    size=float(limit),
                )
