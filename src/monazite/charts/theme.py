"""Colours, type and line styles of every chart and page, for the screen and for print.

The colours were chosen by search so that neighbours stay apart under protan, deutan and tritan
simulation and every one of them reaches 3:1 against white. A colour has one meaning everywhere:
the blue that says "made at home" never says anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

__all__ = [
    "ACCENT",
    "BASELINE",
    "BINDING_STEPS",
    "CHART_FONT",
    "DASHES",
    "EVIDENCE",
    "FATE",
    "INDUSTRY",
    "INK",
    "LINE",
    "MUTED",
    "ORIGIN",
    "PAGE",
    "SHORT",
    "STRATEGY",
    "ThemeName",
    "config",
    "contrast",
    "readable_on",
    "tint",
]

ThemeName: TypeAlias = Literal["light", "print"]

INK = "#17212B"
MUTED = "#5B6876"
LINE = "#DFE4EA"
PAGE = "#F6F7F9"
ACCENT = "#0B5D5A"
BASELINE = "#5B6876"
SHORT = "#990000"

# Arial, Helvetica and Liberation Sans share their widths, so a label measured here fits there.
CHART_FONT = "Arial, Helvetica, Liberation Sans, sans-serif"

ORIGIN: Mapping[str, str] = {
    "home": "#0D2965",
    "recycled": "#07694B",
    "partner": "#BB8B0D",
    "abroad": "#8B91A4",
    "stockpile": "#911AE6",
    "short": SHORT,
}

INDUSTRY: Mapping[str, str] = {
    "ev_motors": "#004FCC",
    "wind": "#2B9DDE",
    "aviation_defence": "#D76C1F",
    "electronics": "#582849",
    "industrial_motors": "#3A471F",
    "other": "#968E8E",
}

# Line colours are text colours too (the label at the end of the line), hence 4.5:1 on white.
STRATEGY: tuple[str, ...] = ("#4A2FE0", "#D03A00", "#17212B", "#A8128F", "#004D40", "#6B1020")
DASHES: tuple[tuple[int, ...], ...] = (
    (1, 0),
    (7, 3),
    (2, 2),
    (9, 3, 2, 3),
    (12, 4),
    (4, 2, 1, 2),
)
BASELINE_DASH = (4, 3)

EVIDENCE: Mapping[str, str] = {"reproduced": "#07694B", "conflict": SHORT, "fitted": MUTED}


def tint(colour: str, strength: float) -> str:
    """Return the opaque mix of a colour with white: strength 1 is the colour, 0 is white.

    An opaque tint keeps its meaning where opacity would not: the home blue at 38 % opacity reads
    as the slate of "bought from abroad".
    """
    mixed = (round(255 + (part - 255) * strength) for part in _parts(colour))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours: (lighter + 0.05) / (darker + 0.05), 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_on(colour: str) -> str:
    """Return ink or white, whichever reads better on a background of this colour."""
    return max((INK, "#FFFFFF"), key=lambda ink: contrast(ink, colour))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 3294.6 if part <= 10 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


BINDING_STEPS: tuple[str, ...] = tuple(tint(SHORT, share) for share in (0, 0.25, 0.5, 0.75, 1))

_FORMS = ("concentrate", "mixed_compound", "oxide", "metal", "alloy", "magnet", "scrap")
_ASIDE = "#7A5230"
FATE: Mapping[str, str] = {
    "used at home": ORIGIN["home"],
    "stocked": ORIGIN["stockpile"],
    **{
        f"stocked as {form}": tint(ORIGIN["stockpile"], 0.25 + 0.125 * step)
        for step, form in enumerate(_FORMS)
    },
    "exported": ORIGIN["partner"],
    "put aside": _ASIDE,
    **{f"put aside as {form}": tint(_ASIDE, 1 - 0.125 * step) for step, form in enumerate(_FORMS)},
    "not mined": tint(ORIGIN["abroad"], 0.4),
    "not imported": ORIGIN["abroad"],
    "not recycled": ORIGIN["recycled"],
    "lost in processing": SHORT,
}


def config(theme: ThemeName = "light") -> dict[str, Any]:
    """Return the Vega configuration of a theme: one dictionary for all charts."""
    printed = theme == "print"
    ink = "#000000" if printed else INK
    quiet = INK if printed else MUTED
    rule = "#B8C0C9" if printed else LINE
    size = 10 if printed else 11
    text = {"font": CHART_FONT, "fontSize": size}
    return {
        "background": "#FFFFFF",
        "font": CHART_FONT,
        "padding": 4,
        "view": {"stroke": None},
        "axis": {
            "labelFont": CHART_FONT,
            "labelFontSize": size,
            "labelColor": quiet,
            "titleFont": CHART_FONT,
            "titleFontSize": size,
            "titleFontWeight": "normal",
            "titleColor": quiet,
            "domainColor": rule,
            "tickColor": rule,
            "gridColor": rule,
            "gridWidth": 0.75,
        },
        "axisX": {"grid": False, "labelOverlap": True},
        "axisY": {"domain": False, "ticks": False},
        "legend": {
            "labelFont": CHART_FONT,
            "labelFontSize": size,
            "labelColor": ink,
            "titleFont": CHART_FONT,
            "titleFontSize": size,
            "symbolSize": 110,
            "symbolStrokeWidth": 0,
            "columnPadding": 14,
            "rowPadding": 3,
            "offset": 8,
            # Legends stand one below the other: side by side they run out of a phone's width.
            "layout": {"top": {"anchor": "start", "direction": "vertical", "margin": 3}},
        },
        "title": {
            "font": CHART_FONT,
            "fontSize": size + 4,
            "fontWeight": "bold",
            "color": ink,
            "subtitleFont": CHART_FONT,
            "subtitleFontSize": size + 1,
            "subtitleColor": quiet,
            "subtitlePadding": 4,
            "anchor": "start",
            "frame": "bounds",
            "offset": 10,
        },
        "header": {"labelFont": CHART_FONT, "titleFont": CHART_FONT},
        "text": {**text, "fill": ink},
        "style": {
            "end-label": {**text, "align": "left", "baseline": "middle", "dx": 5},
            "cell-label": {**text, "fontSize": size - 1, "baseline": "middle"},
            "row-label": {**text, "align": "left", "baseline": "bottom", "fill": ink},
            "note": {**text, "fill": quiet},
        },
    }
