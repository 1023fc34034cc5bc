"""Rules that cannot hold together: no plan, the rules and their levers by name, no findings."""

from pathlib import Path

import pytest

from monazite.api import StudyHandle
from monazite.core.errors import InvalidInput, RulesContradict, SolveFailed
from monazite.core.origin import LEVERS, Origin

from .copies import FLOOR, copied

LEVER = Origin("strategies/torn.yaml", LEVERS, 0)


def test_a_floor_above_a_permit_leaves_no_plan(torn: StudyHandle) -> None:
    """40 t must be dug and 30 t may be: one year of the two is contradiction enough."""
    run = torn.run("torn")
    assert run.status == "infeasible"
    found = {row.rule: (row.where, row.levers) for row in run.records.conflict()}
    assert set(found) == {"feed_within_permit", "output_at_least"}
    permit, floor = found["feed_within_permit"], found["output_at_least"]
    assert permit[0] == floor[0]
    assert permit[0] in ("hom_mine, 2025", "hom_mine, 2026")
    assert (permit[1], floor[1]) == ((LEVER,), ())
    assert [row.facts for row in run.records.conflict()] == [(), ("capacity:hom-floor#1",)]


def test_findings_of_no_plan_are_refused_with_the_rules(torn: StudyHandle) -> None:
    run = torn.run("torn")
    for ask in (
        lambda: run.trace("unmet_demand", 2025),
        lambda: run.why("unmet_demand", 2025),
        run.fate,
        run.flows,
        lambda: run.thin_evidence_share,
    ):
        with pytest.raises(RulesContradict) as caught:
            ask()
        assert caught.value.exit_code == 2
        said = str(caught.value)
        assert LEVER.name in said
        assert "_" not in said.replace("hom_mine", ""), "rules are told in words"
        assert (
            f"{LEVER.name} feed within permit: 'torn' has no plan: a plant runs no more than its "
            "permit allows (Home mine, 202"
        ) in said
        assert "as “Permit” would have it; relax this lever, or what stands against it." in said
        assert "it rests on the fact capacity:hom-floor#1." in said


def test_what_needs_no_plan_is_empty(torn: StudyHandle) -> None:
    run = torn.run("torn")
    assert run.headlines.height == 0
    assert run.headlines.schema == torn.run("as-now").headlines.schema
    assert (run.binding_constraints().height, run.calibration().height) == (0, 0)
    assert run.units == torn.run("as-now").units
    with pytest.raises(InvalidInput, match="2031 is not reported"):
        run.trace("unmet_demand", 2031)


def test_beside_others_it_has_no_numbers(torn: StudyHandle) -> None:
    (row,) = torn.compare("as-now", "torn", "halt").table([2025], ["unmet_demand"]).to_dicts()
    assert (row["as-now"], row["torn"]) == (pytest.approx(0, abs=1e-9), None)
    assert "torn - as-now" not in row
    assert row["halt - as-now"] == row["halt"]


def test_the_next_run_is_not_harmed(torn: StudyHandle) -> None:
    torn.run("torn")
    assert torn.run("halt", "control").status == "optimal"


SHUT_IN = """title: Shut in
extends: as-now
why: Nothing may leave the country abroad, whose plants are bound to run.
levers:
  - kind: export_limit
    title: No magnets leave
    material: magnet
    from: FOR
    to: all
    tonnes_per_year: 0
    start: 2025-01
    why: Keep magnets abroad.
    source: toy/invented
"""


def test_a_limit_on_exports_in_a_contradiction_is_named_with_its_lever(tmp_path: Path) -> None:
    """110 t must be made abroad, where no more than what users there take can be got rid of.

    A limit on exports has a slot and a year where a plant has its name and a year.
    """
    study = copied(
        tmp_path,
        ("strategies/shut-in.yaml", "", SHUT_IN),
        (
            "chain/facilities.csv",
            "{capacity:for-magnets},,,,immediate",
            "{capacity:for-magnets},,{capacity:for-magnets},,immediate",
        ),
    )
    run = study.run("shut-in")
    assert run.status == "infeasible"
    rows = {row.rule: row for row in run.records.conflict()}
    limit = rows["exports_within_limit"]
    assert limit.where.startswith("slot_01, 202")
    assert (limit.title, limit.levers) == (
        "No magnets leave",
        (Origin("strategies/shut-in.yaml", LEVERS, 0),),
    )
    assert limit.year in (2025, 2026)
    assert rows["output_at_least"].title == "Foreign magnet plants"
    with pytest.raises(RulesContradict, match=r"shut-in\.yaml"):
        run.flows()


def test_reserves_are_a_rule_over_all_years(tmp_path: Path) -> None:
    """The mine must dig 40 t a year for three years and has 100 t in all."""
    study = copied(
        tmp_path,
        FLOOR[0],
        FLOOR[1],
        (
            "evidence/capacity.csv",
            "",
            "capacity:reserves#1,hom_mine,HOM,2024,value,100,,,t ore,toy/invented,B,Invented.\n",
        ),
        ("chain/facilities.csv", "availability,ramp", "availability,reserves,ramp"),
        ("chain/facilities.csv", ",immediate,", ",,immediate,"),
        ("chain/facilities.csv", ",two_steps,", ",,two_steps,"),
        (
            "chain/facilities.csv",
            "{capacity:hom-floor},,,immediate",
            "{capacity:hom-floor},,{capacity:reserves},immediate",
        ),
    )
    run = study.run("as-now")
    assert run.status == "infeasible"
    assert set(run.conflict().select("rule", "where").rows()) == {
        ("extraction_within_reserves", "hom_mine"),
        *(("output_at_least", f"hom_mine, {year}") for year in (2024, 2025, 2026)),
    }


def test_without_a_plan_of_the_baseline_others_stand_alone(tmp_path: Path) -> None:
    """The study itself contradicts itself; a strategy with a larger permit does not."""
    loosened = """title: Loosened
extends: as-now
why: Let the mine dig what it must.
levers:
  - kind: permit
    facility: hom_mine
    tonnes_per_year: 50
    start: 2024-01
    why: Dig more.
    source: toy/invented
"""
    permitted = FLOOR[0][2].replace("hom-floor", "hom-permit").replace("40", "30")
    study = copied(
        tmp_path,
        FLOOR[0],
        ("evidence/capacity.csv", "", permitted),
        (
            "chain/facilities.csv",
            "{capacity:hom-mine},,,,immediate",
            "{capacity:hom-mine},{capacity:hom-permit},{capacity:hom-floor},,immediate",
        ),
        ("strategies/loosened.yaml", "", loosened),
    )
    run = study.run("loosened")
    assert (study.run("as-now").status, run.status) == ("infeasible", "optimal")
    assert run.fate().is_empty()
    (row,) = study.compare("as-now", "loosened").table([2025], ["output"]).to_dicts()
    assert (row["as-now"], row["loosened"]) == (None, pytest.approx(20))
    with pytest.raises(SolveFailed, match="none of the strategies has a plan"):
        study.write_run(tmp_path / "run", [study.run("as-now")])
    assert not (tmp_path / "run").exists()
