"""Reads an outcome the way a person would ask of it: by material, form, region and year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import xarray as xr

from monazite.model import Outcome
from monazite.parameters import Labels, Parameters, addition_share, committed_capacity
from monazite.parameters.labels import node_name, region_of, tranche_name
from monazite.study import Study

Series = npt.NDArray[np.float64]
"""One number per reported year."""

STAGE_FORMS = {
    "mining": "concentrate",
    "cracking": "mixed_compound",
    "separation": "oxide",
    "metal": "metal",
    "alloy": "alloy",
    "magnet": "magnet",
    "recycling": "scrap",
}
"""The form each stage is judged by; for recycling, what it takes in."""


# Identity is enough to tell readings apart, and lets what is worked out of one be kept.
@dataclass(frozen=True, eq=False)
class Reading:
    """An outcome with the study it belongs to and, if there is one, the baseline to compare with.

    `without_limits` is the same strategy without its own export limits, so that what a limit does
    can be told from what the rest of the strategy does; None when it has none.

    Every method gives one number per reported year (the years of the horizon, without the blocks
    behind it that only keep the end from distorting what is shown).
    """

    study: Study
    outcome: Outcome
    baseline: Outcome | None = None
    without_limits: Outcome | None = None

    @property
    def labels(self) -> Labels:
        """The label sets of the study."""
        return self.outcome.labels

    @property
    def parameters(self) -> Parameters:
        """The parameters the outcome was solved with."""
        return self.outcome.parameters

    @property
    def home(self) -> str:
        """The home region."""
        return self.labels.home

    @property
    def years(self) -> tuple[int, ...]:
        """The reported years."""
        return self.labels.years

    def select(self, array: xr.DataArray) -> xr.DataArray:
        """Keep the reported years of an array."""
        return array.sel(period=list(self.years))

    def series(self, array: xr.DataArray, at: Mapping[str, str]) -> Series:
        """One number per reported year from an array over period and the labels named."""
        return np.asarray(self.select(array.sel(at)).values)

    def zeros(self) -> Series:
        """A series of zeros."""
        return np.zeros(len(self.years))

    def materials(self, qualifier: str) -> tuple[str, ...]:
        """Spell out a qualifier: a stage, a form or one material.

        For oxides, metals and alloys only those that hold the tracked group count; a stage without
        them would add up lanthanum and dysprosium.
        """
        labels = self.labels
        if qualifier in labels.materials:
            return (qualifier,)
        form = STAGE_FORMS.get(qualifier, qualifier)
        of_form = tuple(name for name in labels.materials if labels.material_form[name] == form)
        if form in ("oxide", "metal", "alloy"):
            held = self.parameters["content"].sel(group=labels.tracked_group)
            return tuple(name for name in of_form if float(held.sel(material=name)) > 0)
        return of_form

    def shipped(
        self,
        materials: tuple[str, ...],
        *,
        origin: str | None = None,
        destination: str | None = None,
    ) -> Series:
        """Shipments of materials from and to regions, t/yr; without a region, from or to all."""
        names = [
            lane.name
            for lane in self.labels.lanes
            if lane.material in materials
            and not lane.is_transfer
            and (origin is None or lane.origin == origin)
            and (destination is None or lane.destination == destination)
        ]
        return self._total("shipment", "lane", names)

    def made(self, materials: tuple[str, ...], region: str | None = None) -> Series:
        """Output of materials by recipes, t/yr."""
        return self._through(materials, region, 1.0)

    def used_up(self, materials: tuple[str, ...], region: str | None = None) -> Series:
        """Input of materials into recipes, t/yr."""
        return self._through(materials, region, -1.0)

    def served(self, materials: tuple[str, ...], region: str) -> Series:
        """Materials that serve uses directly, t/yr."""
        names = [
            name
            for name, (_, place, material) in zip(
                self.labels.coordinates("offer"), self.labels.offers, strict=True
            )
            if place == region and material in materials
        ]
        return self._total("served", "offer", [str(name) for name in names])

    def net_release(self, materials: tuple[str, ...], region: str) -> Series:
        """What stocks give less what they take, t/yr."""
        names = self.stores(materials, region)
        return self._total("release", "store", names) - self._total("intake", "store", names)

    def stores(self, materials: tuple[str, ...], region: str) -> list[str]:
        """Stores of materials in a region, those of its pools included."""
        return [
            node_name(material, place)
            for material, place in self.labels.stores
            if region_of(place) == region and material in materials
        ]

    def stock(self, materials: tuple[str, ...], region: str) -> Series:
        """Stocks at the end of each year, t."""
        return self._total("stock", "store", self.stores(materials, region))

    def discarded(self, materials: tuple[str, ...], region: str) -> Series:
        """Materials put aside for good, t/yr."""
        piles = self.outcome["discard"].coords["pile"].values.tolist()
        names = [
            pile
            for pile in piles
            if pile.partition("@")[0] in materials and region_of(pile.partition("@")[2]) == region
        ]
        return self._total("discard", "pile", names)

    def unmet(self, points: list[str]) -> Series:
        """Demand left unserved at points `use@region`, t/yr."""
        if not points:
            return self.zeros()
        return self._total("unmet", "tranche", self.tranches(points))

    def tranches(self, points: list[str]) -> list[str]:
        """Tranches of demand at points that count as unmet: those above the anchor.

        What more would be wanted below the observed price is no shortage.
        """
        wanted = set(points)
        return [
            tranche_name(use, region, number)
            for use, region, number in self.labels.tranches
            if number > 0 and f"{use}@{region}" in wanted
        ]

    def home_points(self, use: str | None = None) -> list[str]:
        """Demand points at home, or those of one use."""
        return [
            f"{name}@{region}"
            for name, region in self.labels.points
            if region == self.home and use in (None, name)
        ]

    def price(self, material: str, region: str) -> Series:
        """Price of a material in a region, USD_2024/t."""
        return np.asarray(self.select(self.outcome.price(material, region)).values)

    @cached_property
    def usable_capacity(self) -> xr.DataArray:
        """Capacity of each facility, additions included; dims facility, period; t/yr."""
        capacity = committed_capacity(self.parameters)
        if "addition" not in self.outcome.values:
            return capacity
        addition = self.outcome["addition"].rename(investable="facility")
        share = addition_share(self.parameters).sel(facility=addition.coords["facility"].values)
        available = self.parameters["availability"]
        added: xr.DataArray = xr.dot(addition, share, dim="decided") * available
        return capacity + added.reindex_like(capacity, fill_value=0.0)

    def _through(self, materials: tuple[str, ...], region: str | None, sign: float) -> Series:
        labels = self.labels
        amounts = self.parameters["recipe_amount"]
        total = self.zeros()
        activity = self.select(self.outcome["activity"])
        for facility in labels.facilities:
            if region is not None and labels.facility_region[facility] != region:
                continue
            recipe = labels.facility_recipe[facility]
            for material in materials:
                if (recipe, material) in labels.flows:
                    amount = sign * float(amounts.sel(flow=f"{recipe}/{material}"))
                    if amount > 0:
                        total = total + amount * activity.sel(facility=facility).values
        return total

    def _total(self, variable: str, dimension: str, names: list[str]) -> Series:
        if not names:
            return self.zeros()
        chosen = self.select(self.outcome[variable]).sel({dimension: names})
        return np.asarray(chosen.sum(dimension).values)


def ratio(part: Series, whole: Series) -> Series:
    """Divide where there is something to divide by; NaN marks years without a meaning."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 1e-6, part / np.where(whole > 1e-6, whole, 1.0), np.nan)
