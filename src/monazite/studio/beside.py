"""What stands beside a chart: its table, and what it rests on with what one may take away."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from monazite.report.html import Html, element, joined

__all__ = ["sources_beside", "table_beside"]

_FIGURE = re.compile(r"[−\-–\d,.\s%]*")


def table_beside(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Html:
    """Write texts below their heads; columns that hold figures alone stand at the right."""
    looks = [
        "number" if rows and all(_FIGURE.fullmatch(cells[at]) for cells in rows) else None
        for at in range(len(heads))
    ]

    def line(tag: str, cells: Sequence[str], scope: str | None = None) -> Html:
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
    alt: str, sources: Sequence[str], citation: str, files: Mapping[str, str], count: int
) -> Html:
    """Write what a chart shows in words, what it rests on, and what one may take away of it.

    `files` are its addresses as svg, png and csv, the last with so many rows.
    """
    address = files["svg"]
    taken = {"csv": f"CSV ({count} rows)", "svg": "SVG", "png": "PNG"}
    return joined(
        (
            element("p", alt),
            [element("p", one, class_="quiet") for one in sources],
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
        )
    )
