"""What becomes of tonnes that are no longer exported: used, sold, stocked, put aside, not mined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monazite.charts import words
from monazite.charts.bars import Layer, bars_frame, bars_rows, bars_spec, layer_totals
from monazite.charts.chart import Chart
from monazite.charts.registry import Card, Shown, along_the_chain, picture
from monazite.charts.sentences import Series, trend
from monazite.charts.theme import FATE, OTHER, tint
from monazite.core.numerals import amount, shown
from monazite.core.rates import added_up
from monazite.core.wording import joined, span
from monazite.findings.account import CONSERVED, Contained, Fate, Whereabouts, fate_told

__all__ = ["fate_of_tonnes"]


def fate_of_tonnes(
    tonnes: Sequence[Fate],
    *,
    unit: str,
    subject: str = "",
    title: str = "",
    sources: Sequence[str] = (),
) -> Chart:
    """Draw what becomes of an amount of material, year by year.

    Tonnes that are `CONSERVED` are the amount itself and become a line. A fate may be negative: a
    plan that imports more has less than nothing "not imported". `subject` says which tonnes are
    meant.
    """
    years = sorted({one.year for one in tonnes})
    named = dict.fromkeys(one.fate for one in tonnes if one.fate != CONSERVED)
    order = {kind: position for position, kind in enumerate(FATE)}
    fates = sorted(named, key=lambda fate: order.get(fate.kind, len(order)))
    layers: list[Layer] = [(fate.name, _named(fate), _by_year(tonnes, fate)) for fate in fates]
    conserved = _by_year(tonnes, CONSERVED)
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


def _by_year(tonnes: Sequence[Fate], fate: Whereabouts) -> dict[int, float]:
    """Tonnes of a fate, added up by year."""
    found: dict[int, float] = {}
    for one in tonnes:
        if one.fate == fate:
            found[one.year] = found.get(one.year, 0.0) + one.tonnes
    return found


def _named(fate: Whereabouts) -> str:
    """The title of a fate; an owner is spelled as its study spells it."""
    what = words.plain_name(replace(fate, owner="").name)
    return f"{what} by {fate.owner}" if fate.owner else what


def _shades(fates: Sequence[Whereabouts]) -> dict[str, str]:
    """Colours by name; of several of one kind each is lighter than the one before."""
    shades: dict[str, str] = {}
    kinds = [fate.kind for fate in fates]
    for place, (fate, kind) in enumerate(zip(fates, kinds, strict=True)):
        before = kinds[:place].count(kind)
        shades[_named(fate)] = tint(FATE.get(kind, OTHER), 0.75**before)
    return shades


def _alt(layers: Sequence[Layer], total: Series, unit: str) -> str:
    whole = sum(total.values())
    over_all_years = added_up(unit)
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
    rests=along_the_chain,
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
