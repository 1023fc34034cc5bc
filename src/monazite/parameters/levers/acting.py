"""What a kind of lever is handed to turn itself into edits: what it finds, and ways to write."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from monazite.core.edit import Edit, Operation
from monazite.core.errors import InvalidInput, Problem, Problems
from monazite.core.labelled import Labelled
from monazite.core.magnitudes import magnitude_fault
from monazite.parameters.arrays import Parameters
from monazite.parameters.bands import reference_flow_of
from monazite.parameters.capacity import committed_capacity, lead_times, vintage_shares
from monazite.parameters.chemistry import contained
from monazite.parameters.labels import Labels, Lane, lane_name, node_name
from monazite.parameters.levers.standstill import still_owed
from monazite.parameters.positions import in_order, with_numbers
from monazite.strategy import Lever, share_of_year
from monazite.study import ChainRow, Study, resolved

ByLabel = Mapping[str, Mapping[int, float]]
"""Numbers by label and, below it, by period."""

Numbers = npt.NDArray[np.float64]

Label = TypeVar("Label", bound=Hashable)


def period_means(labels: Labels, of: Callable[[int], float]) -> dict[int, float]:
    """The mean over the calendar years of each period of what a lever comes to in a year."""
    return _means(labels.periods, labels.period_years, of)


def _means(
    periods: Sequence[int], lengths: Sequence[int], of: Callable[[int], float]
) -> dict[int, float]:
    return {
        period: sum(map(of, range(period - length + 1, period + 1))) / length
        for period, length in zip(periods, lengths, strict=True)
    }


def window_shares(labels: Labels, lever: Lever) -> Mapping[int, float]:
    """Share of each period during which a lever is in force, for the periods it touches at all.

    A steady rule acts pro rata in the years it starts and ends.
    """
    return _window_shares(labels.periods, labels.period_years, lever.starts, lever.ends)


@lru_cache(maxsize=1024)
def _window_shares(
    periods: tuple[int, ...], lengths: tuple[int, ...], starts: str, ends: str | None
) -> Mapping[int, float]:
    # asked for again and again for the same few windows, and lane by lane in a stop
    shares = _means(periods, lengths, lambda year: share_of_year(year, starts, ends))
    return MappingProxyType({period: share for period, share in shares.items() if share > 0})


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


@dataclass(frozen=True)
class Acting:
    """What a kind of lever is handed to say its edits: the study and what it finds.

    `parameters` are those that the levers before it left, which a kind may look at by name alone;
    `behind` are the levers of its kind that act after it.
    """

    lever: Lever
    study: Study
    parameters: Parameters
    behind: tuple[Lever, ...] = ()

    @property
    def labels(self) -> Labels:
        """The labels of all parameters."""
        return self.parameters.labels

    @property
    def home(self) -> str:
        """The home region."""
        return self.parameters.labels.home

    @property
    def shares(self) -> Mapping[int, float]:
        """Share of each period during which the lever is in force, for those it touches at all."""
        return window_shares(self.labels, self.lever)

    def means(self, of: Callable[[int], float]) -> dict[int, float]:
        """The mean over the calendar years of each period of what the lever is in a year."""
        return period_means(self.labels, of)

    def money(self, field: str) -> float:
        """An amount of the lever in the study's money, or that per tonne if it is per mass.

        Raises InvalidInput for more than can be calculated with.
        """
        amount, money = self.lever.amounts[field], self.study.money
        value = amount.in_money_of(money)
        own = money.currency
        fault = magnitude_fault(value, f"{own}/t" if amount.per else own, money.dollar)
        if fault is not None:
            raise self.refuse(field, f"'{amount}' is too much: {fault[0]}", fault[1])
        return value

    def stated_price(self, facility: str, period: int) -> float:
        """What is stated to be paid at home for the material a plant is counted in, money/t."""
        sold = self.study.chain.reference[self.labels.facility_recipe[facility]]
        return self.parameters.at("market_price", sold, period)

    def stated(self, row: ChainRow, column: str, problems: Problems) -> float | None:
        """The number in a cell of the study in its canonical unit; nothing when it is blank."""
        found = resolved(self.study, row, column, problems)
        return None if found is None else found.value

    def numbers(self, parameter: str, *dimensions: str) -> Numbers:
        """The numbers of a parameter with some dimensions first; nobody may write to them."""
        return np.asarray(in_order(self.parameters[parameter], *dimensions).values)

    def committed(
        self, *, nameplate: Numbers | None = None, programme: Numbers | None = None
    ) -> Numbers:
        """Capacity that is there without further decisions; facility x period, t/yr.

        As it stands, or with other numbers of one or both (facility x vintage, t/yr).
        """
        others: dict[str, Labelled] = {
            name: with_numbers(in_order(self.parameters[name], "facility", "vintage"), numbers)
            for name, numbers in (("nameplate", nameplate), ("programme", programme))
            if numbers is not None
        }
        at = self.parameters.replaced(others, ()) if others else self.parameters
        return np.asarray(in_order(committed_capacity(at), "facility", "period").values)

    def still_owed(self, left: Mapping[str, Mapping[int, float]]) -> dict[str, dict[int, float]]:
        """What is left of floors where plants keep a share of what they could run, by period."""
        return still_owed(self.parameters, left)

    def by_period(self, numbers: Numbers) -> dict[int, float]:
        """A row of numbers, one for each period, by period."""
        return dict(zip(self.labels.periods, numbers.tolist(), strict=True))

    def lead_times(self, facility: str) -> dict[int, float]:
        """Years from the start of each period until what it decides is online at a plant."""
        leads = lead_times(self.parameters).sel(facility=facility)
        return self.by_period(in_order(leads, "period").values)

    def vintages(self, month: str) -> dict[int, float]:
        """Shares of vintages in capacity that comes online in a month, see `vintage_shares`."""
        return vintage_shares(self.labels, month)

    def contents(self, element: str) -> dict[str, float]:
        """Tonnes of an element or a group, as oxide, in a tonne on each lane."""
        labels = self.labels
        group = None if element in labels.groups else labels.group_of_element[element]
        content = contained(self.parameters, element, group)
        names = map(str, labels.coordinates("lane"))
        return dict(zip(names, content.values.tolist(), strict=True))

    def usual(self, lanes: Iterable[Lane]) -> dict[str, dict[int, float]]:
        """Usual tonnes a year by lane and period, after what policy has taken so far.

        Lanes without an observed flow cannot be measured and are left out.
        """
        labels = self.labels
        rows = {name: row for row, name in enumerate(map(str, labels.coordinates("lane")))}
        observed = self.parameters["reference_flow"].values
        usual = reference_flow_of(self.parameters).values.tolist()
        return {
            lane.name: dict(zip(labels.periods, usual[rows[lane.name]], strict=True))
            for lane in lanes
            if observed[rows[lane.name]] > 0
        }

    def free(
        self, dimension: str, taken: npt.NDArray[Any], what: str, remedy: str, field: str = "kind"
    ) -> str:
        """The first row of a dimension that no lever before has taken, in the order of its labels.

        Raises InvalidInput where all rows for `what` are.
        """
        names = map(str, self.labels.coordinates(dimension))
        for name, others in zip(names, taken, strict=True):
            if not np.any(others):
                return name
        raise self.refuse(field, f"all rows for {what} are taken", remedy)

    def lane(self, material: str, origin: str, destination: str) -> str:
        """The name of a lane between two places, whether there is one or not."""
        return lane_name(material, origin, destination)

    def store(self, material: str, place: str) -> str:
        """The name of a material's store at a place, whether there is one or not."""
        return node_name(material, place)

    def edit(
        self,
        parameter: str,
        operation: Operation,
        value: float,
        **where: str | int | tuple[str | int, ...],
    ) -> Edit:
        """One edit with the reason, the origin and the source of the lever."""
        return Edit(
            parameter=parameter,
            where=where,
            operation=operation,
            value=float(value),
            reason=self.lever.why,
            origin=self.lever.origin,
            source=self.lever.source,
        )

    def edits(
        self, parameter: str, operation: Operation, dimension: str, numbers: ByLabel
    ) -> Iterator[Edit]:
        """As few edits of a parameter over (dimension, period) as carry these numbers."""
        return edits(self.lever, parameter, operation, dimension, numbers)

    def set_pro_rata(self, parameter: str, new: Mapping[str, float]) -> Iterator[Edit]:
        """Set a parameter over (first dimension, period) while the lever is in force.

        A period that the lever covers in part gets the mean of old and new, weighted by time; where
        there was no limit before, that mean would be none and the new one holds for all of it.
        """
        yield from self._pro_rata(parameter, "set", new)

    def raise_pro_rata(self, parameter: str, new: Mapping[str, float]) -> Iterator[Edit]:
        """Raise a parameter as `set_pro_rata` sets it, and leave what is higher as it is."""
        yield from self._pro_rata(parameter, "at_least", new)

    def _pro_rata(
        self, parameter: str, operation: Operation, new: Mapping[str, float]
    ) -> Iterator[Edit]:
        array = self.parameters[parameter]
        dimension = str(array.dims[0])
        old = dict(zip(map(str, array.coords[dimension].values), array.values, strict=True))
        place = {period: n for n, period in enumerate(self.labels.periods)}
        shares = self.shares
        numbers: dict[str, dict[int, float]] = {}
        for label, value in new.items():
            numbers[label] = {}
            for period, share in shares.items():
                before = float(old[label][place[period]])
                whole = share >= 1.0 or not np.isfinite(before)
                numbers[label][period] = value if whole else share * value + (1.0 - share) * before
        yield from self.edits(parameter, operation, dimension, numbers)

    def added(self, facility: str, tonnes: float, online: str) -> Iterator[Edit]:
        """Bring capacity online at a plant from a month on, t/yr."""
        for vintage, share in self.vintages(online).items():
            yield self.edit("programme", "add", tonnes * share, facility=facility, vintage=vintage)

    def refuse(self, field: str, message: str, remedy: str) -> InvalidInput:
        """Say why the lever cannot act on these parameters, where it was written."""
        lever = self.lever
        return InvalidInput(
            [Problem(file=lever.file, line=lever.line, field=field, message=message, remedy=remedy)]
        )
