"""`monazite claims`: what was said in public, and whether the evidence bears it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from monazite.cli.completing import verdicts
from monazite.cli.evidence import value_and_range
from monazite.cli.options import Json, Output, Study
from monazite.cli.output import Answer, deliver, plain_rows
from monazite.cli.pages import grid
from monazite.cli.studies import open_study
from monazite.core.numerals import amount
from monazite.core.vocabulary import grade_word
from monazite.core.wording import lowered, verdict_told

if TYPE_CHECKING:
    from monazite.api import StudyHandle
    from monazite.evidence import Claim

__all__ = ["claims"]


def claims(
    study: Study,
    text: Annotated[
        str,
        typer.Argument(
            help="Words to look for, or the id of a claim; every claim if left out.",
            show_default=False,
        ),
    ] = "",
    verdict: Annotated[
        str | None,
        typer.Option(
            "--verdict",
            help="Only claims of this verdict, such as contradicted.",
            autocompletion=verdicts,
        ),
    ] = None,
    output: Output = None,
    as_json: Json = False,
) -> None:
    """List what was said in public, and whether the evidence bears it out."""
    handle = open_study(study, output, as_json=as_json)
    found = handle.records.claims(text, verdict=verdict)
    data = {"study": handle.name, "data_hash": handle.data_hash, "claims": plain_rows(found)}
    view = _one(handle, found[0]) if len(found) == 1 else _all(found)
    deliver(Answer(data, plain_rows(found), view), as_json=as_json, output=output)


def _all(found: Sequence[Claim]) -> RenderableType:
    if not found:
        return Text("No claim matches.")
    table = grid()
    table.add_column("", no_wrap=True)
    table.add_column("claim", no_wrap=True)
    table.add_column("what was said", overflow="fold", ratio=3)
    table.add_column("what the evidence says", overflow="fold", ratio=4)
    for claim in found:
        table.add_row(verdict_told(claim.verdict)[0], claim.claim_id, claim.claim, claim.found)
    counted = Counter(verdict_told(claim.verdict) for claim in found)
    told = ", ".join(
        f"{mark} {lowered(words)} {count}" for (mark, words), count in counted.most_common()
    )
    return Group(table, Text(f"{len(found)} claims: {told}", style="dim"))


def _one(handle: StudyHandle, claim: Claim) -> RenderableType:
    """One claim in full: what it says in numbers, why it stands as it does, and on whose word."""
    mark, words = verdict_told(claim.verdict)
    source = handle.study.evidence.sources.get(claim.source_id)
    lines = [Text(claim.claim, style="bold"), Text(f"{mark} {words}: {claim.found}")]
    lines += [Text(text) for text in (claim.why, claim.note) if text]
    if claim.claimed_value is not None:
        lines.append(Text(f"In numbers: {amount(claim.claimed_value, claim.claimed_unit)}"))
    lines += _facts(handle, claim)
    if source is not None:
        told = ", ".join(filter(None, (source.title, source.publisher, source.date)))
        lines.append(Text(f"Source: {told}, grade {grade_word(claim.grade)}"))
    if claim.indicator:
        again = f"monazite maketrue {handle.name} STRATEGY --claim {claim.claim_id}"
        lines.append(Text(f"What would make it true: {again}", style="dim"))
    return Group(*lines)


def _facts(handle: StudyHandle, claim: Claim) -> Iterator[Text]:
    """The facts a verdict rests on."""
    for fact in handle.records.facts_of(claim):
        told = " ".join(filter(None, (value_and_range(fact), fact.unit, fact.period)))
        yield Text(f"  {fact.fact_id}  {told}  {grade_word(fact.grade)}", overflow="fold")
