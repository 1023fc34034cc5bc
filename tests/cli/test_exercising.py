"""`monazite exercise`."""

import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from monazite.brief.sentences.exercise import NO_TEAM

from .. import shipped

OWN_WORLD = """\
title: Half as much
why: To see who goes without.
extends: central
levers:
  - kind: foreign_export_control
    title: Half of the magnets stay
    from: FOR
    to: [HOM]
    materials: [magnet]
    share_withheld: 0.5
    start: 2025-03
    end: 2025-09
    why: To see who goes without.
    source: toy/invented
"""


def test_a_game_brings_along_what_is_no_strategy_or_world_of_the_study(
    say: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, world, strategy = (tmp_path / name for name in ("game.json", "half.yaml", "mine.yaml"))
    world.write_text(OWN_WORLD)
    strategy.write_text((shipped.study("toy").path / "strategies" / "build.yaml").read_text())
    monkeypatch.setattr("sys.stdin", io.StringIO("order 1\n"))
    asked = ("--world", world, "--year", 2025, "--months", 6, "--save", path, "--json")
    said = say("exercise", "toy", strategy, *asked)
    assert said.code == 0, said.err
    first = json.loads(said.out)
    assert (first["strategy"], first["world"]) == ("mine", "half")
    world.unlink(), strategy.unlink()
    again = json.loads(say("exercise", "toy", "--replay", path, "--json").out)
    assert again == first
    saved = json.loads(path.read_text())
    saved["own_world"]["levers"] = [3]
    path.write_text(json.dumps(saved))
    refused = say("exercise", "toy", "--replay", path)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.strip().endswith("is no saved game; give a file that --save wrote.")


def test_the_shell_plays_and_replays(
    say: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "game.json"
    monkeypatch.setattr("sys.stdin", io.StringIO("release 1\nfly 1\norder 1\n"))
    said = say("exercise", "toy", "both", "--year", 2025, "--save", path)
    assert said.code == 0
    assert said.out.startswith("Toy chain: exercise on both, seed 7")
    assert "What came: Farland stops magnets, 2025-08 to 2025-12, 84 %." in said.out
    assert "there is no move 'fly'" in said.err
    assert "What each team may do in a month:" in said.err
    stores = [line for line in said.err.splitlines() if " t with users" in line]
    assert any("t still missing" in line for line in stores)
    assert not any(" 0 t still missing" in line for line in stores)
    assert all(one != other for one, other in pairwise(stores)), "what did not change is not said"
    again = json.loads(say("exercise", "toy", "--replay", path, "--json").out)
    assert again["debrief"]["lost"] < again["debrief"]["by_rule"]
    assert again["mattered"][0]["action"] == "order"
    assert "The best play that was found, in which whatever is not named is left to" in said.out
    assert again["debrief"]["best"] < again["debrief"]["lost"]
    assert {one["action"] for one in again["best"]} <= {"order", "send"}
    assert again["best"][0]["first"] == "2025-01"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{}", "game.json' is no saved game"),
        ("[", "game.json' is no saved game"),
        (100_000 * "[", "game.json' is no saved game"),
    ],
)
def test_what_is_no_game_is_refused(
    say: Callable[..., Any], tmp_path: Path, text: str, says: str
) -> None:
    path = tmp_path / "game.json"
    path.write_text(text, "utf-8")
    said = say("exercise", "toy", "both", "--replay", path)
    assert said.code == 1
    assert says in said.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("halt",), "the game was played with strategy 'both', not 'halt'"),
        (("--world", "control"), "the game was played with world 'central', not 'control'"),
        (("--year", 2024), "the game was played with year '2025', not '2024'"),
        (("--seed", 9), "the game was played with seed '7', not '9'"),
        (("--months", 3), "the game was played with months '2', not '3'"),
    ],
)
def test_a_saved_game_is_not_played_as_another(
    say: Callable[..., Any], tmp_path: Path, words: tuple[object, ...], says: str
) -> None:
    path = tmp_path / "game.json"
    assert say("exercise", "toy", "both", "--year", 2025, "--months", 2, "--save", path).code == 0
    said = say("exercise", "toy", *words, "--replay", path)
    assert (said.code, says in said.err) == (1, True)


