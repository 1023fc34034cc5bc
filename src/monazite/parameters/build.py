"""Builds the parameters of a study: facts to labelled arrays, then levers as edits on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from monazite.core.errors import InvalidInput
from monazite.core.labelled import Labelled
from monazite.core.vocabulary import parameters as parameter_vocabulary
from monazite.parameters.arrays import Parameters, frozen
from monazite.parameters.building import gather_building
from monazite.parameters.capacity import gather_capacity
from monazite.parameters.chemistry import gather_chemistry
from monazite.parameters.contracts import gather_contracts
from monazite.parameters.demand import gather_demand, gather_recycling
from monazite.parameters.gather import Gathering, Noted
from monazite.parameters.labelling import labels_of
from monazite.parameters.labels import node_name
from monazite.parameters.levers import apply_levers
from monazite.parameters.trade import gather_prices, gather_stocks, gather_trade
from monazite.strategy import Lever
from monazite.study import Study

SHORTFALL_MULTIPLES = (0.5, 0.5, 2.0)
"""Multiples of the reference price charged per tonne missing from a stock target, by tier.

A reserve is worth filling at the market price and not at any price: at twice the reference price
other users pay more for the tonne than its owner would. Targets add up from the first tier on, so a
tonne missing for the first tier is missing for all and costs the sum of the three.
"""


def parameters_of(study: Study) -> Parameters:
    """Gather every parameter of a study before any lever.

    Raises InvalidInput listing every cell that cannot be turned into its canonical unit.
    """
    labels = labels_of(study)
    gathering = Gathering(study, labels)
    rests = gathering.gather(GATHERERS)
    gathering.problems.raise_if_any(InvalidInput)
    known = set(parameter_vocabulary())
    assert set(gathering.arrays) == known, set(gathering.arrays) ^ known
    arrays = {name: frozen(array) for name, array in gathering.arrays.items()}
    return Parameters(labels, arrays, gathering.lineage, titles=study.titles, rests=rests)


def varied_parameters(study: Study, of: Study, base: Parameters) -> Parameters:
    """Gather the parameters of a variation of a study, before any lever.

    `base` are the parameters of the study it is a variation `of`: the same rows, some of their
    numbers resolved anew. Only what was seen to rest on a table with such a number is gathered
    again, and an array that comes out the same is the very array of the base. Raises InvalidInput
    like `parameters_of`.
    """
    moved = _moved_rows(study, of)
    gathering = Gathering(study, base.labels, arrays=Noted(base.arrays), moved=moved)
    gathering.lineage.update({name: dict(entries) for name, entries in base.lineage.items()})
    gathering.gather(
        gather for gather in GATHERERS if not base.rests[gather.__name__].isdisjoint(moved)
    )
    gathering.problems.raise_if_any(InvalidInput)
    arrays = {
        name: base[name] if np.array_equal(base[name].values, array.values) else frozen(array)
        for name, array in gathering.arrays.items()
    }
    return replace(base, arrays=arrays, lineage=gathering.lineage)


def _moved_rows(study: Study, of: Study) -> dict[str, frozenset[int]]:
    """Lines of the rows that have another number in one study than in another, by table."""
    before = of.numbers.resolved_cells()
    moved: dict[str, set[int]] = {}
    for key, quantity in study.numbers.resolved_cells().items():
        if before.get(key) is not quantity:
            file, line, _, _ = key
            moved.setdefault(Path(file).stem, set()).add(line)
    return {table: frozenset(lines) for table, lines in moved.items()}


def with_levers(study: Study, base: Parameters, strategy: str, world: str) -> Parameters:
    """Apply a world and then a strategy to parameters gathered before."""
    levers = (*study.worlds[world].levers, *study.strategies[strategy].levers)
    return apply_levers(study, base, levers)


def with_world(study: Study, base: Parameters, world: str) -> Parameters:
    """Apply what the country does not choose."""
    return apply_levers(study, base, study.worlds[world].levers)


def with_strategy(
    study: Study, in_world: Parameters, strategy: str, *, without: type[Lever] | None = None
) -> Parameters:
    """Apply what the country chooses, in a world; `without` leaves out levers of one kind."""
    levers = [
        lever
        for lever in study.strategies[strategy].levers
        if without is None or not isinstance(lever, without)
    ]
    return apply_levers(study, in_world, levers)


def _gather_settings(gathering: Gathering) -> None:
    labels = gathering.labels
    gathering.start("public_share", "facility")
    gathering.start("shortfall_cost", "store", "tier")
    for material, region in labels.stores:
        price = gathering.at("price", material)
        costs = [share * price for share in SHORTFALL_MULTIPLES]
        gathering.put("shortfall_cost", (node_name(material, region),), costs)
    rate = gathering.setting("discount_rate")
    if rate is not None:
        gathering.record("discount_rate", [()], rate)
    gathering.arrays["discount_rate"] = Labelled(rate.value if rate else 0.0)
    gathering.arrays["period_years"] = Labelled(
        list(map(float, labels.period_years)),
        coords={"period": labels.coordinates("period")},
        dims="period",
    )


GATHERERS: tuple[Callable[[Gathering], None], ...] = (
    gather_prices,
    gather_capacity,
    gather_building,
    gather_chemistry,
    gather_trade,
    gather_contracts,
    gather_stocks,
    gather_demand,
    gather_recycling,
    _gather_settings,
)
"""What fills the parameters, in order; which tables each rests on is noted as it does."""
