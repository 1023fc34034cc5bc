"""The table-top exercise in the studio: the page keeps the game, the server plays it."""

import json
import re
import shutil
import time
from html import unescape
from pathlib import Path

import pytest

from monazite.brief.sentences.exercise import NO_TEAM
from monazite.core.errors import InvalidInput
from monazite.runs.disruptions.saved_games import saved_game
from monazite.studio.asked import PartAsked
from monazite.studio.gaming import begun
from monazite.studio.room import Room
from monazite.studio.state import State
from monazite.studio.views import part

from .. import shipped

STATE = State(study="toy", base="both", year=2025)


@pytest.fixture(scope="module")
def room() -> Room:
    return Room("toy")


def asked(room: Room, **given: str) -> str:
    return part(room, PartAsked(state=STATE, part="exercise", given=given)).html


def kept(html: str) -> str:
    found = re.search(r'name="game" value="([^"]*)"', html)
    assert found
    return unescape(found[1])


def test_a_game_played_in_turns_is_the_game_of_the_shell(room: Room) -> None:
    html = asked(room, begin="yes", months="4", seed="3")
    for at in range(4):
        moves = {"move.release": "50", "move.serve": "1"} if at == 1 else {}
        began = time.perf_counter()
        html = asked(room, game=kept(html), turn="yes", **moves)
        assert time.perf_counter() - began < 2.0
    game = shipped.handle("toy").exercise("both", year=2025, months=4, seed=3)
    for at in range(4):
        game.turn([("release", 0.5), ("serve", 1.0)] if at == 1 else [])
    assert "Debrief" in html
    said = unescape(html).replace("\u00a0", " ")
    assert all(f"What came: {one}." in said for one in game.shocks())
    assert "No move could have saved anything." in said
    saved = kept(html)
    assert saved_game(saved).moves == tuple(game.moves)
    again = asked(room, game=saved)
    assert again == html, "a saved game opens as it ended"


def test_boxes_are_those_of_moves_that_can_do_anything(room: Room) -> None:
    html = asked(room, begin="yes", months="2", seed="3")
    assert "move.order" in html
    assert "move.release" not in html, "the public holds nothing under this strategy"
    sells = Room("indonesia")
    state = State(study="indonesia", base="ban-2014", year=2017)
    given = {"begin": "yes", "months": "2", "stop": "idn_morowali_1 for 2 months"}
    told = part(sells, PartAsked(state=state, part="exercise", given=given)).html
    assert NO_TEAM in told
    assert "move." not in told


def test_a_game_on_a_study_that_changed_is_not_played_on_the_older_plan(tmp_path: Path) -> None:
    """The case says nothing of facts as they are written; only the state of the study does."""
    folder = tmp_path / "own"
    shutil.copytree(shipped.folder("toy"), folder)
    first = Room(str(folder))
    before = begun(first, first.understood(STATE)[0], 2025, 3, 3)
    with (folder / "study.yaml").open("a", encoding="utf-8") as changed:
        changed.write("\n# Changed.\n")
    room = Room(str(folder))
    after = begun(room, room.understood(STATE)[0], 2025, 3, 3)
    assert after.game.run.solution.study.data_hash == room.study.data_hash
    assert before.game.run.solution.study.data_hash != room.study.data_hash


def test_what_is_left_to_the_rules_is_played_to_the_end(room: Room) -> None:
    html = asked(room, game=kept(asked(room, begin="yes", months="3", seed="3")), rest="yes")
    assert "Nobody moved." in html


def test_the_best_play_that_was_found_is_listed(room: Room) -> None:
    html = asked(room, game=kept(asked(room, begin="yes", months="12", seed="3")), rest="yes")
    game = shipped.handle("toy").exercise("both", year=2025, months=12, seed=3)
    while not game.over:
        game.turn()
    table = unescape(html).split("The best play that was found, in which")[1]
    best = [(one.first, one.last, one.team, f"{one.action} ") for one in game.best()]
    assert best
    assert all(cell in table.replace("\u00a0", " ") for row in best for cell in row)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"begin": "yes", "months": "0"}, "0 months"),
        ({"begin": "yes", "months": "many"}, "whole number"),
        ({"game": "{"}, "no saved game"),
        ({"begin": "yes", "months": "2", "turn": "yes", "move.release": "120"}, "1.2 is not"),
        ({"begin": "yes", "months": "2", "turn": "yes", "move.release": "x"}, "no number"),
    ],
)
def test_what_cannot_be_played_is_told(room: Room, given: dict[str, str], told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        asked(room, **given)


def test_a_game_of_other_data_is_refused(room: Room) -> None:
    game = json.loads(kept(asked(room, begin="yes", months="2", seed="3")))
    with pytest.raises(InvalidInput, match="other data"):
        asked(room, game=json.dumps(game | {"data_hash": "0"}))
