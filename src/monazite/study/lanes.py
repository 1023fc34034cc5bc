"""Lanes and the places they lead between, read once from how files spell them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

__all__ = ["Delivery", "Lane", "Place", "lane_between", "place_named"]


class Place(NamedTuple):
    """A region, or a pool of owners inside one."""

    region: str
    ownership_account: str = ""

    @property
    def name(self) -> str:
        """Spelled `IND`, or `IND.state` for a pool."""
        return f"{self.region}.{self.ownership_account}" if self.ownership_account else self.region


def place_named(name: str) -> Place:
    """The place a name such as `IND` or `IND.state` spells."""
    region, _, account = name.partition(".")
    return Place(region, account)


class Delivery(NamedTuple):
    """The way on which contracts of the same two regions deliver a material."""

    material: str
    origin: str
    destination: str

    @property
    def name(self) -> str:
        """Spelled `oxide_ndpr:MYS>JPN`, as a lane is."""
        return f"{self.material}:{self.origin}>{self.destination}"


@dataclass(frozen=True)
class Lane:
    """One material moving from one place to another.

    `origin` and `destination` are regions. A lane may begin or end at a pool inside a region; one
    that stays inside its region is a transfer between owners, and neither import nor export.
    """

    material: str
    origin: str
    destination: str
    origin_account: str = ""
    destination_account: str = ""

    @cached_property
    def origin_place(self) -> str:
        """The place it begins at, as nodes name it."""
        return Place(self.origin, self.origin_account).name

    @cached_property
    def destination_place(self) -> str:
        """The place it ends at, as nodes name it."""
        return Place(self.destination, self.destination_account).name

    @property
    def is_transfer(self) -> bool:
        """Whether it stays inside one region."""
        return self.origin == self.destination

    def leads_into(self, region: str) -> bool:
        """Whether it brings goods into a region from another."""
        return self.destination == region != self.origin

    @cached_property
    def name(self) -> str:
        """The label of the lane in every array."""
        return Delivery(self.material, self.origin_place, self.destination_place).name


def lane_between(material: str, origin: str, destination: str) -> Lane:
    """Make a lane from places such as `CHN` or `IND.state`."""
    start, end = place_named(origin), place_named(destination)
    return Lane(material, start.region, end.region, start.ownership_account, end.ownership_account)
