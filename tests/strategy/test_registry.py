"""A kind of lever is a record with words, and one function in each room that deals with levers."""

from typing import get_args

import pytest

from monazite.brief.lever_words import SENTENCES
from monazite.parameters.levers import MAKERS
from monazite.strategy import STRATEGY_KINDS, WORLD_KINDS, ByKind, words_of
from monazite.strategy.levers import Lever, StrategyLever, WorldLever
from monazite.strategy.levers.registry import said
from monazite.study.checking.levers import CHECKS

KINDS = {**STRATEGY_KINDS, **WORLD_KINDS}


@pytest.mark.parametrize("room", [MAKERS, CHECKS, SENTENCES], ids=["edits", "checks", "sentences"])
def test_every_room_deals_with_every_kind(room: ByKind) -> None:
    assert set(room) == set(KINDS.values())
    assert len(room) == len(KINDS) == len(get_args(StrategyLever)) + len(get_args(WorldLever))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_itself_in_a_sentence(kind: str) -> None:
    words = words_of(KINDS[kind])
    assert words.title
    assert words.says.endswith(".")


def test_what_is_written_beside_a_kind_is_found_when_somebody_asks() -> None:
    room = ByKind("tests_have_no_room_of_this_name")

    @said("Nothing", "Does nothing.", edits=("demand",))
    class Nothing(Lever):
        """A kind that does nothing."""

    @room.of(Nothing)
    def nothing() -> str:
        return "done"

    assert words_of(Nothing).says == "Does nothing."
    with pytest.raises(ModuleNotFoundError):
        room[Nothing]
    here = ByKind("monazite.strategy.levers")
    assert here.of(Nothing)(nothing) is nothing
    assert here[Nothing]() == "done"
    with pytest.raises(KeyError):
        here[Lever]
