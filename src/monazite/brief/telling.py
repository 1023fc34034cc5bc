"""How a brief tells its headlines and pictures: as the study counts, or in what somebody chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from monazite.findings.comparison import SideBySide
from monazite.findings.comparison.telling import AS_IT_STANDS, Telling
from monazite.findings.solution import Solution
from monazite.runs.run import Run

__all__ = ["told_as", "told_headlines", "told_ranges", "told_rows", "told_runs"]


def told_as(telling: Telling) -> str:
    """What headlines and pictures are told in, in a sentence; blank where each is as it stands."""
    if telling == AS_IT_STANDS:
        return ""
    said = []
    if telling.money:
        said.append(
            f"Money is told in {telling.money}; facts, observed figures and levers tell it as they "
            "state it, and annexes and what was worked out of stockpiles as the study counts it."
        )
    if telling.of is not None:
        said.append(
            f"This table and the pictures tell mass as {telling.of.title} contained, "
            f"t {telling.of.basis}; sentences and annexes tell it as the study counts it."
        )
    return " ".join(said)


def told_runs(runs: Sequence[Run], telling: Telling) -> Sequence[Run]:
    """Runs whose sums are told in the money chosen, wherever words tell them."""
    if not telling.money:
        return runs
    return [replace(run, solution=replace(run.solution, told=telling.money)) for run in runs]


def told_rows(
    rows: Sequence[SideBySide], runs: Sequence[Run], telling: Telling
) -> Sequence[SideBySide]:
    """Numbers side by side as they are told."""
    if telling == AS_IT_STANDS:
        return rows
    plans = {run.strategy: run.solution for run in runs}
    return [telling.side_by_side(row, plans) for row in rows]


def told_ranges(
    ranges: Mapping[tuple[str, int], tuple[float, float]], solution: Solution, telling: Telling
) -> dict[tuple[str, int], tuple[float, float]]:
    """Ranges as they are told; none of a figure that has no single multiple to be told by."""
    found = {}
    for (key, year), (low, high) in ranges.items():
        if not telling.stays(solution, key):
            factor = telling.multiple(solution, key)[0]
            found[key, year] = (factor * low, factor * high)
    return found


def told_headlines(runs: Sequence[Run], telling: Telling) -> pl.DataFrame:
    """The headlines of all plans, by indicator and year, as they are told."""
    frames = []
    for run in (one for one in runs if one.status == "optimal"):
        told = {
            key: (dict(zip(run.solution.years, values.tolist(), strict=True)), unit)
            for key in run.solution.study.settings.headlines
            for values, unit in [telling.told(run.solution, key)]
        }
        rows = run.headlines.rows(named=True)
        of = [told[row["indicator"]] for row in rows]
        frames.append(
            run.headlines.with_columns(
                pl.Series(
                    "value", [one[row["year"]] for (one, _), row in zip(of, rows, strict=True)]
                ),
                pl.Series("unit", [unit for _, unit in of]),
            )
        )
    return pl.concat(frames)
