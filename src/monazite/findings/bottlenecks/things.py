"""What of home a question is about: plants, lanes, points of demand, stores and materials."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from monazite.findings.indicators import joint_labels
from monazite.findings.solution import PRODUCT, Solution
from monazite.parameters.labels import region_of
from monazite.parameters.named import Point
from monazite.parameters.recipes import recipes_of

__all__ = ["AtHome", "Things", "plants_at_home"]

Things = frozenset[str]
"""Plants, lanes, points of demand, stores and materials, as the label sets spell them."""


def plants_at_home(solution: Solution) -> list[str]:
    """The plants at home."""
    labels, home = solution.labels, solution.home
    return [plant for plant in labels.facilities if labels.facility_region[plant] == home]


class AtHome:
    """The things of home in a plan, by what a question asks of."""

    def __init__(self, solution: Solution) -> None:
        self.solution = solution
        self._of_qualifiers: dict[str, Things | None] = {}
        self._joint = joint_labels(solution)

    def of_materials(self, materials: Iterable[str]) -> Things:
        """Materials, the plants at home that make them, their lanes and the needs they serve."""
        labels, home = self.solution.labels, self.solution.home
        wanted = set(materials)
        return frozenset(
            {
                *wanted,
                *self._makers(wanted),
                *(
                    lane.name
                    for lane in labels.lanes
                    if lane.material in wanted and home in (lane.origin, lane.destination)
                ),
                *(
                    option.point.name
                    for option in labels.use_options
                    if option.region == home and option.material in wanted
                ),
            }
        )

    def of_stage(self, stage: str) -> Things:
        """The plants of a stage at home."""
        stages = self.solution.labels.facility_stage
        return frozenset(plant for plant in plants_at_home(self.solution) if stages[plant] == stage)

    def of_use(self, use: str) -> Things:
        """The need of a use at home."""
        return frozenset({Point(use, self.solution.home).name})

    def of_origin(self, origin: str) -> Things:
        """Where the product comes from: plants at home, lanes into it, its stores or its needs."""
        solution, labels = self.solution, self.solution.labels
        products = set(solution.materials(PRODUCT))
        if origin == "short":
            return frozenset(point.name for point in solution.home_points())
        if origin == "stockpile":
            return frozenset(
                store.name
                for store in labels.stores
                if store.material in products and region_of(store.place) == solution.home
            )
        if origin in ("partner", "abroad"):
            return frozenset(
                lane.name
                for lane in labels.lanes
                if lane.material in products and lane.destination == solution.home
            )
        return frozenset(self._makers(products))

    def of_qualifier(self, qualifier: str) -> Things | None:
        """What an indicator is about; None for all of home."""
        if qualifier not in self._of_qualifiers:
            self._of_qualifiers[qualifier] = self._found_of(qualifier)
        return self._of_qualifiers[qualifier]

    def _found_of(self, qualifier: str) -> Things | None:
        solution, labels = self.solution, self.solution.labels
        if qualifier in {point.use for point in labels.points}:
            return self.of_use(qualifier)
        if qualifier in labels.regions:
            return frozenset(
                lane.name
                for lane in labels.lanes
                if {lane.origin, lane.destination} == {qualifier, labels.home}
            )
        forms = set(labels.material_form.values())
        if qualifier in {*solution.study.words.stages, *forms, *labels.materials}:
            return self.of_materials(solution.materials(qualifier))
        return None

    def of_label(self, label: str) -> Things:
        """What the row of a flow, stock or addition is about."""
        return frozenset(self._of_label(label))

    def _of_label(self, label: str) -> Iterator[str]:
        labels = self.solution.labels
        for part in self._joint.get(label, (label,)):
            yield part
            if part in labels.tranche:
                yield labels.tranche[part].point.name
            yield from self._options.get(part, ())
            if part in labels.expansion:
                yield labels.expansion[part].facility

    def _makers(self, materials: set[str]) -> list[str]:
        """The plants at home that make any of some materials."""
        makers = {recipe for recipe, material in self._makes if material in materials}
        recipes = self.solution.labels.facility_recipe
        return [plant for plant in plants_at_home(self.solution) if recipes[plant] in makers]

    @cached_property
    def _makes(self) -> set[tuple[str, str]]:
        """Recipes with the materials they make."""
        recipes = recipes_of(self.solution.parameters).items()
        return {(one, name) for one, moved in recipes for name in moved if moved[name] > 0}

    @cached_property
    def _options(self) -> Mapping[str, tuple[str, str]]:
        """Needs that offers of materials serve, by the label of the offer."""
        return {
            option.name: (option.point.name, option.material)
            for option in self.solution.labels.use_options
        }
