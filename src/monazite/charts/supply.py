"""Where supply comes from: a stacked area by origin, the need above it, the baseline a ghost."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from monazite.charts import words
from monazite.charts.axes import amount_axis, colours, height_with_legends, legend, year_axis
from monazite.charts.chart import Chart, Spec, sized
from monazite.charts.drawing import HATCH
from monazite.charts.registry import Card, Shown, picture
from monazite.charts.rows import Row, Rows, one_unit, records, totals_by_year, years_of
from monazite.charts.sentences import Series, crossing, trend
from monazite.charts.theme import BASELINE, BASELINE_DASH, INK, ORIGIN
from monazite.core.numerals import amount, share_text, shown
from monazite.core.wording import joined, raised
from monazite.findings.account import STRANDS
from monazite.findings.indicators import need_by_year, own_by_year
from monazite.findings.indicators import supply_by_origin as supply_rows

__all__ = ["supply_by_origin"]


def supply_by_origin(
    supply: Rows,
    need: Rows,
    *,
    baseline: Rows = (),
    baseline_title: str = "the baseline",
    material: str = "",
    title: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Draw supply by origin over the years, with the need and the baseline as lines.

    Rows of `supply` have origin, year, value and unit, with origin one of home, recycled,
    partner, abroad, stockpile and short; what an origin does not deliver may be left out. Rows of
    `need` and `baseline` have year and value in the same unit; the baseline is what the strategy
    compared with makes at home and recycles, the two areas at the bottom. Raises ValueError for
    another origin.
    """
    given = records(supply, "origin", "year", "value", "unit")
    unknown = sorted({str(row["origin"]) for row in given} - set(ORIGIN))
    if unknown:
        raise ValueError(
            f"there is no origin {', '.join(unknown)}; the origins are {', '.join(ORIGIN)}"
        )
    unit = one_unit(given)
    years = years_of(given)
    delivered = {
        origin: totals_by_year(row for row in given if row["origin"] == origin)
        for origin in ORIGIN
        if origin != "short" or any(row["origin"] == "short" for row in given)
    }
    series: dict[str, Series] = {
        origin: {year: of.get(year, 0.0) for year in years} for origin, of in delivered.items()
    }
    needed = totals_by_year(records(need, "year", "value"))
    ghost = totals_by_year(records(baseline, "year", "value"))
    ghost_title = words.BASELINE.format(name=baseline_title)
    lines: list[tuple[str, Series]] = [(words.NEED, needed)]
    if ghost:
        lines.append((ghost_title, ghost))
    way = shown(unit)
    return Chart(
        kind="supply_by_origin",
        title=title or _default_title(material),
        subtitle=f"{raised(material)}, {way.label}" if material else way.label,
        alt=_alt(series, needed, ghost, ghost_title, unit),
        rows={
            "supply": _supply_rows(series, unit),
            "totals": [row for name, line in lines for row in _line_rows(name, line, unit)],
        },
        frame=lambda: _frame(years, series, lines, unit),
        sources=tuple(sources),
        layout=lambda width: _layout(list(series), [name for name, _ in lines], way.label, width),
    )


def _default_title(material: str) -> str:
    subject = words.TITLES["supply_by_origin"]
    return f"{subject}: {material}" if material else subject


def _supply_rows(series: dict[str, Series], unit: str) -> list[Row]:
    factor = shown(unit).factor
    return [
        {
            "origin": origin,
            "order": order,
            "series": words.ORIGIN[origin],
            "year": year,
            "value": value * factor,
            "description": said,
        }
        for order, (origin, line) in enumerate(series.items())
        for said in [trend(words.ORIGIN[origin], line, unit)]
        for year, value in line.items()
    ]


def _line_rows(name: str, line: Series, unit: str) -> list[Row]:
    factor, said = shown(unit).factor, trend(name, line, unit)
    return [
        {"line": name, "year": year, "value": value * factor, "description": said}
        for year, value in sorted(line.items())
    ]


