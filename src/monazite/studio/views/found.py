"""What long work has found so far, as a page shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from monazite.core.numerals import stated
from monazite.core.wording import lowered
from monazite.report.html import Child, Html, element, joined
from monazite.studio.found import (
    BriefWritten,
    Effect,
    FactEnd,
    Found,
    HeadlineRange,
    LeverEffect,
    NextBottleneck,
    Planless,
    Try,
    Why,
)
from monazite.studio.found_limits import LargerLimits
from monazite.studio.found_months import Disturbed
from monazite.studio.views.evidence import fact_items
from monazite.studio.views.figures import planless
from monazite.studio.views.other_sets import other_sets
from monazite.studio.views.pieces import button, plain, row, table, unbroken
from monazite.studio.views.sureness import by_group, sure
from monazite.studio.views.taken import benched, broken_even, made_true

__all__ = ["found_html"]


SAVED_WORLD = (
    "A draw that is saved is a world: drop its file on any page, or name it behind --world."
)
"""What a draw that was saved is good for."""


def found_html(kind: str, found: Sequence[Found]) -> Html:
    """Write what a kind of work has found; charts stand where an element says `data-card`."""
    if found and isinstance(last := found[-1], Planless):
        return planless(last.title, last.conflict, last.changes)
    return _WRITERS[kind](found) if found else Html("")


def _effects(rows: Sequence[LeverEffect]) -> Html:
    return joined(
        table((), [(f"{one.title}, {row.year}", one.change) for one in row.effects])
        if row.status == "optimal"
        else plain("p", "Without it there is no plan.")
        for row in rows
    )


def _ends(rows: Sequence[FactEnd]) -> Html:
    def cells(one: Effect) -> tuple[str, str, str]:
        return one.title, one.text, one.change

    return joined(
        joined(
            (
                plain("h3", f"At its {one.end}, {stated(one.value)}"),
                table((), map(cells, one.effects)),
            )
        )
        for one in rows
    )


def _ranges(rows: Sequence[HeadlineRange]) -> Html:
    def told(one: HeadlineRange) -> str:
        said = f"{one.title}: {one.range or 'no doubt moves it'}"
        if not one.hinges_on:
            return said
        return f"{said}. It hinges on thin evidence of “{lowered(one.hinges_on)}”."

    return joined(plain("p", told(one), "small") for one in rows)


def _bottlenecks(rows: Sequence[NextBottleneck]) -> Html:
    before = rows[0].before
    told = [
        element(
            "li",
            f"{one.stage}: {one.rule}, where {one.size} stand. What is made at home {_goes(one)}.",
            [_tried(each, before) for each in one.tries],
        )
        for one in rows
    ]
    return element("ol", told)


def _goes(one: NextBottleneck) -> str:
    """What becomes of what is made at home; that figures alike differ is nothing to a reader."""
    if one.before == one.after:
        return f"stays near {one.before}, since something else holds it back as well"
    return f"goes from {one.before} to {one.after}"


def _tried(one: Try, before: str) -> Html:
    if one.in_force:
        act = button(f"Move “{one.title}”", "unfold", one.lever, class_="small")
        said = "it is pulled; its numbers and months can be moved"
    else:
        act = button(f"Try “{one.title}”", "flip", one.lever, class_="small")
        said = f"alone: {one.after} instead of {before}"
        said = f"alone it leaves {before}" if one.after == before else said
    return row(act, plain("span", said, "small quiet"))


def _larger(rows: Sequence[LargerLimits]) -> Html:
    one = rows[-1]
    if not one.limits:
        return plain("p", one.sentence)
    heads = (
        "A tenth larger or smaller",
        f"Larger, home saves in {one.year}",
        "In all years",
        "By the tonne",
        f"Smaller, home loses in {one.year}",
        "In all years",
        "To its owner, a tonne",
    )
    lines = [
        (
            f"{row.title}, by {row.more}",
            *map(unbroken, (row.saved, row.saved_in_all, row.saved_per_tonne)),
            *map(unbroken, (row.lost, row.lost_in_all, row.to_owner)),
        )
        for row in one.limits
    ]
    sources = [(row.title, fact_items(row.rests_on)) for row in one.limits if row.rests_on]
    return joined(
        (
            plain("p", one.sentence),
            table(heads, lines),
            plain("p", one.note, "small quiet"),
            plain("h3", "What these limits rest on") if sources else None,
            table((), sources, numbers=False) if sources else None,
        )
    )


def _brief(rows: Sequence[BriefWritten]) -> Html:
    said = (
        f"Worked out. What is saved or previewed of “{rows[-1].title}” from now on holds ranges, "
        "the next bottlenecks and other worlds, for as long as nothing is changed."
    )
    return plain("p", said)


def _why(rows: Sequence[Why]) -> Html:
    one = rows[-1]
    lines = [
        (
            each.lever if each.change == "added" else f"{each.lever} ({each.change})",
            f"{each.adds} {each.error}",
            each.alone,
            each.last,
        )
        for each in one.contributions
    ]
    pairs = [plain("li", f"{each.first} and {each.second}: {each.adds}") for each in one.together]
    return joined(
        (
            plain("p", " ".join(one.sentences)),
            element("div", data_card="why"),
            table(
                ("Lever", "Adds", "Alone", "Lost without it"),
                lines,
                foot=(f"Sum, from {one.start} to {one.end}", one.effect, "", ""),
            ),
            plain("h3", "Two together, beyond what each does without the other") if pairs else None,
            element("ul", pairs) if pairs else None,
            plain("p", one.how, "small quiet"),
        )
    )


def _worst(one: Disturbed) -> Child:
    """The worst scenarios, each with a button that saves it as a world."""
    if not one.worst:
        return None
    lines = [
        (w.shocks, w.lost, button(f"Save\u00a0draw\u00a0{w.draw}", "keep", w.file, w.world))
        for w in one.worst
    ]
    heads = ("What comes in it", f"Lost, {one.large}", "As a world")
    return joined(
        (
            plain("h3", "The worst that was drawn"),
            table(heads, lines),
            plain("p", SAVED_WORLD, "small quiet"),
        )
    )


def _disturbed(rows: Sequence[Disturbed]) -> Html:
    one = rows[-1]

    def part(title: str, heads: Sequence[str], lines: Sequence[Sequence[Child]]) -> Child:
        return joined((plain("h3", title), table(heads, lines))) if lines else None

    return joined(
        (
            plain("p", " ".join(one.sentences)),
            element("div", data_card="stress"),
            part(
                "Who goes short",
                (
                    "Use",
                    "Tier",
                    "Goes short in",
                    "First, typically",
                    f"Short, {one.tonnes}",
                    f"Lost, {one.large}",
                ),
                [(u.use, u.tier, u.chance, u.first, u.short, u.lost) for u in one.uses],
            ),
            part(
                "What may happen",
                ("Shock", "A year", f"Alone, {one.large}", f"Adds, {one.large}", "Grade"),
                [(s.shock, s.per_year, s.alone, s.adds, s.grade) for s in one.shocks],
            ),
            _worst(one),
            part(
                "What helps",
                (
                    "Plant, supplier or contract",
                    f"Gives, t a year, mean of {one.years}",
                    f"Saves, {one.large}",
                    f"For each tonne, {one.coin}",
                ),
                [(h.what, h.size, h.saves, h.each) for h in one.savings],
            ),
            part(
                "One more tonne in store",
                (
                    "Form",
                    f"Costs, {one.coin}/{one.tonnes}",
                    f"Saves, {one.coin}/{one.tonnes}",
                ),
                [(h.what, h.size, h.each) for h in one.stores],
            ),
            plain("p", one.goods, "small quiet") if one.goods else None,
            plain("p", one.cover),
            plain("p", one.stockpile) if one.stockpile else None,
            part(
                "Rules set before the shock",
                ("What the stockpile fills", f"Lost, {one.large}", "Beyond the least"),
                [(r.rule, r.lost, r.beyond) for r in one.rules],
            ),
            plain("p", one.rules_said, "small quiet") if one.rules_said else None,
        )
    )


_WRITERS: Mapping[str, Callable[[Sequence[Any]], Html]] = {
    "lever-effects": _effects,
    "fact": _ends,
    "ranges": _ranges,
    "next-bottlenecks": _bottlenecks,
    "larger-limits": _larger,
    "why": _why,
    "sure": sure,
    "groups": by_group,
    "stress": _disturbed,
    "brief": _brief,
    "make-true": made_true,
    "take": made_true,
    "instruments": benched,
    "alternatives": other_sets,
    "break-even": broken_even,
}
