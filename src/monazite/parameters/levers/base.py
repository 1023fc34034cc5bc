"""What every kind needs to turn a lever into edits."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from monazite.core.edit import Edit, Operation
from monazite.core.errors import InvalidInput, Problem
from monazite.core.magnitudes import magnitude_fault
from monazite.parameters.arrays import Parameters
from monazite.strategy import ByKind, Lever
from monazite.study import Study

MAKERS = ByKind(
    "monazite.parameters.levers",
    "edits",
    lambda edited: lambda lever, study, parameters: edited(lever, Acting(lever, study, parameters)),
)
"""What turns each kind of lever into edits: (lever, study, parameters) to edits."""

ByLabel = Mapping[str, Mapping[int, float]]
"""Numbers by label and, below it, by period."""

Label = TypeVar("Label", bound=Hashable)


def period_means(parameters: Parameters, of: Callable[[int], float]) -> dict[int, float]:
    """The mean over the calendar years of each period of what a lever comes to in a year."""
    years_of = parameters.labels.years_of
    return {
        period: sum(of(year) for year in years_of(period)) / len(years_of(period))
        for period in parameters.labels.periods
    }


def window_shares(parameters: Parameters, lever: Lever) -> dict[int, float]:
    """Share of each period during which a lever is in force, for the periods it touches at all.

    A steady rule acts pro rata in the years it starts and ends.
    """
    return {
        period: share
        for period, share in period_means(parameters, lever.share_of_year).items()
        if share > 0
    }


def edit(
    lever: Lever,
    parameter: str,
    operation: Operation,
    value: float,
    **where: str | int | tuple[str | int, ...],
) -> Edit:
    """Make one edit that carries the reason, the origin and the source of a lever."""
    return Edit(
        parameter=parameter,
        where=where,
        operation=operation,
        value=float(value),
        reason=lever.why,
        origin=lever.origin,
        source=lever.source,
    )


def refuse(lever: Lever, field: str, message: str, remedy: str) -> InvalidInput:
    """Say why a lever cannot act on these parameters, where it was written."""
    return InvalidInput(
        [Problem(file=lever.file, line=lever.line, field=field, message=message, remedy=remedy)]
    )


def edits(
    lever: Lever, parameter: str, operation: Operation, dimension: str, numbers: ByLabel
) -> Iterator[Edit]:
    """Make as few edits of a parameter over (dimension, period) as carry these numbers.

    Labels with the same numbers share an edit, and so do periods with the same number.
    """
    reason, origin, source = lever.why, lever.origin, lever.source
    for labels, path in _alike((label, tuple(by.items())) for label, by in numbers.items()):
        for periods, value in _alike(path):
            where = {dimension: _slice(labels), "period": _slice(periods)}
            yield Edit(parameter, where, operation, float(value), reason, origin, source)


def _alike(pairs: Iterable[tuple[Label, Any]]) -> list[tuple[tuple[Label, ...], Any]]:
    """Bring together the labels that have the same value."""
    groups: dict[Any, list[Label]] = {}
    for label, value in pairs:
        groups.setdefault(value, []).append(label)
    return [(tuple(labels), value) for value, labels in groups.items()]


def _slice(labels: tuple[Label, ...]) -> Label | tuple[Label, ...]:
    return labels[0] if len(labels) == 1 else labels


def set_pro_rata(
    lever: Lever, parameters: Parameters, parameter: str, new: Mapping[str, float]
) -> Iterator[Edit]:
    """Set a parameter over (first dimension, period) while a lever is in force.

    A period that the lever covers in part gets the mean of old and new, weighted by time; where
    there was no limit before, that mean would be none and the new one holds for all of it.
    """
    array = parameters[parameter]
    dimension = str(array.dims[0])
    old = dict(zip(map(str, array.coords[dimension].values), array.values, strict=True))
    place = {period: n for n, period in enumerate(parameters.labels.periods)}
    shares = window_shares(parameters, lever)
    numbers: dict[str, dict[int, float]] = {}
    for label, value in new.items():
        numbers[label] = {}
        for period, share in shares.items():
            before = float(old[label][place[period]])
            whole = share >= 1.0 or not np.isfinite(before)
            numbers[label][period] = value if whole else share * value + (1.0 - share) * before
    yield from edits(lever, parameter, "set", dimension, numbers)


def money_in(lever: Lever, field: str, study: Study) -> float:
    """Turn an amount of money of a lever into the study's, or that per tonne if it is per mass."""
    amount = lever.amounts[field]
    value = amount.in_money_of(study.money)
    own = study.money.currency
    fault = magnitude_fault(value, f"{own}/t" if amount.per else own, study.money.dollar)
    if fault is not None:
        raise refuse(lever, field, f"'{amount}' is too much: {fault[0]}", fault[1])
    return value


def stated_price(study: Study, parameters: Parameters, facility: str, period: int) -> float:
    """What is stated to be paid at home for the material a plant is counted in, money/t."""
    sold = study.chain.reference[parameters.labels.facility_recipe[facility]]
    return parameters.at("market_price", sold, period)


@dataclass(frozen=True)
class Acting:
    """What a kind of lever is handed that says its edits itself: the study and what it finds.

    `parameters` are those that the levers before it left.
    """

    lever: Lever
    study: Study
    parameters: Parameters

    @property
    def shares(self) -> dict[int, float]:
        """Share of each period during which the lever is in force, for those it touches at all."""
        return window_shares(self.parameters, self.lever)

    def money(self, field: str) -> float:
        """An amount of the lever in the study's money, or that per tonne if it is per mass."""
        return money_in(self.lever, field, self.study)

    def stated_price(self, facility: str, period: int) -> float:
        """What is stated to be paid at home for the material a plant is counted in, money/t."""
        return stated_price(self.study, self.parameters, facility, period)

    def edits(
        self, parameter: str, operation: Operation, dimension: str, numbers: ByLabel
    ) -> Iterator[Edit]:
        """As few edits of a parameter over (dimension, period) as carry these numbers."""
        return edits(self.lever, parameter, operation, dimension, numbers)

    def edit(
        self,
        parameter: str,
        operation: Operation,
        value: float,
        **where: str | int | tuple[str | int, ...],
    ) -> Edit:
        """One edit with the reason, the origin and the source of the lever."""
        return edit(self.lever, parameter, operation, value, **where)

    def refuse(self, field: str, message: str, remedy: str) -> InvalidInput:
        """Say why the lever cannot act on these parameters, where it was written."""
        return refuse(self.lever, field, message, remedy)
