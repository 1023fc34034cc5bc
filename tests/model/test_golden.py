"""Each family of equations in a form small enough to read, kept as text in `golden/`.

A golden file holds what one equation file writes for a cut-down miniature: the objective terms and
bounds of its variables, and its rows. How to read one:

    min                                          thousand USD_2024
      +0.1 activity(home_mine,2024)              what a tonne costs
    subject to
      output_within_capacity(home_mine,2024):    a rule and the labels of its row
        +1.0 activity(home_mine,2024) <= 100.0   its terms, sign and limit
    bounds
      shipment(oxide:HOM>FOR,2024) <= 30.0       only where not between zero and infinity

A limit of 1000000000.0 is no limit. Check a file with the docstring of its equation file in one
hand; every number in it comes from the docstring of `miniature.py` or from the changes beside its
name below.

To write the files anew after a change that is meant, run
`MONAZITE_WRITE_GOLDEN=1 pytest tests/model/test_golden.py` and read the difference.
"""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from monazite.model import build_programme
from monazite.parameters import Labels, Parameters

from .miniature import miniature, miniature_labels

GOLDEN = Path(__file__).parent / "golden"


def small_labels(*facilities: str, stores: bool = False) -> Labels:
    """Two years, the home ends of a few facilities, two steps and two slots."""
    labels = miniature_labels()
    return replace(
        labels,
        facilities=facilities,
        lanes=labels.lanes[:2],
        stores=labels.stores if stores else (),
        points=labels.points[:1],
        offers=labels.offers[:1],
        years=(2024, 2025),
        periods=(2024, 2025),
        period_years=(1, 1),
        vintages=(2012, 2024, 2025),
        slots=("slot_01", "slot_02"),
        steps=("step_1", "step_2"),
    )


def capacity() -> Parameters:
    """A mine with reserves, and presses that may grow after a year and ramp up; 10 % a year."""
    return miniature(
        {
            "reserves": {"home_mine": 150.0},
            "permit": {"home_mine": 90.0},
            "floor": {"home_mine": 20.0},
            "availability": {"home_magnets": 0.9},
            "build_rate": {"home_magnets": 20.0},
            "capital_cost": {"home_magnets": 1000.0},
            "lifetime": {"home_magnets": 10.0},
            "lead_time": {"home_magnets": 0.5},
            "ramp": {("home_magnets", 0): 0.5},
            "programme": {("home_magnets", 2025): 40.0},
        },
        labels=small_labels("home_mine", "home_magnets"),
        discount_rate=0.1,
    )


def trade() -> Parameters:
    """A limit on what leaves home as oxide, a narrow lane out and an agreement to take oxide in."""
    return miniature(
        {
            "export_content": {("slot_01", "oxide:HOM>FOR"): 0.5},
            "export_limit": {("slot_01", 2025): 10.0},
            "lane_limit": {"oxide:HOM>FOR": 30.0},
            "lane_floor": {("oxide:FOR>HOM", 2025): 8.0},
        },
        labels=small_labels("home_mine"),
    )


def stocks() -> Parameters:
    """A store of 50 t with 5 t in it, to hold 20 t at the end of a block of three years."""
    labels = replace(small_labels("home_mine", stores=True), periods=(2024, 2027))
    return miniature(
        {
            "initial_stock": {"oxide@HOM": 5.0},
            "stock_limit": {"oxide@HOM": 50.0},
            "stock_target": {("oxide@HOM", 2027): 20.0},
        },
        labels=replace(labels, period_years=(1, 3), vintages=(2012, 2024, 2027)),
    )


def demand() -> Parameters:
    """A use of two steps, served by a material of which a tonne does the work of two."""
    return miniature(
        {
            "step_share": {("motors@HOM", "step_1"): 0.25, ("motors@HOM", "step_2"): 0.75},
            "unmet_cost": {("motors@HOM", "step_1"): 5000.0},
            "equivalence": {"motors@HOM/magnet": 2.0},
            "penalty": {"motors@HOM/magnet": 10.0},
            "priority_premium": {("motors@HOM", f"step_{step}", 2025): 300.0 for step in (1, 2)},
        },
        labels=small_labels("home_mine"),
    )


