"""The topic on instruments: what the same public money buys by one of them or another."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.core.numerals import number
from monazite.core.wording import raised
from monazite.findings.comparison.telling import Telling
from monazite.report import PlainTable, Topic
from monazite.runs.bench import NEAR, PAIR, Bench, Measured
from monazite.runs.benched import (
    Column,
    about,
    brought,
    cheapest,
    in_order,
    own_spending,
    paid,
    units_told,
)

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
    units = units_told(solution, Telling(solution.told, solution.of))
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
            *(f"Not every instrument has a plan: {fault}." for fault in faults),
        ],
        tables=[
            _table(found, f"Who pays, at {at}.", paid(units), note=note, sizes=True),
            _table(found, f"What each brings, at {at}.", brought(found, units)),
        ],
    )


def _whose(briefed: Briefed, found: Bench) -> str:
    """Say that the money is what the strategy itself takes, where it is."""
    own = own_spending(briefed.subject.solution)
    same = isclose(own, found.budget, rel_tol=NEAR)
    return ", which is what the strategy itself takes" if same else ""


def _told(found: Bench) -> tuple[list[Measured], list[Measured]]:
    """Those that spend the money, each alone and then pairs, and behind them those that cannot.

    Of pairs those come first that spend least for something, so that they are printed.
    """
    spend, others = in_order(found)

    def place(one: Measured) -> int:
        costs = [(each.per_tonne, each.per_point, each.per_short) for each in spend]
        own = (one.per_tonne, one.per_point, one.per_short)
        return min(
            (
                sum(cost is not None and cost < mine for cost in column)
                for mine, column in zip(own, zip(*costs, strict=True), strict=True)
                if mine is not None
            ),
            default=len(spend),
        )

    alone = [one for one in spend if PAIR not in one.instrument]
    pairs = [one for one in spend if PAIR in one.instrument]
    return [*alone, *sorted(pairs, key=place)], others


def _table(
    found: Bench,
    caption: str,
    columns: Sequence[Column],
    *,
    note: str = "",
    sizes: bool = False,
) -> PlainTable:
    """A line for each instrument and pair, those that cannot spend the money behind the others."""
    spend, others = _told(found)
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
