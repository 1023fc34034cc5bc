"""What draws of all facts found, as a page shows it."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.brief.sentences.groups import groups_named, says_how_drawn_anew
from monazite.findings.indicators import title_of
from monazite.report.html import Child, Html, element, joined
from monazite.studio.found_draws import GroupsTold, Sure
from monazite.studio.groups_told import groups_at_hand
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.views.pieces import button, plain, table

__all__ = ["by_group", "groups_known", "sure"]

MORE = "More of it, and the number is"

SURE = "Beyond chance"
"""Head of the column that says whether a row is more than chance would show."""


def sure(rows: Sequence[Sure]) -> Html:
    """Write the last that was found; its chart stands where an element says `data-card`."""
    one = rows[-1]
    return joined(
        (
            plain("p", " ".join(one.sentences)),
            element("div", data_card="sure"),
            *_headlines(one),
            *_groups(one),
            *_alone(one),
            *_decides(one),
            *_settles(one),
            *_box(one),
            plain("p", one.how, "small quiet"),
        )
    )


def _headlines(one: Sure) -> tuple[Child, ...]:
    heads = ("Headline", "As chosen", "5 of 100 below", "Half below", "95 of 100 below")
    compared = ("Difference, nine in ten", "Better in", "Worse in") if one.against else ()
    lines = [
        (row.title, row.chosen, row.low, row.median, row.high)
        + ((row.apart, row.better or "–", row.worse or "–") if one.against else ())
        for row in one.headlines
    ]
    under = f", held against “{one.against}”" if one.against else ""
    said = f"Every headline in {one.year}{under}"
    return plain("h3", said), table((*heads, *compared), lines)


def by_group(rows: Sequence[GroupsTold]) -> Html:
    """Write what was found last of groups of facts."""
    one = rows[-1]
    return joined((plain("p", f"{one.title}, {one.year}. {one.groups_said}"), _each_group(one)))


def groups_known(room: Room, state: State) -> Html | None:
    """Write which groups of facts decide the numbers of a plan; None where nobody knows."""
    found = groups_at_hand(room, state)
    if found is None:
        return None
    run = room.run(state)
    case = run.case
    said = says_how_drawn_anew(found, case.strategy.title, case.world.title)
    lines = [(title_of(run.solution, key), groups_named(found, key)) for key in found.decides]
    return joined(
        (
            plain("h3", f"Which groups of facts decide the numbers of {found.year}"),
            plain("p", said, "sub"),
            table(("Number", "Decided most by, % of its variance"), lines, numbers=False),
        )
    )


def _groups(one: Sure) -> tuple[Child, ...]:
    head = plain("h3", "Which groups of facts decide it")
    if one.groups_said:
        return head, plain("p", one.groups_said), _each_group(one)
    if one.partial:
        return ()
    work_out = button(
        "Draw one group after the other anew (minutes)", "job", "groups", {"key": one.key}
    )
    return head, work_out, element("div", data_job=True)


def _each_group(one: Sure | GroupsTold) -> Child:
    lines = [(row.title, str(row.facts), row.alone, row.whole) for row in one.groups]
    heads = ("Group of facts", "Facts", "Decides of its variance alone", "With all others")
    return table(heads, lines) if lines else None


def _alone(one: Sure) -> tuple[Child, ...]:
    if not one.alone_said:
        return ()
    lines = [(row.title, row.grade, row.share, row.more) for row in one.alone]
    heads = ("Fact", "Grade", "Alone makes of their variance", MORE)
    return (
        plain("h3", "What facts do one at a time"),
        plain("p", one.alone_said),
        table(heads, lines) if lines else None,
    )


def _decides(one: Sure) -> tuple[Child, ...]:
    head = plain("h3", "Which facts decide it")
    if not one.decides:
        return head, plain("p", "Nothing that was drawn moves it.")
    none = (
        "None stands out from what chance would show among so many facts in so few draws; these "
        "come nearest."
    )
    lines = [(row.title, row.grade, row.share, row.more, row.beyond) for row in one.decides]
    heads = ("Fact", "Grade", "Decides of its variance", MORE, SURE)
    said = None if one.decides[0].beyond == "yes" else plain("p", none)
    return head, said, table(heads, lines)


def _settles(one: Sure) -> tuple[Child, ...]:
    if not one.settles_said:
        return ()
    lines = [(row.title, row.worth, row.chance, row.share, row.beyond) for row in one.settles]
    heads = (
        "If known",
        "Is worth, on average",
        "Chance alone shows",
        "Of knowing everything",
        SURE,
    )
    return (
        plain("h3", f"What would settle whether it is better than under “{one.against}”"),
        plain("p", one.settles_said),
        table(heads, lines) if lines else None,
    )


def _box(one: Sure) -> tuple[Child, ...]:
    if not one.box_said:
        return ()
    lines = [(row.title, row.lies, row.range) for row in one.box]
    return (
        plain("h3", "Where it falls short"),
        plain("p", one.box_said),
        table(("Fact", "Lies", "Of its range"), lines) if lines else None,
    )
