"""What stands behind each label of an array: tuples with fields, and how a label spells them.

Arrays, files and screens spell a label as text, such as `wind@IND/+1`. Whoever wants to know what
it names asks the label sets for the tuple behind it (`Labels.tranche["wind@IND/+1"].use`) and never
takes the text apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

__all__ = [
    "Contract",
    "Delivery",
    "Expansion",
    "Flow",
    "Lane",
    "Node",
    "Place",
    "Point",
    "Tranche",
    "UseOption",
    "lane_between",
    "place_named",
]


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


class Flow(NamedTuple):
    """A material a recipe takes or gives."""

    recipe: str
    material: str

    @property
    def name(self) -> str:
        """Spelled `sinter/magnet_plain`."""
        return f"{self.recipe}/{self.material}"


class Node(NamedTuple):
    """A material where it is balanced or stored; `place` is the name of a place."""

    material: str
    place: str

    @property
    def name(self) -> str:
        """Spelled `oxide_ndpr@IND`."""
        return f"{self.material}@{self.place}"


class Point(NamedTuple):
    """A use in a region."""

    use: str
    region: str

    @property
    def name(self) -> str:
        """Spelled `wind@IND`."""
        return f"{self.use}@{self.region}"


class UseOption(NamedTuple):
    """A material that may serve a use in a region, or that is collected from it as scrap."""

    use: str
    region: str
    material: str

    @property
    def name(self) -> str:
        """Spelled `wind@IND/magnet_plain`."""
        return f"{self.use}@{self.region}/{self.material}"

    @property
    def point(self) -> Point:
        """The use, where it stands."""
        return Point(self.use, self.region)


class Tranche(NamedTuple):
    """A part of a demand curve; below the anchor its number is negative."""

    use: str
    region: str
    number: int

    @property
    def name(self) -> str:
        """Spelled `wind@IND/+1`."""
        return f"{self.use}@{self.region}/{self.number:+d}"

    @property
    def point(self) -> Point:
        """The use it is part of, where it stands."""
        return Point(self.use, self.region)


class Expansion(NamedTuple):
    """A further step of building at a facility."""

    facility: str
    step: int

    @property
    def name(self) -> str:
        """Spelled `pool_chn_alloy/+1`."""
        return f"{self.facility}/{self.step:+d}"


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

    @cached_property
    def name(self) -> str:
        """The label of the lane in every array."""
        return Delivery(self.material, self.origin_place, self.destination_place).name


def lane_between(material: str, origin: str, destination: str) -> Lane:
    """Make a lane from places such as `CHN` or `IND.state`."""
    start, end = place_named(origin), place_named(destination)
    return Lane(material, start.region, end.region, start.ownership_account, end.ownership_account)


@dataclass(frozen=True)
class Contract:
    """What a plant has sold ahead: a material, to a buyer in another region or its own.

    Without a buyer somebody stands for its sales, whoever takes them.
    """

    name: str
    seller: str
    material: str
    buyer: str
