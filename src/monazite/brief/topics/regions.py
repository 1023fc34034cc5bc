"""The topic on boxes: where a headline falls short, and where a number is as somebody asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from monazite.brief.about import NUMBER, WIDE, Briefed
from monazite.brief.sentences.draws import (
    band_figures,
    says_of_no_region,
    says_where_asked,
    says_where_short,
    side_in_words,
)
from monazite.cases.draws import drawn_inputs
from monazite.core.numerals import SPACE, share_or_amount, shown, whole_percent
from monazite.findings.ensemble import Box
from monazite.findings.indicators import entry_of
from monazite.report import PlainTable, Topic
from monazite.runs.draws.regions import Region
from monazite.runs.draws.sureness import Headline, Sureness

KEY = "regions"
TITLE = "Where the figures fall short"
NOTE = (
    "Coverage is the part of these draws which lie where all lines of a figure hold; density is "
    "the part of the draws there that are such."
)


def regions(briefed: Briefed) -> Topic:
    """Tell where headlines fall short of what they are as chosen, and what else was asked."""
    known = briefed.worked_out
    short = [one for one in known.sureness.headlines if _falls_short(one)] if known.sureness else []
    told = [] if known.sureness is None else list(_short(briefed, known.sureness, short))
    others = [briefed.name(one.indicator) for one in short if one.box is None]
    boxes = [(briefed.name(one.indicator), one.box) for one in short if one.box is not None]
    year = known.sureness.year if known.sureness else 0
    short_of = f"Where figures of {year} fall short of what they are as chosen."
    return Topic(
        key=KEY,
        title=TITLE,
        says=[
            *told,
            *says_of_no_region(others),
            *(says_where_asked(one, _asked(briefed, one)) for one in known.regions),
        ],
        tables=[
            *([_table(briefed, short_of, boxes)] if boxes else []),
            *(
                _table(
                    briefed, f"Where {_asked(briefed, one)}.", [(briefed.name(one.indicator), box)]
                )
                for one in known.regions
                if (box := one.box) is not None
            ),
        ],
    )


def _short(briefed: Briefed, found: Sureness, short: Sequence[Headline]) -> Iterator[str]:
    for one in short:
        if one.box is not None:
            yield says_where_short(
                one,
                briefed.name(one.indicator),
                _chosen(briefed, found, one.indicator),
                found.year,
                rising=entry_of(one.indicator).better == "up",
            )


def _falls_short(one: Headline) -> bool:
    return one.short is not None and one.short.share > 0.0


def _asked(briefed: Briefed, one: Region) -> str:
    """What was asked, in words: `unmet demand in 2030 is at least 10 t/yr`."""
    factor, unit = briefed.multiple(one.indicator)
    ends = (("at least", one.at_least), ("at most", one.at_most))
    said = [
        f"{word} {share_or_amount(factor * end, unit)}" for word, end in ends if end is not None
    ]
    return f"“{briefed.name(one.indicator)}” in {one.year} is {' and '.join(said)}"


def _chosen(briefed: Briefed, found: Sureness, key: str) -> str:
    """What a headline is with the facts chosen, with its unit."""
    band = found.band(key, found.year)
    assert band is not None, "a headline that falls short lies somewhere"
    factor, unit = briefed.multiple(key)
    return f"{band_figures(band, factor, unit)[0][0]}{SPACE}{shown(unit).plain_label}".rstrip()


def _table(briefed: Briefed, caption: str, boxes: Sequence[tuple[str, Box]]) -> PlainTable:
    """A line for each side of the box of each figure, which is named once."""
    return PlainTable(
        caption=caption,
        note=NOTE,
        columns=[
            ("Figure", WIDE),
            ("Fact or family", WIDE),
            ("Lies", ""),
            ("Drawn from", ""),
            ("Coverage", NUMBER),
            ("Density", NUMBER),
        ],
        rows=[row for name, box in boxes for row in _rows(briefed, name, box)],
    )


def _rows(briefed: Briefed, name: str, box: Box) -> Iterator[list[str]]:
    inputs = {each.name: each for each in drawn_inputs(briefed.subject.worker.study)}
    shares = [whole_percent(box.coverage), whole_percent(box.density)]
    sides = [side for side in box.sides if side.input in inputs]
    for place, side in enumerate(sides):
        known = inputs[side.input]
        lies, drawn = side_in_words(known, side)
        yield [
            name if place == 0 else "",
            known.title,
            lies,
            drawn,
            *(shares if place == 0 else ("", "")),
        ]
