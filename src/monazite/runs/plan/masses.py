"""As tonnes of what masses of a plan are told: of each thing, or of what somebody chose in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from monazite.core.numerals import number, tonnes
from monazite.findings.account import (
    held_by_need,
    held_by_plants,
    held_in_any,
    held_weights,
    makers,
)
from monazite.findings.bottlenecks import EasedBottleneck, standing
from monazite.findings.comparison import Telling
from monazite.findings.indicators import basis_of, compute, figures_alike, unit_of
from monazite.findings.solution import PRODUCT, Contained, Series, Solution

__all__ = [
    "AS_IT_STANDS",
    "Mass",
    "figure_of",
    "figures_of",
    "mass_as",
    "mass_of",
    "mass_of_followed",
    "mass_of_kept",
    "mass_of_makers",
    "mass_of_need",
    "mass_of_plant",
    "mass_of_product",
    "of_product",
    "standing_of",
    "told_by",
    "tonnes_of",
]

HALF = 0.5
"""Part of a tonne below which tonnes are none."""


@dataclass(frozen=True, slots=True)
class Mass:
    """How tonnes of a thing are told.

    They are multiplied with `times` and called by `basis`, which is blank where nothing was chosen:
    what they are of is said around them then. `contained` says that they are of what is in the
    thing; a thing that holds none of what was chosen keeps its own tonnes and is called by them.
    Half of `grain` is as little as half a tonne of the thing.
    """

    times: float = 1.0
    basis: str = ""
    contained: bool = False
    grain: float = 1.0

    def said(self, value: float, own: str = "", *, signed: bool = False) -> str:
        """Tonnes in words: `1,360 t` with what is their `own`, or `420 t NdPr oxide`."""
        return f"{self.count(value, signed=signed)} t {self.basis or own}".rstrip()

    def said_of(self, value: float, goods: str) -> str:
        """Tonnes of goods in words: `1,360 t of magnets`, or `420 t NdPr oxide in magnets`."""
        return f"{self.said(value)} {'in' if self.contained else 'of'} {goods}"

    def count(self, value: float, *, signed: bool = False) -> str:
        """Tonnes without what they are of; less than half a tonne of the thing is none."""
        told = self.times * value
        return "0" if abs(told) < HALF * self.grain else number(told, signed=signed)

    def cell(self, value: float | None) -> str:
        """Tonnes in a column headed by `head`; a thing that keeps its own says what they are of."""
        text = number(None if value is None else self.times * value)
        return f"{text} {self.unit}" if self.basis and not self.contained else text

    def whole(self, value: float) -> str:
        """Tonnes without a part of one; in three figures where they are what is contained."""
        return self.count(value) if self.contained else number(round(value) + 0.0)

    @property
    def unit(self) -> str:
        """What stands behind a number: `t`, `t NdPr oxide`, or `t magnet` of what holds none."""
        return f"t {self.basis}".rstrip()

    @property
    def one(self) -> str:
        """One of these in a sentence: `tonne`, `tonne of NdPr oxide`."""
        return f"tonne of {self.basis}" if self.basis else "tonne"


AS_IT_STANDS = Mass()


def mass_of(solution: Solution, material: str) -> Mass:
    """Tell tonnes of a material."""
    if solution.of is None:
        return AS_IT_STANDS
    held = dict(held_weights(solution, solution.of)).get(material, 0.0)
    return _held(solution, held, solution.labels.material_basis[material])


def mass_of_plant(solution: Solution, plant: str) -> Mass:
    """Tell tonnes a plant is counted in; those of what has no plant are as they stand."""
    if solution.of is None or plant not in solution.labels.facility_recipe:
        return AS_IT_STANDS
    chain = solution.study.chain
    own = chain.basis[chain.reference[chain.facility[plant].recipe]]
    return _held(solution, held_by_plants(solution, solution.of)[plant], own)


def mass_of_need(solution: Solution, use: str) -> Mass:
    """Tell tonnes a use at home wants."""
    if solution.of is None:
        return AS_IT_STANDS
    own = solution.study.chain.use_basis.get(use, "")
    return _held(solution, held_by_need(solution, solution.of).get(use, 0.0), own)


def mass_as(solution: Solution, materials: Collection[str]) -> Mass:
    """Tell tonnes of materials that were added up by what each holds, where any does."""
    of = held_in_any(solution, materials, solution.of)
    if solution.of is None:
        return AS_IT_STANDS
    if of is None:
        own = {solution.labels.material_basis[name] for name in materials}
        return Mass(basis=own.pop() if len(own) == 1 else "")
    least = min(held for name, held in held_weights(solution, of) if name in materials)
    return Mass(basis=of.words, contained=True, grain=least)


def of_product(solution: Solution) -> Contained | None:
    """What the product is told as; None, as it stands, where it holds none of what was chosen."""
    return held_in_any(solution, solution.materials(PRODUCT), solution.of)


def mass_of_makers(solution: Solution, stage: str = PRODUCT) -> Mass:
    """Tell tonnes of plants at home that make a stage, added up by what those of each hold."""
    plants = makers(solution, stage)
    held = [one for name, one in held_by_plants(solution, solution.of).items() if name in plants]
    if solution.of is None:
        return AS_IT_STANDS
    if not any(held):
        return Mass(basis=solution.labels.material_basis[solution.materials(stage)[0]])
    least = min(one for one in held if one > 0.0)
    return Mass(basis=solution.of.words, contained=True, grain=least)


def mass_of_product(solution: Solution) -> Mass:
    """Tell tonnes of the product that were added up by what each of its grades holds."""
    return mass_as(solution, solution.materials(PRODUCT))


def mass_of_followed(solution: Solution) -> Mass:
    """Tell contained tonnes of the group the study follows, which no other group can stand for."""
    of = solution.of
    if of is None or of.groups != (solution.labels.tracked_group,):
        return AS_IT_STANDS
    return Mass(of.factor, of.words, contained=True, grain=of.factor)


def _held(solution: Solution, held: float, own: str) -> Mass:
    """Tonnes of a thing that holds so much, or none, and is counted in its own."""
    assert solution.of is not None
    if held > 0.0:
        return Mass(held, solution.of.words, contained=True, grain=held)
    return Mass(basis=own)


def figure_of(solution: Solution, key: str) -> tuple[Series, Mass]:
    """Give an indicator of mass by reported year, and how its tonnes are told."""
    (series,), mass = figures_of((solution,), key)
    return series, mass


def figures_of(solutions: Sequence[Solution], key: str) -> tuple[list[Series], Mass]:
    """Give an indicator of mass of several plans by year, and how tonnes of all are told."""
    first = solutions[0]
    series, unit = figures_alike(solutions, key, first.of)
    if first.of is None:
        return series, AS_IT_STANDS
    if unit == unit_of(first, key) and series[0] is compute(first, key):
        return series, Mass(basis=basis_of(first, key))
    parts = [
        now / own
        for told, one in zip(series, solutions, strict=True)
        for now, own in zip(told, compute(one, key), strict=True)
        if own >= HALF and now > 0.0
    ]
    return series, Mass(basis=first.of.words, contained=True, grain=min(parts, default=1.0))


def mass_of_kept(solution: Solution) -> Mass:
    """Tell what limits on exports keep, which is added up group by group."""
    of = solution.of
    return AS_IT_STANDS if of is None else Mass(basis=of.words, contained=True)


def standing_of(solution: Solution, row: EasedBottleneck) -> str:
    """Capacity that stands at a bottleneck in words."""
    if solution.of is None:
        return tonnes(row.size, row.basis)
    size, basis = standing(solution, row.subjects, row.year, solution.of)
    return f"{number(size)} t {basis}"


def tonnes_of(solution: Solution, word: str = "t") -> str:
    """What a column of tonnes of several things is of: `t`, `t NdPr oxide`, `tonnes of Ni`."""
    if solution.of is None:
        return word
    return f"{word}{' of' * (word != 't')} {solution.of.words}"


def told_by(solution: Solution) -> Telling:
    """In which money and as tonnes of what a plan is told."""
    return Telling(solution.told, solution.of)
