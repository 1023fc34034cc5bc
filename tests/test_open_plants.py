"""A plant that may be built and is not: what keeps it from being built, on owners set apart."""

from pathlib import Path

import pytest

from monazite.core.edit import Edit
from monazite.findings.money import investors
from monazite.findings.solution import Solution
from monazite.model import Session, build_programme
from monazite.parameters import apply_edits, parameters_of
from monazite.parameters.levers import apply_levers

from .owners import owners
from .parameters.pulling import lever as pulled


def test_a_plant_nobody_builds_is_valued_as_if_it_were(tmp_path: Path) -> None:
    """A slot for 60 t of magnets at 100,000 USD/t of capital: what it earns does not pay for it.

    Run in full from 2025 it would earn its tonnes times the price less oxide and running cost, and
    10 dollars a kg of support on 30 of its 60 t, which is 5,000 a tonne.
    """
    study = owners(tmp_path)
    base = parameters_of(study)
    levers = [
        pulled("private_entry", facility="slot_one", tonnes_per_year=60, uptake=1, start="2025-01"),
        pulled(
            "output_incentive",
            facility="slot_one",
            rate="1000 INR/kg",
            tonnes_per_year=30,
            start="2025-01",
            end="2040-01",
        ),
    ]
    dear = apply_edits(
        base, [Edit("capital_cost", {"facility": "slot_one"}, "set", 1e6, "A test.", "test")]
    )
    outcome = Session(build_programme(base)).solve(apply_levers(study, dear, levers))
    (plant,) = [one for one in investors(Solution(study, outcome)) if one.facility == "slot_one"]
    assert (plant.kind, plant.capacity, plant.loses) == ("open", 60.0, True)
    assert plant.capital == pytest.approx(60 * 1e6)
    assert plant.support == pytest.approx(plant.running * 5000 / 2500)
    assert plant.npv == pytest.approx(
        plant.sales + plant.support - plant.inputs - plant.running - plant.capital
    )
