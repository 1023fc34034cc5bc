"""A study with a fact at another value says so, and nothing else changes."""

import shutil
from pathlib import Path

import pytest

from monazite.core.errors import InvalidInput, Problems
from monazite.study import Study, load_study, resolved, with_values

from .. import shipped

STUDY = shipped.study("toy")


def number(study: object, table: str, row: int, column: str) -> float:
    found = getattr(study, "chain")  # noqa: B009
    quantity = resolved(study, getattr(found, table)[row], column, Problems())  # type: ignore[arg-type]
    assert quantity is not None
    return quantity.value


def test_the_other_value_is_a_correction_with_its_reason() -> None:
    study = with_values(STUDY, {"capacity:hom-mine": 45.0}, "What if the mine is smaller")
    assert number(study, "facilities", 0, "nameplate") == 45.0
    assert number(STUDY, "facilities", 0, "nameplate") == 50.0
    choice = study.evidence.quantity("capacity:hom-mine")
    assert choice.chosen.value == 50.0  # as written
    assert "corrected from 50 to 45: What if the mine is smaller" in choice.rule


def test_another_value_does_not_make_another_rival_win() -> None:
    """Of two rivals the chosen one stays chosen, however far off its value is put."""
    study = with_values(STUDY, {"demand:motors-hom": 1.0}, "What if")
    assert number(study, "demand", 0, "quantity") == 1.0
    assert study.evidence.quantity("demand:motors-hom").chosen.fact_id == "demand:motors-hom#1"


def test_cells_that_rest_on_other_facts_are_the_very_same() -> None:
    study = with_values(STUDY, {"capacity:hom-mine": 45.0}, "What if")
    before, after = STUDY.numbers.resolved_cells(), study.numbers.resolved_cells()
    assert set(before) == set(after)
    moved = {key[:3:2] for key in before if before[key] is not after[key]}
    assert moved == {("chain/facilities.csv", "nameplate"), ("chain/observations.csv", "observed")}


def test_a_share_stays_a_share() -> None:
    study = with_values(STUDY, {"chemistry:nd-share": 130.0}, "What if")
    assert number(study, "fractions", 0, "fraction") == 1.0


@pytest.mark.parametrize(
    ("fact", "value", "told"),
    [
        ("chemistry:nd-share", 130.0, "chain/fractions.csv:2 fraction: with chemistry:nd-share#1"),
        ("capacity:hom-mine", -5.0, "capacity:hom-mine#1 at -5, -5 t ore/yr is negative"),
        ("demand:motors-hom", 1e15, "is more than can be calculated with"),
        ("costs:hom-mining", 1e-300, "is less than can be told from nothing"),
        ("capacity:hom-mine", float("nan"), "more than can be calculated with"),
    ],
)
def test_a_value_that_somebody_states_keeps_to_the_bounds_of_its_column(
    fact: str, value: float, told: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        with_values(STUDY, {fact: value}, "What if", stated=True)
    assert told in str(refused.value)


def test_a_share_that_somebody_states_is_one_wherever_it_is_used() -> None:
    """No column of India's bounds what a plant must make, of which this is a part."""
    for name, value, said in (
        ("production:agreement-share-kept", 1.02, r"1\.02 is no share; give a number from 0 to 1"),
        ("facilities:diffusion-share", 130.0, "130 % is no share; give a number from 0 to 100"),
        ("facilities:diffusion-share", -1.0, "-1 % is no share"),
    ):
        with pytest.raises(InvalidInput, match=said):
            with_values(shipped.study("india"), {name: value}, "What if", stated=True)
    found = with_values(
        shipped.study("india"), {"production:agreement-share-kept": 1.0}, "What if", stated=True
    )
    assert found.evidence.quantity("production:agreement-share-kept").value == 1.0


def test_an_exchange_rate_moves_every_amount_in_its_money() -> None:
    study = with_values(STUDY, {"economy:rupees-per-dollar": 50.0}, "What if")
    assert number(STUDY, "facilities", 0, "operating_cost") == pytest.approx(1000.0)
    assert number(study, "facilities", 0, "operating_cost") == pytest.approx(2000.0)
    assert number(study, "facilities", 3, "operating_cost") == pytest.approx(2000.0)


def test_matter_is_not_made() -> None:
    with pytest.raises(InvalidInput, match="chain/"):
        with_values(STUDY, {"chemistry:magnet-content": 0.9}, "What if")


def test_unknown_names_are_refused() -> None:
    with pytest.raises(InvalidInput, match="capacity:hom-mines"):
        with_values(STUDY, {"capacity:hom-mines": 1.0}, "What if")


def two_oxides(folder: Path, wholes: str) -> Study:
    """The toy with ore that is nothing but two oxides: 0.625 of NdPr and 0.375 of Ce."""
    study = shutil.copytree(STUDY.path, folder / "study")
    for file, more in (
        ("chain/groups.csv", "Ce,Cerium,CeO2,oxide\n"),
        ("chain/contents.csv", "ore,Ce,{chemistry:ore-ce},,,\n"),
        (
            "evidence/chemistry.csv",
            "chemistry:ore-ce#1,cerium in the ore,ore,,value,0.375,,,t oxide/t ore,toy/invented,A,"
            "Invented.\n",
        ),
        ("study.yaml", wholes),
    ):
        path = study / file
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return load_study(study)


def test_shares_of_a_whole_give_way_to_one_another(tmp_path: Path) -> None:
    """Ore with 0.65 of NdPr cannot hold 0.375 of Ce besides: there is 0.35 left for it."""
    moved = {"chemistry:ore-content": 0.65}
    apart = two_oxides(tmp_path / "apart", "")
    with pytest.raises(InvalidInput, match=r"a tonne of ore holds 1\.025 t of its groups in all"):
        with_values(apart, moved, "What if")
    shares = 'wholes: [{name: ore, facts: ["chemistry:ore-*"]}]\n'
    study = with_values(two_oxides(tmp_path / "whole", shares), moved, "What if")
    assert number(study, "contents", 0, "content") == 0.65
    assert number(study, "contents", 3, "content") == pytest.approx(0.35)
    assert "gives way to a share" in study.evidence.quantity("chemistry:ore-ce").rule


def test_shares_moved_together_displace_only_the_others(tmp_path: Path) -> None:
    shares = 'wholes: [{name: ore, facts: ["chemistry:ore-*"]}]\n'
    both = {"chemistry:ore-content": 0.6, "chemistry:ore-ce": 0.3}
    study = with_values(two_oxides(tmp_path, shares), both, "What if")
    assert number(study, "contents", 0, "content") == 0.6
    assert number(study, "contents", 3, "content") == 0.3


def test_an_assumed_range_ends_at_the_bounds_of_its_column() -> None:
    """A ramp of all of the nameplate, twenty per cent up or down as grade C has it."""
    ramp = shipped.study("toy").numbers.resolved_cells()["chain/ramps.csv", 2, "share", "1"]
    assert ramp.assumed
    assert (ramp.low, ramp.value, ramp.high) == (0.8, 1.0, 1.0)
