"""`monazite hindcast`."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from monazite.core.numerals import beside

from .. import shipped
from ..api.copies import FLOOR, copied
from ..hold import write_hold

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


@pytest.fixture(scope="module")
def hold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the toy study with an episode that is played by hand elsewhere."""
    return write_hold(shutil.copytree(shipped.folder("toy"), tmp_path_factory.mktemp("h") / "toy"))


def test_an_episode_is_played_month_by_month(say: Say, hold: Path, tmp_path: Path) -> None:
    said = say("hindcast", hold, "--months")
    assert said.code == 0
    assert said.lines[0].startswith("Toy chain: The hold of 2024, month by month")
    may = next(line for line in said.lines if re.match("Farland to home +2024-05 ", line))
    assert may.split()[-3:] == ["-16.7", "%", "missed"]
    assert "Price: nothing to score; beside it 1 untestable." in said.lines
    assert "Price, 2024-04: A play has no price." in said.lines
    page, table = tmp_path / "hold.md", tmp_path / "hold.csv"
    for file in (page, table):
        assert say("hindcast", hold, "--months", "--episode", "hold", "-o", file).out == ""
    assert page.read_text("utf-8").startswith("# The hold of 2024, month by month\n")
    assert table.read_text("utf-8").splitlines()[1].startswith("hold,march,Farland to home,")
    (episode,) = json.loads(say("hindcast", hold, "--months", "--json").out)["episodes"]
    assert [one["verdict"] for one in episode["compared"]].count("untestable") == 3
    assert [one["measure"] for one in episode["scores"]] == ["quantity", "price"]
    assert len(episode["months"]) == 18


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--months",), "chain/episodes.csv: the study has no past episode to play; add the table"),
        (("--episode", "hold"), "--episode: an episode is played month by month; add --months."),
        (("halt", "--months"), "--months: an episode names the strategy it is played on"),
        (("--months", "--draws", 3), "--draws: no forecast is made with --months; leave it out."),
        (("--months", "--score", "a.csv"), "--score: no forecast is made with --months"),
        (("--months", "-o", "hold.xlsx"), "end the name in .md, .json, .csv or .txt"),
    ],
)
def test_a_wrong_question_about_months_is_refused(
    say: Say, words: tuple[object, ...], text: str
) -> None:
    said = say("hindcast", "toy", *words)
    assert said.code == 1
    assert text in said.err


def test_an_episode_without_a_plan_says_so(say: Say, tmp_path: Path) -> None:
    """The strategy it is played on may have no plan, which ends the command with code 2."""
    study = write_hold(copied(tmp_path, *FLOOR).study.path)
    table = study / "chain" / "episodes.csv"
    table.write_text(table.read_text("utf-8").replace("as-now", "torn"), "utf-8")
    said = say("hindcast", study, "--months")
    assert said.code == 2
    assert "torn: its rules contradict each other" in said.err
