"""The sections of a brief that answer the question: what changes, what holds back, limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import count
from typing import Literal, TypeAlias

from monazite.charts import Chart
from monazite.charts.calibration import tally
from monazite.core.numerals import NONE, number, shown
from monazite.core.wording import TO_ITS_OWNER, raised, years_in_words
from monazite.report.bottlenecks import Bottleneck, bottlenecks
from monazite.report.calibration import CALIBRATION
from monazite.report.claims import claims
from monazite.report.content import BriefContent, PlainTable
from monazite.report.headlines import headline_table
from monazite.report.html import Child, Column, Html, element, joined, link, table
from monazite.report.parts import References, figure

__all__ = [
    "SECTION_OF_KIND",
    "Figures",
    "answer",
    "bottleneck_table",
    "changed",
    "first_page",
    "opening",
    "second_page",
    "sections",
    "warnings",
]

SECTION_OF_KIND = {
    "headline_lines": "what-changes",
    "supply_by_origin": "supply",
    "fate_of_tonnes": "supply",
    "chain": "chain",
    "bottleneck_strip": "holds-back",
    "unmet_by_use": "short",
    "calibration_dots": "known-years",
    "uncertain_input_ranges": "uncertain_inputs",
}
"""Where a chart of each kind stands."""

_TITLES = {
    "chain": "The chain, from mine to use",
    "what-changes": "What changes",
    "supply": "Where supply comes from, and where tonnes go",
    "holds-back": "What holds us back",
    "short": "Unmet demand by use",
    "further": "Further figures",
    "known-years": "Does the model get known years right?",
    "claims": "What was said in public, checked",
    "limits": "Limits",
}

ORDER = (
    "chain",
    "halt",
    "what-changes",
    "supply",
    "holds-back",
    "against",
    "losses",
    "costs",
    "short",
    "uncertain_inputs",
    "draws",
    "regions",
    "imports",
    "worlds",
    "stops-played",
    "disrupted",
    "promised",
    "commitments",
    "options",
    "instruments",
    "other-sets",
    "break-even",
    "claims",
    "further",
    "known-years",
    "soft",
    "why-halts-differ",
    "not-yet",
    "limits",
)
"""Sections in reading order; a topic of another name stands before further figures."""


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
            if (chart.section or SECTION_OF_KIND.get(chart.kind, "further")) == section
        ]


Look: TypeAlias = Literal["number", "compared", "short", "wide", "code"]


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


def changed(content: BriefContent) -> Html:
    """Return what differs from the study's own strategies and facts; nothing where nothing does."""
    if not content.changed:
        return Html()
    return element(
        "section",
        element("h2", "What was changed", id="changed"),
        [
            joined((element("p", one.opens), element("ul", [element("li", w) for w in one.says])))
            for one in content.changed
        ],
        class_="changed",
        aria_labelledby="changed",
    )


def warnings(content: BriefContent) -> Html:
    """Return what a reader must know before using the figures; nothing when there is nothing."""
    if not content.warnings:
        return Html()
    return element(
        "section",
        element("h2", "Before you use these figures", id="warnings"),
        element("ul", [element("li", raised(warning)) for warning in content.warnings]),
        class_="warnings",
        aria_labelledby="warnings",
    )


def first_page(content: BriefContent) -> Html:
    """Return the first page: the question, the answer and what changes."""
    return element(
        "div",
        opening(content),
        changed(content),
        answer(content),
        element(
            "section",
            element("h2", "What changes", id="changes"),
            headline_table(content, short=True),
            element("p", content.told, class_="determined") if content.told else None,
            element("p", content.determined, class_="determined") if content.determined else None,
            _to_claims(content),
            aria_labelledby="changes",
        )
        if content.headlines
        else None,
        class_="sheet first",
    )


def _to_claims(content: BriefContent) -> Child:
    """Where what was said in public is checked, for who asks which of it is true."""
    if not content.claims:
        return None
    return element(
        "p",
        "Which public claims hold up: see ",
        element("a", f"“{_TITLES['claims']}”", href="#claims"),
        ", further on.",
        class_="determined",
    )


