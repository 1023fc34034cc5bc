"""Contracts and shares to be made at home are soft rules like others, worked out by hand."""

from dataclasses import replace

import pytest
import xarray as xr

from monazite.findings import Reading, soft_rules
from monazite.parameters.labels import Contract

from .by_hand import LABELS, Written, written

FIRST, MIDDLE, LAST = LABELS.years


def owing(breach: list[float], made: list[float], delivered: list[float]) -> Reading:
    """A foreign plant owes home 10 t a year; breach costs 500 USD/t.

    `breach` is what it owes and does not deliver, the others what a tonne more of its output and
    of the delivery would cost.
    """
    labels = replace(LABELS, contracts=(Contract("sold", "for_magnets", "magnet", "HOM"),))
    parameters: Written = {
        "nameplate": {("for_magnets", LABELS.vintages[0]): 100.0},
        "availability": {"for_magnets": 1.0},
        "contract_force": {("sold", year): 1.0 for year in LABELS.years},
        "contract_tonnes": {"sold": 10.0},
        "contract_share": {"sold": 1.0},
        "contract_price": {"sold": 500.0},
    }
    reading = written(parameters=parameters, labels=labels)

    def over(dimension: str, name: str, numbers: list[float]) -> xr.DataArray:
        rest = [0.0] * (len(labels.periods) - len(numbers))
        coords = {dimension: [name], "period": labels.coordinates("period")}
        return xr.DataArray([[*numbers, *rest]], coords=coords, dims=(dimension, "period"))

    outcome = replace(
        reading.outcome,
        values={**reading.outcome.values, "breach": over("contract", "sold", breach)},
        duals={
            **reading.outcome.duals,
            "sellers_make_what_is_due": over("contract", "sold", made),
            "contracts_are_kept": over("delivery", "magnet:FOR>HOM", delivered),
        },
    )
    return Reading(reading.study, outcome)


def test_what_a_contract_asks_for_and_what_keeping_it_costs() -> None:
    """Kept with room, kept near its price, broken by 4 of 10 t."""
    rules = soft_rules(owing([0.0, 0.0, 4.0], [50.0, 100.0, 0.0], [50.0, 200.0, 500.0]))
    assert [rule.rule for rule in rules] == ["contracts_are_kept"] * 3
    assert [(rule.due, rule.missing) for rule in rules] == [(10.0, 0.0), (10.0, 0.0), (10.0, 4.0)]
    assert [rule.alternative for rule in rules] == pytest.approx([100.0, 300.0, 500.0])
    assert [rule.warning.partition(":")[0].partition(",")[0] for rule in rules] == [
        "",
        "kept",
        "broken",
    ]


def test_of_two_contracts_on_a_lane_the_cheap_one_costs_no_more_than_its_price() -> None:
    """The dear one is worth 900 on the same lane; this one is broken whole, at 500."""
    (rule, *_) = soft_rules(owing([10.0] * 3, [0.0] * 3, [900.0] * 3))
    assert (rule.missing, rule.alternative, rule.price) == (10.0, 500.0, 500.0)
