"""Names the rules that leave no plan, with what they bind and the levers behind them."""

from __future__ import annotations

from monazite.findings.grounds import grounds
from monazite.findings.reading import Reading
from monazite.findings.subjects import title_of
from monazite.model import Broken
from monazite.model.rule import RULES

_DATES = ("period", "decided")


def conflict_rows(reading: Reading) -> list[dict[str, object]]:
    """List the rules of one contradiction: rule, sentence, where, title, year, levers.

    `where` are the labels of the row, `title` names for people what it binds, `year` is None for a
    rule over all years, such as reserves. `levers` are those that set anything the rule reads.
    """
    return [_row(reading, broken) for broken in reading.outcome.conflict]


def _row(reading: Reading, broken: Broken) -> dict[str, object]:
    at = dict(broken.at)
    year = next((int(at[date]) for date in _DATES if date in at), None)
    labels = {dimension: label for dimension, label in broken.at if dimension not in _DATES}
    last = reading.labels.periods[-1]
    below = grounds(reading.outcome, broken.rule, labels, last if year is None else year)
    rule = RULES[broken.rule]
    return {
        "rule": rule.name,
        "sentence": rule.sentence,
        "where": broken.where,
        "title": title_of(reading, rule.subject, str(at[rule.subject])),
        "year": year,
        "levers": sorted({entry.edit.origin for ground in below for entry in ground.edits}),
    }
