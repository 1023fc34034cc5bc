"""A game as a file keeps it, from which it can be played again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from monazite.core.errors import InvalidInput, Problem
from monazite.strategy import Strategy, World
from monazite.stress import Move, read_stop

__all__ = ["SavedGame", "saved_game"]


@dataclass(frozen=True)
class SavedGame:
    """What was played, on which data, under which scenario, and every move of it."""

    study: str
    data_hash: str
    strategy: str
    world: str
    year: int
    months: int
    seed: int
    stops: tuple[str, ...]
    """Stops that were stated, in the words they are read from."""
    played: int
    """How many of the months were played."""
    moves: tuple[Move, ...]
    own_strategy: Mapping[str, Any] | None = None
    """The strategy as its file has it, where the study has none like it by that name."""
    own_world: Mapping[str, Any] | None = None
    """The world, likewise."""

    @property
    def brought_strategy(self) -> Strategy | None:
        """The strategy the game brings along; None where it was one of the study."""
        own = self.own_strategy
        return None if own is None else Strategy.model_validate({"name": self.strategy, **own})

    @property
    def brought_world(self) -> World | None:
        """The world the game brings along; None where it was played in one of the study."""
        own = self.own_world
        return None if own is None else World.model_validate({"name": self.world, **own})

    def as_document(self) -> dict[str, Any]:
        """Give the same as plain data, as the file holds it."""
        moves = [asdict(move) for move in self.moves]
        return {**vars(self), "stops": list(self.stops), "moves": moves}

    def turns(self) -> Iterator[list[tuple[str, float]]]:
        """Moves of each month that was played, as action and value."""
        for month in range(self.played):
            yield [(one.action, one.value) for one in self.moves if one.month == month]


def saved_game(text: str, name: str = "the file") -> SavedGame:
    """Read a saved game; raises InvalidInput, with the name of it, for what is none."""
    try:
        data = json.loads(text)
        moves = [Move(int(m["month"]), str(m["action"]), float(m["value"])) for m in data["moves"]]
        stops = [read_stop(one).text for one in data.get("stops", [])]
        words = {name: data[name] for name in ("study", "data_hash", "strategy", "world")}
        whole = {name: data[name] for name in ("year", "months", "seed", "played")}
        own = {name: data.get(name) for name in ("own_strategy", "own_world")}
        game = SavedGame(**words, **whole, stops=tuple(stops), moves=tuple(moves), **own)
        _ = game.brought_strategy, game.brought_world  # which may be none that could be
        if not _can_be(game):
            raise ValueError("fields of a game that cannot be")
    except (
        ValueError,
        KeyError,
        TypeError,
        OverflowError,
        AttributeError,
        RecursionError,
        InvalidInput,
    ) as error:
        raise InvalidInput(
            Problem(
                message=f"{name} is no saved game",
                remedy="give a file that --save wrote",
            )
        ) from error
    return game


def _can_be(game: SavedGame) -> bool:
    """Whether fields that a file may hold anything in are those of a game."""
    texts = (game.study, game.data_hash, game.strategy, game.world)
    counts = (game.year, game.months, game.seed, game.played)
    return (
        all(isinstance(one, str) for one in texts)
        and all(type(one) is int and one >= 0 for one in counts)
        and game.played <= game.months
        and all(0 <= move.month < game.played for move in game.moves)
    )
