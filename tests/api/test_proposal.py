"""Strategies as values, and facts put otherwise, on the toy study."""

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from monazite.api import Run, StudyHandle
from monazite.core.errors import InvalidInput
from monazite.strategy import OWN, Strategy, SupplyLoss

from .. import shipped

HALT = "No neodymium leaves"


@pytest.fixture(scope="module")
def toy() -> StudyHandle:
    """The toy, with one solver for all tests here."""
    return shipped.handle("toy")


def values(run: Run, key: str) -> list[float]:
    """An indicator of a run by year."""
    return run.indicators([key])["value"].to_list()


def test_a_change_is_solved_and_leaves_the_study_as_it_was(toy: StudyHandle) -> None:
    """Three tonnes of neodymium are 3.75 t of an oxide that holds four fifths of it."""
    softer = toy.strategy("halt").change(HALT, tonnes_per_year=3)
    assert softer.name == "halt-changed"
    assert values(toy.run("halt"), "exports.oxide") == pytest.approx([15.0, 0.0, 0.0])
    assert values(toy.run(softer), "exports.oxide") == pytest.approx([15.0, 3.75, 3.75])
    assert toy.study.strategies["halt"].levers[-1].as_data()["tonnes_per_year"] == 0
    assert "halt-changed" not in toy.strategies


def test_without_a_lever_it_is_the_strategy_that_lacks_it(toy: StudyHandle) -> None:
    left = toy.run(toy.strategy("both").without("export_limit"))
    assert left.headlines["value"].to_list() == toy.run("build").headlines["value"].to_list()


def test_a_lever_can_be_added_as_plain_data(toy: StudyHandle) -> None:
    lever = {"kind": "permit", "facility": "hom_mine", "tonnes_per_year": 30, "start": "2025-01"}
    proposal = toy.strategy("as-now").named("less-ore", "Less ore").with_lever(lever)
    assert (proposal.name, proposal.levers[-1].source) == ("less-ore", OWN)
    assert repr(proposal) == "<Strategy less-ore: Less ore, 1 lever>" == repr(proposal.strategy)
    assert proposal.in_words() == (
        "Less ore (less-ore)\n- Home mine is permitted 30 t a year from 2025-01. Asked for."
    )
    assert values(toy.run(proposal), "output.ore") == pytest.approx([50.0, 30.0, 30.0])


@pytest.mark.parametrize("name", ["../../x", "a/b", "A b", "", "x--y"])
def test_a_name_that_no_file_may_have_is_refused(toy: StudyHandle, name: str) -> None:
    """A run folder keeps strategies in files of their names: none may lead out of it."""
    with pytest.raises(InvalidInput) as refused:
        toy.strategy("build").named(name)
    assert str(refused.value) == (
        f"name: '{name}' is not a name for a strategy or world; use small letters, digits and "
        "single hyphens, such as build-only."
    )


def test_a_saved_strategy_stands_alone_and_runs_the_same(toy: StudyHandle, tmp_path: Path) -> None:
    softer = toy.strategy("both").change(HALT, tonnes_per_year=3)
    path = softer.named("softer").save(tmp_path / "softer.yaml")
    again = toy.strategy(path)
    assert again.name == "softer"
    assert [lever.as_data() for lever in again.levers] == [
        lever.as_data() for lever in softer.levers
    ]
    table = toy.compare("as-now", "both", str(path)).table([2026])
    assert {"both", "softer", "softer - as-now"} <= set(table.columns)
    assert (
        toy.run(path).headlines["value"].to_list() == toy.run(softer).headlines["value"].to_list()
    )


