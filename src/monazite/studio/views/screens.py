"""Screens that are mostly words and buttons, and the sheets of levers."""

from __future__ import annotations

from typing import Any

from monazite.core.errors import check_name
from monazite.core.numerals import amount, stated
from monazite.core.wording import lowered
from monazite.report.html import Child, Html, element, joined
from monazite.studio.asked import PartAsked
from monazite.studio.briefing import is_worked_out
from monazite.studio.evidence import named
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.study_told import FieldView, LeverView, Named, Notch
from monazite.studio.views.evidence import fact_items
from monazite.studio.views.pieces import button, card, choice, field, plain, row, table, web
from monazite.studio.views.sureness import groups_known
from monazite.studio.views.taken import curve, in_its_unit, taking
from monazite.studio.views.touring import offered
from monazite.studio.views.unbuilt import unbuilt
from monazite.studio.views.written import Written

__all__ = [
    "bottlenecks",
    "brief",
    "effect_sheet",
    "job_place",
    "lever_sheet",
    "start",
    "why",
]

PRESETS = 8
RECENT = 5
"""Links a browser keeps to what was seen in it last."""

TOLD = (
    "It is told in the money chosen above, and its headline table and pictures as the tonnes "
    "chosen; other tonnes and the annexes stay as the study counts, and facts as they state it."
)


def start(room: Room, state: State, asked: PartAsked) -> Written:
    """Strategies and questions to begin from."""
    defaults, study = room.defaults, room.study
    home = study.home_said
    stops = {name: room.handle.shock_years(name) for name in study.worlds}

    def preset(title: str, said: str, screen: str, **chosen: Any) -> Html:
        blank: dict[str, Any] = {"off": [], "on": [], "set": {}, "facts": {}, "title": ""}
        return button_of(
            joined((plain("b", title), plain("span", said, "small"))),
            "state",
            {**blank, "base": defaults.base, **chosen},
            screen,
            class_="preset",
        )

    cards: list[Html] = [
        preset(one.title, one.why or "", "levers", base=name, world=defaults.world)
        for name in room.catalogue.strategies[:PRESETS]
        for one in (study.strategies[name],)
    ]
    cards += [
        preset(f"What if: {one.title}?", one.why or "", "levers", world=name, year=years[0])
        for name, years in stops.items()
        if years
        for one in (study.worlds[name],)
    ]
    full = "Plants and permits that are full, year by year, and what stands behind each."
    cards.append(preset(f"What holds {home} back?", full, "bottlenecks"))
    chain = "The chain from mine to use, with home ore apart from what was bought."
    cards.append(preset("Where is every tonne from?", chain, "chain"))
    if study.chain.shocks:
        game = "Teams move month by month against a shock nobody knows; a game for one projector."
        cards.append(preset("How would we do in a crisis?", game, "exercise"))
    hand = "The answer with what it rests on, as web page or Excel, or a short brief as PDF."
    cards.append(
        button_of(
            joined((plain("b", "What can I hand on?"), plain("span", hand, "small"))),
            *("state", {}, "brief"),
            class_="preset",
        )
    )
    file = element("input", type="file", accept=".yaml,.yml", data_open=True)
    return Written(
        joined(
            (
                offered(asked),
                plain("h2", "What do you want to know?"),
                plain("p", study.settings.question or "", "quiet"),
                element("div", cards, class_="presets"),
                element("p", element("label", "Open a file of a strategy or a world ", file)),
                _recent(asked.given.get("recent", "")),
            )
        )
    )


def _recent(kept: str) -> Html | None:
    """Links to what this browser looked at last, which it alone keeps; nothing before the first."""
    seen = [line.partition("\t") for line in kept.splitlines()[:RECENT]]
    links = [
        element("a", title[:200], href=to)
        for title, _, to in seen
        if title and to.startswith("/s/")
    ]
    if not links:
        return None
    return element(
        "div",
        plain("h3", "Seen last in this browser"),
        element("ul", *(element("li", one) for one in links)),
        button("Forget these", "forget"),
    )


def button_of(inside: Child, *does: object, class_: str) -> Html:
    """A button that holds more than a word."""
    made = button("", *does, class_=class_)
    return Html(made.replace("></button>", f">{joined((inside,))}</button>"))


def bottlenecks(room: Room, state: State, asked: PartAsked) -> Written:
    """Cards that find what larger and smaller limits do, and what stands behind a bottleneck."""
    larger = card(
        "What would a larger limit save?",
        f"Each of the limits worth most to their owners in {state.year} is made a tenth larger, "
        f"then a tenth smaller, alone and in every year, and the plan made anew: what "
        f"{room.study.home_said} then saves or loses, at border prices.",
        button("Make each a tenth larger, then smaller", "job", "larger-limits"),
        element("div", data_job=True),
    )
    find = "Find the next bottlenecks (takes a minute)"
    said = "Each limit is taken away on top of those before it, and the plan made anew."
    search = button(find, "job", "next-bottlenecks")
    behind = card("And behind it?", said, search, element("div", data_job=True))
    return Written(joined((_stale(), larger, unbuilt(room, state), behind)))


def job_place() -> Html:
    """Where long work says how far it is, whether it is of what is chosen still, and its finds."""
    return joined((_stale(), element("div", data_job=True)))


