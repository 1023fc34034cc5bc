"""Warns of results that lie outside the range of the study's own facts for the same year."""

from __future__ import annotations

from collections.abc import Mapping

from monazite.core.errors import Problem
from monazite.core.numerals import shown, written
from monazite.core.phrases import Named, Phrase
from monazite.core.vocabulary import grade_word
from monazite.core.wording import listed, lowered
from monazite.findings.evidence import OutOfRange, out_of_range
from monazite.findings.solution import Solution

__all__ = ["warns_of_out_of_range", "with_their_facts"]


def warns_of_out_of_range(plans: Mapping[str, Solution]) -> list[Problem]:
    """Warn of results under plans, by their titles, outside what facts say of them.

    What plans bring of the same is told together.
    """
    return [warning for warning, _ in with_their_facts(plans)]


def with_their_facts(plans: Mapping[str, Solution]) -> list[tuple[Problem, tuple[str, ...]]]:
    """The same warnings, each with the ids of the facts that deny the result."""
    alike: dict[str, dict[str, OutOfRange]] = {}
    for title, solution in plans.items():
        for row in out_of_range(solution):
            alike.setdefault(row.expectation, {})[title] = row
    titles = {of: title for one in plans.values() for of, title in one.study.fact_titles.items()}
    return [
        (_warning(rows, titles), tuple(next(iter(rows.values())).facts)) for rows in alike.values()
    ]


def _warning(by_plan: Mapping[str, OutOfRange], titles: Mapping[str, str]) -> Problem:
    first = next(iter(by_plan.values()))
    low, high = (_figure(one, first) for one in (first.low, first.high))
    span = f"{low} to {high} {shown(first.unit).label}".rstrip()
    thin = f"{lowered(grade_word(first.grade))}{', its range assumed' if first.assumed else ''}"
    facts = Named(
        ", ".join(first.facts),
        ", ".join(titles.get(one.partition("#")[0], one) for one in first.facts),
    )
    said = Phrase(
        f"in {first.year} the {_literal(lowered(first.title))} comes out at "
        f"{_literal(_comes_to(by_plan))}, outside the {_literal(span)} that the study's own "
        f"evidence gives ({'{}, ' if first.facts else ''}{thin})",
        (facts,) if first.facts else (),
    )
    those = "the facts behind it" if len(first.facts) > 1 else "the fact behind it"
    return Problem(
        message=said.name,
        titled=said.titled,
        remedy=f"read it with that in mind, or look at what sets it and at {those}",
    )


def _literal(text: str) -> str:
    """Text as a phrase holds it, whose braces name things."""
    return text.replace("{", "{{").replace("}", "}}")


def _comes_to(by_plan: Mapping[str, OutOfRange]) -> str:
    """Figures with the plans they come out in, those that print alike together."""
    titles: dict[str, list[str]] = {}
    for title, row in by_plan.items():
        titles.setdefault(_figure(row.modelled, row), []).append(f"“{title}”")
    return listed([f"{figure} under {listed(names)}" for figure, names in titles.items()])


def _figure(value: float, row: OutOfRange) -> str:
    return str(written(value, row.unit).figure)
