"""The records of what matter is used for, and what of it comes back as scrap."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from monazite.study.cells import (
    Cell,
    ChainRow,
    Name,
    NameOf,
    Number,
    OptionalCell,
    OptionalTitle,
    Title,
    Whole,
    Yes,
)


class UseRow(ChainRow):
    """What materials are finally used for, and what users would pay not to go without."""

    table: ClassVar[str] = "uses"
    key: ClassVar[tuple[str, ...]] = ("use",)

    use: Name
    """Name of the use."""
    title: Title
    """Name for people."""
    tier: Annotated[Whole, Field(ge=1, le=3)]
    """1 is served first in a shortage, 3 last."""
    basis: Annotated[Name, NameOf("bases")]
    """What the tonnes of its demand are tonnes of."""
    reference_price: Annotated[Cell, Number("{money}/t {use}", 0)]
    """Price at which the demand table holds."""
    elasticity: Annotated[Cell, Number("1", None, 0)]
    """Relative change of demand per relative change of price; zero or negative."""
    choke: Annotated[Cell, Number("{money}/t {use}", 0)]
    """Price at which the last user gives up."""
    industry: OptionalTitle = ""
    """What pictures with little room put it together with; blank stands with the others."""
    finer: Yes = False
    """Cut into finer steps of price, at home and in the region abroad that takes most of it."""


class MixtureRow(ChainRow):
    """One part of a use that stands for several: its curve is the sum of theirs.

    So a region drawn coarsely gives up at the same prices as one drawn finely.
    """

    table: ClassVar[str] = "mixtures"
    key: ClassVar[tuple[str, ...]] = ("use", "component")

    use: Annotated[Name, NameOf("uses")]
    """The use that stands for several."""
    component: Annotated[Name, NameOf("uses")]
    """One of the uses it stands for, whose choke price its part has."""
    share: Annotated[Cell, Number("1", 0, 1)]
    """Part of the demand at the reference price; the parts are taken relative to their sum."""


class OptionRow(ChainRow):
    """A material that can serve a use."""

    table: ClassVar[str] = "options"
    key: ClassVar[tuple[str, ...]] = ("use", "material")

    use: Annotated[Name, NameOf("uses")]
    """The use."""
    material: Annotated[Name, NameOf("materials")]
    """The material."""
    equivalence: Annotated[Cell, Number("t {use}/t {basis}", 0)]
    """Tonnes of the use's demand that a tonne of the material serves."""
    penalty: Annotated[OptionalCell, Number("{money}/t {basis}")] = ""
    """What using a tonne of it costs beyond its price; blank means nothing."""


class DemandRow(ChainRow):
    """Demand of one use in one region in one anchor year."""

    table: ClassVar[str] = "demand"
    key: ClassVar[tuple[str, ...]] = ("use", "region", "year")

    use: Annotated[Name, NameOf("uses")]
    """The use."""
    region: Annotated[Name, NameOf("regions")]
    """The region."""
    year: Annotated[Whole, Field(ge=1900, le=2200)]
    """Anchor year: between anchors demand grows at a steady rate."""
    quantity: Annotated[Cell, Number("t {use}/yr", 0)]
    """Demand at the reference price."""


class EmbodiedRow(ChainRow):
    """What a use takes in one anchor year inside goods bought abroad, and never as a material.

    It is no demand: no plant at home can serve it until the goods themselves are made there.
    """

    table: ClassVar[str] = "embodied"
    key: ClassVar[tuple[str, ...]] = ("use", "region", "year")

    use: Annotated[Name, NameOf("uses")]
    """The use."""
    region: Annotated[Name, NameOf("regions")]
    """The region that buys the goods."""
    year: Annotated[Whole, Field(ge=1900, le=2200)]
    """Anchor year: between anchors it grows at a steady rate."""
    quantity: Annotated[Cell, Number("t {use}/yr", 0)]
    """What arrives inside goods."""


class RecyclingRow(ChainRow):
    """Scrap that comes back when products of a use reach the end of their life."""

    table: ClassVar[str] = "recycling"
    key: ClassVar[tuple[str, ...]] = ("use", "region", "material")

    use: Annotated[Name, NameOf("uses")]
    """The use."""
    region: Annotated[Name, NameOf("regions")]
    """Where products are used and scrapped."""
    material: Annotated[Name, NameOf("materials")]
    """The scrap."""
    collection: Annotated[Cell, Number("1", 0, 1)]
    """Share of products collected at the end of their life."""
    lifetime_mean: Annotated[Cell, Number("yr", 0)]
    """Mean life of a product."""
    lifetime_shape: Annotated[Cell, Number("1", 0)]
    """Weibull shape of the life: 1 is pure chance, larger is more alike."""
    yield_: Annotated[Cell, Number("t {basis}/t {use}", 0)] = Field(alias="yield")
    """Scrap per tonne of the use that is collected."""
