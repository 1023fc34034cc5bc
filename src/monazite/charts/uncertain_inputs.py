"""How far each doubtful fact moves an answer: a line from its low to its high, widest first."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from monazite.charts import words
from monazite.charts.chart import Chart
from monazite.charts.rowlabels import Names
from monazite.charts.rows import Row, Rows, one_unit, records
from monazite.charts.spans import Ends, spans
from monazite.core.numerals import amount, number, shown
from monazite.core.wording import joined

__all__ = ["uncertain_input_ranges"]

_EDGE = 8
_ENDS = Ends("Doubt at its low", "Doubt at its high")


def uncertain_input_ranges(rows: Rows, *, title: str = "", sources: Sequence[str] = ()) -> Chart:
    """Draw what an indicator comes to when each doubt is at its low and at its high.

    Rows are effects of doubts on one indicator and year: title, indicator_unit, year,
    at_low, at_central, at_high; what has no plan is None and is left out.
    """
    given = records(rows, "title", "indicator_unit", "year", "at_low", "at_central", "at_high")
    for row in given:
        row["unit"] = row["indicator_unit"]
    unit = one_unit(given)
    way = shown(unit)
    names = Names()
    lines: list[Row] = []
    dots: list[Row] = []
    for row in given:
        place = names.line(row["title"])
        ends = {end: row[f"at_{end}"] for end in Ends._fields}
        known = [float(value) for value in (*ends.values(), row["at_central"]) if value is not None]
        lines.append(
            place
            | {
                "least": min(known, default=0.0) * way.factor,
                "most": max(known, default=0.0) * way.factor,
                "figures": " to ".join(
                    number(value * way.factor) for value in (min(known), max(known))
                )
                if known
                else "no plan",
                "description": _sentence(row, unit),
            }
        )
        dots += [
            place | {"end": getattr(_ENDS, end), "value": float(value) * way.factor}
            for end, value in ends.items()
            if value is not None
        ]
    central = next((row["at_central"] for row in given if row["at_central"] is not None), 0.0)
    return Chart(
        kind="uncertain_input_ranges",
        title=title or words.TITLES["uncertain_input_ranges"],
        subtitle=f"{way.label}; the line upright is the central case. "
        "Open dot: the doubt at its low; full dot: at its high.",
        alt=_alt(given, unit),
        rows={
            "names": names.rows,
            "lines": lines,
            "dots": dots,
            "central": [{"value": float(central) * way.factor}],
        },
        frame=_frame(given),
        sources=tuple(sources),
        layout=lambda width: spans(names.plan(width - _EDGE), _ENDS),
    )


def _sentence(row: Row, unit: str) -> str:
    return (
        f"{row['title']}: {amount(row['at_low'], unit)} at its low, "
        f"{amount(row['at_high'], unit)} at its high, {amount(row['at_central'], unit)} between."
    )


def _alt(rows: Sequence[Row], unit: str) -> str:
    if not rows:
        return "No doubt was tried."
    return joined(("Uncertain inputs from the widest to the narrowest.", _sentence(rows[0], unit)))


def _frame(rows: Sequence[Row]) -> pl.DataFrame:
    columns = {"At its low": "at_low", "Central": "at_central", "At its high": "at_high"}
    return pl.DataFrame(
        {
            "Doubt": [str(row["title"]) for row in rows],
            **{
                title: [amount(row[key], str(row["unit"])) for row in rows]
                for title, key in columns.items()
            },
        }
    )
