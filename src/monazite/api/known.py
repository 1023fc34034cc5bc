"""What a study knows, as typed records: facts with their sources, and public claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monazite.core.errors import check_name
from monazite.core.records import Record
from monazite.evidence import VERDICTS, Choice, Claim, Fact
from monazite.study import Study


@dataclass(frozen=True)
class KnownFact(Record):
    """A fact with its source, whether it is chosen, and by which rule or correction.

    `dimensions` are the thematic columns of its table, such as stage or region. Value, low and high
    are in `unit`, as the source has it; None where the source gives no number.
    """

    fact_id: str
    dimensions: Mapping[str, str]
    period: str
    kind: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    grade: str
    source_id: str
    source: str
    url: str
    note: str
    chosen: bool
    rule: str


@dataclass(frozen=True)
class StudyRecords:
    """What a study knows, as typed records."""

    study: Study

    def __repr__(self) -> str:
        """Say in a line of which study they are."""
        return f"<Records of {self.study!r}>"

    def facts(self, text: str = "", /, **filters: str) -> list[KnownFact]:
        """Search facts by words and by exact filters on columns; rivals and choices included."""
        return [_known(self.study, fact) for fact in self.study.evidence.search(text, **filters)]

    def claims(self, text: str = "", /, *, verdict: str | None = None) -> list[Claim]:
        """Public claims with what the evidence says of them, in the order of their file.

        Those that hold every word of a text, in what is claimed, found or explained, or whose id it
        is, and of one verdict if that is named. Raises InvalidInput for a verdict there is none of.
        """
        if verdict is not None:
            check_name("verdict", verdict, VERDICTS)
        words = text.casefold().split()
        return [
            claim
            for claim in self.study.evidence.claims
            if verdict in (None, claim.verdict) and all(word in _wording(claim) for word in words)
        ]

    def facts_of(self, claim: Claim) -> list[KnownFact]:
        """The facts a verdict rests on, in its order; a quantity stands for every figure of it."""
        evidence = self.study.evidence
        return [
            _known(self.study, fact)
            for name in claim.facts
            for fact in (
                [evidence.facts[name]] if name in evidence.facts else evidence.quantities[name]
            )
        ]


def _wording(claim: Claim) -> str:
    """All words a claim is looked for by."""
    told = (claim.claim_id, claim.claim, claim.subject, claim.found, claim.why, claim.note)
    return " ".join(told).casefold()


def _known(study: Study, fact: Fact) -> KnownFact:
    evidence = study.evidence
    choice = _choice(study, fact)
    source = evidence.sources.get(fact.source_id)
    return KnownFact(
        fact_id=fact.fact_id,
        dimensions=dict(fact.dimensions),
        period=fact.period,
        kind=fact.kind,
        value=fact.value,
        low=fact.low,
        high=fact.high,
        unit=fact.unit,
        grade=fact.grade,
        source_id=fact.source_id,
        source=f"{source.title}, {source.publisher}, {source.date}" if source else "",
        url=source.url if source else "",
        note=fact.note,
        chosen=choice is not None and choice.chosen.fact_id == fact.fact_id,
        rule=choice.rule
        if choice is not None
        else "; ".join(
            f"{correction.status}: {correction.reason}"
            for correction in evidence.corrections
            if correction.fact == fact.fact_id
        ),
    )


def _choice(study: Study, fact: Fact) -> Choice | None:
    """Which fact stands for the quantity; none when none has a number that is not rejected."""
    evidence = study.evidence
    gone = {c.fact for c in evidence.corrections if c.status == "rejected"}
    rivals = evidence.quantities[fact.quantity]
    left = [rival for rival in rivals if rival.value is not None and rival.fact_id not in gone]
    return evidence.quantity(fact.quantity) if left and fact.kind == "value" else None
