"""What helps in a disruption, and what hurts: the same scenarios with something put otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from monazite.core.border import told_at_the_border
from monazite.core.errors import InvalidInput, Problem
from monazite.core.frames import Frame
from monazite.core.records import frame_of
from monazite.core.units import convert
from monazite.core.wording import listed
from monazite.findings.solution import PRODUCT
from monazite.runs.disturbed import Disturbed
from monazite.stress import (
    BLOCK,
    Floats,
    Plan,
    Regret,
    RuleScore,
    Saving,
    ShockMatters,
    Stockpile,
    StoreForm,
    System,
    Whole,
    least_lost,
    losses_of,
    otherwise,
    recorded,
    sizing,
    stores,
)

SAMPLE = 2 * BLOCK
"""Scenarios on which what-ifs are tried, so that many can be."""

LEAST = 0.01
"""Tonnes a year below which a plant or a supplier counts for nothing."""

Told = Callable[[int, int], None]
"""Is told how much of how much is done."""


@told_at_the_border
@dataclass(frozen=True, eq=False)
class WhatIfs(Disturbed):
    """Questions that play scenarios again with something put otherwise."""

    @cached_property
    def _sample(self) -> Floats:
        """Depths of the scenarios that what-ifs are tried on."""
        count = min(self.asked_for, SAMPLE)
        blocks = range(-(-count // BLOCK))
        return np.concatenate(
            [self.plan.depths(self.seed, b, min(BLOCK, count - b * BLOCK)) for b in blocks]
        )

    def tornado_records(self, told: Told | None = None) -> list[ShockMatters]:
        """Say what each shock that is drawn adds to the mean loss, the most first."""
        left = self.plan.without
        drawn = [one for one in self.shocks if one.frequency > 0.0 and one.name not in left]
        count = len(self._sample)
        every = self._losses(self._system)

        def losses(plan: Plan) -> Floats:
            depths = [plan.depths(self.seed, b) for b in range(-(-count // BLOCK))]
            return losses_of(self._system, np.concatenate(depths)[:count])

        found = []
        for number, shock in enumerate(drawn):
            others = frozenset(one.name for one in drawn if one is not shock)
            alone = losses(replace(self.plan, without=left | others))
            adds = every - losses(replace(self.plan, without=left | {shock.name}))
            found.append(
                ShockMatters(
                    shock.name,
                    shock.title,
                    shock.frequency,
                    shock.grade,
                    float(alone.mean()),
                    float(adds.mean()),
                    float(adds.std() / np.sqrt(count)),
                )
            )
            if told is not None:
                told(number + 1, len(drawn))
        return sorted(found, key=lambda one: -one.adds)

    def tornado(self) -> Frame:
        """Which shock matters: shock, title, per_year, grade, alone, adds and error (money)."""
        return frame_of(ShockMatters, self.tornado_records())

    def saving_records(self, told: Told | None = None) -> list[Saving]:
        """Say what each plant and each supplier saves, the most first."""
        before = self._losses(self._system)
        plants = [p for p in self._running if otherwise.buyable(self._system, p)]
        origins = sorted({origin for _, origin in self.months.lanes})
        found = []
        for number, p in enumerate(plants):
            name = self.months.plants[p]
            gives = self._yearly(self._system.plant_plan[p]) * float(self._system.plant_yield[p])
            other = self._losses(otherwise.without_plant(self._system, p))
            found.append(self._saving("plant", name, gives, other - before))
            if told is not None:
                told(number + 1, len(plants) + len(origins))
        for number, origin in enumerate(origins):
            lanes = self._lanes_from(origin)
            gives = self._yearly(self._system.lane_plan[lanes].sum(axis=0)) if lanes.size else 0.0
            if gives > LEAST and otherwise.replaceable(self._system, lanes):
                other = self._losses(otherwise.without_lanes(self._system, lanes))
                found.append(self._saving("supplier", origin, gives, other - before))
            if told is not None:
                told(len(plants) + number + 1, len(plants) + len(origins))
        return sorted(found, key=lambda one: -one.saved)

    @property
    def _running(self) -> list[int]:
        plans = self._system.plant_plan
        return [p for p, plan in enumerate(plans) if self._yearly(plan) > LEAST]

    @cached_property
    def unmeasured(self) -> tuple[str, ...]:
        """Titles of plants and suppliers of the product in whose place nothing could be bought."""
        plants = [p for p in self._running if not otherwise.buyable(self._system, p)]
        names = [self.months.plants[p] for p in plants]
        for origin in dict.fromkeys(begins for _, begins in self.months.lanes):
            lanes = self._lanes_from(origin)
            if lanes.size and not otherwise.replaceable(self._system, lanes):
                names.append(origin)
        return tuple(self.months.titles.get(name, name) for name in names)

    def _lanes_from(self, origin: str) -> Whole:
        """The lanes on which a region sends the product."""
        product = self.product
        rows = [
            row
            for row, (material, begins) in enumerate(self.months.lanes)
            if begins == origin and material in product
        ]
        return np.array(rows, dtype=np.int64)

    def savings(self) -> Frame:
        """What each plant, and each supplier of the product, saves under these shocks.

        Columns kind, name, title, tonnes (given in a year), saved (mean, money), error
        and per_tonne. Those in whose place nothing could be bought are in `unmeasured`.
        """
        return frame_of(Saving, self.saving_records())

    def _yearly(self, monthly: Floats) -> float:
        return float(monthly.sum()) * 12.0 / self.plan.months

    def _losses(self, system: System) -> Floats:
        return losses_of(system, self._sample)

    def _saving(self, kind: str, name: str, tonnes: float, saved: Floats) -> Saving:
        mean, error = float(saved.mean()), float(saved.std() / np.sqrt(len(saved)))
        per = mean / tonnes if tonnes > 0.0 else 0.0
        return Saving(kind, name, self.months.titles.get(name, name), tonnes, mean, error, per)

    @cached_property
    def product(self) -> tuple[str, ...]:
        """The materials of the study's product that home uses."""
        made = self.run.solution.materials(PRODUCT)
        used = {material for _, material in self.months.offers}
        return tuple(m for m in self.months.materials if m in made and m in used)

    @property
    def _product_rows(self) -> list[int]:
        return [self.months.materials.index(material) for material in self.product]

    def form_records(self) -> list[StoreForm]:
        """Say what one more tonne in store is worth in each form, the most for its price first."""
        stage = self.run.solution.material_stage
        price, yearly = self._store_costs
        use = stores.usual_use(self._system)
        found = []
        for k, material in enumerate(self.months.materials):
            if use[k] <= 0.0 or price[k] <= 0.0:
                continue
            worth, error = stores.worth_of_a_tonne(self._system, self._sample, k)
            title = self.months.titles.get(material, material)
            found.append(
                StoreForm(
                    material,
                    title,
                    stage[material],
                    worth,
                    error,
                    float(price[k]),
                    float(yearly[k]),
                    worth / float(price[k]),
                )
            )
        return sorted(found, key=lambda one: -one.ratio)

    def forms(self) -> Frame:
        """What one more tonne in store is worth by form.

        Columns material, title, stage, worth and error (money/t), price and yearly (money/t)
        and ratio (worth over price).
        """
        return frame_of(StoreForm, self.form_records())

    @cached_property
    def _store_costs(self) -> tuple[Floats, Floats]:
        """What a tonne of each material costs, and keeping it for a year with its capital."""
        solution = self.run.solution
        parameters = solution.parameters
        price = np.array([parameters.at("price", m) for m in self.months.materials])
        keeping = dict.fromkeys(self.months.materials, 0.0)
        costs = parameters["storage_cost"].values
        for (material, place), cost in zip(solution.labels.stores, costs, strict=True):
            if place.partition(".")[0] == solution.home and np.isfinite(cost):
                keeping[material] = max(keeping.get(material, 0.0), float(cost))
        rate = float(parameters["discount_rate"].values)
        return price, np.array(list(keeping.values())) + rate * price

    def cover_needed(self, service: float = 0.95) -> float | None:
        """Days of the product in store with which no use of it goes short in such a part of cases.

        None where four years' store is not enough. Raises InvalidInput for what is no part.
        """
        if not 0.0 < service < 1.0:
            raise InvalidInput(
                Problem(
                    field="service",
                    message=f"{service:g} is not between 0 and 1",
                    remedy="give a part of scenarios, such as 0.95",
                )
            )
        return stores.cover_needed(self._system, self._sample, self._product_rows, service)

    def stockpile_records(
        self, budget: float | None = None, told: Told | None = None
    ) -> list[Stockpile]:
        """Try stockpiles of the product of several sizes under several release rules.

        The budget, money, bounds what their tonnes cost; without one all sizes are tried.
        Raises InvalidInput for a budget below nothing.
        """
        if budget is not None and not budget >= 0.0:
            currency = self.run.solution.study.money.currency
            raise InvalidInput(
                Problem(
                    field="budget",
                    message=f"{budget:g} {currency} is less than nothing",
                    remedy="give 0 or more",
                )
            )
        price, yearly = self._store_costs
        elsewhere = self._stores_elsewhere
        tried = stores.holdings(
            stores.net_of(self._system, price),
            self._sample,
            self._product_rows,
            price,
            yearly,
            days=sorted({*stores.DAYS, *elsewhere}),
            told=told,
        )
        within = [one for one in tried if budget is None or one.capital <= budget]
        least = min(one.total for one in within)
        return [
            Stockpile(
                one.days,
                one.tonnes,
                one.rule.in_words(),
                one.capital,
                one.carrying,
                one.lost,
                one.total,
                one.total == least,
                listed(elsewhere.get(one.days, ())),
            )
            for one in within
        ]

    @property
    def _stores_elsewhere(self) -> Mapping[float, Sequence[str]]:
        """Whose stores last how many days, as the study has it."""
        study = self.run.solution.study
        found: dict[float, list[str]] = {}
        for store in study.settings.stores_elsewhere:
            cover = study.evidence.quantity(store.cover)
            days = round(convert(cover.value, cover.unit, "day", study.money), 6)
            found.setdefault(days, []).append(store.title)
        return found

    def stockpiles(self, budget: float | None = None) -> Frame:
        """What stockpiles of the product come to: size, rule, capital, carrying, lost and total.

        Columns days, tonnes, rule, capital, carrying, lost and total (money), best and elsewhere
        (whose stores are as large).
        """
        return frame_of(Stockpile, self.stockpile_records(budget))

    def critical_tonnes(self) -> float:
        """Tonnes of the product the critical ratio says to hold, whatever the release rule."""
        price, yearly = self._store_costs
        return stores.by_critical_ratio(
            stores.net_of(self._system, price), self._sample, self._product_rows, yearly
        )

    def regret_records(self, draws: int = 20, *, foreseen_trade: bool = False) -> list[Regret]:
        """Say how much the rules lose against one who knows the future, in the worst draws."""
        found = []
        for _, number in self.tally.worst[:draws]:
            depth = self.depths(number)
            record = recorded(self._system, depth)
            lost = float(record.lost.sum())
            least = least_lost(self._system, depth, None if foreseen_trade else record.came)
            found.append(Regret(number, lost, least, lost / least - 1.0 if least > 0.0 else None))
        return found

    def regret(self, draws: int = 20, *, foreseen_trade: bool = False) -> Frame:
        """How much the rules lose against one who knows the future, in the worst draws counted.

        Columns draw, lost and least (money) and regret (lost over least, less one). Trade stays
        as it was unless `foreseen_trade`, which lets goods be ordered before anything is short.
        """
        return frame_of(Regret, self.regret_records(draws, foreseen_trade=foreseen_trade))

    def rule_records(self) -> list[RuleScore]:
        """Say what rules set before the shock lose beyond the least one who knows it would lose.

        How long stores are spread is chosen on half of the sample, and the score is that of other
        scenarios; one draw alone serves for both. Empty unless one shock comes alone: of many one
        who knows them all knows most before any of them begins.
        """
        if self.plan.asked is None or not self.plan.alone:
            return []
        half = max(len(self._sample) // 2, 1)
        draws, others = self._sample[:half], self._sample[half : half + sizing.SCORED]
        others = others if len(others) else draws
        least = sizing.least_on_average(self._system, others)
        return [
            RuleScore(
                one.rule.in_words(),
                one.rule.months,
                one.rule.by_value,
                len(draws),
                len(others),
                one.lost,
                least,
                one.lost / least - 1.0 if least > 0.0 else None,
            )
            for one in sizing.sized_rules(self._system, self.release, draws, others)
        ]

    def rules(self) -> Frame:
        """Rules set before the shock, with what they lose on scenarios they were not sized on.

        Columns rule, months (over which stores are spread), by_value, sized_on and scored_on
        (scenarios), lost and least (money, on average) and regret (lost over least, less one). No
        rows unless one shock was asked for alone.
        """
        return frame_of(RuleScore, self.rule_records())
