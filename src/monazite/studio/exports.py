"""What a visitor takes away: a strategy, a brief, figures; and a strategy brought along."""

from __future__ import annotations

import base64
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from monazite.api.proposal import Proposal
from monazite.cases.movable import number_and_unit
from monazite.cases.named_levers import Entry
from monazite.charts import Chart
from monazite.core.documents import document_text, read_document
from monazite.core.errors import InvalidInput, Problem, Problems
from monazite.core.tables import csv_text
from monazite.strategy import Lever, Strategy, changed_title, unchanged_name
from monazite.studio.asked import ChartAsked, ExportAsked, OpenAsked, Want
from monazite.studio.benching import instruments_chart
from monazite.studio.breaking_even import curve_chart
from monazite.studio.briefing import FORMS, brief_file
from monazite.studio.drawing import BREAK_EVEN, INSTRUMENTS, MAP, STRESS, SURE, WHY, drawn
from monazite.studio.events import brought_world, is_world
from monazite.studio.mapping import map_chart
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.told import Exported, Opened
from monazite.studio.whying import why_chart

__all__ = ["exported", "opened"]


def exported(room: Room, wanted: ExportAsked) -> Exported:
    """Make a file: yaml or a brief of the state, or svg, png, csv of one of its charts."""
    asked, form = wanted.asked, wanted.form
    state, ignored = room.understood(asked.state)
    if wanted.strict and ignored:
        raise InvalidInput(
            Problem(message=one.removesuffix(" ignored."), remedy="take it out of the address")
            for one in ignored
        )
    name = f"monazite_{room.study.name}_{_short(room.proposal(state))}"
    if form == "yaml":
        text = document_text(room.proposal(state).strategy.as_document())
        return _file(f"{name}.yaml", "application/yaml", text.encode())
    if form in FORMS:
        ending, media = FORMS[form]
        short = "_two-pages" if form == "pdf-short" else ""
        return _file(f"{name}{short}.{ending}", media, brief_file(room, state, form))
    return _chart(room, state, asked, form, name)


def _short(proposal: Proposal) -> str:
    """The name of a strategy as it stands in names of files: what a visitor calls it, if anything.

    A strategy of the study, or one that only differs from it, goes by the name of the study.
    """
    known = proposal.study.strategies.get(unchanged_name(proposal.name))
    title = proposal.strategy.title
    if known is not None and title in (known.title, changed_title(known.title)):
        return proposal.name
    return "-".join(re.findall(r"\w+", title.lower()))[:60] or proposal.name


def _chart(room: Room, state: State, asked: ChartAsked, form: str, name: str) -> Exported:
    want = asked.want[0] if asked.want else Want(chart="")
    chart = _drawn(room, state, want.chart, asked)
    title = f"{name}_{want.chart}"
    if form == "csv":
        table = chart.table()
        text = csv_text(table.columns, table.iter_rows())
        return _file(f"{title}.csv", "text/csv", text.encode())
    if form == "svg":
        return _file(f"{title}.svg", "image/svg+xml", chart.svg(want.width, asked.theme).encode())
    return _file(f"{title}.png", "image/png", chart.png(want.width, asked.theme))


def _drawn(room: Room, state: State, name: str, asked: ChartAsked) -> Chart:
    if name == MAP:
        return map_chart(
            room.run(state), asked.form, state.year, room.ground, room.telling(state).of
        )
    if name == STRESS:
        # machine code takes a second to come in
        from monazite.studio.stressing import stress_chart

        return stress_chart(room, state, asked.key, asked.use, asked.release)
    if name == SURE:
        # what draws facts takes a while to come in
        from monazite.studio.sureness import sure_chart

        return sure_chart(room, state, asked.key)
    if name == WHY:
        return why_chart(room, state, asked.key)
    if name == BREAK_EVEN:
        place = {"key": asked.key, "target": asked.target, "figure": asked.figure}
        return curve_chart(room, state, place)
    if name == INSTRUMENTS:
        return instruments_chart(room, state, asked.budget, asked.chances)
    return drawn(room, state, name)


