"""Counts which headlines stand firm under a strategy: their figures, and what they differ by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from monazite.findings.comparison.side_by_side import SideBySide
from monazite.findings.evidence import ABOUT_NIL, UNTESTED, Standing

LOOSE_BECAUSE = "facts that set prices, a little off, or owners who first ask another price"
"""What moves a number that is not determined, as the subject of a sentence."""

Loose = Mapping[str, tuple[int, ...]]
"""Years in which a headline does not stand, by its key."""


@dataclass(frozen=True)
class Firmness:
    """How many headlines there are, and which do not stand in which years.

    A headline stands when it does in every year asked about. What it differs from the baseline by
    stands only where its figure does; a partner's loss is such a difference and nothing else.
    """

    headlines: int
    figures: Loose
    differences: Loose

    @property
    def firm(self) -> str:
        """Headlines whose figures stand, of how many: `8 of 9`."""
        return self._of(self.figures)

    @property
    def firm_differences(self) -> str:
        """Headlines whose differences from the baseline stand, of how many: `7 of 9`."""
        return self._of(self.differences)

    def _of(self, loose: Loose) -> str:
        return f"{self.headlines - len(loose)} of {self.headlines}"


def firmness(rows: Sequence[SideBySide], strategy: str) -> Firmness | None:
    """Count what stands under a strategy in some rows; None where nobody has tried it.

    That a loss is about nil its size alone may say.
    """
    found: set[Standing] = {row.standings[strategy] for row in rows}
    if UNTESTED in found and found <= {UNTESTED, ABOUT_NIL}:
        return None
    numbers = _loose(rows, strategy, {"number not determined"})
    either = _loose(rows, strategy, {"number not determined", "difference not determined"})
    return Firmness(len({row.indicator for row in rows}), numbers, either)


def _loose(rows: Sequence[SideBySide], strategy: str, of: set[Standing]) -> Loose:
    loose: dict[str, tuple[int, ...]] = {}
    for row in rows:
        if row.standings[strategy] in of:
            loose[row.indicator] = (*loose.get(row.indicator, ()), row.year)
    return loose
