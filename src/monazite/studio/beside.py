"""What stands beside a chart: its table, and what it rests on with what one may take away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from monazite.report.html import Child, Html, element, joined, link
from monazite.studio.told import RestsOn

__all__ = ["sources_beside", "table_beside"]

_FIGURE = re.compile(r"[−\-–\d,.\s%]*")


def _is_figure(cell: Child) -> bool:
    return isinstance(cell, str) and bool(_FIGURE.fullmatch(cell))


def table_beside(heads: Sequence[str], rows: Sequence[Sequence[Child]]) -> Html:
    """Write texts below their heads; columns that hold figures alone stand at the right."""
    looks = [
        "number" if rows and all(_is_figure(cells[at]) for cells in rows) else None
        for at in range(len(heads))
    ]

    def line(tag: str, cells: Sequence[Child], scope: str | None = None) -> Html:
        return element(
            "tr",
            [
                element(tag, one, class_=look, scope=scope)
                for one, look in zip(cells, looks, strict=True)
            ],
        )

    body = element("tbody", [line("td", cells) for cells in rows])
    return element("table", element("thead", line("th", heads, "col")), body)


def sources_beside(
    alt: str,
    sources: Sequence[str],
    rests_on: Sequence[RestsOn],
    year: int,
    citation: str,
    files: Mapping[str, str],
    count: int,
) -> Html:
    """Write what one may take away of a chart, what it rests on, and what it shows in words.

    `files` are its addresses as svg, png and csv, the last with so many rows.
    """
    address = files["svg"]
    taken = {"csv": f"CSV ({count} rows)", "svg": "SVG", "png": "PNG"}
    return joined(
        (
            element(
                "div",
                element("button", "Copy link", data_copy=address, type="button"),
                element(
                    "button", "Copy citation", data_copy=f"{citation} {address}", type="button"
                ),
                [
                    element("a", told, class_="button", href=files[form], download=True)
                    for form, told in taken.items()
                ],
                class_="row",
            ),
            *_resting(rests_on, year),
            element("p", alt),
            [element("p", one, class_="quiet") for one in sources],
        )
    )


def _resting(rests_on: Sequence[RestsOn], year: int) -> tuple[Html, ...]:
    """Facts and levers behind the figures of a year, each of which opens its sheet."""
    if not rests_on:
        return ()
    rows = [
        (
            # an address of this page needs no script of a card
            link(
                one.title, f"#{urlencode({'sheet': one.sheet, 'id': one.id})}" if one.sheet else ""
            ),
            one.text,
            element("span", one.grade or "decided", class_=f"grade {one.grade}".rstrip()),
            element("span", one.source, class_="small"),
        )
        for one in rests_on
    ]
    said = f"What these figures rest on most in {year}"
    return element("h3", said), table_beside(("What", "Value", "Grade", "Source"), rows)
