"""The topic on why a number moved: what each lever accounts for of what somebody asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.charts import Chart
from monazite.core.numerals import share_or_change, shown, written_change
from monazite.core.within import change_within, error_of_change
from monazite.core.wording import counted
from monazite.findings.comparison import Telling
from monazite.report import PlainTable, Topic
from monazite.runs.questions.attribution import PAIRS_TOLD, Attribution
from monazite.runs.run import Run

KEY = "which-lever"


def why(briefed: Briefed) -> Topic:
    """Share numbers out to levers as somebody asked; nothing where nobody did."""
    known = [one.in_unit(*briefed.multiple(one.indicator)) for one in briefed.worked_out.whys]
    return Topic(
        key=KEY,
        title="Which lever did it",
        says=[" ".join((*one.in_words, one.how)) for one in known],
        tables=[table for one in known for table in (_levers(one), *_pairs(one))],
    )


def _levers(found: Attribution) -> PlainTable:
    """What each lever adds, in the order of the plan, without those that do nothing."""
    doing = [one for one in found.found.contributions if found.does_something(one)]
    still = len(found.found.contributions) - len(doing)
    way = shown(found.unit)
    errors = [] if found.exact else [("Standard error", NUMBER)]

    def adds(value: float) -> str:
        return written_change(value, found.unit).figure

    return PlainTable(
        caption=f"{found.title} in {found.year}, “{found.strategy}” above “{found.against}”.",
        note="Alone is what a lever adds to the plan it is held against, last what the whole loses "
        "without it."
        + (f" Left out: {counted(still, 'lever')} without an effect." if still else ""),
        columns=[
            ("Lever", WIDE),
            (f"Adds, {way.difference}".removesuffix(", "), NUMBER),
            *errors,
            ("Alone", NUMBER),
            ("Last", NUMBER),
        ],
        rows=[
            [
                one.lever if one.change == "added" else f"{one.lever} ({one.change})",
                change_within(one.contribution, one.error, found.unit).figure
                if one.error
                else adds(one.contribution),
                *([] if found.exact else [error_of_change(one.error, found.unit)]),
                adds(one.alone),
                adds(one.last),
            ]
            for one in doing
        ],
    )


def _pairs(found: Attribution) -> Iterator[PlainTable]:
    """What two levers do together; no table where no two do anything."""
    if found.pairs:
        yield PlainTable(
            caption=f"{found.title} in {found.year}, what two levers do together beyond what each "
            "does without the other.",
            columns=[("Levers", WIDE), ("Together", NUMBER)],
            rows=[
                [f"{one.first} and {one.second}", share_or_change(size, found.unit)]
                for size, one in found.pairs[:PAIRS_TOLD]
            ],
        )


def why_charts(known: Sequence[Attribution], subject: Run, telling: Telling) -> list[Chart]:
    """Draw how levers lead from one plan to the other."""
    return [
        replace(
            one.in_unit(*telling.multiple(subject.solution, one.indicator)).plot(),
            section=KEY,
            sources=(),
        )
        for one in known
    ]
