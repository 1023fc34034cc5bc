"""Where the answer to an export limit would turn, solved again with one condition otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from monazite.core.numerals import Coin, percent
from monazite.core.wording import lowered
from monazite.findings.solution import Solution
from monazite.runs.plan.coin import coin_of
from monazite.runs.turning import Turning

CONDITIONS = ("share_of_ore", "cost")
"""In the order they are told."""


def says_where_it_turns(turns: Sequence[Turning], solution: Solution) -> str:
    """Say from which share of the ore on, and at which cost at home, a limit builds or does not."""
    told = [
        _said(one, solution) for measure in CONDITIONS for one in _worth_telling(turns, measure)
    ]
    if not told:
        return ""
    leave = (
        ", and with leave to build, which no firm has, as much a year as takes on what is withheld"
        if turns[0].with_leave
        else ""
    )
    lead = f"Where it turns, solved again with one condition otherwise{leave}: "
    return f"{lead}{lowered(told[0])}{''.join(f' {text}' for text in told[1:])}"


def _worth_telling(turns: Sequence[Turning], measure: str) -> list[Turning]:
    """Sides on which the answer turns; all that were looked at where it does on none.

    A side that ends where it begins was not looked at.
    """
    sides = [one for one in turns if one.measure == measure and abs(one.bound / one.now - 1) > 0.01]
    return [one for one in sides if one.value is not None] or sides


def _said(turn: Turning, solution: Solution) -> str:
    of_ore = turn.measure == "share_of_ore"
    coin = coin_of(solution)
    write = percent if of_ore else partial(_per_kg, coin)
    title = f"“{turn.title}”" if "," in turn.title else turn.title
    if of_ore:
        home = solution.study.home_said
        what = f"the {percent(turn.now)} of the world’s ore that {home} digs"
    else:
        what = f"the {_per_kg(coin, turn.now)} it costs at {title}"
    if turn.value is None:
        far = "up" if turn.bound > turn.now else "down"
        return f"Nothing from {what} {far} to {write(turn.bound)} turns it{_at_bound(turn)}."
    then = "no longer brings" if turn.builds else "brings"
    return f"At {write(turn.value)} instead of {what}, the limit {then} plants{_how(turn)}."


def _how(turn: Turning) -> str:
    """What becomes of the plants where the answer turns."""
    if not turn.comes:
        return ": none come at all"
    return ": they come without it too" if turn.builds else " that would not come without it"


def _per_kg(coin: Coin, value: float) -> str:
    return f"{coin.single(value)} {coin.code}/kg"


def _at_bound(turn: Turning) -> str:
    """What plants do at the end of what was tried, where the limit brings none of them."""
    if turn.builds:
        return ""
    return ": they come with and without the limit" if turn.comes else ": none come"
