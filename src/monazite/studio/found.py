"""What long work finds, and how far it is: the records of jobs, as the API documents them."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from monazite.studio.found_draws import GroupsTold, Sure
from monazite.studio.found_limits import LargerLimits
from monazite.studio.found_months import Disturbed
from monazite.studio.told import ChartView, OpposedRule

__all__ = [
    "Ahead",
    "Begun",
    "Benched",
    "Bought",
    "BreaksEven",
    "Contributed",
    "Effect",
    "FactEnd",
    "Found",
    "HeadlineRange",
    "JobView",
    "LeverEffect",
    "NextBottleneck",
    "OtherSets",
    "Otherwise",
    "Together",
    "Try",
    "Why",
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


class Try(BaseModel):
    """A lever that touches what holds back, and what the number becomes if it is pulled alone."""

    lever: str
    title: str
    in_force: bool
    after: str
    """Blank where it is in force, so that only its numbers and months can be moved."""


class NextBottleneck(BaseModel):
    """A limit taken away on top of those before it, and what that does to an indicator."""

    stage: str
    rule: str
    plants: list[str]
    size: str
    before: str
    after: str
    tries: list[Try]


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
    bare: str = ""
    """The same without its unit, for where that stands above."""
    hinges_on: str = ""
    """The doubt of thin evidence that alone moves it by more than half of itself; blank: none."""
    grade: Literal["", "A", "B", "C"] = ""
    """Of the facts that put it there; blank where none moves it."""
    made_by: str = ""
    """By which program and of which data it was worked out, see `keeping.made_by`."""


class Contributed(BaseModel):
    """What a lever adds: its share, what it does alone, and what the whole loses without it."""

    lever: str
    change: str
    """Added, left out or altered."""
    adds: str
    error: str
    """Standard error; blank where the share is exact."""
    alone: str
    last: str


class Together(BaseModel):
    """What two levers do together beyond what each does without the other."""

    first: str
    second: str
    adds: str


class Why(BaseModel):
    """The difference of a number between two plans, shared out to the levers they differ in."""

    key: str
    title: str
    year: int
    strategy: str
    against: str
    start: str
    end: str
    effect: str
    """What all contributions add up to."""
    sentences: list[str]
    how: str
    contributions: list[Contributed]
    together: list[Together]
    chart: ChartView


class Planless(BaseModel):
    """That a state has no plan: why, and with which changes of one lever there is one."""

    title: str
    conflict: list[OpposedRule]
    changes: list[str] | None = None
    """In words; None until they are known."""


class BriefWritten(BaseModel):
    """That the brief of a strategy was written with all that takes minutes."""

    title: str


class Change(BaseModel):
    """A figure of a lever, and where it alone would make true what was said."""

    lever: str
    field: str
    figure: str
    """As a break-even takes it; blank where no name is the figure's alone."""
    stated: str
    needed: str
    """Blank where no value of it is enough."""
    comes_to: str
    """What is reached then, or at its best."""
    nearer: bool
    """Whether any value of it brings the number nearer, as far as that shows."""


class MadeTrue(BaseModel):
    """Every figure that was tried, those that are enough first; none where it is true already."""

    said: str
    """How the number stands, and what it is to come to."""
    key: str
    target: str
    """In the unit the number is told in, without it."""
    year: int
    changes: list[Change]


class BreaksEven(BaseModel):
    """A number as one figure of a lever moves, as far as it is known."""

    sentence: str
    """Where it reaches its target; blank as long as that is looked for."""
    link: str
    """The page that shows the same."""
    chart: ChartView


class Bought(BaseModel):
    """An instrument, or two, at the same public money."""

    title: str
    size: str
    spends: bool
    """Whether it spends the money; if not, the nearest size is shown."""
    paid: list[str]
    """Who pays, by the columns of the bench."""
    brought: list[str]
    """What it brings and what is spent for each, by the columns of the bench."""


class Benched(BaseModel):
    """What the same public money buys by one instrument or another, those that spend it first."""

    sentence: str
    """Which of them spend least for each of what is brought."""
    at: str
    """The money, in words."""
    about: str
    paid: list[str]
    """Heads of the columns of who pays."""
    brought: list[str]
    """Heads of the columns of what is brought."""
    rows: list[Bought]
    alike: str
    """Which come to the same, why, and what tells them apart; blank where no two do."""
    worlds: list[str]
    """Other worlds in which each was tried alone at the size it has."""
    elsewhere: list[list[str]]
    """By instrument its title and what it spends in each of these worlds."""
    faults: list[str]
    chart: ChartView | None = None


class Otherwise(BaseModel):
    """A set of levers that reaches as much as those chosen, by their titles."""

    adds: list[str]
    leaves_out: list[str]
    keeps: list[str]
    comes_to: list[str]
    """What it comes to, by the columns of the sets."""
    worse: list[str]
    """Figures of the front page that are worse, each with what it comes to and what it was."""
    off: list[str]
    """Ids of levers of the base it leaves out."""
    on: list[str]
    """Ids of levers it takes in."""


class OtherSets(BaseModel):
    """Other sets of levers that reach as much and cost little more."""

    sentence: str
    columns: list[str]
    """Heads of the figures: those wanted, then those paid."""
    now: list[str]
    """What the levers chosen come to."""
    sets: list[Otherwise]


Found = (
    LeverEffect
    | Planless
    | NextBottleneck
    | LargerLimits
    | FactEnd
    | HeadlineRange
    | Why
    | Sure
    | GroupsTold
    | Disturbed
    | BriefWritten
    | MadeTrue
    | BreaksEven
    | Benched
    | OtherSets
)
"""What long work finds, by its kind."""

Step = tuple[int, int, str, Found | None]
"""How much of long work is done of how much, what is done now, and what was found by it."""


class Ahead(BaseModel):
    """What is said to a page that tells what it is likely to ask."""

    known: bool
    """Whether that was answered before; if not, it may be while nobody waits."""


class Begun(BaseModel):
    """The id of a job that was begun."""

    id: str


class JobView(BaseModel):
    """How far a job is and what it has found so far."""

    id: str
    kind: str
    status: Literal["waiting", "running", "done", "failed", "cancelled"]
    done: int
    total: int
    said: str
    seconds_left: float | None
    told: str = ""
    """How far it is, in words."""
    found: list[Found]
    html: str = ""
    """What was found, as a page shows it."""
    error: str
