"""Would anyone build it: each plant a plan adds or supports, at the prices of the plan itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from monazite.core.labelled import Labelled
from monazite.core.records import Record
from monazite.findings.money.bound_buyers import paid_above_price
from monazite.findings.money.returns import (
    Numbers,
    discounting,
    lived,
    missed_per_kg,
    payback,
    rate_of_return,
)
from monazite.findings.solution import Solution, once_for_a_plan
from monazite.model.capital import owner_share
from monazite.model.owners import transfer_toll
from monazite.model.running import Node, home_makers
from monazite.parameters import (
    Parameters,
    addition_share,
    committed_capacity,
    lead_times,
    running_costs,
)
from monazite.parameters.building import whole_site_capital
from monazite.parameters.positions import at_labels, in_order, positions

TOLERANCE = 1e-3
"""Loss, as a share of the capital (or, without any, of running costs), that is rounding."""

SMALLEST = 1e-3
"""Capacity in t/yr below which an addition is noise."""


@dataclass(frozen=True)
class Cohort:
    """Capacity of a plant that comes online at once, with its output by calendar year.

    `tonnes` t/yr, `online` the first day as a year, `capital` money the owner pays that day.
    `output` is what it makes under the plan.
    """

    facility: str
    kind: str
    tonnes: float
    online: float
    capital: float
    output: Numbers
    """t/yr by calendar year, from the first year of the horizon to the end of the plant's life."""


@dataclass(frozen=True)
class Investment(Record):
    """What a plant earns over its life at the prices of the plan; money in money.

    Present values are taken on the first day of the first cohort, at the owner's hurdle rate.
    `npv_per_tonne` is per tonne a year of capacity; `misses_per_kg` is what every kilogram it makes
    would have to earn more, money: zero for a plant that earns its rate, None for one that does not
    and makes none. `payback` are years
    from the first day until income has covered the capital without interest, `irr` the rate at
    which the value is zero; None where there is none. `loses` says that the plant does not earn its
    capital at that rate.
    """

    facility: str
    title: str
    kind: str
    first_online: float
    capacity: float
    hurdle_rate: float
    sales: float
    inputs: float
    running: float
    support: float
    capital: float
    npv: float
    npv_per_tonne: float
    misses_per_kg: float | None
    payback: float | None
    irr: float | None
    unit: str
    loses: bool


def investors(solution: Solution) -> tuple[Investment, ...]:
    """Value every home plant the plan adds to, supports or leaves unbuilt, the largest loss first.

        npv = sum over years of (sales - inputs - running + support) / (1 + r)^age - capital

    at the owner's hurdle rate r, per calendar year of the plant's life; sales and inputs at the
    duals of the balances, with what makers pay its pool and bound buyers pay it above them, output
    as the plan runs the plant, capital less the subsidised or public share, which the state does
    not give to itself. Years after the horizon are like its last period. `kind` is `added` for what
    the plan decides, `programme` for what a lever orders, `standing` for a supported plant that is
    there anyway, whose capital is spent. `open` is what investors may add and nobody does: all of
    it, decided as soon as it may be, run in full and paid what a scheme offers, before budgets.
    """
    books = books_of(solution)
    found = []
    for facility in solution.labels.facilities:
        if solution.labels.facility_region[facility] == solution.home:
            known = list(books.cohorts(facility))
            for kind in ("added", "programme", "standing", "open"):
                cohorts = [cohort for cohort in known if cohort.kind == kind]
                if cohorts:
                    found.append(books.value(facility, kind, cohorts))
    return tuple(sorted(found, key=lambda one: one.npv))


@once_for_a_plan
def books_of(solution: Solution) -> Books:
    """The books of a plan, opened once."""
    return Books(solution)


