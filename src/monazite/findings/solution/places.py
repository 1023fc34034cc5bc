"""Rows of an outcome's arrays by what stands there: materials, regions, plants, lanes.

Only label sets decide which rows answer a question, so each answer is worked out once and serves
every outcome of a study.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from monazite.core.errors import check_name
from monazite.parameters import Labels
from monazite.parameters.labels import region_of
from monazite.parameters.named import Flow, Point
from monazite.parameters.positions import once_for_each

T = TypeVar("T")

Rows = npt.NDArray[np.intp]
"""Positions along the first dimension of an array, in its order."""


class Places:
    """Which rows of an array speak of which materials and regions; None stands for all regions."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self._kept: dict[tuple[object, ...], Rows] = {}
        self._worked_out: dict[tuple[object, ...], Any] = {}

    def once(self, key: tuple[object, ...], work_out: Callable[[], T]) -> T:
        """Keep what label sets alone decide, under a name and all else it is worked out for."""
        if key not in self._worked_out:
            self._worked_out[key] = work_out()
        found: T = self._worked_out[key]
        return found

    def facilities(self, region: str | None) -> Rows:
        """Plants in a region."""
        return self._rows(
            ("facilities", region),
            lambda: (
                row
                for row, facility in enumerate(self.labels.facilities)
                if region in (None, self.labels.facility_region[facility])
            ),
        )

    def runs(self, materials: tuple[str, ...], region: str | None) -> tuple[Rows, Rows]:
        """Plants in a region whose recipes take or give materials, and the flow of each."""
        key = ("runs", materials, region)
        if key not in self._kept:
            labels = self.labels
            flow = {flow: row for row, flow in enumerate(labels.flows)}
            pairs = [
                (int(row), flow[Flow(recipe, material)])
                for row in self.facilities(region)
                for recipe in (labels.facility_recipe[labels.facilities[row]],)
                for material in materials
                if Flow(recipe, material) in flow
            ]
            self._kept[key] = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        plants, flows = self._kept[key]
        return plants, flows

    def lanes(
        self,
        materials: tuple[str, ...],
        origin: str | None = None,
        destination: str | None = None,
    ) -> Rows:
        """Lanes that carry materials from and to regions; transfers inside one are no trade.

        Raises InvalidInput for a region the study does not have.
        """
        for region in {origin, destination} - {None, *self.labels.regions}:
            check_name("region", str(region), self.labels.regions)
        return self._rows(
            ("lanes", materials, origin, destination),
            lambda: (
                row
                for row, lane in enumerate(self.labels.lanes)
                if lane.material in materials
                and origin in (None, lane.origin)
                and destination in (None, lane.destination)
                and not lane.is_transfer
            ),
        )

    def lanes_into(self, region: str | None) -> Rows:
        """Lanes that end in a region, those that begin there too among them."""
        return self._rows(
            ("lanes into", region),
            lambda: (
                row
                for row, lane in enumerate(self.labels.lanes)
                if region in (None, lane.destination)
            ),
        )

    def use_options(self, materials: tuple[str, ...], region: str | None) -> Rows:
        """Offers of materials to uses in a region."""
        return self._rows(
            ("use_options", materials, region),
            lambda: (
                row
                for row, (_, place, material) in enumerate(self.labels.use_options)
                if region in (None, place) and material in materials
            ),
        )

    def stores(self, materials: tuple[str, ...], region: str | None) -> Rows:
        """Stores of materials in a region, those of its pools included."""
        return self._rows(
            ("stores", materials, region),
            lambda: (
                row
                for row, (material, place) in enumerate(self.labels.stores)
                if region in (None, region_of(place)) and material in materials
            ),
        )

    def end_of_life_streams(self, scrap: str, region: str) -> Rows:
        """Collections that bring a kind of scrap in a region."""
        return self._rows(
            ("end_of_life_streams", scrap, region),
            lambda: (
                row
                for row, (_, place, material) in enumerate(self.labels.end_of_life_streams)
                if place == region and material == scrap
            ),
        )

    def tranches(self, points: tuple[Point, ...]) -> Rows:
        """Tranches of demand at points that count as unmet: those above the anchor.

        Raises ValueError for what is no point of demand, such as the name of one.
        """
        self.points(points)
        return self._rows(
            ("tranches", points),
            lambda: (
                row
                for row, tranche in enumerate(self.labels.tranches)
                if tranche.number > 0 and tranche.point in points
            ),
        )

    def points(self, points: tuple[Point, ...]) -> Rows:
        """Demand points, in the order asked for."""
        known = self.labels.points
        return self._rows(("points", points), lambda: (known.index(point) for point in points))

    def _rows(self, key: tuple[object, ...], find: Callable[[], Iterable[int]]) -> Rows:
        if key not in self._kept:
            self._kept[key] = np.fromiter(find(), dtype=np.intp)
        return self._kept[key]


places_of = once_for_each(16)(Places)
"""The rows of a study's label sets."""
