"""A table-top game of months on what a visitor chose, played from what the page keeps of it.

The server keeps no game: a page sends the whole of it, as it stands in a saved file, with each
turn, and it is played again from its seed. Only the hidden scenario is remembered, since looking
for it takes longest.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from monazite.core.errors import InvalidInput, Problem
from monazite.runs.disruptions.exercise import Exercise, exercise
from monazite.runs.disruptions.saved_games import SavedGame, saved_game
from monazite.studio.room import Room
from monazite.studio.state import State

__all__ = ["GameInPlay", "begun", "resumed"]

STATE = "state"
"""What a game of the studio holds besides, so that it finds the strategy and world again."""
KEPT_AT_MOST = 8
"""Scenarios that are remembered, the latest begun; each holds a solved plan."""

MONTHS_AT_MOST = 36
"""Months of the longest game: more than a room plays, and each is played again with every turn."""

Scenario = tuple[str, str, int, int, int, tuple[str, ...]]
"""State of the study, case, year, months, seed, stops: all a hidden scenario follows from."""

_found: OrderedDict[Scenario, Exercise] = OrderedDict()


@dataclass(frozen=True)
class GameInPlay:
    """A game with the state it is played on, and what was seen of each month."""

    game: Exercise
    state: State
    news: list[tuple[str, list[str]]]

    @property
    def text(self) -> str:
        """The game as it is saved."""
        whole = {**self.game.as_document(), STATE: self.state.model_dump(mode="json")}
        return json.dumps(whole, indent=1) + "\n"

    def turn(self, moves: Iterable[tuple[str, float]]) -> None:
        """Play a month; raises InvalidInput for moves that cannot be made."""
        month = self.game.month
        self.game.turn(moves)
        self.news.append((month, self.game.news()))


def begun(
    room: Room, state: State, year: int, months: int, seed: int, stops: Sequence[str] = ()
) -> GameInPlay:
    """Begin a game; raises InvalidInput where there is none to be played."""
    run = room.run(state)
    key = (room.study.data_hash, run.case.hash, year, months, seed, tuple(stops))
    known = _found.get(key)
    if known is None:
        if not 1 <= months <= MONTHS_AT_MOST:
            raise InvalidInput(
                Problem(
                    field="months",
                    message=f"a game of {months} months is not played here",
                    remedy=f"give 1 to {MONTHS_AT_MOST}",
                )
            )
        known = exercise(run, year=year, months=months, seed=seed, stops=stops)
        _found[key] = known
        while len(_found) > KEPT_AT_MOST:
            _found.popitem(last=False)
    fresh = Exercise(known.run, known.months, known.seed, known.draw, known.depth, known.stops)
    return GameInPlay(fresh, state, [])


def resumed(room: Room, state: State, text: str) -> GameInPlay:
    """Play a saved game as far as it went; raises InvalidInput for what is none of this study."""
    saved = saved_game(text)
    if saved.data_hash != room.study.data_hash:
        raise InvalidInput(
            Problem(
                field="game",
                message=f"the game was played on other data than those of '{room.study.name}'",
                remedy="open the study as it was then",
            )
        )
    on = _state(room, state, saved, text)
    played = begun(room, on, saved.year, saved.months, saved.seed, saved.stops)
    for moves in saved.turns():
        played.turn(moves)
    return played


def _state(room: Room, state: State, saved: SavedGame, text: str) -> State:
    """The state a game is played on: its own, or that of the strategy and world it names."""
    told = json.loads(text).get(STATE)
    try:
        given = {"base": saved.strategy, "world": saved.world}
        found = State.model_validate(told or {"study": room.study.name, **given})
    except ValidationError as error:
        raise InvalidInput(
            Problem(
                field=STATE,
                message="what the game is played on cannot be read",
                remedy="give a file as the studio or --save wrote it",
            )
        ) from error
    found, ignored = room.understood(found.model_copy(update={"study": room.study.name}))
    if ignored:
        raise InvalidInput(
            Problem(message=one, remedy="give a game of this study") for one in ignored
        )
    return found
