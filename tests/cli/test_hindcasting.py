"""`monazite hindcast`."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monazite.core.numerals import beside

Say = Callable[..., Any]


def test_a_forecast_is_written_and_scored(say: Say, tmp_path: Path) -> None:
    file, came = tmp_path / "forecast.csv", tmp_path / "came.csv"
    said = say("hindcast", "toy", "as-now", "halt", "--draws", 2, "-o", file)
    assert (said.code, said.out) == (0, "")
    assert f"Wrote {file}, and its hash with the day beside it in {file}.sha256." in said.err
    assert f"monazite hindcast toy --score {file} --observed CAME.csv --strategy as-now" in said.err
    came.write_text("series,year,value,unit\nmagnet_imports,2025,70,t magnet/yr\n", "utf-8")
    words = ("hindcast", "toy", "--score", file, "--observed", came)
    said = say(*words, "--strategy", "halt")
    assert said.code == 0
    assert said.lines[0] == "Toy chain: how near the forecast came, halt"
    model = next(line for line in said.lines if line.startswith("the model"))
    assert model.split()[2] == "0"
    found = json.loads(say(*words, "--strategy", "as-now", "--json").out)
    # 80 for 70, where the past moved by 3
    untold = [line for line in said.lines if line.startswith("Price of magnets at home: 0 scored")]
    assert untold, "a series of which nothing came is one line"
    assert said.lines[said.lines.index(untold[0]) + 1] == ""
    assert found["scores"][0]["scaled_error"] == pytest.approx(10 / 3)
    assert say(*words).code == 1


def test_without_a_file_the_forecast_is_shown(say: Say) -> None:
    said = say("hindcast", "toy", "halt", "--draws", 2)
    assert said.lines[0] == "Toy chain: forecast from what was known until 2023"
    assert "halt: Magnets from Farland, t magnet/yr" in said.lines
    assert "eight tenths of 2 draws of all facts" in " ".join(said.lines)
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


def test_no_figure_shows_more_than_is_known() -> None:
    """Three figures, and what a solver leaves around zero is nothing."""
    assert [beside(value, 1.5e6) for value in (1_104_100.0, 34_454.0, 9.97e-7, None)] == [
        *("1,100,000", "34,500", "0", "–")
    ]
    assert beside(9.24e-7, 1e-6) == "0.000000924"
