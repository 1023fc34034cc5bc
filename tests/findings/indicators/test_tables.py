"""The table of flows holds everything that moves, by label and year."""

from dataclasses import replace

import pytest

from monazite.findings.indicators import flow_table, joint_labels
from monazite.findings.indicators.tables import flow_unit
from monazite.findings.solution import Solution
from monazite.model import build_programme
from monazite.parameters import parameters_of

from ... import shipped
from ..by_hand import written
from ..toy import STUDY, solution


def test_every_flow_above_a_gram() -> None:
    plan = written(
        {
            "activity": {("hom_mine", 2025): 50},
            "shipment": {("oxide:HOM>FOR", 2024): 1e-7, ("oxide:HOM>FOR", 2026): 2e-6},
            "unmet": {("motors@HOM/+14", 2026): 10},
        }
    )
    table = flow_table(plan, strategy="mine", world="calm")
    assert table.rows() == [
        (STUDY.name, "mine", "calm", "activity", "hom_mine", "t ore/yr", 2025, 50.0),
        (STUDY.name, "mine", "calm", "shipment", "oxide:HOM>FOR", "t oxide/yr", 2026, 2e-6),
        (STUDY.name, "mine", "calm", "unmet", "motors@HOM/+14", "t magnet/yr", 2026, 10.0),
    ]
    assert table.columns == [
        "study",
        "strategy",
        "world",
        "variable",
        "label",
        "unit",
        "year",
        "value",
    ]


def test_units_by_place() -> None:
    """A plant is counted in what its recipe refers to; what is kept is no yearly figure."""
    plan = written(
        {
            "activity": {("hom_separation", 2025): 1},
            "stock": {("oxide@HOM", 2025): 1},
            "intake": {("oxide@HOM", 2025): 1},
            "stock_shortfall": {("magnet@HOM", "tier_1", 2025): 1},
            "served": {("motors@HOM/magnet", 2025): 1},
            "discard": {("ore@HOM", 2025): 1},
            "undelivered": {("agreement_1", 2025): 1},
        }
    )
    table = flow_table(plan, strategy="one", world="calm")
    assert joint_labels(plan)["magnet@HOM / tier_1"] == ("magnet@HOM", "tier_1")
    assert "magnet@HOM / tier_1" in table["label"].to_list()
    assert dict(table.select("variable", "unit").rows()) == {
        "activity": "t ore/yr",
        "stock": "t oxide",
        "intake": "t oxide/yr",
        "stock_shortfall": "t magnet",
        "served": "t magnet/yr",
        "discard": "t ore/yr",
        "undelivered": "t/yr",
    }


def test_the_flows_of_the_toy_are_those_of_its_readme() -> None:
    table = flow_table(solution("as-now"), strategy="as-now", world="central")
    rows = table.filter(table["year"] == 2025).select("variable", "label", "value").rows()
    assert {(variable, label): round(value, 6) for variable, label, value in rows} == {
        ("activity", "hom_mine"): 50,
        ("activity", "hom_separation"): 50,
        ("activity", "hom_magnets"): 20,
        ("activity", "for_mine"): 100,
        ("activity", "for_separation"): 100,
        ("activity", "for_magnets"): 130,
        ("served", "motors@HOM/magnet"): 100,
        ("served", "motors@FOR/magnet"): 50,
        ("shipment", "oxide:HOM>FOR"): 15,
        ("shipment", "magnet:FOR>HOM"): 80,
    }


def test_nothing_moves_nothing_is_listed() -> None:
    assert flow_table(written(), strategy="none", world="calm").height == 0


@pytest.mark.parametrize("name", ["toy", "india"])
def test_every_variable_of_the_programme_has_a_unit(name: str) -> None:
    """No plan can hold a number that the table cannot tell the unit of, be it zero so far."""
    study = shipped.study(name)
    programme = build_programme(parameters_of(study))
    plan = Solution(study, replace(written().outcome, parameters=programme.parameters))
    variables = programme.variables
    units = {}
    for variable in variables:
        array = variables[variable]
        first = next(
            dimension for dimension in array.dims if dimension not in ("period", "decided")
        )
        for label in array.coords[first].values:
            units[variable] = flow_unit(plan, variable, str(first), str(label))
            assert units[variable].startswith("t"), (variable, label)
    assert set(units) == set(variables)


def test_a_variable_over_something_new_is_refused() -> None:
    with pytest.raises(ValueError, match="variables over 'ship' have no unit, such as sailing"):
        flow_unit(written(), "sailing", "ship", "one")
