"""Keys of the studio, in the one table that both binds them and lists them under `?`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from monazite.studio.state import SCREENS

__all__ = ["KEYS", "Key", "bound", "listed_keys"]

Verb = tuple[str | int, ...]
"""A verb of the page and what it is done with, such as `year` by 1 or `click` on a place."""

_OTHER_TAB = "[role=tab][aria-selected=false]"
_END = 1_000_000
"""Steps that lead from any mark of a picture to its last."""


@dataclass(frozen=True)
class Key:
    """Keys as people call them and what they do; verbs by each key as a browser names it.

    Those `on_marks` work where somebody stands on a mark of a picture, all others wherever nobody
    types. Keys without a verb are the browser's own.
    """

    called: str
    told: str
    verbs: Mapping[str, Verb] = field(default_factory=dict)
    on_marks: bool = False


KEYS: Sequence[Key] = (
    Key(
        "1–9",
        "one of the first nine screens",
        {str(at): ("go", name) for at, name in enumerate(tuple(SCREENS)[:9], start=1)},
    ),
    Key(
        "/",
        "find a fact on Evidence, elsewhere a lever",
        {"/": ("focus", "#screen [type=search]", "#base")},
    ),
    Key("[, ]", "lever before, next lever", {"[": ("lever", -1), "]": ("lever", 1)}),
    Key("Space", "switch a lever on or off"),
    Key("←, →, Page Up, Page Down, Home, End", "move the slider in focus"),
    Key("Y, Shift+Y", "next year, year before", {"y": ("year", 1), "Y": ("year", -1)}),
    Key(
        "←, → on a picture",
        "year before, next year",
        {"ArrowLeft": ("year", -1), "ArrowRight": ("year", 1)},
        on_marks=True,
    ),
    Key(
        "↑, ↓, Home, End on a picture",
        "mark before, next, first, last",
        {
            "ArrowUp": ("mark", -1),
            "ArrowDown": ("mark", 1),
            "Home": ("mark", -_END),
            "End": ("mark", _END),
        },
        on_marks=True,
    ),
    Key(
        "Enter on a picture",
        "what a place of the chain or the map is made of",
        {"Enter": ("click", ":focus")},
        on_marks=True,
    ),
    Key("T", "chart or table", {"t": ("click", f".card:focus-within {_OTHER_TAB}", _OTHER_TAB)}),
    Key("B", "show or hide the dashed lines of the comparison", {"b": ("dashes",)}),
    Key("C", "set the strategy beside others on Compare", {"c": ("compare",)}),
    Key("E", "what the focused number is made of", {"e": ("click", ".headline:focus")}),
    Key("W", "which levers account for it", {"w": ("why",)}),
    Key("U, Shift+U", "undo, redo", {"u": ("undo",), "U": ("redo",)}),
    Key("R", "show the last change again", {"r": ("replay",)}),
    Key("S", "copy the link", {"s": ("share",)}),
    Key("Esc", "close what went wrong, or a sheet", {"Escape": ("hush",)}),
    Key("?", "this list", {"?": ("keys",)}),
)


def bound() -> dict[str, dict[str, Verb]]:
    """What each key does, as a page takes it: on marks of pictures, and elsewhere."""
    return {
        place: {
            name: verb
            for key in KEYS
            if key.on_marks == (place == "marks")
            for name, verb in key.verbs.items()
        }
        for place in ("marks", "page")
    }


def listed_keys() -> str:
    """Write the table that lists all keys, as HTML."""
    rows = (
        f'<tr><th scope="row">{escape(key.called)}</th><td>{escape(key.told)}</td></tr>'
        for key in KEYS
    )
    return f"<table><tbody>{''.join(rows)}</tbody></table>"
