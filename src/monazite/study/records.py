"""The records of the chain tables: what stands in each column, in which unit, and what blank means.

The order of the fields is the order of the columns. Every table may end with the columns
`source_id`, `grade` and `note`, which speak for the plain numbers of the row.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from monazite.core.errors import FieldError
from monazite.study.cells import (
    Cell,
    ChainRow,
    Latitude,
    Longitude,
    Name,
    NameOf,
    Names,
    Number,
    OptionalCell,
    OptionalName,
    OptionalNames,
    OptionalTitle,
    OptionalWhole,
    Start,
    Title,
    Whole,
)


class RegionRow(ChainRow):
    """A country or a group of countries that is one place in the model."""

    table: ClassVar[str] = "regions"
    key: ClassVar[tuple[str, ...]] = ("region",)

    region: Name
    """ISO alpha-3 code, or the name of a group of countries."""
    title: Title
    """Name for people."""
    members: OptionalNames = ()
    """The countries of a group; blank for a single country."""


class PoolRow(ChainRow):
    """Owners inside a region who keep their own balance of some materials.

    Its place is written `IND.state` in lanes and stocks: the region, a dot, the pool. What the pool
    does not list it shares with the rest of the region.
    """

    table: ClassVar[str] = "pools"
    key: ClassVar[tuple[str, ...]] = ("pool",)

    pool: Name
    """Name of the pool, such as state."""
    title: Title
    """Name for people."""
    region: Annotated[Name, NameOf("regions")]
    """The region it is a part of."""
    facilities: Annotated[OptionalNames, NameOf("facilities")] = ()
    """The plants of these owners."""
    materials: Annotated[Names, NameOf("materials")]
    """What they balance on their own."""


class GroupRow(ChainRow):
    """A group of elements whose oxide is conserved through the chain."""

    table: ClassVar[str] = "groups"
    key: ClassVar[tuple[str, ...]] = ("group",)

    group: Name
    """Name of the group, such as NdPr."""
    title: Title
    """Name for people."""
    oxide: Title
    """What the oxide of the group is, as a formula or in words."""


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
    price: Annotated[Cell, Number("USD_2024/t {basis}", 0)]
    """Reference market price."""
    disposal_cost: Annotated[Cell, Number("USD_2024/t {basis}")]
    """Cost of getting rid of a tonne; negative when it earns a credit."""
    price_until: OptionalWhole = None
    """The last year whose facts support a price; blank means the whole horizon."""


class ContentRow(ChainRow):
    """How much oxide of a group a material holds; a group that is not listed is not in it."""

    table: ClassVar[str] = "contents"
    key: ClassVar[tuple[str, ...]] = ("material", "group")

    material: Annotated[Name, NameOf("materials")]
    """The material."""
    group: Annotated[Name, NameOf("groups")]
    """The oxide group."""
    content: Annotated[Cell, Number("t oxide/t {basis}", 0)]
    """Oxide contained; a metal may hold more than a tonne of oxide per tonne."""


def _yes(text: str) -> bool:
    if text not in ("", "yes"):
        raise FieldError(f"'{text}' is not allowed here", "write 'yes' or leave the cell blank")
    return text == "yes"


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
    reference: Annotated[bool, BeforeValidator(_yes)] = False
    """`yes` on the one row whose tonnes measure the activity of a plant."""
    amount: Annotated[OptionalCell, Number("t {basis}/t {reference}", 0)] = ""
    """Tonnes per tonne of the reference; blank on the reference row and where recovery stands."""
    recovery: Annotated[OptionalCell, Number("1", 0, 1)] = ""
    """Share of the oxide groups of a reference input that reaches this output."""


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
    operating_cost: Annotated[Cell, Number("USD_2024/t {reference}")]
    """Cost of running, without the inputs of the recipe."""
    capital_cost: Annotated[OptionalCell, Number("USD_2024 yr/t {reference}", 0)] = ""
    """Cost of building, per tonne a year."""
    lead_time: Annotated[OptionalCell, Number("yr", 0)] = ""
    """Years from decision to start."""
    build_rate: Annotated[OptionalCell, Number("t {reference}/yr/yr", 0)] = ""
    """Capacity that may be added in a year; blank means none can."""
    lifetime: Annotated[OptionalCell, Number("yr", 0)] = ""
    """Years over which the cost of building is recovered."""
    hurdle_rate: Annotated[OptionalCell, Number("1", 0)] = ""
    """Return the owner asks for in a year, as a share."""
    reserves: Annotated[OptionalCell, Number("t {reference}", 0)] = ""
    """What can be extracted in all; blank means no limit."""
    wedge: Annotated[OptionalCell, Number("USD_2024/t {reference}")] = ""
    """Margin between the cost of running and the price observed; blank means none."""
    host_output: Annotated[OptionalCell, Number("t mineral/yr", 0)] = ""
    """Minerals dug for their own sake, of which the product is a by-product; blank means none."""
    byproduct_rate: Annotated[OptionalCell, Number("t {reference}/t mineral", 0)] = ""
    """Tonnes of the product that come up with a tonne of the host minerals."""
    must_run_share: Annotated[OptionalCell, Number("1", 0, 1)] = ""
    """Share of the by-product that has to be taken whatever it is worth."""
    floor_share: Annotated[OptionalCell, Number("1", 0, 1)] = ""
    """Smallest activity as a share of ramped capacity: sales under contract; blank means none."""
    winner: OptionalTitle = ""
    """The firm that may win support for this plant; blank for a plant no scheme supports."""
    latitude: Latitude = None
    """Degrees north, for maps."""
    longitude: Longitude = None
    """Degrees east, for maps."""


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
    freight: Annotated[Cell, Number("USD_2024/t {basis}", 0)]
    """Cost of shipping and insurance."""
    limit: Annotated[OptionalCell, Number("t {basis}/yr", 0)] = ""
    """Largest shipment on each lane; blank means no limit."""
    reference_flow: Annotated[OptionalCell, Number("t {basis}/yr", 0)] = ""
    """Shipment observed on each lane in the base year; blank means none is known."""
    duty: Annotated[OptionalCell, Number("1", 0)] = ""
    """Customs duty at the destination as a share of the reference price; blank means none."""
    wedge: Annotated[OptionalCell, Number("USD_2024/t {basis}")] = ""
    """Margin on this lane between cost and the price observed; blank means none."""
    transfer_price: Annotated[OptionalCell, Number("USD_2024/t {basis}", 0)] = ""
    """What a maker pays the pool it comes from, between owners of one region; blank: its cost."""


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
    storage_cost: Annotated[Cell, Number("USD_2024/t {basis}/yr", 0)]
    """Cost of keeping a tonne for a year."""
    limit: Annotated[OptionalCell, Number("t {basis}", 0)] = ""
    """Largest stock; blank means no limit."""
    reserve: Annotated[bool, BeforeValidator(_yes)] = False
    """`yes` where a lever may ask for a public reserve; blank where none is ever asked for."""


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
    reference_price: Annotated[Cell, Number("USD_2024/t {use}", 0)]
    """Price at which the demand table holds."""
    elasticity: Annotated[Cell, Number("1", None, 0)]
    """Relative change of demand per relative change of price; zero or negative."""
    choke: Annotated[Cell, Number("USD_2024/t {use}", 0)]
    """Price at which the last user gives up."""


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
    penalty: Annotated[OptionalCell, Number("USD_2024/t {basis}")] = ""
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


class CurrencyRow(ChainRow):
    """What a dollar of 2024 buys of another currency or of another year's money."""

    table: ClassVar[str] = "currencies"
    key: ClassVar[tuple[str, ...]] = ("currency",)

    currency: Name
    """Currency and year, such as INR_2024."""
    per_dollar: Annotated[Cell, Number("{currency}/USD_2024", 0)]
    """Units of it per dollar of 2024: exchange rate times the change in prices."""


class ObservationRow(ChainRow):
    """Something observed that the model should reproduce."""

    table: ClassVar[str] = "observations"
    key: ClassVar[tuple[str, ...]] = ("observation",)

    observation: Name
    """Name of the observation."""
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
        "output_share",
    ]
    """What was observed; it decides which of the following columns are needed."""
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
    year: Annotated[Whole, Field(ge=1900, le=2200)]
    """The year it was observed."""
    observed: Annotated[Cell, Number("{observed}")]
    """The figure; its unit follows from the kind."""
    status: Literal["fitted", "free"]
    """Whether the study is made to match it, or it tests the study."""
    reason: str = ""
    """Why it is fitted, or why it may differ."""
