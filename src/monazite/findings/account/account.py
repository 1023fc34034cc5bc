"""One account of what home needs, uses and where that was made; indicators and pictures read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from monazite.findings.account.homeflows import HomeFlows, Node, Weights, group_weights, home_flows
from monazite.findings.account.mixing import HOME, RECYCLED, Traced, follow
from monazite.findings.solution import Series, Solution, once_for_a_plan

CHAIN, FROM_HOME_ORE = "chain", "from home ore"
"""The qualifier that asks only for what home ore became, and what titles say of it."""


@dataclass(frozen=True, eq=False)
class Account:
    """What is followed at home in every reported year: its flows and where each tonne is from.

    A question may be narrowed to some of the `materials` followed, such as one kind of a product.
    """

    flows: HomeFlows
    traced: Traced

    def served(self, materials: Sequence[str] | None = None) -> npt.NDArray[np.float64]:
        """What serves uses at home by origin, t/yr; shape (year, origin)."""
        total = np.zeros((self.flows.years, len(self.traced.origins)))
        for (_, node), tonnes in self.flows.served.items():
            if materials is None or node[0] in materials:
                total += tonnes[:, None] * self.traced.share[node]
        return total

    def used(self, materials: Sequence[str] | None = None) -> Series:
        """What serves uses at home, t/yr."""
        return self._sum(self.flows.served, materials)

    def short(self, materials: Sequence[str] | None = None) -> Series:
        """What uses at home would take at the observed price and do not get, t/yr."""
        return self._sum(self.flows.short, materials)

    def wanted(self, materials: Sequence[str] | None = None) -> Series:
        """Use by use the larger of need and use, t/yr: what is served and what is short.

        Need is what a use would take at the observed price. A use that takes more because the price
        fell counts with what it takes, and makes up for no other that goes short.
        """
        return self.used(materials) + self.short(materials)

    def credited(self, origins: Sequence[str], materials: Sequence[str] | None = None) -> Series:
        """What serves uses at home from some origins, t/yr."""
        columns = [self.traced.origins.index(origin) for origin in origins]
        return np.asarray(self.served(materials)[:, columns].sum(axis=1))

    def begun(self) -> Series:
        """What home begins or recycles, less what its own further steps lose of that, t/yr.

        What they lose of bought tonnes is no loss of home's output.
        """
        total = np.zeros(self.flows.years)
        for step in self.flows.steps:
            given, taken = (sum(one for _, one in side) for side in (step.outputs, step.inputs))
            if step.brings_up or step.recycles:
                total = total + given * step.activity
                continue
            for node, amount in step.inputs:
                own = self.traced.share[node][:, :2].sum(axis=1)
                total = total - own * (taken - given) * amount / taken * step.activity
        return total

    def _sum(
        self, flows: Mapping[tuple[str, Node], Series], materials: Sequence[str] | None
    ) -> Series:
        total = np.zeros(self.flows.years)
        for (_, (material, _)), tonnes in flows.items():
            if materials is None or material in materials:
                total = total + tonnes
        return total


@once_for_a_plan
def account_of(solution: Solution, weights: Weights) -> Account:
    """Account for what is followed, given by how much of it each material holds."""
    flows = home_flows(solution, weights)
    return Account(flows, follow(flows))


def group_account_of(solution: Solution, group: str | None = None) -> Account:
    """Account for a group in all materials, contained tonnes a year; the tracked one if none."""
    return account_of(solution, group_weights(solution, group or solution.labels.tracked_group))


@dataclass(frozen=True, eq=False)
class Made:
    """What home is credited with at a stage, as part of what its users want; in one unit.

    `own` is served and was made at home at the stage, `used` is all that is served, `wanted` the
    larger of need and use, use by use.
    """

    own: Series
    used: Series
    wanted: Series


@once_for_a_plan
def made_at_home(solution: Solution, qualifier: str) -> Made:
    """What home makes of what its users want, at a stage, a form or a material; or `chain`.

    Of what nothing else is made of, such as the product, tonnes are counted: home is credited with
    what began there, so that one bought, coated and sold on is none of its own.

    Of everything before that, it is the tracked group (of a material without it: the group it holds
    most of) contained in what users take at the end, and home is credited with the part whose step
    at the stage was done at home. Need upstream is thus the group contained in the need of users,
    and what processing loses is in neither. A plant that takes refined feed and gives the product
    does the steps between inside. `chain` counts what was dug at home, and nothing
    that users gave back.
    """
    account, counted, origins = asked_of(solution, qualifier)
    return Made(
        own=account.credited(origins, counted),
        used=account.used(counted),
        wanted=account.wanted(counted),
    )


def asked_of(
    solution: Solution, qualifier: str
) -> tuple[Account, Sequence[str] | None, tuple[str, ...]]:
    """The account that answers for a qualifier, the materials asked about, and what is credited."""
    if qualifier == CHAIN:
        return group_account_of(solution), None, (HOME,)
    materials = solution.materials(qualifier)
    if is_last(solution, materials):
        return form_account_of(solution, materials), materials, (HOME, RECYCLED)
    group = _group_of(solution, materials)
    if group is None:
        return account_of(solution, ()), None, (HOME,)
    stages = solution.material_stage.items()
    place = {material: _place(solution, stage) for material, stage in stages}
    first = min(place[material] for material in materials)
    weights = tuple(
        (material, held)
        for material, held in group_weights(solution, group)
        if place[material] >= first
    )
    scrap_comes_before = _refined(solution) - 0.5 < first
    credited = (HOME, RECYCLED) if scrap_comes_before else (HOME,)
    return account_of(solution, weights), None, credited


def form_account_of(solution: Solution, materials: Sequence[str]) -> Account:
    """Account for tonnes of all materials of the forms some have: a tonne of each is a tonne."""
    labels = solution.labels
    forms = {labels.material_form[material] for material in materials}
    followed = [m for m in labels.materials if labels.material_form[m] in forms]
    return account_of(solution, tuple((material, 1.0) for material in followed))


def is_last(solution: Solution, materials: Sequence[str]) -> bool:
    """Whether no recipe makes another form of any of these materials."""
    form = solution.labels.material_form
    return not any(
        form[made] != form[taken] for taken, made in solution.turned() if taken in materials
    )


def _group_of(solution: Solution, materials: Sequence[str]) -> str | None:
    """The tracked group where any of the materials holds it, else the group they hold most of."""
    tracked = solution.labels.tracked_group
    if any(solution.tracked_content(material) > 0 for material in materials):
        return tracked
    held = solution.parameters["content"].sel(material=list(materials)).sum("material")
    if not materials or not held.max() > 0:
        return None
    return str(held.coords["group"].values[int(held.values.argmax())])


def _place(solution: Solution, stage: str) -> float:
    """Where a stage stands in the row from mine to use; what is recycled joins it on the way."""
    words = solution.study.words
    return _refined(solution) - 0.5 if stage in words.recycling else float(words.place[stage])


def _refined(solution: Solution) -> float:
    words = solution.study.words
    return float(words.place[words.refined_stage.stage])


def apparent_use(solution: Solution, qualifier: str) -> Series:
    """Made (net) + imports - exports + net release from stocks at home, t/yr."""
    materials, home = solution.materials(qualifier), solution.home
    return (
        solution.made(materials, home)
        + solution.shipped(materials, destination=home)
        - solution.shipped(materials, origin=home)
        + solution.net_release(materials, home)
    )
