"""What a solved programme says: frozen primals, signed duals, status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from monazite.core.labelled import Labelled
from monazite.model.basis import Basis
from monazite.model.slices import Families
from monazite.parameters import Labels, Parameters
from monazite.parameters.labels import node_name
from monazite.parameters.positions import at_labels

if TYPE_CHECKING:
    from monazite.model.proof import Proof

At = tuple[tuple[str, str | int], ...]
"""The labels of one row or bound, each with its dimension."""

Status = Literal["optimal", "infeasible", "time_limit", "error"]


@dataclass(frozen=True)
class Broken:
    """A row or bound among those that leave no plan, by its rule and labels."""

    rule: str
    at: At

    @property
    def where(self) -> str:
        """Its labels, the year last: `hom_mine, 2025`."""
        dated = sorted(self.at, key=lambda label: label[0] in ("period", "decided"))
        return ", ".join(str(label) for _, label in dated)


@dataclass(frozen=True)
class Unsettled:
    """What a pool asks on a lane in a period and would ask once it looked again, money/t."""

    lane: str
    material: str
    period: int
    asked: float
    next: float


# Two outcomes are the same only if they are the same object; comparing all arrays would be slow.
@dataclass(frozen=True, eq=False)
class Outcome:
    """The answer of one solve.

    `values` hold every variable over its labels, in t/yr, t or t/yr of capacity. `duals` hold for
    every constraint the undiscounted change of yearly cost per unit its limit rises, money/t:
    negative where a ceiling binds, positive where a floor does; `bound_duals` the same for the
    bounds of variables. `residual` is the largest imbalance of any node and period over
    max(throughput, 1 t). `parameters` are those the outcome belongs to. `basis` is the solver's own
    note of where it ended, from which a similar programme is solved faster, `rounds` those of where
    it stood each time before pools met prices, if any did, and `pivots` how many it took to come to
    the first of them. `unsettled` are prices that pools would ask otherwise after their last look.
    Where a strategy was solved as it unfolds, `opens` is the year from which
    this plan was made and `before` the plan that held until then. `reads` are the parameters every
    rule was seen to look at while it was written, and `conflict` the rules that contradict each
    other where there is no plan, with the `proof` of it where the solver left one.
    """

    status: Status
    objective: float
    values: Mapping[str, Labelled]
    duals: Mapping[str, Labelled]
    bound_duals: Mapping[str, Labelled]
    residual: float
    parameters: Parameters
    seconds: Mapping[str, float]
    conflict: tuple[Broken, ...] = ()
    reads: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    proof: Proof | None = field(default=None, repr=False)
    basis: Basis | None = field(default=None, repr=False)
    rounds: tuple[Basis, ...] = field(default=(), repr=False)
    pivots: int = 0
    unsettled: tuple[Unsettled, ...] = ()
    opens: int | None = None
    before: Outcome | None = field(default=None, repr=False)

    @property
    def labels(self) -> Labels:
        """The label sets of the outcome."""
        return self.parameters.labels

    def __getitem__(self, variable: str) -> Labelled:
        """Give one variable by name."""
        return self.values[variable]

    def __repr__(self) -> str:
        """Say in a line how it ended and how much it says."""
        return (
            f"<Outcome: {self.status}, objective {self.objective:.6g}; {len(self.values)} variables"
            f" and {len(self.duals)} constraints, largest imbalance {self.residual:.1g}>"
        )

    def settled(self) -> Outcome:
        """The same with every number read off, for good."""
        values, duals, bounds = map(_read, (self.values, self.duals, self.bound_duals))
        return replace(self, values=values, duals=duals, bound_duals=bounds)

    def basis_of_round(self, number: int) -> Basis | None:
        """Where it stood after pools had met prices so many times; where it ended, if never."""
        return self.rounds[number] if number < len(self.rounds) else self.basis

    def price(self, material: str, region: str) -> Labelled:
        """Price of a material in a region by period: the dual of its balance, money/t."""
        return at_labels(self.duals["materials_balance"], {"node": node_name(material, region)})


def _read(numbers: Mapping[str, Labelled]) -> Mapping[str, Labelled]:
    return numbers.settled() if isinstance(numbers, Families) else numbers
