"""What may be said of months of disruptions that are played, each with what stands unsaid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from monazite.core.usual import MONTHS, SCENARIOS, SEED
from monazite.runs.disruptions.disturbed import Told
from monazite.runs.disruptions.terms import DisruptionTerms
from monazite.store import ChunkStore
from monazite.stress import Release, Stop, read_stops

__all__ = ["StressFields", "StressOptions"]


class StressFields(TypedDict, total=False):
    """The fields of `StressOptions`, as `stress` takes them by name; each may be left out."""

    year: int | None
    months: int
    n: int
    seed: int
    shock: str | None
    month: int
    stops: Stop | str | Sequence[Stop | str]
    alone: bool
    without: Sequence[str]
    release: Release | None
    workers: int
    cluster: str | None
    store: ChunkStore | None
    told: Told | None


@dataclass(frozen=True, kw_only=True)
class StressOptions:
    """What is played and how: `stress` takes it as it is, or any of its fields by name."""

    year: int | None = None
    """The year whose January is the first month; else that of a stop, or a year of decision."""
    months: int = MONTHS
    """Months that are played."""
    n: int = SCENARIOS
    """Scenarios that are drawn."""
    seed: int = SEED
    """Where chance begins: the same seed gives the same scenarios."""
    shock: str | None = None
    """A shock of the study that comes in every scenario, by name."""
    month: int = 1
    """The month in which that shock comes, counted from 1."""
    stops: Stop | str | Sequence[Stop | str] = ()
    """Stops that come in every scenario, of a seller abroad or a plant at home.

    Each is a `Stop`, or in words such as `FOR:magnet for 6 months from 2030-03 at 80 %`; a study
    without shocks may have them too.
    """
    alone: bool = True
    """Whether nothing else happens, where something comes in every scenario."""
    without: Sequence[str] = ()
    """Shocks of the study that do not happen."""
    release: Release | None = None
    """The rule by which the public stockpile is let go."""
    workers: int = 1
    """Processes that play."""
    cluster: str | None = None
    """Address of a Dask scheduler whose workers play instead."""
    store: ChunkStore | None = None
    """Where what is played is kept, and looked up before it is played."""
    told: Told | None = None
    """Told how many scenarios are done, of how many."""

    @property
    def terms(self) -> DisruptionTerms:
        """What is to happen, with stops read; raises InvalidInput for one that cannot be."""
        left_out = (self.without,) if isinstance(self.without, str) else tuple(self.without)
        return DisruptionTerms(self.shock, self.month, read_stops(self.stops), self.alone, left_out)
