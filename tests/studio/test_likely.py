"""What is told to be one press away is what a press of the page comes to."""

import pytest

from monazite.store.studies import find_study
from monazite.studio import likely as module
from monazite.studio.asked import LikelyAsked
from monazite.studio.likely import likely
from monazite.studio.room import Room
from monazite.studio.state import State


@pytest.fixture(scope="module")
def room() -> Room:
    return Room(find_study("toy"))


def told(room: Room, state: State) -> list[State]:
    return likely(room, LikelyAsked(state=state)).states


def test_every_switch_and_every_notch_is_one_press_and_none_is_told_twice(room: Room) -> None:
    state = State(study="toy", base="build", world="stop", year=2030)
    found = told(room, state)
    own = room.catalogue.levers_of("build")
    others = [name for name in room.catalogue.views if name not in own]
    assert own
    assert others
    assert [one.off for one in found[: len(own)]] == [(name,) for name in own]
    assert [one.on for one in found if one.on] == [(name,) for name in others]
    notches = {
        (name, field.name, notch.value)
        for name in own
        for field in room.catalogue.views[name].fields
        for notch in field.notches
        if len(field.notches) > 1 and notch.value != field.value
    }
    assert notches
    assert notches == {
        (lever, field, value)
        for one in found
        for lever, fields in one.set.items()
        for field, value in fields.items()
    }
    assert len({one.model_dump_json() for one in found}) == len(found)
    assert {(one.base, one.world, one.year) for one in found} == {("build", "stop", 2030)}


def test_what_was_pressed_is_pressed_back(room: Room) -> None:
    """A switch that is off goes on, and of what is set the own value is not said."""
    first = told(room, State(study="toy", base="build"))
    for one in first:
        again = told(room, one)
        assert State(study="toy", base="build") in again
        off = set(one.off)
        assert not any(off & set(next_.set) for next_ in again), "its fields are not shown"


def test_no_more_is_told_than_is_kept(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AT_MOST", 3)
    assert len(told(room, State(study="toy", base="build"))) == 3