def _file(name: str, media: str, data: bytes) -> Exported:
    return Exported(name=name, media=media, data=base64.b64encode(data).decode())


def opened(room: Room, brought_along: OpenAsked) -> Opened:
    """Read a strategy or a world a visitor brought and find the state that gives it.

    What else was chosen stays: with a strategy the world, with a world the strategy. A file whose
    levers are all events is a world. Raises InvalidInput for a file that cannot be read, and for a
    world that has not all events of any of the study's.
    """
    state = room.understood(brought_along.state)[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{_stem(brought_along.name) or 'brought'}.yaml"
        path.write_text(brought_along.text, encoding="utf-8", errors="replace")
        read = read_document(path, Problems(), root=path.parent)
        if read is not None and is_world(read.data):
            base, events = brought_world(room.study, room.handle.world(path))
            found = state.model_copy(update={"world": base, "events": events})
            return Opened(state=State.model_validate(found.model_dump()), problems=[])
        strategy = room.handle.strategy(path).strategy
    return _strategy(room, state, strategy)


def _stem(name: str) -> str:
    """What a file is called without its ending; blank for what could be more than a name."""
    stem = name.removesuffix(".yml").removesuffix(".yaml")
    return stem if re.fullmatch(r"[\w-]{1,80}", stem) else ""


def _strategy(room: Room, state: State, strategy: Strategy) -> Opened:
    """Find the state that gives a strategy, in the world and with all else that was chosen.

    It begins from the strategy of the study that is most like it. A lever no strategy has, or one
    that differs in more than a number or a month, cannot be told by a state and is left out.
    """
    brought = dict(room.catalogue.named(strategy))
    base = max(room.catalogue.strategies, key=lambda name: _likeness(room, name, brought))
    own = room.catalogue.levers_of(base)
    changes: dict[str, dict[str, str | float]] = {}
    taken, problems = [], []
    for name, lever in brought.items():
        entry = room.catalogue.entries.get(name)
        fields = None if entry is None else _moved(room, entry, base, lever)
        if fields is None:
            problems.append(f"“{lever.title or lever.kind}” is no lever of the study; left out.")
            continue
        taken.append(name)
        if fields:
            changes[name] = fields
    chosen = {
        "base": base,
        "off": tuple(name for name in own if name not in taken),
        "on": tuple(name for name in taken if name not in own),
        "set": changes,
        "facts": {},
        "title": _title(room, base, strategy.title),
    }
    return Opened(state=state.model_copy(update=chosen), problems=problems)


def _title(room: Room, base: str, title: str) -> str:
    """What a strategy that was brought is called, unless the study calls it so anyway."""
    own = room.study.strategies[base].title
    return "" if title in (own, changed_title(own)) else title[:80]


def _likeness(room: Room, strategy: str, brought: Mapping[str, Lever]) -> tuple[int, int]:
    """How many levers a strategy shares with one that was brought, and how few it has besides."""
    own = dict(room.catalogue.named(room.study.strategies[strategy]))
    same = sum(
        own.get(name) is not None and _told(own[name]) == _told(lever)
        for name, lever in brought.items()
    )
    return same, -len(own)


def _told(lever: Lever) -> dict[str, Any]:
    return lever.as_data(titles=False)


def _moved(room: Room, entry: Entry, base: str, lever: Lever) -> dict[str, str | float] | None:
    """Fields in which a lever differs from the study's; None where a state cannot say so."""
    was, now = _told(entry.of(base)), _told(lever)
    fields = {one.name: one for one in room.catalogue.view(entry, base).fields}
    found: dict[str, str | float] = {}
    for name in {*was, *now}:
        if was.get(name) == now.get(name):
            continue
        field, value = fields.get(name), now.get(name)
        if field is None or field.type == "text" or value is None:
            return None
        number, unit = number_and_unit(value)
        if unit != field.unit:
            return None
        if field.type == "month":
            found[name] = str(value)
        elif number is not None:
            found[name] = number
    return found
