"""What to keep in store for a disruption: in which form, how much, and when to let it go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

import numpy as np

from monazite.core.border import told_at_the_border
from monazite.core.errors import InvalidInput, Problem
from monazite.core.frames import Frame
from monazite.core.money import sum_to_spend
from monazite.core.numerals import stated
from monazite.core.records import frame_of
from monazite.core.units import convert
from monazite.core.usual import SERVICE
from monazite.core.wording import listed
from monazite.parameters.labels import region_of
from monazite.runs.disruptions.disturbed import Disturbed, Told
from monazite.stress import (
    BestStockpile,
    Floats,
    FormStockpile,
    Stockpile,
    StockpileRegret,
    StoreForm,
    check_whole,
    losses_of,
    otherwise,
    sizing,
    stocking,
    stores,
    two_stages,
    under,
)


@told_at_the_border
@dataclass(frozen=True, eq=False)
class Stockpiling(Disturbed):
    """Questions that play scenarios again with more in store."""

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
            if region_of(place) == solution.home and np.isfinite(cost):
                keeping[material] = max(keeping.get(material, 0.0), float(cost))
        rate = float(parameters["discount_rate"].values)
        return price, np.array(list(keeping.values())) + rate * price

    def cover_needed(self, service: float = SERVICE) -> float | None:
        """Days of the product in store with which no use of it goes short in such a part of cases.

        None where four years' store is not enough. Raises InvalidInput for what is no part.
        """
        if not 0.0 < service < 1.0:
            raise InvalidInput(
                Problem(
                    field="service",
                    message=f"{stated(service)} is not between 0 and 1",
                    remedy="give a part of scenarios, such as 0.95",
                )
            )
        return stores.cover_needed(self._system, self._sample, self._product_rows, service)

    def stockpile_records(
        self,
        budget: float | str | None = None,
        told: Told | None = None,
        *,
        days: Sequence[float] = stores.DAYS,
    ) -> list[Stockpile]:
        """Try stockpiles of the product of several sizes under several release rules.

        Sizes are days of use, beside those of others.

        The budget, money or a sum such as `50 million USD`, bounds what their tonnes cost; without
        one all sizes are tried. Raises InvalidInput for a budget below nothing.
        """
        for one in days:
            if not 0.0 <= one < inf:
                raise InvalidInput(
                    Problem(
                        field="days",
                        message=f"nobody stores the use of {stated(one)} days",
                        remedy="give 0 or more",
                    )
                )
        most = self.budget_in_money(budget)
        price, yearly = self._store_costs
        elsewhere = self._stores_elsewhere
        tried = stores.holdings(
            stores.net_of(self._system, price),
            self._sample,
            self._product_rows,
            price,
            yearly,
            days=sorted({0.0, *days, *elsewhere}),
            rules=list(dict.fromkeys((*stores.RULES, self._best(most).rule))),
            told=told,
        )
        within = [one for one in tried if most is None or one.capital <= most]
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

    def best_stockpile_record(
        self,
        budget: float | str | None = None,
        told: Told | None = None,
        *,
        any_order: bool = False,
    ) -> BestStockpile:
        """Choose how much of the product to hold and by which rule to let it go, together.

        Users come by their tiers, or in `any_order` by what they would lose where that comes to
        less. The budget, money or a sum such as `50 million USD`, bounds what the tonnes cost. Both
        are chosen on half of the sample, and what they come to is that on the other half; one draw
        alone serves for both. Raises InvalidInput for a budget below nothing.
        """
        most, keeping = self.budget_in_money(budget), self._keeping
        draws, others = self._halves
        best = self._best(most, any_order, told)
        here = keeping.holding(others, best.days, best.rule)
        return BestStockpile(
            here.days,
            here.tonnes,
            here.rule.in_words(),
            here.rule.by_value,
            here.capital,
            here.carrying,
            here.lost,
            here.total,
            keeping.holding(others, 0.0, self.release).total,
            most is not None and best.days >= keeping.most_days(most) - 1e-9,
            len(draws),
            len(others),
        )

    def form_stockpile_records(self, budget: float | str | None = None) -> list[FormStockpile]:
        """Choose how much to hold of each form that home uses if nothing else is held besides.

        The rule is that of the best stockpile of the product; sizes are chosen on half of the
        sample and told on the other. Those that save nothing are left out. Raises as
        `best_stockpile_record`.
        """
        most, keeping = self.budget_in_money(budget), self._keeping
        draws, others = self._halves
        rule, found = self._best(most).rule, []
        without = losses_of(under(keeping.system, rule), others)
        use = stores.usual_use(keeping.system)
        for k in np.flatnonzero((use > 0.0) & (keeping.price > 0.0)).tolist():
            best = stocking.best_of_form(keeping, draws, k, rule, most)
            if not best.days:
                continue
            tonnes = np.where(np.arange(len(keeping.price)) == k, best.tonnes, 0.0)
            held = under(otherwise.with_store(keeping.system, tonnes), rule)
            saved = without - losses_of(held, others)
            name = self.months.materials[k]
            found.append(
                FormStockpile(
                    name,
                    self.months.titles.get(name, name),
                    best.days,
                    best.tonnes,
                    best.capital,
                    best.carrying,
                    float(saved.mean()) - best.carrying,
                    float(saved.std() / np.sqrt(len(others))),
                )
            )
        return sorted(found, key=lambda one: -one.gains)

    def form_stockpiles(self, budget: float | str | None = None) -> Frame:
        """How much to hold of each form that home uses if nothing else is held besides.

        Columns material, title, days, tonnes, capital and carrying (money), gains (less lost beyond
        what users would have paid, with what keeping costs taken off; money on average) and error.
        """
        return frame_of(FormStockpile, self.form_stockpile_records(budget))

    @cached_property
    def _keeping(self) -> stocking.Keeping:
        """Whose stockpile is sized, where going without costs what users would have paid beyond."""
        price, yearly = self._store_costs
        system = stores.net_of(self._system, price)
        return stocking.Keeping(system, self._product_rows, price, yearly)

    @property
    def _halves(self) -> tuple[Floats, Floats]:
        """Scenarios on which something is chosen, and those on which it is told."""
        half = max(len(self._sample) // 2, 1)
        draws, others = self._sample[:half], self._sample[half:]
        return draws, others if len(others) else draws

    def _best(
        self, most: float | None, any_order: bool = False, told: Told | None = None
    ) -> stores.Holding:
        """The stockpile that comes to least, chosen once for a budget and an order of users."""
        if (most, any_order) not in self._chosen:
            by_value, draws = any_order or self.release.by_value, self._halves[0]
            best = stocking.best_holding(self._keeping, draws, most, told, by_value=by_value)
            if any_order:
                best = min(self._best(most), best, key=lambda one: one.total)
            self._chosen[most, any_order] = best
        return self._chosen[most, any_order]

    @cached_property
    def _chosen(self) -> dict[tuple[float | None, bool], stores.Holding]:
        return {}

    def stockpile_regret_record(
        self, budget: float | str | None = None, draws: int = sizing.SCORED
    ) -> StockpileRegret:
        """Hold the best stockpile and its rule against those who know more of what comes.

        All are scored on so many scenarios on which nothing was chosen, most of them some linear
        programmes each; scenarios that are all the same count once. Raises InvalidInput for a
        budget that is none, or no draws.
        """
        check_whole("draws", draws)
        if draws < 1:
            raise InvalidInput(
                Problem(
                    field="draws", message=f"{draws} draws say nothing", remedy="ask for 1 or more"
                )
            )
        most, keeping = self.budget_in_money(budget), self._keeping
        sized_on, others = (self._halves[0][:draws], self._halves[1][:draws])
        if (others == others[0]).all():
            sized_on, others = sized_on[:1], others[:1]
        stated, free = (
            keeping.holding(others, best.days, best.rule)
            for best in (self._best(most), self._best(most, any_order=True))
        )
        known = two_stages.known_least(keeping, sized_on, others, free.days, free.rule, most)
        learned, least = float(known.learned.mean()), float(known.foreseen.mean())
        totals = two_stages.set_before(keeping, others, free.days, free.rule)
        regret, error = two_stages.excess(totals, known.learned) or (None, None)
        return StockpileRegret(
            stated.days,
            stated.rule.in_words(),
            stated.total,
            free.days,
            free.rule.in_words(),
            free.total,
            learned,
            least,
            stated.total - free.total,
            free.total - learned,
            learned - least,
            regret,
            error,
            len(others),
        )

    def stockpile_regret(
        self, budget: float | str | None = None, draws: int = sizing.SCORED
    ) -> Frame:
        """Hold the best stockpile and its rule against those who know more: one row.

        Columns days, rule and total of the best under the order of tiers, any_days, any_rule and
        any_total of the best under any order, learned (of one who learns how each shock goes when
        it begins), least (of one who knows all beforehand), order, length and coming (what parts
        each from the next), regret (any_total over learned, less one) with its standard error, and
        scored_on (scenarios).
        Totals are what is lost and what keeping costs, money on average.
        """
        return frame_of(StockpileRegret, [self.stockpile_regret_record(budget, draws)])

    def best_stockpile(self, budget: float | str | None = None) -> Frame:
        """The best stockpile of the product with its release rule, within a budget: two rows.

        The first is the best under the order of tiers, the second under any order. Columns days,
        tonnes, rule, by_value, capital, carrying, lost, total and none (what is lost without any;
        money), bound (the budget is used up), sized_on and scored_on (scenarios).
        """
        found = [self.best_stockpile_record(budget, any_order=free) for free in (False, True)]
        return frame_of(BestStockpile, found)

    def budget_in_money(self, budget: float | str | None) -> float | None:
        """Read a budget, written out or in money of the study; raises InvalidInput for none."""
        if budget is None:
            return None
        money = self.run.solution.study.money
        if isinstance(budget, str):
            return sum_to_spend(budget, money, "budget")
        if isinstance(budget, bool) or not budget >= 0.0:
            below = not isinstance(budget, bool) and budget < 0.0
            told = f"{stated(budget)} {money.currency} is less than nothing" if below else ""
            raise InvalidInput(
                Problem(
                    field="budget",
                    message=told or f"{budget} is no sum of money",
                    remedy="give 0 or more, or a sum such as '50 million USD'",
                )
            )
        return float(budget)

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

    def stockpiles(self, budget: float | str | None = None) -> Frame:
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
