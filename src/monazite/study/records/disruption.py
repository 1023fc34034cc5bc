"""The records of disruptions: what may happen, what it strikes, and what waits at home for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field

from monazite.study.cells import (
    Cell,
    ChainRow,
    Name,
    NameOf,
    Number,
    OptionalCell,
    OptionalNames,
    OptionalStart,
    Title,
)


class ShockRow(ChainRow):
    """Something that may stop trade, a plant or a use for some months."""

    table: ClassVar[str] = "shocks"
    key: ClassVar[tuple[str, ...]] = ("shock",)

    shock: Name
    """Name of the shock."""
    title: Title
    """Name for people."""
    begins: OptionalStart = ""
    """The month in which an episode of the past began; blank for what is drawn."""
    frequency: Annotated[OptionalCell, Number("1/yr", 0, 12)] = ""
    """How often it begins in a year, at random, at most 12; blank: only when asked for."""
    length: Annotated[Cell, Number("month", 0, 240)]
    """Median of how long it lasts."""
    length_spread: Annotated[OptionalCell, Number("1", 0, 3)] = ""
    """Standard deviation of the logarithm of its length; blank: always the same."""
    depth: Annotated[Cell, Number("1", 0, 1)]
    """Mean of the part it takes away while it lasts."""
    depth_spread: Annotated[OptionalCell, Number("1", 0, 0.5)] = ""
    """Standard deviation of that part; blank: always the same."""


class HitRow(ChainRow):
    """What a shock strikes: lanes into home, plants at home, or uses at home."""

    table: ClassVar[str] = "hits"
    key: ClassVar[tuple[str, ...]] = ()

    shock: Annotated[Name, NameOf("shocks")]
    """The shock; one that strikes several things has several rows."""
    materials: Annotated[OptionalNames, NameOf("materials")] = Field(default=(), alias="material")
    """Materials whose lanes into home are struck; blank with origins: all of them."""
    origins: Annotated[OptionalNames, NameOf("regions")] = Field(default=(), alias="origin")
    """Where these lanes begin; blank with materials: everywhere."""
    facilities: Annotated[OptionalNames, NameOf("facilities")] = Field(default=(), alias="facility")
    """Plants at home that are struck."""
    uses: Annotated[OptionalNames, NameOf("uses")] = Field(default=(), alias="use")
    """Uses whose need grows by the depth of the shock."""
    share: Annotated[Cell, Number("1", 0, 5)]
    """Part of the shock's depth with which these are struck; above 1 for uses alone."""

    def bounds(self) -> Mapping[str, Number]:
        """Nobody can take away more of a lane or a plant than all of it."""
        found = self.numbers()
        return found if self.uses else {**found, "share": Number("1", 0, 1)}


class BufferRow(ChainRow):
    """What waits at home of a material, and how soon others than the usual suppliers send more."""

    table: ClassVar[str] = "buffers"
    key: ClassVar[tuple[str, ...]] = ("material",)

    material: Annotated[Name, NameOf("materials")]
    """The material."""
    cover: Annotated[Cell, Number("month", 0, 24)]
    """Stores of those who use it, as months of what they use."""
    delay: Annotated[Cell, Number("month", 0, 60)]
    """From the first month in which something is missing until other suppliers send more."""
    surge: Annotated[Cell, Number("1", 0, 5)]
    """What a supplier can then add, as a share of what it sends home as planned."""
    catch_up: Annotated[Cell, Number("1", 0, 5)]
    """What can be made up for in a month after a stop, as a share of a usual month."""
    waits: Annotated[Cell, Number("1", 0, 1)]
    """Part of what users do not get that they take later; the rest is lost."""
