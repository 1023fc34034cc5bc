"""A result outside what the study's own facts say of it is told, in words and as records."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from monazite.api import StudyHandle, load
from monazite.brief.content import brief_content
from monazite.brief.sentences.out_of_range import warns_of_out_of_range
from monazite.cases.draws import drawn_inputs
from monazite.cli import main
from monazite.core.errors import InvalidInput
from monazite.findings.evidence import facts_used, out_of_range
from monazite.studio.asked import WarningsAsked
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.warning import warnings

from .. import shipped

HEAD = "expectation,title,kind,material,region,year,expected,source_id,grade,note\n"
MADE = "made,Output of magnets at home,output,magnet,HOM,2026,{capacity:hom-magnets},,,\n"
GUESSED = "guessed,Price of magnets at home,price,magnet,HOM,2025,1,toy/invented,C,Invented.\n"
PAST = "past,Output of magnets at home,output,magnet,HOM,2010,1,toy/invented,C,Invented.\n"
SAYS = (
    "in 2026 the output of magnets at home comes out at 60 under “both”, outside the 18 to 22 "
    "t magnet/yr that the study's own evidence gives (capacity:hom-magnets#1, firm)"
)


def with_expectations(tmp_path: Path, *rows: str) -> Path:
    folder = tmp_path / "toy"
    shutil.copytree(shipped.folder("toy"), folder)
    (folder / "chain" / "expectations.csv").write_text(HEAD + "".join(rows), "utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return with_expectations(tmp_path, MADE)


@pytest.fixture
def toy(folder: Path) -> StudyHandle:
    return load(folder)


def test_a_plan_within_the_range_is_not_told(toy: StudyHandle) -> None:
    assert out_of_range(toy.run(toy.baseline).solution) == []
    assert out_of_range(shipped.handle("toy").run("both").solution) == []


def test_a_result_outside_the_range_is_told_with_it(toy: StudyHandle) -> None:
    (row,) = toy.run("both").records.out_of_range()
    assert (row.expectation, row.year, row.unit) == ("made", 2026, "t magnet/yr")
    assert (row.low, row.expected, row.high) == (18.0, 20.0, 22.0)
    assert row.modelled == pytest.approx(60.0)
    assert not row.assumed
    plans = {name: toy.run(name).solution for name in ("as-now", "both")}
    (problem,) = warns_of_out_of_range(plans)
    assert problem.message == SAYS


@pytest.mark.parametrize("year", [2010, 2099])
def test_what_is_expected_of_a_year_the_study_does_not_report_is_refused(
    tmp_path: Path, year: int
) -> None:
    with pytest.raises(InvalidInput, match=rf"{year} is no year of the study.*from 2024 to 2026"):
        load(with_expectations(tmp_path, PAST.replace("2010", str(year))))


def test_what_is_expected_without_a_fact_is_told_by_its_grade(tmp_path: Path) -> None:
    row = "made,Output of magnets at home,output,magnet,HOM,2026,30,toy/invented,B,Invented.\n"
    toy = load(with_expectations(tmp_path, row))
    (problem,) = warns_of_out_of_range({"both": toy.run("both").solution})
    assert "own evidence gives (" in problem.message
    assert "(," not in problem.message


@pytest.mark.parametrize(("expected", "told"), [("54.3", False), ("53", True)])
def test_what_lies_beside_an_end_by_less_than_it_is_known_to_is_not_told(
    tmp_path: Path, expected: str, told: bool
) -> None:
    """Home makes 60 t; ends of 59.7 and of 58.3 t are a half and three hundredths below."""
    about = "made,Output of magnets at home,output,magnet,HOM,2026"
    row = f"{about},{expected},toy/invented,B,Invented.\n"
    found = out_of_range(load(with_expectations(tmp_path, row)).run("both").solution)
    assert bool(found) is told


def test_plans_are_told_together_and_an_assumed_range_is_said(tmp_path: Path) -> None:
    toy = load(with_expectations(tmp_path, GUESSED))
    plans = {name: toy.run(name).solution for name in ("as-now", "halt", "both")}
    (problem,) = warns_of_out_of_range(plans)
    assert problem.message.count(" under ") == len(
        {round(plan.price("magnet", "HOM")[1], 2) for plan in plans.values()}
    )
    assert problem.message.endswith("thin, its range assumed)")
    assert "USD/kg magnet" in problem.message


def test_shell_brief_and_studio_tell_it(
    folder: Path, toy: StudyHandle, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(folder), "as-now", "both"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert printed.count(f"I{SAYS[1:]}") == 1
    assert main(["run", str(folder), "both", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["strategies"]["both"]["out_of_range"]
    assert row["facts"] == ["capacity:hom-magnets#1"]
    fact = toy.study.fact_titles["capacity:hom-magnets"]
    titled = SAYS.replace("“both”", "“Halt and build”").replace("capacity:hom-magnets#1", fact)
    run, made = toy.run("both"), datetime(2026, 1, 1, tzinfo=UTC)
    content = brief_content(toy.study, [run], "as-now", created=made, software="test")
    assert any(titled in warning for warning in content.warnings)
    asked = WarningsAsked(state=State(study=str(folder), base="both"), mend=False)
    assert any(titled == one.text for one in warnings(Room(str(folder)), asked).warnings)


def test_nothing_of_a_plan_rests_on_what_is_expected(toy: StudyHandle) -> None:
    """No parameter, no draw; the facts stand among those that are used."""
    own, plain = toy.worker.base.parameters, shipped.parameters("toy")
    for name, array in plain.arrays.items():
        assert np.array_equal(array.values, own[name].values, equal_nan=True), name
    drawn = [one.name for one in drawn_inputs(toy.study)]
    assert drawn == [one.name for one in drawn_inputs(shipped.study("toy"))]
    users = {row.fact_id: row.used_by for row in facts_used(toy.run("both").solution)}
    assert "expectation" in users["capacity:hom-magnets#1"]
