"""The figures that never leave the screen, beside the same under what they are held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from types import MappingProxyType

from monazite.charts.registry import Shown
from monazite.core.keys import key_named
from monazite.core.numerals import (
    Written,
    share_or_amount,
    written_as_share,
    written_as_share_change,
)
from monazite.core.shown import shown as way_of
from monazite.findings.bottlenecks import Grade, grade_of_indicator
from monazite.findings.comparison import gap
from monazite.findings.evidence import ABOUT_NIL, UNTESTED, Verdict, nil_by_size
from monazite.findings.indicators import title_of
from monazite.findings.solution import Series
from monazite.runs.comparison import Comparison
from monazite.runs.kept_verdicts import kept_verdicts
from monazite.studio.found import HeadlineRange
from monazite.studio.keeping import made_by
from monazite.studio.state import State
from monazite.studio.told import HeadlineView
from monazite.study import Settings, Study

__all__ = ["Headline", "headline_keys", "headlines", "still_true"]

HEADLINES = 6
EXPLAINING = ("exports", "stock", "price_response")
UNTRIED: Mapping[str, HeadlineRange] = MappingProxyType({})


@dataclass(frozen=True)
class Headline:
    """A headline as it is told, with figures that stand apart from their units."""

    view: HeadlineView
    value: Written
    gap: Written
    range: str = ""
    """Between what doubtful facts put it, without its unit."""


def headlines(
    whole: Shown,
    state: State,
    tested: Mapping[str, HeadlineRange] = UNTRIED,
    *,
    graded: bool = False,
) -> list[Headline]:
    """The first figures of the front; what the study keeps of them holds with its own facts.

    The grade of one is that of the doubts that move it where these were tried; else, where it is to
    be `graded`, that of the facts behind it, which takes longer than all the rest.
    """
    run, ghost, year = whole.run, whole.ghost, state.year
    keys = headline_keys(run.solution.study.settings)
    same = run.strategy == ghost.strategy and run.case == ghost.case
    runs = (run,) if same else (ghost, run)
    as_written = not state.facts

    def grade(key: str, text: Written) -> Grade:
        told = graded and text.figure not in ("0", ABOUT_NIL)
        return grade_of_indicator(run.solution, key, year) if told else ""

    verdicts = (kept_verdicts(run) if as_written else None) or {}
    found = []
    for here in Comparison(runs, ghost.strategy).numbers([year], keys):
        key = here.indicator
        value, before = (whole.telling.in_year(one.solution, key, year) for one in (run, ghost))
        apart = gap(value, before)
        series, unit = whole.telling.told(run.solution, key)
        text, way = written_as_share(value, unit), way_of(unit)
        difference = Written("") if apart is None else written_as_share_change(apart, unit)
        standing = here.standings.get(run.strategy, UNTESTED)
        if not as_written:
            nil = not same and nil_by_size(run.solution, key)[run.solution.years.index(year)]
            standing = ABOUT_NIL if nil else UNTESTED
        mark = whole.telling.mark(here, run.strategy, apart)
        if difference.figure == "0":
            mark = "neither"
        elif run.strategy in here.slight and "not determined" not in standing:
            difference = Written(ABOUT_NIL)
        if standing == ABOUT_NIL:
            text, difference, mark = Written(ABOUT_NIL), Written(""), "neither"
        told = f"{_gain(difference)} against “{ghost.case.strategy.title}”"
        found.append(
            Headline(
                HeadlineView(
                    key=key,
                    title=title_of(run.solution, key),
                    unit=way.label,
                    year=year,
                    text=str(text),
                    ghost_text=share_or_amount(before, unit),
                    difference=str(difference),
                    mark=mark,
                    standing=standing,
                    range=tested[key].range or "no doubt moves it" if key in tested else "",
                    grade=tested[key].grade if key in tested else grade(key, text),
                    series=_plain(series, way.factor),
                    ghost=_plain(whole.telling.told(ghost.solution, key)[0], way.factor),
                    sentence=f"{title_of(run.solution, key)} in {year}: {text}, {told}"
                    + (f", {mark}" if mark != "neither" else "")
                    + _by_first_prices(whole, verdicts.get((key, year)), key),
                ),
                text,
                difference,
                tested[key].bare if key in tested else "",
            )
        )
    return found


def still_true(study: Study, tested: Iterable[HeadlineRange]) -> Mapping[str, HeadlineRange]:
    """Ranges by headline, of those that were worked out with a study and rules as they are."""
    now = made_by(study.data_hash)
    return {one.key: one for one in tested if one.made_by == now}


def _gain(difference: Written) -> str:
    """A difference inside a sentence."""
    if difference.figure == ABOUT_NIL:
        return "about no difference"
    return str(difference) or "no difference"


def _by_first_prices(whole: Shown, verdict: Verdict | None, key: str) -> str:
    """Between what a figure lies wherever owners at home begin to ask; nothing if it is one."""
    if verdict is None or verdict.between is None:
        return ""
    factor, unit = whole.telling.multiple(whole.run.solution, key)
    low, high = (share_or_amount(factor * end, unit) for end in verdict.between)
    return "" if low == high else f"; {low} to {high} by what owners at home ask first"


def headline_keys(settings: Settings) -> list[str]:
    """The figures that never leave the screen: those of the front, flows and stocks of goods last.

    What is made, short, paid and lost answers the question of a study; a flow explains it.
    """
    front = list(settings.shown)
    first = [key for key in front if key_named(key).indicator not in EXPLAINING]
    chosen = [*first, *(key for key in front if key not in first)][:HEADLINES]
    return [key for key in front if key in chosen]


def _plain(values: Series, factor: float) -> list[float | None]:
    return [float(f"{value * factor:.5g}") if isfinite(value) else None for value in values]
