"""Turns a filled specification into SVG or PNG, without a browser; the one home of the exporter."""

from __future__ import annotations

import hashlib
import json
import os
import re
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from types import ModuleType
from typing import Any

from monazite.charts.theme import HATCH, SHORT
from monazite.core.text import visible, whole_wherever_cut

__all__ = ["HATCH", "browser_library", "png", "svg"]

DRAWN_AT_MOST = 64
"""Drawings that are kept, the latest asked: the same picture goes into page, PDF and notebook."""
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
"""Where fonts of a machine with fontconfig are."""
_FONTS_ARE_SAID = "FONTCONFIG_FILE"
_HATCH_DEFINITION = (
    '<defs><pattern id="short" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#FFFFFF"/>'
    f'<rect width="3" height="6" fill="{SHORT}"/></pattern></defs>'
)
_GEOMETRY = re.compile(r' (?:d|transform|x|y|x1|x2|y1|y2|width|height)="[^"]*"')
_LONG_DECIMAL = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_OPENING = re.compile(r"^<svg [^>]*>")


def svg(spec: dict[str, Any], *, label: str) -> str:
    """Draw a filled specification as SVG text with a name for readers and unique element ids.

    Raises ValueError where what was drawn is no SVG.
    """
    text = _drawn(json.dumps(_drawable(spec)), "/vega-lite/" in spec["$schema"])
    opening = _OPENING.match(text)
    if opening is None:
        raise ValueError("the drawing does not begin with an svg element")
    named = (
        f'{opening[0][:-1]} role="graphics-document document" aria-roledescription="chart" '
        f'aria-label="{escape(visible(label))}">'
    )
    body = text[opening.end() :]
    return _with_unique_ids(named + (_HATCH_DEFINITION if HATCH in body else "") + body)


@lru_cache(maxsize=DRAWN_AT_MOST)
def _drawn(spec: str, is_lite: bool) -> str:
    """Draw a specification written as JSON; geometry is rounded to what a screen can show."""
    vl_convert = _exporter()
    draw = vl_convert.vegalite_to_svg if is_lite else vl_convert.vega_to_svg
    return _GEOMETRY.sub(
        lambda found: _LONG_DECIMAL.sub(lambda part: f"{float(part[0]):.2f}", found[0]),
        draw(spec, allowed_base_urls=[]),
    )


def browser_library() -> str:
    """Give the library that draws in a browser, as JavaScript; it is the one that draws files."""
    library: str = _exporter().javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return library


def png(text: str, *, scale: float) -> bytes:
    """Turn SVG text into a PNG picture, `scale` pixels to a unit."""
    picture: bytes = _exporter().svg_to_png(text, scale=scale)
    return picture


_beginning = Lock()


def _exporter() -> ModuleType:
    """The exporter, begun once; two threads do not begin it at the same time."""
    with _beginning:
        return _begun()


@cache
def _begun() -> ModuleType:
    """Begin the exporter with the fonts it brings along, and then those of the machine.

    It measures every text, and maps the file of a font of the machine anew for every letter, which
    takes five times as long as a font of its own. So its own are to come first: it looks for others
    where fontconfig says, which for that moment is nowhere, and is then shown the usual folders.
    Only machines with fontconfig have a say in this; where somebody has said where fonts are,
    that stands.
    """
    # It carries a JavaScript engine; whoever only wants rows should not wait for it.
    if _FONTS_ARE_SAID in os.environ:
        import vl_convert

        return vl_convert
    with TemporaryDirectory() as nowhere:
        said = Path(nowhere) / "fonts.conf"
        said.write_text(f"<fontconfig><dir>{escape(nowhere)}</dir></fontconfig>", encoding="utf-8")
        os.environ[_FONTS_ARE_SAID] = str(said)
        try:
            import vl_convert

            for folder in filter(os.path.isdir, map(os.path.expanduser, FONT_FOLDERS)):
                vl_convert.register_font_directory(folder)
        finally:
            del os.environ[_FONTS_ARE_SAID]
    return vl_convert


def _drawable(part: Any) -> Any:
    """Leave out of every text what XML cannot carry: on it the exporter ends the whole process."""
    if isinstance(part, str):
        return whole_wherever_cut(visible(part))
    if isinstance(part, dict):
        return {_drawable(key): _drawable(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_drawable(value) for value in part]
    return part


def _with_unique_ids(text: str) -> str:
    """Prefix every id with a digest of the drawing, so that drawings can share a page."""
    prefix = "c" + hashlib.sha256(text.encode()).hexdigest()[:8]
    text = re.sub(r' id="([^"]+)"', rf' id="{prefix}-\1"', text)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", text)