def _stale() -> Html:
    stale = "What was chosen has changed since; work it out again."
    return element("p", stale, class_="warn", role="status", hidden=True, data_stale=True)


def why(room: Room, state: State, asked: PartAsked) -> Written:
    """The form that shares a number out to levers."""
    indicators = room.view().indicators
    keys = [in_its_unit(room, state, one) for one in indicators]
    plans = [
        Named(name=one, title=room.study.strategies[one].title) for one in room.study.strategies
    ]
    said = (
        "What each lever accounts for: the plan is made again with every part of the levers, and "
        "each gets the mean of what it adds, whatever came before it."
    )
    form = row(
        choice("Number", "key", keys, asked.given.get("key") or keys[0].name),
        plain("span", "against"),
        choice("Against", "state.ghost", plans, state.ghost),
        button("Work it out", "job", "why", class_="main"),
        button("How sure it is", "job", "sure", title="All facts drawn again; takes minutes"),
    )
    take, known = taking(room, state, asked), groups_known(room, state)
    return Written(card("Why", said, form, take, curve(asked), job_place(), known))


def brief(room: Room, state: State, asked: PartAsked) -> Written:
    """Buttons that write the brief."""
    forms = (
        ("pdf-short", "two-page PDF"),
        ("pdf", "PDF with charts and claims"),
        ("html", "web page"),
        ("xlsx", "Excel"),
        ("yaml", "strategy file"),
    )
    frame = element(
        "iframe", title="The brief", sandbox="", class_="brief", hidden=True, data_preview=True
    )
    said = (
        "For the strategy and world chosen, made at once. Two pages stand alone: the "
        "answer, what changes, what the strategy does, what holds back, who pays, and limits. The "
        "longer PDF adds charts and what was said in public; web page and Excel hold every annex."
    )
    known = is_worked_out(room, state)
    more = (
        "Ranges, the next bottlenecks and other worlds are worked out and stand in all of them."
        if known
        else "How far doubtful facts move the figures, which bottleneck is next and what other "
        "worlds bring, such as a stop abroad, takes minutes; once worked out it stands in all of "
        "them, and until then each says so."
    )
    work = None if known else button("Work it out (takes minutes)", "job", "brief")
    form = row(
        button("Preview", "preview", class_="main"),
        [button(f"Save {title}", "save", form) for form, title in forms],
        button("Copy for a word processor", "copy"),
    )
    title = room.proposal(state).strategy.title
    called = element(
        "label",
        "Call the strategy ",
        field("Call the strategy", "state.title", state.title, placeholder=title, maxlength="80"),
    )
    told = element("p", class_="quiet", role="status", data_said=True)
    return Written(
        card(
            "Brief",
            said,
            row(called),
            form,
            told,
            plain("p", more, "small quiet"),
            work,
            job_place(),
            plain("p", TOLD, "small quiet") if room.switches else None,
            frame,
        )
    )


def _written(one: FieldView, value: str | float) -> str:
    """A figure of a lever as the panel tells it; a choice in words."""
    if isinstance(value, str):
        return value.replace("_", " ")
    return amount(value, "1") if one.type == "share" else stated(value)


def _lever(room: Room, state: State, asked: PartAsked) -> LeverView:
    name = asked.given.get("id", "")
    check_name("lever", name, room.catalogue.entries)
    return room.catalogue.view(room.catalogue.entries[name], state.base)


def lever_sheet(room: Room, state: State, asked: PartAsked) -> Written:
    """What a lever does, why, and where it is from."""
    lever = _lever(room, state, asked)
    rows = [(one.title, _written(one, one.value)) for one in lever.fields]
    return Written(
        joined(
            (
                element("h2", lever.title, id="sheet-title"),
                plain("p", lever.words),
                plain("h3", "Why"),
                plain("p", lever.why),
                plain("h3", "Source"),
                element(
                    "p", web(lever.source.title, lever.source.url), f" {lever.source.publisher}"
                ),
                plain("h3", "As it stands"),
                table((), rows, numbers=False),
                *_stated(room, lever),
            )
        )
    )


def _stated(room: Room, lever: LeverView) -> tuple[Html, ...]:
    """What the study states of figures of a lever, such as the most they come to."""
    notches = [(one, notch) for one in lever.fields for notch in one.notches if notch.why]
    rows = [
        (f"{one.title}: {lowered(notch.stated)}", _written(one, notch.value), _why(room, notch))
        for one, notch in notches
    ]
    heading = plain("h3", "What the study says of it")
    return (heading, table((), rows, numbers=False)) if rows else ()


def _why(room: Room, notch: Notch) -> Child:
    """What stands behind a notch: its facts to be opened, else what the study says in words."""
    if not notch.facts:
        return notch.why
    return fact_items(named(room.known_facts[one], room) for one in notch.facts)


def effect_sheet(room: Room, state: State, asked: PartAsked) -> Written:
    """The sheet in which what a lever alone changes is worked out."""
    lever = _lever(room, state, asked)
    return Written(
        joined(
            (
                element("h2", f"What “{lever.title}” alone changes", id="sheet-title"),
                plain("p", "The strategy as it is, less the same without this lever.", "quiet"),
                field("", "lever", lever.id, "hidden"),
                button("Work it out", "job", "lever-effects", class_="main", data_auto=True),
                element("div", data_job=True),
            )
        )
    )
