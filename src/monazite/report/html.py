"""HTML as nested calls: text is escaped unless it is already HTML, and tables are built one way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

__all__ = ["Child", "Column", "Group", "Html", "element", "joined", "link", "table"]

_VOID = frozenset({"br", "col", "hr", "input", "link", "meta"})


class Html(str):
    """Text that is HTML already and must not be escaped again."""

    __slots__ = ()


Child: TypeAlias = "str | Iterable[Child] | None"


def element(tag: str, /, *children: Child, **attributes: str | int | bool | None) -> Html:
    """Return an element; `class_` writes class, `aria_label` writes aria-label.

    Attributes that are None or False are left out, and those that are True stand without a value.
    """
    opening = tag + "".join(
        f" {_attribute(name)}" if value is True else f' {_attribute(name)}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    if tag in _VOID:
        return Html(f"<{opening}>")
    return Html(f"<{opening}>{joined(children)}</{tag}>")


def joined(children: Iterable[Child], separator: str = "") -> Html:
    """Return children side by side, escaping what is plain text."""
    return Html(separator.join(_text(child) for child in children if child is not None))


def _text(child: Child) -> str:
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        # A number and its per cent sign stay on one line.
        return escape(child, quote=False).replace(" %", "\u00a0%")
    return joined(child or ())


def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def link(text: str, address: str) -> Html:
    """Return a link where the address is one of the web or of this page, else the text alone."""
    parts = urlsplit(address)
    web = parts.scheme in {"http", "https"} and bool(parts.netloc)
    if web or (address.startswith("#") and len(address) > 1):
        return element("a", text, href=address)
    return joined([text])


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its title, and what its cells hold."""

    title: str
    look: Literal["number", "compared", "short", "wide", "code"] | None = None
    """Numbers stand at the right, or beside what they are compared with; dates stay whole,
    sentences get room, and paths may break anywhere."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that share a header, which stands once beside all of them."""

    header: Child
    rows: Sequence[Sequence[Child]]


def table(
    caption: Child,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Child] | Group],
    *,
    name: str,
    cards: bool = True,
    on_paper: int | None = None,
) -> Html:
    """Return a table with a caption; the first cell of a row is its header, also within a group.

    On a phone each row becomes a card of labelled values, or, without `cards`, the table scrolls
    by itself; `name` tells a reader what it is that scrolls. Paper shows the first rows only, as
    many as `on_paper` says, and says so.
    """
    given = list(rows)
    kept = len(given) if on_paper is None else min(on_paper, len(given))
    head = element(
        "thead",
        element(
            "tr",
            [_cell("th", column, column.title, "columnheader", scope="col") for column in columns],
            role="row",
        ),
        role="rowgroup",
    )
    body = element(
        "tbody",
        [
            _group(columns, row)
            if isinstance(row, Group)
            else _row(columns, row, class_="on-screen" if place >= kept else None)
            for place, row in enumerate(given)
        ],
        role="rowgroup",
    )
    left = len(given) - kept
    further = (
        f" The first {kept} are printed; {left} more stand in the page on screen and the workbook."
    )
    return element(
        "div",
        element(
            "table",
            element(
                "caption",
                caption,
                element("span", further, class_="on-paper") if left else None,
            ),
            head,
            body,
            role="table",
        ),
        class_="scroll cards" if cards else "scroll",
        role="region",
        aria_label=name,
        tabindex=0,
    )


def _group(columns: Sequence[Column], group: Group) -> Html:
    first, *rest = columns
    header = _cell(
        "th", first, group.header, "rowheader", scope="rowgroup", rowspan=len(group.rows)
    )
    rows = [
        _row(rest, cells, before=header) if place == 0 else _row(rest, cells, class_="inner")
        for place, cells in enumerate(group.rows)
    ]
    return joined(rows)


def _row(
    columns: Sequence[Column],
    cells: Sequence[Child],
    *,
    before: Html | None = None,
    class_: str | None = None,
) -> Html:
    header, *rest = zip(columns, cells, strict=True)
    return element(
        "tr",
        before,
        _cell("th", *header, "rowheader", scope="row"),
        [_cell("td", column, cell, "cell", data_label=column.title) for column, cell in rest],
        role="row",
        class_=class_,
    )


def _cell(tag: str, column: Column, content: Child, role: str, **further: str | int) -> Html:
    # Cards change how cells are displayed, and some readers then forget what is a cell unless told.
    return element(
        tag,
        element("div", content) if tag == "td" else content,
        role=role,
        class_=column.look,
        **further,
    )
