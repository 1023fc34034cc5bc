"""A table-top game on the months of a disruption: teams move monthly under a shock nobody knows.

A move changes what the rules would do in one month, and nothing else: the same step plays the
month. So a game is its seed and its moves, and can be played again with one of them left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from monazite.core.errors import InvalidInput, Problem, check_name
from monazite.stress.engine import Play, left_by, write_down
from monazite.stress.foresight import least_lost
from monazite.stress.month import ready
from monazite.stress.state import Record, State, blank_record
from monazite.stress.system import TIERS, TINY, Floats, System, laid_out, lane_material


@dataclass(frozen=True)
class Action:
    """Something a team may do in a month."""

    name: str
    team: str
    says: str
    least: float
    most: float
    whole: bool = False
    """Whether nothing lies between two whole numbers."""


ACTIONS: Mapping[str, Action] = {
    action.name: action
    for action in (
        Action("release", "ministry", "part of the stockpile that may at most be let go", 0.0, 1.0),
        Action(
            "serve", "ministry", "last tier of uses the stockpile serves", 1.0, float(TIERS), True
        ),
        Action("hold", "state producer", "part of this month's exports kept at home", 0.0, 1.0),
        Action("order", "makers", "part of what others can add, ordered without waiting", 0.0, 1.0),
        Action("send", "partner", "part of what others can add, sent at once", 0.0, 1.0),
    )
}
"""All that may be done, by name."""


def open_to(system: System) -> tuple[Action, ...]:
    """Give the actions that can do anything in the months of a system.

    Where the public holds nothing there is nothing to let go or to share out, where nothing is
    planned to leave there is nothing to keep, and where others can add nothing none can be ordered.
    """
    public, exports, spare = (
        bool((part > TINY).any()) for part in (system.public, system.export, system.lane_spare)
    )
    can = {"release": public, "serve": public, "hold": exports, "order": spare, "send": spare}
    return tuple(action for name, action in ACTIONS.items() if can[name])


@dataclass(frozen=True)
class Move:
    """What one team does in one month, counted from 0."""

    month: int
    action: str
    value: float

    def __post_init__(self) -> None:
        """Raise InvalidInput for an action nobody knows or a value out of its bounds."""
        check_name("move", self.action, ACTIONS)
        known = ACTIONS[self.action]
        if not known.least <= self.value <= known.most:
            raise InvalidInput(
                Problem(
                    field=self.action,
                    message=f"{self.value:g} is not between {known.least:g} and {known.most:g}",
                    remedy=f"give the {known.says}",
                )
            )
        if known.whole and self.value != round(self.value):
            raise InvalidInput(
                Problem(
                    field=self.action,
                    message=f"{self.value:g} is not a whole number",
                    remedy=f"give the {known.says}",
                )
            )


class Game:
    """One scenario played month by month, with moves."""

    def __init__(self, system: System, depth: Floats) -> None:
        """Take a system and the hidden scenario, J, T."""
        self.keep, _, _ = left_by(system, depth)
        found = laid_out(system)
        self._system = found._replace(
            given=found.given.copy(),
            export=found.export.copy(),
            lane_spare=found.lane_spare.copy(),
            release_rate=found.release_rate.copy(),
            release_tier=found.release_tier.copy(),
        )
        self._plain = system
        self._under_way = Play(self._system, depth[None], written_down=True)
        self.record: Record = blank_record(system)
        self.ordered = np.zeros(len(system.stock))
        """K: tonnes ordered ahead or sent at once by moves."""
        self.undelivered = np.zeros(len(system.stock))
        """K: tonnes that were ordered ahead and that a shock kept from coming."""
        self.at = 0
        """Month to be played next."""

    @property
    def state(self) -> State:
        """What is carried into the month to be played next, of the one scenario there is."""
        return State(*(part[:, 0] for part in self._under_way.state))

    @property
    def months(self) -> int:
        """How many months the game has."""
        return int(self._plain.given.shape[1])

    @property
    def over(self) -> bool:
        """Whether all months are played."""
        return self.at >= self.months

    def play(self, moves: Iterable[Move] = ()) -> None:
        """Play the next month with the moves for it; the last one closes the books."""
        system, t = self._system, self.at
        if self.over:
            raise InvalidInput(
                Problem(
                    message="all months of the game are played",
                    remedy="ask for the debrief",
                )
            )
        left = self.missing
        system.release_rate[:] = self._plain.release_rate
        system.release_tier[:] = self._plain.release_tier
        for move in moves:
            self._apply(move, left)
        self._under_way.months(t, t + 1)
        write_down(self._under_way, t, self.record)
        self.at += 1
        self.record.lost[:] = self._under_way.lost[0] if self.over else self.state.lost

    def _apply(self, move: Move, left: Floats) -> None:
        """Change what the rules would do; `left` is what is still missing, K, t."""
        system, t = self._system, self.at
        if move.action == "release":
            system.release_rate[:] = move.value
        elif move.action == "serve":
            system.release_tier[0] = round(move.value)
        elif move.action == "hold":
            system.export[:, t] *= 1.0 - move.value
        else:
            for lane, k in enumerate(lane_material(system)):
                arrives = t + (int(system.delay[k]) if move.action == "order" else 0)
                if arrives < self.months:
                    # What is sent at once can only be what is missing now.
                    most = np.inf if move.action == "order" else float(left[k])
                    part = float(ready(self.keep[lane, arrives]))
                    spare = move.value * float(system.lane_spare[lane, arrives])
                    tonnes = min(spare * part, most)
                    self.undelivered[k] += spare * (1.0 - part) if move.action == "order" else 0.0
                    # What was ordered or sent is not there a second time when it is called for.
                    system.lane_spare[lane, arrives] -= tonnes
                    system.given[k, arrives] += tonnes
                    self.ordered[k] += tonnes
                    left[k] -= 0.0 if move.action == "order" else tonnes

    @property
    def missing(self) -> Floats:
        """What stores lack of their target and users still wait for, by material, t."""
        system = self._system
        found = np.maximum(system.target - self.state.stock, 0.0)
        for k in range(len(found)):
            found[k] += self.state.waiting[system.offer_start[k] : system.offer_start[k + 1]].sum()
        return np.asarray(found)

    @property
    def lost(self) -> float:
        """Value lost so far, money."""
        return float(self.record.lost.sum())


def best_lost(system: System, depth: Floats) -> float:
    """Give a floor under what any play of a scenario, J, T, loses, money.

    It is that of one who knows the scenario and may do in every month all that teams may: what is
    ordered comes no sooner than it can, what is sent at once not before anything can be missing.
    """
    months = np.arange(depth.shape[1])
    struck = depth.any(axis=0)
    first = int(struck.argmax()) if struck.any() else len(months)
    carried = lane_material(system)
    comes = (months >= system.delay[carried, None]) | (months > first) | _lacking(system)[carried]
    free = system._replace(
        delay=0.0 * system.delay,
        release_rate=0.0 * system.delay + 1.0,
        lane_spare=comes * system.lane_spare,
    )
    return least_lost(free, depth)


def _lacking(system: System) -> npt.NDArray[np.bool_]:
    """K, T: whether anything is missing when a month begins though no shock strikes."""
    game = Game(system, np.zeros((int(system.hit_shock.max(initial=0)) + 1, system.given.shape[1])))
    found = np.zeros(system.given.shape, bool)
    while not game.over:
        found[:, game.at] = game.missing > 0.0
        game.play()
    return found


def replayed(system: System, depth: Floats, moves: Sequence[Move]) -> Game:
    """Play a whole game with its moves."""
    game = Game(system, depth)
    while not game.over:
        game.play(move for move in moves if move.month == game.at)
    return game
