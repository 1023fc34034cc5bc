"""The topic on instruments: what the same public money buys by one of them or another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isclose

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.charts import Chart
from monazite.core.numerals import number
from monazite.core.wording import raised
from monazite.findings.comparison import Telling
from monazite.report import PlainTable, Topic
from monazite.runs.questions.bench import NEAR
from monazite.runs.questions.benched import (
    Column,
    about,
    alike,
    alone,
    brought,
    cheapest,
    in_other_worlds,
    own_spending,
    paid,
    units_at,
    units_told,
)
from monazite.runs.questions.measured import Bench, Units
from monazite.runs.run import Run

KEY = "instruments"
ON_PAPER = 12
"""Instruments and pairs that are printed; all stand on screen, those that spend the money first."""


def instruments(briefed: Briefed) -> Topic:
    """Put instruments side by side at the same money; nothing where that was not worked out."""
    found = briefed.worked_out.bench
    title = "What the same public money buys by another instrument"
    if found is None:
        return Topic(key=KEY, title=title)
    solution = briefed.subject.solution
    units = units_at(found, units_told(solution, Telling(solution.told, solution.of)))
    at = f"{number(units.coin * found.budget)} {units.money}"
    strategy = briefed.title(briefed.subject)
    first = (
        f"“{strategy}” opens plants to investors and supports them. Here that support is taken out "
        f"and one instrument after the other put in its place, or two, each time sized to {at}"
        f"{_whose(briefed, found)}."
    )
    faults = sorted({one.fault for one in found.measured if one.fault})
    note = about(found, briefed.study, solution.years[-1], units)
    return Topic(
        key=KEY,
        title=title,
        says=[
            first,
            cheapest(found, units, number),
            *filter(None, [alike(found, units, number)]),
            *(f"Not every instrument has a plan: {fault}." for fault in faults),
        ],
        tables=[
            _table(found, f"Who pays, at {at}.", paid(units), note=note, sizes=True),
            _table(found, f"What each brings, at {at}.", brought(found, units)),
            *_elsewhere(found, units),
        ],
    )


def _elsewhere(found: Bench, units: Units) -> list[PlainTable]:
    """What each spends in other worlds at the size it has; no table where none was tried."""
    worlds, rows = in_other_worlds(found, units)
    if not worlds:
        return []
    return [
        PlainTable(
            caption=f"What each spends at the same size in other worlds, {units.money}.",
            columns=[("Instrument", WIDE), *((world, NUMBER) for world in worlds)],
            rows=[
                [one.title, *map(number, numbers)]
                for one, numbers in zip(alone(found), rows, strict=True)
            ],
        )
    ]


def _whose(briefed: Briefed, found: Bench) -> str:
    """Say that the money is what the strategy itself takes, where it is."""
    own = own_spending(briefed.subject.solution)
    same = isclose(own, found.budget, rel_tol=NEAR)
    return ", which is what the strategy itself takes" if same else ""


def _table(
    found: Bench,
    caption: str,
    columns: Sequence[Column],
    *,
    note: str = "",
    sizes: bool = False,
) -> PlainTable:
    """A line for each instrument and pair, those that cannot spend the money behind the others."""
    spend, others = found.best_first(), found.others
    rows = [
        [
            one.title if one in spend else f"{one.title} (cannot spend that; the nearest)",
            *((one.size,) if sizes else ()),
            *(number(of(one)) for _, of in columns),
        ]
        for one in (*spend, *others)
    ]
    return PlainTable(
        caption=caption,
        note=note,
        columns=[
            ("Instrument", WIDE),
            *((("Size", WIDE),) if sizes else ()),
            *((raised(head), NUMBER) for head, _ in columns),
        ],
        rows=rows,
        on_paper=ON_PAPER,
    )


def bench_charts(found: Bench | None, subject: Run, telling: Telling) -> list[Chart]:
    """Draw what each instrument brings for the money; nothing where none were compared."""
    if found is None or not found.measured:
        return []
    return [replace(found.plot(units_told(subject.solution, telling)), section=KEY)]
