"""The records of what turns matter into other matter: recipes, plants and their ramps."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from monazite.study.cells import (
    Cell,
    ChainRow,
    Latitude,
    Longitude,
    Name,
    NameOf,
    Number,
    OptionalCell,
    OptionalStart,
    OptionalTitle,
    Start,
    Title,
    Whole,
    Yes,
)


class RecipeRow(ChainRow):
    """One input or output of a recipe, per tonne of the recipe's reference material."""

    table: ClassVar[str] = "recipes"
    key: ClassVar[tuple[str, ...]] = ("recipe", "material")

    recipe: Name
    """Name of the recipe; its rows belong together."""
    material: Annotated[Name, NameOf("materials")]
    """What goes in or comes out."""
    role: Literal["input", "output"]
    """Whether it goes in or comes out."""
    reference: Yes = False
    """`yes` on the one row whose tonnes measure the activity of a plant."""
    amount: Annotated[OptionalCell, Number("t {basis}/t {reference}", 0)] = ""
    """Tonnes per tonne of the reference; blank on the reference row and where recovery stands."""
    recovery: Annotated[OptionalCell, Number("1", 0, 1)] = ""
    """Share of the groups of a reference input that reaches this output."""


class FacilityRow(ChainRow):
    """A mine, plant, line or pool of plants that runs one recipe in one region."""

    table: ClassVar[str] = "facilities"
    key: ClassVar[tuple[str, ...]] = ("facility",)

    facility: Name
    """Name of the facility."""
    title: Title
    """Name for people."""
    operator: Title
    """Who runs it."""
    owner: Literal["state", "private", "foreign"]
    """Which owner group it belongs to, seen from home."""
    region: Annotated[Name, NameOf("regions")]
    """Where it stands."""
    stage: Annotated[Name, NameOf("stages")]
    """The stage of the chain it belongs to."""
    recipe: Annotated[Name, NameOf("recipes")]
    """What it does."""
    status: Literal["operating", "building", "pilot", "announced", "slot", "closed", "pool"]
    """Whether it runs; a slot is a place levers may fill, a pool stands for many plants."""
    start: Start
    """Year or month from which the nameplate counts and the ramp runs."""
    nameplate: Annotated[Cell, Number("t {reference}/yr", 0)]
    """Largest activity once ramped up."""
    permit: Annotated[OptionalCell, Number("t {reference}/yr", 0)] = ""
    """Largest activity permitted; blank means no such limit."""
    floor: Annotated[OptionalCell, Number("t {reference}/yr", 0)] = ""
    """Smallest activity; blank means zero."""
    availability: Annotated[OptionalCell, Number("1", 0, 1)] = ""
    """Share of the nameplate available in a normal year; blank means all of it."""
    ramp: Annotated[Name, NameOf("ramps")]
    """The ramp its capacity follows."""
    operating_cost: Annotated[Cell, Number("{money}/t {reference}")]
    """Cost of running, without the inputs of the recipe."""
    capital_cost: Annotated[OptionalCell, Number("{money} yr/t {reference}", 0)] = ""
    """Cost of building, per tonne a year."""
    lead_time: Annotated[OptionalCell, Number("yr", 0)] = ""
    """Years from decision to start."""
    build_rate: Annotated[OptionalCell, Number("t {reference}/yr/yr", 0)] = ""
    """Capacity that may be added in a year; blank means none can."""
    build_from: OptionalStart = ""
    """Year or month from which additions may be decided; blank means from the first year."""
    lifetime: Annotated[OptionalCell, Number("yr", 0)] = ""
    """Years a plant stands that is added, over which the cost of building is recovered."""
    hurdle_rate: Annotated[OptionalCell, Number("1", 0)] = ""
    """Return the owner asks for in a year, as a share."""
    reserves: Annotated[OptionalCell, Number("t {reference}", 0)] = ""
    """What can be extracted in all; blank means no limit."""
    price_cost_margin: Annotated[OptionalCell, Number("{money}/t {reference}")] = ""
    """Margin of a plant abroad between the cost of running and the price observed."""
    host_output: Annotated[OptionalCell, Number("t mineral/yr", 0)] = ""
    """Minerals dug for their own sake, of which the product is a by-product; blank means none."""
    byproduct_rate: Annotated[OptionalCell, Number("t {reference}/t mineral", 0)] = ""
    """Tonnes of the product that come up with a tonne of the host minerals."""
    must_run_share: Annotated[OptionalCell, Number("1", 0, 1)] = ""
    """Share of the by-product that has to be taken whatever it is worth."""
    floor_share: Annotated[OptionalCell, Number("1", 0, 1)] = ""
    """Smallest activity as a share of ramped capacity: sales under contract; blank means none."""
    awardee: OptionalTitle = ""
    """The firm that may win support for this plant; blank for a plant no scheme supports."""
    latitude: Latitude = None
    """Degrees north; maps draw a home that is no country in the middle of its plants."""
    longitude: Longitude = None
    """Degrees east, as for the latitude."""


class FloorRow(ChainRow):
    """The contract or mandate that makes a plant run at its floor, and when it ends."""

    table: ClassVar[str] = "floors"
    key: ClassVar[tuple[str, ...]] = ("facility",)

    facility: Annotated[Name, NameOf("facilities")]
    """The plant, which has a `floor` or a `floor_share`."""
    until: OptionalStart = ""
    """Year or month in which its floors end; blank: no end is known, a lever may end them."""
    why: Title
    """What makes it run, whatever it earns."""


class ExpansionRow(ChainRow):
    """A further step of building at a plant, beside what it adds at its usual cost."""

    table: ClassVar[str] = "expansions"
    key: ClassVar[tuple[str, ...]] = ("facility", "step")

    facility: Annotated[Name, NameOf("facilities")]
    """The plant or pool of plants; one with a build rate, which at home may be 0."""
    step: Annotated[Whole, Field(ge=1, le=99)]
    """1 for the step next to what comes at the stated cost, 2 for the one after it."""
    share: Annotated[Cell, Number("1", 0)]
    """What the step adds in a year, as a share of the build rate; at home its part of the site."""
    premium: Annotated[Cell, Number("1", 0)]
    """What it costs beyond the capital cost, as a share of it; rises from step to step."""


class RampRow(ChainRow):
    """One step of a ramp: the share of capacity available so many years after the start."""

    table: ClassVar[str] = "ramps"
    key: ClassVar[tuple[str, ...]] = ("ramp", "year_after_start")

    ramp: Name
    """Name of the ramp; its rows belong together."""
    year_after_start: Annotated[Whole, Field(ge=0, le=100)]
    """Whole years since the start, from 0; the last row holds from then on."""
    share: Annotated[Cell, Number("1", 0, 1)]
    """Share of the capacity available."""
