"""A plan disturbed month by month, as it was played: what all questions about it start from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from monazite.core.errors import InvalidInput, Problem
from monazite.runs.run import Run
from monazite.stress import (
    Floats,
    Months,
    Plan,
    Record,
    Release,
    Shock,
    System,
    Tally,
    Task,
    recorded,
)


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

    @property
    def scenarios(self) -> int:
        """How many scenarios were played."""
        return self.tally.scenarios

    @property
    def shocks(self) -> tuple[Shock, ...]:
        """What may happen, as the study says."""
        return self.months.shocks

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
        if not 0 <= number < self.asked_for:
            raise InvalidInput(
                Problem(
                    field="draw",
                    message=f"there is no draw {number}",
                    remedy=f"name one from 0 to {self.asked_for - 1}",
                )
            )
        return self._task.block_of(number)
