"""The brief as a PDF with tags: two pages that stand alone, then what stands behind them.

Set by typst from a template; every text goes in as data, so that no text of a study is ever read as
markup. The document is PDF/UA-1: it has a title, a language, an order of reading and text in place
of pictures.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from importlib.resources import files
from itertools import groupby
from typing import Any

from monazite.core.errors import InvalidInput, Problem
from monazite.core.numerals import number, shown
from monazite.core.wording import verdict_told
from monazite.findings.comparison import SideBySide
from monazite.findings.evidence import ABOUT_NIL, UNTESTED
from monazite.report.content import BriefContent, LeverLine, Topic
from monazite.report.headlines import range_note, range_words

__all__ = ["brief_pdf"]

STANDARD = "ua-1"
CHART_WIDTH = 680
_UNSHOWN, _CODE = re.compile('text `"(.+?)"` could not be displayed'), re.compile(r"\\u\{(\w+)\}")
_NO_SUSPECTS = b"/Suspects false"
FRONT_CHARTS = ("supply_by_origin",)
"""Charts of the first two pages, where they find room."""
TOPICS = ("chain", "bottleneck_strip", "headline_lines", "uncertain_input_ranges")
"""Charts that go along, by kind: the chain, what holds back, what changes, and doubts."""
FURTHER = (
    *("uncertain_inputs", "draws", "regions", "worlds", "stops-played", "disrupted"),
    *("instruments", "other-sets", "break-even"),
)
"""Topics that go along where they were worked out: doubts, draws, other worlds, shocks, and what
money and single figures would do."""
FRONT_PAGES = 2
SIZES = (9.2, 8.8, 8.4, 8.0, 7.6)
"""Points the letters of the text may have, so that the front keeps to its pages."""
BESIDE_A_CHART = 8.0
"""Points below which a chart gives way to the text instead."""

Data = dict[str, object]


def brief_pdf(content: BriefContent, *, short: bool = False) -> bytes:
    """Set a brief as a PDF: two pages that stand alone, and unless `short` what they rest on.

    Letters are as large as two pages allow; a front that finds no room at the least takes more,
    and nothing of it is cut. Raises InvalidInput where typst is not installed.
    """
    try:
        import typst
    except ModuleNotFoundError:
        raise InvalidInput(
            Problem(
                message="a PDF is set by typst, which is not installed",
                remedy='install it with: pip install "monazite[pdf]"; the web page prints as well',
            )
        ) from None
    setter: Any = typst  # its types forget that files may be given by name
    pictures: dict[str, bytes] = {}
    fronts, others = (_charts(content, kinds, pictures) for kinds in (FRONT_CHARTS, TOPICS))
    told = _told(content)
    source = files("monazite.report").joinpath("brief.typ").read_bytes()

    def pages(size: float, front: Sequence[Data], *, annexes: bool) -> dict[str, bytes]:
        here = {
            **told,
            "size": size,
            "front_charts": front,
            "charts": others if front else [*_charts(content, FRONT_CHARTS, {}), *others],
            "annexes": annexes,
        }
        return {
            "main.typ": source,
            "data.json": json.dumps(here, ensure_ascii=False).encode(),
            **pictures,
        }

    def fits(size: float, front: Sequence[Data]) -> bool:
        end = setter.query(pages(size, front, annexes=False), "<front>", field="value", one=True)
        return int(json.loads(end)) <= FRONT_PAGES

    pictured = [(size, fronts) for size in SIZES if size >= BESIDE_A_CHART]
    ways = [*pictured, *((size, []) for size in SIZES)]
    size, front = next((way for way in ways if fits(*way)), ways[-1])
    made = _compiled(setter, pages(size, front, annexes=not short))
    # nothing is suspect unless said so; some readers stumble over a no where they expect nothing
    return made.replace(_NO_SUSPECTS, b" " * len(_NO_SUSPECTS))


def _compiled(setter: Any, pages: dict[str, bytes]) -> bytes:
    """Set pages, with a question mark for every character that no font there is can show.

    A document with tags may hold none that a reader could not be shown.
    """
    while True:
        try:
            made: bytes = setter.compile(pages, format="pdf", pdf_standards=STANDARD)
        except setter.TypstError as error:
            unshown = _UNSHOWN.search(str(error))
            found = "" if unshown is None else _CODE.sub(lambda at: chr(int(at[1], 16)), unshown[1])
            marks = {ord(one): "?" for one in found if not one.isascii()}
            said = {name: text.decode().translate(marks).encode() for name, text in pages.items()}
            if said == pages:
                raise
            pages = said
        else:
            return made


def _charts(content: BriefContent, kinds: Sequence[str], pictures: dict[str, bytes]) -> list[Data]:
    """Charts of some kinds in their order; their pictures are put in by the name of a file."""
    found: list[Data] = []
    for kind in kinds:
        for place, chart in enumerate(one for one in content.charts if one.kind == kind):
            file = f"{kind}-{place}.svg"
            pictures[file] = chart.svg(CHART_WIDTH, "print", titled=False).encode()
            found.append(
                {
                    "title": chart.title,
                    "subtitle": chart.subtitle,
                    "alt": chart.alt,
                    "file": file,
                }
            )
    return found


def _told(content: BriefContent) -> Data:
    """The texts of a brief on paper."""
    subject = content.strategies[content.subject or content.baseline]
    topics = {one.key: one for one in content.topics}
    return {
        "title": content.title,
        "study": content.study,
        "question": content.question,
        "language": content.language,
        "made": f"{content.software}, data {content.data_version} ({content.data_hash[:12]})",
        "about": f"{content.date}. {', '.join(content.strategies.values())}; compared with "
        f"{content.strategies[content.baseline]}; world {content.world}.",
        "changed": [{"opens": one.opens, "says": list(one.says)} for one in content.changed],
        "left_out": content.left_out,
        "claims": [
            {"claim": one.claim, "verdict": verdict_told(one.verdict)[1], "finding": one.finding}
            for one in content.claims
        ],
        "answer": list(content.answer),
        "confidence": f"Evidence: {content.confidence}.",
        "reason": content.confidence_reason,
        "determined": " ".join(filter(None, (content.told, content.determined))),
        "headlines": _headlines(content),
        "topics": [_topic(one) for one in content.front if one.says or one.tables],
        "further": [
            _topic(one)
            for key in FURTHER
            if (one := topics.get(key)) is not None and (one.says or one.tables)
        ],
        "levers_title": f"What “{subject}” does",
        "levers": [{"says": one.words, "source": _source(one)} for one in content.levers],
        "limits": list(content.limits),
        "thin": [f"{one.what}: {one.leaning}" for one in content.thin_facts],
        "again": content.link,
        "again_opens": content.link_opens,
    }


def _source(lever: LeverLine) -> str:
    source = lever.source
    return ", ".join(part for part in (source.publisher or source.title, source.date) if part)


def _topic(one: Topic) -> Data:
    return {
        "title": one.title,
        "says": list(one.says),
        "tables": [
            {
                "caption": table.caption,
                "note": table.note,
                "heads": [title for title, _ in table.columns],
                "looks": [look for _, look in table.columns],
                "rows": [list(row) for row in table.rows[: table.on_paper]],
            }
            for table in one.tables
        ],
    }


def _headlines(content: BriefContent) -> Data:
    """The table of the first page: each figure by strategy, what it differs by, its range."""
    keys = [content.baseline, *(key for key in content.strategies if key != content.baseline)]
    years = content.front_years
    wanted = [row for row in content.headlines if not years or row.year in years]
    rows = [
        {
            "title": row.title,
            "unit": shown(row.unit).label,
            "years": 0 if at else len(alike),  # rows the title stands beside, told at the first
            "year": str(row.year),
            "cells": [_cell(row, key) for key in keys],
            "range": range_words(content, row),
        }
        for _, group in groupby(wanted, key=lambda row: row.indicator)
        for alike in (list(group),)
        for at, row in enumerate(alike)
    ]
    subject = content.strategies[content.subject or keys[-1]]
    return {
        "titles": [
            {"title": content.strategies[key], "standing": _untested(wanted, key)} for key in keys
        ],
        "ranged": range_note(content, f"“{subject}”") if content.ranges else "",
        "rows": rows,
    }


def _untested(rows: Sequence[SideBySide], key: str) -> str:
    """Say of a strategy that nobody tried how firm its figures stand, where that is so."""
    told = {row.standings.get(key, "") for row in rows}
    return UNTESTED if UNTESTED in told and told <= {UNTESTED, ABOUT_NIL} else ""


def _cell(row: SideBySide, key: str) -> dict[str, str]:
    gap, way = row.differences.get(key), shown(row.unit)
    standing = row.standings.get(key, "")
    value = row.values.get(key)
    text = number(None if value is None else value * way.factor)
    if standing == ABOUT_NIL:
        return {"text": ABOUT_NIL, "difference": ""}
    if "not determined" in standing:
        return {"text": text, "difference": "not determined"}
    told = "" if gap is None else number(gap * way.factor, signed=True)
    if told == "0":
        return {"text": text, "difference": "no change"}
    if key in row.slight:
        return {"text": text, "difference": ABOUT_NIL}
    points = " pts" if told and way.label == "%" else ""
    mark = row.marks.get(key, "neither")
    word = "" if not told or mark == "neither" else f", {mark}"
    return {"text": text, "difference": f"{told}{points}{word}"}