def test_a_file_may_extend_a_strategy_of_the_study(toy: StudyHandle, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("title: Own\nextends: both\nlevers: []\n", encoding="utf-8")
    assert toy.strategy(path).levers == toy.study.strategies["both"].levers
    path.write_text("title: Own\nextends: bothe\nlevers: []\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"own\.yaml:2 extends: 'bothe' is not there"):
        toy.strategy(path)


def test_all_that_is_wrong_with_a_lever_is_said_at_once(toy: StudyHandle) -> None:
    lever = {"kind": "permit", "facility": "hom_mina", "tonnes_per_year": 30, "start": "1999-01"}
    with pytest.raises(InvalidInput) as refused:
        toy.strategy("build").with_lever(lever)
    said = str(refused.value)
    assert "hom_mina" in said
    assert "1999-01" in said


@pytest.mark.parametrize(
    ("lever", "fields", "said"),
    [
        ("No neodymium", {}, "no lever 'No neodymium'"),
        (HALT, {"tonnes": 3}, "no field 'tonnes'"),
        (HALT, {"tonnes_per_year": "many"}, "tonnes_per_year"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    toy: StudyHandle, lever: str, fields: dict[str, object], said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        toy.strategy("both").change(lever, **fields)


def test_only_a_yaml_file_is_written(toy: StudyHandle, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"ends in \.yaml"):
        toy.strategy("both").save(tmp_path / "both.txt")
    with pytest.raises(InvalidInput, match="cannot be written"):
        toy.strategy("both").save(Path("/dev/null/both.yaml"))
    assert not list(tmp_path.iterdir())


def test_facts_put_otherwise_hold_for_strategy_and_baseline(toy: StudyHandle) -> None:
    """Of 45 t ore come 22.5 t oxide and, from 5 t less kept, 50 t magnets in 2026."""
    visited = toy.with_facts({"capacity:hom-mine": 45}, reason="my visit")
    run = visited.run("build")
    assert values(run, "self_sufficiency.magnet") == pytest.approx([0.2, 0.4, 0.5])
    assert run.solution.baseline is not None
    assert float(run.solution.baseline["activity"].sel(facility="hom_mine").max()) == 45.0
    assert visited.study.evidence.quantity("capacity:hom-mine").value == 45.0
    assert visited.data_hash != toy.data_hash
    assert values(toy.run("build"), "self_sufficiency.magnet") == pytest.approx([0.2, 0.4, 0.6])
    both = visited.with_facts({"demand:motors-hom": 90})
    assert both.run("build").case.facts == (("capacity:hom-mine", 45), ("demand:motors-hom", 90))


def test_a_run_travels(toy: StudyHandle) -> None:
    """What comes out of a pickle says the same, and was not solved again."""
    run = toy.run(toy.strategy("both").change(HALT, tonnes_per_year=3), "control")
    packed = pickle.dumps(run)
    assert len(packed) < 60_000
    there = pickle.loads(packed)
    assert there.headlines.equals(run.headlines)
    assert there.binding_constraints().equals(run.binding_constraints())
    assert there.case == run.case
    assert there.worker.session.first_solve_seconds == 0.0


def test_a_run_says_its_case_in_a_line_and_as_a_file(toy: StudyHandle) -> None:
    run = toy.run("both")
    assert len(repr(run)) < 400
    assert repr(run.worker) == "<Worker for toy>"
    assert "kind: export_limit" in run.case.as_yaml()
    assert run.answer.status == "optimal"


def loss(plant: str) -> SupplyLoss:
    """Half of a plant lost, made in Python, so that it stands in no file."""
    return SupplyLoss(
        kind="supply_loss",
        title=f"Fire at {plant}",
        why="Invented for the test.",
        source=OWN,
        facilities=(plant,),
        share_lost=0.5,
        start="2025-01",
    )


def test_every_lever_made_in_python_is_held_against_the_study(toy: StudyHandle) -> None:
    world = toy.study.worlds["central"].model_copy(
        update={"levers": (loss("for_mine"), loss("nowhere"), loss("elsewhere"))}
    )
    with pytest.raises(InvalidInput) as caught:
        toy.run_case(replace(toy.case("halt"), world=world))
    assert [problem.field for problem in caught.value.problems] == [
        "Fire at elsewhere.facility",
        "Fire at nowhere.facility",
    ]
    first, *_ = toy.strategy("halt").levers
    limits = [
        first.model_copy(update={"title": name, "element": None, "material": name})
        for name in ("oxide", "gold")
    ]
    own = Strategy(name="own", title="My own", why="A try.", levers=tuple(limits))
    with pytest.raises(InvalidInput, match="material 'gold' is not known"):
        toy.run(own)


def test_a_world_is_opened_by_path_as_a_strategy_is(toy: StudyHandle, tmp_path: Path) -> None:
    path = tmp_path / "control.yaml"
    path.write_text("title: No control after all\nlevers: []\n")
    # another world of that name is in the study
    assert toy.world(path).name == "control-changed"
    assert toy.world("control") is toy.study.worlds["control"]
    varied = toy.with_world(path)
    assert varied.worlds == (*toy.worlds, "control-changed")
    found, calm = varied.run("both", "control-changed"), toy.run("both", "central")
    assert found.solution.unmet(found.solution.home_points()) == pytest.approx(
        calm.solution.unmet(calm.solution.home_points())
    )
    straight = toy.run("both", path)
    assert straight.case.hash == found.case.hash
    assert straight.indicators("home_cost").equals(found.indicators("home_cost"))
    assert toy.compare("halt", world=str(path)).runs[0].world == "control-changed"
    brief = toy.write_run(tmp_path / "folder", [straight], quick=True) / "brief.html"
    assert "No control after all" in brief.read_text(encoding="utf-8")
    path.write_text("title: On another\nextends: control\nlevers: []\n")
    assert toy.world(path).levers == toy.study.worlds["control"].levers
    path.write_text("title: On nothing\nextends: controls\nlevers: []\n")
    with pytest.raises(InvalidInput, match="'controls' is not there to be extended"):
        toy.world(str(path))
    with pytest.raises(InvalidInput, match="there is no such file"):
        toy.world(tmp_path / "none.yaml")
    with pytest.raises(InvalidInput, match="there is no world 'centre'"):
        toy.with_world("centre")
    with pytest.raises(InvalidInput, match="verdicts are kept for worlds of the study"):
        varied.check_keep("control-changed")
