"""How far the model is from what was observed: a dot for each quantity, by what it proves."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from monazite.charts import words
from monazite.charts.axes import colours
from monazite.charts.chart import Chart, Spec
from monazite.charts.rowlabels import LinePlan, Names, at, label_layers, page_of
from monazite.charts.rows import Row, Rows, records
from monazite.charts.theme import EVIDENCE, tint
from monazite.core.numerals import NONE, amount, change, number, shown
from monazite.core.wording import joined, with_year

__all__ = ["calibration_dots", "tally"]

_WIDEST_GAP = 0.5
"""Gaps beyond this stand at the edge with an arrow; the figures beside them say how far."""
_BANDS = (0.10, 0.05)
"""Near and reproduced, the wider one drawn first."""
_EDGE = 8
_FREE = ("reproduced", "near", "missed")
_SHAPES = {status: "diamond" if status == "missed" else "circle" for status in EVIDENCE}


def calibration_dots(rows: Rows, *, title: str = "", sources: Sequence[str] = ()) -> Chart:
    """Draw observed against modelled quantities as gaps, reproduced ones first.

    Rows have title, year, observed, modelled, gap (a fraction of the observed figure), unit and
    status (reproduced, near, missed, determined, fitted or untestable) and measure. Raises
    ValueError for another status.
    """
    given = records(
        rows, "title", "year", "observed", "modelled", "gap", "unit", "status", "measure"
    )
    unknown = sorted({str(row["status"]) for row in given} - set(EVIDENCE))
    if unknown:
        raise ValueError(
            f"there is no status {', '.join(unknown)}; the statuses are {', '.join(EVIDENCE)}"
        )
    names = Names()
    dots: list[Row] = []
    for status in EVIDENCE:
        of_status = [row for row in given if row["status"] == status]
        if of_status:
            names.heading(words.EVIDENCE_STATUS[status])
            dots += [
                names.line(with_year(row["title"], row["year"])) | _dot(row) for row in of_status
            ]
    return Chart(
        kind="calibration_dots",
        title=title or words.TITLES["calibration_dots"],
        subtitle=words.CALIBRATION_NOTE,
        alt=tally(given),
        rows={
            "names": names.rows,
            "dots": dots,
            "band": [{"low": -band, "high": band} for band in _BANDS],
        },
        frame=_frame(given),
        sources=tuple(sources),
        layout=lambda width: _layout(names.plan(width - _EDGE)),
    )


def _dot(row: Row) -> Row:
    gap = float(row["gap"])
    way = shown(row["unit"])
    observed = number(row["observed"] * way.factor)
    return {
        "status": row["status"],
        "gap": max(-_WIDEST_GAP, min(gap, _WIDEST_GAP)),
        "arrow": "" if abs(gap) <= _WIDEST_GAP else ("▶" if gap > 0 else "◀"),
        "figures": f"{observed} → {number(row['modelled'] * way.factor)}\u00a0{way.plain_label}",
        "description": f"{with_year(row['title'], row['year'])}: observed "
        f"{amount(row['observed'], row['unit'])}, model {amount(row['modelled'], row['unit'])}, "
        f"a gap of {_percent(gap)}, {row['status']}.",
    }


def _percent(gap: float) -> str:
    return change(gap, "1").replace("points", "%")


def _layout(plan: LinePlan) -> Spec:
    right = round(plan.width * (0.46 if plan.names_above else 0.71))
    x = _gaps(plan.left + 16, right - 16)
    dots: Spec = {"data": {"name": "dots"}, "transform": [plan.placed()]}
    text: Spec = {"type": "text", "aria": False, "baseline": "middle"}
    arrow = {"align": "center", "color": EVIDENCE["missed"]}
    return {
        **page_of(plan),
        "layer": [
            {
                "data": {"name": "band"},
                "mark": {"type": "rect", "fill": tint(EVIDENCE["reproduced"], 0.14), "aria": False},
                "encoding": {
                    "x": {**x, "field": "low"},
                    "x2": {"field": "high"},
                    "y": {"value": 0},
                    "y2": {"value": plan.height},
                },
            },
            *label_layers(plan),
            {
                **dots,
                "mark": {"type": "point", "size": 75, "strokeWidth": 2, "opacity": 1},
                "encoding": {"x": x, "y": at("middle"), **_looks()},
            },
            {
                **dots,
                "mark": {**text, **arrow, "dx": {"expr": "datum.gap > 0 ? 10 : -10"}},
                "encoding": {"x": x, "y": at("middle"), "text": {"field": "arrow"}},
            },
            {
                **dots,
                "mark": {**text, "align": "left", "limit": plan.width - right - 6},
                "encoding": {
                    "x": {"value": right + 6},
                    "y": at("middle"),
                    "text": {"field": "figures"},
                },
            },
        ],
    }


def _gaps(left: int, right: int) -> Spec:
    """The axis of gaps, between two places across the page."""
    return {
        "field": "gap",
        "type": "quantitative",
        "title": None,
        "scale": {
            "domain": [-_WIDEST_GAP, _WIDEST_GAP],
            "range": [left, right],
            "nice": False,
        },
        "axis": {
            "orient": "top",
            "labelExpr": "datum.value === 0 ? '0' : format(datum.value, '+.0%')",
            "values": [-0.5, -0.25, 0, 0.25, 0.5],
            "grid": True,
            "domain": False,
            "ticks": False,
        },
    }


def _looks() -> Spec:
    """Colour, filling and shape of a dot, by what it proves."""
    statuses = list(EVIDENCE)
    status: Spec = {"field": "status", "type": "nominal", "legend": None}
    inside = [colour if name in _FREE else "#FFFFFF" for name, colour in EVIDENCE.items()]
    return {
        "stroke": {**status, "scale": colours(statuses, list(EVIDENCE.values()))},
        "fill": {**status, "scale": colours(statuses, inside)},
        "shape": {**status, "scale": colours(statuses, [_SHAPES[name] for name in statuses])},
        "description": {"field": "description"},
    }


def tally(table: Rows) -> str:
    """Say how many free quantities and prices the model reproduces, and which it misses most."""
    rows = records(table, "title", "year", "gap", "status", "measure")
    if not rows:
        return "Nothing was observed in the years of the study."
    free = [row for row in rows if row["status"] in _FREE]
    missed = [row for row in free if row["status"] == "missed"]
    worst = max(missed, key=lambda row: abs(float(row["gap"])), default=None)
    others = [row for row in rows if row["status"] not in _FREE]
    return joined(
        (
            *(_score(free, measure) for measure in ("quantity", "price")),
            _proves_nothing(others) if others else "",
            _widest(worst) if worst else "",
        )
    )


def _proves_nothing(rows: Sequence[Row]) -> str:
    """How many rows cannot speak for the model, and how many of them it misses all the same."""
    off = sum(abs(float(row["gap"])) > max(_BANDS) for row in rows)
    missed = f"; {off} of them {'differs' if off == 1 else 'differ'} by more than a tenth"
    return (
        f"{len(rows)} more prove{'s' if len(rows) == 1 else ''} nothing: fitted, determined by "
        f"what the study was given, or not testable{missed if off else ''}."
    )


def _score(free: Sequence[Row], measure: str) -> str:
    of_measure = [row for row in free if row["measure"] == measure]
    if not of_measure:
        return f"No {measure} is free."
    count = {name: sum(row["status"] == name for row in of_measure) for name in _FREE}
    what = {"quantity": ("quantity", "quantities"), "price": ("price", "prices")}[measure]
    return (
        f"Of {len(of_measure)} free {what[len(of_measure) != 1]} the model reproduces "
        f"{count['reproduced']} within 5 %, is near {count['near']} within 10 % and misses "
        f"{count['missed']}."
    )


def _widest(row: Row) -> str:
    return f"The widest gap is {with_year(row['title'], row['year'])}: {_percent(row['gap'])}."


def _frame(rows: Sequence[Row]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "Quantity": [str(row["title"]) for row in rows],
            "Year": [int(row["year"]) for row in rows],
            "Observed": [amount(row["observed"], row["unit"]) for row in rows],
            "Model": [amount(row["modelled"], row["unit"]) for row in rows],
            "Gap": [_percent(float(row["gap"])) if row["observed"] else NONE for row in rows],
            "Status": [str(row["status"]) for row in rows],
        }
    )
