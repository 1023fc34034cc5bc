"""What a visitor takes away: a strategy, a brief, figures; and a strategy brought along."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from monazite.core.documents import document_text
from monazite.core.errors import InvalidInput, Problem
from monazite.studio.pictures import PICTURES, Shown
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.update import Asked

__all__ = ["Exported", "Opened", "exported", "opened"]


class Exported(BaseModel):
    """A file for a visitor to keep: its name, its kind and its bytes in base64."""

    name: str
    media: str
    data: str


class Opened(BaseModel):
    """The state a brought strategy leads to, and what of it could not be taken over."""

    state: State
    problems: list[str]


def exported(room: Room, question: Mapping[str, Any]) -> Exported:
    """Make a file: yaml, html, xlsx, pdf of the state, or svg, png, csv of one of its charts."""
    asked = Asked.model_validate(question["asked"])
    state, _ = room.understood(asked.state)
    form = str(question["form"])
    name = f"monazite_{room.study.name}_{state.base}"
    if form == "yaml":
        text = document_text(room.proposal(state).strategy.as_document())
        return _file(f"{name}.yaml", "application/yaml", text.encode())
    if form == "pdf":
        run = room.run(state)
        data = room.handle.pdf([run], subject=run.strategy)
        return _file(f"{name}.pdf", "application/pdf", data)
    if form in ("html", "xlsx"):
        return _brief(room, state, form, name)
    if form in ("svg", "png", "csv"):
        return _chart(room, state, asked, form, name)
    raise InvalidInput(
        Problem(field="form", message=f"there is no form '{form}'", remedy="write yaml or html")
    )


def _brief(room: Room, state: State, form: str, name: str) -> Exported:
    run = room.run(state)
    with tempfile.TemporaryDirectory() as folder:
        written = room.handle.write_run(
            Path(folder) / "run", [run], quick=True, subject=run.strategy
        )
        place = written if written.is_dir() else written.parent
        file = next(place.glob(f"*.{form}"))
        media = {
            "html": "text/html",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }[form]
        return _file(f"{name}.{form}", media, file.read_bytes())


def _chart(room: Room, state: State, asked: Asked, form: str, name: str) -> Exported:
    want = asked.want[0]
    make = PICTURES.get(want.chart)
    shown = Shown(room.run(state), room.ghost(state), state.year)
    chart = make(shown) if make is not None else None
    if chart is None:
        raise InvalidInput(
            Problem(
                field="chart",
                message=f"there is no chart '{want.chart}'",
                remedy=f"write one of {', '.join(PICTURES)}",
            )
        )
    title = f"{name}_{want.chart}"
    if form == "csv":
        text = chart.table().write_csv()
        return _file(f"{title}.csv", "text/csv", text.encode())
    if form == "svg":
        return _file(f"{title}.svg", "image/svg+xml", chart.svg(want.width, asked.theme).encode())
    return _file(f"{title}.png", "image/png", chart.png(want.width, asked.theme))


def _file(name: str, media: str, data: bytes) -> Exported:
    return Exported(name=name, media=media, data=base64.b64encode(data).decode())


def opened(room: Room, question: Mapping[str, Any]) -> Opened:
    """Read a strategy a visitor brought and find the state that gives it."""
    text = str(question["text"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "brought.yaml"
        path.write_text(text, encoding="utf-8")
        brought = room.handle.strategy(path)
    ids = {one.id: one for one in room.catalogue.entries.values()}
    titles = {lever.title or lever.kind: lever for lever in brought.levers}
    base, found = (
        room.defaults.base,
        [one.id for one in ids.values() if (one.of("").title or one.of("").kind) in titles],
    )
    own = room.catalogue.levers_of(base)
    missing = [
        name
        for name in titles
        if not any((one.of("").title or one.of("").kind) == name for one in ids.values())
    ]
    changes: dict[str, dict[str, str | float]] = {}
    for lever_id in found:
        view = room.catalogue.view(ids[lever_id], base)
        data = titles[ids[lever_id].of("").title or ids[lever_id].of("").kind].as_data()
        for field in view.fields:
            given = data.get(field.name)
            if field.type == "text" or given is None:
                continue
            number = float(str(given).partition(" ")[0]) if field.type != "month" else str(given)
            if number != field.value:
                changes.setdefault(lever_id, {})[field.name] = number
    return Opened(
        state=State(
            study=room.study.name,
            base=base,
            off=tuple(name for name in own if name not in found),
            on=tuple(name for name in found if name not in own),
            set=changes,
        ),
        problems=[
            f"“{name}” is a lever no strategy of the study has; it was left out."
            for name in missing
        ],
    )
