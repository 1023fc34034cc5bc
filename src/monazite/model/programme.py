"""Writes the whole programme of a study once; strategies and draws only change its numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from monazite.core.errors import InvalidInput, Problem
from monazite.core.labelled import Labelled
from monazite.model.balances import write_balances
from monazite.model.capacity import exhaustible_facilities, growing_facilities, write_capacity
from monazite.model.contracts import write_contracts
from monazite.model.demand import write_demand
from monazite.model.draft import Draft, Place
from monazite.model.linear import Linear, laid_out, lp_text
from monazite.model.quotas import write_quotas
from monazite.model.recycling import write_recycling
from monazite.model.rule import RULES
from monazite.model.spreads import write_spreads
from monazite.model.stocks import write_stocks
from monazite.model.support import write_support
from monazite.model.trade import write_trade
from monazite.parameters import Labels, Parameters
from monazite.parameters.bands import banded_lanes
from monazite.parameters.labels import node_name
from monazite.parameters.remembering import once_for_what_it_reads


@once_for_what_it_reads(8)
def reserve_stores(parameters: Parameters) -> list[str]:
    """Stores with rows for a target: those the study keeps reserves in, or that ask for one."""
    labels, held = parameters.labels, set(parameters.labels.reserves)
    targets = parameters["stock_target"].transpose("store", ...).values
    names = [node_name(*store) for store in labels.stores]
    return [name for row, name in enumerate(names) if name in held or (targets[row] > 0).any()]


STRUCTURAL: tuple[tuple[str, Callable[[Parameters], list[str]], str], ...] = (
    ("build_rate", growing_facilities, "chain/facilities.csv"),
    ("reserves", exhaustible_facilities, "chain/facilities.csv"),
    ("reference_flow", banded_lanes, "chain/lanes.csv"),
    ("band_price", banded_lanes, "chain/bands.csv"),
    ("stock_target", reserve_stores, "chain/stocks.csv, column reserve"),
)
"""Parameters that decide which rows are written: what has such a row, and where a study says so."""


EQUATIONS: tuple[Callable[[Draft], None], ...] = (
    write_capacity,
    write_support,
    write_trade,
    write_contracts,
    write_stocks,
    write_demand,
    write_quotas,
    write_recycling,
    write_balances,
    write_spreads,
)
"""What writes the rules of a programme, in order; balances close what the others move."""


@dataclass(frozen=True, eq=False)
class Programme:
    """A linear programme with the places its numbers enter; the structure of one study.

    `variables` and `constraints` have by name where columns and rows stand, over their labels.
    """

    variables: Mapping[str, Labelled]
    constraints: Mapping[str, Labelled]
    linear: Linear
    places: tuple[Place, ...]
    parameters: Parameters

    def __repr__(self) -> str:
        """Say in a line how large it is."""
        sizes = ", ".join(f"{count:,} {name}" for name, count in self.size.items())
        return f"<Programme: {sizes}>"

    def __reduce__(self) -> tuple[Callable[[Parameters], Programme], tuple[Parameters]]:
        """Travel as what it was written over, which writes it again."""
        return build_programme, (self.parameters,)

    @property
    def labels(self) -> Labels:
        """The label sets the programme is written over."""
        return self.parameters.labels

    @property
    def size(self) -> dict[str, int]:
        """Columns, rows and nonzeros of the programme."""
        linear = self.linear
        return {
            "columns": linear.costs.size,
            "rows": linear.right.size,
            "nonzeros": int(np.count_nonzero(linear.terms.amounts)),
        }

    @cached_property
    def reads(self) -> dict[str, tuple[str, ...]]:
        """Parameters every rule was seen to look at while it was written: its limit's first."""
        found: dict[str, dict[str, None]] = {}
        bounds = {rule.limits: rule.name for rule in RULES.values() if rule.bound}
        for kind in ("limit", "upper", "coefficient"):
            for place in self.places:
                if place.kind == kind:
                    rule = bounds[place.target] if kind == "upper" else place.target
                    found.setdefault(rule, {}).update(dict.fromkeys(sorted(place.reads)))
        return {rule: tuple(reads) for rule, reads in found.items()}

    def refuse_other_structure(self, parameters: Parameters) -> None:
        """Raise InvalidInput when an edit asks for rows or columns that were not written."""
        written = self.parameters
        problems = [
            Problem(
                field=name,
                message=f"{label} has no {name} in the study, so none can be edited in",
                remedy=f"state one in {file}",
            )
            for name, stated, file in STRUCTURAL
            if parameters[name] is not written[name]
            for label in sorted(set(stated(parameters)) - set(stated(written)))
        ]
        if problems:
            raise InvalidInput(problems)

    def write(self, path: Path) -> None:
        """Write the programme in LP format with rows and columns by name, for people to read.

        Names hold characters that solvers do not take.
        """
        path.write_text(lp_text(self.variables, self.constraints, self.linear), "utf-8")


def drafted(parameters: Parameters) -> Draft:
    """Write every equation of a study as a draft, which keeps rules as they were written."""
    draft = Draft(parameters)
    for write in EQUATIONS:
        write(draft)
    loose = [p.target for p in draft.places if p.kind == "coefficient" and not p.dims]
    assert not loose, f"coefficients that stand nowhere: {', '.join(loose)}"
    return draft


def build_programme(parameters: Parameters) -> Programme:
    """Write every equation of a study over its parameters."""
    draft = drafted(parameters)
    return Programme(
        draft.variables,
        {name: rule.rows for name, rule in draft.rules.items()},
        laid_out(draft),
        tuple(draft.places),
        parameters,
    )
