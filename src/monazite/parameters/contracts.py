"""What plants have sold ahead: tonnes due under contracts, as far as plants have ramped."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from monazite.core.labelled import Labelled
from monazite.parameters.arrays import Parameters, frozen
from monazite.parameters.capacity import committed_capacity
from monazite.parameters.gather import Gathering
from monazite.parameters.labels import Labels
from monazite.parameters.named import Flow
from monazite.parameters.positions import in_order, once_for_each, with_numbers
from monazite.strategy.months import year_and_part

Numbers = npt.NDArray[np.float64]


def gather_contracts(gathering: Gathering) -> None:
    """Fill the years, shares, tonnages and costs of breach of every contract."""
    gathering.start("contract_force", "contract", "period")
    gathering.start("contract_share", "contract", fill=1.0)
    gathering.start("contract_tonnes", "contract", fill=np.inf)
    gathering.start("contract_price", "contract")
    for row in gathering.study.chain.contracts:
        name = row.contract
        gathering.put("contract_force", (name,), in_force(gathering.labels, row.start, row.end))
        for column, parameter, blank in (
            ("share", "contract_share", 1.0),
            ("tonnes", "contract_tonnes", np.inf),
            ("breach_cost", "contract_price", 0.0),
        ):
            number = gathering.number(
                row, column, parameter=parameter, cell=(name,), blank=blank, material=row.material
            )
            gathering.put(parameter, (name,), number)


def in_force(labels: Labels, start: str, end: str) -> list[float]:
    """Share of each period from the start of one month to the start of another, or for good."""
    begins, ends = _point(start), _point(end) if end else np.inf
    return [
        float(
            np.mean(
                [
                    max(0.0, min(year + 1.0, ends) - max(float(year), begins))
                    for year in labels.years_of(period)
                ]
            )
        )
        for period in labels.periods
    ]


def _point(text: str) -> float:
    year, part = year_and_part(text)
    return year + part


def contract_due(parameters: Parameters) -> Labelled:
    """Tonnes due under every contract; dims contract, period; t/yr.

    force * min(tonnes, share * output per unit of activity * ramped capacity) * policy: what is
    owed follows the ramp of the plant, and a lane that policy closes ends what is owed on it.
    """
    names = ("contract_force", "contract_tonnes", "contract_share", "lane_policy", "recipe_amount")
    arrays = (parameters[name] for name in names)
    return _due(parameters.labels, committed_capacity(parameters), *arrays)


@once_for_each(8)
def _due(
    labels: Labels,
    committed: Labelled,
    contract_force: Labelled,
    contract_tonnes: Labelled,
    contract_share: Labelled,
    lane_policy: Labelled,
    recipe_amount: Labelled,
) -> Labelled:
    ready = in_order(committed, "facility", "period").values
    sellers, flows = _sellers(labels)
    force = contract_force.transpose("contract", "period")
    most, share = contract_tonnes.values, contract_share.values
    policy = in_order(lane_policy, "lane", "period").values
    made = recipe_amount.values[flows]
    tonnes = force.values * np.minimum(most[:, None], (share * made)[:, None] * ready[sellers])
    for row, lanes in enumerate(ways(labels)):
        if lanes:
            tonnes[row] *= np.minimum(policy[list(lanes)].max(axis=0), 1.0)
    return frozen(with_numbers(force, tonnes))


@once_for_each(16)
def _sellers(labels: Labels) -> tuple[list[int], list[int]]:
    """Rows of the seller of every contract, and of the flow of its recipe that is sold."""
    flow = {pair: row for row, pair in enumerate(labels.flows)}
    return (
        [labels.facilities.index(contract.seller) for contract in labels.contracts],
        [
            flow[Flow(labels.facility_recipe[contract.seller], contract.material)]
            for contract in labels.contracts
        ],
    )


def owed_on_lanes(parameters: Parameters) -> Numbers:
    """Tonnes that contracts ask of every lane; shape (lane, period); t/yr."""
    labels = parameters.labels
    owed = np.zeros((len(labels.lanes), len(labels.periods)))
    if labels.contracts:
        due = contract_due(parameters).values
        for tonnes, lanes in zip(due, ways(labels), strict=True):
            for lane in lanes:
                owed[lane] += tonnes
    return owed


@once_for_each(16)
def ways(labels: Labels) -> list[tuple[int, ...]]:
    """Rows of the lanes that may deliver under every contract; none within a region."""
    rows: dict[tuple[str, str, str], list[int]] = {}
    for row, lane in enumerate(labels.lanes):
        if not lane.is_transfer:
            rows.setdefault((lane.material, lane.origin, lane.destination), []).append(row)
    return [
        tuple(rows.get((c.material, labels.facility_region[c.seller], c.buyer), ()))
        for c in labels.contracts
    ]
