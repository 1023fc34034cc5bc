"""What it would take, and what the same money buys: the forms that ask, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from monazite.report.html import Child, Html, element, joined
from monazite.studio.asked import PartAsked
from monazite.studio.found import Benched, Bought, BreaksEven, MadeTrue
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.study_told import HeadlineKey, Named
from monazite.studio.taking import sum_to_begin_with, unit_told
from monazite.studio.views.pieces import button, field, plain, row, table

__all__ = ["benched", "broken_even", "curve", "in_its_unit", "made_true", "taking"]

SUM = "100 million USD"


def in_its_unit(room: Room, state: State, one: HeadlineKey) -> Named:
    """A number to choose, with the unit it is told in and a target is written in."""
    unit = unit_told(room, state, one.key)
    return Named(name=one.key, title=f"{one.title}, {unit}" if unit else one.title)


def taking(room: Room, state: State, asked: PartAsked) -> Html:
    """Fields for a target and for a sum of money, each with what looks for an answer."""
    target = asked.given.get("target", "")
    budget = asked.given.get("budget") or sum_to_begin_with(room, state)
    others = [name for name in room.study.worlds if name != state.world]
    such = f"{others[0]}=0.25" if others else ""
    likely = f", or expected over worlds with a chance, such as {such}." if others else "."
    return joined(
        (
            plain("h3", "What it would take"),
            plain(
                "p",
                "Which figure of which lever, alone, brings the number above to a target in the "
                "year chosen; else how near each comes.",
                "sub",
            ),
            row(
                field(
                    "Target", "target", target, maxlength="60", placeholder="a number in its unit"
                ),
                button("Find what gets there (minutes)", "job", "take"),
            ),
            plain("h3", "What the same money buys"),
            plain(
                "p",
                "Instruments on the plants the strategy opens to investors, alone and in pairs, "
                "each at the same public money" + likely,
                "sub",
            ),
            row(
                field("Budget", "budget", budget, maxlength="60", placeholder=SUM),
                _chances(asked.given.get("chances", ""), such) if others else None,
                button("Compare instruments (minutes)", "job", "instruments"),
            ),
        )
    )


def _chances(chances: str, such: str) -> Html:
    """A field for other worlds with their chances."""
    label = "Other worlds with their chances"
    return field(label, "chances", chances, maxlength="200", placeholder=such)


def made_true(rows: Sequence[MadeTrue]) -> Html:
    """What of a single lever is enough, nearest first, else how near each comes."""
    one = rows[-1]
    if not one.changes:
        return plain("p", f"{one.said} It is so already.")
    lines = [
        (
            *(each.lever, each.field, each.stated, each.needed or "not enough", each.comes_to),
            _curve(one, each.figure, f"{each.lever}, {each.field}") if each.figure else "",
        )
        for each in one.changes
        if each.nearer
    ]
    if not lines:
        return plain("p", f"{one.said} No figure of its levers, alone, brings it nearer.")
    heads = ("Any of these alone", "Figure", "Stated", "Needed", "Then comes to, or at best", "")
    rest = len(one.changes) - len(lines)
    told = f"{rest} more figure{'s bring' if rest > 1 else ' brings'} it no nearer."
    return _whole(
        plain("p", one.said),
        table(heads, lines, numbers=False),
        plain("p", told, "small quiet") if rest else None,
        element("div", data_job=True),
    )


def _curve(one: MadeTrue, figure: str, title: str) -> Html:
    asked = {"key": one.key, "target": one.target, "figure": figure, "year": one.year}
    return button("Curve", "job", "break-even", asked, class_="small", aria_label=f"Curve: {title}")


def curve(asked: PartAsked) -> Html | None:
    """The button that draws the curve a link asks for, by itself; None where it asks for none."""
    given = {name: asked.given.get(name, "") for name in ("key", "target", "figure")}
    if not given["figure"]:
        return None
    told, wanted = f"Curve of {given['figure']}", {**given, "year": asked.year}
    return row(button(told, "job", "break-even", wanted, data_auto=True))


def broken_even(rows: Sequence[BreaksEven]) -> Html:
    """The curve so far, then where on it the target is reached."""
    one = rows[-1]
    return joined(
        (
            plain("p", one.sentence or "What is known of it so far:"),
            element("div", data_card="break-even"),
            element("p", element("a", "Link to this curve", href=one.link), class_="small"),
        )
    )


def benched(rows: Sequence[Benched]) -> Html:
    """Who pays for an instrument, then what it brings: those that spend the money first."""
    one = rows[-1]
    others = [each for each in one.rows if not each.spends]

    def lines(cells: Callable[[Bought], Sequence[str]], *, sizes: bool) -> list[list[Child]]:
        told: list[list[Child]] = []
        for each in one.rows:
            if others and each is others[0]:
                told.append(["Cannot spend that; the nearest:", *[""] * len(cells(each))])
            size = plain("span", each.size, "small quiet") if sizes else None
            told.append([joined((each.title, " ", size)), *cells(each)])
        return told

    heads = ("Instrument, and how much of it", *one.paid)
    return _whole(
        plain("p", one.sentence),
        plain("p", one.about, "small quiet"),
        element("div", data_card="instruments"),
        plain("h3", f"At {one.at}"),
        table(heads, lines(lambda each: each.paid, sizes=True)),
        plain("h3", "What it brings"),
        table(("Instrument", *one.brought), lines(lambda each: each.brought, sizes=False)),
        plain("p", one.alike) if one.alike else None,
        *_elsewhere(one),
        *(plain("p", each, "small quiet") for each in one.faults),
    )


def _elsewhere(one: Benched) -> tuple[Html, ...]:
    """What each spends in other worlds at the size it has, where any was tried."""
    if not one.worlds:
        return ()
    heads = ("Instrument", *one.worlds)
    return plain("h3", "Spent at the same size in other worlds"), table(heads, one.elsewhere)


def _whole(*inside: Child) -> Html:
    """What is found, with tables that show all their rows at once."""
    return element("div", *inside, class_="whole")
