"""An exercise: a plan, a hidden shock drawn by a seed, the moves of teams, and the debrief."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from monazite.core.border import told_at_the_border, verb
from monazite.core.errors import InvalidInput, Problem
from monazite.core.numerals import Coin
from monazite.core.records import Record
from monazite.core.usual import GAME_MONTHS, SEED
from monazite.core.wording import place_named, raised
from monazite.runs.disruptions.drawn_worlds import struck_in_words
from monazite.runs.disruptions.saved_games import SavedGame
from monazite.runs.disruptions.terms import DisruptionTerms
from monazite.runs.plan.coin import coin_of
from monazite.runs.run import Run
from monazite.store import write_whole
from monazite.stress import (
    ACTIONS,
    BLOCK,
    Action,
    BestPlay,
    Floats,
    Game,
    Months,
    Move,
    Plan,
    Stop,
    best_lost,
    best_play,
    check_draws,
    left_by,
    open_to,
    read_stops,
    replayed,
)

TRIED = 64
"""Blocks of scenarios looked through for one in which something happens."""


@dataclass(frozen=True)
class MoveMattered(Record):
    """What one move brought, money: the same game played again without it."""

    month: str
    team: str
    action: str
    value: float
    saved: float


@dataclass(frozen=True)
class MoveOfBest(Record):
    """A move of the best play that was found, from one month to another that is the last."""

    first: str
    last: str
    team: str
    action: str
    value: float


@dataclass(frozen=True)
class InStore(Record):
    """What of a material lies in store with users and the public, and what stores lack, t."""

    material: str
    title: str
    private: float
    public: float
    missing: float


@dataclass(frozen=True)
class Debrief(Record):
    """How a game went beside the rules alone and beside the best play that was found."""

    lost: float
    """Value lost in the game, money."""
    by_rule: float
    """What is lost where nobody moves."""
    best: float
    """What is lost in the best play that was found, with moves teams could have made."""
    least: float
    """What nobody could have come below, even by knowing the shock from the first month."""
    ordered: float
    """Tonnes that moves brought in beyond the rules."""
    undelivered: float
    """Tonnes that were ordered and that a shock kept from coming."""


@told_at_the_border
@dataclass(eq=False)
class Exercise:
    """A game under way or over."""

    run: Run = field(repr=False)
    months: Months = field(repr=False)
    seed: int
    draw: int
    """The scenario that was drawn; a secret until the debrief."""
    depth: Any = field(repr=False)
    stops: tuple[Stop, ...] = ()
    """Stops that were stated, in place of what is drawn."""
    own: tuple[Stop, ...] = ()
    """Stops of the run's world, which strike whatever is drawn; the plan is that without them."""
    moves: list[Move] = field(default_factory=list)
    game: Game = field(init=False, repr=False)
    grown: Floats = field(init=False, repr=False)
    """U, T: times of its planned need that each use wants."""

    def __post_init__(self) -> None:
        """Begin, and play what moves there are."""
        self.game = Game(self.months.system, self.depth)
        _, _, self.grown = left_by(self.months.system, self.depth)

    @property
    def coin(self) -> Coin:
        """The money sums are told in."""
        return coin_of(self.run.solution)

    @property
    def over(self) -> bool:
        """Whether all months are played."""
        return self.game.over

    @property
    def month(self) -> str:
        """The month to be played next, or the last one."""
        return self.months.month(min(self.game.at, self.game.months - 1))

    def actions(self) -> tuple[Action, ...]:
        """What teams may do that can change anything: nothing of stores where nothing is stored."""
        return open_to(self.months.system)

    def turn(self, moves: Iterable[tuple[str, float]] = ()) -> None:
        """Play a month with moves given as action and value; raises InvalidInput for wrong ones."""
        made = [Move(self.game.at, *_action_and_value(move)) for move in moves]
        _check_once(made)
        self.game.play(made)
        self.moves += made

    def news(self) -> list[str]:
        """What anyone can see of the last month played: what came and did not, who went short."""
        t = self.game.at - 1
        if t < 0:
            return ["Everything goes as planned."]
        system, found = self.months.system, []
        titles = self.months.titles
        origins = sorted({origin for _, origin in self.months.lanes})
        for origin in origins:
            rows = [row for row, (_, begins) in enumerate(self.months.lanes) if begins == origin]
            plan = system.lane_plan[rows, t].sum()
            left = (system.lane_plan[rows, t] * self.game.keep[rows, t]).sum()
            if plan > 0.0 and left < 0.995 * plan:
                part = 100.0 * (1.0 - left / plan)
                who = raised(place_named(titles.get(origin, origin)))
                found.append(f"{who} sent {part:.0f} % less than usual.")
        for p, plant in enumerate(self.months.plants):
            plan, ran = system.plant_plan[p, t], self.game.record.activity[p, t]
            if plan > 0.0 and ran < 0.9 * plan:
                found.append(f"{titles.get(plant, plant)} ran at {100.0 * ran / plan:.0f} %.")
        for use in self.months.uses:
            rows = [row for row, (of, _) in enumerate(self.months.offers) if of == use]
            short, need = (
                one[rows, t].sum() for one in (self.game.record.short, system.offer_need)
            )
            wanted = need * self.grown[self.months.uses.index(use), t]
            if wanted > 1.005 * need:
                more = 100.0 * (wanted / need - 1.0)
                found.append(f"{titles.get(use, use)} wanted {more:.0f} % more than planned.")
            if need > 0.0 and short > 0.005 * wanted:
                found.append(f"{titles.get(use, use)} went {100.0 * short / wanted:.0f} % short.")
        return found or ["Everything went as planned."]

    def stores(self) -> list[InStore]:
        """What lies in store of each material that is to be kept."""
        system, state, missing = self.months.system, self.game.state, self.game.missing
        return [
            InStore(
                material,
                self.months.titles.get(material, material),
                float(state.stock[k]),
                float(state.public[k]),
                float(missing[k]),
            )
            for k, material in enumerate(self.months.materials)
            if system.target[k] + system.public[k] > 0.0
        ]

    def debrief(self) -> Debrief:
        """Say how the game went; raises InvalidInput while it is not over."""
        self._check_over()
        system = self.months.system
        return Debrief(
            lost=self.game.lost,
            by_rule=replayed(system, self.depth, ()).lost,
            best=self._best.lost,
            least=best_lost(system, self.depth),
            ordered=float(self.game.ordered.sum()),
            undelivered=float(self.game.undelivered.sum()),
        )

    def mattered(self) -> list[MoveMattered]:
        """Say what each move brought, the most first: what is lost without it less what was."""
        self._check_over()
        found = []
        for number, move in enumerate(self.moves):
            others = [*self.moves[:number], *self.moves[number + 1 :]]
            without = replayed(self.months.system, self.depth, others).lost
            found.append(
                MoveMattered(
                    self.months.month(move.month),
                    ACTIONS[move.action].team,
                    move.action,
                    move.value,
                    without - self.game.lost,
                )
            )
        return sorted(found, key=lambda one: -one.saved)

    def best(self) -> list[MoveOfBest]:
        """Say what teams do in the best play that was found, team by team as the months go.

        It knows the shock from the first month, and loses no more than the game did. Raises
        InvalidInput while the game is not over.
        """
        self._check_over()
        order = [*ACTIONS]
        spans: list[tuple[int, int, Move]] = []
        for move in sorted(self._best.moves, key=lambda one: (order.index(one.action), one.month)):
            last = spans[-1] if spans else None
            if last is not None and last[1] == move.month - 1 and _alike(last[2], move):
                spans[-1] = (last[0], move.month, move)
            else:
                spans.append((move.month, move.month, move))
        return [
            MoveOfBest(
                self.months.month(first),
                self.months.month(last),
                ACTIONS[move.action].team,
                move.action,
                move.value,
            )
            for first, last, move in spans
        ]

    @cached_property
    def _best(self) -> BestPlay:
        return best_play(self.months.system, self.depth, self.moves)

    def shocks(self) -> list[str]:
        """What the hidden shocks were; raises InvalidInput while the game is not over."""
        self._check_over()
        return struck_in_words(self.months, self.depth)

    def replay(self, saved: SavedGame) -> None:
        """Play the months of a saved game as they were played; raises InvalidInput."""
        for moves in saved.turns():
            self.turn(moves)

    def as_document(self) -> dict[str, Any]:
        """Give the game as plain data from which it can be played again."""
        return self.saved().as_document()

    def saved(self) -> SavedGame:
        """Give the game as a record from which it can be played again."""
        study, case = self.run.worker.study, self.run.case
        own_strategy = study.strategies.get(case.strategy.name) != case.strategy
        own_world = study.worlds.get(case.world.name) != case.world
        return SavedGame(
            study=self.run.solution.study.name,
            data_hash=self.run.solution.study.data_hash,
            strategy=self.run.strategy,
            world=self.run.world,
            year=self.months.first,
            months=self.game.months,
            seed=self.seed,
            stops=tuple(one.text for one in self.stops),
            played=self.game.at,
            moves=tuple(self.moves),
            own_strategy=case.strategy.as_document() if own_strategy else None,
            own_world=case.world.as_document() if own_world else None,
        )

    def save(self, path: str | Path) -> Path:
        """Write the game to a file, whole or not at all."""
        return write_whole(Path(path), (json.dumps(self.as_document(), indent=1) + "\n").encode())

    def _check_over(self) -> None:
        if not self.over:
            raise InvalidInput(
                Problem(
                    message=f"the game has months left from {self.month} on",
                    remedy="play them first",
                )
            )


