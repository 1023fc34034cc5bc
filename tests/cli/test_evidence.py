"""`monazite facts` and `monazite check`: what a study rests on."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Say = Callable[..., Any]


def test_facts_show_value_range_unit_grade_and_source(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    said = say("facts", "toy", "hom-magnets")
    assert said.code == 0
    assert " ".join(said.lines[1].split()) == (
        "capacity:hom-magnets#1 20.0 (18.0-22.0) t magnet/yr 2024 Firm toy/invented "
        "Home magnet plant, Homeland"
    )
    assert said.lines[-1] == "1 fact"


def test_facts_say_in_words_what_they_are_about(
    say: Say, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In titles of the study; a share of one says that it is a plain number."""
    for width in (60, 160):
        monkeypatch.setenv("COLUMNS", str(width))
        assert "Home mine, Homeland" in " ".join(say("facts", "toy", "hom-mine").out.split())
    own = tmp_path / "own"
    assert say("new", own, "--chain", "ore, metal", "--mineral", "Li").code == 0
    assert "plain number" in say("facts", own, "elasticity").out


def test_ids_are_never_broken(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    """They stand on lines of their own where columns would break them: people copy them."""
    for width in (40, 60, 80, 100):
        monkeypatch.setenv("COLUMNS", str(width))
        words = say("facts", "toy").out.split()
        assert {"chemistry:magnet-content#1", "costs:for-magnet-making#1", "toy/invented"} <= {
            *words
        }


def test_facts_are_filtered_by_words_and_by_column(say: Say) -> None:
    assert say("facts", "toy", "--where", "use=motors", "--where", "grade=C").lines[-1] == "2 facts"
    assert say("facts", "toy", "unobtainium").lines == ["No fact matches."]
    said = say("facts", "toy", "--where", "mining")
    assert (said.code, said.out) == (1, "")
    assert "--where: 'mining' does not name a column and a value" in said.err
    said = say("facts", "toy", "--where", "colour=red")
    assert (said.code, said.out) == (1, "")
    assert "the filter 'colour' is not known" in said.err


def test_facts_as_csv_and_json(say: Say, tmp_path: Path) -> None:
    say("facts", "toy", "-o", tmp_path / "facts.csv")
    lines = (tmp_path / "facts.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("fact_id,")
    found = json.loads(say("facts", "toy", "--json").out)["facts"]
    assert len(found) == len(lines) - 1
    assert {"fact_id", "value", "low", "high", "unit", "grade", "source_id"} <= set(found[0])


def test_check_says_what_the_study_rests_on(say: Say) -> None:
    said = say("check", "toy")
    assert said.code == 0
    assert "  facts  30" in said.lines
    assert "    A  7" in said.lines
    assert said.lines[-1] == "The study is consistent."
    assert json.loads(say("check", "toy", "--json").out)["grades"]["A"] == 7


def test_check_solves_what_is_in_front_when_asked_and_lists_what_jumps(say: Say) -> None:
    assert "jumps" not in json.loads(say("check", "toy", "--json").out)
    found = json.loads(say("check", "toy", "--solve", "--json").out)["jumps"]
    columns = {"strategy", "subject", "year", "before", "after", "events"}
    assert all(set(row) >= columns for row in found)
    # nothing jumps in the baseline; what the levers of the others move is listed too
    assert {row["strategy"] for row in found} == {"halt", "build", "both"}
    unexplained = [not row["events"] for row in found]
    assert unexplained == sorted(unexplained, reverse=True)


def test_jumps_are_told_as_a_table_with_what_is_behind_them(say: Say) -> None:
    lines = [" ".join(line.split()) for line in say("check", "toy", "--solve").lines]
    head = next(line for line in lines if line.startswith("year what before after under"))
    assert head.endswith("because of")
    assert any(
        line.endswith("from one year to the next that something explains, t/yr") for line in lines
    )
    row = next(line for line in lines if line.startswith("2025 NdPr oxide, Homeland to Farland"))
    assert "halt" in row
    assert not [line for line in lines if "events [" in line or "subject" in line]


def test_check_can_be_written_as_text(say: Say, tmp_path: Path) -> None:
    say("check", "toy", "-o", tmp_path / "check.txt")
    text = (tmp_path / "check.txt").read_text("utf-8")
    assert text.endswith("The study is consistent.\n")
    assert "\x1b" not in text


def test_a_study_with_problems_has_them_all_listed(say: Say, tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text("title: Empty\n", encoding="utf-8")
    said = say("check", tmp_path)
    assert (said.code, said.out) == (1, "")
    count, *problems = said.err.splitlines()
    assert count == f"{len(problems)} problems:"
    assert any(problem.startswith("study.yaml") for problem in problems)
    assert any(problem.startswith("chain/facilities.csv") for problem in problems)


def test_levers_that_are_as_they_were_written_are_counted(say: Say, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    assert say("new", folder, "--chain", "ore, salt, cell:cells", "--mineral", "Li").code == 0
    told = say("check", folder)
    assert "5 levers are placeholders as well: give them sizes of your own" in told.out
    file = folder / "strategies" / "build.yaml"
    file.write_text(file.read_text().replace("source: own/placeholder", "source: own/mine"))
    with (folder / "sources.csv").open("a") as sources:
        sources.write("own/mine,Mine,Me,2025,,estimate\n")
    fewer = json.loads(say("check", folder, "--json").out)["placeholder_levers"]
    assert fewer == 5 - 1, "once, though what extends it has it too"
    assert json.loads(say("check", "toy", "--json").out)["placeholder_levers"] == 0
