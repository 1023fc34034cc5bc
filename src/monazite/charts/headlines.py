"""What changes: a small panel for each indicator and in it a line for each strategy."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from monazite.charts import words
from monazite.charts.chart import VEGA_LITE, Chart, Spec
from monazite.charts.registry import Card, Shown, picture
from monazite.charts.rows import Row, Rows, records, totals_by_year
from monazite.charts.sentences import Series, trend
from monazite.charts.theme import BASELINE, BASELINE_DASH, DASHES, STRATEGY
from monazite.core.numerals import amount, shown
from monazite.core.wording import joined
from monazite.findings.indicators import title_of

__all__ = ["headline_lines", "moved_apart"]

_PANEL = 104
_BETWEEN = 22
_AXIS = 48
_ABOVE = 58
"""Room for the title of a picture and the years below the one before it, in pixels."""
_LABEL = 13.5
"""Height of a label at the end of a line, in pixels."""
_CHARACTER = 5.5
_STEP = 64
"""Pixels between the widths labels are given, so that another title seldom makes another picture.
"""
_LABELS = 0.42
"""Part of a panel that labels may take at most."""
_NARROWEST = 300
_TICKS = 4


@dataclass(frozen=True, slots=True)
class _Panel:
    """One indicator with the series of every strategy that has figures for it."""

    indicator: str
    title: str
    unit: str
    lines: Mapping[str, Series]


def headline_lines(
    table: Rows,
    *,
    baseline: str,
    strategies: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
    title: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Draw indicators over the years, strategies side by side in the same world.

    Rows are those of a long findings table: indicator, unit, year, strategy and value. Panels
    stand in the order indicators first occur. `strategies` gives the titles of strategies, in the
    order of their colours and dashes; `titles` gives those of indicators. Raises ValueError for
    more than six strategies besides the baseline, which cannot be told apart.
    """
    given = records(table, "indicator", "unit", "year", "strategy", "value")
    occurring = dict.fromkeys(str(row["strategy"]) for row in given)
    named = {key: words.plain_name(key) for key in occurring} | dict(strategies or {})
    order = [key for key in named if key in occurring and key != baseline]
    if len(order) > len(STRATEGY):
        raise ValueError(
            f"{len(order)} strategies cannot be told apart in one chart; choose {len(STRATEGY)} "
            "besides the baseline"
        )
    shown_keys = [*order, *([baseline] if baseline in occurring else [])]
    panels = _panels(given, shown_keys, titles or {})
    return Chart(
        kind="headline_lines",
        title=title or words.TITLES["headline_lines"],
        subtitle=words.LINES_NOTE.format(name=named.get(baseline, baseline)),
        alt=_alt(panels, named, baseline),
        rows={
            "lines": [row for panel in panels for row in _line_rows(panel, named, shown_keys)],
            "ends": [row for panel in panels for row in _end_rows(panel, named, shown_keys)],
        },
        frame=lambda: _frame(panels, named),
        sources=tuple(sources),
        layout=lambda width: _layout(panels, [named[key] for key in shown_keys], len(order), width),
    )


def _panels(
    rows: Sequence[Row], strategies: Sequence[str], titles: Mapping[str, str]
) -> list[_Panel]:
    units = {str(row["indicator"]): str(row["unit"]) for row in rows}
    return [
        _Panel(
            indicator,
            titles.get(indicator) or words.plain_name(indicator.replace(".", ", ")),
            unit,
            {
                strategy: line
                for strategy in strategies
                if (
                    line := totals_by_year(
                        row
                        for row in rows
                        if row["indicator"] == indicator and row["strategy"] == strategy
                    )
                )
            },
        )
        for indicator, unit in units.items()
    ]


def _line_rows(panel: _Panel, named: Mapping[str, str], places: Sequence[str]) -> list[Row]:
    factor = shown(panel.unit).factor
    return [
        {
            "panel": panel.indicator,
            "place": places.index(strategy),
            "strategy": named[strategy],
            "year": year,
            "value": value * factor,
            "description": said,
        }
        for strategy, line in panel.lines.items()
        for said in [f"{panel.title}, {trend(named[strategy], line, panel.unit)}"]
        for year, value in sorted(line.items())
    ]