def _alike(one: Move, other: Move) -> bool:
    """Whether two moves do the same in their months."""
    return (one.action, one.value) == (other.action, other.value)


def _check_once(made: Sequence[Move]) -> None:
    """Refuse an action that is said twice in a month, since nobody knows which is meant."""
    said = [one.action for one in made]
    if twice := next((one for one in said if said.count(one) > 1), None):
        raise InvalidInput(
            Problem(
                field=twice,
                message="it is said twice in a month",
                remedy="say each action once",
            )
        )


def _action_and_value(move: Any) -> tuple[str, float]:
    """Take a move apart that somebody may have written otherwise; raises InvalidInput."""
    try:
        action, value = move
        return str(action), float(value)
    except (TypeError, ValueError):
        raise InvalidInput(
            Problem(
                field="moves",
                message=f"{move!r} is no move",
                remedy="give an action and a number, such as ('release', 0.5)",
            )
        ) from None


@verb
def exercise(
    run: Run,
    *,
    year: int | None = None,
    months: int = GAME_MONTHS,
    seed: int = SEED,
    stops: Stop | str | Sequence[Stop | str] = (),
) -> Exercise:
    """Begin a game under the first scenario of a seed in which rules alone lose a dollar or more.

    Stops that are stated come in place of what is drawn; those of the run's world come as well.
    Raises InvalidInput for a study without shocks where none is stated, or numbers out of range.
    """
    check_draws(1, seed)
    stated = read_stops(stops)
    happens = DisruptionTerms(stops=stated).in_months_of(run, year, months)
    found, plan, worth = happens.months, happens.plan, coin_of(run.solution).dollar
    for draw, depth in _scenarios(plan, seed):
        if replayed(found.system, depth, ()).lost >= worth:
            return Exercise(run, found, seed, draw, depth, stated, happens.own)
    more = "state a longer stop" if stated else "write more frequent shocks"
    raise InvalidInput(
        Problem(
            field="months",
            message="in no scenario does anybody lose anything",
            remedy=f"play more months, or {more}",
        )
    )


def _scenarios(plan: Plan, seed: int) -> Iterator[tuple[int, Floats]]:
    """Scenarios in which something happens, with their numbers; one where all are the same."""
    for block in range(TRIED):
        depths = plan.depths(seed, block, BLOCK if plan.by_chance else 1)
        for row in np.flatnonzero(depths.any(axis=(1, 2))):
            yield block * BLOCK + int(row), np.ascontiguousarray(depths[row])
        if not plan.by_chance:
            return
