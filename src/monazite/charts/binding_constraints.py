"""What holds us back: a strip of utilisation by plant and year, outlined where a limit binds."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from monazite.charts import words
from monazite.charts.axes import colours
from monazite.charts.chart import Chart, Spec
from monazite.charts.registry import Card, Shown, picture
from monazite.charts.rowlabels import LinePlan, Names, at, label_layers, page_of
from monazite.charts.rows import Row, Rows, records, years_of
from monazite.charts.theme import BINDING_INKS, BINDING_STEPS, INK, LINE
from monazite.core.numerals import NONE, amount, number
from monazite.core.wording import joined, lowered, years_in_words

__all__ = ["bottleneck_strip"]

_FIRST_OF_STEP = (0, 25, 50, 75, 95)
_ROOM_FOR_FULL_YEAR = 27
_ROOM_FOR_FULL_TYPE = 22
_ROOM_FOR_RINGS: tuple[Spec, ...] = (
    {"filter": f"!(datum.binding && datum.step === '{words.BINDS_STEPS[-1]}')"},
)
"""Three digits are wider than a narrow cell inside its ring; its colour says what they say."""
_EDGE = 8
"""What the page around the strip takes of the width, in pixels."""
_CEILING = "ceiling"


@dataclass(slots=True)
class _Subject:
    """One line of the strip: a plant, lane or rule, held by ceilings or by a floor."""

    stage: str
    title: str
    cells: dict[int, Row] = field(default_factory=dict)
    """The row of each year that says most: a binding one, else the fullest."""

    def consider(self, row: Row) -> None:
        standing = self.cells.get(int(row["year"]))
        if standing is None or _says(row) > _says(standing):
            self.cells[int(row["year"])] = row

    @property
    def binding_years(self) -> list[int]:
        return sorted(year for year, row in self.cells.items() if row["binding"])


def bottleneck_strip(
    binding_constraints: Rows,
    *,
    title: str = "",
    years: Sequence[int] = (),
    sources: Sequence[str] = (),
) -> Chart:
    """Draw the use of every limit, by stage and subject and year.

    Rows have stage, subject, title, rule, year, utilisation (0 to 1), binding, sense (ceiling or
    floor), worth and unit, in the order the lines shall have. Of several ceilings on one subject
    the binding or fullest is shown; a floor has its own line, since there a dual means the
    opposite. `years` adds years in which nothing is near a limit.
    """
    given = records(
        binding_constraints,
        *("stage", "stage_title", "subject", "title", "rule", "year"),
        *("utilisation", "binding", "sense", "shadow_price", "unit"),
    )
    shown_years = sorted({*years, *years_of(given)})
    subjects = _subjects(given)
    names = Names()
    cells: list[Row] = []
    for stage in dict.fromkeys(subject.stage for subject in subjects):
        names.heading(stage)
        for subject in (one for one in subjects if one.stage == stage):
            place = names.line(subject.title)
            cells += [place | _cell(subject, year) for year in shown_years]
    return Chart(
        kind="bottleneck_strip",
        title=title or words.TITLES["bottleneck_strip"],
        subtitle=words.BINDS_NOTE,
        alt=_alt(subjects),
        rows={"names": names.rows, "cells": cells},
        frame=lambda: _frame(subjects, shown_years),
        sources=tuple(sources),
        layout=lambda width: _layout(names.plan(width - _EDGE), shown_years),
    )


def _subjects(rows: Sequence[Row]) -> list[_Subject]:
    found: dict[str, _Subject] = {}
    for row in rows:
        floor = row["sense"] != _CEILING
        key = f"{row['stage']} {row['subject']}{' floor' if floor else ''}"
        name = words.FLOOR.format(name=row["title"]) if floor else str(row["title"])
        found.setdefault(key, _Subject(str(row["stage_title"]), name)).consider(row)
    return list(found.values())


def _says(row: Row) -> tuple[bool, float, float]:
    return bool(row["binding"]), float(row["shadow_price"]), float(row["utilisation"])


def _cell(subject: _Subject, year: int) -> Row:
    row = subject.cells.get(year)
    if row is None:
        return {
            "year": year,
            "step": words.BINDS_STEPS[0],
            "text": NONE,
            "binding": False,
            "description": f"{year}, {subject.title}: no limit in force.",
        }
    percent, binding = _percent(row), bool(row["binding"])
    ceiling = row["sense"] == _CEILING
    # what is forced is no plant that is full, so the colours of fullness are not for it
    step = bisect(_FIRST_OF_STEP, percent) - 1 if ceiling else 0
    rule = str(row["rule"]).replace("_", " ")
    used = "of the limit in use" if ceiling else "of what runs is forced"
    return {
        "year": year,
        "step": words.BINDS_STEPS[step],
        "text": str(percent),
        "binding": binding,
        "description": f"{year}, {subject.title}: {percent}\u00a0% {used} ({rule})."
        + (_worth(row, ceiling=ceiling) if binding else ""),
    }


def _worth(row: Row, *, ceiling: bool) -> str:
    """What a tonne more is worth where a limit binds, and one less where something is forced."""
    more, less = (
        "one more tonne a year is worth to its owner",
        "one tonne a year less would save it",
    )
    told = more if ceiling else less
    return f" It binds; {told} {amount(row['shadow_price'], row['unit'])}."


def _percent(row: Row) -> int:
    """Write a share in whole per cent; only what is really full says 100."""
    share = max(0.0, min(float(row["utilisation"]), 1.0))
    return 100 if share > 1 - 1e-6 else min(99, round(100 * share))


def _layout(plan: LinePlan, years: Sequence[int]) -> Spec:
    slot = (plan.width - plan.left - 12) / max(1, len(years))
    x = _by_year(plan, years, whole=slot >= _ROOM_FOR_FULL_YEAR)
    box: Spec = {"x": x, "y": at("top"), "y2": {"field": "bottom"}}
    # Ink with a white core stands out on every step of the ramp, the darkest included.
    tight = slot < _ROOM_FOR_FULL_TYPE
    rings: list[Spec] = [
        {
            "data": {"name": "cells"},
            "transform": [{"filter": {"field": "binding", "equal": True}}, *plan.boxed()],
            "mark": {"type": "rect", "fill": "transparent", "aria": False, **stroke},
            "encoding": box,
        }
        for stroke in (
            {"stroke": INK, "strokeWidth": 2 if tight else 3.5},
            {"stroke": "#FFFFFF", "strokeWidth": 0.75 if tight else 1.25},
        )
    ]
    type_size = {"fontSize": 9} if tight else {}
    fills = _fullness(columns=0 if plan.width >= 420 else 3)
    return {
        **page_of(plan),
        "layer": [
            *label_layers(plan),
            {
                "data": {"name": "cells"},
                "transform": plan.boxed(),
                "mark": {"type": "rect", "stroke": LINE, "strokeWidth": 1},
                "encoding": {**box, "fill": fills, "description": {"field": "description"}},
            },
            *rings,
            {
                "data": {"name": "cells"},
                "transform": [*(_ROOM_FOR_RINGS if tight else ()), plan.placed()],
                "mark": {"type": "text", "style": "cell-label", "aria": False, **type_size},
                "encoding": {
                    "x": x,
                    "y": at("middle"),
                    "text": {"field": "text"},
                    "fill": {
                        "field": "step",
                        "type": "nominal",
                        "scale": colours(words.BINDS_STEPS, BINDING_INKS),
                        "legend": None,
                    },
                },
            },
        ],
        "resolve": {"scale": {"fill": "independent"}},
    }


def _by_year(plan: LinePlan, years: Sequence[int], *, whole: bool) -> Spec:
    """The axis of years, by two digits where four have no room."""
    return {
        "field": "year",
        "type": "ordinal",
        "title": None,
        "scale": {
            "domain": list(years),
            "range": [plan.left, plan.width - 12],
            "padding": 0.1,
        },
        "axis": {
            "orient": "top",
            "labelAngle": 0,
            "labelExpr": "datum.label" if whole else "'’' + slice(datum.label, 2)",
            "ticks": False,
            "domain": False,
            "labelOverlap": False,
        },
    }


def _fullness(columns: int) -> Spec:
    """The colours of how full a limit is, with their legend."""
    return {
        "field": "step",
        "type": "nominal",
        "scale": colours(words.BINDS_STEPS, BINDING_STEPS),
        "legend": {
            "title": None,
            "orient": "top",
            "columns": columns,
            "offset": 14,
            "values": list(words.BINDS_STEPS),
            "symbolType": "square",
            "symbolStrokeColor": LINE,
            "symbolStrokeWidth": 1,
            "labelExpr": "datum.label + ' %'",
        },
    }


def _alt(subjects: Sequence[_Subject]) -> str:
    binding = [subject for subject in subjects if subject.binding_years]
    if not binding:
        return "No limit binds in any year."
    by_stage: dict[str, set[int]] = {}
    for subject in binding:
        by_stage.setdefault(subject.stage, set()).update(subject.binding_years)
    where = "; ".join(
        f"{lowered(stage)} in {years_in_words(sorted(years))}" for stage, years in by_stage.items()
    )
    longest = max(binding, key=lambda subject: len(subject.binding_years))
    dearest = max(
        (row for subject in binding for row in subject.cells.values() if row["binding"]),
        key=lambda row: float(row["shadow_price"]),
    )
    return joined(
        (
            f"Limits bind at {where}.",
            f"{longest.title} binds longest, {_years(len(longest.binding_years))}.",
            f"One more tonne is worth most to its owner at {dearest['title']} in "
            f"{dearest['year']}: {amount(dearest['shadow_price'], dearest['unit'])}.",
        )
    )


def _years(count: int) -> str:
    return "one year" if count == 1 else f"{number(count)} years"


def _frame(subjects: Sequence[_Subject], years: Sequence[int]) -> pl.DataFrame:
    columns: Mapping[str, list[object]] = {
        "Stage": [subject.stage for subject in subjects],
        "Limit": [subject.title for subject in subjects],
        "Binds in": [years_in_words(subject.binding_years) or NONE for subject in subjects],
    }
    shares = {
        f"{year} (%)": [
            _percent(subject.cells[year]) if year in subject.cells else None for subject in subjects
        ]
        for year in years
    }
    return pl.DataFrame({**columns, **shares})


@picture(
    "bottlenecks",
    "Which plants, permits and limits are full, year by year.",
    cards=(Card("levers", 3, wide=True, leads="bottlenecks"), Card("bottlenecks", 1, wide=True)),
    rests=lambda plan, shown: plan.of_limits(shown.year),
)
def _bottlenecks(shown: Shown) -> Chart:
    return bottleneck_strip(
        [row for row in shown.run.records.at_limits() if row.stage != "use"],
        years=shown.run.solution.years,
        sources=shown.sources,
    )
