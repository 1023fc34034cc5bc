"""The same strategies in every world: what each reaches, and which world hurts most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from monazite.findings.indicators import compute
from monazite.findings.reading import Reading
from monazite.findings.saying import at, percent, tonnes

SHOWS = 0.5
"""Tonnes a year below which a shortage is rounding."""

World = Mapping[str, Reading]
"""Readings of strategies in one world, by title of the strategy."""


def world_rows(
    worlds: Mapping[str, World], usual: str, years: Sequence[int]
) -> list[dict[str, object]]:
    """What strategies come to in each world, by title.

    Rows of world, strategy, `made_<year>` (share of magnets made at home), `unmet_<year>` (t/yr),
    `home_cost` (USD_2024 in the first of the years) and `shock_year`, `shock_unmet`: the year in
    which a crisis takes most away, above the `usual` world where it does, and what it takes away in
    it, t/yr. Users who buy less at a higher price are not in it.
    """
    rows: list[dict[str, object]] = []
    for world, readings in worlds.items():
        for strategy, reading in readings.items():
            unmet = compute(reading, "unmet_demand.total")
            short = compute(reading, "shortage.total")
            before = worlds.get(usual, {}).get(strategy)
            above = short - compute(before, "shortage.total") if before is not None else short
            worst = int(np.argmax(above if above.max() > SHOWS else short))
            row: dict[str, object] = {"world": world, "strategy": strategy}
            for year in years:
                share = compute(reading, "self_sufficiency.magnet")
                row[f"made_{year}"] = at(reading, share, year)
                row[f"unmet_{year}"] = at(reading, unmet, year)
            row["home_cost"] = at(reading, compute(reading, "home_cost"), years[0])
            row["shock_year"] = reading.years[worst]
            row["shock_unmet"] = float(short[worst])
            rows.append(row)
    return rows


def worst_world(rows: Sequence[Mapping[str, object]], usual: str, strategy: str) -> str | None:
    """The world in which a crisis takes most away in one year; None when none takes more."""
    others = [row for row in rows if row["strategy"] == strategy and row["world"] != usual]
    own = [row for row in rows if row["strategy"] == strategy and row["world"] == usual]
    worst = max(others, key=lambda row: float(str(row["shock_unmet"])), default=None)
    if worst is None or not own:
        return None
    least = float(str(own[0]["shock_unmet"]))
    return str(worst["world"]) if float(str(worst["shock_unmet"])) > least + SHOWS else None


def says_of_worlds(
    rows: Sequence[Mapping[str, object]], usual: str, strategy: str, year: int
) -> list[str]:
    """How far a strategy carries from world to world, and what the worst one does, in sentences."""
    own = [row for row in rows if row["strategy"] == strategy]
    if len(own) < 2:
        return []
    made = sorted(own, key=lambda row: float(str(row[f"made_{year}"])))
    said = [
        f"Under “{strategy}” home makes between {percent(float(str(made[0][f'made_{year}'])))} "
        f"(“{made[0]['world']}”) and {percent(float(str(made[-1][f'made_{year}'])))} "
        f"(“{made[-1]['world']}”) of the magnets its users want in {year}, whichever world comes."
    ]
    worst = worst_world(rows, usual, strategy)
    if worst is None:
        return [*said, f"No world takes more magnets away than “{usual}”."]
    here = {str(row["strategy"]): row for row in rows if row["world"] == worst}
    there = {str(row["strategy"]): row for row in rows if row["world"] == usual}
    hit = here[strategy]
    said.append(
        f"The worst is “{worst}”: in {hit['shock_year']} "
        f"{tonnes(float(str(hit['shock_unmet'])), 'of magnets')} are missing at home under "
        f"“{strategy}”, against at most {tonnes(float(str(there[strategy]['shock_unmet'])))} in "
        f"any year of “{usual}”."
    )
    least = min(here.values(), key=lambda row: float(str(row["shock_unmet"])))
    most = max(here.values(), key=lambda row: float(str(row["shock_unmet"])))
    gap = float(str(most["shock_unmet"])) - float(str(least["shock_unmet"]))
    if gap >= 1.0:
        said.append(
            f"In that world least is missing under “{least['strategy']}” "
            f"({tonnes(float(str(least['shock_unmet'])))}) and most under “{most['strategy']}” "
            f"({tonnes(float(str(most['shock_unmet'])))})."
        )
    return said
