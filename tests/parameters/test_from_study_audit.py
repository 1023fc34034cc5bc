"""The audit points at what an expert would stumble on; copies of the toy provoke each warning."""

import shutil
from pathlib import Path

import pytest

from monazite.core.errors import Problem
from monazite.parameters import parameters_of, with_strategy
from monazite.parameters.audit import audit
from monazite.study import Study, load_study

from .. import shipped

TOY = shipped.study("toy")
ONE_PRICE = Problem(
    file="chain/uses.csv",
    line=2,
    field="choke",
    message="all users of motors leave at one price",
    remedy="give a choke price above the reference price and an elasticity below zero",
)


def copied(folder: Path, *changes: tuple[str, str, str]) -> Study:
    """A copy of the toy with texts exchanged: file, old, new; an empty old text appends the new."""
    copy = shutil.copytree(TOY.path, folder / "toy")
    for name, old, new in changes:
        file = copy / name
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{name} has no {old!r}"
        file.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")
    return load_study(copy)


def warnings(study: Study, strategy: str = "as-now") -> list[Problem]:
    """What the audit says beside the one price, which is the toy's on purpose."""
    found = audit(study, with_strategy(study, parameters_of(study), strategy))
    assert ONE_PRICE in found
    return [problem for problem in found if problem != ONE_PRICE]


@pytest.mark.parametrize("strategy", list(TOY.strategies))
def test_the_toy_has_one_simplification_and_no_other_warning(strategy: str) -> None:
    assert warnings(TOY, strategy) == []


def test_a_curve_with_several_steps_is_no_simplification(tmp_path: Path) -> None:
    study = copied(tmp_path, ("chain/uses.csv", "5000,0,", "5000,-0.5,"))
    assert audit(study, parameters_of(study)) == []


def plant(name: str) -> str:
    text = (TOY.path / "chain" / "facilities.csv").read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith(f"{name},")]
    return f"{line}\n"


def test_what_arrives_and_is_of_no_use(tmp_path: Path) -> None:
    study = copied(tmp_path, ("chain/facilities.csv", plant("hom_separation"), ""))
    assert warnings(study) == [
        Problem(
            file="chain/lanes.csv",
            message="ore arrives in HOM and nobody there uses, ships or stores it",
            remedy="add a recipe, a lane, a store or a use, or take the arrival away",
        )
    ]


def test_what_is_wanted_and_comes_from_nowhere(tmp_path: Path) -> None:
    study = copied(tmp_path, ("chain/facilities.csv", plant("for_mine"), ""))
    assert warnings(study) == [
        Problem(
            file="chain/lanes.csv",
            message="ore is wanted in FOR and cannot come from anywhere",
            remedy="add a plant, a lane or a stock that brings it",
        )
    ]


def test_a_stock_at_the_start_is_somewhere_to_come_from(tmp_path: Path) -> None:
    """Without mines and lanes home has its oxide from the store alone."""
    study = copied(
        tmp_path,
        ("chain/facilities.csv", plant("hom_mine"), ""),
        ("chain/facilities.csv", plant("hom_separation"), ""),
        ("chain/lanes.csv", "oxide,FOR,HOM,{costs:oxide-freight},,\n", ""),
        (
            "chain/observations.csv",
            "home_mine,Ore from the home mine,activity,hom_mine,,,,,,2024,{capacity:hom-mine},"
            "fitted,The capacity of the mine holds it there.,,,\n",
            "",
        ),
    )
    (wanted,) = warnings(study)
    assert wanted.message == "oxide is wanted in HOM and cannot come from anywhere"
    parameters = parameters_of(study)
    stocked = parameters["initial_stock"].copy()
    stocked.put("oxide@HOM", 5.0)
    assert audit(study, parameters.replaced({"initial_stock": stocked}, ())) == [ONE_PRICE]


def test_a_plant_that_runs_for_nothing(tmp_path: Path) -> None:
    study = copied(tmp_path, ("evidence/costs.csv", "value,100000,", "value,0,"))
    assert warnings(study) == [
        Problem(
            file="chain/facilities.csv",
            line=2,
            field="operating_cost",
            message="hom_mine runs at no cost",
            remedy="give an operating cost",
        )
    ]


def growing_mine(pit: int) -> tuple[tuple[str, str, str], ...]:
    """Changes that let the mine add 5 t in any year, at so many dollars a tonne."""
    facts = "".join(
        f"costs:{slug}#1,hom_mine,ore,,,2024,value,{value},,,{unit},toy/invented,B,Invented.\n"
        for slug, value, unit in (
            ("build-rate", 5, "t ore/yr/yr"),
            ("pit", pit, "USD_2024 yr/t ore"),
            ("lead-time", 1, "yr"),
            ("lifetime", 10, "yr"),
            ("hurdle", 10, "%"),
        )
    )
    filled = (
        "{costs:hom-mining},{costs:pit},{costs:lead-time},{costs:build-rate},{costs:lifetime},"
        "{costs:hurdle},"
    )
    return (
        ("evidence/costs.csv", "", facts),
        ("chain/facilities.csv", "{costs:hom-mining},,,,,,", filled),
    )


