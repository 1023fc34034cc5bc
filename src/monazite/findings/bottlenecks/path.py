"""What stands on the way of a number: plants and lanes whose tonnes may enter it."""

from __future__ import annotations

from dataclasses import dataclass

from monazite.core.units import is_money
from monazite.findings.bottlenecks.binding import BindingConstraint
from monazite.findings.indicators import entry_of, full_key, over_time, spelled_out
from monazite.findings.solution import PRODUCT, Solution
from monazite.model.rule import PLANTS, RULES
from monazite.parameters.recipes import recipes_of

_OF_SALES = frozenset({"exports", "partner_loss"})
"""Indicators of what leaves, whose tonnes lanes out of home carry."""


@dataclass(frozen=True)
class Path:
    """What tonnes pass through before they enter a number."""

    plants: frozenset[str]
    lanes: frozenset[str]

    def holds(self, row: BindingConstraint) -> bool:
        """Whether a limit stands on it.

        A lane that takes tonnes away does not, unless it is shut: what it carried then stays. What
        is neither plant nor lane, such as a limit on exports, may bear on any number.
        """
        subject = RULES[row.rule].subject
        if subject in PLANTS:
            return row.subject in self.plants
        return subject != "lane" or row.subject in self.lanes or row.size <= 0.0


def path_of(solution: Solution, key: str) -> Path | None:
    """The path of an indicator; None for money and whatever is of no material, where all counts.

    It holds the materials asked about and whatever plants at home make them of, back to the ore;
    plants that make any of these, and lanes that bring them in. Where sales are asked about, lanes
    that take the materials themselves abroad are on it as well.
    """
    name, qualifier = full_key(spelled_out(solution.study, key))
    if over_time(name):
        return path_of(solution, qualifier)
    asked = None if is_money(entry_of(key).unit) else _materials(solution, qualifier)
    if asked is None:
        return None
    labels, home = solution.labels, solution.home
    recipes = recipes_of(solution.parameters)
    at_home = [name for name in labels.facilities if labels.facility_region[name] == home]
    plants: set[str] = set()
    wanted, known = set(asked), set[str]()
    while wanted:
        known |= wanted
        makers = {
            plant
            for plant in at_home
            if any(
                amount > 0 and material in wanted
                for material, amount in recipes[labels.facility_recipe[plant]].items()
            )
        }
        plants |= makers
        taken = {
            material
            for plant in makers
            for material, amount in recipes[labels.facility_recipe[plant]].items()
            if amount < 0
        }
        wanted = taken - known
    lanes = {
        lane.name
        for lane in labels.lanes
        if (lane.destination == home and lane.material in known)
        or (name in _OF_SALES and lane.origin == home and lane.material in asked)
    }
    return Path(frozenset(plants), frozenset(lanes))


def _materials(solution: Solution, qualifier: str) -> set[str] | None:
    """Materials an indicator is asked of; those that serve a use where it is asked of that."""
    labels = solution.labels
    if qualifier in ("total", "chain"):
        return set(solution.materials(PRODUCT))
    served = {
        option.material
        for option in labels.use_options
        if option.region == solution.home and option.point.use == qualifier
    }
    if served:
        return served
    forms = set(labels.material_form.values())
    if qualifier in {*solution.study.words.stages, *forms, *labels.materials}:
        return set(solution.materials(qualifier))
    return None
