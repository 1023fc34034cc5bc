"""What the studio answers: the records of all answers, as the API documents them.

Nothing here loads a solver, so that the server documents answers without one.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from monazite.studio.state import State
from monazite.studio.study_told import Named

__all__ = [
    "ChartView",
    "Compared",
    "ComparedCell",
    "ComparedRow",
    "Explained",
    "Exported",
    "Fix",
    "HeadlineView",
    "Opened",
    "OpposedRule",
    "Part",
    "Refusal",
    "Refused",
    "StepView",
    "Update",
    "Warned",
    "Warnings",
]


class RestsOn(BaseModel):
    """A fact or a lever behind the figures of a picture, and who says so."""

    sheet: Literal["fact", "lever", ""]
    """Which sheet tells more of it; blank where none does, as of what a world decides."""
    id: str
    title: str
    text: str
    """The figure of a fact with its range; what a lever does."""
    grade: str
    """Of a fact; blank for a lever, which is decided."""
    source: str
    url: str


class ChartView(BaseModel):
    """A chart for a browser: a specification without data, and the rows by name."""

    chart: str
    title: str
    leads: str = ""
    """The screen that shows more of the same; blank where none does."""
    subtitle: str
    alt: str
    spec_hash: str
    spec: dict[str, Any] | None = None
    """Left out where the page has it."""
    drawing: str = ""  # the picture as SVG, where it was wanted drawn
    rows: dict[str, list[dict[str, Any]]]
    over_years: bool
    """Whether its places from left to right are years, one of which may be pointed at."""
    table: str
    """Its table as HTML; empty unless wanted, as are what it rests on and how many rows it has."""
    about: str
    count: int
    sources: list[str]
    rests_on: list[RestsOn] = []
    """Facts and levers behind its figures in the year looked at, the heaviest first."""
    citation: str
    """How one would cite it, without the address."""
    svg: str
    """Address of the chart as a file, as are those below; width and theme may be added."""
    png: str
    csv: str


class HeadlineView(BaseModel):
    """A figure that never leaves the screen, beside the same under what it is held against."""

    key: str
    title: str
    unit: str
    year: int
    text: str
    ghost_text: str
    difference: str
    mark: Literal["better", "worse", "neither"]
    standing: str
    series: list[float | None]
    ghost: list[float | None]
    sentence: str
    range: str = ""
    """Between what doubtful facts put it; blank where that was not worked out."""
    grade: Literal["", "A", "B", "C"] = ""
    """Of those facts; of what the figure rests on most where that was not worked out."""


class OpposedRule(BaseModel):
    """A rule that cannot be kept together with others, and the levers behind it by their titles."""

    text: str
    levers: list[str]


class Likely(BaseModel):
    """States that are one press away from another, as a page would ask for them."""

    states: list[State]


class Update(BaseModel):
    """The answer to a state."""

    case: str
    data_hash: str
    link: str
    status: str
    title: str
    words: list[str]
    ignored: list[str]
    years: list[int]
    year: int
    headlines: list[HeadlineView]
    charts: list[ChartView]
    conflict: list[OpposedRule]
    foot: str
    """What stands below every screen: the data and how firm they are."""
    figures: str
    """The headlines as HTML, and below what is said of the state as a whole."""
    graded: bool
    """Whether headlines stand with the grade of the evidence behind them."""
    notes: str
    spoken: str
    """The headlines as sentences, to be read aloud."""
    shocks: str
    """When the world stops trade, in words; blank where it never does."""


class ComparedCell(BaseModel):
    """A figure of a strategy, with the difference to what it is held against."""

    text: str
    difference: str
    mark: str
    standing: str


class ComparedRow(BaseModel):
    """An indicator in a year, by strategy."""

    key: str
    title: str
    year: int
    differs: bool
    cells: list[ComparedCell]


class Compared(BaseModel):
    """Strategies side by side: those of `titles` in order, the first one held against."""

    names: list[str]
    titles: list[str]
    words: list[str]
    """How each differs from the first in its levers, in a sentence."""
    rows: list[ComparedRow]
    charts: list[ChartView]


class StepView(BaseModel):
    """A step of a trace, with how deep it stands below the number."""

    depth: int
    kind: str
    text: str
    value: str
    before: str
    where: str
    fact: str = ""
    grade: str = ""
    """How firm a fact is; blank for what is none."""


class Explained(BaseModel):
    """A number with its formula in words and everything it was made from."""

    title: str
    formula: str
    text: str
    told: str
    """The same in the money and basis chosen; blank where it stands so."""
    year: int
    steps: list[StepView]
    against: str
    """Title of the strategy that what steps were before is of."""


class Exported(BaseModel):
    """A file for a visitor to keep: its name, its kind and its bytes in base64."""

    name: str
    media: str
    data: str


class Opened(BaseModel):
    """The state a brought file leads to, and what of it could not be taken over."""

    state: State
    problems: list[str]


class Fix(BaseModel):
    """A lever that mends what looks odd, if it is pulled or left out."""

    lever: str
    title: str
    pull: bool


class Warned(BaseModel):
    """What looks odd, what would mend it, and levers that do."""

    text: str
    remedy: str
    fixes: list[Fix]
    facts: list[Named] = []
    """Facts to look at."""


class Warnings(BaseModel):
    """All that looks odd in a state."""

    warnings: list[Warned]


class Part(BaseModel):
    """A part of a page as HTML, and the charts that stand where an element says `data-card`."""

    html: str
    charts: list[ChartView]


class Refusal(BaseModel):
    """A plain sentence on what is wrong, and all problems where there are several."""

    text: str
    problems: list[str] = []


class Refused(BaseModel):
    """What stands in an answer that is none."""

    error: Refusal
