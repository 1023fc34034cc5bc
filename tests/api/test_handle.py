"""A study is loaded by name or by path, and asked for facts, claims, checks and runs."""

import shutil
from pathlib import Path

import pytest

import monazite
from monazite.api import StudyHandle, load
from monazite.core.errors import InvalidInput
from monazite.findings.account import jumps

from .copies import TOY, copied


def refusal(caught: pytest.ExceptionInfo[InvalidInput]) -> str:
    (problem,) = caught.value.problems
    return str(problem)


def test_a_copy_by_path_is_the_same_study(toy: StudyHandle, tmp_path: Path) -> None:
    """Same files, same hash, same numbers; only the name of the folder differs."""
    copy = monazite.load(shutil.copytree(TOY, tmp_path / "elsewhere"))
    assert copy.name == "elsewhere"
    assert copy.data_hash == toy.data_hash
    assert copy.parameters.hash == toy.parameters.hash
    for strategy in toy.strategies:
        here, there = toy.run(strategy).headlines, copy.run(strategy).headlines
        assert there.drop("study").equals(here.drop("study"))
        assert set(there["study"]) == {"elsewhere"}
    names = ("toy", "elsewhere")
    compared = [handle.compare("as-now", "halt", "build").table() for handle in (toy, copy)]
    assert compared[0].equals(compared[1]), names


def test_another_number_is_another_study(toy: StudyHandle, tmp_path: Path) -> None:
    other = copied(tmp_path, ("evidence/capacity.csv", "value,50,45,55,", "value,48,45,55,"))
    assert other.data_hash != toy.data_hash
    assert other.parameters.hash != toy.parameters.hash
    assert other.run("as-now").indicators(["output.ore"])["value"].to_list() == [48, 48, 48]


def test_what_a_study_says_of_itself(toy: StudyHandle) -> None:
    assert {
        "name": toy.name,
        "title": toy.title,
        "strategies": set(toy.strategies),
        "worlds": set(toy.worlds),
        "world": toy.default_world,
        "baseline": toy.baseline,
        "front page": toy.front_page,
    } == {
        "name": "toy",
        "title": "Toy chain",
        "strategies": {"as-now", "halt", "build", "both"},
        "worlds": {"central", "control"},
        "world": "central",
        "baseline": "as-now",
        "front page": ("as-now", "halt", "build", "both"),
    }


def test_a_study_that_is_not_there() -> None:
    with pytest.raises(InvalidInput, match="toy"):
        load("toi")


def test_facts_come_with_source_rivals_and_choice(toy: StudyHandle) -> None:
    rows = {row["fact_id"]: row for row in toy.facts("motors hom").rows(named=True)}
    assert rows["demand:motors-hom#1"] == {
        "fact_id": "demand:motors-hom#1",
        "use": "motors",
        "region": "HOM",
        "period": "2024",
        "kind": "value",
        "value": 100.0,
        "low": 90.0,
        "high": 110.0,
        "unit": "t magnet/yr",
        "grade": "B",
        "source_id": "toy/invented",
        "source": "Numbers invented for the toy chain, Makers of this study, 2024-06",
        "url": "",
        "note": "Invented.",
        "chosen": True,
        "rule": "best grade, B",
    }
    loser = rows["demand:motors-hom#2"]
    assert (loser["chosen"], loser["rule"], loser["value"]) == (False, "best grade, B", 120.0)


def test_facts_by_column(toy: StudyHandle) -> None:
    assert set(toy.facts(facility="hom_mine")["fact_id"]) == {
        "capacity:hom-mine#1",
        "costs:hom-mining#1",
    }
    assert set(toy.facts(grade="C")["grade"]) == {"C"}
    assert len(toy.facts()) == toy.check().facts
    with pytest.raises(InvalidInput, match="write 'facility', the nearest known name"):
        toy.facts(facilty="hom_mine")


def test_a_quantity_of_which_every_fact_is_rejected_can_still_be_looked_at(tmp_path: Path) -> None:
    study = copied(
        tmp_path,
        (
            "evidence/capacity.csv",
            "",
            "capacity:rumour#1,hom_mine,HOM,2024,value,900,,,t ore/yr,toy/older,C,A rumour.\n",
        ),
        (
            "corrections.yaml",
            "",
            '- fact: "capacity:rumour#1"\n  status: rejected\n  reason: Nobody saw it.\n',
        ),
    )
    (row,) = study.records.facts("rumour")
    assert (row.value, row.chosen, row.rule) == (
        900.0,
        False,
        "rejected: Nobody saw it.",
    )


