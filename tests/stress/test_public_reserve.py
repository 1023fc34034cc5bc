"""What of a store is the public reserve when months begin: what is asked of it and lies there."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from monazite.parameters.named import Node
from monazite.stress.of_plan import _public

YEARS = (2024, 2025, 2026)


def plan(held: list[float], asked: list[float]) -> Any:
    """A plan with one store at home, which holds and is asked to hold so much, t by year."""
    figures = {
        "stock": np.array([held]),
        "stock_target": np.array([[[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], asked]]),
    }
    return SimpleNamespace(
        home="HOM",
        years=YEARS,
        labels=SimpleNamespace(stores=(Node("oxide", "HOM"),)),
        parameters={"initial_stock": SimpleNamespace(values=np.array([7.0]))},
        reported=figures.__getitem__,
        planned=figures.__getitem__,
    )


@pytest.mark.parametrize(
    ("held", "asked", "first", "reserve"),
    [
        ([300.0, 200.0, 100.0], [40.0, 50.0, 60.0], 2025, 40.0),
        ([300.0, 200.0, 100.0], [0.0, 50.0, 60.0], 2025, 0.0),
        ([30.0, 20.0, 10.0], [40.0, 50.0, 60.0], 2025, 30.0),
        ([40.0 + 1e-8, 50.0, 60.0], [40.0, 50.0, 60.0], 2025, 40.0 + 1e-8),
        ([40.0, 50.0, 60.0], [40.0, 50.0, 60.0], 2024, 7.0),
        ([40.0, 50.0, 60.0], [0.0, 0.0, 0.0], 2025, 0.0),
    ],
    ids=["more", "not yet", "less", "the same", "at the start", "no reserve"],
)
def test_what_owners_keep_beside_a_reserve_is_no_part_of_it(
    held: list[float], asked: list[float], first: int, reserve: float
) -> None:
    assert _public(plan(held, asked), first, {"oxide": 0}).tolist() == [reserve]
