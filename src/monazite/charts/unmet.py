"""Who goes short: need that stays unmet, stacked by industry over the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monazite.charts import words
from monazite.charts.bars import bars_frame, bars_rows, bars_spec, layer_totals
from monazite.charts.chart import Chart
from monazite.charts.rows import Rows, one_unit, records, totals_by_year, years_of
from monazite.charts.sentences import trend
from monazite.charts.theme import INDUSTRY
from monazite.core.numerals import amount, share_text, shown
from monazite.core.wording import joined

__all__ = ["unmet_by_use"]

_ALL_UNMET = 1e-6
"""Shortage below this share of a tonne is what a solver leaves behind, not a finding."""


def unmet_by_use(
    unmet: Rows,
    *,
    material: str = "",
    title: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Draw unmet need by industry and year.

    Rows have use, year, value and unit, and may have an industry (one of ev_motors, wind,
    aviation_defence, electronics, industrial_motors, other); without one a use known by name goes
    to its industry and any other use to "other".
    """
    given = records(unmet, "use", "year", "value", "unit")
    for row in given:
        row["industry"] = row.get("industry") or words.INDUSTRY_OF_USE.get(row["use"], "other")
        if row["industry"] not in INDUSTRY:
            raise ValueError(
                f"there is no industry {row['industry']}; the industries are {', '.join(INDUSTRY)}"
            )
    unit = one_unit(given)
    years = years_of(given)
    layers = [
        (
            industry,
            words.INDUSTRY[industry],
            totals_by_year(row for row in given if row["industry"] == industry),
        )
        for industry in INDUSTRY
        if any(row["industry"] == industry for row in given)
    ]
    totals = layer_totals(layers, years)
    nothing = all(abs(value) < _ALL_UNMET for value in totals.values())
    titles = [name for _, name, _ in layers]
    shades = {words.INDUSTRY[industry]: INDUSTRY[industry] for industry, _, _ in layers}
    way = shown(unit)
    subject = words.TITLES["unmet_by_use"]
    return Chart(
        kind="unmet_by_use",
        title=title or (f"{subject}: {material}" if material else subject),
        subtitle=f"Unmet need, {way.label}",
        alt=words.NOTHING_SHORT if nothing else _alt(layers, totals, unit),
        rows={
            "bars": bars_rows(layers, years, unit),
            "remark": [{"text": words.NOTHING_SHORT if nothing else ""}],
        },
        frame=bars_frame(layers, years, unit),
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
            trend("Unmet need", totals, unit),
            f"The worst year is {worst}, with {amount(totals[worst], unit)}.",
            f"Over all years the largest part, {share_text(sum(line.values()), whole)}, "
            f"falls on {most_hit}.",
        )
    )
