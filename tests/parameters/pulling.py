"""What every test of levers as edits begins with: levers as files write them, and pulling them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from monazite.core.origin import Origin
from monazite.core.units import Money
from monazite.parameters import Parameters
from monazite.parameters.levers import apply_levers
from monazite.strategy import STRATEGY_KINDS, WORLD_KINDS, Lever

# 1 USD_2024 is 80 INR_2024, so that a crore is 125,000 dollars; pools state no prices by year
STUDY: Any = SimpleNamespace(
    settings=SimpleNamespace(home="HOM"),
    money=Money({"INR_2024": 1 / 80}),
    chain=SimpleNamespace(ownership_account_prices=()),
)
RECORDS = {**STRATEGY_KINDS, **WORLD_KINDS}


def lever(kind: str, **fields: object) -> Lever:
    """A lever as a file would write it."""
    common = {"kind": kind, "why": "Shown in a test.", "source": "est/test"}
    read = RECORDS[kind].model_validate({**common, **fields})
    return read.placed(Origin("strategies/a.yaml", kind), 7)


def pull(parameters: Parameters, *levers: Lever, study: Any = STUDY) -> Parameters:
    """Apply levers to parameters of a study, the one whose home is HOM unless stated."""
    return apply_levers(study, parameters, levers)


def cells(parameters: Parameters, name: str, *labels: str) -> list[float]:
    """One row of a parameter as numbers."""
    array = parameters[name]
    at = dict(zip(array.dims, labels, strict=False))
    row: list[float] = array.sel(at).values.tolist()
    return row