def test_a_plant_that_grows_for_nothing(tmp_path: Path) -> None:
    study = copied(tmp_path, *growing_mine(0))
    assert warnings(study) == [
        Problem(
            file="chain/facilities.csv",
            line=2,
            field="capital_cost",
            message="hom_mine can be added to at no capital cost",
            remedy="give a capital cost",
        )
    ]


SUBSIDY = """title: Build
why: To tell what a budget comes to.
levers:
  - kind: capital_subsidy
    facility: hom_mine
    share: 0.3
    budget: 1000 USD
    start: 2024-01
    end: 2026-01
    why: A budget for whatever is added.
    source: toy/invented
"""


@pytest.mark.parametrize(
    ("budget", "said"),
    [
        # 2 years at 5 t and 1,000 dollars are 10,000; of that the budget is a tenth
        ("budget: 1000 USD", "only 10 % of the capital is paid and not 30 %"),
        ("per_firm_cap: 500 USD", "only 5 % of the capital is paid and not 30 %"),
        ("budget: 3000 USD", ""),
    ],
)
def test_a_budget_thinned_by_what_a_plant_may_add_at_its_own_rate(
    tmp_path: Path, budget: str, said: str
) -> None:
    study = copied(tmp_path, *growing_mine(1000))
    file = study.path / "strategies" / "build.yaml"
    file.write_text(SUBSIDY.replace("budget: 1000 USD", budget), encoding="utf-8")
    found = warnings(load_study(study.path), "build")
    assert [(one.file, one.line, one.field) for one in found] == [
        ("strategies/build.yaml", 7, f"levers[0].{budget.partition(':')[0]}") for _ in found[:1]
    ]
    assert bool(found) == bool(said)
    for one in found:
        assert one.message == (
            f"{said}: all that hom_mine may add at its own build_rate while the scheme is open "
            "would cost 10,000 USD"
        )


def test_a_programme_under_a_permit_that_does_not_move(tmp_path: Path) -> None:
    """20 t stand and 20 t are permitted: three times the plant makes no tonne more."""
    study = copied(
        tmp_path,
        (
            "chain/facilities.csv",
            "{capacity:hom-magnets},,",
            "{capacity:hom-magnets},{capacity:hom-magnets},",
        ),
    )
    (found,) = warnings(study, "build")
    assert (found.file, found.field) == ("strategies/build.yaml", "levers[0]")
    assert found.message.startswith("more nameplate at hom_magnets does nothing")
    assert warnings(study, "as-now") == []


def test_a_lever_that_does_nothing_at_two_plants_is_warned_of_once(tmp_path: Path) -> None:
    """Both plants stand at what they are permitted, so that three times of each makes no more."""
    study = copied(
        tmp_path,
        (
            "chain/facilities.csv",
            "{capacity:hom-magnets},,",
            "{capacity:hom-magnets},{capacity:hom-magnets},",
        ),
        (
            "chain/facilities.csv",
            "{capacity:hom-mine},,",
            "{capacity:hom-mine},{capacity:hom-mine},",
        ),
        ("strategies/build.yaml", "facility: hom_magnets", "facility: [hom_magnets, hom_mine]"),
    )
    found = [one.message for one in warnings(study, "build") if "does nothing" in one.message]
    assert found == [
        "more nameplate at hom_magnets and hom_mine does nothing: their permits are below what "
        "stands there"
    ]


def test_a_plant_without_a_capital_cost_is_warned_of_once(tmp_path: Path) -> None:
    """A programme at a plant that may grow lacks the same cost as the plant itself."""
    study = copied(
        tmp_path,
        *growing_mine(0),
        ("strategies/build.yaml", "facility: hom_magnets", "facility: [hom_magnets, hom_mine]"),
    )
    found = [one for one in warnings(study, "build") if "capital cost" in one.message]
    assert [one.message for one in found] == ["hom_mine can be added to at no capital cost"]


def test_a_programme_that_costs_nothing(tmp_path: Path) -> None:
    study = copied(tmp_path, ("chain/facilities.csv", "{costs:magnet-plant}", ""))
    assert warnings(study, "build") == [
        Problem(
            file="strategies/build.yaml",
            field="levers[0]",
            message="the programme at hom_magnets has no capital cost, so its outlay shows as "
            "nothing",
            remedy="give the facility a capital cost",
        )
    ]
