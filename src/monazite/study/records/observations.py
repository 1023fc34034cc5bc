"""The records of what is known about the study's world: money, and what was observed."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from monazite.study.cells import (
    Cell,
    ChainRow,
    Name,
    NameOf,
    Number,
    OptionalName,
    OptionalNames,
    Title,
    Whole,
)


class CurrencyRow(ChainRow):
    """What a dollar of 2024 buys of another currency or of another year's money."""

    table: ClassVar[str] = "currencies"
    key: ClassVar[tuple[str, ...]] = ("currency",)

    currency: Name
    """Currency and year, such as INR_2024."""
    per_dollar: Annotated[Cell, Number("{currency}/USD_2024", 0)]
    """Units of it per dollar of 2024: exchange rate times the change in prices."""


class MeasuredRow(ChainRow):
    """Something people measure and the model works out too, in any year."""

    title: Title
    """Name for people."""
    kind: Literal[
        "activity",
        "shipment",
        "stock",
        "served",
        "price",
        "imports",
        "user_price",
        "import_price",
        "export_price",
        "output",
        "output_share",
        "import_share",
    ]
    """What is measured; it decides which of the following columns are needed."""
    facilities: Annotated[OptionalNames, NameOf("facilities")] = Field(default=(), alias="facility")
    """The facilities whose activity is added up."""
    materials: Annotated[OptionalNames, NameOf("materials")] = Field(default=(), alias="material")
    """The materials that are added up."""
    origins: Annotated[OptionalNames, NameOf("regions")] = Field(default=(), alias="origin")
    """The regions shipments leave."""
    destinations: Annotated[OptionalNames, NameOf("regions")] = Field(
        default=(), alias="destination"
    )
    """The regions shipments reach."""
    region: Annotated[OptionalName, NameOf("regions")] = ""
    """The region of a stock, of a use that is served, of a price, of imports or of output."""
    use: Annotated[OptionalName, NameOf("uses")] = ""
    """The use that is served, or whose users pay a price."""

    @property
    def of(self) -> tuple[object, ...]:
        """What is measured, whatever it is called and in whatever order its names stand."""
        several = (self.facilities, self.materials, self.origins, self.destinations)
        return (self.kind, *(frozenset(names) for names in several), self.region, self.use)


class ObservationRow(MeasuredRow):
    """Something observed that the model should reproduce."""

    table: ClassVar[str] = "observations"
    key: ClassVar[tuple[str, ...]] = ("observation",)

    observation: Name
    """Name of the observation."""
    year: Annotated[Whole, Field(ge=1900, le=2200)]
    """The year it was observed."""
    observed: Annotated[Cell, Number("{observed}")]
    """The figure; its unit follows from the kind."""
    status: Literal["fitted", "free", "untestable"]
    """Whether the study is made to match it, it may test the study, or it cannot be held to it."""
    reason: str = ""
    """Why it is fitted or cannot be tested, or what makes it differ."""


class ExpectationRow(MeasuredRow):
    """Something a fact of the study says of a year to come, which a plan works out too."""

    table: ClassVar[str] = "expectations"
    key: ClassVar[tuple[str, ...]] = ("expectation",)

    expectation: Name
    """Name of the expectation."""
    year: Annotated[Whole, Field(ge=1900, le=2200)]
    """The year it is about."""
    expected: Annotated[Cell, Number("{expected}")]
    """The figure with its range; its unit follows from the kind."""


class ForecastRow(MeasuredRow):
    """A series of years that is forecast from what was known in its last known year."""

    table: ClassVar[str] = "forecasts"
    key: ClassVar[tuple[str, ...]] = ("series",)

    series: Name
    """Name of the series."""
    first: Annotated[Whole, Field(ge=1900, le=2200)]
    """The first year of the known past that trend and persistence may look at."""
    last: Annotated[Whole, Field(ge=1900, le=2200)]
    """The last year known; every reported year after it is forecast."""
