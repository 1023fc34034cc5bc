"""Public claims beside what the evidence makes of them."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.core.wording import verdict_told
from monazite.report.content import ClaimLine
from monazite.report.html import Child, Column, element, table
from monazite.report.parts import References, source

__all__ = ["claims"]


def claims(given: Sequence[ClaimLine], references: References) -> Child:
    """Return claims with their verdicts, and how many hold; nothing when there are none."""
    if not given:
        return None
    columns = [
        Column("Claim", "wide"),
        Column("Verdict"),
        Column("What the evidence says", "wide"),
        Column("Source and evidence"),
    ]
    return table(
        "Public claims, and what the evidence makes of them.",
        columns,
        [_claim(claim, references) for claim in given],
        name="Public claims",
    )


def _claim(claim: ClaimLine, references: References) -> list[Child]:
    shape, word = verdict_told(claim.verdict)
    return [
        claim.claim,
        [element("span", f"{shape} ", aria_hidden="true"), word],
        [claim.finding, element("span", claim.why, class_="note on-screen")],
        [
            element("span", source(claim.source), class_="on-screen" if claim.facts else None),
            element("span", references.to(claim.facts), class_="note") if claim.facts else None,
        ],
    ]
