"""`monazite hindcast`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Say = Callable[..., Any]


def test_a_forecast_is_written_and_scored(say: Say, tmp_path: Path) -> None:
    file, came = tmp_path / "forecast.csv", tmp_path / "came.csv"
    said = say("hindcast", "toy", "as-now", "halt", "--draws", 2, "-o", file)
    assert (said.code, said.out) == (0, "")
    came.write_text("series,year,value,unit\nmagnet_imports,2025,70,t magnet/yr\n", "utf-8")
    words = ("hindcast", "toy", "--score", file, "--observed", came)
    said = say(*words, "--strategy", "halt")
    assert said.code == 0
    assert said.lines[0] == "Toy chain: how near the forecast came, halt"
    model = next(line for line in said.lines if line.startswith("the model"))
    assert model.split()[2] == "0"
    found = json.loads(say(*words, "--strategy", "as-now", "--json").out)
    # 80 for 70, where the past moved by 3
    assert found["scores"][0]["scaled_error"] == pytest.approx(10 / 3)
    assert say(*words).code == 1


def test_without_a_file_the_forecast_is_shown(say: Say) -> None:
    said = say("hindcast", "toy", "halt", "--draws", 2)
    assert "halt: Magnets from Farland, t magnet/yr" in said.lines
    found = json.loads(say("hindcast", "toy", "halt", "--draws", 2, "--json").out)
    assert {row["strategy"] for row in found["rows"]} == {"", "halt"}


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--score", "a.csv"), "--observed"),
        (("--observed", "a.csv"), "name a forecast with --score"),
        (("halt", "--score", "a.csv", "--observed", "b.csv"), "name the one that came to pass"),
        (("--score", "a.csv", "--observed", "b.csv"), "there is no such file"),
        (("halt", "-o", "forecast.json"), "end the name in .csv"),
        (("bild",), "there is no strategy 'bild'"),
    ],
)
def test_a_wrong_question_is_refused(say: Say, words: tuple[object, ...], text: str) -> None:
    said = say("hindcast", "toy", *words)
    assert said.code == 1
    assert text in said.err
