"""What sets the limit of a rule in a year: the parameters, who changed them, what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt

from monazite.core.edit import LedgerEntry
from monazite.core.labelled import Labelled
from monazite.evidence import Quantity
from monazite.findings.solution import Solution, once_for_a_plan
from monazite.model import RULES, Outcome, Rule
from monazite.parameters import Parameters
from monazite.parameters.positions import positions
from monazite.parameters.relations import Related, related
from monazite.parameters.remembering import watching
from monazite.parameters.sizes import AGES

_TIMES = ("period", "vintage", "age")
"""Dimensions that say when, and not of what."""


STEP = 1e-3
"""Share of a number, or of one, by which it is moved to see what it moves."""


@dataclass(frozen=True)
class Ground:
    """One parameter behind a limit, the edits that changed it there and the quantities below it."""

    parameter: str
    edits: tuple[LedgerEntry, ...]
    quantities: tuple[Quantity, ...]


@once_for_a_plan
def grounds_of(solution: Solution) -> Grounds:
    """Give what the limits of a plan rest on."""
    return Grounds(solution.outcome)


class Grounds:
    """What limits rest on under the parameters of an outcome; each rule is looked into once."""

    def __init__(self, outcome: Outcome) -> None:
        self._outcome = outcome
        self._of_rules: dict[str, _GroundsOfRule] = {}

    def of(self, rule: str, row: Mapping[str, str | int], year: int) -> tuple[Ground, ...]:
        """Give the parameters that set a rule's limit on a row in a year and have any grounds.

        `row` are the labels of the row by dimension; what belongs to them counts, such as the plant
        behind a contract and the contracts on a lane.
        """
        if rule not in self._of_rules:
            self._of_rules[rule] = _GroundsOfRule(self._outcome, RULES[rule])
        return self._of_rules[rule].of(row, year)


class _GroundsOfRule:
    """What the limits of one rule rest on under the parameters of an outcome.

    Which parameters a rule reads was noted while it was written. Of those its limit is worked out
    from, only what moves the limit of the row counts: a floor by contract that is nothing rests on
    no nameplate, and a lane that its band bounds rests on no limit of its own.
    """

    def __init__(self, outcome: Outcome, rule: Rule) -> None:
        self.rule = rule
        self.outcome = outcome
        self._related: dict[tuple[tuple[str, str | int], ...], Related] = {}
        self._moved: dict[str, npt.NDArray[np.bool_]] = {}

    def of(self, row: Mapping[str, str | int], year: int) -> tuple[Ground, ...]:
        """Give what counts for a row in a year, with its edits and the quantities below it.

        Capacity of a year is made of everything that
        came online up to it, so every vintage up to the year counts, with the ages those vintages
        have reached. A ramp that has run its course holds nothing back and is left out.
        """
        parameters = self.outcome.parameters
        key = tuple(row.items())
        if key not in self._related:
            self._related[key] = related(parameters, row)
        slices = self._related[key] | {"period": {year}}
        found = []
        for name in self.outcome.reads.get(self.rule.name, ()):
            known = _dated(parameters, name, slices, year)
            things = [of for of in parameters[name].dims if of not in _TIMES]
            if things and not any(of in known for of in things):
                continue
            edits = tuple(
                entry for entry in parameters.edits_of(name) if inside(entry.edit.where, known)
            )
            quantities = dict.fromkeys(resting(parameters, name, known, year))
            if (edits or quantities) and self._moves(name, row, year):
                found.append(Ground(name, edits, tuple(quantities)))
        return tuple(found)

    def _moves(self, name: str, row: Mapping[str, str | int], year: int) -> bool:
        """Say whether a parameter moves the limit of a row, or is not what it is worked out from.

        A coefficient, such as what of an element is in a tonne, stands beside the limit.
        """
        base, read = self._limit
        if name not in read:
            return True
        if name not in self._moved:
            self._moved[name] = self._sensitive(name, base)
        at = {**row, "period": year}
        places = tuple(
            rows[at[of]] if of in at else slice(None) for of, rows in self._positions.items()
        )
        return bool(np.any(self._moved[name][places]))

    @cached_property
    def _positions(self) -> dict[str, Mapping[str | int, int]]:
        """Where each label stands, by dimension of the limits."""
        base, _ = self._limit
        return {str(of): positions(base, str(of)) for of in base.dims}

    @cached_property
    def _limit(self) -> tuple[Labelled, frozenset[str]]:
        """The limits, and what they are worked out from."""
        watched = watching(self.outcome.parameters)
        limit = self._work_out(watched)
        return limit, frozenset(watched.seen)

    def _work_out(self, parameters: Parameters) -> Labelled:
        rule, outcome = self.rule, replace(self.outcome, parameters=parameters)
        if rule.limit is not None:
            return rule.limit(outcome)
        # what a soft rule asks for may depend on the plan
        if rule.penalty is not None and outcome.status == "optimal":
            return rule.penalty.due(outcome)
        return Labelled(0.0)

    def _sensitive(self, name: str, base: Labelled) -> npt.NDArray[np.bool_]:
        """Where limits move when every number of a parameter moves a little, up or down."""
        parameters = self.outcome.parameters
        array = parameters[name]
        sizes = np.where(np.isfinite(array.values), np.abs(array.values), 0.0)
        steps = STEP * np.maximum(sizes, 1.0)
        for axis in (
            array.dims.index(time) for time in ("period", "vintage") if time in array.dims
        ):
            # what is first moves half as much: what grows against it would stand still
            steps[(slice(None),) * axis + (0,)] /= 2.0
        endless = ~np.isfinite(base.values)
        moved = np.zeros(base.shape, dtype=bool)
        for sign in (1.0, -1.0):
            if (moved | endless).all():
                break
            other = {name: array.with_values(array.values + sign * steps)}
            limit = self._work_out(parameters.replaced(other, ())).transpose(*base.dims)
            moved |= ~np.isclose(limit.values, base.values, rtol=1e-12, atol=1e-12)
        return moved


def resting(
    parameters: Parameters, name: str, known: Related, year: int | None = None
) -> Iterable[Quantity]:
    """Quantities below the cells of a parameter that count."""
    array = parameters[name]
    if not parameters.lineage.get(name):
        return
    if array.dims[:1] == ("period",):
        yield from parameters.rests_on(name, () if year is None else (year,))
        return
    dimensions = [str(of) for of in array.dims if of != "vintage"]
    counted = [sorted(known[of], key=str) for of in dimensions if of in known]
    for cell in product(*counted):
        yield from parameters.rests_on(name, cell)


def _dated(parameters: Parameters, name: str, slices: Related, year: int) -> Related:
    """The labels by dimension that count, with vintages and ages where a parameter has them."""
    array, labels = parameters[name], parameters.labels
    if "vintage" in array.dims:
        return slices | {"vintage": {vintage for vintage in labels.vintages if vintage <= year}}
    if "age" in array.dims:
        return slices | {
            "age": {
                age
                for facility in slices.get("facility", ())
                for age in _still_ramping(parameters, str(facility), year)
            }
        }
    return slices


def _still_ramping(parameters: Parameters, facility: str, year: int) -> Iterable[int]:
    """Ages that capacity of a plant has reached in a year and at which it still ramps up."""
    labels = parameters.labels
    place = labels.facilities.index(facility)
    online = parameters["nameplate"].values[place] + parameters["programme"].values[place]
    ramp = parameters["ramp"].values[place]
    reached = {
        min(year - vintage, AGES - 1)
        for vintage, tonnes in zip(labels.vintages, online, strict=True)
        if vintage <= year and tonnes > 0
    }
    return {age for age in reached if ramp[age] < 1.0}


def inside(
    where: Mapping[str, str | int | tuple[str | int, ...]], slices: Mapping[str, set[str | int]]
) -> bool:
    """Say whether an edit's slice meets the labels that count, in every dimension it names."""
    return all(
        dimension not in slices
        or slices[dimension] & (set(labels) if isinstance(labels, tuple) else {labels})
        for dimension, labels in where.items()
    )
