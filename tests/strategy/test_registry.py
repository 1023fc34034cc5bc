"""Kinds of lever are found where they are written, and each says all that rooms ask of it."""

import inspect
from pathlib import Path
from typing import Literal

import pytest

from monazite.core import vocabulary
from monazite.parameters.levers import MAKERS
from monazite.strategy import STRATEGY_KINDS, WORLD_KINDS, ByKind, words_of
from monazite.strategy.levers import Lever
from monazite.strategy.levers.registry import kind_of, said, withdraw
from monazite.study.checking.levers import CHECKS

KINDS = {**STRATEGY_KINDS, **WORLD_KINDS}


@pytest.mark.parametrize("room", [MAKERS, CHECKS], ids=["edits", "checks"])
def test_every_room_deals_with_every_kind(room: ByKind) -> None:
    assert set(room) == set(KINDS.values())
    assert len(room) == len(KINDS) == len(STRATEGY_KINDS) + len(WORLD_KINDS)
    assert all(callable(room[record]) for record in room)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_words_and_edits_parameters_that_exist(kind: str) -> None:
    words = words_of(KINDS[kind])
    assert words.title
    assert words.says.endswith(".")
    assert set(words.parameters) <= set(vocabulary.parameters())
    assert KINDS[kind].in_words is not Lever.in_words, "it has no sentence"
    assert kind_of(KINDS[kind]) == kind


def test_kinds_stand_in_alphabetical_order_on_their_side() -> None:
    assert list(STRATEGY_KINDS) == sorted(STRATEGY_KINDS)
    assert not set(STRATEGY_KINDS) & set(WORLD_KINDS)
    assert "nothing" not in STRATEGY_KINDS


@pytest.mark.parametrize(
    "record", [record for record in KINDS.values() if hasattr(record, "edits")], ids=kind_of
)
def test_a_kind_in_a_file_of_its_own_has_a_test_of_its_own(record: type[Lever]) -> None:
    module = Path(inspect.getfile(record))
    assert module.stem == kind_of(record)
    assert Path(__file__).with_name(f"test_{module.stem}.py").is_file()


def test_what_a_room_does_is_found_when_somebody_asks() -> None:
    @said("Nothing", "Does nothing.", edits=("demand",))
    class Nothing(Lever):
        """A kind that does nothing."""

        kind: Literal["nothing"] = "nothing"

    @said("Something", "Does something.", edits=("demand",))
    class Something(Lever):
        """A kind that does something itself."""

        kind: Literal["something"] = "something"

        def done(self) -> str:
            return "by itself"

    try:
        assert STRATEGY_KINDS["nothing"] is Nothing
        room = ByKind("tests_have_no_room_of_this_name", "done", lambda method: method)
        with pytest.raises(ModuleNotFoundError):
            room[Nothing]
        here = ByKind("monazite.strategy.levers", "done", lambda method: method)

        @here.of(Nothing)
        def nothing(lever: Lever) -> str:
            return "by the room"

        lever = Nothing(why="Why.", source="own")
        other = Something(why="Why.", source="own")
        assert (here[Nothing](lever), here[Something](other)) == ("by the room", "by itself")
        assert set(here) == {Nothing, Something}
        with pytest.raises(KeyError):
            here[Lever]
        with pytest.raises(NotImplementedError, match="Nothing has no sentence"):
            lever.in_words(None)  # type: ignore[arg-type]
    finally:
        withdraw(Nothing)
        withdraw(Something)
    assert "nothing" not in STRATEGY_KINDS
