"""A case as an earlier version of the study would have had it, said in facts of today's."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from monazite.cases.case import Case
from monazite.core.errors import InvalidInput, Problem, check_name
from monazite.core.labelled import Labelled
from monazite.core.units import UnitError, convert
from monazite.parameters import Parameters, parameters_of
from monazite.study import Study, with_values

ALIKE = 1e-9
"""Part of a number by which two versions of a parameter may differ for rounding alone."""

_SHOWN = 5
"""Parameters named where versions differ in more than facts."""


def as_it_was(study: Study, earlier: Study, case: Case) -> Case:
    """Put the facts of a study to what an earlier version of it says, with its levers and events.

    Each quantity the study counts with that had another value is a fact put otherwise, in the unit
    it is written in today; strategy and world are those of the same names. Whatever else differs
    between the two versions, such as a plant that was not there, is no fact: every parameter must
    then be what it was. Raises InvalidInput, naming the parameters, where one is not, and for a
    strategy or world the earlier version does not have.
    """
    check_name("strategy", case.strategy.name, earlier.strategies)
    check_name("world", case.world.name, earlier.worlds)
    reason = f"What {earlier.path} says."
    before = Case(
        earlier.strategies[case.strategy.name],
        earlier.worlds[case.world.name],
        facts=tuple(sorted(_other_values(study, earlier))),
        reason=reason,
        pools_begin=case.pools_begin,
    )
    put_back = with_values(study, dict(before.facts), reason) if before.facts else study
    others = sorted(_unlike(parameters_of(put_back), parameters_of(earlier)))
    if others:
        named = ", ".join(others[:_SHOWN])
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        raise InvalidInput(
            Problem(
                file=str(earlier.path),
                message="the two versions of the study differ in more than the values of facts, "
                f"strategies and worlds: {named}{more}",
                remedy="put the earlier evidence, strategies and worlds into a copy of today's "
                "study, and name that copy",
            )
        )
    return before


def _other_values(study: Study, earlier: Study) -> Iterator[tuple[str, float]]:
    """Yield what a quantity said earlier, by its name, where a study counts with another value."""
    evidence, then = study.evidence, earlier.evidence
    counted = dict.fromkeys(
        fact for quantity in study.numbers.resolved_cells().values() for fact in quantity.facts
    )
    for fact in counted:
        quantity = evidence.fact(fact).quantity
        name = quantity if evidence.quantity(quantity).chosen.fact_id == fact else fact
        if name not in then.quantities and name not in then.facts:
            continue  # what rests on it was something else, which the parameters tell
        now, was = evidence.quantity(name), then.quantity(name)
        try:
            value = convert(was.value, was.unit, now.unit, earlier.numbers.money)
        except UnitError:
            continue
        if value != now.value:
            yield name, value


def _unlike(now: Parameters, then: Parameters) -> Iterator[str]:
    """Yield the parameters that are not alike, number by number."""
    for name in now.arrays.keys() | then.arrays.keys():
        if name not in now.arrays or name not in then.arrays or not _alike(now[name], then[name]):
            yield name


def _alike(one: Labelled, other: Labelled) -> bool:
    labels = ([list(array.coords[name].values) for name in array.dims] for array in (one, other))
    return (
        one.dims == other.dims
        and next(labels) == next(labels)
        and bool(np.allclose(one.values, other.values, rtol=ALIKE, atol=0.0, equal_nan=True))
    )
