"""What helps in a disruption, and what hurts: the same scenarios with something put otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np

from monazite.core.border import told_at_the_border
from monazite.core.errors import InvalidInput, Problem
from monazite.core.frames import Frame
from monazite.core.records import frame_of
from monazite.core.usual import WORST
from monazite.runs.disruptions.disturbed import Told
from monazite.runs.disruptions.stockpiling import Stockpiling
from monazite.stress import (
    BLOCK,
    Floats,
    Knowing,
    LengthRegret,
    Plan,
    Regret,
    Release,
    RuleScore,
    Saving,
    ShockMatters,
    System,
    Whole,
    check_whole,
    losses_of,
    not_knowing,
    otherwise,
    recorded,
    sizing,
    stores,
    under,
)

ROUNDING = 1e-9
"""Part of what is lost in a scenario below which a shock adds nothing but rounding."""

LEAST = 0.01
"""Tonnes a year below which a plant or a supplier counts for nothing."""


LeftOut = tuple[str, str, float, Callable[[], System]]
"""Kind and name of what is left out, t it gives in a year, and the system without it."""


@told_at_the_border
@dataclass(frozen=True, eq=False)
class WhatIfs(Stockpiling):
    """Questions that play scenarios again with something put otherwise."""

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
            adds[np.abs(adds) < ROUNDING * every] = 0.0
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
        """Say what each plant, supplier and contract saves, the most first."""
        before = self._losses(self._system)
        asked = [*self._plants_left_out(), *self._origins_left_out(), *self._contracts_left_out()]
        found = []
        for number, (kind, name, gives, system) in enumerate(asked):
            found.append(self._saving(kind, name, gives, self._losses(system()) - before))
            if told is not None:
                told(number + 1, len(asked))
        return sorted(found, key=lambda one: -one.saved)

    def _plants_left_out(self) -> Iterator[LeftOut]:
        for p in self._running:
            if otherwise.buyable(self._system, p):
                gives = self._yearly(self._system.plant_plan[p])
                yield (
                    "plant",
                    self.months.plants[p],
                    gives * float(self._system.plant_yield[p]),
                    partial(otherwise.without_plant, self._system, p),
                )

    def _origins_left_out(self) -> Iterator[LeftOut]:
        for origin in sorted({origin for _, origin in self.months.lanes}):
            lanes = self._lanes_from(origin)
            gives = self._yearly(self._system.lane_plan[lanes].sum(axis=0)) if lanes.size else 0.0
            if gives > LEAST and otherwise.replaceable(self._system, lanes):
                yield (
                    "supplier",
                    origin,
                    gives,
                    partial(otherwise.without_lanes, self._system, lanes),
                )

    def _contracts_left_out(self) -> Iterator[LeftOut]:
        for one in self.months.agreed:
            gives = self._yearly(one.tonnes)
            if gives > LEAST and otherwise.replaceable(self._system, np.array([one.lane])):
                yield (
                    "contract",
                    one.contract,
                    gives,
                    partial(otherwise.without_agreed, self._system, one.lane, one.tonnes),
                )

    @property
    def _running(self) -> list[int]:
        plans = self._system.plant_plan
        return [p for p, plan in enumerate(plans) if self._yearly(plan) > LEAST]

    @cached_property
    def unmeasured(self) -> tuple[str, ...]:
        """Titles of plants, suppliers of the product and contracts nothing could be bought for."""
        plants = [p for p in self._running if not otherwise.buyable(self._system, p)]
        names = [self.months.plants[p] for p in plants]
        for origin in dict.fromkeys(begins for _, begins in self.months.lanes):
            lanes = self._lanes_from(origin)
            if lanes.size and not otherwise.replaceable(self._system, lanes):
                names.append(origin)
        for one in self.months.agreed:
            if not otherwise.replaceable(self._system, np.array([one.lane])):
                names.append(one.contract)
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
        """What each plant, supplier of the product and contract saves under these shocks.

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

    def regret_records(self, draws: int = WORST, *, foreseen_trade: bool = False) -> list[Regret]:
        """Say how much the rules lose against one who knows the future, in the worst draws."""
        check_whole("draws", draws)
        if draws < 1:
            raise InvalidInput(
                Problem(
                    field="draws", message=f"{draws} draws say nothing", remedy="ask for 1 or more"
                )
            )
        found, knowing = [], Knowing(self._system, trade_is_free=foreseen_trade)
        for _, number in self.tally.worst[:draws]:
            depth = self.depths(number)
            record = recorded(self._system, depth)
            lost = float(record.lost.sum())
            knowing.sees(depth, record.came)
            least = knowing.least()
            found.append(Regret(number, lost, least, lost / least - 1.0 if least > 0.0 else None))
        return found

    def regret(self, draws: int = WORST, *, foreseen_trade: bool = False) -> Frame:
        """How much the rules lose against one who knows the future, in the worst draws counted.

        Columns draw, lost and least (money) and regret (lost over least, less one). Trade stays
        as it was unless `foreseen_trade`, which lets goods be ordered before anything is short.
        """
        return frame_of(Regret, self.regret_records(draws, foreseen_trade=foreseen_trade))

    def rule_records(self) -> list[RuleScore]:
        """Say what rules set before the shock lose beyond the least one who knows it would lose.

        How far stores are spread is chosen on half of the sample, and the score is that of other
        scenarios; one draw alone serves for both. Empty unless one shock comes alone: of many one
        who knows them all knows most before any of them begins.
        """
        if not self.plan.alone:
            return []
        half = max(len(self._sample) // 2, 1)
        draws, others = self._sample[:half], self._sample[half : half + sizing.SCORED]
        others = others if len(others) else draws
        least = sizing.least_on_average(self._system, others)
        return [
            RuleScore(
                one.rule.in_words(),
                one.rule.remaining,
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

        Columns rule, remaining (the part of the months a shock usually has left over which stores
        are spread), by_value, sized_on and scored_on (scenarios), lost and least (money, on
        average) and regret (lost over least, less one). No rows unless one shock was asked for
        alone.
        """
        return frame_of(RuleScore, self.rule_records())

    def length_regret_record(self, budget: float | str | None = None) -> LengthRegret | None:
        """Hold the best stockpile and rule against those who do not know a stop's length either.

        None unless one shock of drawn length comes alone, in the first month. Stores hold what is
        best within the budget, for all. Raises InvalidInput for a budget that is none.
        """
        rows = [row for row, one in enumerate(self.shocks) if self.plan.is_asked(one)]
        if not self.plan.alone or [one.month for one in self.plan.asked] != [0]:
            return None
        shock = self.shocks[rows[0]]
        if shock.length <= 0.0 or shock.length_spread <= 0.0:
            return None
        best = self._best(self.budget_in_money(budget), any_order=True)
        system = self._keeping.system
        stored = otherwise.with_store(system, stores.of_days(system, self._product_rows, best.days))
        lengths = not_knowing.lengths_of(shock, rows[0], len(self.shocks), self.plan.months)
        found = not_knowing.least_of_lengths(
            under(stored, best.rule), under(stored, Release()), lengths
        )
        return LengthRegret(
            shock.title,
            best.days,
            best.rule.in_words(),
            found.rule,
            found.not_knowing,
            found.told,
            found.rule / found.not_knowing - 1.0 if found.not_knowing > 0.0 else None,
            found.rule / found.told - 1.0 if found.told > 0.0 else None,
            len(lengths.lasts),
        )

    def length_regret(self, budget: float | str | None = None) -> Frame:
        """Hold the best stockpile and rule against those who do not know a stop's length either.

        Columns shock, days, rule, lost (by the rule), not_knowing (least of those who go by the
        months so far) and told (least of one who is told the length as it begins; money on
        average), regret and regret_told (lost over each, less one) and lengths (months told apart).
        No rows unless one shock of drawn length comes alone, in the first month.
        """
        found = self.length_regret_record(budget)
        return frame_of(LengthRegret, [] if found is None else [found])
