"""Levers that work against the rest of their strategy: what it raises is more without them."""

from __future__ import annotations

from collections.abc import Iterator

from monazite.brief.about import Briefed
from monazite.brief.asking import WithoutLever
from monazite.brief.sentences.answer import called
from monazite.core.numerals import amount
from monazite.findings.indicators import compute
from monazite.findings.solution import at
from monazite.report import Topic

KEY = "against"

SHOWS = 0.01
"""Part of a figure by which it is more without a lever from which on that is told."""


def levers_against(briefed: Briefed) -> Topic:
    """Name each lever without which a headline would be more; nothing where none is so."""
    said = [text for one in briefed.analyses.without_levers for text in _said(one, briefed)]
    return Topic(
        key=KEY,
        title="Which levers work against the rest",
        says=[
            *said,
            *(
                ["A lever may be worth having all the same, as a reserve is in a stop abroad."]
                if said
                else []
            ),
        ],
    )


def _said(without: WithoutLever, briefed: Briefed) -> Iterator[str]:
    parts = list(_more(without, briefed))
    if parts:
        title = briefed.title(briefed.subject)
        yield f"“{without.lever}” works against the rest of “{title}”: {'; '.join(parts)}."


def _more(without: WithoutLever, briefed: Briefed) -> Iterator[str]:
    """Each indicator in the year in which the lever takes the largest part of it."""
    solution = briefed.subject.solution
    for key, values in without.values.items():
        factor, unit = briefed.multiple(key)
        own = compute(solution, key)
        gains = {}
        for year in briefed.years:
            there, gone = at(solution, own, year), values[solution.years.index(year)]
            told = amount(factor * there, unit), amount(factor * gone, unit)
            if gone - there >= SHOWS * abs(gone) and told[0] != told[1]:
                gains[(gone - there) / abs(gone)] = (year, *told)
        if gains:
            year, with_it, without_it = gains[max(gains)]
            yield (
                f"{called(solution, key)} is {with_it} in {year} with it and {without_it} "
                "without it"
            )
