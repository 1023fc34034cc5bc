"""Small pieces that recur in a brief: a figure, a grade, a source, references to the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from monazite.charts import Chart
from monazite.core.numerals import fixed, number
from monazite.core.vocabulary import grades
from monazite.report.content import FactLine, SourceLine
from monazite.report.html import Child, Column, Html, element, joined, link, table
from monazite.report.style import PAGE_CHART, PHONE_CHART

__all__ = ["References", "difference", "draw_figures", "figure", "grade", "source", "source_note"]

_AT_MOST = 6
_GRADE_DOTS = {"A": "●●●", "B": "●●○", "C": "●○○"}


class References:
    """Numbers the facts of the annex, so that a table can point at them."""

    def __init__(self, facts: Sequence[FactLine]) -> None:
        self._numbers = {fact.fact_id: place for place, fact in enumerate(facts, start=1)}

    def label(self, fact_id: str) -> str:
        """Return the number a fact has in the annex."""
        return f"E{self._numbers[fact_id]}"

    def to(self, fact_ids: Sequence[str]) -> Html:
        """Return links to facts, at most six of them; how many more there are is said."""
        known = [fact_id for fact_id in fact_ids if fact_id in self._numbers]
        named: list[str] = [
            link(self.label(fact_id), f"#{self.label(fact_id)}") for fact_id in known[:_AT_MOST]
        ]
        more = len(fact_ids) - len(named)
        return joined([*named, f"{more} more"] if more else named, separator=", ")


def grade(letter: str) -> Html:
    """Return a grade as a word, with dots for the eye."""
    known = grades()
    word = known[letter].title if letter in known else letter
    dots = element("span", _GRADE_DOTS.get(letter, ""), class_="dots", aria_hidden="true")
    return element("span", f"{word}\u00a0", dots, class_="grade")


def source(line: SourceLine) -> Html:
    """Return a source with publisher and date, linked where it has an address."""
    rest = ", ".join(part for part in (line.publisher, line.date) if part)
    return joined([link(line.title, line.url), f", {rest}" if rest else ""])


def source_note(line: SourceLine) -> Html:
    """Return a source as a line of its own, below what it supports."""
    return element("p", "Source: ", source(line), class_="note")


def difference(
    value: float | None, baseline: float | None, decimals: int, better: str, *, points: bool = False
) -> Html:
    """Return a difference with arrow, sign and word; colour only repeats the word.

    A difference that does not show at the decimals of its table is none.
    """
    if value is None or baseline is None:
        return element("span", "no comparison", class_="difference")
    gap = round(value - baseline, decimals)
    if gap == 0:
        return element("span", "no change", class_="difference")
    rises = gap > 0
    arrow = element("span", "▲ " if rises else "▼ ", aria_hidden="true")
    text = ("+" if rises else "") + fixed(gap, decimals) + ("\u00a0points" if points else "")
    if better not in {"up", "down"}:
        return element("span", arrow, text, class_="difference")
    word = "better" if rises == (better == "up") else "worse"
    return element("span", arrow, f"{text}, {word}", class_=f"difference {word}")


def draw_figures(charts: Sequence[Chart]) -> None:
    """Draw charts as a page will show them; whoever draws keeps the pictures for it."""
    for chart in charts:
        _pictures(chart)


def _pictures(chart: Chart) -> tuple[str, str]:
    """A chart for the page and for the phone."""
    return chart.svg(PAGE_CHART, titled=False), chart.svg(PHONE_CHART, titled=False)


def figure(chart: Chart, place: int, sources: Sequence[str] = ()) -> Html:
    """Return a chart with its title, source line and table; drawn twice, for page and phone."""
    cited = [*chart.sources, *sources]
    on_page, on_phone = _pictures(chart)
    return element(
        "figure",
        element(
            "figcaption",
            element("h3", f"Figure {place}. {chart.title}", id=f"figure-{place}"),
            element("p", chart.subtitle) if chart.subtitle else None,
        ),
        element("div", Html(on_page), class_="on-page"),
        element("div", Html(on_phone), class_="on-phone"),
        element("p", f"Source: {'; '.join(cited)}", class_="source") if cited else None,
        element(
            "details",
            element("summary", f"The numbers in figure {place}"),
            _frame(chart.table(), f"The numbers in figure {place}: {chart.title}"),
        ),
        class_=chart.kind.replace("_", "-"),
    )


def _frame(frame: pl.DataFrame, caption: str) -> Html:
    columns = [
        Column(title, "number" if kind.is_numeric() and title != "Year" else None)
        for title, kind in frame.schema.items()
    ]
    cells = [_cells(row) for row in frame.iter_rows(named=True)]
    return table(caption, columns, cells, name=caption, cards=False)


def _cells(row: Mapping[str, object]) -> list[Child]:
    return [
        number(value) if isinstance(value, float) else ("–" if value is None else str(value))
        for value in row.values()
    ]
