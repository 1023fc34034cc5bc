"""How a brief tells its figures: as the study counts, or in what somebody chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from monazite.brief.analyses import BriefAnalyses
from monazite.findings.comparison import AS_IT_STANDS, SideBySide, Telling
from monazite.findings.solution import Solution
from monazite.runs.run import Run

__all__ = ["told_analyses", "told_as", "told_headlines", "told_ranges", "told_rows", "told_runs"]


def told_as(telling: Telling) -> str:
    """What headlines and pictures are told in, in a sentence; blank where each is as it stands."""
    if telling == AS_IT_STANDS:
        return ""
    said = []
    if telling.money:
        said.append(
            f"Money is told in {telling.money}; facts, observed figures and levers tell it as they "
            "state it, and annexes, what single figures would take and what was worked out of "
            "stockpiles as the study counts it."
        )
    if telling.of is not None:
        said.append(
            f"Mass is told as {telling.of.title} contained, t {telling.of.basis}, which sentences "
            f"call {telling.of.words}. What holds none of it stays in its own tonnes, and so do "
            "facts, observed figures, levers, forecasts, single figures, stockpiles, rules that "
            "gave way, flows and the annexes of limits."
        )
    return " ".join(said)


def told_runs(runs: Sequence[Run], telling: Telling) -> Sequence[Run]:
    """Runs whose sums and masses are told as chosen, wherever words tell them."""
    if telling == AS_IT_STANDS:
        return runs
    return [
        replace(run, solution=replace(run.solution, told=telling.money, of=telling.of))
        for run in runs
    ]


def told_analyses(asked: BriefAnalyses, telling: Telling) -> BriefAnalyses:
    """What was asked, with runs whose sums and masses are told as chosen."""
    return replace(
        asked,
        worlds={name: tuple(told_runs(runs, telling)) for name, runs in asked.worlds.items()},
        commitments=[(title, tuple(told_runs(runs, telling))) for title, runs in asked.commitments],
    )


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
