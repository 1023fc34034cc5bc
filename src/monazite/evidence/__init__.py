"""Evidence: what is known, on whose word, what was chosen among rivals and why."""

from __future__ import annotations

from monazite.evidence.catalogue import Evidence
from monazite.evidence.choosing import Choice, choose
from monazite.evidence.expression import Quantity, resolve
from monazite.evidence.names import (
    FactName,
    fact_about,
    fact_named,
    fact_title,
    fact_told,
    fact_words,
    own_words,
)
from monazite.evidence.reading import read_evidence
from monazite.evidence.records import VERDICTS, Claim, Correction, Fact, Source

__all__ = [
    "VERDICTS",
    "Choice",
    "Claim",
    "Correction",
    "Evidence",
    "Fact",
    "FactName",
    "Quantity",
    "Source",
    "choose",
    "fact_about",
    "fact_named",
    "fact_title",
    "fact_told",
    "fact_words",
    "own_words",
    "read_evidence",
    "resolve",
]