def _end_rows(panel: _Panel, named: Mapping[str, str], places: Sequence[str]) -> list[Row]:
    """Return the labels at the ends of lines, moved apart where lines end close together."""
    factor = shown(panel.unit).factor
    values = [value * factor for line in panel.lines.values() for value in line.values()]
    low, high = min([0.0, *values]), max([0.0, *values])
    ends = sorted(
        ((line[max(line)] * factor, strategy, max(line)) for strategy, line in panel.lines.items()),
        key=lambda end: end[0],
    )
    apart = (_rounded_up(high) + _rounded_up(-low) or 1.0) * _LABEL / _PANEL
    heights = moved_apart([value for value, _, _ in ends], apart, low)
    return [
        {
            "panel": panel.indicator,
            "place": places.index(strategy),
            "strategy": named[strategy],
            "year": year,
            "height": height,
        }
        for (_, strategy, year), height in zip(ends, heights, strict=True)
    ]


def _rounded_up(end: float) -> float:
    """Return where an axis with about four steps from zero to this end will end."""
    if end <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(end / _TICKS))
    step = next(power * part for part in (1, 2, 5, 10) if power * part * _TICKS * 1.4 >= end)
    return step * math.ceil(end / step)


def moved_apart(values: Sequence[float], apart: float, low: float) -> list[float]:
    """Move rising values as little as needed for each to stand `apart` above the one before.

    Values that run into each other form a block around their own mean; no block sinks below `low`.
    """
    blocks: list[list[float]] = []
    for value in values:
        blocks.append([value])
        while len(blocks) > 1 and _bottom(blocks[-1], apart, low) < (
            _bottom(blocks[-2], apart, low) + len(blocks[-2]) * apart
        ):
            upper = blocks.pop()
            blocks[-1].extend(upper)
    return [
        _bottom(block, apart, low) + position * apart
        for block in blocks
        for position in range(len(block))
    ]


def _bottom(block: Sequence[float], apart: float, low: float) -> float:
    middle = sum(block) / len(block)
    return max(low, middle - apart * (len(block) - 1) / 2)


