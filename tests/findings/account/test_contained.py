"""Tonnes told as what they hold, by hand: ore a tenth, oxide all of it and magnets three tenths."""

import pytest

from monazite.findings.account.contained import (
    held_by_need,
    held_by_plants,
    held_in_any,
    held_in_plants,
    held_weights,
    summed_as,
)
from monazite.findings.solution import Contained, Series, Solution

from ..by_hand import written

METAL = Contained(("NdPr",), "metal", "Nd and Pr", factor=0.5)
"""Half as many tonnes of metal as of the oxide that is followed."""


@pytest.fixture
def plan() -> Solution:
    """A hundred tonnes of oxide come from Farland, and ten of magnets; ore holds nothing."""
    return written(
        {"shipment": {"oxide:FOR>HOM": 100, "magnet:FOR>HOM": 10}},
        parameters={
            "content": {("ore", "NdPr"): 0.0, ("oxide", "NdPr"): 1.0, ("magnet", "NdPr"): 0.3},
            "equivalence": {"motors@HOM/magnet": 2},
        },
    )


def test_a_tonne_counts_with_what_it_holds_of_all_groups_together(plan: Solution) -> None:
    assert held_weights(plan, METAL) == (("oxide", 0.5), ("magnet", pytest.approx(0.15)))
    twice = Contained(("NdPr", "NdPr"), "metal", "both", factor=0.5)
    assert held_weights(plan, twice) == (("oxide", 1.0), ("magnet", pytest.approx(0.3)))


def test_what_a_use_wants_counts_with_what_is_in_as_much_of_what_serves_it(plan: Solution) -> None:
    """A tonne of magnets does for two that are wanted."""
    assert held_by_need(plan, METAL)["motors"] == pytest.approx(0.15 / 2)
    without = written(parameters={"content": {("magnet", "NdPr"): 0.0}})
    assert held_by_need(without, METAL)["motors"] == 0.0


def test_what_holds_nothing_stays_as_it_stands(plan: Solution) -> None:
    assert held_in_any(plan, ("ore", "oxide"), METAL) is METAL
    assert held_in_any(plan, ("ore",), METAL) is None
    assert held_in_any(plan, ("oxide",), None) is None
    assert held_in_plants(plan, ("hom_mine", "hom_magnets"), METAL) is METAL
    assert held_in_plants(plan, ("hom_mine",), METAL) is None
    assert held_in_plants(plan, ("hom_magnets",), None) is None


def test_materials_add_up_as_they_stand_or_as_what_they_hold(plan: Solution) -> None:
    def arrived(materials: tuple[str, ...]) -> Series:
        return plan.shipped(materials, origin="FOR", destination="HOM")

    named = ("ore", "oxide", "magnet")
    assert summed_as(plan, named, None, arrived) == pytest.approx([110, 110, 110])
    assert summed_as(plan, named, METAL, arrived) == pytest.approx([51.5] * 3)
    assert summed_as(plan, ("ore",), METAL, arrived) == pytest.approx([0, 0, 0])


def test_plants_count_with_what_the_material_holds_that_they_are_counted_in(plan: Solution) -> None:
    told = held_by_plants(plan, METAL)
    assert (told["hom_mine"], told["hom_magnets"]) == (0.0, pytest.approx(0.15))
    assert set(held_by_plants(plan, None).values()) == {1.0}
