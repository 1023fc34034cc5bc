"""The annexes of a brief: the strategy in words, the evidence, the claims and the words used."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from monazite.charts import words
from monazite.core.numerals import amount, interval
from monazite.core.wording import counted
from monazite.report.body import bottleneck_table
from monazite.report.calibration import CALIBRATION, calibration_annex
from monazite.report.content import BriefContent, FactLine, LeverLine, Rival
from monazite.report.headlines import headline_table
from monazite.report.html import Child, Column, Html, element, table
from monazite.report.parts import References, grade, source, source_note

__all__ = ["ON_SCREEN", "annexes"]

ON_SCREEN = ("headlines", "limits-that-bind")
"""Annexes that are not printed."""

FACTS_ON_PAPER = 16
"""Facts printed; those stand first that the results lean on most."""


def annexes(content: BriefContent, references: References) -> dict[str, tuple[str, Child]]:
    """Return the annexes as id, title and content; an annex without content is left out.

    Those of `ON_SCREEN` come last: they are long, and paper leaves them to the workbook.
    """
    found: dict[str, tuple[str, Child]] = {
        "strategy": ("Strategy and world in words", _choices(content)),
        CALIBRATION: ("Known years, observed and modelled", calibration_annex(content, references)),
        "evidence": ("Evidence", _evidence(content.facts, references)),
        "words": ("Words used here", _words()),
        "headlines": (
            "Headline figures, with ranges and evidence",
            headline_table(content) if content.front_years else None,
        ),
        "limits-that-bind": (
            "Every limit that binds",
            bottleneck_table(content, references) if content.topics else None,
        ),
    }
    return {key: (title, inner) for key, (title, inner) in found.items() if inner is not None}


def _choices(content: BriefContent) -> Child:
    if not content.levers and not content.world_levers:
        return None
    parts: list[Child] = []
    for title, levers in groupby(content.levers, key=lambda lever: lever.strategy):
        parts += [element("h3", title or "Strategy"), _levers(list(levers))]
    parts.append(element("h3", f"World: {content.world}"))
    parts.append(
        _levers(content.world_levers)
        if content.world_levers
        else element("p", "Nothing is assumed beyond the course of events known so far.")
    )
    return parts


def _levers(levers: Sequence[LeverLine]) -> Html:
    return element(
        "ul",
        [
            element(
                "li",
                element("strong", _sentence(lever.words)),
                f" {lever.why}",
                source_note(lever.source),
            )
            for lever in levers
        ],
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _evidence(facts: Sequence[FactLine], references: References) -> Child:
    if not facts:
        return None
    columns = [
        Column("No."),
        Column("What", "wide"),
        Column("Value (range)"),
        Column("When", "short"),
        Column("Grade"),
        Column("Source", "wide"),
    ]
    note = element(
        "span",
        " Of several facts about one quantity the better grade, then the later date, then the one "
        "nearest to the others is chosen; those not chosen are listed with the reason.",
    )
    return [
        table(
            [f"{counted(len(facts), 'fact')} the results rest on.", note],
            columns,
            [_fact(fact, references) for fact in facts],
            name="Evidence",
            on_paper=FACTS_ON_PAPER,
        )
    ]


def _fact(fact: FactLine, references: References) -> list[Child]:
    value = interval(fact.value, fact.low, fact.high, fact.unit)
    return [
        # its name in the study is there for who looks it up, and nothing a reader has to read
        element(
            "span",
            references.label(fact.fact_id),
            id=references.label(fact.fact_id),
            title=fact.fact_id,
        ),
        [
            fact.what,
            element("span", fact.note, class_="note") if fact.note else None,
            element("div", [_rival(rival) for rival in fact.rivals], class_="on-screen")
            if fact.rivals
            else None,
            [
                element("p", element("strong", "Corrected: "), text, class_="small")
                for text in fact.corrections
            ],
        ],
        value if fact.value is not None else "not a number",
        fact.period,
        grade(fact.grade),
        source(fact.source),
    ]


def _rival(rival: Rival) -> Html:
    return element(
        "p",
        element("strong", "Not chosen: "),
        f"{amount(rival.value, rival.unit)} ({rival.source}): {rival.reason}",
        class_="small",
    )


def _words() -> Html:
    return element(
        "dl",
        [[element("dt", word), element("dd", text)] for word, text in words.GLOSSARY.items()],
        class_="words",
    )
