"""In which region of the facts a number is as somebody asked, kept so that a brief can tell it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from monazite.cases.draws import mark_of
from monazite.findings.ensemble import Box, Chance, clearest
from monazite.runs.plan.kept_findings import keep_finding

if TYPE_CHECKING:
    from monazite.runs.draws.ensemble import Ensemble
    from monazite.store import ReadingStore

__all__ = ["Region", "region_of"]


@dataclass(frozen=True)
class Region:
    """Where a number of a strategy lies where it was asked for: how often, and in which boxes."""

    strategy: str
    indicator: str
    year: int
    at_least: float | None
    """In the indicator's own unit; None where the number is to be at most something."""
    at_most: float | None
    draws: int
    inputs: int
    """Families and facts that were drawn."""
    often: Chance
    boxes: tuple[Box, ...] = field(repr=False)
    """From all draws to the densest; none where it is never so, or always."""

    @property
    def box(self) -> Box | None:
        """The box that tells these draws from the others; None where none does."""
        return clearest(self.boxes, self.inputs)


def region_of(
    found: Ensemble,
    indicator: str,
    year: int,
    strategy: str,
    *,
    at_least: float | None = None,
    at_most: float | None = None,
    store: ReadingStore | None = None,
) -> Region:
    """Say how often, and in which boxes of the facts, a number lies where it is asked for.

    With a store it is kept, if draws are all there. Raises InvalidInput for a name or a year that
    was not drawn, or where no draw has the number.
    """
    asked = {"indicator": indicator, "year": year, "at_least": at_least, "at_most": at_most}
    told = Region(
        strategy=strategy,
        indicator=indicator,
        year=year,
        at_least=at_least,
        at_most=at_most,
        draws=found.draws,
        inputs=len(found.inputs),
        often=found.chance(indicator, year, strategy, at_least=at_least, at_most=at_most),
        boxes=found.boxes(indicator, year, strategy, at_least=at_least, at_most=at_most),
    )
    if found.complete:
        (run,) = (one for one in found.runs if one.strategy == strategy)
        of = {"seed": found.seed, "parts": mark_of(found.parts)}
        keep_finding(run.worker.study, run.case, {**asked, **of}, told, store)
    return told
