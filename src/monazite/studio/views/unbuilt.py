"""Plants at home that investors may build and do not, each with a search for what would do it."""

from __future__ import annotations

from monazite.core.numerals import number, shown
from monazite.findings.comparison import money_factor
from monazite.findings.money import Investment
from monazite.report.html import Child, Html, element
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.taking import for_more
from monazite.studio.views.pieces import button, card, table

__all__ = ["unbuilt"]


def unbuilt(room: Room, state: State) -> Html | None:
    """The plants with what each misses; None where none is left unbuilt or there is no plan."""
    run = room.run(state)
    if run.status != "optimal":
        return None
    plants = [one for one in run.records.investors() if one.kind == "open"]
    if not plants:
        return None
    study, money = room.study, room.telling(state).money
    factor, unit = money_factor(study, money, f"{study.settings.currency}/kg")
    heads = (
        "Plant",
        "Earns a year",
        "Its owner asks",
        f"Misses, {shown(unit).label}",
        "What would build it",
    )
    return card(
        "Open to investors, and not built",
        "What each would earn if it were built as early as it may be and ran in full, and what "
        "every kilogram it makes would have to earn more. The search tries every figure of every "
        f"lever of the strategy, each alone, until more of the plant stands in {state.year}.",
        table(heads, [_line(room, state, one, factor) for one in plants]),
        element("div", data_job=True),
    )


def _line(room: Room, state: State, one: Investment, factor: float) -> tuple[Child, ...]:
    return (
        one.title,
        "–" if one.irr is None else f"{number(100 * one.irr)} %",
        f"{number(100 * one.hurdle_rate)} %",
        "–" if one.misses_per_kg is None else number(factor * one.misses_per_kg),
        button(
            "Find (minutes)",
            *("job", "take", for_more(room, state, one.facility)),
            class_="small",
            aria_label=f"Find what would build {one.title} (minutes)",
        ),
    )
