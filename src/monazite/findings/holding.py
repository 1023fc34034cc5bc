"""What holds home back in a year, stage by stage, and which wall stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monazite.core.records import Record
from monazite.core.vocabulary import stages
from monazite.findings.binds import Bind, at_limits
from monazite.findings.reading import Reading
from monazite.findings.saying import at, dollars, listed, percent, tonnes
from monazite.findings.supported import support_in_worth
from monazite.findings.walls import EasedWall
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


def in_words(
    reading: Reading, stage: str, rows: Sequence[Bind], year: int, *, brief: bool = False
) -> str:
    """A full stage in words: the plant worth most, how large it is, and what a tonne more is worth.

    The worth is that of the plant named.
    """
    kind = rows[0].words
    if brief:
        return f"{stage} {kind}"
    others = len({row.subject for row in rows}) - 1
    more = f"; {others} more {'plants are' if others > 1 else 'plant is'} full" if others else ""
    paid = support_in_worth(reading).get(rows[0].subject)
    without = " without support" if paid is not None and at(reading, paid, year) > 0 else ""
    standing = size(reading, rows[0].subject, year)
    large = f", {tonnes(standing)} a year" if standing >= 0.5 else ", not there yet"
    return (
        f"{stage} {kind} ({rows[0].title}{large}; one tonne a year more there is worth "
        f"{dollars(rows[0].worth)}{without}{more})"
    )


def says_what_holds(reading: Reading, title: str, year: int, *, brief: bool = False) -> str:
    """What holds home back in a year under a strategy, in a sentence.

    In `brief` without plants and worth.
    """
    home = reading.parameters.titles.get(reading.home, reading.home)
    found = [
        in_words(reading, stage, rows, year, brief=brief)
        for stage, rows, _ in held_stages(reading, year)[:2]
    ]
    text = f"Under “{title}” " + (
        f"what holds {home} back in {year} is {', then '.join(found)}"
        if found
        else f"no plant or permit in {home} is worth enlarging in {year}"
    )
    mines = [
        name
        for name in reading.labels.facilities
        if reading.labels.facility_region[name] == reading.home
        and reading.labels.facility_stage[name] == "mining"
    ]
    standing = sum(size(reading, name, year) for name in mines)
    if standing > 0:
        dug = float(reading.outcome["activity"].sel(facility=mines, period=year).sum())
        text += f"; the mines run at {percent(dug / standing)} of what stands"
    return text + "."


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
            rows.append(
                HeldStage(
                    year=year,
                    place=place,
                    stage=known[stage].title if stage in known else stage,
                    what=", ".join(names[:2]) + more,
                    rule=held[0].words,
                    room=sum(size(reading, name, year) for name in {row.subject for row in held}),
                    unit=held[0].unit.partition("/")[2] + "/yr",
                    worth=worth,
                )
            )
    return rows


GAINS = 0.005
"""Gain of a share below which a wall is told together with the one behind it."""


def says_walls(rows: Iterable[EasedWall], what: str, title: str) -> str:
    """The walls before an indicator in one year under a strategy, one behind the other.

    `what` names the indicator, which must be a share. Walls that
    only give way together are told together.
    """
    found = list(rows)
    if not found:
        return ""
    told: list[tuple[list[str], float]] = []
    waiting: list[str] = []
    for row in found:
        waiting.append(_wall(row))
        if abs(row.gain) >= GAINS:
            told.append((waiting, row.after))
            waiting = []
    before, year = percent(found[0].before), found[0].year
    if not told:
        return (
            f"Under “{title}” {what} in {year} would stay at {before} without {listed(waiting)} "
            "as a limit."
        )
    (names, after), *behind = told
    text = (
        f"Were {listed(names)} no limit under “{title}”, {what} in {year} would be "
        f"{percent(after)} instead of {before}"
    )
    if behind:
        said = [f"{listed(names)} ({percent(after)})" for names, after in behind]
        text += f"; the next wall is then {said[0]}"
        text += f", and after it {listed(said[1:])}" if said[1:] else ""
    elif waiting:
        text += f"; next in the way, for little gain, is {listed(waiting)}"
    else:
        text += "; no wall at home stands behind it"
    return text + "."


def _wall(row: EasedWall) -> str:
    """A wall in words, with the capacity that stands there, if any does."""
    rule = RULES[row.rule]
    words = f"{row.stage_title.lower()} {rule.words}"
    if row.size < 0.5:
        return words
    of = "of" if rule.relief is not None and rule.relief.how == "add" else "at plants of"
    return f"{words} {of} {tonnes(row.size)} a year"


__all__ = [
    "held_by_year",
    "held_stages",
    "held_years",
    "in_words",
    "says_walls",
    "says_what_holds",
    "size",
]
