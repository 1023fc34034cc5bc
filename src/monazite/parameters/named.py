"""What stands behind each label of an array: tuples with fields, and how a label spells them.

Arrays, files and screens spell a label as text, such as `wind@IND/+1`. Whoever wants to know what
it names asks the label sets for the tuple behind it (`Labels.tranche["wind@IND/+1"].use`) and never
takes the text apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from monazite.study.lanes import Delivery, Lane, Place, lane_between, place_named

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


@dataclass(frozen=True)
class Contract:
    """What a plant has sold ahead: a material, to a buyer in another region or its own.

    Without a buyer somebody stands for its sales, whoever takes them.
    """

    name: str
    seller: str
    material: str
    buyer: str
