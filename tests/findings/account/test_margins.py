"""Plants at the margin: a press abroad that hardly pays, by hand.

It makes a tonne of magnets worth 100 of half a tonne of oxide worth 20, and so adds 90: it costs
88 to run where its margin is 2, exactly the part of its 100 that counts as next to nothing.
"""

from collections.abc import Sequence

import pytest

from monazite.findings.account.margins import at_the_margin

from ..by_hand import Numbers, written

AMOUNTS = {name: [("ore", 1.0)] for name in ("hom_mine", "for_mine")} | {
    "hom_separation": [],
    "for_separation": [],
    "hom_magnets": [("oxide", -0.5), ("magnet", 1.0)],
    "for_magnets": [("oxide", -0.5), ("magnet", 1.0)],
}


def swung(
    tonnes: Sequence[float],
    cost: float = 88.0,
    magnets: Numbers = 100.0,
    material: str = "magnet",
    enough: float = 50.0,
) -> list[str]:
    """Who swung in 2026 by so many tonnes of a material, where all plants run so much."""
    plan = written(
        {"activity": dict.fromkeys(AMOUNTS, tonnes)},
        parameters={"operating_cost": dict.fromkeys(AMOUNTS, cost)},
        duals={"materials_balance": {"magnet@FOR": magnets, "oxide@FOR": 20.0, "ore@FOR": cost}},
    )
    return list(at_the_margin(plan, AMOUNTS, material, "FOR", 2, enough))


def test_who_earns_two_per_cent_or_less_and_swung_enough_is_named() -> None:
    assert swung([0, 100, 150]) == swung([0, 100, 50]) == ["margin for_magnets"]
    assert swung([0, 100, 149]) == swung([0, 0, 150], magnets=[100, 120, 100]) == []


@pytest.mark.parametrize(
    ("cost", "found"),
    [(88.0, True), (87.99, False), (92.0, True), (92.01, False)],
)
def test_the_margin_is_held_against_what_it_makes_alone(cost: float, found: bool) -> None:
    """2 per cent of the 100 it sells for, whether it earns or loses them."""
    assert bool(swung([0, 0, 100], cost)) is found


def test_what_runs_as_in_the_year_before_swings_nowhere() -> None:
    assert swung([0, 100, 100]) == []


def test_who_makes_none_of_it_swings_nowhere() -> None:
    """The mine earns nothing at all, and makes no magnets."""
    assert swung([0, 0, 100], material="ore") == ["margin for_mine"]
    assert swung([0, 0, 100]) == ["margin for_magnets"]
    assert swung([0, 0, 100], enough=0.0) == ["margin for_magnets"]
    assert swung([0, 0, 100], material="oxide") == []