def second_page(content: BriefContent) -> Html:
    """Return the second page: the questions a reader asks next, each answered in a few lines."""
    shown = [topic for topic in content.front if topic.says or topic.tables]
    if not shown:
        return Html()
    return element(
        "div",
        [
            element(
                "section",
                element("h2", topic.title, id=topic.key),
                _paragraphs(topic.says),
                [plain_table(one) for one in topic.tables],
                aria_labelledby=topic.key,
            )
            for topic in shown
        ],
        class_="sheet second",
    )


def _paragraphs(texts: Sequence[str]) -> list[Child]:
    return [element("p", text) for text in texts]


def sections(
    content: BriefContent, figures: Figures, references: References
) -> dict[str, tuple[str, Child]]:
    """Return the sections as id, title and content; a section without content is left out."""
    topics = {topic.key: topic for topic in content.topics}
    further = [key for key in topics if key not in ORDER]
    at = ORDER.index("further")
    own: dict[str, Callable[[], list[Child]]] = {
        "holds-back": lambda: [bottleneck_table(content, references)] if not topics else [],
        "claims": lambda: [claims(content.claims, references)],
        "known-years": lambda: [_tally(content)],
        "limits": lambda: [_limits(content, references)],
    }
    found: dict[str, tuple[str, list[Child]]] = {}
    for key in (*ORDER[:at], *further, *ORDER[at:]):
        topic = topics.get(key)
        before: list[Child] = own.get(key, list)()
        behind: list[Child] = [*figures.of(key)]
        if key == "holds-back":
            before, behind = behind, before
        inner: list[Child] = [
            _paragraphs(topic.says) if topic else None,
            before,
            [plain_table(one) for one in topic.tables] if topic else None,
            behind,
        ]
        found[key] = (topic.title if topic and topic.title else _TITLES.get(key, key), inner)
    return {key: (title, inner) for key, (title, inner) in found.items() if joined(inner) != Html()}


def plain_table(given: PlainTable) -> Html:
    """Return a table of words as HTML."""
    looks: Mapping[str, Look] = {"number": "number", "wide": "wide", "short": "short"}
    return table(
        [given.caption, element("span", f" {given.note}") if given.note else None],
        [Column(title, looks.get(look)) for title, look in given.columns],
        [list(row) for row in given.rows],
        name=given.caption,
        on_paper=given.on_paper,
    )


def bottleneck_table(content: BriefContent, references: References) -> Child:
    """Return every limit that binds with its worth, levers and evidence."""
    found = bottlenecks(content.binding_constraints, content.lever_titles)
    if not found:
        return element("p", "No limit binds in any year.") if content.binding_constraints else None
    columns = [
        Column("Stage"),
        Column("Limit", "wide"),
        Column("Binds in"),
        Column("Tonnes a year", "number"),
        Column("One more is worth to its owner, without support", "number"),
        Column("Set by", "code"),
        Column("Evidence", "code"),
    ]
    rows = [_bottleneck(one, references) for one in found]
    of = f" in {content.binding_constraints_of}" if content.binding_constraints_of else ""
    caption = f"Limits that bind{of}, by what a year of each is {TO_ITS_OWNER}."
    return table(caption, columns, rows, name="Limits that bind")


def _bottleneck(one: Bottleneck, references: References) -> list[Child]:
    way = shown(one.unit)
    floor = " (a floor: one tonne less would save this)" if one.sense == "floor" else ""
    return [
        one.stage_title,
        [one.title, element("span", one.rule.replace("_", " ") + floor, class_="note")],
        years_in_words(one.years),
        number(one.size),
        [
            f"{number(one.shadow_price * way.factor)}\u00a0{way.plain_label}",
            element("span", f"in {one.shadow_price_year}, {way.prices}", class_="note"),
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
        link("An annex lists all figures.", f"#{CALIBRATION}"),
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
    if content.left_out:
        parts.append(element("p", content.left_out))
    if content.link:
        parts.append(element("p", f"{content.link_opens} ", _again(content.link)))
    return parts or None


def _again(address: str) -> Html:
    """An address of the web as a link, a command as one types it."""
    return link(address, address) if "://" in address else element("code", address)
