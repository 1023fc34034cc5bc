"""`monazite exercise`."""

import io
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest


def test_the_shell_plays_and_replays(
    say: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "game.json"
    monkeypatch.setattr("sys.stdin", io.StringIO("release 1\nfly 1\norder 1\n"))
    said = say("exercise", "toy", "both", "--year", 2025, "--save", path)
    assert said.code == 0
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
