"""Answers a study's question in three sentences, from numbers alone."""

from __future__ import annotations

import numpy as np

from monazite.findings.binds import Bind, binds
from monazite.findings.confidence import thin_share
from monazite.findings.fate import fate_of_conserved
from monazite.findings.indicators import compute
from monazite.findings.reading import Reading, Series

DECISION_YEARS = (2030, 2035)
"""Years sentences speak of when a study reports them; else its middle and last year."""


def decision_years(reading: Reading) -> tuple[int, int]:
    """The two years an answer speaks of."""
    first, last = DECISION_YEARS
    if first in reading.years and last in reading.years:
        return first, last
    return reading.years[len(reading.years) // 2], reading.years[-1]


def answer(reading: Reading, *, strategy: str, baseline: str) -> list[str]:
    """Three sentences: what the plan reaches, what holds it back, what it keeps back and costs."""
    return [_reach(reading, strategy, baseline), _holds_back(reading), _price(reading)]


def headline(reading: Reading) -> str:
    """The finding in a phrase: how much of its magnets home makes in the decision year."""
    near = decision_years(reading)[0]
    share = compute(reading, "self_sufficiency.magnet")
    return f"{_home(reading)} makes {_percent(reading, share, near)} of its magnets in {near}"


def _reach(reading: Reading, strategy: str, baseline: str) -> str:
    near, far = decision_years(reading)
    share = compute(reading, "self_sufficiency.magnet")
    own = compute(reading, "self_sufficiency.chain")
    text = (
        f"Under “{strategy}” {_home(reading)} makes {_percent(reading, share, near)} of the "
        f"magnets it uses in {near} and {_percent(reading, share, far)} in {far}"
    )
    if reading.baseline is not None:
        before = compute(Reading(reading.study, reading.baseline), "self_sufficiency.magnet")
        gaps = [_at(reading, share, year) - _at(reading, before, year) for year in (near, far)]
        text += (
            f", {_points(gaps[0])} and {_points(gaps[1])} percentage points against “{baseline}”"
        )
    return text + (
        f"; counted back to home ore it is {_percent(reading, own, near)} and "
        f"{_percent(reading, own, far)}."
    )


def _holds_back(reading: Reading) -> str:
    near = decision_years(reading)[0]
    home = _home(reading)
    by_stage: dict[str, list[Bind]] = {}
    for row in binds(reading):
        if row.year == near and row.binding and row.rule in PHYSICAL:
            by_stage.setdefault(row.stage, []).append(row)
    weight = {
        stage: sum(row.worth * _size(reading, row.subject, near) for row in rows)
        for stage, rows in by_stage.items()
    }
    ranked = sorted(by_stage, key=lambda stage: -weight[stage])
    text = f"In {near} no plant or permit in {home} is worth enlarging"
    if ranked:
        text = f"What holds {home} back in {near} is {_full(reading, ranked[0], by_stage, near)}"
    if len(ranked) > 1:
        text += f", then {_full(reading, ranked[1], by_stage, near)}"
    mines = [
        name
        for name in reading.labels.facilities
        if reading.labels.facility_region[name] == reading.home
        and reading.labels.facility_stage[name] == "mining"
    ]
    standing = sum(_size(reading, name, near) for name in mines)
    if standing > 0:
        dug = float(reading.outcome["activity"].sel(facility=mines, period=near).sum())
        text += f"; the mines run at {100 * dug / standing:.0f} % of what stands"
    return text + "."


def _size(reading: Reading, facility: str, year: int) -> float:
    """Capacity of a facility in a year, t/yr."""
    return float(reading.usable_capacity.sel(facility=facility, period=year))


def _full(reading: Reading, stage: str, by_stage: dict[str, list[Bind]], year: int) -> str:
    """A full stage in words: its largest plant, how many more, and what a tonne more is worth."""
    rows = sorted(by_stage[stage], key=lambda row: -_size(reading, row.subject, year))
    others = len({row.subject for row in rows}) - 1
    more = f" and {others} more" if others else ""
    what = {"feed_within_permit": "permits", "additions_within_build_rate": "speed of building"}
    worth = max(row.worth for row in rows)
    basis = rows[0].unit.partition("/")[2]
    return (
        f"{stage} {what.get(rows[0].rule, 'capacity')} ({rows[0].title}{more}; one more {basis} a "
        f"year is worth {worth:,.0f} USD)"
    )


def _home(reading: Reading) -> str:
    return reading.parameters.titles.get(reading.home, reading.home)


PHYSICAL = ("output_within_capacity", "feed_within_permit", "additions_within_build_rate")
"""Rules that more plant or a larger permit would ease; limits on trade are a choice."""


def _price(reading: Reading) -> str:
    near = decision_years(reading)[0]
    group = reading.labels.tracked_group
    index = reading.years.index(near)
    rows = fate_of_conserved(reading, group)
    conserved = sum(float(str(row["tonnes"])) for row in rows if row["fate"] == "conserved")
    parts = []
    if conserved >= 1.0:
        fates: dict[str, float] = {}
        for row in rows:
            if row["fate"] != "conserved":
                name = str(row["fate"])
                fates[name] = fates.get(name, 0.0) + float(str(row["tonnes"]))
        largest = max(fates, key=lambda name: fates[name])
        # other fates may be negative, so that one of them is more than the whole
        share = min(1.0, fates[largest] / conserved)
        parts.append(
            f"Over the years its export limits keep {conserved:,.0f} t of {group} oxide from "
            f"abroad, of which {100 * share:.0f} % ends up {largest.replace('_', ' ')}"
            + _gain(reading, near)
        )
    elif conserved <= -1.0:
        parts.append(
            f"Over the years it sends {-conserved:,.0f} t of {group} oxide more abroad than the "
            "baseline"
        )
    outlay = float(compute(reading, "public_outlay")[: index + 1].sum())
    thin = thin_share(reading)
    parts.append(
        f"public outlay to {near} is {outlay:,.0f} crore rupees and {100 * thin:.0f} % of what the "
        "plan's cost leans on is grade-C evidence"
    )
    text = "; ".join(parts) + "."
    return text[0].upper() + text[1:]


def _gain(reading: Reading, year: int) -> str:
    """What the limits change in magnets made at home, against the same plan without them."""
    if reading.without_limits is None:
        return ""
    other = Reading(reading.study, reading.without_limits)
    made = [_at(reading, compute(one, "output.magnet"), year) for one in (reading, other)]
    gain = made[0] - made[1]
    if abs(gain) < 0.5:
        return f", and {_home(reading)} makes no more magnets for it in {year}"
    return f", and {_home(reading)} makes {gain:+,.0f} t of magnets for it in {year}"


def _at(reading: Reading, series: Series, year: int) -> float:
    value = float(series[reading.years.index(year)])
    return 0.0 if np.isnan(value) else value


def _percent(reading: Reading, series: Series, year: int) -> str:
    value = 100.0 * _at(reading, series, year)
    return f"{value:.1f} %" if value < 10 else f"{value:.0f} %"


def _points(gap: float) -> str:
    return f"{100.0 * gap:+.1f}"
