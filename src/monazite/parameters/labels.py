"""Holds every label the model is built over, in one fixed order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from monazite.parameters.named import Contract as Contract
from monazite.parameters.named import (
    Delivery,
    Expansion,
    Flow,
    Node,
    Point,
    Tranche,
    UseOption,
    place_named,
)
from monazite.parameters.named import Lane as Lane
from monazite.parameters.named import lane_between as lane_between
from monazite.parameters.sizes import (
    AGES,
    AGREEMENTS,
    COHORT_AGES,
    QUOTAS,
    SCHEMES,
    SLOTS,
    SPREADS,
    TIERS,
)


def node_name(material: str, region: str) -> str:
    """Name the place where a material is balanced: `oxide_ndpr@IND`."""
    return Node(material, region).name


def lane_name(material: str, origin: str, destination: str) -> str:
    """Name a trade lane: `oxide_ndpr:IND>JPN`."""
    return Delivery(material, origin, destination).name


def region_of(place: str) -> str:
    """Give the region of a place: a region itself, or a pool inside one (`IND.state`)."""
    return place_named(place).region


def tranche_name(use: str, region: str, number: int) -> str:
    """Name a part of a demand curve: `wind@IND/+1`; below the anchor the number is negative."""
    return Tranche(use, region, number).name


def expansion_name(facility: str, step: int) -> str:
    """Name a further step of building at a facility: `pool_chn_alloy/+1`."""
    return Expansion(facility, step).name


@dataclass(frozen=True)
class Labels:
    """The full label sets of a study; arrays over them have no gaps.

    `periods` are calendar years; a block of several years is labelled by its last one and its
    length stands in `period_years`. `vintages` are the years in which capacity may come online,
    the first one standing for everything older. Nodes, stores and lanes stand at places: a
    region, or a pool of owners inside one, which balances its own part of `account_materials`.
    """

    home: str
    regions: tuple[str, ...]
    groups: tuple[str, ...]
    elements: tuple[str, ...]
    group_of_element: Mapping[str, str]
    materials: tuple[str, ...]
    material_form: Mapping[str, str]
    material_role: Mapping[str, str]
    material_basis: Mapping[str, str]
    tracked_group: str
    recipes: tuple[str, ...]
    flows: tuple[Flow, ...]
    facilities: tuple[str, ...]
    facility_region: Mapping[str, str]
    facility_recipe: Mapping[str, str]
    facility_stage: Mapping[str, str]
    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    stores: tuple[Node, ...]
    points: tuple[Point, ...]
    use_options: tuple[UseOption, ...]
    end_of_life_streams: tuple[UseOption, ...]
    years: tuple[int, ...]
    periods: tuple[int, ...]
    period_years: tuple[int, ...]
    vintages: tuple[int, ...]
    ages: tuple[int, ...] = tuple(range(AGES))
    cohort_ages: tuple[int, ...] = tuple(range(COHORT_AGES))
    slots: tuple[str, ...] = tuple(f"slot_{number:02d}" for number in range(1, SLOTS + 1))
    agreements: tuple[str, ...] = tuple(f"agreement_{n}" for n in range(1, AGREEMENTS + 1))
    quotas: tuple[str, ...] = tuple(f"quota_{n}" for n in range(1, QUOTAS + 1))
    spreads: tuple[str, ...] = tuple(f"spread_{n}" for n in range(1, SPREADS + 1))
    schemes: tuple[str, ...] = tuple(f"scheme_{n}" for n in range(1, SCHEMES + 1))
    tiers: tuple[str, ...] = tuple(f"tier_{n}" for n in TIERS)
    tranches: tuple[Tranche, ...] = ()
    investables: tuple[str, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    reserves: tuple[str, ...] = ()
    awardees: tuple[str, ...] = ()
    contracts: tuple[Contract, ...] = ()
    facility_account: Mapping[str, str] = field(default_factory=dict)
    account_materials: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dollar: float = 1.0
    """What a dollar of 2024 is in the study's money, by which the programme is scaled."""

    def __repr__(self) -> str:
        """Say in a line how many labels there are of what."""
        return (
            f"<Labels: {len(self.regions)} regions, {len(self.materials)} materials,"
            f" {len(self.facilities)} facilities, {len(self.lanes)} lanes,"
            f" {self.periods[0]} to {self.periods[-1]}>"
        )

    def __post_init__(self) -> None:
        """Give plain tuples the fields of what they name."""
        for name, named in _NAMED.items():
            known = tuple(named(*one) for one in getattr(self, name))
            object.__setattr__(self, name, known)

    def coordinates(self, dimension: str) -> list[str] | list[int]:
        """Give the labels of one dimension in the order every array uses."""
        match dimension:
            case "lane":
                return [lane.name for lane in self.lanes]
            case (
                "flow"
                | "node"
                | "store"
                | "tranche"
                | "point"
                | "use_option"
                | "end_of_life_stream"
                | "expansion"
            ):
                return [one.name for one in getattr(self, f"{dimension}s")]
            case "contract":
                return [contract.name for contract in self.contracts]
            case "delivery":
                return list(dict.fromkeys(self.delivery_of(c) for c in self.contracts if c.buyer))
            case "period":
                return list(self.periods)
            case "vintage":
                return list(self.vintages)
            case "age":
                return list(self.ages)
        plural = {"facility": "facilities"}.get(dimension, dimension + "s")
        return list(getattr(self, plural))

    @cached_property
    def numbers_of(self) -> Mapping[tuple[str, str], tuple[int, ...]]:
        """The numbers of the tranches of every point, from those who leave first."""
        found: dict[tuple[str, str], tuple[int, ...]] = {}
        for use, region, number in self.tranches:
            found[use, region] = (*found.get((use, region), ()), number)
        return found

    @cached_property
    def node(self) -> Mapping[str, Node]:
        """Nodes and stores by name."""
        return {node.name: node for node in (*self.nodes, *self.stores)}

    @cached_property
    def point(self) -> Mapping[str, Point]:
        """Demand points by name."""
        return {point.name: point for point in self.points}

    @cached_property
    def use_option(self) -> Mapping[str, UseOption]:
        """Offers and collections by name."""
        return {
            use_option.name: use_option
            for use_option in (*self.use_options, *self.end_of_life_streams)
        }

    @cached_property
    def tranche(self) -> Mapping[str, Tranche]:
        """Tranches by name."""
        return {tranche.name: tranche for tranche in self.tranches}

    @cached_property
    def expansion(self) -> Mapping[str, Expansion]:
        """Further steps of building by name."""
        return {expansion.name: expansion for expansion in self.expansions}

    @cached_property
    def delivery(self) -> Mapping[str, Delivery]:
        """The ways on which contracts deliver, by name."""
        return {
            way.name: way
            for contract in self.contracts
            if contract.buyer
            for way in (self.way_of(contract),)
        }

    @cached_property
    def lane(self) -> Mapping[str, Lane]:
        """Lanes by name."""
        return {lane.name: lane for lane in self.lanes}

    def delivery_of(self, contract: Contract) -> str:
        """Name the way a contract delivers on: `oxide_ndpr:MYS>JPN`."""
        return self.way_of(contract).name

    def way_of(self, contract: Contract) -> Delivery:
        """The way on which contracts of the same two regions deliver."""
        origin = self.facility_region[contract.seller]
        return Delivery(contract.material, origin, contract.buyer)

    def place_of(self, facility: str, material: str) -> str:
        """Give the place at which a facility takes or gives a material."""
        region, account = self.facility_region[facility], self.facility_account.get(facility)
        if account is not None and material in self.account_materials[account]:
            return f"{region}.{account}"
        return region

    def years_of(self, period: int) -> range:
        """Give the calendar years a period stands for."""
        length = self.period_years[self.periods.index(period)]
        return range(period - length + 1, period + 1)

    def first_period_at(self, year: int) -> int | None:
        """Give the period that contains a calendar year, or None beyond the horizon."""
        return next((period for period in self.periods if year in self.years_of(period)), None)


_NAMED: Mapping[str, Callable[..., tuple[object, ...]]] = {
    "flows": Flow,
    "nodes": Node,
    "stores": Node,
    "points": Point,
    "use_options": UseOption,
    "end_of_life_streams": UseOption,
    "tranches": Tranche,
    "expansions": Expansion,
}
