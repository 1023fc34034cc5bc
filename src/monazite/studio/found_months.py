"""What is found of a plan played month by month, as the API documents it: the record of a job."""

from __future__ import annotations

from pydantic import BaseModel

from monazite.studio.told import ChartView

__all__ = ["AtRisk", "Disturbed", "Drawn", "Helps", "May", "Rule"]


class AtRisk(BaseModel):
    """How likely a use goes short, when first, how much and at what cost."""

    use: str
    tier: str
    chance: str
    first: str
    short: str
    lost: str


class May(BaseModel):
    """A shock that may come, and what it adds to the mean loss."""

    shock: str
    per_year: str
    alone: str
    adds: str
    grade: str


class Helps(BaseModel):
    """A plant, a supplier, a contract or a tonne in store, and what it saves."""

    what: str
    size: str
    saves: str
    each: str


class Rule(BaseModel):
    """A rule set before the shock, and what it loses beyond one who knows the shock."""

    rule: str
    lost: str
    beyond: str


class Drawn(BaseModel):
    """One of the worst scenarios, and the world it is as a file that `--world` takes."""

    draw: int
    lost: str
    shocks: str
    file: str
    world: str
    """The text of the file."""


class Disturbed(BaseModel):
    """A plan disturbed month by month, as far as it has been worked out."""

    sentences: list[str]
    coin: str
    """The currency of sums."""
    large: str
    """What large sums are counted in, such as million USD."""
    tonnes: str
    """What tonnes uses and stores are told in are of."""
    goods: str
    """What stands in tonnes of each good all the same, in a sentence; blank where all does."""
    chart: ChartView
    uses: list[AtRisk]
    shocks: list[May]
    worst: list[Drawn]
    """The worst scenarios; empty where all are the same or none loses anything."""
    savings: list[Helps]
    years: str
    """The years that are played, of which what a plant, supplier or contract gives is the mean."""
    stores: list[Helps]
    cover: str
    rules: list[Rule]
    """Empty unless one shock comes alone."""
    rules_said: str
    """On what the rules were sized and scored."""
    stockpile: str
    """The best stockpile with its release rule, in a sentence."""
