"""How levers lead from one plan to another: a bar for each, beginning where the last one ended."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from monazite.charts import words
from monazite.charts.chart import Chart, Spec
from monazite.charts.rowlabels import LinePlan, Names, at, figures_beside, label_layers, page_of
from monazite.charts.rows import Row, Rows, one_unit, records
from monazite.charts.theme import ACCENT, INK, MUTED
from monazite.core.numerals import amount, change, number, shown
from monazite.core.within import change_within, error_of_change
from monazite.core.wording import joined
from monazite.findings.attribution import NIL

__all__ = ["contributions_of_levers"]

_EDGE = 8
_KINDS = ("plan", "rise", "fall")


def contributions_of_levers(
    rows: Rows,
    *,
    start: float,
    end: float,
    start_title: str,
    end_title: str,
    title: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Draw a number of one plan, what each lever adds to it, and the number of the other plan.

    Rows have lever, contribution, error and unit, and stand in the order given. Contributions add
    up to what is between start and end; errors are standard errors, nothing where exact.
    """
    given = records(rows, "lever", "contribution", "error", "unit")
    unit = one_unit(given)
    way = shown(unit)
    names = Names()
    bars = [_whole(names.line(start_title), start, unit, start_title)]
    errors: list[Row] = []
    least = NIL * max(
        abs(start), abs(end), *(abs(float(row["contribution"])) for row in given), 0.0
    )
    stands = start
    for row in given:
        place = names.line(str(row["lever"]))
        added, error = float(row["contribution"]), float(row["error"])
        ends = stands + added
        bars.append(
            place
            | {
                "kind": "rise" if added >= 0 else "fall",
                "least": min(stands, ends) * way.factor,
                "most": max(stands, ends) * way.factor,
                "figures": _short(added, error, least, unit),
                "description": f"{row['lever']}: {_figures(added, error, unit)}.",
            }
        )
        if error > 0:
            sides = {"least": (ends - error) * way.factor, "most": (ends + error) * way.factor}
            errors.append(place | sides)
        stands = ends
    bars.append(_whole(names.line(end_title), end, unit, end_title))
    telling = [row for row in given if abs(float(row["contribution"])) >= least]
    return Chart(
        kind="contributions_of_levers",
        title=title or words.TITLES["contributions_of_levers"],
        subtitle=f"{way.label}; full: adds, open: takes away, grey: the two plans"
        + ("; thin line: one standard error either side" if errors else ""),
        alt=_alt(telling, start, end, start_title, end_title, unit),
        rows={"names": names.rows, "bars": bars, "errors": errors},
        frame=_frame(given, start, end, start_title, end_title, unit),
        sources=tuple(sources),
        layout=lambda width: _layout(names.plan(width - _EDGE)),
    )


def _whole(place: Row, value: float, unit: str, title: str) -> Row:
    factor = shown(unit).factor
    return place | {
        "kind": "plan",
        "least": min(0.0, value) * factor,
        "most": max(0.0, value) * factor,
        "figures": number(value * factor),
        "description": f"{title}: {amount(value, unit)}.",
    }


def _figures(added: float, error: float, unit: str) -> str:
    told = _adds(added, error, unit)
    return f"{told} ± {error_of_change(error, unit)}" if error > 0 else told


def _adds(added: float, error: float, unit: str) -> str:
    """What a lever adds, without figures beyond its error."""
    return str(change_within(added, error, unit)) if error > 0 else change(added, unit)


def _short(added: float, error: float, least: float, unit: str) -> str:
    """The figure beside a bar, in the unit the subtitle names; the table has all of it."""
    told = number(added * shown(unit).factor, signed=True)
    if error > 0:
        told = change_within(added, error, unit).figure
    if added and abs(added) < least:
        told = "≈ 0"
    return f"{told} ± {error_of_change(error, unit)}" if error >= least and error > 0 else told


def _alt(rows: Sequence[Row], start: float, end: float, first: str, last: str, unit: str) -> str:
    ordered = sorted(rows, key=lambda row: -abs(float(row["contribution"])))
    told = [
        f"{row['lever']} {_adds(float(row['contribution']), float(row['error']), unit)}"
        for row in ordered[:3]
    ]
    return joined(
        (
            f"From {amount(start, unit)} ({first}) to {amount(end, unit)} ({last}).",
            f"Most of it: {', '.join(told)}." if told else "",
        )
    )


def _layout(plan: LinePlan) -> Spec:
    right = round(plan.width * (0.72 if plan.names_above else 0.82))
    x: Spec = {
        "field": "least",
        "type": "quantitative",
        "title": None,
        "scale": {"range": [plan.left + 16, right - 16], "nice": True, "zero": True},
        "axis": {"orient": "top", "grid": True, "domain": False, "ticks": False, "tickCount": 5},
    }
    paint: dict[str, Spec] = {
        "plan": {"fill": MUTED, "stroke": MUTED},
        "rise": {"fill": ACCENT, "stroke": ACCENT},
        "fall": {"fill": "#FFFFFF", "stroke": ACCENT, "strokeWidth": 2},
    }

    def bar(kind: str) -> Spec:
        return {
            "data": {"name": "bars"},
            "transform": [{"filter": {"field": "kind", "equal": kind}}, *plan.boxed()],
            "mark": {"type": "rect", **paint[kind]},
            "encoding": {
                "x": x,
                "x2": {"field": "most"},
                "y": at("top"),
                "y2": {"field": "bottom"},
                "description": {"field": "description"},
            },
        }

    return {
        **page_of(plan),
        "layer": [
            *label_layers(plan),
            *(bar(kind) for kind in _KINDS),
            {
                "data": {"name": "errors"},
                "transform": [plan.placed()],
                "mark": {"type": "rule", "strokeWidth": 1.5, "stroke": INK, "aria": False},
                "encoding": {"x": x, "x2": {"field": "most"}, "y": at("middle")},
            },
            figures_beside(plan, right, "bars"),
        ],
    }


def _frame(
    rows: Sequence[Row], start: float, end: float, first: str, last: str, unit: str
) -> pl.DataFrame:
    steps = [str(row["lever"]) for row in rows]
    told = [_figures(float(row["contribution"]), float(row["error"]), unit) for row in rows]
    return pl.DataFrame(
        {
            "Lever": [first, *steps, last],
            "Adds": [amount(start, unit), *told, amount(end, unit)],
        }
    )