@pytest.mark.parametrize("place", ["", ".", "/"])
def test_a_game_is_not_begun_that_cannot_be_saved(say: Callable[..., Any], place: str) -> None:
    said = say("exercise", "toy", "both", "--year", 2025, "--months", 2, "--save", place)
    assert said.code == 1
    assert "this is a folder; name a file in it." in said.err
    assert "2025-01" not in said.err


def test_a_game_is_not_saved_over_something_else(say: Callable[..., Any], tmp_path: Path) -> None:
    path, words = tmp_path / "game.json", ("exercise", "toy", "both", "--year", 2025)
    assert say(*words, "--months", 2, "--save", path).code == 0
    played = path.read_bytes()
    said = say(*words, "--months", 3, "--save", path)
    assert said.code == 1
    assert "a file of this name is there, and it says something else" in said.err
    assert say("exercise", "toy", "--replay", path, "--save", path).code == 0, "it goes on"
    assert path.read_bytes() == played


def test_a_game_is_played_against_a_stop_that_is_stated(
    say: Callable[..., Any], tmp_path: Path
) -> None:
    path, words = tmp_path / "game.json", ("exercise", "toy", "both", "--year", 2025)
    said = say(*words, "--months", 3, "--stop", "FOR for 3 months", "--save", path)
    assert said.code == 0
    assert "What came: Stop of everything from Farland, 2025-01 to 2025-03, 100 %." in said.out
    again = say("exercise", "toy", "--replay", path)
    assert again.out == said.out
    other = say("exercise", "toy", "--replay", path, "--stop", "FOR for 2 months")
    assert other.code == 1
    assert "the game was played with stops 'FOR for 3 months', not 'FOR for 2" in other.err
    assert say(*words, "--months", 2, "--stop", "FRO for 2 months").code == 1


def test_a_tier_is_a_whole_number(say: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("serve 1.5\nserve 4\n"))
    said = say("exercise", "toy", "both", "--year", 2025, "--months", 2)
    assert "serve: 1.5 is not a whole number; give the last tier of uses" in said.err
    assert "serve: 4 is not between 1 and 3; give the last tier of uses" in said.err


@pytest.mark.parametrize("saved", [True, False])
def test_ctrl_c_leaves_a_game_at_once_and_says_what_is_kept(tmp_path: Path, saved: bool) -> None:
    path = tmp_path / "game.json"
    command = [sys.executable, "-m", "monazite", "exercise", "toy", "both", "--year", "2025"]
    mine, theirs = pty.openpty()
    with (tmp_path / "said").open("w+") as said:
        playing = subprocess.Popen(
            [*command, *(("--save", str(path)) if saved else ())], stdin=theirs, stderr=said
        )
        os.write(mine, b"order 1\n")
        _wait(lambda: "2025-02" in Path(said.name).read_text("utf-8"))
        time.sleep(0.2)  # it waits for the next line
        playing.send_signal(signal.SIGINT)
        assert playing.wait(10) == 3
        words = Path(said.name).read_text("utf-8")
    assert ("--replay" in words, "Nothing is kept of it" in words) == (saved, not saved)
    assert path.exists() is saved
    if saved:
        assert json.loads(path.read_text("utf-8"))["played"] == 1


def _wait(until: Callable[[], bool]) -> None:
    for _ in range(600):
        if until():
            return
        time.sleep(0.1)
    raise AssertionError("nothing came for a minute")


def test_no_move_is_offered_that_would_do_nothing(say: Callable[..., Any]) -> None:
    """Home lays nothing by and sends nothing abroad; a country that only sells can do nothing."""
    words = ("--months", 4, "--stop")
    toy = say("exercise", "toy", "both", "--year", 2025, *words, "FOR for 4 months").err
    assert "  order 0..1" in toy
    assert "release" not in toy
    assert "such as: order 0.5, send 0.5. Empty: none." in toy
    asked = ("indonesia", "ban-2014", "--year", 2017, *words, "idn_morowali_1 for 2 months")
    assert f"{NO_TEAM}\nAn empty line plays a month." in say("exercise", *asked).err
