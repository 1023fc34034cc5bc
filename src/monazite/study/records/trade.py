"""The records of how matter moves between places and waits at them."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from monazite.study.cells import (
    Cell,
    ChainRow,
    Name,
    NameOf,
    Names,
    Number,
    OptionalCell,
    OptionalName,
    OptionalStart,
    OptionalTitle,
    Start,
    Title,
    Whole,
    Yes,
)


class LaneRow(ChainRow):
    """A way for materials between regions; several names in a cell mean all combinations."""

    table: ClassVar[str] = "lanes"
    key: ClassVar[tuple[str, ...]] = ()

    materials: Annotated[Names, NameOf("materials")] = Field(alias="material")
    """What may be shipped."""
    origins: Annotated[Names, NameOf("places")] = Field(alias="origin")
    """Where from: regions, or pools inside one."""
    destinations: Annotated[Names, NameOf("places")] = Field(alias="destination")
    """Where to; an origin never ships to itself."""
    freight: Annotated[Cell, Number("{money}/t {basis}", 0)]
    """Cost of shipping and insurance."""
    limit: Annotated[OptionalCell, Number("t {basis}/yr", 0)] = ""
    """Largest shipment on each lane; blank means no limit."""
    reference_flow: Annotated[OptionalCell, Number("t {basis}/yr", 0)] = ""
    """Shipment observed on each lane in the base year; blank means none is known."""
    duty: Annotated[OptionalCell, Number("1", 0)] = ""
    """Customs duty at the destination as a share of the reference price; blank means none."""
    price_cost_margin: Annotated[OptionalCell, Number("{money}/t {basis}")] = ""
    """Margin on this lane between cost and the price observed; blank means none."""
    transfer_price: Annotated[OptionalCell, Number("{money}/t {basis}", 0)] = ""
    """What a maker pays its owners, in all years; blank: its cost or `ownership_account_prices`."""
    start: OptionalStart = ""
    """Year or month from which the lane is open; blank means from the beginning."""
    end: OptionalStart = ""
    """First year or month in which it is closed again; blank means never."""


class OwnershipAccountPriceRow(ChainRow):
    """What makers pay a pool of their own region for a material in a year."""

    table: ClassVar[str] = "ownership_account_prices"
    key: ClassVar[tuple[str, ...]] = ("ownership_account", "material", "year")

    ownership_account: Annotated[Name, NameOf("ownership_accounts")]
    """Who is paid: the price holds on every lane from the pool to others in its region."""
    material: Annotated[Name, NameOf("materials")]
    """What is paid for."""
    year: Annotated[Whole, Field(ge=1900, le=2200)]
    """The year; straight lines between rows, the first holds before and the last one after."""
    price: Annotated[Cell, Number("{money}/t {basis}", 0)]
    """The price."""
    border: Annotated[Name, NameOf("regions")]
    """The region whose price it is: a `price_path` of a world for it moves this price as well."""


class ContractRow(ChainRow):
    """What a plant has sold ahead, to whom, and what it costs to break the promise."""

    table: ClassVar[str] = "contracts"
    key: ClassVar[tuple[str, ...]] = ("contract",)

    contract: Name
    """Name of the contract."""
    title: Title
    """Name for people: who sells what to whom."""
    seller: Annotated[Name, NameOf("facilities")]
    """The plant that sells."""
    material: Annotated[Name, NameOf("materials")]
    """What it sells; the plant makes it."""
    buyer: Annotated[OptionalName, NameOf("regions")] = ""
    """Region of the buyer, be it the plant's own; blank for support whoever buys."""
    share: Annotated[OptionalCell, Number("1", 0, 1)] = ""
    """Part of the plant's ramped output that is sold; blank means all of it."""
    tonnes: Annotated[OptionalCell, Number("t {basis}/yr", 0)] = ""
    """Most that is owed in a year; blank means that the share alone decides."""
    start: Start
    """Year or month from which it is owed."""
    end: OptionalStart = ""
    """First year or month in which it is not owed any more; blank means it goes on."""
    breach_cost: Annotated[Cell, Number("{money}/t {basis}", 0)]
    """What a tonne not delivered costs the two sides: the price or premium lost, or a penalty."""


class BandRow(ChainRow):
    """How far trade may move from its history so many years after the base year."""

    table: ClassVar[str] = "bands"
    key: ClassVar[tuple[str, ...]] = ("years_ahead",)

    years_ahead: Annotated[Whole, Field(ge=0, le=100)]
    """Whole years after the base year; straight lines between rows, the last one holds."""
    below: Annotated[Cell, Number("1", 0, 1)]
    """How far a lane may fall below its usual flow at no cost, as a share of it."""
    above: Annotated[Cell, Number("1", 0)]
    """How far a lane may rise above its usual flow, as a share of it."""
    entry: Annotated[Cell, Number("1", 0)]
    """What a lane without history may win of the usual arrivals at its end."""
    switching_cost: Annotated[Cell, Number("1", 0)]
    """Cost of each tonne a lane falls short of its band, as a share of the reference price."""


class StockRow(ChainRow):
    """A material that can be kept in a region from one year to the next."""

    table: ClassVar[str] = "stocks"
    key: ClassVar[tuple[str, ...]] = ("material", "region")

    material: Annotated[Name, NameOf("materials")]
    """What is kept."""
    region: Annotated[Name, NameOf("places")]
    """Where it is kept: a region, or a pool inside one."""
    initial: Annotated[OptionalCell, Number("t {basis}", 0)] = ""
    """Stock at the beginning of the first year; blank means none."""
    storage_cost: Annotated[Cell, Number("{money}/t {basis}/yr", 0)]
    """Cost of keeping a tonne for a year."""
    limit: Annotated[OptionalCell, Number("t {basis}", 0)] = ""
    """Largest stock; blank means no limit."""
    reserve: Yes = False
    """`yes` where a lever may ask for a public reserve; blank where none is ever asked for."""
    why: OptionalTitle = ""
    """Why it may fill with what nobody takes; blank: it may not, and is reported if it does."""
