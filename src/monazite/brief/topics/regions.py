"""The topic on boxes: in which region of the doubtful facts a headline falls short."""

from __future__ import annotations

from collections.abc import Iterator

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.brief.sentences.draws import (
    band_figures,
    says_of_no_region,
    says_where_short,
    side_in_words,
)
from monazite.cases.draws import drawn_inputs
from monazite.core.numerals import SPACE, shown, whole_percent
from monazite.findings.indicators import entry_of
from monazite.report import PlainTable, Topic
from monazite.runs.sureness import Headline, Sureness

KEY = "regions"
TITLE = "Where the figures fall short"


def regions(briefed: Briefed) -> Topic:
    """Tell where headlines fall short of what they are as chosen; nothing without draws."""
    found = briefed.worked_out.sureness
    short = [] if found is None else [one for one in found.headlines if _falls_short(one)]
    if found is None or not short:
        return Topic(key=KEY, title=TITLE)
    told = [one for one in short if one.box is not None]
    others = [briefed.name(one.indicator) for one in short if one.box is None]
    said = [
        says_where_short(
            one,
            briefed.name(one.indicator),
            _chosen(briefed, found, one.indicator),
            found.year,
            rising=entry_of(one.indicator).better == "up",
        )
        for one in told
    ]
    table = PlainTable(
        caption=f"Where figures of {found.year} fall short of what they are as chosen.",
        note="Coverage is the part of the draws that fall short which lie where all lines of a "
        "figure hold; density is the part of the draws there that fall short.",
        columns=[
            ("Figure", WIDE),
            ("Fact or family", WIDE),
            ("Lies", ""),
            ("Drawn from", ""),
            ("Coverage", NUMBER),
            ("Density", NUMBER),
        ],
        rows=[row for one in told for row in _rows(briefed, one)],
    )
    return Topic(
        key=KEY,
        title=TITLE,
        says=[*said, *says_of_no_region(others)],
        tables=[table] if told else [],
    )


def _falls_short(one: Headline) -> bool:
    return one.short is not None and one.short.share > 0.0


def _chosen(briefed: Briefed, found: Sureness, key: str) -> str:
    """What a headline is with the facts chosen, with its unit."""
    band = found.band(key, found.year)
    assert band is not None, "a headline that falls short lies somewhere"
    factor, unit = briefed.multiple(key)
    return f"{band_figures(band, factor, unit)[0][0]}{SPACE}{shown(unit).plain_label}".rstrip()


def _rows(briefed: Briefed, one: Headline) -> Iterator[list[str]]:
    """A line for each side of the box of a headline, which is named once."""
    if one.box is None:
        return
    inputs = {each.name: each for each in drawn_inputs(briefed.subject.worker.study)}
    shares = [whole_percent(one.box.coverage), whole_percent(one.box.density)]
    sides = [side for side in one.box.sides if side.input in inputs]
    for place, side in enumerate(sides):
        known = inputs[side.input]
        lies, drawn = side_in_words(known, side)
        head = briefed.name(one.indicator)
        yield [
            head if place == 0 else "",
            known.title,
            lies,
            drawn,
            *(shares if place == 0 else ("", "")),
        ]
