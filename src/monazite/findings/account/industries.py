"""Says who needs what at home, who gets it and what it costs those who go short."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from monazite.core.records import Record
from monazite.findings.solution import Reading


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


def need_of_uses(reading: Reading) -> list[UseNeed]:
    """List what every home use needs and gets, year by year."""
    labels, parameters = reading.labels, reading.parameters
    demand = reading.select(parameters["demand"])
    unmet = reading.select(reading.outcome["unmet"])
    served = reading.select(reading.outcome["served"]) * parameters["equivalence"]
    rows: list[UseNeed] = []
    for point in reading.home_points():
        use = point.use
        offers = [offer.name for offer in labels.offers if offer.point == point]
        wanted = demand.sel(point=point.name).values
        given = served.sel(offer=offers).sum("offer").values
        tranches = reading.tranches([point])
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
                unit=f"t {reading.study.chain.use_basis[use]}/yr",
                unmet_share=float(missing[index] / wanted[index]) if wanted[index] > 0 else 0.0,
                lost=float(lost[index]),
            )
            for index, year in enumerate(reading.years)
        ]
    return rows
