"""How near a play of a past episode came to what was observed of it, month by month.

Quantities and prices are scored apart, and only what is free counts: what the play was made to
match, or follows from what it was given, proves nothing, and what it does not say is untestable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monazite.core.records import Record
from monazite.evidence import Quantity
from monazite.findings.evidence import FREE, gap_of, nearness
from monazite.study import EpisodeObservationRow

MEASURES = ("quantity", "price")
"""What is scored apart."""


@dataclass(frozen=True)
class EpisodeMonth(Record):
    """One month of a series of a past episode: what was given to the play, and what it says.

    `given` is the amount abroad that was given, None in months without one, and `withheld` the part
    of a usual month that is less, 0 to 1. `played` and `observed` are in `unit`.
    """

    episode: str
    series: str
    kind: str
    month: str
    given: float | None
    withheld: float
    played: float
    observed: float | None
    unit: str


@dataclass(frozen=True)
class EpisodeCompared(Record):
    """One thing observed of a past episode beside what its play says, both in `unit`.

    `gap` is (played - observed) / observed. `verdict` is `reproduced` within 5 %, `near` within
    10 %, else `missed`, and `untestable` where the two cannot be held together. Only rows whose
    `status` is `free` are scored: `fitted` and `determined` ones prove nothing. `period` is a month
    or a year, `measure` is `quantity` or `price`.
    """

    episode: str
    observation: str
    title: str
    kind: str
    period: str
    measure: str
    observed: float | None
    played: float | None
    gap: float | None
    unit: str
    status: str
    verdict: str
    reason: str
    facts: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class EpisodeScore(Record):
    """How near the play of an episode came in one measure.

    Of the `scored` figures, which are free, so many were `reproduced`, `near` or `missed`;
    `mean_gap` is the mean of their gaps without sign, None without any. Figures that prove nothing
    and untestable ones are counted beside them.
    """

    episode: str
    measure: str
    scored: int
    reproduced: int
    near: int
    missed: int
    mean_gap: float | None
    proves_nothing: int
    untestable: int


def compared(
    row: EpisodeObservationRow, observed: Quantity | None, played: float | None, unit: str
) -> EpisodeCompared:
    """Hold what was observed against what was played; None where there is no such figure."""
    value = None if observed is None else observed.value
    gap = None
    if row.status != "untestable" and value is not None and played is not None:
        gap = gap_of(played, value)
    return EpisodeCompared(
        episode=row.episode,
        observation=row.observation,
        title=row.title,
        kind=row.kind,
        period=row.period,
        measure="price" if row.kind == "price" else "quantity",
        observed=value,
        played=played,
        gap=gap,
        unit=unit,
        status=row.status,
        verdict="untestable" if gap is None else nearness(gap),
        reason=row.reason,
        facts=() if observed is None else observed.facts,
        sources=() if observed is None else observed.sources,
    )


def episode_scores(episode: str, rows: Iterable[EpisodeCompared]) -> list[EpisodeScore]:
    """Score the rows of an episode, quantities and prices apart."""
    all_rows = tuple(rows)
    return [
        _score(episode, measure, [row for row in all_rows if row.measure == measure])
        for measure in MEASURES
    ]


def _score(episode: str, measure: str, rows: Sequence[EpisodeCompared]) -> EpisodeScore:
    free = [row for row in rows if row.status == "free"]
    gaps = [abs(row.gap) for row in free if row.gap is not None]
    counts = {word: sum(row.verdict == word for row in free) for word in FREE}
    untestable = sum(row.status == "untestable" for row in rows)
    return EpisodeScore(
        episode=episode,
        measure=measure,
        scored=len(free),
        **counts,
        mean_gap=sum(gaps) / len(gaps) if gaps else None,
        proves_nothing=len(rows) - len(free) - untestable,
        untestable=untestable,
    )
