"""What a brief says, as plain records: whoever writes one fills these in, and nothing else.

Three tables are taken as records of findings, so that no figure is copied by hand: headlines side
by side, what binds, and what was observed beside what is modelled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monazite.charts import Chart
from monazite.core.origin import Origin
from monazite.findings.bottlenecks import BindingConstraint
from monazite.findings.comparison import SideBySide
from monazite.findings.evidence import Compared

__all__ = [
    "BriefContent",
    "ChangeLine",
    "ClaimLine",
    "Disagreement",
    "FactLine",
    "LeverLine",
    "PlainTable",
    "Rival",
    "SourceLine",
    "ThinFact",
    "Topic",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """Where a figure or a reason comes from, as a reader would look it up."""

    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A fact about the same quantity that was not chosen."""

    value: float | None
    unit: str
    source: str
    reason: str
    """Why another fact was preferred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactLine:
    """A fact the results rest on."""

    fact_id: str
    what: str
    value: float | None
    """None where the source says that something is so, but gives no number."""
    unit: str
    grade: str
    """A, B or C."""
    source: SourceLine
    low: float | None = None
    high: float | None = None
    period: str = ""
    note: str = ""
    rivals: Sequence[Rival] = ()
    corrections: Sequence[str] = ()
    """Sentences: what was corrected, from what to what, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverLine:
    """One lever in words, with its reason and its source."""

    words: str
    why: str
    source: SourceLine
    strategy: str = ""
    """Title of the strategy or world that brings the lever in."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What somebody changed of a strategy of the study, or of the facts of all of them."""

    strategy: str
    """Title of the strategy as it is solved; blank where facts are put otherwise."""
    origin: str
    """Title of the one it began from; blank as well then."""
    says: Sequence[str]
    """Each change in a phrase."""

    @property
    def opens(self) -> str:
        """The words before the changes."""
        if not self.strategy:
            return "Facts put otherwise, for every strategy:"
        return f"“{self.strategy}” is “{self.origin}” but for this:"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """Something said in public, with what the evidence makes of it."""

    claim: str
    verdict: str
    """supported, contradicted, unverifiable or internally inconsistent."""
    finding: str
    why: str
    source: SourceLine
    facts: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two figures that cannot both hold, with the arithmetic and the one believed."""

    quantity: str
    arithmetic: str
    believed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThinFact:
    """A weak fact the results lean on."""

    what: str
    leaning: str
    """How much of the result leans on it, in words or per cent."""
    fact_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainTable:
    """A table whose cells are words already."""

    caption: str
    columns: Sequence[tuple[str, str]]
    """Title of each column, and its look: number, short, wide or nothing."""
    rows: Sequence[Sequence[str]]
    note: str = ""
    on_paper: int | None = None
    """Rows that are printed; all of them if None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A question the brief answers: what is said of it, and the tables that show it."""

    key: str
    """Id of its section; charts and further tables of a section of that name join it."""
    title: str
    says: Sequence[str] = ()
    tables: Sequence[PlainTable] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefContent:
    """Everything a brief says."""

    title: str
    question: str
    date: str
    """ISO date of the run."""
    study: str
    """Title of the study."""
    data_version: str
    data_hash: str
    software: str
    """Name and version of the program."""

    strategies: Mapping[str, str]
    """Titles of the strategies compared, in order."""
    baseline: str
    """Key of the strategy that differences are measured against."""
    world: str
    """Title of the world all strategies share."""

    goods: str
    """What tonnes of the product are called in a sentence."""
    money: str
    """The money of the study, such as USD_2024."""
    goods_unit: str
    """Unit of a year's tonnes of the product."""
    contained_unit: str
    """Unit of a year's contained tonnes of what is followed."""

    answer: Sequence[str]
    """Three sentences with numbers and ranges."""
    confidence: str
    """Firm, Fair or Thin."""
    confidence_reason: str

    left_out: str = ""
    """What a brief made at once does not work out, and what does; blank for a whole one."""
    changed: Sequence[ChangeLine] = ()
    """What differs from the study's own strategies and facts; blank where nothing does."""
    front: Sequence[Topic] = ()
    """What the second page answers, in order."""
    topics: Sequence[Topic] = ()
    """Questions answered after the first two pages, in order."""
    front_years: Sequence[int] = ()
    """Years of the headline table on the first page; all of them if blank."""
    ranges: Mapping[tuple[str, int], tuple[float, float]] | None = None
    """Least and most of a headline of the subject, by indicator and year."""
    ranges_of_prices: bool = False
    """Whether ranges take in that owners at home may begin at other prices that are as right."""
    nil_ranges: frozenset[tuple[str, int]] = frozenset()
    """Indicators and years whose least and most are both about nil."""
    thin_shares: Mapping[str, float] | None = None
    """Share of what moves a headline that is grade-C evidence, by indicator."""
    told: str = ""
    """In which money and as tonnes of what figures are told; blank as the study counts."""
    determined: str = ""
    """How many headlines stand firm when facts that set prices are a little off."""
    undetermined: Sequence[tuple[str, int]] = ()
    """Headlines and years of the subject that nothing in the study determines."""
    subject: str = ""
    """Key of the strategy the brief is about; the last one if blank."""
    headlines: Sequence[SideBySide] = ()
    """Numbers of the strategies; differences are worked out from them. A mark may say that one is
    neither better nor worse, whatever its direction, and a standing that a number or its difference
    is not determined."""
    charts: Sequence[Chart] = ()
    """In any order: each goes to the section its kind belongs to."""
    binding_constraints: Sequence[BindingConstraint] = ()
    """What binds."""
    lever_titles: Mapping[Origin, str] = field(default_factory=dict)
    """Levers in words, by where they are written."""
    binding_constraints_of: str = ""
    """Title of the strategy the binding rows belong to."""
    calibration: Sequence[Compared] = ()
    """What was observed beside what is modelled, with reasons in words."""
    disagreements: Sequence[Disagreement] = ()
    levers: Sequence[LeverLine] = ()
    world_levers: Sequence[LeverLine] = ()
    facts: Sequence[FactLine] = ()
    sources: Mapping[str, SourceLine] | None = None
    """Sources by id, for rows that name sources by id."""
    claims: Sequence[ClaimLine] = ()
    limits: Sequence[str] = ()
    """What the model leaves out, in sentences."""
    thin_facts: Sequence[ThinFact] = ()
    warnings: Sequence[str] = ()
    link: str = ""
    """Address or command that gives the same results again."""
    link_opens: str = "The same results again:"
    """The words before it, which name what has to be at hand."""
    language: str = "en"
