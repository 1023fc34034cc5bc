"""What long work finds, and how far it is: the records of jobs, as the API documents them."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

__all__ = [
    "Effect",
    "FactEnd",
    "Found",
    "HeadlineRange",
    "JobView",
    "LeverEffect",
    "NextBottleneck",
]


class Effect(BaseModel):
    """What a headline comes to, and by how much that differs from before."""

    key: str
    title: str
    text: str
    change: str


class LeverEffect(BaseModel):
    """What a lever alone changes in a year; nothing where there is no plan without it."""

    lever: str
    title: str
    year: int
    status: str
    effects: list[Effect]


class NextBottleneck(BaseModel):
    """A limit taken away on top of those before it, and what that does to an indicator."""

    stage: str
    rule: str
    plants: list[str]
    size: str
    before: str
    after: str


class FactEnd(BaseModel):
    """What the headlines come to with a fact at its low or high."""

    end: Literal["low", "high"]
    value: float
    effects: list[Effect]


class HeadlineRange(BaseModel):
    """Between what a headline lies; blank where no doubt moves it."""

    key: str
    title: str
    range: str


Found = LeverEffect | NextBottleneck | FactEnd | HeadlineRange
"""What long work finds, by its kind."""


class JobView(BaseModel):
    """How far a job is and what it has found so far."""

    id: str
    kind: str
    status: Literal["waiting", "running", "done", "failed", "cancelled"]
    done: int
    total: int
    said: str
    seconds_left: float | None
    found: list[Found]
    error: str
