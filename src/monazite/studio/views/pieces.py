"""Pieces that parts of pages are put together of: buttons, lists to choose from, tables.

What a button does stands in its attribute `data-do`, as a list of a verb and what it is done to;
the page knows the verbs and nothing else, so that no part needs a script of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from monazite.report.html import Child, Html, element
from monazite.studio.study_told import Named

__all__ = ["button", "card", "choice", "field", "plain", "row", "table", "unbroken", "web"]


def button(text: str, *does: object, class_: str | None = None, **more: str | bool | None) -> Html:
    """A button that does something, such as `fact` with an id."""
    done = json.dumps(does, ensure_ascii=False)
    return element("button", text, class_=class_, data_do=done, type="button", **more)


def choice(
    label: str, name: str, options: Iterable[Named], value: str, **more: str | bool | None
) -> Html:
    """A list to choose one of; what is chosen goes under `name` into what the part is asked."""
    made = [
        element("option", one.title, value=one.name, selected=one.name == value) for one in options
    ]
    return element("select", made, aria_label=label, name=name, **more)


def field(
    label: str, name: str, value: str, type_: str = "text", **more: str | bool | None
) -> Html:
    """A field that goes under `name` into what the part is asked."""
    return element("input", aria_label=label, name=name, value=value, type=type_, **more)


def row(*inside: Child) -> Html:
    """Things side by side."""
    return element("div", *inside, class_="row")


def plain(tag: str, text: str, class_: str | None = None) -> Html:
    """A text in an element."""
    return element(tag, text, class_=class_)


def graded(grade: str, text: str = "") -> Html | None:
    """The grade of a fact, or another text, in the colour of the grade; nothing without one."""
    return plain("span", text or grade, f"grade {grade}") if grade else None


def card(title: str, said: str, *inside: Child, look: str = "") -> Html:
    """A card with its title and what it is about."""
    under = plain("p", said, "sub") if said else None
    return element("div", plain("h2", title), under, *inside, class_=f"card {look}".strip())


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[Child]],
    *,
    foot: Sequence[Child] = (),
    numbers: bool = True,
) -> Html:
    """A table whose first column names its rows; the others hold numbers unless told otherwise."""
    look = "number" if numbers else None

    def line(cells: Sequence[Child]) -> Html:
        return element(
            "tr",
            element("th", cells[0], scope="row"),
            [element("td", one, class_=look) for one in cells[1:]],
        )

    head = element(
        "tr",
        [
            element("th", one, scope="col", class_=look if at else None)
            for at, one in enumerate(heads)
        ],
    )
    return element(
        "div",
        element(
            "table",
            element("thead", head) if heads else None,
            element("tbody", [line(one) for one in rows]),
            element("tfoot", line(foot)) if foot else None,
        ),
        class_="scroll",
        tabindex="0",  # whoever has no mouse scrolls what is wider than its page
    )


def unbroken(figure: str) -> str:
    """A figure with its unit that stays in one line, in a table that has many of them."""
    return figure.replace(" ", "\u00a0")


def web(text: str, address: str) -> Html:
    """A link that opens beside the studio where it leads into the web, else the text alone."""
    if not address.startswith(("http://", "https://")):
        return element("span", text or address)
    return element("a", text or address, href=address, rel="noreferrer noopener", target="_blank")
