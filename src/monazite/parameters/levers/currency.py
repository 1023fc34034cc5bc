"""What a country's money is worth as edits."""

from __future__ import annotations

from collections.abc import Iterator

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.levers.base import MAKERS, edits, period_means
from monazite.strategy import ExchangeRate
from monazite.study import Study


@MAKERS.of(ExchangeRate)
def exchange_rate(lever: ExchangeRate, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Let what plants of a region pay in its currency cost more or fewer dollars.

    factor = 1 + part paid in the currency x change, the mean over the period; costs abroad and
    prices at borders, which are in dollars, stay.
    """
    labels = parameters.labels
    plants = [name for name in labels.facilities if labels.facility_region[name] == lever.region]
    means = period_means(parameters, lever.change_in)
    changes = {period: change for period, change in means.items() if change != 0.0}
    parts = {
        "running_cost_factor": lever.running_share,
        "capital_cost_factor": lever.capital_share,
    }
    for name, part in parts.items():
        if part > 0:
            factors = {period: 1.0 + part * change for period, change in changes.items()}
            yield from edits(lever, name, "multiply", "facility", dict.fromkeys(plants, factors))
