"""A past episode that was played month by month: its tables in words, and its page in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from monazite.core.numerals import NONE, amount, share_or_change
from monazite.core.wording import listed
from monazite.findings.hindcast import EpisodeCompared, EpisodeMonth, EpisodeScore

__all__ = [
    "EpisodeTold",
    "TableInWords",
    "compared_table",
    "episode_page",
    "months_table",
    "scored_in_words",
]

_TEXTS = ("Month", "What", "When", "Verdict", "Why")
"""Heads of the columns that hold words; all others hold numbers."""

_MEASURES = {"quantity": "Quantity", "price": "Price"}

_HOW = (
    "In a month without an amount nothing is withheld, and a month brings a twelfth of what the "
    "plan has for the year unless something is withheld or made up for. `reproduced` is within "
    "5 %, `near` within 10 %. Only rows that are free are scored: what is fitted was known when "
    "the rules of the play were made, what is determined follows from what was given, and neither "
    "proves anything."
)


@dataclass(frozen=True)
class TableInWords:
    """A table whose cells are written."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Rows of as many cells as there are heads."""

    @property
    def numbers(self) -> tuple[bool, ...]:
        """Which columns hold numbers."""
        return tuple(head not in _TEXTS for head in self.heads)

    def without(self, head: str) -> TableInWords:
        """Give the table without a column."""
        pick = itemgetter(*(at for at, one in enumerate(self.heads) if one != head))
        return TableInWords(pick(self.heads), tuple(map(pick, self.rows)))


@dataclass(frozen=True)
class EpisodeTold:
    """What a page on an episode tells."""

    study: str
    title: str
    given: str
    """What the amounts given are amounts of."""
    usual: float
    """What these come to in a usual month, t."""
    basis: str
    strategy: str
    year: int
    world: str
    without: Sequence[str]
    """What of that world is the episode itself, so that the plan is without it; by title."""
    months: Sequence[EpisodeMonth]
    compared: Sequence[EpisodeCompared]
    scores: Sequence[EpisodeScore]

    def in_words(self) -> str:
        """What is given, what is played, and on which plan."""
        own = listed([f"“{one}”" for one in self.without])
        without = f" without {own}, which the months play" if own else ""
        return (
            f"{self.given} is given month by month, in t {self.basis}: what is less than "
            f"{self.usual:,.0f} t is withheld. All else is what the play says, on the plan "
            f"{self.strategy} of {self.year} in the world {self.world}{without}; what is in store "
            "is that at the end of the month."
        )


def months_table(told: EpisodeTold) -> TableInWords:
    """Every month: what was given, and what was played and observed of each series."""
    series: dict[str, dict[str, EpisodeMonth]] = {}
    for one in told.months:
        series.setdefault(one.series, {})[one.month] = one
    seen = {
        title for title, of in series.items() if any(m.observed is not None for m in of.values())
    }
    heads = ["Month", f"{told.given}, given"]
    for title in series:
        heads += [f"{title}, played", *(["observed"] if title in seen else [])]
    rows = []
    for month, given in {one.month: one.given for one in told.months}.items():
        row = [month, _tonnes(given)]
        for title, of in series.items():
            row.append(_tonnes(of[month].played))
            row += [_tonnes(of[month].observed)] if title in seen else []
        rows.append(tuple(row))
    return TableInWords(tuple(heads), tuple(rows))


def compared_table(rows: Iterable[EpisodeCompared]) -> TableInWords:
    """What was observed beside what was played, with the gap, the verdict and the reason."""
    heads = ("What", "When", "Observed", "Played", "Gap", "Verdict", "Why")
    return TableInWords(heads, tuple(map(_compared, rows)))


def _compared(row: EpisodeCompared) -> tuple[str, ...]:
    plain = row.status in ("free", "untestable")
    return (
        row.title,
        row.period,
        amount(row.observed, row.unit),
        amount(row.played, row.unit),
        NONE if row.gap is None else share_or_change(row.gap, "1").replace("points", "%"),
        row.verdict if plain else f"{row.verdict} ({row.status})",
        row.reason,
    )


def scored_in_words(score: EpisodeScore) -> str:
    """How a measure comes out: what is scored, and beside it what is not."""
    counts = {"reproduced": score.reproduced, "near": score.near, "missed": score.missed}
    told = listed([f"{count} {word}" for word, count in counts.items() if count])
    scored = f"{score.scored} scored, {told}" if score.scored else "nothing to score"
    proves = "that proves nothing" if score.proves_nothing == 1 else "that prove nothing"
    others = {proves: score.proves_nothing, "untestable": score.untestable}
    beside = listed([f"{count} {word}" for word, count in others.items() if count])
    rest = f"; beside it {beside}" if beside else ""
    return f"{_MEASURES[score.measure]}: {scored}{rest}."


def episode_page(told: EpisodeTold) -> str:
    """Compose the whole page."""
    return "\n".join(
        [
            f"# {told.title}, month by month",
            "",
            f"Written by `monazite hindcast {told.study} --months`. {told.in_words()}",
            "",
            *_markdown(months_table(told)),
            "",
            "## How it comes out",
            "",
            *(f"- {scored_in_words(score)}" for score in told.scores),
            "",
            *_markdown(compared_table(told.compared)),
            "",
            _HOW,
            "",
        ]
    )


def _tonnes(value: float | None) -> str:
    """Write tonnes of a month; blank where there are none to write."""
    return "" if value is None else f"{value:,.0f}"


def _markdown(table: TableInWords) -> list[str]:
    rule = tuple("---:" if number else "---" for number in table.numbers)
    rows = (tuple(cell.replace("|", "\\|") for cell in row) for row in table.rows)
    return [f"| {' | '.join(line)} |" for line in (table.heads, rule, *rows)]