def test_claims_come_with_what_the_evidence_says(toy: StudyHandle) -> None:
    (claim,) = toy.claims().rows(named=True)
    assert (claim["claim_id"], claim["verdict"]) == ("half-made-at-home", "contradicted")
    assert claim["facts"] == ["capacity:hom-magnets#1", "demand:motors-hom#1"]


def test_check_counts_what_a_study_rests_on(toy: StudyHandle) -> None:
    checked = toy.check()
    assert repr(checked) == "<Check of toy: 30 facts, 1 warning>"
    assert checked._repr_html_().count("<li>") == 1
    found = checked.as_data()
    parameters = found.pop("parameters")
    assert found == {
        "study": "toy",
        "data_hash": toy.data_hash,
        "facts": 30,
        "sources": 2,
        "corrections": 1,
        "claims": 1,
        "grades": {"A": 7, "B": 18, "C": 5},
        "strategies": list(toy.strategies),
        "worlds": list(toy.worlds),
        "warnings": [
            "chain/uses.csv:2 choke: all users of motors leave at one price; give a choke price "
            "above the reference price and an elasticity below zero."
        ],
    }
    assert isinstance(parameters, dict)
    assert parameters["demand"] == 6


def test_what_check_says_is_a_record(toy: StudyHandle) -> None:
    found = toy.check()
    (warning,) = found.warnings
    assert (warning.file, warning.line, warning.field) == ("chain/uses.csv", 2, "choke")
    assert (found.without_plan, found.jumps) == (None, None), "nothing was solved"
    assert {"without_plan", "jumps"}.isdisjoint(found.as_data())
    solved = toy.check(solve=True)
    assert solved.without_plan == ()
    assert solved.jumps
    known = {name: toy.run(name).solution for name in toy.front_page}
    for jumped in solved.jumps:
        before, after = jumped.jump.before, jumped.jump.after
        assert abs(after - before) > 0.3 * before
        assert jumped.jump in jumps(known[jumped.strategy])


def test_check_looks_over_every_strategy_without_solving_it(tmp_path: Path) -> None:
    study = copied(tmp_path, ("chain/facilities.csv", "{costs:magnet-plant}", ""))
    warnings = map(str, study.check().warnings)
    assert [line for line in warnings if "no capital cost" in line] == [
        "strategies/build.yaml levers[0]: the programme at hom_magnets has no capital cost, "
        "so its outlay shows as nothing; give the facility a capital cost."
    ]
    assert "session" not in vars(study)


@pytest.mark.parametrize(
    ("strategy", "world", "message"),
    [
        (
            "hald",
            None,
            "strategy: there is no strategy 'hald'; write 'halt', the nearest known name.",
        ),
        (
            "halt",
            "controll",
            "world: there is no world 'controll'; write 'control', the nearest known name.",
        ),
        (
            "xyz",
            None,
            "strategy: there is no strategy 'xyz'; write one of: as-now, both, build, halt.",
        ),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(
    toy: StudyHandle, strategy: str, world: str | None, message: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        toy.run(strategy, world)
    assert refusal(caught) == message


def test_a_run_is_made_once_and_says_what_it_does() -> None:
    said: list[str] = []
    handle = load("toy")
    first = handle.run("halt", progress=said.append)
    assert said == ["Solving as-now in central", "Solving halt in central"]
    assert handle.run("halt", "central", said.append) is first
    assert len(said) == 2


def test_the_order_of_runs_does_not_matter(toy: StudyHandle) -> None:
    other = load("toy")
    for strategy in reversed(toy.front_page):
        assert other.run(strategy, "control").headlines.equals(
            toy.run(strategy, "control").headlines
        )
    for strategy in toy.front_page:
        assert other.run(strategy).solution.outcome.objective == pytest.approx(
            toy.run(strategy).solution.outcome.objective, rel=1e-12
        )


def test_a_run_tells_how_long_it_took(toy: StudyHandle) -> None:
    seconds = toy.run("halt").seconds
    assert {
        "parameters",
        "build",
        "load",
        "first_solve",
        "edit",
        "update",
        "solve",
        "total",
    } <= set(seconds)
    assert all(value >= 0 for value in seconds.values())
