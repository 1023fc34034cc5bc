"""`monazite exercise`: a table-top game of months under a shock nobody knows."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from monazite.cli.opening import Opened, Opening
from monazite.cli.options import FirstYear, Stops
from monazite.cli.output import plain_rows
from monazite.cli.pages import grid, heading
from monazite.cli.terminal import errors
from monazite.cli.wording import figure
from monazite.core.errors import InvalidInput, Problem
from monazite.core.usual import GAME_MONTHS, SEED
from monazite.core.wording import listed
from monazite.store import check_file, check_nothing_lost

if TYPE_CHECKING:
    from monazite.api import StudyHandle
    from monazite.core.numerals import Coin
    from monazite.runs.disruptions.exercise import Exercise
    from monazite.runs.disruptions.saved_games import SavedGame

__all__ = ["exercise"]

MISSING = 0.5
"""Tonnes below which nothing is said to be missing."""


def exercise(
    opening: Opening,
    strategy: Annotated[
        str,
        typer.Argument(help="Strategy whose plan is disturbed; the study's subject if left out."),
    ] = "",
    year: FirstYear = None,
    months: Annotated[
        int | None,
        typer.Option("--months", help="Months that are played.", show_default=str(GAME_MONTHS)),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", help="Draws the hidden shock.", min=0, show_default=str(SEED)),
    ] = None,
    stop: Stops = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", help="Write the game after every month.", show_default=False),
    ] = None,
    replay: Annotated[
        Path | None,
        typer.Option("--replay", help="Play a saved game again, or go on.", show_default=False),
    ] = None,
) -> None:
    """Move month by month against a hidden shock; the debrief says which moves mattered."""
    from monazite.runs.disruptions.saved_games import saved_game
    from monazite.stress import read_stops

    opened = opening.opened()
    text = "" if replay is None else _text_of(replay)
    if save is not None:
        check_file(save, outside=opened.handle.study.path)
        # A game is kept in its own file alone, which another one does not begin in.
        check_nothing_lost(save, text.encode())
    saved = None if replay is None else saved_game(text, f"'{replay}'")
    if saved is not None:
        _check_data(saved, opened.handle)
        asked = {"strategy": strategy, "world": opened.world, "year": year}
        stated = tuple(one.text for one in read_stops(stop)) if stop else None
        _check_same(saved, **asked, months=months, seed=seed, stops=stated)
        opened = _in_its_world(saved, opened)
        strategy, year = saved.strategy, saved.year
        months, seed, stop = saved.months, saved.seed, list(saved.stops)
    handle, name = opened.handle, opened.or_subject(strategy)
    played = handle.strategy((saved and saved.brought_strategy) or name)
    opened.runs([played])
    many, begins = GAME_MONTHS if months is None else months, SEED if seed is None else seed
    game = handle.exercise(
        played, opened.world, year=year, months=many, seed=begins, stops=stop or ()
    )
    if saved is not None:
        game.replay(saved)
    _table(game, save)
    title = heading(f"{handle.title}: exercise on {name}, seed {begins}", game.run.world)
    rows = plain_rows(game.mattered())
    opened.deliver(_data(game), rows, Group(title, "", *_debrief(game)))


def _data(game: Exercise) -> dict[str, object]:
    """A game that is over, and what came of it."""
    return {
        **game.as_document(),
        "draw": game.draw,
        "shocks": game.shocks(),
        "debrief": game.debrief().as_row(),
        "mattered": plain_rows(game.mattered()),
        "best": plain_rows(game.best()),
    }


def _in_its_world(saved: SavedGame, opened: Opened) -> Opened:
    """Open the study in the world of a saved game, which may bring it along."""
    handle = opened.handle
    if saved.brought_world is not None and opened.world is None:
        handle = handle.with_world(saved.brought_world)
    return replace(opened, handle=handle, world=saved.world)


def _check_data(saved: SavedGame, handle: StudyHandle) -> None:
    """Refuse to play a saved game on other data than it was played on."""
    if saved.data_hash != handle.data_hash:
        raise InvalidInput(
            Problem(
                field="--replay",
                message=f"the game was played on other data than those of '{handle.name}'",
                remedy="give the study as it was then",
            )
        )


def _check_same(saved: SavedGame, **asked: str | int | tuple[str, ...] | None) -> None:
    """Refuse to play a saved game as another one."""
    for name, value in asked.items():
        played = getattr(saved, name)
        if value not in (None, "", played):
            raise InvalidInput(
                Problem(
                    field="--replay",
                    message=f"the game was played with {name} {_told(played)}, not {_told(value)}",
                    remedy=f"leave the {name} out, or begin a game without --replay",
                )
            )


def _told(value: str | int | tuple[str, ...]) -> str:
    """Quote what a game was or is to be played with; one without stops was played with none."""
    texts = value if isinstance(value, tuple) else (str(value),)
    return listed([f"'{one}'" for one in texts]) or "none"


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(
            Problem(
                field="--replay",
                message=f"'{path}' cannot be read",
                remedy="give a file that --save wrote",
            )
        ) from error


def _table(game: Exercise, save: Path | None) -> None:
    """Ask for moves until the last month; an empty line leaves it to the rules."""
    console = errors()
    _hear_ctrl_c()
    if not game.over:
        for line in _offered(game):
            console.print(line)
    before: dict[str, str] = {}
    while not game.over:
        console.print(Text(f"\n{game.month}", style="bold"))
        for line in game.news():
            console.print(f"  {line}")
        stores = _stores(game)
        if lines := [line for title, line in stores.items() if line != before.get(title)]:
            console.print("In store, and still missing since the first month:")
            for line in lines:
                console.print(f"  {line}")
        before = stores
        try:
            _turn(game, console.print)
        except KeyboardInterrupt:
            console.print(_left(game, save))
            raise
        if save is not None:
            game.save(save)


def _offered(game: Exercise) -> Iterator[str]:
    """Say what teams may do that can change anything here."""
    from monazite.brief.sentences.exercise import NO_TEAM

    actions = game.actions()
    if not actions:
        yield NO_TEAM
        yield "An empty line plays a month."
        return
    yield "What each team may do in a month:"
    for one in actions:
        yield f"  {one.name} {one.least:g}..{one.most:g}  {one.team}: {one.says}"
    such = ", ".join(f"{one.name} {1 if one.whole else 0.5:g}" for one in actions[:2])
    yield f"Moves of a month on one line, such as: {such}. Empty: none."


def _left(game: Exercise, save: Path | None) -> str:
    """Say what is kept of a game that somebody left."""
    if save is None or not game.game.at:
        return "Nothing is kept of it; --save FILE keeps a game after every month."
    return f"What was played is in {save}, and --replay {save} goes on with it."


def _hear_ctrl_c() -> None:
    """Let Ctrl-C end waiting for a line: libraries that listen as well would have it wait on."""
    if hasattr(signal, "siginterrupt"):
        signal.siginterrupt(signal.SIGINT, True)


def _stores(game: Exercise) -> dict[str, str]:
    """What lies in store of each material, and what users still wait for or stores lack."""
    return {
        one.title: f"{one.title}: {figure(one.private)} t with users, {figure(one.public)} t public"
        + (f", {figure(one.missing)} t still missing" if one.missing >= MISSING else "")
        for one in game.stores()
        if one.public > 0.0 or one.missing >= MISSING
    }


def _turn(game: Exercise, say: Callable[[str], None]) -> None:
    """Read moves until they can be made; the end of input leaves all that follows to the rules."""
    while True:
        try:
            line = sys.stdin.readline()
        except (OSError, ValueError):
            line = ""  # nobody is there to ask
        try:
            game.turn(_moves(line))
            return
        except InvalidInput as error:
            say(str(error))
            if not line:
                raise


def _moves(line: str) -> Iterator[tuple[str, float]]:
    for part in line.replace(";", ",").split(","):
        words = part.split()
        if not words:
            continue
        try:
            action, value = words
            yield action, float(value)
        except ValueError:
            raise InvalidInput(
                Problem(
                    message=f"'{part.strip()}' is no move",
                    remedy="write an action and a number, such as: release 0.5",
                )
            ) from None


def _debrief(game: Exercise) -> Iterator[RenderableType]:
    from monazite.brief.sentences.exercise import best_play_in_words, debrief_in_words

    found, coin = game.debrief(), game.coin
    for shock in game.shocks():
        yield Text(f"What came: {shock}.")
    yield Text(debrief_in_words(found, coin, sold=game.months.sold, own=game.own))
    yield from _what_was_done(game, coin)
    yield ""
    yield Text(best_play_in_words(found, coin))
    if best := game.best():
        table = grid()
        for head in ("from", "to", "team", "move"):
            table.add_column(head)
        for one in best:
            table.add_row(one.first, one.last, one.team, f"{one.action} {one.value:g}")
        yield table


def _what_was_done(game: Exercise, coin: Coin) -> Iterator[RenderableType]:
    """What each move brought."""
    mattered = game.mattered()
    if not mattered:
        yield Text("Nobody moved.", style="dim")
        return
    table = grid()
    for head in ("month", "team", "move"):
        table.add_column(head)
    table.add_column(f"saved, {coin.large}", justify="right")
    for one in mattered:
        table.add_row(one.month, one.team, f"{one.action} {one.value:g}", coin.told(one.saved))
    yield ""
    yield table
    yield Text(
        "Saved: what the same game loses without this one move, more than it did.", style="dim"
    )
