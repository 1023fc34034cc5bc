"""Facts and sources as a brief lists them: what a plan leans on, rivals, the thinnest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from monazite.core.numerals import amount, whole_percent
from monazite.evidence import Fact, fact_about, fact_named
from monazite.findings.evidence import Weighing, weigh
from monazite.findings.solution import Solution
from monazite.report import FactLine, Rival, ThinFact
from monazite.runs.plan.packaging import source_line
from monazite.study import Study


def fact_lines(study: Study, solution: Solution, cited: Iterable[str]) -> Iterator[FactLine]:
    """Facts the home result leans on, heaviest first, those cited, of claims, the contested."""
    evidence = study.evidence
    named = list(cited)
    named += [
        fact
        for claim in evidence.claims
        for fact in claim.facts
        if fact in evidence.facts and _has_choice(study, fact)
    ]
    leaning = [fact for row in weigh(solution) for fact in row.quantity.facts]
    used = {
        fact
        for entries in solution.parameters.lineage.values()
        for quantity in entries.values()
        for fact in quantity.facts
    }
    contested = [
        fact
        for fact in sorted(used)
        if len(evidence.quantities[evidence.fact(fact).quantity]) > 1
        or any(correction.fact == fact for correction in evidence.corrections)
    ]
    for fact_id in dict.fromkeys([*leaning, *named, *contested]):
        yield _fact_line(study, evidence.fact(fact_id), solution.parameters.titles)


def _fact_line(study: Study, fact: Fact, titles: Mapping[str, str]) -> FactLine:
    evidence = study.evidence
    choice = evidence.quantity(fact.quantity)
    ids = {rival.fact_id for rival in evidence.quantities[fact.quantity]}
    return FactLine(
        fact_id=fact.fact_id,
        what=fact_about(fact_named(fact.quantity), fact.dimensions, titles),
        value=choice.value if choice.chosen.fact_id == fact.fact_id else fact.value,
        low=choice.low if choice.chosen.fact_id == fact.fact_id else fact.low,
        high=choice.high if choice.chosen.fact_id == fact.fact_id else fact.high,
        unit=fact.unit,
        grade=fact.grade,
        source=source_line(study, fact.source_id),
        period=fact.period,
        note=_plain(fact.note),
        rivals=[
            Rival(
                value=rival.value,
                unit=rival.unit,
                source=source_line(study, rival.source_id).title,
                reason=choice.rule,
            )
            for rival in choice.losers
        ],
        corrections=[
            f"{_which(evidence.fact(correction.fact))} {correction.status}: {correction.reason}"
            for correction in evidence.corrections
            if correction.fact in ids
        ],
    )


def _plain(text: str) -> str:
    """A note without the underscores of names; names of files keep them."""
    return re.sub(r"(?<![/\w])([a-z]+(?:_[a-z0-9]+)+)(?![\w./])", _spaced, text)


def _spaced(found: re.Match[str]) -> str:
    return found.group().replace("_", " ")


def _has_choice(study: Study, fact_id: str) -> bool:
    """Whether some fact stands for the quantity: not where all are events, or rejected."""
    evidence = study.evidence
    gone = {found.fact for found in evidence.corrections if found.status == "rejected"}
    rivals = evidence.quantities[evidence.fact(fact_id).quantity]
    return any(rival.value is not None and rival.fact_id not in gone for rival in rivals)


def _which(fact: Fact) -> str:
    """A fact as another one speaks of it: by its figure."""
    return "This" if fact.value is None else amount(fact.value, fact.unit)


def thin_facts(solution: Solution) -> Iterator[ThinFact]:
    """The five parameters that the plan's cost leans on most by grade-C quantities."""
    rows = weigh(solution)
    total = sum(row.leaning for row in rows) or 1.0
    titles = dict(solution.parameters.titles)
    titles |= {
        name: titles.get(point.use, point.use) for name, point in solution.labels.point.items()
    }
    titles |= {one.name: titles.get(one.use, one.use) for one in solution.labels.tranches}
    by_parameter: dict[str, list[Weighing]] = {}
    for row in rows:
        if row.grade == "C":
            by_parameter.setdefault(row.title(titles), []).append(row)
    heaviest = sorted(by_parameter.items(), key=lambda entry: -sum(row.leaning for row in entry[1]))
    for title, group in heaviest[:5]:
        first = group[0].quantity
        facts = {fact for row in group for fact in row.quantity.facts}
        ground = first.note or f"worked out from {len(facts)} facts"
        share = sum(row.leaning for row in group) / total
        yield ThinFact(
            what=f"{title}, {ground.rstrip('.')}",
            leaning=f"{whole_percent(share)} of what the plan's cost leans on at home",
            fact_id=first.facts[0] if first.facts else "",
        )
