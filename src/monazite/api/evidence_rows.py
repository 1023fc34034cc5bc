"""Facts and claims as rows for people and files."""

from __future__ import annotations

from monazite.evidence import Choice, Claim, Fact
from monazite.study import Study


def fact_row(study: Study, fact: Fact) -> dict[str, object]:
    """A fact with its source, whether it is chosen, and by which rule or correction."""
    evidence = study.evidence
    choice = _choice(study, fact)
    source = evidence.sources.get(fact.source_id)
    return {
        "fact_id": fact.fact_id,
        **dict(fact.dimensions),
        "period": fact.period,
        "kind": fact.kind,
        "value": fact.value,
        "low": fact.low,
        "high": fact.high,
        "unit": fact.unit,
        "grade": fact.grade,
        "source_id": fact.source_id,
        "source": f"{source.title}, {source.publisher}, {source.date}" if source else "",
        "url": source.url if source else "",
        "note": fact.note,
        "chosen": choice is not None and choice.chosen.fact_id == fact.fact_id,
        "rule": choice.rule
        if choice is not None
        else "; ".join(
            f"{correction.status}: {correction.reason}"
            for correction in evidence.corrections
            if correction.fact == fact.fact_id
        ),
    }


def _choice(study: Study, fact: Fact) -> Choice | None:
    """Which fact stands for the quantity; none when none has a number that is not rejected."""
    evidence = study.evidence
    gone = {c.fact for c in evidence.corrections if c.status == "rejected"}
    rivals = evidence.quantities[fact.quantity]
    left = [rival for rival in rivals if rival.value is not None and rival.fact_id not in gone]
    return evidence.quantity(fact.quantity) if left and fact.kind == "value" else None


def claim_row(claim: Claim) -> dict[str, object]:
    """A public claim with what the evidence says of it."""
    return {name: getattr(claim, name) for name in claim.__dataclass_fields__}
