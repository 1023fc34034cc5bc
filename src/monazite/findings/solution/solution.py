"""Reads an outcome the way a person would ask of it: by material, form, region and year."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

import numpy as np
import numpy.typing as npt

from monazite.core.errors import check_name
from monazite.core.labelled import Labelled
from monazite.findings.solution.contained import Contained
from monazite.findings.solution.places import Places, Rows, places_of
from monazite.findings.solution.series import Series
from monazite.findings.solution.turning import Pairs, finishing, turned
from monazite.model import Outcome
from monazite.model.capacity import usable_capacity
from monazite.parameters import Labels, Parameters
from monazite.parameters.labels import node_name, region_of
from monazite.parameters.named import Point
from monazite.parameters.positions import at_labels, in_order, once_for_each, positions
from monazite.study import Study

PRODUCT = "product"
"""What a question is asked of that is about whatever the study calls its product."""


# Identity is enough to tell readings apart, and lets what is worked out of one be kept.
@dataclass(frozen=True, eq=False)
class Solution:
    """An outcome with the study it belongs to and, if there is one, the baseline to compare with.

    `unlimited` solves the same strategy without its own export limits when somebody asks, so that
    what a limit does can be told from what the rest of the strategy does; None when it has none.

    Every method gives one number per reported year (the years of the horizon, without the blocks
    behind it that only keep the end from distorting what is shown).
    """

    study: Study
    outcome: Outcome
    baseline: Outcome | None = None
    unlimited: Callable[[], Outcome] | None = None
    told: str = ""
    """The currency words tell its sums in, such as INR; blank as the study counts them."""
    of: Contained | None = None
    """What words tell its masses as, where they hold any of it; None as each stands."""

    def __repr__(self) -> str:
        """Say in a line of what it is, and whether it is held against anything."""
        held = "alone" if self.baseline is None else "held against a baseline"
        about = f"{self.study.name}, {self.years[0]} to {self.years[-1]}, {held}"
        return f"<Solution of {about}: {self.outcome!r}>"

    def _repr_html_(self) -> str:
        """List what was decided and over what, for notebooks."""
        told = [("variable", "over", "numbers")]
        for name, array in self.outcome.values.items():
            told.append((name, ", ".join(array.dims), f"{array.size:,}"))
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in told)
        table = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"<p>{escape(repr(self))}</p><table>{table}</table>"

    @cached_property
    def without_limits(self) -> Solution | None:
        """The same strategy without its own export limits; None without such limits or a plan."""
        found = self.unlimited() if self.unlimited is not None else None
        if not found or found.status != "optimal":
            return None
        return Solution(self.study, found, told=self.told, of=self.of)

    @cached_property
    def baseline_solution(self) -> Solution | None:
        """The baseline to compare with as a solution, which keeps what is worked out of it."""
        return None if self.baseline is None else Solution(self.study, self.baseline)

    @cached_property
    def worked_out(self) -> dict[tuple[object, ...], object]:
        """What `once_for_a_plan` keeps with it, by function and what that was asked beside it."""
        return {}

    @property
    def labels(self) -> Labels:
        """The label sets of the study."""
        return self.outcome.labels

    @property
    def parameters(self) -> Parameters:
        """The parameters the outcome was solved with."""
        return self.outcome.parameters

    @property
    def home(self) -> str:
        """The home region."""
        return self.labels.home

    @property
    def years(self) -> tuple[int, ...]:
        """The reported years."""
        return self.labels.years

    def select(self, array: Labelled) -> Labelled:
        """Keep the reported years of an array over all periods, which begin with them."""
        return array.isel(period=slice(len(self.years)))

    def series(self, array: Labelled, at: Mapping[str, str]) -> Series:
        """One number per reported year from an array over period and the labels named."""
        return np.asarray(self.select(at_labels(array, at)).values)

    @cached_property
    def places(self) -> Places:
        """Which rows of arrays speak of which materials and regions."""
        return places_of(self.labels)

    def reported(self, variable: str) -> npt.NDArray[np.float64]:
        """Values of a variable by row and reported year; blocks of years stand behind these."""
        return self._over_years("variable", variable, self.outcome.values)

    def planned(self, parameter: str) -> npt.NDArray[np.float64]:
        """Values of a parameter by row and reported year."""
        return self._over_years("parameter", parameter, self.parameters.arrays)

    def _over_years(
        self, kind: str, name: str, arrays: Mapping[str, Labelled]
    ) -> npt.NDArray[np.float64]:
        key = (kind, name)
        if key not in self._reported:
            array = arrays[name]
            if array.dims[-1] != "period":
                array = array.transpose(..., "period")
            self._reported[key] = np.asarray(array.values)[..., : len(self.years)]
        return self._reported[key]

    @cached_property
    def _reported(self) -> dict[tuple[str, str], npt.NDArray[np.float64]]:
        return {}

    def zeros(self) -> Series:
        """A series of zeros."""
        return np.zeros(len(self.years))

    def materials(self, qualifier: str) -> tuple[str, ...]:
        """Spell out a qualifier: a stage, a form or one material.

        For oxides, metals and alloys only those that hold the tracked group count; a stage without
        them would add up lanthanum and dysprosium. Raises InvalidInput for what is none of them.
        """
        if qualifier not in self._materials:
            self._materials[qualifier] = self._spelled_out(qualifier)
        return self._materials[qualifier]

    @cached_property
    def _materials(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _spelled_out(self, qualifier: str) -> tuple[str, ...]:
        labels = self.labels
        if qualifier in labels.materials:
            return (qualifier,)
        words = self.study.words
        forms = set(labels.material_form.values())
        if qualifier == PRODUCT and PRODUCT not in forms | set(words.stages):
            qualifier = words.product.form
        known = {*words.stages, *forms, *labels.materials, PRODUCT}
        check_name("stage, form or material", qualifier, known)
        form = words.stages[qualifier].form if qualifier in words.stages else qualifier
        stages = {qualifier} if qualifier in words.stages else set(words.stages)
        of_form = tuple(
            name
            for name in labels.materials
            if labels.material_form[name] == form and self.material_stage[name] in stages
        )
        if form in words.forms_of("refined", "worked"):
            return tuple(name for name in of_form if self.tracked_content(name) > 0)
        return of_form

    def tracked_content(self, material: str) -> float:
        """Tonnes of the tracked group in a tonne of a material."""
        return self.parameters.at("content", material, self.labels.tracked_group)

    def shipped(
        self,
        materials: tuple[str, ...],
        *,
        origin: str | None = None,
        destination: str | None = None,
    ) -> Series:
        """Shipments of materials from and to regions, t/yr; without a region, from or to all.

        What moves inside one region is neither sent nor received by it.
        """
        return self._total("shipment", self.places.lanes(materials, origin, destination))

    def made(
        self,
        materials: tuple[str, ...],
        region: str | None = None,
        held: Mapping[str, float] | None = None,
    ) -> Series:
        """Output of materials by recipes, net of what these take of them at the same stage, t/yr.

        A step that turns a form into the same form makes none, and loses what it rejects. With
        `held`, what a tonne of each material counts for, of that in place of tonnes.
        """
        plants, flows = self.places.runs(materials, region)
        amounts = self.parameters["recipe_amount"].values[flows]
        counts = amounts > 0
        if taken := {material for material, _ in self.finishing(materials)}:
            inputs = [self.labels.flows[flow][1] in taken for flow in flows]
            counts |= np.array(inputs, dtype=bool) & np.isin(plants, plants[counts])
        if held is not None:
            amounts = amounts * [held.get(self.labels.flows[flow][1], 0.0) for flow in flows]
        activity = self.reported("activity")[plants[counts]]
        return np.asarray((amounts[counts, None] * activity).sum(axis=0))

    def turned(self) -> Pairs:
        """What recipes take, with what they make of it."""
        return turned(self.labels, self.parameters)

    def finishing(self, materials: tuple[str, ...]) -> Pairs:
        """Steps that make some of these materials of others of them, at the same stage."""
        return finishing(self.turned(), self.material_stage, materials)

    @cached_property
    def material_stage(self) -> dict[str, str]:
        """The stage each material is made at."""
        return {row.material: row.stage for row in self.study.chain.materials}

    def used_up(self, materials: tuple[str, ...], region: str | None = None) -> Series:
        """Input of materials into recipes, t/yr."""
        plants, flows = self.places.runs(materials, region)
        amounts = -self.parameters["recipe_amount"].values[flows]
        counts = amounts > 0
        activity = self.reported("activity")[plants[counts]]
        return np.asarray((amounts[counts, None] * activity).sum(axis=0))

    def gained(self, materials: tuple[str, ...], region: str | None = None) -> Series:
        """Output of materials by all recipes less input of the same into all recipes, t/yr."""
        plants, flows = self.places.runs(materials, region)
        amounts = self.parameters["recipe_amount"].values[flows]
        activity = self.reported("activity")[plants]
        return np.asarray((amounts[:, None] * activity).sum(axis=0))

    def served(self, materials: tuple[str, ...], region: str) -> Series:
        """Materials that serve uses directly, t/yr."""
        return self._total("served", self.places.use_options(materials, region))

    def net_release(self, materials: tuple[str, ...], region: str) -> Series:
        """What stocks give less what they take, t/yr."""
        rows = self.places.stores(materials, region)
        return self._total("release", rows) - self._total("intake", rows)

    def stock(self, materials: tuple[str, ...], region: str) -> Series:
        """Stocks at the end of each year, t; those of pools in the region included."""
        return self._total("stock", self.places.stores(materials, region))

    def discarded(self, materials: tuple[str, ...], region: str) -> Series:
        """Materials put aside for good, t/yr."""
        return self._total("discard", self.disposals(materials, region)[0])

    def disposals(
        self, materials: tuple[str, ...], region: str | None
    ) -> tuple[Rows, tuple[tuple[str, str], ...]]:
        """Rows of what is put aside in a region, and the material and place of each."""
        # which nodes have a pile depends on their costs and not on labels alone
        known = positions(self.outcome["discard"], "disposal")
        return _piles(self.labels, known).within(materials, region)

    def unmet(self, points: Sequence[Point]) -> Series:
        """Demand left unserved at points, t/yr."""
        return self._total("unmet", self.places.tranches(tuple(points)))

    def tranches(self, points: Sequence[Point]) -> list[str]:
        """Names of tranches of demand at points that count as unmet: those above the anchor.

        What more would be wanted below the observed price is no shortage.
        """
        known = self.labels.tranches
        return [known[row].name for row in self.places.tranches(tuple(points))]

    def home_points(self, use: str | None = None) -> list[Point]:
        """Demand points at home, or those of one use; raises InvalidInput for an unknown use."""
        home = self.home
        if use is not None:
            check_name("use", use, {point.use for point in self.labels.points})
        return [
            point
            for point in self.labels.points
            if point.region == home and use in (None, point.use)
        ]

    @property
    def money(self) -> str:
        """The money of the study, which all its amounts are in, such as `money`."""
        return self.study.settings.currency

    @property
    def dollar(self) -> float:
        """What a dollar of 2024 is in that money: what is too little to be told is so many."""
        return self.labels.dollar

    def price(self, material: str, region: str) -> Series:
        """Price of a material in a region, money/t."""
        row, prices = self._prices
        return np.asarray(prices[row[node_name(material, region)]])

    def prices(self, nodes: Sequence[tuple[str, str]]) -> npt.NDArray[np.float64]:
        """Prices of materials in regions, a row for each of them in order, money/t."""
        row, prices = self._prices
        return np.asarray(prices[[row[node_name(*node)] for node in nodes]])

    @cached_property
    def _prices(self) -> tuple[Mapping[str | int, int], npt.NDArray[np.float64]]:
        """Position of each node, and prices by node and reported year."""
        balance = in_order(self.outcome.duals["materials_balance"], "node", "period")
        return positions(balance, "node"), np.asarray(balance.values)[:, : len(self.years)]

    @cached_property
    def usable_capacity(self) -> Labelled:
        """Capacity of each facility, additions included; dims facility, period; t/yr."""
        return usable_capacity(self.outcome)

    @cached_property
    def paid_additions(self) -> npt.NDArray[np.float64]:
        """Additions in tonnes of the stated capital, t/yr; rows are facilities, columns periods.

        A tonne of a further step of building counts as a tonne and its premium, and one decided
        while building is dearer than stated as so much more.
        """
        labels, outcome = self.labels, self.outcome
        paid = np.zeros((len(labels.facilities), len(labels.periods)))
        if "addition" in outcome.values:
            known = positions(self.parameters["capital_cost"], "facility")
            added = outcome["addition"]
            paid[[known[name] for name in positions(added, "investable")]] = added.values
        if "hastened" in outcome.values:
            premium = self.parameters["expansion_premium"].values
            of = [labels.facilities.index(facility) for facility, _ in labels.expansions]
            np.add.at(paid, of, outcome["hastened"].values * premium[:, None])
        factor = in_order(self.parameters["capital_cost_factor"], "facility", "period")
        return np.asarray(paid * factor.values)

    @cached_property
    def paid_programmes(self) -> npt.NDArray[np.float64]:
        """Programmes in tonnes of the stated capital, t/yr; rows are facilities, columns vintages.

        What comes online while building is dearer than stated counts as so much more.
        """
        labels = self.labels
        factor = in_order(self.parameters["capital_cost_factor"], "facility", "period").values
        period = np.searchsorted(labels.periods, labels.vintages, side="right")
        before = np.ones((len(labels.facilities), 1))
        ordered = in_order(self.parameters["programme"], "facility", "vintage").values
        return np.asarray(ordered * np.hstack([before, factor])[:, period])

    def _total(self, variable: str, rows: Rows) -> Series:
        if not rows.size:
            return self.zeros()
        return np.asarray(self.reported(variable)[rows].sum(axis=0))


def at(solution: Solution, series: Series, year: int) -> float:
    """The value of a series in a year; 0 where it has no meaning."""
    value = float(series[solution.years.index(year)])
    return 0.0 if math.isnan(value) else value


class _Piles:
    """Rows of what is put aside, for all plans that have piles at the same nodes."""

    def __init__(self, labels: Labels, known: Mapping[str | int, int]) -> None:
        self._rows = [(row, labels.node[str(name)]) for name, row in known.items()]
        self._kept: dict[
            tuple[tuple[str, ...], str | None], tuple[Rows, tuple[tuple[str, str], ...]]
        ] = {}

    def within(
        self, materials: tuple[str, ...], region: str | None
    ) -> tuple[Rows, tuple[tuple[str, str], ...]]:
        """Rows of materials in a region, or in all, and the material and place of each."""
        key = (materials, region)
        if key not in self._kept:
            found = [
                (row, (material, place))
                for row, (material, place) in self._rows
                if material in materials and region in (None, region_of(place))
            ]
            rows = np.array([row for row, _ in found], dtype=np.intp)
            self._kept[key] = rows, tuple(node for _, node in found)
        return self._kept[key]


_piles = once_for_each(16)(_Piles)
