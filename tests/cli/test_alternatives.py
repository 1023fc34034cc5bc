"""`monazite alternatives`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Say = Callable[..., Any]
ASKED = ("alternatives", "toy", "both", "--reach", "self_sufficiency.magnet", "--year", 2026)


def test_a_set_is_told_with_what_it_comes_to(say: Say) -> None:
    said = say(*ASKED)
    assert said.code == 0
    lines = [" ".join(line.split()) for line in said.lines]
    assert "Halt and build, otherwise 1" in lines
    assert "leaves out No neodymium leaves" in lines
    assert "Self-sufficiency, Magnets 2026 60.0 % 60.0 %" in lines
    data = json.loads(say(*ASKED, "--json").out)
    assert data["alternatives"][0]["keeps"] == ["Three times the magnets"]
    assert [one["indicator"] for one in data["costs"]] == [
        "to_date.public_outlay",
        "to_date.home_cost",
    ]


def test_a_set_is_written_as_a_file_that_runs_and_never_over_another(
    say: Say, tmp_path: Path
) -> None:
    said = say(*ASKED, "--save", tmp_path)
    path = tmp_path / "both-otherwise-1.yaml"
    assert f"Written: {path}" in "".join(said.out.split("\n"))
    assert say("run", "toy", path).code == 0
    assert say(*ASKED, "--save", tmp_path).code == 0
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    refused = say(*ASKED, "--save", tmp_path)
    assert refused.code == 1
    assert "a file of this name is there" in refused.err
    assert path.read_text(encoding="utf-8").endswith("# mine\n")


def test_without_another_way_the_code_is_2(say: Say) -> None:
    said = say("alternatives", "toy", "build", "--reach", "self_sufficiency.magnet")
    assert said.code == 2
    assert "No other set of levers" in said.out


def test_what_cannot_be_is_said_before_anything_is_solved(say: Say) -> None:
    assert "nothing is said that is to be reached" in say("alternatives", "toy", "both").err
    assert "cannot be written" in say(*ASKED, "--save", "/proc/x").err
