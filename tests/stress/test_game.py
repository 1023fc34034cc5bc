"""The table-top game: moves change what rules would do, and nobody beats one who knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stress.chains import lane_alone, stop

from monazite.core.errors import InvalidInput
from monazite.runs.disruptions.exercise import Exercise, exercise
from monazite.runs.disruptions.saved_games import saved_game
from monazite.stress import ACTIONS, Move, System, best_lost, best_play, open_to, recorded, replayed

from .. import shipped

SYSTEM = lane_alone(stock=5.0, public=12.0, delay=2.0, spare=4.0, catch_up=0.2, waits=0.5)
SHOCK = stop(length=5)


@pytest.fixture
def game() -> Exercise:
    return exercise(shipped.handle("toy").run("both"), year=2025)


def test_without_moves_the_rules_play() -> None:
    found, rules = replayed(SYSTEM, SHOCK, ()), recorded(SYSTEM, SHOCK)
    assert found.lost == pytest.approx(float(rules.lost.sum()))
    np.testing.assert_allclose(found.record.short, rules.short)


def test_only_what_can_do_anything_is_open_to_teams() -> None:
    """Of a stockpile nobody holds, exports nobody plans and suppliers who have no more, nothing."""

    def names(system: System) -> list[str]:
        return [one.name for one in open_to(system)]

    assert names(SYSTEM) == ["release", "serve", "order", "send"]
    assert names(SYSTEM._replace(public=np.zeros(1))) == ["order", "send"]
    assert names(SYSTEM._replace(lane_spare=0.0 * SYSTEM.lane_spare)) == ["release", "serve"]
    exporting = SYSTEM._replace(public=np.zeros(1), export=np.ones_like(SYSTEM.export))
    assert names(exporting) == ["hold", "order", "send"]
    idle = (("release", 1.0), ("serve", 1.0), ("hold", 1.0))
    bare = SYSTEM._replace(public=np.zeros(1))
    for action, value in idle:
        moved = replayed(bare, SHOCK, [Move(month, action, value) for month in range(6)])
        assert moved.lost == replayed(bare, SHOCK, ()).lost


def test_a_stockpile_is_held_back_for_a_month() -> None:
    # 5 t are short in March at first, all of which the stockpile would fill.
    found = replayed(SYSTEM, SHOCK, [Move(2, "release", 0.0)])
    assert found.record.public[0, 2] == 12.0
    assert found.record.short[0, 2] == 5.0


def test_what_is_ordered_comes_after_the_delay() -> None:
    found = replayed(SYSTEM, np.zeros((1, 12)), [Move(1, "order", 1.0)])
    assert found.record.stock[0].tolist() == [5, 5, 5, 9, *[9] * 8]
    assert found.ordered[0] == 4.0


def test_what_is_sent_at_once_is_only_what_is_missing() -> None:
    calm = replayed(SYSTEM, np.zeros((1, 12)), [Move(1, "send", 1.0)])
    assert not calm.ordered.any()
    # In April 5 t are missing from private stores; the other supplier can add 4 t.
    found = replayed(SYSTEM, SHOCK, [Move(3, "send", 1.0)])
    assert found.ordered[0] == 4.0


def _move(month: int, action: str, part: float) -> Move:
    known = ACTIONS[action]
    value = known.least + part * (known.most - known.least)
    return Move(month, action, float(round(value)) if known.whole else value)


_moves = st.lists(
    st.builds(
        _move,
        st.integers(0, 11),
        st.sampled_from(sorted(ACTIONS)),
        st.floats(0.0, 1.0),
    ),
    max_size=12,
)


@given(_moves)
def test_nobody_beats_one_who_knows(moves: list[Move]) -> None:
    best = best_lost(SYSTEM, SHOCK)
    assert replayed(SYSTEM, SHOCK, moves).lost >= best - 1e-6 * max(best, 1.0)


@settings(max_examples=12)
@given(_moves)
def test_the_best_play_can_be_played_and_loses_no_more_than_the_game(
    moves: list[Move],
) -> None:
    made = list({(one.month, one.action): one for one in moves}.values())
    found = best_play(SYSTEM, SHOCK, made)
    played = replayed(SYSTEM, SHOCK, found.moves).lost
    assert found.lost == pytest.approx(played)
    assert played <= replayed(SYSTEM, SHOCK, made).lost * (1 + 1e-6)
    assert played <= replayed(SYSTEM, SHOCK, ()).lost * (1 + 1e-6)
    assert played >= best_lost(SYSTEM, SHOCK) * (1 - 1e-6)


@pytest.mark.parametrize(
    ("delay", "lost", "moves"),
    [
        # Nothing lacks before March, so that 4 t can be sent in April and in May: 5 + 6 + 6 t.
        (6.0, 1700.0, [(3, "send"), (4, "send")]),
        # Ordered in January and February 4 t come before others are called, and 4 t in each month
        # after: 5 + 16 of 30 t are there.
        (1.0, 900.0, [(0, "order"), (1, "order")]),
    ],
)
def test_the_best_play_is_that_of_the_hand_and_of_the_floor(
    delay: float, lost: float, moves: list[tuple[int, str]]
) -> None:
    system = lane_alone(stock=5.0, delay=delay, spare=4.0)
    found = best_play(system, stop(length=3))
    assert found.lost == pytest.approx(lost)
    assert [(one.month, one.action) for one in found.moves] == moves
    assert best_lost(system, stop(length=3)) == pytest.approx(lost)


def test_the_best_play_holds_the_stockpile_back_where_that_loses_less() -> None:
    """The value of the next tonne rises with what is short, so that 9 t go evenly, 3 t a month."""
    system = lane_alone(public=9.0, last_value=300.0)
    found = best_play(system, stop(length=3))
    let_go = -np.diff(replayed(system, stop(length=3), found.moves).record.public[0, 1:5])
    at_once = replayed(system, stop(length=3), ()).lost
    assert found.lost < at_once
    assert let_go == pytest.approx([3.0, 3.0, 3.0], abs=0.5)


@pytest.mark.parametrize("moves", [[("order", "much")], "order", [("order",)], [("order", 1, 2)]])
def test_what_is_no_move_is_told_and_plays_no_month(game: Exercise, moves: Any) -> None:
    with pytest.raises(InvalidInput, match=r"^moves: "):
        game.turn(moves)
    assert (game.game.at, game.moves) == (0, [])


def test_a_game_is_saved_and_played_again(game: Exercise, tmp_path: Path) -> None:
    game.turn([("release", 1.0)])
    game.turn()
    game.turn([("order", 1.0)])
    path = game.save(tmp_path / "game.json")
    saved = saved_game(path.read_text("utf-8"))
    assert saved == game.saved()
    again = exercise(shipped.handle("toy").run("both"), year=saved.year, seed=saved.seed)
    again.replay(saved)
    assert again.month == game.month == "2025-04"
    while not game.over:
        game.turn()
        again.turn()
    assert again.debrief() == game.debrief()
    found = game.debrief()
    assert found.least <= found.lost < found.by_rule
    mattered = game.mattered()
    assert (mattered[0].action, mattered[0].team) == ("order", "makers")
    assert mattered[0].saved == pytest.approx(found.by_rule - found.lost)
    assert found.least <= found.best < found.lost


def test_what_is_told_of_the_best_play_can_be_played(game: Exercise) -> None:
    """Month by month as the debrief has it, the same game comes to what it says."""
    while not game.over:
        game.turn()
    again = exercise(shipped.handle("toy").run("both"), year=2025)
    best = game.best()
    while not again.over:
        again.turn((one.action, one.value) for one in best if one.first <= again.month <= one.last)
    assert again.debrief().lost == pytest.approx(game.debrief().best)
    assert game.debrief().best < game.debrief().by_rule
    assert len(best) < game.game.months, "moves that last are told as one"


def test_the_best_play_is_a_secret_until_the_end(game: Exercise) -> None:
    with pytest.raises(InvalidInput, match="the game has months left"):
        game.best()


def test_an_action_is_said_once_in_a_month(game: Exercise) -> None:
    with pytest.raises(InvalidInput, match="release: it is said twice in a month"):
        game.turn([("release", 0.1), ("release", 0.9)])
    assert (game.game.at, game.moves) == (0, [])


def test_no_month_is_played_behind_the_last(game: Exercise) -> None:
    while not game.over:
        game.turn()
    with pytest.raises(InvalidInput, match="all months of the game are played"):
        game.turn()


@pytest.mark.parametrize(
    "changed",
    [
        {"played": 9},
        {"played": -1},
        {"seed": -1},
        {"year": float("inf")},
        {"world": 5},
        {"strategy": ["a"]},
        {"moves": [{"month": 7, "action": "order", "value": 1.0}]},
        {"moves": [{"month": 0, "action": "fly", "value": 1.0}]},
    ],
)
def test_a_file_that_is_no_game_is_refused(game: Exercise, changed: dict[str, object]) -> None:
    game.turn()
    document = {**game.as_document(), "months": 6, **changed}
    with pytest.raises(InvalidInput):
        saved_game(json.dumps(document))


def test_the_shock_is_hidden_until_the_end(game: Exercise) -> None:
    with pytest.raises(InvalidInput, match="the game has months left from 2025-01 on"):
        game.shocks()
    while not game.over:
        game.turn()
    assert game.shocks() == ["Farland stops magnets, 2025-08 to 2025-12, 84 %"]
    assert any("Farland sent 84 % less than usual." in line for line in game.news())


def test_another_seed_is_another_shock() -> None:
    run = shipped.handle("toy").run("both")
    draws = {exercise(run, year=2025, seed=seed).depth.tobytes() for seed in range(4)}
    assert len(draws) == 4


@pytest.mark.parametrize("move", [("release", 2.0), ("serve", 0.0), ("sell", 1.0)])
def test_wrong_moves_are_refused_and_cost_no_month(game: Exercise, move: tuple[str, float]) -> None:
    with pytest.raises(InvalidInput):
        game.turn([move])
    assert game.month == "2025-01"
