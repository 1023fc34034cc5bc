"""What is paid against what is reached: a dot for each strategy, so that a choice can be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from monazite.charts import words
from monazite.charts.chart import VEGA_LITE, Chart, Spec
from monazite.charts.headlines import MONEY_AND_PARTNERS
from monazite.charts.registry import Shown, picture
from monazite.charts.rows import Row, Rows, records
from monazite.charts.theme import BASELINE, STRATEGY
from monazite.core.numerals import amount, shown
from monazite.core.units import is_money
from monazite.core.wording import joined
from monazite.findings.indicators import title_of, unit_of

__all__ = ["trade_off_dots"]

_HEIGHT = 260


def trade_off_dots(
    rows: Rows,
    *,
    across: tuple[str, str],
    upward: tuple[str, str],
    baseline: str,
    strategies: Mapping[str, str],
    title: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Draw two numbers of every strategy against one another.

    Rows have strategy, across and upward, each in the unit that stands behind its title in the
    arguments of the same name. The baseline is grey; `strategies` gives titles by name.
    """
    given = records(rows, "strategy", "across", "upward")
    (x_title, x_unit), (y_title, y_unit) = across, upward
    x_way, y_way = shown(x_unit), shown(y_unit)

    def told(row: Row) -> str:
        name = strategies.get(str(row["strategy"]), str(row["strategy"]))
        return f"{name}: {amount(row['across'], x_unit)}, {amount(row['upward'], y_unit)}."

    names = [str(row["strategy"]) for row in given]
    others = [one for one in names if one != baseline]
    titles = [strategies.get(one, one) for one in (*others, baseline)]
    shades = [*STRATEGY[: len(others)], BASELINE]
    return Chart(
        kind="trade_off_dots",
        title=title or words.TITLES["trade_off_dots"],
        subtitle=f"Upward: {y_title}, {y_way.label}. Across: {x_title}, {x_way.label}.",
        alt=joined(told(row) for row in given) or "No strategy has a plan.",
        rows={
            "dots": [
                {
                    "x": row["across"] * x_way.factor,
                    "y": row["upward"] * y_way.factor,
                    "name": strategies.get(str(row["strategy"]), str(row["strategy"])),
                    "description": told(row),
                }
                for row in given
            ]
        },
        frame=pl.DataFrame(
            {
                "Strategy": [strategies.get(name, name) for name in names],
                x_title: [amount(row["across"], x_unit) for row in given],
                y_title: [amount(row["upward"], y_unit) for row in given],
            }
        ),
        sources=tuple(sources),
        layout=lambda width: _layout(width, titles, shades),
    )


def _layout(width: int, titles: Sequence[str], shades: Sequence[str]) -> Spec:
    scale: Spec = {"zero": False, "padding": 24}
    x: Spec = {"field": "x", "type": "quantitative", "title": None, "scale": scale}
    y: Spec = {"field": "y", "type": "quantitative", "title": None, "scale": scale}
    colour: Spec = {
        "field": "name",
        "type": "nominal",
        "scale": {"domain": list(titles), "range": list(shades)},
        "legend": None,
    }
    placed = {"x": {**x, "axis": {"tickCount": 6}}, "y": {**y, "axis": {"tickCount": 5}}}
    return {
        "$schema": VEGA_LITE,
        "width": width - 70,
        "height": _HEIGHT,
        "data": {"name": "dots"},
        "layer": [
            {
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
                "encoding": {
                    **placed,
                    "fill": colour,
                    "description": {"field": "description"},
                },
            },
            {
                "mark": {"type": "text", "aria": False, "dy": -14, "limit": width // 3},
                "encoding": {**placed, "text": {"field": "name"}, "fill": colour},
            },
        ],
    }


@picture("tradeoff", "What strategies cost by a year, against what they reach.")
def _trade_off(shown: Shown) -> Chart | None:
    """What strategies cost by the year looked at, against the first figure of the front."""
    first = shown.run.solution
    front = first.study.settings.shown
    reached = next((key for key in front if not is_money(unit_of(first, key))), None)
    if reached is None:
        return None
    paid = MONEY_AND_PARTNERS[-1]
    runs = {one.strategy: one for one in (shown.ghost, shown.run, *shown.others)}
    tell = shown.telling
    rows = [
        {"strategy": name, "across": across, "upward": upward}
        for name, one in runs.items()
        for across, upward in [
            tuple(tell.in_year(one.solution, key, shown.year) for key in (paid, reached))
        ]
        if across is not None and upward is not None
    ]
    return trade_off_dots(
        rows,
        across=(title_of(first, paid), tell.told(first, paid)[1]),
        upward=(title_of(first, reached), tell.told(first, reached)[1]),
        baseline=shown.ghost.strategy,
        strategies=shown.titles,
        title=f"What is paid and what is reached in {shown.year}",
        sources=shown.sources,
    )
