"""What a page may ask: the bodies of all questions, as the API documents and checks them.

Nothing here loads a solver, so that the server reads questions without one. A body that says more
than its record, or says it in another type, is refused.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict
from pydantic.json_schema import SkipJsonSchema

from monazite.studio.found import HeadlineRange
from monazite.studio.state import Name, State, Whole

__all__ = [
    "Asked",
    "ChartAsked",
    "ExplainAsked",
    "ExportAsked",
    "FactAsked",
    "FactsAsked",
    "HeadlineThen",
    "JobAsked",
    "LikelyAsked",
    "LinkAsked",
    "MapAsked",
    "OfPage",
    "OfState",
    "OfStudy",
    "OpenAsked",
    "PartAsked",
    "StudyAsked",
    "Want",
    "WarningsAsked",
]

Year = Annotated[Whole, Field(ge=0, le=3000)]
"""A year; 0 is that of the state."""

Target = Annotated[str, Field(max_length=60)]
"""What a number is to come to, as a page tells it."""

JobKind = Literal[
    "lever-effects",
    "next-bottlenecks",
    "larger-limits",
    "fact",
    "ranges",
    "stress",
    "why",
    "sure",
    "groups",
    "brief",
    "make-true",
    "take",
    "instruments",
    "alternatives",
    "break-even",
]
"""Kinds of long work."""


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OfStudy(_Body):
    """A question on a study as its files say."""

    study: Name

    @property
    def named(self) -> str:
        """The study that is asked."""
        return self.study

    @property
    def plan(self) -> str:
        """What has to be solved: nothing of its own."""
        return ""


class OfState(_Body):
    """A question on what a visitor has chosen."""

    state: State

    @property
    def named(self) -> str:
        """The study that is asked."""
        return self.state.study

    @property
    def plan(self) -> str:
        """What has to be solved, as text that is equal for equal plans."""
        return self.state.plan


class LikelyAsked(OfState):
    """The state from which all that is one step away is told; nothing is solved for it."""

    @property
    def plan(self) -> str:
        """What has to be solved: nothing."""
        return ""


class StudyAsked(OfStudy):
    """All a page needs to know of a study before any lever is moved."""


class Want(_Body):
    """A picture a screen shows, and how many pixels wide it is there."""

    chart: Annotated[str, Field(max_length=60)]
    width: Annotated[Whole, Field(ge=1, le=10_000)] = 640
    table: Annotated[bool, Strict()] = True
    """Whether its table is wanted too; most of the time nobody looks at it."""


class OfPage(OfState):
    """A state as a page shows it, beside what work that was done has found of it."""

    tested: SkipJsonSchema[Annotated[tuple[HeadlineRange, ...], Field(max_length=40)]] = ()
    """Between what its headlines lie; filled in by the server, whatever a page says."""


class Asked(OfPage):
    """A state and what a page shows of it; of one client only the newest is answered."""

    screen: Annotated[str, Field(max_length=60)] = "levers"
    want: Annotated[tuple[Want, ...], Field(max_length=20)] = ()
    theme: Literal["light", "dark"] = "light"
    known: Annotated[tuple[Annotated[str, Field(max_length=64)], ...], Field(max_length=500)] = ()
    """Specifications the page has already, by their hash."""
    drawn: Annotated[bool, Strict()] = False
    """Whether pictures are wanted drawn too, as by a page that opens and cannot draw any yet."""
    made: Annotated[str, Field(max_length=64)] = ""
    """Hash of the data that whoever shared the link saw; blank where nobody says."""
    client: Annotated[str, Field(max_length=64)] = ""
    seq: Annotated[Whole, Field(ge=0, lt=2**53)] = 0
    instead: Annotated[bool, Strict()] = False
    """Whether nobody waits any longer for what the client asked before."""


class MapAsked(Asked):
    """A state and the form of the material that is looked at, by default the product."""

    form: Name = ""


class ChartAsked(MapAsked):
    """A state and what one of its charts is of: the form of a map, the number of a why."""

    key: Name = ""
    target: Target = ""
    """What a break-even is to reach."""
    figure: Name = ""
    """The figure of a lever whose curve it is, which brings the number to its target."""
    budget: Target = ""
    """The money instruments are sized to."""
    chances: Name = ""
    """Worlds over which that money is expected, as in `high-price=0.25`, with commas between."""
    use: Name = ""
    """The use whose shortage a stress shows; blank for all together."""
    release: Target = ""
    """How stores are let go in a stress, such as `rate=25 %, tier=1`; blank for the usual rule."""


class HeadlineThen(_Body):
    """What a headline said when a link was copied."""

    key: Name
    title: str
    year: int
    text: str


class PartAsked(OfPage):
    """Which part of a page is wanted, and what stands in its fields."""

    part: Annotated[str, Field(max_length=60)]
    given: Annotated[
        dict[Name, Annotated[str, Field(max_length=200_000)]], Field(max_length=40)
    ] = {}
    theme: Literal["light", "dark"] = "light"
    known: Annotated[tuple[Annotated[str, Field(max_length=64)], ...], Field(max_length=500)] = ()
    width: Annotated[Whole, Field(ge=1, le=10_000)] = 640
    """How wide its charts are drawn."""
    then: SkipJsonSchema[Annotated[tuple[HeadlineThen, ...], Field(max_length=40)]] = ()
    """What its headlines said with the data it was `made` with; filled in by the server."""

    @property
    def year(self) -> int:
        """The year in its fields; 0, which is that of the state, where there is none."""
        year = self.given.get("year", "")
        return min(int(year), 3000) if year.isascii() and year.isdigit() and len(year) <= 4 else 0


class ExplainAsked(OfState):
    """Which number of a state is to be taken apart."""

    key: Name
    year: Year = 0


class FactsAsked(OfStudy):
    """Words and facets facts are looked for by, and which page of them is wanted."""

    text: Name = ""
    table: Name = ""
    grade: Annotated[str, Field(max_length=10)] = ""
    place: Name = ""
    chosen: Annotated[bool, Strict()] = False
    offset: Annotated[Whole, Field(ge=0, le=10_000_000)] = 0
    limit: Annotated[Whole, Field(ge=1, le=500)] = 50


class FactAsked(OfStudy):
    """Which fact is looked at."""

    id: Name


class ExportAsked(_Body):
    """What to keep: a strategy file or a brief of a state; svg, png or csv of its first chart.

    `pdf-short` is the first two pages of `pdf`, which stand alone.
    """

    form: Literal["yaml", "html", "xlsx", "pdf", "pdf-short", "svg", "png", "csv"]
    asked: ChartAsked
    strict: Annotated[bool, Strict()] = False
    """Whether a state the study does not know all parts of is refused."""

    @property
    def named(self) -> str:
        """The study that is asked."""
        return self.asked.named

    @property
    def plan(self) -> str:
        """What has to be solved, as of the state it is of."""
        return self.asked.plan


class LinkAsked(OfState):
    """A state with the screen it is shown on, to be had again under a short link."""

    screen: Annotated[str, Field(max_length=60)] = "levers"
    beside: Annotated[str, Field(max_length=2000)] = ""
    """What is looked up there, as it stands behind the `#` of the page."""
    made: Annotated[str, Field(max_length=64)] = ""
    """Hash of the data its figures were made of."""
    link: Annotated[str, Field(max_length=100_000)] = ""
    """The address of the page."""


class OpenAsked(OfState):
    """A file of a strategy or a world a visitor brought, as text, and what was chosen before."""

    text: Annotated[str, Field(max_length=500_000)]
    name: Name = ""
    """What the file is called; blank where nobody says."""


class WarningsAsked(OfState):
    """The state that is looked over; levers that mend it are looked for if wanted, in seconds."""

    mend: Annotated[bool, Strict()] = False


class JobAsked(OfState):
    """Long work on a state: what levers do, what stands behind a bottleneck, a fact's ends."""

    kind: JobKind
    lever: Name = ""
    """A lever alone, for lever-effects; blank for all."""
    fact: Name = ""
    key: Name = ""
    """The indicator, for next-bottlenecks, larger-limits, why, take, alternatives and break-even;
    the shock by name, or a stop in words, for stress; blank for all."""
    target: Target = ""
    """What the indicator is to come to, for take and break-even, as the page tells it."""
    figure: Name = ""
    """The figure moved, for break-even: a lever by title or kind, a dot and its field."""
    year: Year = 0
    """The year of the indicator, for break-even."""
    budget: Target = ""
    """Public money, for instruments, such as `7280 crore INR`; for stress what the tonnes of a
    stockpile may cost."""
    chances: Name = ""
    """Worlds over which instruments' money is expected, as in `high-price=0.25`, with commas."""
    use: Name = ""
    """The use whose shortage a stress shows; blank for all together."""
    release: Target = ""
    """How stores are let go in a stress, such as `rate=25 %, tier=1`; blank for the usual rule."""
    theme: Literal["light", "dark"] = "light"
    width: Annotated[Whole, Field(ge=1, le=10_000)] = 640
    """How wide a chart of what is found is drawn."""
