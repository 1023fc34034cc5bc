"""Unmet demand by use: price response and shortage, stacked by industry over the years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from monazite.charts import words
from monazite.charts.bars import bars_frame, bars_rows, bars_spec, layer_totals
from monazite.charts.chart import Chart
from monazite.charts.registry import Card, Shown, of_numbers, picture
from monazite.charts.rows import Rows, one_unit, records, totals_by_year, years_of
from monazite.charts.sentences import trend
from monazite.charts.supply import nobody_uses
from monazite.charts.theme import INDUSTRY, OTHER
from monazite.core.numerals import amount, share_text, shown
from monazite.core.wording import joined
from monazite.findings.indicators import unmet_by_use as unmet_rows

__all__ = ["industry_colours", "unmet_by_use"]

_ALL_UNMET = 1e-6
"""Shortage below this share of a tonne is what a solver leaves behind, not a finding."""


def industry_colours(industries: Iterable[str]) -> dict[str, str]:
    """Give the first industries named a colour each, and what is left over the last one."""
    named = [one for one in dict.fromkeys(industries) if one and one != words.OTHER]
    return {**dict(zip(named, INDUSTRY, strict=False)), words.OTHER: OTHER}


def unmet_by_use(
    unmet: Rows,
    *,
    material: str = "",
    title: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Draw unmet demand by industry and year.

    Rows have use, year, value and unit, and may have an industry, as people call it. Industries
    stand in the order of the rows; uses without one, and industries no colour is left for, are
    put together as others.
    """
    given = records(unmet, "use", "year", "value", "unit")
    for row in given:
        row["industry"] = row.get("industry") or words.OTHER
    colour_of = industry_colours(row["industry"] for row in given)
    for row in given:
        if row["industry"] not in colour_of:
            row["industry"] = words.OTHER
    unit = one_unit(given)
    years = years_of(given)
    layers = [
        (
            industry,
            industry,
            totals_by_year(row for row in given if row["industry"] == industry),
        )
        for industry in colour_of
        if any(row["industry"] == industry for row in given)
    ]
    totals = layer_totals(layers, years)
    nothing = all(abs(value) < _ALL_UNMET for value in totals.values())
    titles = [name for _, name, _ in layers]
    shades = {industry: colour_of[industry] for industry, _, _ in layers}
    way = shown(unit)
    subject = words.TITLES["unmet_by_use"]
    return Chart(
        kind="unmet_by_use",
        title=title or (f"{subject}: {material}" if material else subject),
        subtitle=f"Price response and shortage together, {way.label}",
        alt=words.NOTHING_SHORT if nothing else _alt(layers, totals, unit),
        rows={
            "bars": bars_rows(layers, years, unit),
            "remark": [{"text": words.NOTHING_SHORT if nothing else ""}],
        },
        frame=lambda: bars_frame(layers, years, unit),
        sources=tuple(sources),
        layout=lambda width: bars_spec(titles, shades, years, way.label, width),
    )


def _alt(
    layers: Sequence[tuple[str, str, Mapping[int, float]]], totals: Mapping[int, float], unit: str
) -> str:
    worst = max(totals, key=lambda year: totals[year])
    whole = sum(totals.values())
    _, most_hit, line = max(layers, key=lambda layer: sum(layer[2].values()))
    return joined(
        (
            trend("Unmet demand", totals, unit),
            f"The worst year is {worst}, with {amount(totals[worst], unit)}.",
            f"Over all years the largest part, {share_text(sum(line.values()), whole)}, "
            f"falls on {most_hit}.",
        )
    )


@picture(
    "unmet",
    "What users do without, by industry.",
    cards=(Card("levers", 2),),
    rests=of_numbers("unmet_demand"),
    absent=nobody_uses,
)
def _unmet(shown: Shown) -> Chart | None:
    """What users do without, by industry; none where nobody at home uses the product."""
    solution = shown.run.solution
    rows = unmet_rows(solution, of=shown.telling.of)
    if not rows:
        return None
    return unmet_by_use(
        rows,
        material=solution.study.words.product.plural,
        sources=shown.sources,
    )
