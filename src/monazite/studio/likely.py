"""What a visitor may choose next: every state one press away from the one that is shown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from monazite.studio.asked import LikelyAsked
from monazite.studio.room import Room
from monazite.studio.state import Given, State
from monazite.studio.study_told import LeverView
from monazite.studio.told import Likely

__all__ = ["AT_MOST", "likely"]

AT_MOST = 120
"""States that are told, half of the answers that are kept: what was asked for stays beside them."""


def likely(room: Room, asked: LikelyAsked) -> Likely:
    """Give the states one press away, as the page writes them: switches first, then notches.

    Levers of the strategy begun from come before those of others, in the order of the panel.
    """
    state = asked.state
    base = room.understood(state)[0].base
    own = room.catalogue.levers_of(base)
    others = [name for name in room.catalogue.views if name not in own]
    return Likely(states=list(islice(_steps(room, state, own, others), AT_MOST)))


def _steps(room: Room, state: State, own: list[str], others: list[str]) -> Iterator[State]:
    for name in own:
        yield state.model_copy(update={"off": _flipped(state.off, name)})
    for name in own:
        if name not in state.off:
            yield from _notches(state, room.catalogue.views[name])
    for name in others:
        yield state.model_copy(update={"on": _flipped(state.on, name)})
    for name in state.on:
        if name in others:
            yield from _notches(state, room.catalogue.views[name])


def _flipped(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    """A list as the page leaves it once a switch is pressed."""
    return tuple(one for one in names if one != name) if name in names else (*names, name)


def _notches(state: State, lever: LeverView) -> Iterator[State]:
    """A state with each field of a lever at each of its notches but the one it is at."""
    for field in lever.fields:
        if len(field.notches) < 2:  # one alone is no choice, and is not shown
            continue
        at = state.set.get(lever.id, {}).get(field.name, field.value)
        for notch in field.notches:
            if notch.value != at:
                yield state.model_copy(
                    update={"set": _with(state, lever.id, field.name, notch.value, field.value)}
                )


def _with(
    state: State, lever: str, field: str, value: Given, own: object
) -> dict[str, dict[str, Given]]:
    """What is set, with one field at another value; its own value is not said."""
    fields = {name: given for name, given in state.set.get(lever, {}).items() if name != field}
    if value != own:
        fields[field] = value
    rest = {name: given for name, given in state.set.items() if name != lever}
    return {**rest, lever: fields} if fields else rest
