"""What regions make of a form and send one another in a year of a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from monazite.core.errors import check_name
from monazite.findings.account import Contained, held_weights
from monazite.findings.solution import Series, Solution

__all__ = ["Trade", "trade_in"]


@dataclass(frozen=True)
class Trade:
    """Tonnes a year of a form, each material by what a tonne of it counts for."""

    solution: Solution
    form: str
    year: int
    weights: Mapping[str, float]
    basis: str
    """Whose tonnes they are; `material` where materials differ in that."""

    def made(self, region: str) -> float:
        """What a region makes."""
        return max(0.0, sum(self._each(lambda one: self.solution.made((one,), region))))

    def sent(self, origin: str, destination: str) -> float:
        """What a region sends another."""
        return sum(
            self._each(
                lambda one: self.solution.shipped((one,), origin=origin, destination=destination)
            )
        )

    def _each(self, read: Callable[[str], Series]) -> Iterator[float]:
        row = self.solution.years.index(self.year)
        return (weight * float(read(one)[row]) for one, weight in self.weights.items())


def trade_in(solution: Solution, form: str, year: int, of: Contained | None) -> Trade:
    """Read the trade in a form in its own tonnes, or in what they contain where `of` says so.

    Raises InvalidInput for a form that is not there.
    """
    check_name("form", form, solution.study.words.forms)
    materials = solution.materials(form)
    if of is not None:
        held = dict(held_weights(solution, of))
        weights = {one: held[one] for one in materials if one in held}
        return Trade(solution, form, year, weights, of.basis)
    basis = {solution.labels.material_basis[one] for one in materials}
    named = basis.pop() if len(basis) == 1 else "material"
    return Trade(solution, form, year, dict.fromkeys(materials, 1.0), named)
