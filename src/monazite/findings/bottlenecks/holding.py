"""What holds home back in a year, stage by stage, and which wall stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monazite.core.records import Record
from monazite.core.vocabulary import stages
from monazite.findings.bottlenecks.binding import Bind, at_limits
from monazite.findings.solution import Reading
from monazite.model import RULES

OF_WEIGHT = 0.01
"""Share of the worth of all that is full below which a full stage holds nothing of weight back."""


def held_stages(reading: Reading, year: int) -> list[tuple[str, list[Bind], float]]:
    """Stages at home that are full in a year, the most valuable first.

    Each with what binds there, what is worth most a year first, and what enlarging all of it by its
    own size would be worth at the value of the first tonne, USD_2024/yr.
    """
    by_stage: dict[str, list[Bind]] = {}
    for row in at_limits(reading):
        if row.year == year and row.binding and RULES[row.rule].holds_plants:
            by_stage.setdefault(row.stage, []).append(row)
    found = [
        (
            stage,
            sorted(rows, key=lambda row: -row.yearly),
            sum(row.yearly for row in rows),
        )
        for stage, rows in by_stage.items()
    ]
    return sorted(found, key=lambda entry: -entry[2])


def held_years(reading: Reading) -> dict[str, list[int]]:
    """Stages at home that are full and the years they are, the most valuable first.

    What enlarging a stage is worth is added up over the years; what has no weight is left out.
    """
    years: dict[str, list[int]] = {}
    worths: dict[str, float] = {}
    for year in reading.years:
        for stage, _, worth in held_stages(reading, year):
            years.setdefault(stage, []).append(year)
            worths[stage] = worths.get(stage, 0.0) + worth
    least = OF_WEIGHT * sum(worths.values())
    return {
        stage: years[stage]
        for stage in sorted(worths, key=lambda stage: -worths[stage])
        if worths[stage] >= least
    }


def size(reading: Reading, facility: str, year: int) -> float:
    """Capacity of a facility in a year, t/yr."""
    return float(reading.usable_capacity.sel(facility=facility, period=year))


@dataclass(frozen=True)
class HeldStage(Record):
    """A full stage at home in a year, by its place among them.

    `room` is the capacity of all that is full there, in `unit`, `worth` what enlarging it by its
    own size would be worth at the value of the first tonne (USD_2024/yr).
    """

    year: int
    place: int
    stage: str
    what: str
    rule: str
    room: float
    unit: str
    worth: float


def held_by_year(reading: Reading, years: Sequence[int], most: int = 4) -> list[HeldStage]:
    """List what holds home back year by year; stages without weight are left out."""
    known = stages()
    rows: list[HeldStage] = []
    for year in years:
        found = held_stages(reading, year)
        least = OF_WEIGHT * sum(worth for _, _, worth in found)
        weighty = [entry for entry in found if entry[2] >= least]
        for place, (stage, held, worth) in enumerate(weighty[:most], start=1):
            names = list(dict.fromkeys(row.title for row in held))
            more = f" and {len(names) - 2} more" if len(names) > 2 else ""
            # monazite and REO of one stage cannot be added up: what is counted as the first is
            counted = {row.subject for row in held if row.unit == held[0].unit}
            rows.append(
                HeldStage(
                    year=year,
                    place=place,
                    stage=known[stage].title if stage in known else stage,
                    what=", ".join(names[:2]) + more,
                    rule=held[0].words,
                    room=sum(size(reading, name, year) for name in counted),
                    unit=held[0].unit.partition("/")[2] + "/yr",
                    worth=worth,
                )
            )
    return rows
