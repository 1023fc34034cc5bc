"""A price is a range: what the last tonne costs with a little more or a little less of it."""

from __future__ import annotations

from dataclasses import dataclass

from monazite.cases.case import Case
from monazite.cases.kept_bases import PRICES_TRIED
from monazite.cases.worker import Worker
from monazite.core.edit import Edit
from monazite.core.labelled import Labelled, stacked
from monazite.core.origin import Origin
from monazite.model import Outcome, movements
from monazite.parameters import node_name

SHARE = 0.01
"""Part of what passes through a node that is taken out of it, and put into it, to try its price."""


@dataclass(frozen=True, eq=False)
class PriceInterval:
    """Price of a material at a place by period, money/t; `low` <= `central` <= `high`."""

    material: str
    place: str
    low: Labelled
    central: Labelled
    high: Labelled


def price_interval(
    worker: Worker, case: Case, material: str, place: str, *, share: float = SHARE
) -> PriceInterval:
    """Try the price of a material with a share of its throughput more and less in every year.

    The dual of a balance is the cost of the last tonne and jumps where one way of getting a tonne
    gives way to the next; the lowest and highest of three solves show between what it jumps. A
    side on which there is no plan is left out.
    """
    central = worker.solve(case).outcome
    node = node_name(material, place)
    arrivals, _ = movements(central.parameters, central.values)
    shift = share * arrivals.sel(node=node)
    tried = [central]
    for sign in (1.0, -1.0):
        shifts = shifts_at(node, sign * shift, PRICES_TRIED)
        outcome = worker.solve(case.with_shifts(shifts)).outcome
        if outcome.status == "optimal":
            tried.append(outcome)
    duals = stacked([_price(outcome, material, place) for outcome in tried], "tried")
    return PriceInterval(
        material, place, duals.min("tried"), _price(central, material, place), duals.max("tried")
    )


def shifts_at(node: str, tonnes: Labelled, origin: Origin) -> tuple[Edit, ...]:
    """Put tonnes a year into a node, or take them out of it, by period."""
    return tuple(
        Edit(
            parameter="balance_shift",
            where={"node": node, "period": int(period)},
            operation="set",
            value=float(at),
            reason="What would a little more or less of it cost?",
            origin=origin,
        )
        for period, at in zip(tonnes.coords["period"].values, tonnes.values, strict=True)
    )


def _price(outcome: Outcome, material: str, place: str) -> Labelled:
    return outcome.price(material, place)
