"""The sections of a brief that answer the question: what changes, what holds back, limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count, groupby
from typing import Any

from monazite.charts import Chart
from monazite.charts.calibration import tally
from monazite.charts.quantities import NONE, decimals_of, fixed, number, shown
from monazite.charts.sentences import years_in_words
from monazite.core.vocabulary import stages
from monazite.report.bottlenecks import Bottleneck, bottlenecks
from monazite.report.calibration import CALIBRATION
from monazite.report.content import BriefContent
from monazite.report.html import Child, Column, Group, Html, element, joined, link, table
from monazite.report.parts import References, difference, figure

__all__ = ["Figures", "answer", "opening", "sections", "warnings"]

_SECTION_OF_KIND = {
    "headline_lines": "what-changes",
    "supply_by_origin": "supply",
    "fate_of_tonnes": "supply",
    "chain": "chain",
    "binds_strip": "holds-back",
    "unmet_by_use": "short",
    "calibration_dots": "known-years",
}


class Figures:
    """Hands out charts by section and numbers them in the order they appear."""

    def __init__(self, charts: Sequence[Chart]) -> None:
        self._charts = charts
        self._numbers = count(1)

    def of(self, section: str) -> list[Html]:
        """Return the figures of a section."""
        return [
            figure(chart, next(self._numbers))
            for chart in self._charts
            if _SECTION_OF_KIND.get(chart.kind, "further") == section
        ]


def opening(content: BriefContent) -> Html:
    """Return what the brief is about: title, question, date, world and version of the data."""
    others = [title for key, title in content.strategies.items() if key != content.baseline]
    about = {
        "Date": content.date,
        "Strategies": ", ".join(others),
        "Compared with": content.strategies.get(content.baseline, content.baseline),
        "World": content.world,
        "Data": f"{content.data_version} ({content.data_hash[:12]})",
        "Made with": content.software,
    }
    return element(
        "header",
        element("p", content.study, class_="series"),
        element("h1", content.title),
        element("p", content.question, class_="question"),
        element(
            "dl",
            [
                element("div", element("dt", name), element("dd", value))
                for name, value in about.items()
                if value
            ],
            class_="about",
        ),
    )


def answer(content: BriefContent) -> Html:
    """Return the answer, with how firm the evidence under it is."""
    return element(
        "section",
        element("h2", "Answer", id="answer"),
        [element("p", sentence) for sentence in content.answer],
        element(
            "p",
            element("strong", f"Evidence: {content.confidence}. "),
            content.confidence_reason,
            class_="confidence",
        ),
        class_="answer",
        aria_labelledby="answer",
    )


def warnings(content: BriefContent) -> Html:
    """Return what a reader must know before using the figures; nothing when there is nothing."""
    if not content.warnings:
        return Html()
    return element(
        "section",
        element("h2", "Before you use these figures", id="warnings"),
        element("ul", [element("li", warning) for warning in content.warnings]),
        class_="warnings",
        aria_labelledby="warnings",
    )


def sections(
    content: BriefContent, figures: Figures, references: References
) -> dict[str, tuple[str, Child]]:
    """Return the sections as id, title and content; a section without content is left out."""
    found: dict[str, tuple[str, list[Child]]] = {
        "what-changes": ("What changes", [_headlines(content), figures.of("what-changes")]),
        "supply": ("Where supply comes from, and where tonnes go", [figures.of("supply")]),
        "chain": ("Chain: from mine to magnet", [figures.of("chain")]),
        "holds-back": (
            "What holds us back",
            [figures.of("holds-back"), _bottlenecks(content, references)],
        ),
        "short": ("Who goes short", [figures.of("short")]),
        "further": ("Further figures", [figures.of("further")]),
        "known-years": (
            "Does the model get known years right?",
            [_tally(content), figures.of("known-years")],
        ),
        "limits": ("Limits", [_limits(content, references)]),
    }
    return {key: (title, inner) for key, (title, inner) in found.items() if joined(inner) != Html()}


def _headlines(content: BriefContent) -> Child:
    if not content.headlines:
        return None
    base = content.strategies[content.baseline]
    others = [key for key in content.strategies if key != content.baseline]
    columns = [
        Column("Indicator, unit", "wide"),
        Column("Year"),
        Column(base, "number"),
        *(Column(content.strategies[key], "compared") for key in others),
    ]
    rows = [
        _indicator_group(list(group), content.baseline, others)
        for _, group in groupby(content.headlines, key=lambda row: str(row["indicator"]))
    ]
    note = element(
        "span", f" Differences are against {base}, in the same world; pts are percentage points."
    )
    return table(["Headline figures.", note], columns, rows, name="Headline figures")


def _indicator_group(
    rows: Sequence[Mapping[str, Any]], baseline: str, others: Sequence[str]
) -> Group:
    """Return the rows of one indicator, one to a year, all with the same decimals."""
    title, unit, better = (str(rows[0][name]) for name in ("title", "unit", "better"))
    way = shown(unit)

    def read(row: Mapping[str, Any], key: str) -> float | None:
        value = row.get(key)
        return None if value is None else float(value) * way.factor

    decimals = decimals_of(read(row, key) for row in rows for key in (baseline, *others))
    points = way.label == "%"
    if points:
        decimals = max(decimals, 1)

    def compared(row: Mapping[str, Any], key: str) -> list[Child]:
        value, base = read(row, key), read(row, baseline)
        return [
            element("span", fixed(value, decimals)),
            difference(value, base, decimals, better, points=points),
        ]

    return Group(
        [title, element("span", f", {way.label}" if way.label else "", class_="unit")],
        [
            [
                str(row["year"]),
                fixed(read(row, baseline), decimals),
                *(compared(row, key) for key in others),
            ]
            for row in rows
        ],
    )


def _bottlenecks(content: BriefContent, references: References) -> Child:
    found = bottlenecks(content.binds)
    if not found:
        return element("p", "No limit binds in any year.") if content.binds else None
    columns = [
        Column("Stage"),
        Column("Limit", "wide"),
        Column("Binds in"),
        Column("One more tonne a year is worth at most", "number"),
        Column("Set by", "code"),
        Column("Evidence", "code"),
    ]
    rows = [_bottleneck(one, references) for one in found]
    of = f" in {content.binds_of}" if content.binds_of else ""
    caption = f"Limits that bind{of}, in chain order."
    return table(caption, columns, rows, name="Limits that bind")


def _bottleneck(one: Bottleneck, references: References) -> list[Child]:
    known = stages()
    way = shown(one.unit)
    floor = " (a floor: one tonne less would save this)" if one.sense == "floor" else ""
    return [
        known[one.stage].title if one.stage in known else one.stage,
        [one.title, element("span", one.rule.replace("_", " ") + floor, class_="note")],
        years_in_words(one.years),
        [
            f"{number(one.worth * way.factor)}\u00a0{way.plain_label}",
            element("span", f"in {one.worth_year}, {way.prices}", class_="note"),
        ],
        ", ".join(one.levers) or "no lever",
        references.to(one.facts) if one.facts else NONE,
    ]


def _tally(content: BriefContent) -> Child:
    if not content.calibration:
        return None
    return element(
        "p",
        tally(content.calibration),
        " Only what is free in the model counts as evidence for it. ",
        link("All figures", f"#{CALIBRATION}"),
    )


def _limits(content: BriefContent, references: References) -> Child:
    parts: list[Child] = []
    if content.limits:
        parts.append(element("ul", [element("li", limit) for limit in content.limits]))
    if content.thin_facts:
        parts.append(element("h3", "The thinnest facts that matter most"))
        items = [
            element(
                "li",
                one.what,
                f": {one.leaning}",
                [" (", references.to([one.fact_id]), ")"] if one.fact_id else None,
            )
            for one in content.thin_facts
        ]
        parts.append(element("ol", items))
    if content.link:
        parts.append(element("p", "The same results again: ", link(content.link, content.link)))
    return parts or None
