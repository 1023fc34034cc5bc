"""A strategy's plan disturbed month by month: what goes short, what is lost, and what helps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Unpack

import numpy as np
import polars as pl

from monazite.charts import Chart, fan_over_months
from monazite.core.border import told_at_the_border, verb
from monazite.core.documents import document_text
from monazite.core.errors import InvalidInput, Problem, check_name
from monazite.core.frames import Frame
from monazite.core.numerals import Coin
from monazite.core.records import frame_of
from monazite.core.wording import lowered
from monazite.runs.disruptions.disturbed import Told
from monazite.runs.disruptions.drawn_worlds import check_world_file, struck_in_words, world_of_draw
from monazite.runs.disruptions.stress_options import StressFields, StressOptions
from monazite.runs.disruptions.what_ifs import WhatIfs
from monazite.runs.plan.coin import coin_of
from monazite.runs.run import Run
from monazite.store import check_nothing_lost, write_whole
from monazite.strategy import World
from monazite.stress import (
    ALL,
    BLOCK,
    LANE,
    PLANT,
    TINY,
    USE,
    FanBand,
    Loss,
    Release,
    Task,
    UseAtRisk,
    WorstDraw,
    check_draws,
    check_whole,
    lost_in_tail,
    lost_quantile,
    played,
    share_quantiles,
    simulated,
)


@told_at_the_border
@dataclass(frozen=True, eq=False)
class Stress(WhatIfs):
    """Many months of many disruptions of one plan, counted.

    Every scenario is one of the plan's own months with shocks drawn from the study's tables, or one
    shock or stop that is asked for; scenario k is the same whatever else is drawn, see `draw`.
    """

    def __repr__(self) -> str:
        """Say in a line what was played and what came of it."""
        what = ", ".join(one.shock for one in self.plan.asked) or "all shocks"
        partial = "" if self.complete else f" of {self.asked_for} (partial)"
        return (
            f"<Stress {self.run.strategy} from {self.months.month(0)}, {self.plan.months} months,"
            f" {what}: {self.scenarios}{partial} scenarios, mean loss"
            f" {self.coin.told(self.loss.mean)} {self.coin.large}>"
        )

    def _repr_html_(self) -> str:
        return self.fan()._repr_html_()

    @property
    def coin(self) -> Coin:
        """The money sums are told in."""
        return coin_of(self.run.solution)

    @cached_property
    def loss(self) -> Loss:
        """Value of what users never get, over all scenarios."""
        tally = self.tally
        return Loss(
            mean=float(tally.lost[-1]) / tally.scenarios,
            median=lost_quantile(tally, 0.5),
            high=lost_quantile(tally, 0.95),
            tail=lost_in_tail(tally, 0.95),
            worst=float(tally.worst[0][0]),
            chance=float(tally.touched[-1]) / tally.scenarios,
        )

    def fan(self, use: str = ALL) -> Frame:
        """How much of its need a use goes without month by month; `all` for all uses together.

        Columns use, title, month, chance (of any shortage), mean, median, upper and high (90 and
        99 % of scenarios lie at or below; shares of need) and tonnes (mean, t of the use). Raises
        InvalidInput for a use that home does not have.
        """
        return frame_of(FanBand, self.fan_records(use))

    def fan_records(self, use: str = ALL) -> list[FanBand]:
        """The same as typed records."""
        check_name("use", use, (ALL, *self.months.uses))
        at = -1 if use == ALL else self.months.uses.index(use)
        tally = self.tally
        middle, upper, high = share_quantiles(tally, at, (0.5, 0.9, 0.99))
        short = tally.short[at] / tally.scenarios / 1_000.0
        counted = self._need[self.months.counted].sum(axis=0)
        need = np.vstack([self._need, counted])[at]
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = np.where(need > 0.0, short / need, 0.0)
        chance = 1.0 - tally.share[at, :, 0] / tally.scenarios
        return [
            FanBand(
                use,
                self.title_of(use),
                self.months.month(t),
                *(float(one[t]) for one in (chance, mean, middle, upper, high, short)),
            )
            for t in range(self.plan.months)
        ]

    def fans(self) -> Frame:
        """The fans of all uses together and of each that goes short, one below the other.

        Columns as of `fan`.
        """
        return frame_of(FanBand, self.fans_records())

    def fans_records(self) -> list[FanBand]:
        """The same as typed records."""
        short = [one for one, hit in zip(self.months.uses, self.tally.touched, strict=False) if hit]
        return [band for use in (ALL, *short) for band in self.fan_records(use)]

    def title_of(self, use: str) -> str:
        """What people call a use; all of them are those of the product."""
        if use == ALL:
            which = "sales" if self.months.sold else "uses"
            return f"All {which} of {self.run.solution.study.words.product.plural}"
        return self.months.titles.get(use, use)

    @cached_property
    def uses(self) -> Frame:
        """How likely each use goes short, when first, and what that costs.

        Columns use, title, tier, chance, first (month of the middle one of the scenarios in which
        it goes short), months_until, tonnes (mean, t of the use) and lost (mean, money); all
        uses of the product together come last.
        """
        return frame_of(UseAtRisk, self.use_records())

    def use_records(self) -> list[UseAtRisk]:
        """The same as typed records."""
        tally, tiers = (
            self.tally,
            dict(
                zip(self._system.offer_use.tolist(), self._system.offer_tier.tolist(), strict=True)
            ),
        )
        # of all together what those lose that are counted together, as their tonnes are
        lost = [*tally.lost[:-1].tolist(), int(tally.lost[self.months.counted].sum())]
        found = []
        for at, use in enumerate((*self.months.uses, ALL)):
            touched = int(tally.touched[at])
            middle = np.cumsum(tally.first[at, :-1]) * 2 >= touched
            until = int(middle.argmax()) if touched else self.plan.months
            found.append(
                UseAtRisk(
                    use=use,
                    title=self.title_of(use),
                    tier=0 if self.months.sold else tiers.get(at, 0),
                    chance=touched / tally.scenarios,
                    first=self.months.month(until) if touched else "",
                    months_until=float(until) if touched else float("nan"),
                    tonnes=float(tally.short[at].sum()) / tally.scenarios / 1_000.0,
                    lost=float(lost[at]) / tally.scenarios,
                )
            )
        return found

    @property
    def is_certain(self) -> bool:
        """Whether every scenario is the same: what comes comes alone, of one length and depth."""
        return self.plan.alone and all(
            shock.length_spread == 0.0 and (shock.depth_spread == 0.0 or shock.depth == 1.0)
            for shock in self.shocks
            if self.plan.is_asked(shock)
        )

    @property
    def held(self) -> tuple[str, ...]:
        """What the public stockpile holds when the months begin: tonnes and titles."""
        titles = self.months.titles
        return tuple(
            f"{tonnes:,.0f} t of {lowered(titles.get(name, name))}"
            for name, tonnes in zip(self.months.materials, self._system.public, strict=True)
            if tonnes >= 0.5
        )

    @property
    def _struck(self) -> set[int]:
        """Shocks that strike something the plan uses."""
        system = self._system
        uses = system.offer_use
        used = {
            LANE: system.lane_plan.max(axis=1, initial=0.0),
            PLANT: system.plant_plan.max(axis=1, initial=0.0),
            USE: np.bincount(uses, system.offer_need.sum(axis=1)) if uses.size else uses,
        }
        hits = zip(system.hit_shock, system.hit_kind, system.hit_index, strict=True)
        return {int(shock) for shock, kind, index in hits if used[int(kind)][index] > TINY}

    @cached_property
    def idle(self) -> tuple[str, ...]:
        """Titles of shocks none of whose targets this plan has, of those that may come."""
        struck, plan = self._struck, self.plan
        return tuple(
            shock.title
            for at, shock in enumerate(self.shocks)
            if at not in struck
            and (plan.is_asked(shock) or (plan.by_chance and shock.frequency > 0.0))
        )

    @cached_property
    def worst(self) -> Frame:
        """The worst scenarios: columns draw, lost (money) and shocks (what strikes, when)."""
        return frame_of(WorstDraw, self.worst_records())

    def worst_records(self) -> list[WorstDraw]:
        """The same as typed records, the worst first."""
        return [
            WorstDraw(
                number, float(lost), "; ".join(struck_in_words(self.months, self.depths(number)))
            )
            for lost, number in self.tally.worst
            if lost > 0
        ]

    def scenarios_frame(self, told: Told | None = None) -> Frame:
        """One row for each scenario: draw, short (t of the product), lost (money) and first.

        `first` is the month in which anything is first short, blank where nothing is. Scenarios are
        played again, block by block; only those that were counted are given.
        """
        blocks = []
        for block in range(-(-self.scenarios // BLOCK)):
            count = min(BLOCK, self.scenarios - block * BLOCK)
            depths = self.plan.depths(self.seed, block, count)
            short, lost = played(self._system, depths)
            of_product = np.isin(self._system.offer_use, self.months.counted)
            weight = self.months.equivalence * of_product
            monthly = (short * weight[None, :, None]).sum(axis=1)
            first = [int(row.argmax()) if row.any() else -1 for row in monthly > TINY]
            blocks.append(
                Frame(
                    {
                        "draw": np.arange(block * BLOCK, block * BLOCK + count),
                        "short": monthly.sum(axis=1),
                        "lost": lost.sum(axis=1),
                        "first": [self.months.month(at) if at >= 0 else "" for at in first],
                    }
                )
            )
            if told is not None:
                told(block * BLOCK + count, self.scenarios)
        return Frame(pl.concat(blocks))

    def world(self, number: int) -> World:
        """Give one scenario as an ordinary world, for `run_case` or a file of the study.

        Stops of trade become controls of the regions that withhold; raises InvalidInput as `draw`.
        """
        home, base = self.run.solution.home, self.run.case.world
        return world_of_draw(base, self.months, home, number, self.depths(number))

    def save_world(self, path: str | Path, number: int | None = None) -> Path:
        """Write one scenario, the worst unless numbered, as a world that can be opened by path.

        Raises InvalidInput as `draw`, where none loses anything, for a name that does not end in
        .yaml, and for a file that is there and says something else.
        """
        check_world_file(path := Path(path))
        if number is None:
            worst = self.worst_records()
            if not worst:
                raise InvalidInput(
                    Problem(
                        field="draw",
                        message="nothing is lost in any scenario, so that none is the worst",
                        remedy="name a draw by its number",
                    )
                )
            number = worst[0].draw
        content = document_text(self.world(number).as_document()).encode()
        check_nothing_lost(path, content)
        return write_whole(path, content)

    def plot(self, use: str = ALL) -> Chart:
        """Draw the fan of what a use goes without."""
        subject = self.run.solution.study.strategies.get(self.run.strategy)
        title = getattr(subject, "title", None) or self.run.strategy
        said = f"{self.title_of(use)} short under {title}"
        return fan_over_months(self.fan(use), title=said, certain=self.is_certain)


@verb
def stress(
    run: Run, options: StressOptions | None = None, **fields: Unpack[StressFields]
) -> Stress:
    """Disturb a run's plan from January of a year on; see `StudyHandle.stress`.

    Fields named stand in place of those of the options. Raises InvalidInput for a study without
    shocks where no stop is stated, unknown names, or numbers out of range.
    """
    asked = replace(options or StressOptions(), **fields)
    check_draws(asked.n, asked.seed)
    check_whole("workers", asked.workers, least=1)
    rule = asked.release or Release()
    happens = asked.terms.in_months_of(run, asked.year, asked.months, rule)
    found, plan = happens.months, happens.plan
    task = Task(found.system, found.equivalence, plan, asked.seed, asked.n, found.counted)
    wrong: list[str] = []
    tally, complete = simulated(
        task,
        workers=asked.workers,
        cluster=asked.cluster,
        told=asked.told,
        note=wrong.append,
        store=asked.store,
    )
    played_as = happens.run, found, plan, rule, asked.seed, asked.n
    return Stress(*played_as, tally, complete, own=happens.own, on_the_way=tuple(wrong))
