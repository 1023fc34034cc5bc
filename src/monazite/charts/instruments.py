"""What instruments bring for the same money: a dot for what is made, one for what is not short."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf

import polars as pl

from monazite.charts import words
from monazite.charts.chart import Chart, Spec
from monazite.charts.rowlabels import LinePlan, Names, at, label_layers, page_of
from monazite.charts.rows import Row, Rows, records
from monazite.charts.theme import ACCENT, INK, LINE
from monazite.core.numerals import NONE, number
from monazite.core.wording import joined

__all__ = ["dots_of_instruments"]

_SHOWS = 1e-3
"""Part of the most below which a value is none."""
_EDGE = 8
_GAP = 16
"""Pixels between the two columns of dots."""
_FIGURES = 62
"""Pixels that stay free for the figure beside a dot."""


def dots_of_instruments(
    rows: Rows, *, made: str, short: str, title: str = "", sources: Sequence[str] = ()
) -> Chart:
    """Draw what each instrument makes more for the money it spends, and what it keeps from lacking.

    Rows are instruments: title, pair (whether it is two), made and short, in the units of the
    arguments of the same name; None where it is not known. Without a stop `short` is blank, and
    there is one column. Those alone stand above pairs, the most made first.
    """
    columns = {"made": made, **({"short": short} if short else {})}
    given = _shown(records(rows, "title", "pair", "made", "short"), columns)
    names = Names()
    dots: list[Row] = []
    for heading, pair in (("One instrument", False), ("Two, with half the money each", True)):
        lines = [row for row in given if bool(row["pair"]) is pair]
        if lines:
            names.heading(heading)
        for row in lines:
            place = names.line(row["title"])
            dots += [
                place
                | {
                    "column": place_of,
                    "value": float(row[key]),
                    "figures": number(row[key]),
                    "description": f"{row['title']}: {number(row[key])} {unit}.",
                }
                for place_of, (key, unit) in enumerate(columns.items())
                if row[key] is not None
            ]
    ends = [_ends(dots, place) for place in range(len(columns))]
    for dot in dots:
        least, most = ends[dot["column"]]
        dot["share"] = (dot["value"] - least) / (most - least)
    heads = ("Made more", "Not short in the stop")[: len(columns)]
    return Chart(
        kind="dots_of_instruments",
        title=title or words.TITLES["dots_of_instruments"],
        subtitle=" ".join(
            f"{head}: {unit}." for head, unit in zip(heads, columns.values(), strict=True)
        ),
        alt=_alt(given, columns),
        rows={
            "names": names.rows,
            "dots": dots,
            "zeros": [
                {"column": place, "share": -least / (most - least), "text": head}
                for place, ((least, most), head) in enumerate(zip(ends, heads, strict=True))
            ],
        },
        frame=_frame(given, dict(zip(heads, columns.items(), strict=True))),
        sources=tuple(sources),
        layout=lambda width: _layout(names.plan(width - _EDGE), len(columns)),
    )


def _shown(rows: Sequence[Row], columns: Iterable[str]) -> list[Row]:
    """Rows with the most made first; what does not show beside the most of a column is nought."""
    shown = [dict(row) for row in rows]
    for key in columns:
        most = max((abs(row[key]) for row in shown if row[key] is not None), default=0.0)
        for row in shown:
            if row[key] is not None and abs(row[key]) < _SHOWS * most:
                row[key] = 0.0
    return sorted(shown, key=lambda row: -inf if row["made"] is None else row["made"], reverse=True)


def _ends(dots: Sequence[Row], place: int) -> tuple[float, float]:
    """Between what a column is drawn: always with nought, and never of no width."""
    values = [float(dot["value"]) for dot in dots if dot["column"] == place]
    least, most = min([0.0, *values]), max([0.0, *values])
    return (least, most) if most > least else (0.0, 1.0)


def _alt(rows: Sequence[Row], columns: dict[str, str]) -> str:
    """Which brings most of each for the money."""
    said = []
    for key, unit in columns.items():
        known = [row for row in rows if row[key] is not None]
        if known:
            best = max(known, key=lambda row: float(row[key]))
            said.append(f"Most is brought by {best['title']}: {number(best[key])} {unit}.")
    return joined(said) or "No instrument spends the money."


def _frame(rows: Sequence[Row], columns: Mapping[str, tuple[str, str]]) -> pl.DataFrame:
    """The same figures as a table; `columns` are key and unit by head."""
    return pl.DataFrame(
        {
            "Instrument": [str(row["title"]) for row in rows],
            **{
                f"{head}, {unit}": [NONE if row[key] is None else number(row[key]) for row in rows]
                for head, (key, unit) in columns.items()
            },
        }
    )


def _layout(plan: LinePlan, columns: int) -> Spec:
    """Columns side by side, each from its nought; figures stand beside the dots."""
    wide = (plan.width - plan.left - _GAP * columns) / columns

    def across(share: str = "datum.share") -> Spec:
        start = f"{plan.left + _GAP} + datum.column * {round(wide + _GAP)}"
        return {"calculate": f"{start} + {share} * {round(wide - _FIGURES)}", "as": "across"}

    rule = {"type": "rule", "aria": False}
    return {
        **page_of(plan),
        "padding": {"top": 22, "bottom": 5, "left": 5, "right": 5},
        "layer": [
            {
                "data": {"name": "zeros"},
                "transform": [across()],
                "mark": {**rule, "stroke": LINE},
                "encoding": {"x": at("across"), "y": {"value": 0}, "y2": {"value": plan.height}},
            },
            {
                "data": {"name": "zeros"},
                "transform": [across("0")],
                "mark": {"type": "text", "aria": False, "align": "left", "fontWeight": "bold"},
                "encoding": {"x": at("across"), "y": {"value": -10}, "text": {"field": "text"}},
            },
            *label_layers(plan),
            {
                "data": {"name": "dots"},
                "transform": [plan.placed(), across()],
                "mark": {
                    "type": "point",
                    "filled": True,
                    "opacity": 1,
                    "size": 70,
                    "fill": ACCENT,
                },
                "encoding": {
                    "x": at("across"),
                    "y": at("middle"),
                    "description": {"field": "description"},
                },
            },
            {
                "data": {"name": "dots"},
                "transform": [plan.placed(), across()],
                "mark": {
                    "type": "text",
                    "aria": False,
                    "align": "left",
                    "baseline": "middle",
                    "dx": 9,
                    "fill": INK,
                },
                "encoding": {"x": at("across"), "y": at("middle"), "text": {"field": "figures"}},
            },
        ],
    }
