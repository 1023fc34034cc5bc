"""`monazite facts` and `monazite check`: what a study rests on."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Say = Callable[..., Any]


def test_facts_show_range_grade_and_silence(say: Say) -> None:
    said = say("facts", "toy")
    assert said.code == 0
    assert "1,500 (1,200-1,800)" in said.out
    assert "Thin" in said.out
    assert "undisclosed" in said.out
    assert said.out.rstrip().endswith("2 facts")


def test_facts_are_filtered_by_words_and_by_column(say: Say) -> None:
    assert "1 fact\n" in say("facts", "toy", "magnet").out
    assert say("facts", "toy", "--where", "stage=mining").out == "No fact matches.\n"
    said = say("facts", "toy", "--where", "mining")
    assert said.code == 1
    assert "--where: 'mining' does not name a column and a value" in said.err


def test_facts_as_csv_spread_their_dimensions(say: Say, tmp_path: Path) -> None:
    say("facts", "toy", "-o", tmp_path / "facts.csv")
    lines = (tmp_path / "facts.csv").read_text("utf-8").splitlines()
    assert lines[0].startswith("fact_id,stage,region,period,kind,value,low,high,unit")
    assert lines[1].startswith("plants:magnet#1,magnet,IND,FY2024-25,value,1500.0")


def test_check_says_what_the_study_rests_on(say: Say) -> None:
    said = say("check", "toy")
    assert said.code == 0
    assert [line.strip() for line in said.out.splitlines()[1:]] == [
        "facts  12",
        "grade shares",
        "A  0.500",
        "B  0.250",
        "C  0.250",
        "audit warnings  1",
        "where magnet, what no sink",
        "The study is consistent.",
    ]
    assert json.loads(say("check", "toy", "--json").out)["facts"] == 12


def test_check_can_be_written_as_text(say: Say, tmp_path: Path) -> None:
    say("check", "toy", "-o", tmp_path / "check.txt")
    text = (tmp_path / "check.txt").read_text("utf-8")
    assert text.endswith("The study is consistent.\n")
    assert "\x1b" not in text
