"""The records of matter: groups of elements, materials and what is in them."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from monazite.study.cells import (
    Cell,
    ChainRow,
    Name,
    NameOf,
    Number,
    OptionalWhole,
    Title,
    Whole,
)


class GroupRow(ChainRow):
    """A group of elements that is conserved through the chain."""

    table: ClassVar[str] = "groups"
    key: ClassVar[tuple[str, ...]] = ("group",)

    group: Name
    """Name of the group, such as NdPr."""
    title: Title
    """Name for people."""
    contained: Title
    """What its contained tonnes are, as a formula or in words."""
    basis: Annotated[Name, NameOf("bases")]
    """What they are tonnes of, such as `oxide` or `Ni`."""


class FractionRow(ChainRow):
    """How much of a group is one element, by the region its ore comes from."""

    table: ClassVar[str] = "fractions"
    key: ClassVar[tuple[str, ...]] = ("element", "region")

    element: Name
    """Symbol of the element."""
    group: Annotated[Name, NameOf("groups")]
    """The group it belongs to."""
    region: Annotated[Name, NameOf("regions")]
    """Region of origin."""
    fraction: Annotated[Cell, Number("1", 0, 1)]
    """Share of the element in the group."""


class MaterialRow(ChainRow):
    """A tradable form of matter on its way from mine to use."""

    table: ClassVar[str] = "materials"
    key: ClassVar[tuple[str, ...]] = ("material",)

    material: Name
    """Name of the material."""
    title: Title
    """Name for people."""
    stage: Annotated[Name, NameOf("stages")]
    """The stage of the chain that makes it."""
    form: Annotated[Name, NameOf("forms")]
    """The form it is in."""
    basis: Annotated[Name, NameOf("bases")]
    """What its tonnes are tonnes of."""
    price: Annotated[Cell, Number("{money}/t {basis}", 0)]
    """Reference market price."""
    disposal_cost: Annotated[Cell, Number("{money}/t {basis}")]
    """Cost of getting rid of a tonne; negative when it earns a credit."""
    price_until: OptionalWhole = None
    """The last year whose facts support a price; blank means the whole horizon."""


class PriceRow(ChainRow):
    """What a material is stated to fetch at home in a year; straight lines between years."""

    table: ClassVar[str] = "prices"
    key: ClassVar[tuple[str, ...]] = ("material", "year")

    material: Annotated[Name, NameOf("materials")]
    """The material."""
    year: Annotated[Whole, Field(ge=1900, le=2200)]
    """The calendar year; the first and the last one hold before and after."""
    price: Annotated[Cell, Number("{money}/t {basis}", 0)]
    """What makers at home are paid for it."""


class ContentRow(ChainRow):
    """How much of a group a material holds; a group that is not listed is not in it."""

    table: ClassVar[str] = "contents"
    key: ClassVar[tuple[str, ...]] = ("material", "group")

    material: Annotated[Name, NameOf("materials")]
    """The material."""
    group: Annotated[Name, NameOf("groups")]
    """The group."""
    content: Annotated[Cell, Number("t {contained}/t {basis}", 0)]
    """Tonnes contained; a metal may hold more than a tonne of oxide per tonne."""
