"""The sheet of a region: what it makes and trades with home, what acts on it, and its facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from monazite.core.numerals import number, percent, tonnes
from monazite.core.wording import place_named, raised
from monazite.report.html import Html, element, joined
from monazite.strategy import Lever, lever_title
from monazite.strategy.levers.naming import lever_words
from monazite.studio.asked import PartAsked
from monazite.studio.profile import PartOfWhole, profile_of
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.trying import in_force, naming
from monazite.studio.views.evidence import facts_about
from monazite.studio.views.pieces import button, plain, table
from monazite.studio.views.written import Written

__all__ = ["region_sheet", "regions_listed"]

CONCENTRATED = (
    "Of all that the study follows. Concentration is the sum of the squared shares of all of them: "
    "near 0 of many alike, 1 of one alone."
)


def regions_listed(room: Room) -> list[Html]:
    """Buttons that open the sheet of each region, those without a place on the map too."""
    return [
        button(one.title.partition(" (")[0], "sheet", "region", {"key": one.region}, class_="small")
        for one in room.study.chain.regions
    ]


def region_sheet(room: Room, state: State, asked: PartAsked) -> Written:
    """Tell of a region in the year chosen; raises InvalidInput for one that is not there."""
    study, region = room.study, asked.given.get("key", "")
    run = room.run(state)
    found = profile_of(
        run.records.solved_in(state.year), region, state.year, room.telling(state).of
    )
    title, home = study.titles[region], study.titles[study.settings.home]
    it = place_named(home)
    parts = [
        *_table(room, "What it makes", "Of all made", found.makes),
        *_table(room, f"What it sends {it}", f"Of all sent {it}", found.sells),
        *_table(room, f"What {it} sends it", f"Of all {it} sends", found.buys),
    ]
    own = next(one for one in study.chain.regions if one.region == region)
    names = {region}
    names |= {one.facility for one in study.chain.facilities if one.region == region}
    under = f"Under “{run.case.strategy.title}” in the world “{room.world(state).title}”."
    nothing = plain("p", f"It makes nothing of this chain and trades nothing with {it}.")
    return Written(
        joined(
            (
                element("h2", f"{title}, {state.year}", id="sheet-title"),
                plain("p", under, "quiet"),
                *(parts or [nothing]),
                plain("p", CONCENTRATED, "small quiet") if parts else None,
                *_levers(room, state, names),
                *_events(room, state, names),
                *_shocks(room, region),
                *facts_about(room, {*names, *own.members}, "Facts on it"),
            )
        )
    )


def _table(room: Room, title: str, of_all: str, parts: Sequence[PartOfWhole]) -> tuple[Html, ...]:
    forms = room.study.words.forms
    rows = [
        (
            raised(forms[one.form].plural),
            tonnes(one.tonnes, one.basis),
            percent(one.share),
            f"{one.place}\u00a0of\u00a0{one.among}",
            number(one.concentration, figures=2),
        )
        for one in parts
    ]
    heads = ("Form", "A year", of_all, "Place", "Concentration")
    return (plain("h3", title), table(heads, rows)) if rows else ()


def _levers(room: Room, state: State, names: Set[str]) -> tuple[Html, ...]:
    """Levers that name the region or one of its plants, each to be moved in the panel."""
    pulled, known = in_force(room, state), room.catalogue.entries
    rows = [
        element(
            "li",
            button(lever_title(lever), "unfold", name, class_="plain left"),
            " (pulled)" if name in pulled else None,
        )
        for name, entry in known.items()
        if naming(lever := entry.of(state.base), names)
    ]
    return _list("Levers that act on it", rows)


def _events(room: Room, state: State, names: Set[str]) -> Iterator[Html]:
    """What happens to the region in the world chosen, and what more in others, to be chosen."""
    here = [one for one in room.world(state).levers if naming(one, names)]
    if here:
        yield plain("h3", "What happens there in this world")
        yield joined(_event(room, one) for one in here)
    others = []
    for name, world in room.study.worlds.items():
        more = [one for one in world.levers if naming(one, names) and one not in here]
        if more:
            chosen = {"world": name, "events": ""}
            opened = button(world.title, "state", chosen, class_="plain left")
            others.append(element("li", opened, f": {'; '.join(map(lever_title, more))}."))
    yield from _list("What happens there in other worlds", others)


def _event(room: Room, event: Lever) -> Html:
    """What a world does to the region, told in full where it is opened."""
    words = lever_words(event, room.study.titles, room.study.settings.home)
    told = raised(words.removeprefix(f"{event.title}: "))
    said = plain("p", f"{told}.", "quiet")
    return element("details", element("summary", lever_title(event)), said, class_="small")


def _shocks(room: Room, region: str) -> tuple[Html, ...]:
    """Shocks that strike what the region sends."""
    struck = {one.shock for one in room.study.chain.hits if region in one.origins}
    rows = [plain("li", one.title) for one in room.study.chain.shocks if one.shock in struck]
    play = button("Play them under Stress", "state", {}, "stress", class_="small")
    return (*_list("Shocks that strike what it sends", rows), play) if rows else ()


def _list(title: str, rows: Sequence[Html]) -> tuple[Html, ...]:
    return (plain("h3", title), element("ul", rows, class_="small")) if rows else ()
