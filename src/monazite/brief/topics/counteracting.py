"""Levers that work against the rest of their strategy: what it raises is more without them."""

from __future__ import annotations

from monazite.brief.about import Briefed
from monazite.brief.sentences.counteracting import says_what_works_against
from monazite.findings.comparison import works_against
from monazite.report import Topic

KEY = "against"


def levers_against(briefed: Briefed) -> Topic:
    """Name each lever without which a headline would be more; nothing where none is so."""
    solution = briefed.subject.solution
    found = [
        row
        for one in briefed.analyses.without_levers
        for row in works_against(solution, one.lever, one.values)
    ]
    said = says_what_works_against(solution, briefed.title(briefed.subject), found)
    return Topic(
        key=KEY,
        title="Which levers work against the rest",
        says=[
            *said,
            *(
                ["A lever may be worth having all the same, as a reserve is in a stop abroad."]
                if said
                else []
            ),
        ],
    )
