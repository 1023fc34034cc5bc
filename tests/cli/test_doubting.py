"""`monazite sensitivity` and the bottlenecks of `monazite explain`."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monazite.cli.doubting import _left_out

Say = Callable[..., Any]


def test_doubts_are_listed_with_what_they_decide(say: Say) -> None:
    said = say("sensitivity", "toy", "build", "--year", 2026, "--most", 5)
    assert said.code == 0
    assert said.lines[0] == "Toy chain: build  world: central"
    assert "self_sufficiency.magnet in 2026: 60.0 %" in said.lines
    line = next(line for line in said.lines if line.startswith("Demand in Homeland"))
    # 60 of 90 and 60 of 110
    assert line.split()[4:10] == ["0.900", "to", "1.10", "times", "66.7", "54.5"]


def test_what_a_doubt_leaves_no_study_for_is_said_below_and_a_new_study_has_none(
    say: Say, tmp_path: Path
) -> None:
    """Ninety of a hundred pass into the next form; never more than all."""
    folder = tmp_path / "own"
    assert say("new", folder, "--chain", "ore, metal", "--mineral", "Li").code == 0
    asked = ("sensitivity", folder, "build", "--indicators", "self_sufficiency", "--all")
    said = say(*asked).out
    assert "80.0 to 98.0 %" in said
    assert "Values with which there is no study" not in said
    chemistry = folder / "evidence" / "chemistry.csv"
    chemistry.write_text(chemistry.read_text("utf-8").replace("80,98,%", "80,122,%"), "utf-8")
    said = say(*asked).out
    below = said.partition("Values with which there is no study or no plan:")[2]
    assert "– Metal recovery (chemistry): recipe 'metal' makes Li" in " ".join(below.split())


def test_json_and_csv_hold_the_same_rows(say: Say, tmp_path: Path) -> None:
    words = ("sensitivity", "toy", "build", "--year", 2026, "--most", 3)
    words = (*words, "--indicators", "self_sufficiency.magnet")
    found = json.loads(say(*words, "--json").out)
    assert (found["strategy"], found["year"], found["baseline"]) == ("build", 2026, "as-now")
    assert len(found["rows"]) == 3
    assert sum(row["share"] for row in found["rows"]) == pytest.approx(1.0)
    say(*words, "-o", tmp_path / "doubts.csv")
    rows = list(csv.DictReader((tmp_path / "doubts.csv").read_text("utf-8").splitlines()))
    assert [row["fact"] for row in rows] == [row["fact"] for row in found["rows"]]


def test_drawn_together_each_doubt_has_two_indices(say: Say) -> None:
    words = ("sensitivity", "toy", "build", "--year", 2026, "--most", 2, "-n", 8)
    words = (*words, "--indicators", "self_sufficiency.magnet", "--workers", 1, "--no-keep")
    said = say(*words)
    assert said.code == 0, said.err
    assert any("all drawn together" in line for line in said.lines)
    found = json.loads(say(*words, "--json").out)
    indices = found["indices"]["self_sufficiency.magnet"]
    assert {row["input"] for row in indices} <= {row["fact"] for row in found["rows"]}
    assert indices[0]["total"] > 0.5


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--year", 2030), "2030 is not reported"),
        (("--indicators", "nope"), "there is no indicator 'nope'"),
        (("--most", 0), "--most"),
    ],
)
def test_a_wrong_question_is_refused(say: Say, words: tuple[object, ...], text: str) -> None:
    said = say("sensitivity", "toy", "build", *words)
    assert said.code == 1
    assert text in said.err


def test_explain_shows_what_stands_behind_each_bottleneck(say: Say) -> None:
    said = say("explain", "toy", "as-now", "self_sufficiency.magnet@2026", "--next-bottlenecks")
    words = [line.split() for line in said.lines[-3:]]
    assert [line[1] for line in words] == ["Magnet", "Mining", "Separation"]
    assert [line[-1] for line in words] == ["50.0", "60.0", "100"]
    found = json.loads(
        say("explain", "toy", "as-now", "self_sufficiency.magnet@2026", "--walls", "--json").out
    )  # by its earlier name
    assert [row["step"] for row in found["next_bottlenecks"]] == [1, 2, 3]


def test_where_nothing_is_full_there_is_no_next_bottleneck(say: Say) -> None:
    said = say("explain", "toy", "as-now", "unmet_demand@2026", "--next-bottlenecks")
    assert said.lines[-1] == "No plant, permit or site at home holds it back."


def test_what_is_left_out_is_said_of_one_and_of_many() -> None:
    assert _left_out(1, listed=True) == "1 more decides next to nothing."
    assert _left_out(4, listed=True) == "4 more decide next to nothing."
    assert _left_out(4, listed=False) == "None of 4 doubts moves it."
    assert _left_out(1, listed=False) == "The doubt tried does not move it."
