"""What a page knows of a study before any lever is moved, as the API documents it.

Nothing here loads a solver, so that the server documents answers without one.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from monazite.studio.state import Defaults

__all__ = [
    "FieldView",
    "FormView",
    "HeadlineKey",
    "LeverView",
    "Named",
    "Notch",
    "PlanView",
    "SourceView",
    "StudyView",
    "Switch",
    "WorldView",
]


class Notch(BaseModel):
    """A value of a lever worth going to at once, with what people call it."""

    label: str
    value: str | float
    why: str = ""
    """What the study states there; blank where a strategy gives it, or plain arithmetic."""
    stated: str = ""
    """What the study calls it, such as a limit, also where it goes by the name of a strategy."""
    facts: list[str] = []
    """Ids of the facts the lever names for it."""
    hint: str = ""
    """What is told of it where one points at it."""


class FieldView(BaseModel):
    """One thing about a lever: how large, from when, for whom.

    A `number` or a `share` has a range from `low` to `high` in steps; a `month` is text such as
    2027-02; `text` is only to be read. Its title says what it counts.
    """

    name: str
    title: str
    type: Literal["number", "share", "month", "text"]
    value: str | float
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    step: float = 0.0
    notches: list[Notch] = []


class SourceView(BaseModel):
    """A document something rests on."""

    id: str
    title: str
    publisher: str = ""
    url: str = ""


class LeverView(BaseModel):
    """A lever as a panel shows it."""

    id: str
    title: str
    kind: str
    kind_title: str
    words: str
    why: str
    source: SourceView
    strategies: list[str]
    fields: list[FieldView]


class PlanView(BaseModel):
    """A strategy for a list to choose from."""

    name: str
    title: str
    why: str
    levers: list[str]


class WorldView(BaseModel):
    """A world for a list to choose from, with what happens in it."""

    name: str
    title: str
    why: str
    events: list[str]
    shock_years: list[int]


class HeadlineKey(BaseModel):
    """An indicator one may ask for."""

    key: str
    title: str
    unit: str
    better: str


class FormView(BaseModel):
    """A form of the material, for a list to choose from."""

    name: str
    title: str
    product: bool


class Named(BaseModel):
    """Something by its name and its title."""

    name: str
    title: str


class Switch(BaseModel):
    """A part of a state by its name, with what it may be."""

    name: Literal["money", "basis"]
    title: str
    options: list[Named]


class StudyView(BaseModel):
    """All that a page needs to know of a study before any lever is moved."""

    name: str
    title: str
    question: str
    home: str
    world_note: str
    """What is said of all worlds."""
    product: str
    data_hash: str
    facts: int
    grades: dict[str, int]
    baseline: str
    defaults: Defaults
    years: list[int]
    decision_years: list[int]
    strategies: list[PlanView]
    worlds: list[WorldView]
    levers: list[LeverView]
    indicators: list[HeadlineKey]
    forms: list[FormView]
    switches: list[Switch]
    """In which money and as tonnes of what figures are told."""
    cards: dict[str, dict[str, bool]]  # pictures by screen, in order, and whether each is wide
