"""The brief as a PDF with tags: the answer on the first page, then what stands behind it.

Set by typst from a template; every text goes in as data, so that no text of a study is ever read as
markup. The document is PDF/UA-1: it has a title, a language, an order of reading and text in place
of pictures.
"""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import groupby

from monazite.core.errors import InvalidInput, Problem
from monazite.core.numerals import number, shown
from monazite.findings.comparison import SideBySide
from monazite.findings.evidence import ABOUT_NIL
from monazite.report.claims import verdict_word
from monazite.report.content import BriefContent

__all__ = ["brief_pdf"]

STANDARD = "ua-1"
CHART_WIDTH = 640
_NO_SUSPECTS = b"/Suspects false"
TOPICS = ("supply_by_origin", "bottleneck_strip", "headline_lines")
"""Charts that go along, by kind: where supply comes from, what holds back, what changes."""


def brief_pdf(content: BriefContent) -> bytes:
    """Set a brief as a PDF; raises InvalidInput where typst is not installed."""
    try:
        import typst
    except ModuleNotFoundError:
        raise InvalidInput(
            Problem(
                message="a PDF is set by typst, which is not installed",
                remedy='install it with: pip install "monazite[pdf]"; the web page prints as well',
            )
        ) from None
    charts = [chart for kind in TOPICS for chart in content.charts if chart.kind == kind]
    pictures = {
        f"chart{number}.svg": chart.svg(CHART_WIDTH, "print", titled=False).encode()
        for number, chart in enumerate(charts)
    }
    data = {
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
            {"claim": one.claim, "verdict": verdict_word(one.verdict), "finding": one.finding}
            for one in content.claims
        ],
        "answer": list(content.answer),
        "confidence": f"Evidence: {content.confidence}.",
        "reason": content.confidence_reason,
        "determined": content.determined,
        "headlines": _headlines(content),
        "topics": [
            {"title": one.title, "says": list(one.says)} for one in content.front if one.says
        ],
        "charts": [
            {
                "title": chart.title,
                "subtitle": chart.subtitle,
                "alt": chart.alt,
                "file": f"chart{number}.svg",
            }
            for number, chart in enumerate(charts)
        ],
        "limits": list(content.limits),
        "thin": [f"{one.what}: {one.leaning}" for one in content.thin_facts],
        "again": content.link,
        "again_opens": content.link_opens,
    }
    source = files("monazite.report").joinpath("brief.typ").read_bytes()
    # the types that come with typst forget that files may be given by name
    made: bytes = typst.compile(  # type: ignore[call-overload]
        {"main.typ": source, "data.json": json.dumps(data).encode(), **pictures},
        format="pdf",
        pdf_standards=STANDARD,
    )
    # nothing is suspect unless said so; some readers stumble over a no where they expect nothing
    return made.replace(_NO_SUSPECTS, b" " * len(_NO_SUSPECTS))


def _headlines(content: BriefContent) -> dict[str, object]:
    """The table of the first page: each figure by strategy, with what it differs by."""
    keys = [content.baseline, *(key for key in content.strategies if key != content.baseline)]
    years = content.front_years
    wanted = [row for row in content.headlines if not years or row.year in years]
    rows = [
        {
            "title": row.title if first else "",
            "unit": shown(row.unit).label if first else "",
            "year": str(row.year),
            "cells": [_cell(row, key) for key in keys],
        }
        for _, group in groupby(wanted, key=lambda row: row.indicator)
        for first, row in zip([True, *[False] * 99], group, strict=False)
    ]
    return {"titles": [content.strategies[key] for key in keys], "rows": rows}


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
    points = " pts" if told and way.label == "%" else ""
    mark = row.marks.get(key, "neither")
    word = "" if not told or mark == "neither" else f", {mark}"
    return {"text": text, "difference": f"{told}{points}{word}"}