def _layout(panels: Sequence[_Panel], labels: Sequence[str], coloured: int, width: int) -> Spec:
    rows = math.ceil(len(panels) / max(1, (width + _BETWEEN) // (_NARROWEST + _BETWEEN)))
    columns = math.ceil(len(panels) / max(1, rows))  # no more than fill the last row as well
    view = (width - 8 - _BETWEEN * (columns - 1)) // columns - _AXIS
    longest = _CHARACTER * max(map(len, labels), default=0) + 8
    room = min(_STEP * math.ceil(longest / _STEP), round(view * _LABELS))
    order = range(len(labels))  # by place, so that a strategy may change its title
    shades = [*STRATEGY[:coloured], BASELINE][: len(labels)]
    dashes = [*(list(dash) for dash in DASHES[:coloured]), list(BASELINE_DASH)][: len(labels)]
    look: Spec = {
        "stroke": {
            "field": "place",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": list(order), "range": shades},
        },
        "strokeDash": {
            "field": "place",
            "type": "nominal",
            "legend": None,
            "scale": {"domain": list(order), "range": dashes},
        },
        "strokeWidth": {
            "field": "place",
            "type": "ordinal",
            "legend": None,
            "scale": {
                "domain": list(order),
                "range": [*([2.25] * coloured), 1.5][: len(labels)],
            },
        },
    }
    text = {
        "field": "place",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(order), "range": shades},
    }
    return {
        "$schema": VEGA_LITE,
        "concat": [_panel_spec(panel, view, room, look, text) for panel in panels],
        "columns": columns,
        "spacing": {"row": _ABOVE + 12, "column": _BETWEEN + _AXIS},
        "bounds": "flush",  # so that pictures side by side stand level, whatever their labels take
        "align": "all",
    }


def _panel_spec(panel: _Panel, view: int, room: int, look: Spec, text: Spec) -> Spec:
    years = sorted({year for line in panel.lines.values() for year in line})
    ends = {years[0], years[len(years) // 2], years[-1]} if years else set()
    x: Spec = {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "scale": {"zero": False, "nice": False, "range": [0, view - room]},
        "axis": {"format": "d", "values": sorted(ends), "labelFlush": False},
    }
    y: Spec = {
        "field": "value",
        "type": "quantitative",
        "title": None,
        "axis": {
            "format": ",.3~r",
            "tickCount": _TICKS,
            "minExtent": _AXIS,
            "maxExtent": _AXIS,
            "grid": True,
        },
    }
    if not any(value for line in panel.lines.values() for value in line.values()):
        # nothing all along: no scale that would make something of it
        y = {**y, "scale": {"domain": [0, 1]}, "axis": {**y["axis"], "values": [0]}}
    only = {"filter": {"field": "panel", "equal": panel.indicator}}
    return {
        "width": view,
        "height": _PANEL,
        "title": {
            "text": panel.title,
            "subtitle": shown(panel.unit).label,
            "fontSize": 12,
            "subtitleFontSize": 11,
            "offset": 8,
        },
        "layer": [
            {
                "data": {"name": "lines"},
                "transform": [only],
                "mark": {"type": "line", "interpolate": "linear"},
                "encoding": {"x": x, "y": y, **look, "description": {"field": "description"}},
            },
            {
                "data": {"name": "ends"},
                "transform": [only],
                "mark": {"type": "text", "style": "end-label", "limit": room - 6, "aria": False},
                "encoding": {
                    "x": x,
                    "y": {**y, "field": "height"},
                    "text": {"field": "strategy"},
                    "fill": text,
                },
            },
        ],
    }


def _alt(panels: Sequence[_Panel], named: Mapping[str, str], baseline: str) -> str:
    sentences = []
    for panel in panels:
        if not panel.lines:
            continue
        ghost = panel.lines.get(baseline)
        if ghost:
            sentences.append(f"{panel.title}: {trend(named[baseline], ghost, panel.unit)}")
        ends = [
            f"{named[strategy]} {amount(line[max(line)], panel.unit)}"
            for strategy, line in panel.lines.items()
            if strategy != baseline
        ]
        if ends:
            last = max(max(line) for line in panel.lines.values())
            opening = "" if ghost else f"{panel.title}: "
            sentences.append(f"{opening}In {last}: {', '.join(ends)}.")
    return joined(sentences)


def _frame(panels: Sequence[_Panel], named: Mapping[str, str]) -> pl.DataFrame:
    years = sorted({year for panel in panels for line in panel.lines.values() for year in line})
    rows = [
        {
            "Indicator": panel.title,
            "Unit": shown(panel.unit).label,
            "Strategy": named[strategy],
            **{
                str(year): line[year] * shown(panel.unit).factor if year in line else None
                for year in years
            },
        }
        for panel in panels
        for strategy, line in panel.lines.items()
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


MONEY_AND_PARTNERS = ("to_date.public_outlay", "home_cost")
"""What a strategy costs, as the small lines beside the other pictures show it."""


@picture(
    "costs",
    "What the treasury and the country pay, and what the partner hit most loses.",
    cards=(Card("levers", 4, wide=True, leads="compare"),),
)
def _costs(shown: Shown) -> Chart:
    """What the treasury and the country pay, and what the partner hit most loses."""
    front = shown.run.solution.study.settings.front_indicators
    losses = [key for key in front if "partner_loss" in key]
    return _lines(shown, (*MONEY_AND_PARTNERS, *losses[:1]))


@picture("headlines", "The headlines of the study over the years.")
def _headlines(shown: Shown) -> Chart:
    settings = shown.run.solution.study.settings
    return _lines(shown, tuple(settings.front_indicators or settings.headlines[:9]))


def _lines(shown: Shown, keys: tuple[str, ...]) -> Chart:
    runs = {one.strategy: one for one in (shown.ghost, shown.run, *shown.others)}
    first = shown.run.solution
    return headline_lines(
        [
            {"indicator": key, "unit": unit, "year": year}
            | {"strategy": name, "value": float(value)}
            for key in keys
            for name, one in runs.items()
            for values, unit in [shown.telling.told(one.solution, key)]
            for year, value in zip(first.years, values, strict=True)
        ],
        baseline=shown.ghost.strategy,
        strategies=shown.titles,
        titles={key: title_of(first, key) for key in keys},
        sources=shown.sources,
    )
