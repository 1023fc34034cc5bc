"""What the treasury pays and is paid, item by item over the years."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.charts.bars import Layer, bars_frame, bars_rows, bars_spec, layer_totals
from monazite.charts.chart import Chart
from monazite.charts.registry import Card, Shown, of_numbers, picture
from monazite.charts.rows import Row, Rows, one_unit, records, totals_by_year, years_of
from monazite.charts.sentences import trend
from monazite.charts.theme import OTHER, STRATEGY, tint
from monazite.core.numerals import amount, shown
from monazite.core.rates import added_up
from monazite.core.wording import joined, raised
from monazite.findings.comparison import money_factor
from monazite.findings.costs import in_public_money, outlay_items

__all__ = ["public_money_by_item"]

_SUBJECT = "What the treasury pays and takes"
_NIL = 1e-9
"""Money of an item over all years, in the unit shown, up to which it has no bar."""


def public_money_by_item(
    paid: Rows, *, title: str = "", sources: Sequence[str] = ()
) -> Chart | None:
    """Draw public money by item and year, as a bar above the line; what comes in stands below it.

    Rows have item, year, value and unit. Items stand in the order of the rows. None where no item
    has any money.
    """
    given = records(paid, "item", "year", "value", "unit")
    unit, years = one_unit(given), years_of(given)
    layers: list[Layer] = []
    for item in dict.fromkeys(str(row["item"]) for row in given):
        line = totals_by_year(row for row in given if row["item"] == item)
        if any(abs(value) > _NIL for value in line.values()):
            layers.append((item, raised(item), line))
    if not layers:
        return None
    totals = layer_totals(layers, years)
    titles = [name for _, name, _ in layers]
    way = shown(unit)
    return Chart(
        kind="public_money_by_item",
        title=title or _SUBJECT,
        subtitle=f"{way.label}; below the line what comes in",
        alt=joined(
            (
                trend("Public outlay", totals, unit),
                "Over all years: "
                + ", ".join(
                    f"{item} {amount(sum(line.values()), added_up(unit))}"
                    for item, _, line in sorted(layers, key=_size)
                )
                + ".",
            )
        ),
        rows={"bars": bars_rows(layers, years, unit), "remark": [{"text": ""}]},
        frame=lambda: bars_frame(layers, years, unit),
        sources=tuple(sources),
        layout=lambda width: bars_spec(titles, _shades(titles), years, way.label, width),
    )


def _size(layer: Layer) -> float:
    """Largest first."""
    return -sum(abs(value) for value in layer[2].values())


def _shades(titles: Sequence[str]) -> dict[str, str]:
    """A colour for each item; where there are more than colours, lighter ones."""
    colours = (*STRATEGY, OTHER)
    return {
        name: tint(colours[place % len(colours)], 0.6 ** (place // len(colours)))
        for place, name in enumerate(titles)
    }


@picture(
    "public-money",
    "What the treasury pays and is paid, item by item.",
    cards=(Card("levers", 5, wide=True),),
    section="costs",
    rests=of_numbers("to_date.public_outlay"),
)
def _of_a_run(shown: Shown) -> Chart | None:
    solution = shown.run.solution
    public = f"{solution.study.settings.public_money.unit}/yr"
    factor, unit = money_factor(solution.study, shown.telling.money, public)
    rows: list[Row] = [
        {"item": item, "year": year, "value": float(factor * value), "unit": unit}
        for item, paid in outlay_items(solution).items()
        for year, value in zip(solution.years, in_public_money(solution, paid), strict=True)
    ]
    return public_money_by_item(rows, sources=shown.sources)
