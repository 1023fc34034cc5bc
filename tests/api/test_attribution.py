"""Why a number moved: contributions of levers from plans solved again, on the toy by hand.

Unmet demand at home in 2025, t magnet/yr: 0 as now, 10 with the halt alone (oxide stays and nobody
can use it, so that magnets made of it abroad are missing), 0 with the plant alone, 0 with both.
"""

from pathlib import Path

import pytest

from monazite.api import StudyHandle, load
from monazite.core.errors import InvalidInput, RulesContradict
from monazite.runs.questions import attributing

from .. import shipped
from .copies import FLOOR, copied

PLANT = "Three times the magnets"
STOP = "No neodymium leaves"

MENDED = """title: Mended
extends: torn
why: Asks for less ore, and then for half as much again.
levers:
  - kind: permit
    title: Half as much again
    facility: hom_mine
    multiply: 1.5
    start: 2025-01
    why: Dig more.
    source: toy/invented
  - kind: capacity_programme
    title: Three times the magnets
    facility: hom_magnets
    add: 40
    online: 2025-01
    public_share: 0.5
    why: Make at home what is imported.
    source: toy/invented
"""
"""A permit of 30 t alone contradicts a floor of 40 t; times 1.5 it is 45 t and does not."""


def test_levers_that_undo_each_other(toy: StudyHandle) -> None:
    """The halt adds 10 first and nothing last, so 5; the plant takes away nothing or 10, so 5."""
    found = toy.run("both").why("unmet_demand", 2025)
    rows = {row["lever"]: row for row in found.contributions.iter_rows(named=True)}
    assert rows[PLANT]["contribution"] == pytest.approx(-5)
    assert (rows[PLANT]["alone"], rows[PLANT]["last"]) == pytest.approx((0, -10))
    assert rows[STOP]["contribution"] == pytest.approx(5)
    assert (rows[STOP]["alone"], rows[STOP]["last"]) == pytest.approx((10, 0))
    assert found.package_effect == pytest.approx(0)
    (pair,) = found.interactions.to_dicts()
    assert pair["interaction"] == pytest.approx(-10)
    assert found.exact
    assert found.how == "All 4 subsets of the levers."


def test_contributions_sum_to_the_package_effect(toy: StudyHandle) -> None:
    run = toy.run("both")
    for key in toy.study.settings.headlines:
        found = run.why(key, 2026)
        assert found.contributions["contribution"].sum() == pytest.approx(
            found.package_effect, abs=1e-9
        )


def test_against_another_strategy_world_or_run(toy: StudyHandle) -> None:
    run = toy.run("both")
    by_name = run.why("unmet_demand", 2025, "halt")
    assert by_name.package_effect == pytest.approx(-10)
    assert by_name.contributions.equals(
        run.why("unmet_demand", 2025, toy.run("halt")).contributions
    )
    assert set(by_name.contributions["change"]) == {"added", "altered"}
    world = toy.run("as-now").why("unmet_demand", 2025, world="control")
    (row,) = world.contributions.to_dicts()
    assert (row["part"], row["change"]) == ("world", "left out")
    assert (world.strategy, world.against) == ("Nothing happens", "Farland withholds magnets")


def test_against_other_facts(toy: StudyHandle) -> None:
    """What changed since a figure was corrected: the mine, and the plant that was decided."""
    before = toy.with_facts({"capacity:hom-mine": 40.0}).run("as-now")
    found = toy.run("build").why("output.ore", 2026, before)
    rows = {row["lever"]: row["contribution"] for row in found.contributions.to_dicts()}
    assert rows == {PLANT: pytest.approx(0), "capacity:hom-mine": pytest.approx(10)}


class TestSinceAnEarlierVersion:
    """The mine was 40 t in an earlier version, its plant gained 20 t, and a rival fact was 120."""

    def earlier(self, folder: Path, *changes: tuple[str, str, str]) -> Path:
        """An earlier version: other facts, another lever, and whatever else was not so."""
        mine = "capacity:hom-mine#1,hom_mine,HOM,2024,value,{},t ore/yr,toy/invented,A,Invented."
        facts = ("evidence/capacity.csv", mine.format("50,45,55"), mine.format("40,,"))
        lever = ("strategies/build.yaml", "add: 40", "add: 20")
        return copied(folder, facts, lever, *changes).study.path

    def test_facts_and_levers_share_the_difference(self, toy: StudyHandle, tmp_path: Path) -> None:
        """What is dug follows the mine alone; what is made needs both, the mine and the plant."""
        before = self.earlier(tmp_path)
        ore = toy.run("build").why("output.ore", 2026, since=before)
        rows = {row["lever"]: row["contribution"] for row in ore.contributions.to_dicts()}
        assert rows == {PLANT: pytest.approx(0), "capacity:hom-mine": pytest.approx(10)}
        made = toy.run("build").why("output.magnet", 2026, since=before)
        then = load(before).run("build").indicators(["output.magnet"])
        (start,) = then.filter(then["year"] == 2026)["value"]
        assert made.found.start == pytest.approx(start), "what the earlier version itself says"
        assert made.against == "Build as it was in toy"
        assert made.contributions["contribution"].sum() == pytest.approx(made.package_effect)

    def test_what_is_no_fact_is_not_shared_out(self, toy: StudyHandle, tmp_path: Path) -> None:
        plant = (
            "chain/facilities.csv",
            "{capacity:hom-mine},,,,immediate",
            "0.9*{capacity:hom-mine},,,,immediate",
        )
        before = self.earlier(tmp_path, plant)
        with pytest.raises(InvalidInput, match=r"more than the values of facts.*nameplate"):
            toy.run("build").why("output.ore", 2026, since=before)

    def test_it_is_held_against_itself_alone(self, toy: StudyHandle, tmp_path: Path) -> None:
        before = self.earlier(tmp_path)
        with pytest.raises(InvalidInput, match="against the same strategy"):
            toy.run("build").why("output.ore", 2026, "halt", since=before)
        with pytest.raises(InvalidInput, match="nothing that 'as-now' rests on was otherwise"):
            toy.run("as-now").why("output.ore", 2026, since=shipped.folder("toy"))