def recycling() -> Parameters:
    """A tenth of what is served comes back as scrap in the same year, a fifth a year later."""
    return miniature(
        {
            "scrap_share": {("motors@HOM/scrap", 0): 0.1, ("motors@HOM/scrap", 1): 0.2},
            "legacy_scrap": {("motors@HOM/scrap", 2024): 7.0},
        },
        labels=small_labels("home_mine"),
    )


def balances() -> Parameters:
    """A refinery and a press with two lanes, a store, a use and scrap to put aside at 3 USD/t."""
    return miniature(
        {"disposal_cost": {"scrap": 3.0}},
        labels=small_labels("home_mine", "home_refinery", "home_magnets", stores=True),
    )


FAMILIES: dict[Callable[[], Parameters], tuple[tuple[str, ...], tuple[str, ...]]] = {
    capacity: (
        ("activity", "addition"),
        (
            "output_within_capacity",
            "feed_within_permit",
            "output_at_least",
            "extraction_within_reserves",
        ),
    ),
    trade: (("shipment", "undelivered"), ("exports_within_limit", "delivery_at_least")),
    stocks: (
        ("stock", "intake", "release", "stock_shortfall"),
        ("stock_carries_over", "stock_meets_target"),
    ),
    demand: (("served", "unmet"), ("demand_is_served_or_unmet",)),
    recycling: (("collected",), ("scrap_within_end_of_life",)),
    balances: (("discard",), ("materials_balance",)),
}
"""For each equation file, the variables it adds and the rules it writes."""


def readable(text: str, variables: tuple[str, ...], rules: tuple[str, ...]) -> str:
    """Cut one family out of an LP file: no numbering, one row a paragraph, bounds that say more."""
    text = re.sub(r"#\d+", "", text).replace("-0.0", "0.0")
    objective, rest = text.removeprefix("min\n\nobj:\n\n").split("\n\n\ns.t.\n\n")
    rows, bounds = rest.split("\n\n\nbounds\n\n")
    lines = ["min"]
    lines += [f"  {term}" for term in objective.splitlines() if named(term.split()[1], variables)]
    lines += ["subject to"]
    for row in re.split(r"\n(?=[a-z_]+\([^\n]*:\n)", rows):
        name, *terms, limit = row.splitlines()
        if named(name, rules):
            lines += [f"  {name}", *(f"    {term}" for term in terms), f"    {limit}"]
    lines += ["bounds"]
    for bound in bounds.removesuffix("end\n").splitlines():
        lower, _, variable, _, upper = bound.split()
        if named(variable, variables) and (lower, upper) != ("+0.0", "+inf"):
            lines += [f"  {lower} <= {variable} <= {upper}"]
    return "\n".join(lines) + "\n"


def named(label: str, names: tuple[str, ...]) -> bool:
    """Say whether a label such as `activity(home_mine,2024)` belongs to one of the names."""
    return label.partition("(")[0] in names


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_a_family_of_equations_reads_as_it_did(
    family: Callable[[], Parameters], tmp_path: Path
) -> None:
    build_programme(family()).write(tmp_path / "programme.lp")
    written = readable((tmp_path / "programme.lp").read_text("utf-8"), *FAMILIES[family])
    golden = GOLDEN / f"{family.__name__}.lp"
    if os.environ.get("MONAZITE_WRITE_GOLDEN"):
        golden.write_text(written, "utf-8", newline="\n")
    assert written == golden.read_text("utf-8")


def test_every_rule_and_variable_of_the_programme_has_a_golden_form() -> None:
    labels = small_labels("home_mine", "home_magnets", stores=True)
    everything = {"build_rate": {"home_magnets": 1.0}, "reserves": {"home_mine": 1.0}}
    model = build_programme(miniature(everything, labels=labels)).model
    variables, rules = zip(*FAMILIES.values(), strict=True)
    assert set(model.variables) == {name for names in variables for name in names}
    assert set(model.constraints) == {name for names in rules for name in names}
