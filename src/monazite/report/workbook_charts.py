"""Native charts beside the table they are drawn from: they follow the cells, not copies of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from monazite.charts.theme import INK, LINE, MUTED, STRATEGY
from monazite.core.shown import Shown, shown
from monazite.report.sheet import Look, Sheet, SheetChart
from monazite.report.workbook_cells import number_format

__all__ = ["add_charts"]

_WIDTH, _HEIGHT = 660, 360
"""Of a chart, in pixels."""
_ACROSS = 2
_COLUMNS, _ROWS = 11, 19
"""Cells of standard size that a chart and the space around it take."""
_KINDS: Mapping[str, dict[str, str]] = {
    "line": {"type": "line"},
    "stacked": {"type": "column", "subtype": "stacked"},
    "bars": {"type": "bar"},
}


def add_charts(workbook: Workbook, worksheet: Worksheet, sheet: Sheet, frame: pl.DataFrame) -> None:
    """Draw the charts of a sheet at the right of its table, two side by side.

    A chart none of whose rows exist is left out. Raises ValueError when the rows of a series do
    not stand together.
    """
    drawn = [(one, found) for one in sheet.charts if (found := _series_of(sheet, one, frame))]
    for number, (one, found) in enumerate(drawn):
        chart: Any = workbook.add_chart(dict(_KINDS[one.kind]))
        for key, (first, last) in found.items():
            chart.add_series(_series(sheet, one, frame, key, first, last))
        first = next(iter(found.values()))[0]
        unit = str(frame[sheet.unit_column(one.y)][first])
        _dress(chart, one, shown(unit))
        down, across = divmod(number, _ACROSS)
        worksheet.insert_chart(
            1 + down * _ROWS,
            frame.width + 1 + across * _COLUMNS,
            chart,
            {"object_position": 3, "description": _described(sheet, one, found)},
        )


def _series_of(sheet: Sheet, one: SheetChart, frame: pl.DataFrame) -> dict[object, tuple[int, int]]:
    """First and last row of each series that has rows, in the order they are drawn."""
    drawn: Sequence[int] = range(frame.height)
    for name, value in one.where.items():
        told = frame[name].to_list()
        drawn = [place for place in drawn if told[place] == value]
    keys, rows = frame[one.series].to_list(), dict[object, list[int]]()
    for place in drawn:
        rows.setdefault(keys[place], []).append(place)
    for key, places in rows.items():
        if places[-1] - places[0] + 1 != len(places):
            raise ValueError(
                f"the rows of '{key}' do not stand together on the sheet '{sheet.name}', so that "
                f"the chart '{one.title}' cannot be drawn"
            )
    order = [key for key in one.looks if key in rows] if one.looks else list(rows)
    return {key: (rows[key][0], rows[key][-1]) for key in order}


def _series(
    sheet: Sheet, one: SheetChart, frame: pl.DataFrame, key: object, first: int, last: int
) -> dict[str, Any]:
    def cells(column: str) -> list[object]:
        place = frame.columns.index(column)
        return [sheet.name, first + 1, place, last + 1, place]

    keys = list(dict.fromkeys(frame[one.series].to_list()))
    look = one.looks.get(key) or Look(STRATEGY[keys.index(key) % len(STRATEGY)])
    series: dict[str, Any] = {
        "name": cells(one.series)[:3],
        "categories": cells(one.x),
        "values": cells(one.y),
    }
    if one.kind == "line":
        line = {"color": look.colour, "width": look.width, "dash_type": look.dash}
        return series | {"line": line, "marker": {"type": "none"}}
    # Columns that are stacked stand on each other; bars of several series beside each other.
    beside = {"gap": 40, "overlap": 100} if one.kind == "stacked" else {"gap": 60}
    return series | beside | {"fill": {"color": look.colour}, "border": {"none": True}}


def _dress(chart: Any, one: SheetChart, way: Shown) -> None:
    """Give a chart its title, axes and legend."""
    small = {"size": 9, "color": MUTED}
    chart.set_title(
        {
            "name": one.title,
            "name_font": {"size": 12, "bold": True, "color": INK},
            "overlay": False,
        }
    )
    names = {"num_font": small, "line": {"color": LINE}, "label_position": "low"}
    values = {
        "name": way.label,
        "name_font": {"size": 9, "bold": False, "color": MUTED},
        "num_font": small,
        "num_format": _axis_format(way),
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": LINE, "width": 0.75}},
    }
    if one.kind == "bars":
        # Bars lie down: what goes along them is x here. The first row comes on top, as in the
        # table, which would take the values there too if they did not cross at the far end.
        chart.set_x_axis(values)
        chart.set_y_axis(names | {"reverse": True, "crossing": "max"})
    else:
        chart.set_x_axis(names)
        chart.set_y_axis(values)
    chart.set_legend({"position": "bottom", "font": {"size": 9, "color": INK}})
    chart.set_size({"width": _WIDTH, "height": _HEIGHT})
    chart.show_hidden_data()
    chart.show_blanks_as("gap")


def _axis_format(way: Shown) -> str:
    """Axes need no decimals but those of small prices; Excel picks the steps."""
    return {"0.0%": "0%", "General": "General"}.get(number_format(way), "#,##0.##")


def _described(sheet: Sheet, one: SheetChart, found: Mapping[object, object]) -> str:
    """What a screen reader says of a chart."""
    kind = {"line": "Lines", "stacked": "Stacked columns", "bars": "Bars"}[one.kind]
    listed = ", ".join(map(str, found))
    return (
        f"{one.title}. {kind} of {sheet.header(one.y).lower()} by "
        f"{sheet.header(one.x).lower()}: {listed}. The figures stand in the table on this sheet."
    )
