"""What limits on exports do, and where kept tonnes sit, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from monazite.core.numerals import points, whole_percents
from monazite.core.wording import listed
from monazite.findings.account import CONSERVED, OTHERS, Whereabouts
from monazite.findings.comparison import (
    CHANGE_SHOWS,
    conserved,
    first_year_of_gain,
    idle_plants,
    limit_effects,
    shares_of,
)
from monazite.findings.indicators import spelled_out
from monazite.findings.solution import Solution
from monazite.runs.plan.masses import Mass, figures_of, mass_of_kept

SHARE_SHOWS = 5e-4
"""Change of a share below which it is told not to change."""


def says_of_limits(solution: Solution, title: str, years: Sequence[int]) -> str:
    """Whether limits on exports bring the product, when, and how much, in a sentence or two."""
    found = limit_effects(solution, years, of=solution.of)
    effects = {(row.indicator, row.year): row for row in found}
    output, reliance, unmet = (
        spelled_out(solution.study, key)
        for key in ("output", "net_import_reliance", "unmet_demand")
    )
    goods = solution.study.words.product.plural
    first = first_year_of_gain(solution)
    changes = [effects[output, year].change for year in years]
    outputs, gone = (_told(solution, key) for key in (output, unmet))
    made = listed(
        [
            f"{outputs.said(change, signed=True)} in {year}"
            for change, year in zip(changes, years, strict=True)
        ]
    )
    if first is None:
        lost = any(change < -CHANGE_SHOWS * outputs.grain for change in changes)
        text = f"Under “{title}” the limit on exports brings no {goods} in any year" + (
            f"; home makes less ({made})" if lost else ""
        )
    else:
        text = (
            f"Under “{title}” kept tonnes first end in {goods} made at home in {first}: home makes "
            f"{made}"
        )
    shares = [effects[reliance, year].change for year in years]
    short = [effects[unmet, year].change for year in years]
    if max(map(abs, shares)) < SHARE_SHOWS and max(map(abs, short)) < CHANGE_SHOWS * gone.grain:
        return (
            f"{text}. Dependence on imported {goods} and unmet demand do not change in "
            f"{listed(list(map(str, years)))}."
        )
    dependence = _moves(
        years, shares, SHARE_SHOWS, lambda one: f"{points(one).removeprefix('+')} points"
    )
    demand = _moves(years, short, CHANGE_SHOWS * gone.grain, gone.said)
    return f"{text}. Dependence on imported {goods} {dependence}; unmet demand {demand}."


def _moves(
    years: Sequence[int], changes: Sequence[float], shows: float, said: Callable[[float], str]
) -> str:
    """What something does in some years: rises or falls by so much, or stays where it is."""
    told: dict[str, list[str]] = {}
    for year, change in zip(years, changes, strict=True):
        way = "rises" if change > 0 else "falls"
        does = "stays as it is" if abs(change) < shows else f"{way} by {said(abs(change))}"
        told.setdefault(does, []).append(str(year))
    return listed([f"{does} in {listed(when)}" for does, when in told.items()])


def _told(solution: Solution, key: str) -> Mass:
    """How tonnes of an indicator with and without the limits are told."""
    other = solution.without_limits
    return figures_of((solution,) if other is None else (solution, other), key)[1]


def says_of_resting(solution: Solution, title: str, years: Sequence[int]) -> str:
    """Where kept tonnes sit, in a sentence; nothing when nothing is kept."""
    parts, kept = [], mass_of_kept(solution)
    for year in years:
        totals = conserved(solution, year, solution.of)
        whole = totals.get(CONSERVED, 0.0)
        if whole < CHANGE_SHOWS:
            continue
        said = [
            f"{share} is {in_words(fate)}"
            for fate, share in whole_percents(shares_of(totals)).items()
        ]
        parts.append(
            f"by {year} {kept.said(whole, solution.study.tracked)} are kept, "
            f"of which {listed(said)}"
        )
    if not parts:
        return ""
    idle = idle_plants(solution, years[-1])
    ends = (
        f" Plants that could take it on and do less than without the limit: {listed(idle)}."
        if idle
        else ""
    )
    return f"Under “{title}”, {'; '.join(parts)}.{ends}"


_TONNES_ARE = {
    "stocked": "in stock",
    "plant idle": "left in the ground at mines that could dig it",
}
"""What tonnes are said to be, where that is not what became of them."""


def in_words(fate: Whereabouts) -> str:
    """A fate in words, as what tonnes are: in stock as oxide with its owner, left in the ground."""
    said = _TONNES_ARE.get(fate.kind, fate.kind)
    if fate.form:
        said = f"{said} as {fate.form.replace('_', ' ')}"
    if fate.owner == OTHERS:
        return f"{said} at home"
    return f"{said} with {fate.owner}" if fate.owner else said
