"""Draws of all facts in words: where a number lies, what decides it, and where it falls short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monazite.cases import UncertainInput
from monazite.cases.draws import between
from monazite.core.chances import frequency, in_hundred
from monazite.core.numerals import (
    Written,
    column_decimals,
    fixed,
    number,
    shown,
    whole_percent,
    written,
)
from monazite.core.shares import is_told_apart, share_told
from monazite.core.wording import counted, listed
from monazite.findings.ensemble import Band, Side
from monazite.runs.draws.alone import TriedAlone
from monazite.runs.draws.regions import Region
from monazite.runs.draws.sureness import Headline, Sureness

__all__ = [
    "band_figures",
    "says_how_drawn",
    "says_how_often",
    "says_what_decides",
    "says_what_each_does_alone",
    "says_what_settles",
    "says_where_asked",
    "side_in_words",
]

NAMED = 2
"""Facts that are named of those that decide a number."""


def band_figures(band: Band, factor: float, unit: str) -> tuple[list[str], str]:
    """Write the number chosen, low, median and high, and its differences, with like decimals.

    They are told in `unit`, of which one of the band's own is `factor`.
    """
    way = shown(unit)
    times = factor * way.factor
    ends = [times * one for one in (band.difference_low, band.difference_high) if one is not None]
    values = [
        None if one is None else times * one
        for one in (band.central, band.low, band.median, band.high)
    ]
    places = column_decimals([one for one in (*values, *ends) if one is not None], way.label)
    gaps = [fixed(one, places) for one in ends]
    signed = [
        f"+{gap}" if one > 0 and gap.strip("0.") else gap
        for one, gap in zip(ends, gaps, strict=True)
    ]
    return [fixed(one, places) for one in values], " to ".join(dict.fromkeys(signed))


def side_in_words(one: UncertainInput, side: Side) -> tuple[str, str]:
    """Say where a side of a box lies, and of which range, in the unit of its fact.

    A family of facts is told in multiples of what is chosen.
    """

    def written_end(value: float) -> Written:
        if one.unit == "of central":
            return Written(number(value), "times")
        figure, label = written(value, one.unit)
        return Written(figure, shown(one.unit).plain_label if label else "")

    def said(value: float) -> str:
        return str(written_end(value))

    ends: Sequence[tuple[str, float | None]] = (("above", side.low), ("below", side.high))
    lies = [
        f"{word} {said(between(one.low, one.central, one.high, end))}"
        for word, end in ends
        if end is not None
    ]
    return listed(lies), f"{written_end(one.low).figure} to {said(one.high)}"


def says_how_drawn(found: Sureness, titles: Mapping[str, str]) -> list[str]:
    """Say what was drawn, how that differs from ranges of one doubt, and what stood in the way."""
    said = [
        f"All {counted(found.inputs, 'doubtful fact')} and families of them were drawn at once, "
        f"{counted(found.draws, 'time')}, each between the ends its source states or as far as its "
        "grade says.",
        "Ranges elsewhere in this brief move one doubt at a time, to its ends. Here all move "
        "together, and a range leaves out one draw in twenty at either end, so that the two need "
        "not be the same.",
    ]
    if found.nearer:
        said.append(
            f"In {counted(found.nearer, 'draw')} facts that contradict each other were drawn "
            "nearer to the figures chosen."
        )
    said += [
        f"{counted(count, 'draw')} left “{titles[name]}” without a plan: {fault}."
        for name, faults in found.faults.items()
        for fault, count in faults.items()
    ]
    return said


def says_how_often(
    found: Sureness, names: Mapping[str, str], strategy: str, against: str
) -> list[str]:
    """Say in how many draws each headline is better than under the other strategy, and worse."""
    told: dict[tuple[str, str], list[str]] = {}
    same: list[str] = []
    for one in found.headlines:
        band = found.band(one.indicator, found.year)
        if band is None or band.better is None or one.worse is None:
            continue
        if not (band.better or one.worse):
            same.append(f"“{names[one.indicator]}”")
            continue
        better, worse = (frequency(part, band.draws) for part in (band.better, one.worse))
        often = f"{better} draws", worse.often if one.worse else "none"
        told.setdefault(often, []).append(f"“{names[one.indicator]}”")
    parts = [
        f"{listed(keys)} in {better} (worse in {worse})" for (better, worse), keys in told.items()
    ]
    first = (
        f"With the same facts, these figures of {found.year} are better under “{strategy}” than "
        f"under “{against}”: {'; '.join(parts)}."
    )
    return [
        *([first] if parts else []),
        *([f"In every draw the two come to the same in {listed(same)}."] if same else []),
    ]


def says_what_decides(found: Sureness, names: Mapping[str, str]) -> list[str]:
    """Say of each headline which facts decide it beyond chance, and of which none does."""
    told: dict[str, list[str]] = {}
    none = []
    for one in found.headlines:
        clear = [
            fact for fact in one.decides if is_told_apart(fact.first_order, fact.first_order_error)
        ]
        facts = [
            f"“{fact.title}” ({share_told(fact.first_order, fact.first_order_error)})"
            for fact in clear[:NAMED]
        ]
        if facts:
            told.setdefault(listed(facts), []).append(f"“{names[one.indicator]}”")
        else:
            none.append(f"“{names[one.indicator]}”")
    said = [f"{facts} for {listed(keys)}" for facts, keys in told.items()]
    return [
        *([f"What decides most of how far they move: {'; '.join(said)}."] if said else []),
        *([f"No single fact stands out for {listed(none)}."] if none else []),
    ]


def says_what_each_does_alone(found: TriedAlone | None, names: Mapping[str, str]) -> list[str]:
    """Say how far facts tried one at a time foretell headlines, where draws follow that."""
    if found is None:
        return []
    said = []
    for key, name in names.items():
        one = found.found.get(key)
        if one is None or not one.apart:
            continue
        most = listed([f"“{row.title}” ({whole_percent(row.share)})" for row in one.rows[:NAMED]])
        said.append(
            f"of “{name}” {100 * one.part:.0f} ± {100 * one.part_error:.0f} %, most of all {most}"
        )
    if not said:
        return []
    return [
        "The facts and families the plan leans on most, tried one at a time, foretell this much of "
        f"the variance of draws: {'; '.join(said)}."
    ]


def says_what_settles(found: Sureness, names: Mapping[str, str]) -> list[str]:
    """Say which fact, once settled, would settle under which strategy a headline is better."""
    said = [
        f"“{one.settles[0].title}” for “{names[one.indicator]}”, "
        f"{whole_percent(one.settles[0].share)} of what it would be worth to know everything"
        for one in found.headlines
        if one.settles
    ]
    if said:
        return [f"Who knew these could choose the better of the two more often: {'; '.join(said)}."]
    unsettled = [
        f"“{names[one.indicator]}”"
        for one in found.headlines
        if one.worse and (band := found.band(one.indicator, found.year)) and band.better
    ]
    if not unsettled:
        return []
    return [
        "No single fact, once settled, would change under which of the two "
        f"{listed(unsettled, 'or')} is better by more than chance shows."
    ]


def says_where_short(found: Headline, name: str, chosen: str, year: int, *, rising: bool) -> str:
    """Say how often a headline falls short of what it is as chosen, and where that is so."""
    assert found.short is not None, "it can fall short"
    often = in_hundred(found.short.share, found.short.draws)
    falls = "falls short of" if rising else "is worse than"
    first = f"{name} in {year} {falls} the {chosen} of the facts as chosen in {often} draws"
    if found.box is None:
        return f"{first}."
    return (
        f"{first}. {whole_percent(found.box.coverage)} of these lie in the box of the table, and "
        f"of all draws in it {whole_percent(found.box.density)} fall short."
    )


def says_where_asked(found: Region, asked: str) -> str:
    """Say how often a number is as somebody asked, and whether a box tells where."""
    often = in_hundred(found.often.share, found.often.draws)
    first = f"It was asked where {asked}: it is so in {often} draws"
    if found.box is None:
        return f"{first}; no box of facts tells these from the others."
    return (
        f"{first}. {whole_percent(found.box.coverage)} of these lie in the box of its table, and "
        f"of all draws in it {whole_percent(found.box.density)} are such."
    )


def says_of_no_region(names: Sequence[str]) -> list[str]:
    """Say of which headlines no region tells the draws that fall short from the others."""
    if not names:
        return []
    return [
        "No box of facts tells the draws in which these fall short from the others: "
        f"{listed([f'“{name}”' for name in names])}."
    ]
