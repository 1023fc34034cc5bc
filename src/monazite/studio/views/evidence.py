"""Facts on the screen of evidence: a list to look through, and the sheet of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from urllib.parse import urlencode

from monazite.core.wording import raised
from monazite.report.html import Html, element, joined
from monazite.studio.asked import FactAsked, FactsAsked, PartAsked
from monazite.studio.evidence import fact, facts, named
from monazite.studio.facts_told import FactNamed, FactRow
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.study_told import Named
from monazite.studio.views.pieces import button, choice, field, graded, plain, row, web
from monazite.studio.views.pieces import table as table_of
from monazite.studio.views.written import Written

__all__ = ["fact_items", "fact_sheet", "facts_about", "facts_list"]

PAGE = 50
USES = 30
ABOUT_AT_MOST = 20
"""Facts about a thing that its sheet names."""


def facts_list(room: Room, state: State, asked: PartAsked) -> Written:
    """Facts by words and facets, a page of them at a time."""
    given = asked.given
    text, table, grade, place = (
        given.get(name, "")[:200] for name in ("text", "table", "grade", "place")
    )
    facets = {"text": text, "table": table, "grade": grade[:10], "place": place}
    at = given.get("offset", "0")
    offset = int(at) if at.isascii() and at.isdigit() and len(at) < 8 else 0
    found = facts(
        room,
        FactsAsked(
            study=state.study,
            text=text,
            table=table,
            grade=grade[:10],
            place=place,
            offset=offset,
            limit=PAGE,
        ),
    )

    def pick(name: str, options: Sequence[str], value: str) -> Html:
        titles = room.study.titles
        known = [
            Named(name=one, title=titles.get(one, raised(one.replace("_", " ")))) for one in options
        ]
        known.sort(key=lambda one: one.title)
        return choice(name, name, [Named(name="", title=f"Any {name}"), *known], value)

    rows = [
        (
            button(one.what, "sheet", "fact", {"id": one.id}, class_="plain left"),
            *(one.text, one.period),
            graded(one.grade),
            element("span", web(one.source, one.url), class_="small"),
            str(one.used or ""),
        )
        for one in found.rows
    ]
    before, after = max(0, offset - PAGE), offset + PAGE
    search = field("Search facts", "text", text, "search", placeholder="Search facts")
    return Written(
        card_of(
            row(
                search,
                pick("table", found.tables, table),
                pick("grade", found.grades, grade),
                pick("place", found.places, place),
            ),
            _counted(found.count, state.study, facets),
            table_of(("What", "Value", "When", "Grade", "Source", "Used"), rows, numbers=False),
            row(
                button("Previous", "part", {"offset": f"{before}"}, disabled=not offset),
                button("Next", "part", {"offset": f"{after}"}, disabled=after >= found.count),
            ),
        )
    )


def _counted(count: int, study: str, facets: Mapping[str, str]) -> Html:
    """How many facts were found, and all of them as a file."""
    file = f"/e/{study}/facts.csv?{urlencode(facets)}"
    return row(
        plain("span", f"{count:,} facts", "quiet"),
        element("a", f"CSV ({count:,} rows)", class_="button", href=file, download=True),
    )


def card_of(*inside: Html) -> Html:
    """The card of the evidence, whose list is as high as the screen."""
    return element("div", plain("h2", "Evidence"), *inside, class_="card tall")


def fact_items(facts: Iterable[FactNamed]) -> Html:
    """A list of facts: what each is of and its figure, to be opened, its grade, who says so."""
    return element(
        "ul",
        [
            element(
                "li",
                button(one.title, "sheet", "fact", {"id": one.fact}, class_="plain left"),
                " ",
                graded(one.grade),
                " ",
                web(one.source, one.url),
                class_="small",
            )
            for one in facts
        ],
    )


def facts_about(room: Room, names: Set[str], title: str) -> tuple[Html, ...]:
    """Facts told by one of some names, such as that of a plant, those chosen first."""
    known = [
        one for one in room.known_facts.values() if not names.isdisjoint(one.dimensions.values())
    ]
    if not known:
        return ()
    first = sorted(known, key=lambda one: not one.chosen)[:ABOUT_AT_MOST]
    left = len(known) - len(first)
    more = (plain("p", f"{left} more stand under Evidence.", "small quiet"),) if left else ()
    return plain("h3", title), fact_items(named(one, room) for one in first), *more


def fact_sheet(room: Room, state: State, asked: PartAsked) -> Written:
    """A fact with everything known of it; raises InvalidInput for one that is not there."""
    found = fact(room, FactAsked(study=state.study, id=asked.given.get("id", "")[:200]))
    one, mine = found.row, state.facts.get(found.row.id, found.row.value)
    own = None
    if one.value is not None:
        own = row(
            field("My value", "mine", f"{mine:.12g}", "number", step="any"),
            plain("span", one.unit, "quiet"),
            button("Use my value", "mine", one.id, class_="main"),
            field("", "fact", one.id, "hidden"),
            button("What its low and high do", "job", "fact", disabled=one.low is None is one.high),
        )
    used = [plain("li", each, "small") for each in found.used_in[:USES]]
    return Written(
        joined(
            (
                element("h2", one.what, id="sheet-title"),
                element(
                    "p",
                    plain("b", one.text),
                    f" {one.period} ",
                    graded(one.grade, f"grade {one.grade}"),
                ),
                plain("p", found.note) if found.note else None,
                element("p", web(one.source, one.url)),
                plain("p", f"Chosen: {found.rule}", "small quiet") if found.rule else None,
                own,
                element("div", data_job=True),
                _rivals(found.rivals),
                plain("h3", "Where it is used"),
                element("ul", used)
                if used
                else plain("p", "Nothing in the study reads it.", "quiet"),
            )
        )
    )


def _rivals(rivals: Sequence[FactRow]) -> Html | None:
    """Rivals as dots with their ranges on one scale, each named."""
    known = [one for one in rivals if one.value is not None]
    if len(rivals) < 2 or not known:
        return None
    ends = [value for one in known for value in (one.value, one.low, one.high) if value is not None]
    low, span = min(ends), (max(ends) - min(ends)) or 1.0

    def at(value: float | None, else_: float | None) -> str:
        number = value if value is not None else else_
        return f"{4 + 92 * ((number or 0.0) - low) / span:.4g}"

    def dot(one: FactRow) -> Html:
        ink = "currentColor"
        line = element(
            "line", x1=at(one.low, one.value), x2=at(one.high, one.value), y1=6, y2=6, stroke=ink
        )
        fill = ink if one.chosen else "none"
        ring = element("circle", cx=at(one.value, None), cy=6, r=3, fill=fill, stroke=ink)
        return element(
            "svg", line, ring, viewBox="0 0 100 12", width=150, height=18, aria_hidden="true"
        )

    rows = [
        (
            f"{one.source}{' (chosen)' if one.chosen else ''}",
            dot(one),
            one.text,
            graded(one.grade),
        )
        for one in known
    ]
    return joined((plain("h3", "Sources that disagree"), table_of((), rows, numbers=False)))
