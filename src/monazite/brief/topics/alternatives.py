"""The topic on other sets of levers: what reaches as much as the strategy and costs little more."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from monazite.brief.about import NUMBER, SHORT, WIDE, Briefed
from monazite.core.numerals import Written, shown, written_as_share
from monazite.report import PlainTable, Topic
from monazite.runs.questions.lever_sets import Figure, LeverSets

KEY = "other-sets"


def other_sets(briefed: Briefed) -> Topic:
    """Put other sets of levers beside the strategy; nothing where nobody looked for any."""
    found, title = briefed.worked_out.sets, "Which other sets of levers reach as much"
    if found is None:
        return Topic(key=KEY, title=title)
    asked = found.asked_in_words(partial(_said, briefed), briefed.title(briefed.subject))
    return Topic(
        key=KEY,
        title=title,
        says=[asked, found.found_in_words],
        tables=[_table(briefed, found)] if found.found else [],
    )


def _said(briefed: Briefed, figure: Figure, value: float) -> str:
    return str(_told(briefed, figure, value))


def _told(briefed: Briefed, figure: Figure, value: float) -> Written:
    factor, unit = briefed.multiple(figure.indicator)
    return written_as_share(factor * value, unit)


def _headed(briefed: Briefed, figure: Figure) -> str:
    """The head of a figure's column, with its year and unit."""
    unit = shown(briefed.multiple(figure.indicator)[1]).label
    return f"{figure.title}, {figure.year}, {unit}".removesuffix(", ")


def _table(briefed: Briefed, found: LeverSets) -> PlainTable:
    """A line for the strategy and for each set, with what is worse with it."""
    figures = (*found.wanted, *found.costs)

    def lines() -> Iterator[list[str]]:
        yield ["As it is", "", "", *(_told(briefed, one, one.value).figure for one in figures), ""]
        for place, one in enumerate(found.found, start=1):
            yield [
                f"Set {place}",
                "; ".join(one.adds) or "nothing",
                "; ".join(one.keeps) or "nothing",
                *(_told(briefed, each, one.comes_to[each.indicator]).figure for each in figures),
                "; ".join(one.worse) or "nothing",
            ]

    return PlainTable(
        caption="Other sets of levers, and what each comes to.",
        note="A set leaves out all levers of the strategy that it does not keep.",
        columns=[
            ("", SHORT),
            ("Adds", WIDE),
            ("Keeps", WIDE),
            *((_headed(briefed, one), NUMBER) for one in figures),
            ("Worse with it", WIDE),
        ],
        rows=list(lines()),
    )
