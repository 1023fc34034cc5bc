"""Says who needs what at home, who gets it and what it costs those who go short."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from monazite.core.records import Record
from monazite.findings.solution import Solution


@dataclass(frozen=True)
class UseNeed(Record):
    """What a use at home would take in a year, gets and lacks.

    `demand`, `served` and `unmet` in t/yr of what the use is counted in, served + unmet = demand;
    what serves a use in place of its first choice counts by its equivalence. `unmet_share` of the
    demand; `lost` is the value of what is unmet, USD_2024/yr.
    """

    use: str
    title: str
    year: int
    demand: float
    served: float
    unmet: float
    unit: str
    unmet_share: float
    lost: float


def need_of_uses(solution: Solution) -> list[UseNeed]:
    """List what every home use needs and gets, year by year."""
    labels, parameters = solution.labels, solution.parameters
    demand = solution.select(parameters["demand"])
    unmet = solution.select(solution.outcome["unmet"])
    served = solution.select(solution.outcome["served"]) * parameters["equivalence"]
    rows: list[UseNeed] = []
    for point in solution.home_points():
        use = point.use
        use_options = [
            use_option.name for use_option in labels.use_options if use_option.point == point
        ]
        wanted = demand.sel(point=point.name).values
        given = served.sel(use_option=use_options).sum("use_option").values
        tranches = solution.tranches([point])
        left = unmet.sel(tranche=tranches)
        missing = np.asarray(left.sum("tranche").values)
        lost = (left * parameters["unmet_cost"].sel(tranche=tranches)).sum("tranche").values
        rows += [
            UseNeed(
                use=use,
                title=parameters.titles.get(use, use),
                year=year,
                demand=float(wanted[index]),
                served=float(given[index]),
                unmet=float(missing[index]),
                unit=f"t {solution.study.chain.use_basis[use]}/yr",
                unmet_share=float(missing[index] / wanted[index]) if wanted[index] > 0 else 0.0,
                lost=float(lost[index]),
            )
            for index, year in enumerate(solution.years)
        ]
    return rows
