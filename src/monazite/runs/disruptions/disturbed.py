"""A plan disturbed month by month, as it was played: what all questions about it start from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from monazite.core.errors import InvalidInput, Problem
from monazite.findings.solution import PRODUCT
from monazite.runs.run import Run
from monazite.stress import (
    BLOCK,
    Floats,
    Months,
    Plan,
    Record,
    Release,
    Shock,
    ShockAsked,
    Stop,
    System,
    Tally,
    Task,
    awaited_of,
    check_whole,
    recorded,
)

SAMPLE = 2 * BLOCK
"""Scenarios on which what-ifs are tried, so that many can be."""

Told = Callable[[int, int], None]
"""Is told how much of how much is done."""


@dataclass(frozen=True, eq=False)
class Disturbed:
    """Scenarios of one plan, counted; scenario k is the same whatever else is drawn."""

    run: Run = field(repr=False)
    months: Months = field(repr=False)
    plan: Plan = field(repr=False)
    release: Release
    seed: int
    asked_for: int
    """Scenarios that were to be played."""
    tally: Tally = field(repr=False)
    complete: bool
    """Whether all of them were, or somebody stopped it."""
    own: tuple[Stop, ...] = ()
    """Stops of the run's world, which strike in every scenario; the plan is that without them."""
    on_the_way: tuple[str, ...] = ()
    """What went wrong while they were played, in sentences; it changes no figure."""

    @property
    def scenarios(self) -> int:
        """How many scenarios were played."""
        return self.tally.scenarios

    @property
    def years(self) -> str:
        """The years that are played: `2030-2032`."""
        first, last = self.months.month(0)[:4], self.months.month(self.plan.months - 1)[:4]
        return first if first == last else f"{first}-{last}"

    @property
    def shocks(self) -> tuple[Shock, ...]:
        """What may happen, as the study says."""
        return self.months.shocks

    def asked_records(self, *, stated: bool) -> list[ShockAsked]:
        """What comes in every scenario, of the study's shocks or of the stops that are stated."""
        known = {one.name: one for one in self.shocks}
        return [
            ShockAsked(
                one.shock,
                shock.title,
                self.months.month(one.month),
                shock.length,
                shock.depth,
                shock.stated or shock.grade,
            )
            for one in self.plan.asked
            if bool((shock := known[one.shock]).stated) is stated
        ]

    @property
    def _system(self) -> System:
        return self.months.system

    @cached_property
    def _need(self) -> Floats:
        return self._task.need()

    @property
    def _task(self) -> Task:
        return Task(
            self._system,
            self.months.equivalence,
            self.plan,
            self.seed,
            self.asked_for,
            self.months.counted,
        )

    def draw(self, number: int) -> Record:
        """Play one scenario alone, counted from 0, and give all that happens in it month by month.

        Arrays by offer, plant or material and month, in the order of `months`, in t a month.
        """
        return recorded(self._system, self.depths(number))

    def depths(self, number: int) -> Floats:
        """How deep each shock is in each month of one scenario: rows as `shocks`, 0 to 1."""
        check_whole("draw", number)
        if not 0 <= number < self.asked_for:
            raise InvalidInput(
                Problem(
                    field="draw",
                    message=f"there is no draw {number}",
                    remedy=f"name one from 0 to {self.asked_for - 1}",
                )
            )
        return self._task.block_of(number)

    @cached_property
    def _sample(self) -> Floats:
        """Depths of the scenarios that what-ifs are tried on."""
        count = min(self.asked_for, SAMPLE)
        blocks = range(-(-count // BLOCK))
        return np.concatenate(
            [self.plan.depths(self.seed, b, min(BLOCK, count - b * BLOCK)) for b in blocks]
        )

    @cached_property
    def awaited(self) -> float:
        """Mean value of what users still wait for when the months end, which is counted as lost.

        Money, on the scenarios that what-ifs are tried on. They may get it in the months after.
        """
        return float(awaited_of(self._system, self._sample).mean())

    @cached_property
    def product(self) -> tuple[str, ...]:
        """The materials of the study's product that home uses."""
        made = self.run.solution.materials(PRODUCT)
        used = {material for _, material in self.months.offers}
        return tuple(m for m in self.months.materials if m in made and m in used)

    @property
    def _product_rows(self) -> list[int]:
        return [self.months.materials.index(material) for material in self.product]
