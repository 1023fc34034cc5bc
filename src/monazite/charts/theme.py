"""Colours, type and line styles of every chart and page, for the screen and for print.

The colours were chosen by search so that neighbours stay apart under protan, deutan and tritan
simulation and every one of them reaches 3:1 against white. A colour has one meaning everywhere:
the blue that says "made at home" never says anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal, TypeAlias

__all__ = [
    "ACCENT",
    "BASELINE",
    "BINDING_INKS",
    "BINDING_STEPS",
    "CHART_FONT",
    "DASHES",
    "EVIDENCE",
    "FATE",
    "HATCH",
    "INDUSTRY",
    "INK",
    "LINE",
    "MUTED",
    "ORIGIN",
    "ORIGIN_ON_DARK",
    "OTHER",
    "PAGE",
    "SHORT",
    "STRATEGY",
    "TINT",
    "ThemeName",
    "config",
    "contrast",
    "on_dark",
    "readable_on",
    "tint",
]

ThemeName: TypeAlias = Literal["light", "print", "dark"]

INK = "#17212B"
MUTED = "#5B6876"
DARK_PAGE = "#12181F"
LINE = "#DFE4EA"
PAGE = "#F6F7F9"
ACCENT = "#0B5D5A"
BASELINE = "#5B6876"
SHORT = "#990000"
HATCH = "url(#short)"
"""The fill of what is short: Vega has no patterns, so the picture brings one definition along."""

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

# A dark page has a set of its own, chosen like the other one; colours are not turned around.
ORIGIN_ON_DARK: Mapping[str, str] = {
    "home": "#5566FF",
    "recycled": "#12A85A",
    "partner": "#F2D48A",
    "abroad": "#939AA3",
    "stockpile": "#E07BF5",
    "short": "#F0323C",
}

TINT = 0.5
"""Strength of flows in a chart whose nodes have the full colour."""

INDUSTRY: tuple[str, ...] = ("#004FCC", "#2B9DDE", "#D76C1F", "#582849", "#3A471F")
"""Industries in the order of a study."""
OTHER = "#968E8E"
"""All others together."""

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

_ON_DARK: Mapping[str, str] = {
    "#FFFFFF": DARK_PAGE,  # what is left open shows the page
    **{ORIGIN[name]: ORIGIN_ON_DARK[name] for name in ORIGIN},
    **dict(
        zip(
            STRATEGY,
            ("#A79BFF", "#FF8A5C", "#E8ECF1", "#FF8BE8", "#4FD0B5", "#F08A9A"),
            strict=True,
        )
    ),
    **dict(zip(INDUSTRY, ("#5C9BFF", "#2B9DDE", "#D76C1F", "#C58AB4", "#A9BF7A"), strict=True)),
    BASELINE: "#A9B4C0",
    LINE: "#2E3844",
}
"""Marks that name their colour themselves, and the colour they have on a dark page."""


EVIDENCE: Mapping[str, str] = {
    "reproduced": "#07694B",
    "near": "#3F7F2B",
    "missed": SHORT,
    "determined": MUTED,
    "fitted": MUTED,
    "untestable": MUTED,
}


def tint(colour: str, strength: float, page: str = "#FFFFFF") -> str:
    """Return the opaque mix of a colour with the page: strength 1 is the colour, 0 is the page.

    An opaque tint keeps its meaning where opacity would not: the home blue at 38 % opacity reads
    as the slate of "bought from abroad".
    """
    mixed = (
        round(below + (part - below) * strength)
        for part, below in zip(_parts(colour), _parts(page), strict=True)
    )
    return "#" + "".join(f"{part:02X}" for part in mixed)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours: (lighter + 0.05) / (darker + 0.05), 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@cache
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

"""How much of a limit is in use, from the page to the red of what is full."""
BINDING_INKS = tuple(readable_on(step) for step in BINDING_STEPS)
"""What is written on each of these."""

_STEPS_ON_DARK = [tint(ORIGIN_ON_DARK["short"], s, DARK_PAGE) for s in (0, 0.22, 0.44, 0.66, 0.88)]
_RANGES_ON_DARK: Mapping[tuple[str, ...], list[str]] = {
    BINDING_STEPS: _STEPS_ON_DARK,
    BINDING_INKS: [readable_on(step) for step in _STEPS_ON_DARK],
}
"""Ranges whose colours mean something only together, and those of a dark page."""


def on_dark(part: Any) -> Any:
    """Give a specification with the colours of a dark page in place of those of a light one."""
    if isinstance(part, str):
        return _ON_DARK.get(part, part)
    if isinstance(part, dict):
        return {key: on_dark(value) for key, value in part.items()}
    if not isinstance(part, list):
        return part
    known = _RANGES_ON_DARK.get(tuple(part)) if all(isinstance(o, str) for o in part) else None
    return known or [on_dark(one) for one in part]


_ASIDE = "#7A5230"
FATE: Mapping[str, str] = {
    "used at home": ORIGIN["home"],
    "stocked": ORIGIN["stockpile"],
    "sold elsewhere": ORIGIN["partner"],
    "left": tint(_ASIDE, 0.6),
    "put aside": _ASIDE,
    "plant idle": tint(ORIGIN["abroad"], 0.7),
    "not mined": tint(ORIGIN["abroad"], 0.4),
    "not imported": ORIGIN["abroad"],
    "not recycled": ORIGIN["recycled"],
    "lost in processing": SHORT,
}


def config(theme: ThemeName = "light") -> dict[str, Any]:
    """Return the Vega configuration of a theme: one dictionary for all charts.

    Charts whose marks take their colours from the ranges `origin`, `origin_tint`, `full` and those
    of changes change with the theme; the others are drawn in the colours of a light page.
    """
    printed, dark = theme == "print", theme == "dark"
    page = DARK_PAGE if dark else "#FFFFFF"
    ink = {"print": "#000000", "dark": "#E8ECF1"}.get(theme, INK)
    quiet = {"print": INK, "dark": "#A9B4C0"}.get(theme, MUTED)
    rule = {"print": "#B8C0C9", "dark": "#2E3844"}.get(theme, LINE)
    origin = ORIGIN_ON_DARK if dark else ORIGIN
    size = 10 if printed else 11
    text = {"font": CHART_FONT, "fontSize": size}
    return {
        "background": page,
        "font": CHART_FONT,
        "padding": 4,
        "view": {"stroke": None},
        **_guides(size, ink, quiet, rule),
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
        "geoshape": {"fill": rule, "stroke": None},
        "header": {"labelFont": CHART_FONT, "titleFont": CHART_FONT},
        "text": {**text, "fill": ink},
        "range": _ranges(origin, page, quiet),
        "style": {
            "end-label": {**text, "align": "left", "baseline": "middle", "dx": 5},
            "cell-label": {**text, "fontSize": size - 1, "baseline": "middle"},
            "row-label": {**text, "align": "left", "baseline": "bottom", "fill": ink},
            "note": {**text, "fill": quiet},
            "lane": {**text, "fontSize": size - 1, "fill": quiet},
            "lane-rule": {"stroke": rule, "strokeWidth": 1},
            "halo": {"stroke": page, "strokeWidth": 3, "strokeJoin": "round", "fill": page},
            "name": {"font": CHART_FONT, "fill": ink},
            "value": {"font": CHART_FONT, "fill": quiet},
            "trough": {"fill": page, "strokeWidth": 1},
            "used": {"fill": quiet},
        },
    }


def _guides(size: int, ink: str, quiet: str, rule: str) -> dict[str, Any]:
    """Axes and legends."""
    return {
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
    }


def _ranges(origin: Mapping[str, str], page: str, quiet: str) -> dict[str, list[str]]:
    """Colours that change with the theme, by what they stand for."""
    solid = {name: HATCH if name == "short" else colour for name, colour in origin.items()}
    tints = {
        name: HATCH if name == "short" else tint(colour, TINT, page)
        for name, colour in origin.items()
    }
    return {
        "origin": list(solid.values()),
        "origin_tint": list(tints.values()),
        "full": [quiet, origin["short"]],
        # More is full and less is open, so that they differ without their colours.
        "change": [origin["home"], page],
        "change_tint": [tints["home"], page],
        "change_edge": [tints["home"], origin["short"]],
    }
