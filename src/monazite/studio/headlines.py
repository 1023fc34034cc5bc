"""The figures that never leave the screen, beside the same under what they are held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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
from monazite.findings.bottlenecks import grade_of_indicator
from monazite.findings.comparison import SideBySide, gap
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
    verdicts = {} if state.facts else kept_verdicts(run) or {}
    found = []
    for here in Comparison(runs, ghost.strategy).numbers([year], keys):
        key = here.indicator
        one = _headline(whole, state, here, verdicts.get((key, year)))
        known, beside = tested.get(key), dict[str, str]()
        if known is not None:
            beside = {"range": known.range or "no doubt moves it", "grade": known.grade}
        elif graded and one.value.figure not in ("0", ABOUT_NIL):
            beside = {"grade": grade_of_indicator(run.solution, key, year)}
        view = one.view.model_copy(update=beside)
        found.append(replace(one, view=view, range=known.bare if known is not None else ""))
    return found


def _headline(whole: Shown, state: State, here: SideBySide, verdict: Verdict | None) -> Headline:
    """One of them in the year of a state, without range and grade."""
    run, ghost, year, key = whole.run, whole.ghost, state.year, here.indicator
    same = run.strategy == ghost.strategy and run.case == ghost.case
    value, before = (whole.telling.in_year(one.solution, key, year) for one in (run, ghost))
    apart = gap(value, before)
    series, unit = whole.telling.told(run.solution, key)
    text, way = written_as_share(value, unit), way_of(unit)
    difference = Written("") if apart is None else written_as_share_change(apart, unit)
    standing = here.standings.get(run.strategy, UNTESTED)
    if state.facts:
        nil = not same and nil_by_size(run.solution, key)[run.solution.years.index(year)]
        standing = ABOUT_NIL if nil else UNTESTED
    mark = whole.telling.mark(here, run.strategy, apart)
    if difference.figure == "0":
        mark = "neither"
    elif run.strategy in here.slight and "not determined" not in standing:
        difference = Written(ABOUT_NIL)
    if standing == ABOUT_NIL:
        text, difference, mark = Written(ABOUT_NIL), Written(""), "neither"
    title, told = title_of(run.solution, key), f"against “{ghost.case.strategy.title}”"
    view = HeadlineView(
        key=key,
        title=title,
        unit=way.label,
        year=year,
        text=str(text),
        ghost_text=share_or_amount(before, unit),
        difference=str(difference),
        mark=mark,
        standing=standing,
        series=_plain(series, way.factor),
        ghost=_plain(whole.telling.told(ghost.solution, key)[0], way.factor),
        sentence=f"{title} in {year}: {text}, {_gain(difference)} {told}"
        + (f", {mark}" if mark != "neither" else "")
        + _by_first_prices(whole, verdict, key),
    )
    return Headline(view, text, difference)


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
