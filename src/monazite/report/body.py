"""The sections of a brief that answer the question: what changes, what holds back, limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count, groupby
from typing import Any

from monazite.charts import Chart
from monazite.charts.quantities import NONE, change, decimals_of, fixed, number, shown
from monazite.charts.sentences import with_year, years_in_words
from monazite.core.vocabulary import stages
from monazite.report.bottlenecks import Bottleneck, bottlenecks
from monazite.report.content import BriefContent
from monazite.report.html import Child, Column, Html, element, joined, link, table
from monazite.report.parts import References, difference, figure

__all__ = ["Figures", "answer", "opening", "sections", "warnings"]

_SECTION_OF_KIND = {
    "headline_lines": "what-changes",
    "supply_by_origin": "supply",
    "fate_of_tonnes": "supply",
    "binds_strip": "holds-back",
    "unmet_by_use": "short",
    "calibration_dots": "known-years",
}

_STATUS_ORDER = ("reproduced", "conflict", "fitted")


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
        "holds-back": (
            "What holds us back",
            [figures.of("holds-back"), _bottlenecks(content, references)],
        ),
        "short": ("Who goes short", [figures.of("short")]),
        "further": ("Further figures", [figures.of("further")]),
        "known-years": (
            "Does the model get known years right?",
            [figures.of("known-years"), _calibration(content, references), _conflicts(content)],
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
    rows: list[Sequence[Child]] = []
    for _, group in groupby(content.headlines, key=lambda row: str(row["indicator"])):
        rows += _indicator_rows(list(group), content.baseline, others)
    note = element(
        "span", f" Differences are against {base}, in the same world; pts are percentage points."
    )
    return table(["Headline figures.", note], columns, rows, name="Headline figures")


def _indicator_rows(
    group: Sequence[Mapping[str, Any]], baseline: str, others: Sequence[str]
) -> list[Sequence[Child]]:
    """Return the rows of one indicator, one to a year, all with the same decimals."""
    title, unit, better = (str(group[0][name]) for name in ("title", "unit", "better"))
    way = shown(unit)

    def read(row: Mapping[str, Any], key: str) -> float | None:
        value = row.get(key)
        return None if value is None else float(value) * way.factor

    decimals = decimals_of(read(row, key) for row in group for key in (baseline, *others))
    points = way.label == "%"
    if points:
        decimals = max(decimals, 1)
    rows: list[Sequence[Child]] = []
    for place, row in enumerate(group):
        base = read(row, baseline)
        rows.append(
            [
                # Each row is named for those who hear the table; the eye needs one name a block.
                [title, element("span", f", {way.label}", class_="unit")]
                if place == 0
                else element("span", title, class_="repeated"),
                str(row["year"]),
                fixed(base, decimals),
                *(
                    [
                        element("span", fixed(read(row, key), decimals)),
                        difference(read(row, key), base, decimals, better, points=points),
                    ]
                    for key in others
                ),
            ]
        )
    return rows


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


def _calibration(content: BriefContent, references: References) -> Child:
    if not content.calibration:
        return None
    columns = [
        Column("Quantity"),
        Column("Observed → model", "number"),
        Column("Gap", "number"),
        Column("Status"),
        Column("Reason and source", "wide"),
    ]
    rank = {status: place for place, status in enumerate(_STATUS_ORDER)}
    ordered = sorted(content.calibration, key=lambda row: rank.get(str(row["status"]), len(rank)))
    note = element(
        "span",
        " Only what is free in the model and comes within 5 % counts as evidence for it; what is "
        "fitted proves nothing.",
    )
    return table(
        ["Observed and modelled quantities.", note],
        columns,
        [_compared(row, content, references) for row in ordered],
        name="Observed and modelled quantities",
    )


def _compared(row: Mapping[str, Any], content: BriefContent, references: References) -> list[Child]:
    unit = str(row["unit"])
    way = shown(unit)
    known = content.sources or {}
    cited = [
        link(known[name].title, known[name].url) if name in known else str(name)
        for name in row["sources"]
    ]
    facts = references.to(row["facts"])
    return [
        with_year(str(row["title"]), int(row["year"])),
        [
            f"{number(row['observed'] * way.factor)} → {number(row['modelled'] * way.factor)}",
            element("span", way.label, class_="note"),
        ],
        change(row["gap"], "1").replace("points", "%") if row["observed"] else NONE,
        str(row["status"]),
        [
            str(row["reason"]),
            element("span", joined([joined(cited, "; "), facts or None], " · "), class_="note"),
        ],
    ]


def _conflicts(content: BriefContent) -> Child:
    if not content.conflicts:
        return None
    columns = [Column("Quantity"), Column("Arithmetic", "wide"), Column("Believed", "wide")]
    rows = [[one.quantity, one.arithmetic, one.believed] for one in content.conflicts]
    return table("Figures that cannot all hold.", columns, rows, name="Conflicts in the evidence")


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