def _layout(origins: list[str], lines: list[str], label: str, width: int) -> Spec:
    titles = [words.ORIGIN[origin] for origin in origins]
    shades = [HATCH if origin == "short" else ORIGIN[origin] for origin in origins]
    strokes, dashes = [INK, BASELINE][: len(lines)], [[1, 0], list(BASELINE_DASH)][: len(lines)]
    line_legend = legend(lines, width, symbolType="stroke", symbolStrokeWidth=2, symbolSize=300)
    return {
        **sized(width, height_with_legends(220, width, titles, lines)),
        "layer": [
            {
                "data": {"name": "supply"},
                "mark": {"type": "area", "stroke": "#FFFFFF", "strokeWidth": 0.5},
                "encoding": {
                    "x": year_axis(),
                    "y": {**amount_axis(label), "stack": "zero"},
                    "fill": {
                        "field": "series",
                        "type": "nominal",
                        "scale": colours(titles, shades),
                        "legend": legend(titles, width, symbolType="square"),
                    },
                    "order": {"field": "order"},
                    "description": {"field": "description"},
                },
            },
            {
                "data": {"name": "totals"},
                "mark": {"type": "line", "strokeWidth": 2},
                "encoding": {
                    "x": year_axis(),
                    "y": amount_axis(label),
                    "stroke": {
                        "field": "line",
                        "type": "nominal",
                        "scale": colours(lines, strokes),
                        "legend": line_legend,
                    },
                    "strokeDash": {
                        "field": "line",
                        "type": "nominal",
                        "scale": {"domain": lines, "range": dashes},
                        "legend": line_legend,
                    },
                    "description": {"field": "description"},
                },
            },
        ],
    }


def _alt(
    series: dict[str, Series], needed: Series, ghost: Series, ghost_title: str, unit: str
) -> str:
    name = words.ORIGIN
    last = max(needed, default=0)
    total = sum(line.get(last, 0.0) for origin, line in series.items() if origin != "short")
    covered = share_text(total, needed[last]) if needed else ""
    gap = needed[last] - total if needed else 0.0
    end = ""
    if covered:
        end = f"In {last} supply covers {covered} of the need"
        end += f", {amount(gap, unit)} is unmet." if gap > 1e-6 * needed[last] else "."
    return joined(
        (
            trend(words.NEED, needed, unit) if needed else "",
            *(
                trend(name[origin], line, unit)
                for origin, line in series.items()
                if any(abs(value) > 1e-9 for value in line.values())
            ),
            crossing(name["home"], series["home"], name["abroad"], series["abroad"]),
            end,
            trend(ghost_title, ghost, unit) if ghost else "",
        )
    )


def _frame(
    years: list[int], series: dict[str, Series], lines: list[tuple[str, Series]], unit: str
) -> pl.DataFrame:
    way = shown(unit)
    columns: dict[str, list[float | None]] = {
        words.ORIGIN[origin]: [line[year] * way.factor for year in years]
        for origin, line in series.items()
    }
    for name, line in lines:
        columns[name] = [line[year] * way.factor if year in line else None for year in years]
    return pl.DataFrame(
        {"Year": years, **{f"{name} ({way.label})": values for name, values in columns.items()}}
    )


def nobody_uses(shown: Shown) -> str:
    """Why nothing is seen of uses at home; blank where anybody there uses the product."""
    solution = shown.run.solution
    if any(one.value for one in need_by_year(solution)):
        return ""
    return f"nobody at home uses {solution.study.words.product.plural}"


@picture(
    "supply",
    "Where supply comes from, beside what is needed.",
    cards=(Card("levers", 1, leads="chain"),),
    rests=lambda plan, shown: [
        plan.of(plan.things.of_origin(one), (shown.year,)) for one in STRANDS
    ],
    absent=nobody_uses,
)
def _supply(shown: Shown) -> Chart | None:
    solution = shown.run.solution
    of = shown.telling.of
    if nobody_uses(shown):
        return None
    return supply_by_origin(
        supply_rows(solution, of=of),
        need_by_year(solution, of=of),
        baseline=own_by_year(shown.ghost.solution, of=of),
        baseline_title=shown.ghost.case.strategy.title,
        material=solution.study.words.product.plural,
        sources=shown.sources,
    )
