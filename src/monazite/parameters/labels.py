"""Names every label the model is built over, in one fixed order, from a study's chain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monazite.study import Study

SLOTS = 12
"""Rows set aside in every study for contained-element export limits; unused ones are neutral."""

STEPS = 5
"""Steps of every demand curve, from the user who leaves first to the one who stays to the choke."""

AGES = 12
"""Years a ramp is followed before it counts as mature."""

COHORT_AGES = 40
"""Years a cohort of products in use is followed until nothing of it is left."""


def node_name(material: str, region: str) -> str:
    """Name the place where a material is balanced: `oxide_ndpr@IND`."""
    return f"{material}@{region}"


def lane_name(material: str, origin: str, destination: str) -> str:
    """Name a trade lane: `oxide_ndpr:IND>JPN`."""
    return f"{material}:{origin}>{destination}"


@dataclass(frozen=True)
class Lane:
    """One material moving from one region to another."""

    material: str
    origin: str
    destination: str

    @property
    def name(self) -> str:
        """The label of the lane in every array."""
        return lane_name(self.material, self.origin, self.destination)


@dataclass(frozen=True)
class Labels:
    """The full label sets of a study; arrays over them have no gaps.

    `periods` are calendar years; a block of several years is labelled by its last one and its
    length stands in `period_years`. `vintages` are the years in which capacity may come online,
    the first one standing for everything older.
    """

    home: str
    regions: tuple[str, ...]
    groups: tuple[str, ...]
    elements: tuple[str, ...]
    group_of_element: Mapping[str, str]
    materials: tuple[str, ...]
    material_form: Mapping[str, str]
    material_basis: Mapping[str, str]
    tracked_group: str
    recipes: tuple[str, ...]
    flows: tuple[tuple[str, str], ...]
    facilities: tuple[str, ...]
    facility_region: Mapping[str, str]
    facility_recipe: Mapping[str, str]
    facility_stage: Mapping[str, str]
    lanes: tuple[Lane, ...]
    nodes: tuple[tuple[str, str], ...]
    stores: tuple[tuple[str, str], ...]
    points: tuple[tuple[str, str], ...]
    offers: tuple[tuple[str, str, str], ...]
    collections: tuple[tuple[str, str, str], ...]
    years: tuple[int, ...]
    periods: tuple[int, ...]
    period_years: tuple[int, ...]
    vintages: tuple[int, ...]
    ages: tuple[int, ...] = tuple(range(AGES))
    cohort_ages: tuple[int, ...] = tuple(range(COHORT_AGES))
    slots: tuple[str, ...] = tuple(f"slot_{number:02d}" for number in range(1, SLOTS + 1))
    steps: tuple[str, ...] = tuple(f"step_{number}" for number in range(1, STEPS + 1))

    def coordinates(self, dimension: str) -> list[str] | list[int]:
        """Give the labels of one dimension in the order every array uses."""
        match dimension:
            case "flow":
                return [f"{recipe}/{material}" for recipe, material in self.flows]
            case "lane":
                return [lane.name for lane in self.lanes]
            case "node" | "store":
                pairs = self.nodes if dimension == "node" else self.stores
                return [node_name(*pair) for pair in pairs]
            case "point":
                return [f"{use}@{region}" for use, region in self.points]
            case "offer":
                return [f"{use}@{region}/{material}" for use, region, material in self.offers]
            case "collection":
                return [f"{use}@{region}/{scrap}" for use, region, scrap in self.collections]
            case "period":
                return list(self.periods)
            case "vintage":
                return list(self.vintages)
            case "age":
                return list(self.ages)
        plural = {"facility": "facilities"}.get(dimension, dimension + "s")
        return list(getattr(self, plural))

    def years_of(self, period: int) -> range:
        """Give the calendar years a period stands for."""
        length = self.period_years[self.periods.index(period)]
        return range(period - length + 1, period + 1)

    def first_period_at(self, year: int) -> int | None:
        """Give the period that contains a calendar year, or None beyond the horizon."""
        return next((period for period in self.periods if year in self.years_of(period)), None)


def labels_of(study: Study) -> Labels:
    """Derive every label set of a study; only the chain decides, never a strategy."""
    chain = study.chain
    horizon = study.settings.horizon
    years = tuple(range(horizon.first, horizon.last + 1))
    ends = []
    last = horizon.last
    for block in horizon.blocks:
        last += block
        ends.append(last)
    facilities = tuple(row.facility for row in chain.facilities)
    recipe_of = {row.facility: row.recipe for row in chain.facilities}
    region_of = {row.facility: row.region for row in chain.facilities}
    flows = tuple(dict.fromkeys((row.recipe, row.material) for row in chain.recipes))
    lanes = tuple(
        dict.fromkeys(
            Lane(material, origin, destination)
            for material, origin, destination, _ in chain.lane_rows()
        )
    )
    regions = tuple(row.region for row in chain.regions)
    points = tuple(dict.fromkeys((row.use, row.region) for row in chain.demand))
    options: dict[str, list[str]] = {}
    for option in chain.options:
        options.setdefault(option.use, []).append(option.material)
    offers = tuple((use, region, material) for use, region in points for material in options[use])
    stores = tuple(dict.fromkeys((row.material, row.region) for row in chain.stocks))
    collections = tuple((row.use, row.region, row.material) for row in chain.recycling)
    touched: set[tuple[str, str]] = set(stores)
    for facility in facilities:
        touched |= {
            (material, region_of[facility])
            for recipe, material in flows
            if recipe == recipe_of[facility]
        }
    for lane in lanes:
        touched |= {(lane.material, lane.origin), (lane.material, lane.destination)}
    touched |= {(material, region) for _, region, material in (*offers, *collections)}
    materials = tuple(row.material for row in chain.materials)
    return Labels(
        home=study.settings.home,
        regions=regions,
        groups=tuple(row.group for row in chain.groups),
        elements=tuple(dict.fromkeys(row.element for row in chain.fractions)),
        group_of_element={row.element: row.group for row in chain.fractions},
        materials=materials,
        material_form={row.material: row.form for row in chain.materials},
        material_basis={row.material: row.basis for row in chain.materials},
        tracked_group=study.settings.tracked_group,
        recipes=tuple(dict.fromkeys(recipe for recipe, _ in flows)),
        flows=flows,
        facilities=facilities,
        facility_region=region_of,
        facility_recipe=recipe_of,
        facility_stage={row.facility: row.stage for row in chain.facilities},
        lanes=lanes,
        nodes=tuple(
            (material, region)
            for material in materials
            for region in regions
            if (material, region) in touched
        ),
        stores=stores,
        points=points,
        offers=offers,
        collections=collections,
        years=years,
        periods=(*years, *ends),
        period_years=(*(1 for _ in years), *horizon.blocks),
        vintages=(*range(horizon.first - AGES, horizon.first), *years, *ends),
    )
