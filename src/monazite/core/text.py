"""Which characters text may hold: those that XML, a terminal and a file can carry.

Control characters do nothing for a reader. Some of them stop the drawing of a chart, which is XML;
others make a terminal clear itself, or rename its window. They are refused where text is read and
left out where it is shown, for text also comes from names of folders and from Python.
"""

from __future__ import annotations

import re
import unicodedata

from monazite.core.errors import FieldError

__all__ = ["check_characters", "is_fit", "spelled_out", "visible", "whole_wherever_cut"]

_FURTHER = re.compile("[\U00010000-\U0010ffff]")

# Tab, line feed and carriage return are control characters that text is made with. Surrogates
# stand for bytes of a file name that are no text; the last two of each plane are no characters.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def check_characters(text: str) -> None:
    """Refuse text that holds a control character or what is no character; raises FieldError."""
    found = _UNFIT.search(text)
    if found is not None:
        raise FieldError(f"character U+{ord(found[0]):04X} is not allowed in text", "remove it")


def is_fit(text: str) -> bool:
    """Say whether text holds no control character and nothing that is no character."""
    return _UNFIT.search(text) is None


def visible(text: str) -> str:
    """Give text without control characters and what is no character."""
    return _UNFIT.sub("", text)


def whole_wherever_cut(text: str) -> str:
    """Give text whose every character fits a unit of sixteen bits.

    A chart cuts a text that is too long between such units, and half a character cannot be drawn.
    Letters that have a plain form take that; for others stands the sign of what cannot be shown.
    """
    return _FURTHER.sub(_plain, text)


def _plain(found: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", found[0])
    return plain if plain.isascii() else "\ufffd"


def spelled_out(text: str) -> str:
    r"""Give JSON text whose unfit characters are written as escapes, such as `\u009b`."""
    return _UNFIT.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return "".join(
        f"\\u{unit:04x}"
        for unit in memoryview(found[0].encode("utf-16-le", "surrogatepass")).cast("H")
    )
