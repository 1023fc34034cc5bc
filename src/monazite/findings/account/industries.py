"""Says who needs what at home, who gets it and what it costs those who go short."""

from __future__ import annotations

from dataclasses import dataclass

from monazite.core.records import Record
from monazite.findings.solution import Solution
from monazite.parameters.named import Point
from monazite.parameters.positions import in_order


@dataclass(frozen=True)
class UseNeed(Record):
    """What a use at home would take in a year, gets and lacks.

    `demand`, `served` and `unmet` in t/yr of what the use is counted in, served + unmet = demand;
    what serves a use in place of its first choice counts by its equivalence. `unmet_share` of the
    demand; `lost` is the value of what is unmet, money/yr.
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
    demand, unmet = solution.planned("demand"), solution.reported("unmet")
    equivalence = in_order(parameters["equivalence"], "use_option").values
    served = solution.reported("served") * equivalence[:, None]
    lost_by_tranche = unmet * in_order(parameters["unmet_cost"], "tranche").values[:, None]
    options: dict[Point, list[int]] = {}
    for row, use_option in enumerate(labels.use_options):
        options.setdefault(use_option.point, []).append(row)
    places = {point.name: row for row, point in enumerate(labels.points)}
    rows: list[UseNeed] = []
    for point in solution.home_points():
        use = point.use
        wanted = demand[places[point.name]]
        given = served[options.get(point, [])].sum(axis=0)
        tranches = list(solution.places.tranches((point,)))
        missing = unmet[tranches].sum(axis=0)
        lost = lost_by_tranche[tranches].sum(axis=0)
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