@dataclass(frozen=True)
class Books:
    """Margins and output of home plants by calendar year."""

    solution: Solution

    @cached_property
    def years(self) -> list[int]:
        """Calendar years from the first of the horizon until the last plant has aged out."""
        labels, parameters = self.solution.labels, self.solution.parameters
        life = float((parameters["lifetime"] + lead_times(parameters)).max())
        return list(range(labels.years[0], labels.periods[-1] + int(np.ceil(life)) + 2))

    def by_year(self, series: Labelled) -> Numbers:
        """Spread a series over period to calendar years; the last period goes on for ever."""
        return np.asarray(in_order(series, "period").values[self._periods], dtype=float)

    @cached_property
    def _periods(self) -> list[int]:
        """Position of the period of each calendar year."""
        labels = self.solution.labels
        periods = [labels.first_period_at(year) or labels.periods[-1] for year in self.years]
        return [labels.periods.index(period) for period in periods]

    @cached_property
    def used(self) -> Labelled:
        """Share of capacity in use; dims facility, period."""
        activity = self.solution.outcome["activity"]
        capacity = self.solution.usable_capacity
        return (activity / capacity.where(capacity > 1e-9)).fillna(0.0)

    @cached_property
    def owners(self) -> Labelled:
        """What a unit of capital comes to for its owner; dims facility, period."""
        return owner_share(self.solution.parameters)

    @cached_property
    def standing(self) -> Labelled:
        """Capacity that no lever orders and nobody decides; dims facility, period; t/yr."""
        parameters = self.solution.parameters
        return committed_capacity(parameters.replaced(_without_programme(parameters), ()))

    @cached_property
    def supported(self) -> dict[str, Labelled]:
        """Support per tonne of activity by plant that is paid any; dims period."""
        outcome = self.solution.outcome
        if "supported_output" not in outcome.values:
            return {}
        paid = outcome["supported_output"] * self.solution.parameters["incentive"]
        return {
            str(name): paid.sel(awardee=name)
            / np.maximum(outcome["activity"].sel(facility=name), 1e-9)
            for name in paid.coords["awardee"].values
            if float(paid.sel(awardee=name).sum()) > 0
        }

    @cached_property
    def tolls(self) -> dict[Node, Labelled]:
        """What makers pay a pool above its own cost, spread over all it makes; dims period."""
        labels, parameters = self.solution.labels, self.solution.parameters
        paid = transfer_toll(parameters) * self.solution.outcome["shipment"]
        taken: dict[Node, Labelled] = {}
        for row in np.flatnonzero(paid.values.sum(axis=1) > 0).tolist():
            lane = labels.lanes[row]
            if not lane.is_transfer:
                continue  # what a pool asks abroad is paid by nobody beside the price there
            node = (lane.material, lane.origin_place)
            taken[node] = taken.get(node, 0.0) + paid[row]
        activity, makers = self.solution.outcome["activity"], home_makers(parameters)
        return {
            node: money
            / np.maximum(sum(size * activity[row] for row, size in makers.get(node, ())), 1e-9)
            for node, money in taken.items()
        }

    def margins(self, facility: str, kind: str) -> dict[str, Numbers]:
        """What a tonne of activity earns and costs by calendar year, money/t."""
        labels, parameters = self.solution.labels, self.solution.parameters
        outcome = self.solution.outcome
        sales = np.zeros(len(self.years))
        inputs = np.zeros(len(self.years))
        for flow in labels.flows:
            if flow.recipe != labels.facility_recipe[facility]:
                continue
            amount = parameters.at("recipe_amount", flow.name)
            node = (flow.material, labels.place_of(facility, flow.material))
            price = outcome.price(*node)
            if amount > 0:
                sales = sales + amount * self.by_year(price + self.tolls.get(node, 0.0))
            else:
                inputs = inputs - amount * self.by_year(price)
        none = np.zeros(len(self.years))
        above = paid_above_price(self.solution, facility)
        support = self._offered(facility) if kind == "open" else self.supported.get(facility)
        return {
            "sales": sales if isinstance(above, float) else sales + self.by_year(above),
            "inputs": inputs,
            "running": self.by_year(at_labels(running_costs(parameters), {"facility": facility})),
            "support": (none if support is None else self.by_year(support))
            - self._handed_over(facility),
        }

    def _handed_over(self, facility: str) -> Numbers:
        """What a plant pays the treasury per tonne it makes, by calendar year, money/t."""
        parameters = self.solution.parameters
        levied = self.by_year(at_labels(parameters["levy"], {"facility": facility}))
        if facility not in self.solution.labels.awardees:
            return levied
        return levied + self.by_year(at_labels(parameters["payback"], {"awardee": facility}))

    def _offered(self, facility: str) -> Labelled | None:
        """Support a scheme offers per tonne of a plant that nobody builds; dims period."""
        parameters = self.solution.parameters
        if facility not in self.solution.labels.awardees:
            return None
        size = parameters.at("site_limit", facility)
        rate, most = (
            at_labels(parameters[name], {"awardee": facility})
            for name in ("incentive", "supported_limit")
        )
        return rate * np.minimum(most / size, 1.0)

    def cohorts(self, facility: str) -> Iterator[Cohort]:
        """What is added to a plant, ordered, stands and is supported, or is left unbuilt."""
        parameters, at = self.solution.parameters, {"facility": facility}
        capital = parameters.at("capital_cost", facility)
        own = at_labels(self.owners, at)
        # what the state pays for its own plant is the owner's capital and no gift to it
        of_state = self.solution.study.chain.facility[facility].owner == "state"
        given = 0.0 if of_state else parameters.at("public_share", facility)
        leads = at_labels(lead_times(parameters), at)
        shares = at_labels(addition_share(parameters), at)
        paid = self.solution.paid_additions[self.solution.labels.facilities.index(facility)]
        dearer = at_labels(parameters["capital_cost_factor"], at)
        for decided, tonnes in self._added(facility):
            stated = float(paid[self.solution.labels.periods.index(decided)]) / tonnes
            yield self.cohort_of(
                facility,
                "added",
                tonnes,
                decided + float(at_labels(leads, {"period": decided})),
                capital * stated * float(at_labels(own, {"period": decided})),
                at_labels(shares, {"decided": decided}),
            )
        for decided, tonnes in self._left(facility):
            yield self.cohort_of(
                facility,
                "open",
                tonnes,
                decided + float(at_labels(leads, {"period": decided})),
                capital
                * float(at_labels(dearer, {"period": decided}))
                * whole_site_capital(parameters, facility)
                * float(at_labels(own, {"period": decided})),
                at_labels(shares, {"decided": decided}),
            )
        vintages = positions(parameters["programme"], "vintage")
        ordered = at_labels(parameters["programme"], at).values
        for vintage in self.solution.years:
            tonnes = float(ordered[vintages[vintage]])
            if tonnes > SMALLEST:
                yield self.cohort_of(
                    facility,
                    "programme",
                    tonnes,
                    float(vintage),
                    capital * float(at_labels(dearer, {"period": vintage})) * (1.0 - given),
                    self._ramped(facility, vintage),
                )
        now = at_labels(self.standing, at)
        if facility in self.supported and float(now.max()) > SMALLEST:
            paid_at = self.by_year(self.supported[facility])
            first = next(year for year, paid in zip(self.years, paid_at, strict=True) if paid > 0)
            size = float(now.max())
            share = now / (at_labels(parameters["availability"], at) * size)
            yield self.cohort_of(facility, "standing", size, float(first), 0.0, share)

    def _added(self, facility: str) -> Iterator[tuple[int, float]]:
        added = self.solution.outcome.values.get("addition")
        if added is None or facility not in positions(added, "investable"):
            return
        years = self.solution.years
        by_year = at_labels(added, {"investable": facility}).values[: len(years)].tolist()
        for decided, tonnes in zip(years, by_year, strict=True):
            if tonnes > SMALLEST:
                yield decided, tonnes

    def _left(self, facility: str) -> Iterator[tuple[int, float]]:
        """First year and size of what levers let be added to a plant where nobody adds anything."""
        limit = self.solution.parameters.at("site_limit", facility)
        if not np.isfinite(limit) or limit <= SMALLEST or any(self._added(facility)):
            return
        years, place = self.solution.years, self.solution.labels.facilities.index(facility)
        rates = self.solution.planned("build_rate")[place]
        if (rates > SMALLEST).any():
            yield years[int((rates > SMALLEST).argmax())], limit

    def _ramped(self, facility: str, vintage: int) -> Labelled:
        """Share of a vintage of a plant that is ramped up; dims period."""
        parameters = self.solution.parameters
        arrays = _without_programme(parameters)
        arrays["nameplate"] = 0.0 * parameters["nameplate"]
        arrays["programme"].put((facility, vintage), 1.0)
        arrays["availability"] = 0.0 * parameters["availability"] + 1.0
        ramped = committed_capacity(parameters.replaced(arrays, ()))
        return at_labels(ramped, {"facility": facility})

    def cohort_of(
        self,
        facility: str,
        kind: str,
        tonnes: float,
        online: float,
        capital: float,
        share: Labelled,
    ) -> Cohort:
        """Capacity that comes online at once; `share` of it is ramped up, dims period."""
        parameters, at = self.solution.parameters, {"facility": facility}
        life = parameters.at("lifetime", facility) or float(
            self.solution.labels.periods[-1] + 1 - online
        )
        alive = np.array(
            [max(0.0, min(year + 1 - online, online + life - year)) for year in self.years]
        )
        can = self.by_year(share * at_labels(parameters["availability"], at))
        used = 1.0 if kind == "open" else self.by_year(at_labels(self.used, at))
        output = tonnes * can * lived(alive) * used
        return Cohort(facility, kind, tonnes, online, tonnes * capital, output)

    def asked_of(self, facility: str) -> float:
        """What the owner of a plant asks for a year; that of the study where nothing is stated."""
        parameters = self.solution.parameters
        own = parameters.at("hurdle_rate", facility)
        return own or float(parameters["discount_rate"])

    def value(self, facility: str, kind: str, cohorts: list[Cohort]) -> Investment:
        """Discount what cohorts of a plant earn to the first day of the first of them."""
        parameters, rate = self.solution.parameters, self.asked_of(facility)
        start = min(cohort.online for cohort in cohorts)
        ages = np.array([year + 1 - start for year in self.years])
        margins = self.margins(facility, kind)
        output = sum((cohort.output for cohort in cohorts), np.zeros(len(self.years)))
        factor = discounting(ages, rate)
        worth = {name: float((output * each * factor).sum()) for name, each in margins.items()}
        spent = [(cohort.online - start, cohort.capital) for cohort in cohorts]
        capital = sum(paid * (1.0 + rate) ** -age for age, paid in spent)
        earned = output * (
            margins["sales"] + margins["support"] - margins["inputs"] - margins["running"]
        )
        npv = float((earned * factor).sum()) - capital
        size = sum(cohort.tonnes for cohort in cohorts)
        scale = capital if capital > 0 else worth["inputs"] + worth["running"]
        chain = self.solution.study.chain
        basis = chain.basis[chain.reference[chain.facility[facility].recipe]]
        return Investment(
            facility=facility,
            title=parameters.titles.get(facility, facility),
            kind=kind,
            first_online=start,
            capacity=size,
            hurdle_rate=rate,
            **worth,
            capital=capital,
            npv=npv,
            npv_per_tonne=npv / size,
            misses_per_kg=missed_per_kg(npv, float((output * factor).sum())),
            payback=payback(ages, earned, spent),
            irr=rate_of_return(ages, earned, spent),
            unit=f"{self.solution.money}/(t {basis}/yr)",
            loses=npv < -TOLERANCE * max(abs(scale), 1.0),
        )


def _without_programme(parameters: Parameters) -> dict[str, Labelled]:
    return {"programme": 0.0 * parameters["programme"]}