def test_orders_by_chance_where_there_are_many(
    toy: StudyHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An order and its reverse are all there are for two levers, so nothing is left to chance."""
    monkeypatch.setattr(attributing, "EXACT_UP_TO", 1)
    found = toy.run("both").why("unmet_demand", 2025)
    assert not found.exact
    assert found.interactions.is_empty()
    assert found.contributions["contribution"].to_list() == pytest.approx([-5, 5])
    assert found.contributions["error"].to_list() == pytest.approx([0, 0])
    assert found.how.startswith("32 orders of the levers")
    (pair,) = toy.run("both").why("unmet_demand", 2025, interactions=True).interactions.to_dicts()
    assert pair["interaction"] is None
    assert pair["last"] == pytest.approx(-10)


def test_levers_that_may_be_counted_as_one(toy: StudyHandle) -> None:
    found = toy.run("both").why("unmet_demand", 2025, together=[[STOP, PLANT]])
    (row,) = found.contributions.to_dicts()
    assert row["lever"] == f"{PLANT}; {STOP}"
    assert row["contribution"] == pytest.approx(0)


def test_levers_without_a_plan_apart_count_as_one(tmp_path: Path) -> None:
    """The lower permit has no plan alone and one with its half as much again: the two are one."""
    study = copied(tmp_path, *FLOOR, ("strategies/mended.yaml", "", MENDED))
    found = study.run("mended").why("output.ore", 2026)
    first, second = found.contributions.to_dicts()
    assert first["lever"] == "Permit; Half as much again"
    assert second["lever"] == PLANT
    assert first["contribution"] + second["contribution"] == pytest.approx(found.package_effect)
    assert found.found.joined == (("Permit", "Half as much again"),)
    assert "without each other they leave no plan" in found.how


def test_nobody_holds_a_plan_without_a_plan_against_another(torn: StudyHandle) -> None:
    with pytest.raises(RulesContradict):
        torn.run("torn").why("unmet_demand", 2025)
    with pytest.raises(InvalidInput, match="the rules leave no plan"):
        torn.run("build").why("unmet_demand", 2025, "torn")


@pytest.mark.parametrize(
    ("ask", "text"),
    [
        (("as-now", {}), "'as-now' is what all others are held against"),
        (("both", {"against": "both"}), "nothing to attribute"),
        (("both", {"against": 3}), "3 is of a kind that `why` does not take"),
        (("both", {"against": "bothh"}), "there is no strategy 'bothh'"),
        (("both", {"world": "moon"}), "there is no world 'moon'"),
        (("both", {"together": [["Halt"]]}), "do not differ in 'Halt'"),
        (("both", {"together": [[STOP], [STOP]]}), f"'{STOP}' is named twice"),
    ],
)
def test_wrong_questions(toy: StudyHandle, ask: tuple[str, dict[str, object]], text: str) -> None:
    strategy, options = ask
    with pytest.raises(InvalidInput, match=text):
        toy.run(strategy).why("unmet_demand", 2025, **options)  # type: ignore[arg-type]


def test_a_run_of_other_data_is_refused(toy: StudyHandle, tmp_path: Path) -> None:
    """A run of the same study is held against another, one of other data is not."""
    run = toy.run("both")
    assert run.why("unmet_demand", 2025, against=toy.run("halt")).package_effect == -10
    other = copied(tmp_path, *FLOOR).run("as-now")
    with pytest.raises(InvalidInput, match="is a run of other data; name a run of the same study"):
        run.why("unmet_demand", 2025, against=other)


def test_a_line_a_table_and_a_picture(toy: StudyHandle) -> None:
    found = toy.run("build").why("self_sufficiency.magnet", 2026)
    assert repr(found) == (
        "<Attribution of self_sufficiency.magnet in 2026: +40\u00a0points of Build above As now, "
        "1 lever>"
    )
    html = found._repr_html_()
    assert "<td>Three times the magnets</td><td>+40\u00a0points</td>" in html
    chart = found.plot()
    assert chart.table()["Lever"].to_list() == ["As now", PLANT, "Build"]
    assert "From 20\u00a0% (As now) to 60\u00a0% (Build)." in chart.alt
