"""What the figures of a picture rest on in a year: facts with their grades, and levers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monazite.charts.registry import Shown, pictures
from monazite.core.errors import Problems
from monazite.core.wording import raised
from monazite.findings.bottlenecks import Carrier, carrying, in_turn
from monazite.runs.run import Run
from monazite.strategy.levers.naming import Naming
from monazite.strategy.levers.registry import lever_title
from monazite.studio.evidence import fact_row
from monazite.studio.room import Room
from monazite.studio.told import RestsOn
from monazite.study import resolved

__all__ = ["behind_a_form", "behind_a_number", "behind_a_picture", "behind_a_stress"]

_OF_A_SHOCK = ("frequency", "length", "depth")

MOST = 15
"""Facts and levers told beside a picture."""


def behind_a_picture(room: Room, shown: Shown, name: str) -> list[RestsOn]:
    """What carries a picture of the registry in the year looked at, the heaviest first."""
    if shown.run.status != "optimal":
        return []
    plan = carrying(shown.run.solution)
    return list(_told(room, shown.run, pictures()[name].rests(plan, shown)))


def behind_a_number(room: Room, run: Run, key: str, year: int) -> list[RestsOn]:
    """What carries an indicator in a year, the heaviest first."""
    return list(_told(room, run, [carrying(run.solution).of_indicator(key, year)]))


def behind_a_form(room: Room, run: Run, form: str, year: int) -> list[RestsOn]:
    """What carries what home makes, trades and wants of a form in a year, the heaviest first.

    Without a form that of the product counts.
    """
    plan = carrying(run.solution)
    materials = run.solution.materials(form or room.study.words.product.form)
    return list(_told(room, run, [plan.of(plan.things.of_materials(materials), (year,))]))


def behind_a_stress(room: Room, run: Run, shock: str, year: int) -> list[RestsOn]:
    """What a shock, or each that is drawn where none is named, and what users want rest on.

    Of a stop stated in words nothing of the study says how often it comes or how long it lasts.
    """
    problems, parts = Problems(), [carrying(run.solution).of_indicator("unmet_demand", year)]
    for row in room.study.chain.shocks:
        if row.shock == shock if shock else row.frequency:
            cells = [resolved(room.study, row, one, problems) for one in _OF_A_SHOCK]
            facts = [fact for cell in cells if cell is not None for fact in cell.facts]
            parts.append(tuple(Carrier(fact, False) for fact in facts))
    problems.raise_if_any()
    return list(_told(room, run, parts))


def _told(room: Room, run: Run, parts: Iterable[Iterable[Carrier]]) -> Iterator[RestsOn]:
    study, naming = room.study, Naming(room.study.titles, room.study.settings.home)
    levers = {lever.origin.name: lever for lever in run.case.world.levers}
    ids = {}
    for name, lever in room.catalogue.named(run.case.strategy):
        levers[lever.origin.name] = lever
        ids[lever.origin.name] = name
    for one in in_turn(parts, MOST):
        if not one.is_lever:
            fact = fact_row(one.name, room)
            yield RestsOn(
                sheet="fact",
                id=fact.id,
                title=fact.what,
                text=fact.text,
                grade=fact.grade,
                source=fact.source,
                url=fact.url,
            )
        elif one.name in levers:  # else an edit that no file decides
            lever = levers[one.name]
            source = study.sources.get(lever.source)
            known = ids.get(one.name, "")
            yield RestsOn(
                sheet="lever" if known in room.catalogue.entries else "",
                id=known,
                title=lever_title(lever),
                text=raised(lever.in_words(naming)),
                grade="",
                source=source.title if source else "",
                url=source.url if source else "",
            )
