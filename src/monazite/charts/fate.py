"""What becomes of tonnes that are no longer exported: used, sold, stocked, put aside, not mined."""

from __future__ import annotations

from collections.abc import Sequence

from monazite.charts import words
from monazite.charts.bars import Layer, bars_frame, bars_rows, bars_spec, layer_totals
from monazite.charts.chart import Chart
from monazite.charts.registry import Card, Shown, picture
from monazite.charts.rows import Rows, records, totals_by_year, years_of
from monazite.charts.sentences import Series, trend
from monazite.charts.theme import FATE, OTHER, tint
from monazite.core.numerals import amount, shown
from monazite.core.wording import joined, span
from monazite.findings.account import Contained, fate_told

__all__ = ["fate_of_tonnes"]

_TOTAL = "conserved"


def fate_of_tonnes(
    tonnes: Rows,
    *,
    unit: str,
    subject: str = "",
    title: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Draw what becomes of an amount of material, year by year.

    Rows have fate, year and tonnes. Fates are written as findings write them: `used at home`,
    `sold elsewhere`, `stocked as oxide by State makers`, `left as concentrate`, `put aside as
    oxide`, `plant idle`, `not mined`, `not imported`, `not recycled`, `lost in processing`; rows of
    the fate `conserved` are the amount itself and become a line. A fate may be negative: a plan
    that imports more has less than nothing "not imported". `subject` says which tonnes are meant.
    """
    given = records(tonnes, "fate", "year", "tonnes")
    for row in given:
        row["value"] = row["tonnes"]
    years = years_of(given)
    named = dict.fromkeys(str(row["fate"]) for row in given if row["fate"] != _TOTAL)
    order = {fate: position for position, fate in enumerate(FATE)}
    fates = sorted(named, key=lambda fate: order.get(_kind(fate), len(order)))
    layers: list[Layer] = [
        (
            fate,
            _named(fate),
            totals_by_year(row for row in given if row["fate"] == fate),
        )
        for fate in fates
    ]
    conserved = totals_by_year(row for row in given if row["fate"] == _TOTAL)
    total = conserved or layer_totals(layers, years)
    titles = [name for _, name, _ in layers]
    shades = _shades(fates)
    way = shown(unit)
    return Chart(
        kind="fate_of_tonnes",
        title=title or words.TITLES["fate_of_tonnes"],
        subtitle=f"{subject}, {way.label}" if subject else way.label,
        alt=_alt(layers, total, unit),
        rows={
            "bars": bars_rows(layers, years, unit),
            "remark": [{"text": ""}],
            "total": [
                {
                    "line": words.CONSERVED,
                    "year": year,
                    "value": value * way.factor,
                    "description": f"{year}, {words.CONSERVED.lower()}: {amount(value, unit)}.",
                }
                for year, value in conserved.items()
            ],
        },
        frame=lambda: bars_frame(layers, years, unit),
        sources=tuple(sources),
        layout=lambda width: bars_spec(
            titles, shades, years, way.label, width, line=words.CONSERVED if conserved else ""
        ),
    )


def _kind(fate: str) -> str:
    """A fate without its form and without whose it is."""
    return fate.partition(" by ")[0].partition(" as ")[0]


def _named(fate: str) -> str:
    what, by, owner = fate.partition(" by ")
    return words.plain_name(what) + by + owner


def _shades(fates: Sequence[str]) -> dict[str, str]:
    """Colours by name; of several of one kind each is lighter than the one before."""
    shades: dict[str, str] = {}
    kinds = [_kind(fate) for fate in fates]
    for place, (fate, kind) in enumerate(zip(fates, kinds, strict=True)):
        before = kinds[:place].count(kind)
        shades[_named(fate)] = tint(FATE.get(kind, OTHER), 0.75**before)
    return shades


def _alt(layers: Sequence[Layer], total: Series, unit: str) -> str:
    whole = sum(total.values())
    over_all_years = unit.removesuffix("/yr")
    parts = sorted(
        ((sum(line.values()), title) for _, title, line in layers), key=lambda pair: -abs(pair[0])
    )
    listed = ", ".join(
        f"{title.lower()} {amount(value, over_all_years)}"
        for value, title in parts
        if abs(value) > 1e-6
    )
    over = (
        f"Over {span(sorted(total))}, of {amount(whole, over_all_years)}: {listed}."
        if listed
        else ""
    )
    return joined((trend(words.CONSERVED, total, unit), over))


@picture(
    "fate",
    "What becomes of tonnes that limits on exports keep at home.",
    cards=(Card("chain", 3, wide=True),),
)
def _fate(shown: Shown) -> Chart | None:
    """What becomes of tonnes that limits on exports keep at home; none where none are kept."""
    if shown.run.solution.without_limits is None:
        return None
    solution = shown.run.solution
    study = solution.study
    group = solution.labels.tracked_group
    of = shown.telling.of or Contained((group,), study.chain.group_basis[group], group)
    found = fate_told(solution, of)
    if not any(abs(one.tonnes) > 1e-6 for one in found):
        return None
    return fate_of_tonnes(found, unit=f"t {of.basis}/yr", subject=of.title, sources=shown.sources)
