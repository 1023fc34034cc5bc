"""Kinds of lever are found where they are written, and each says all that rooms ask of it."""

import inspect
from typing import Literal

import pytest

from monazite.core import vocabulary
from monazite.strategy import STRATEGY_KINDS, WORLD_KINDS, words_of
from monazite.strategy.levers import Lever
from monazite.strategy.levers.registry import kind_of, said

KINDS = {**STRATEGY_KINDS, **WORLD_KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_all_that_is_asked_of_it(kind: str) -> None:
    words = words_of(KINDS[kind])
    assert words.title
    assert words.says.endswith(".")
    assert set(words.parameters) <= set(vocabulary.parameters())
    for method in ("checked", "edits", "in_words"):
        assert getattr(KINDS[kind], method) is not getattr(Lever, method), f"it has no {method}"
    assert kind_of(KINDS[kind]) == kind


def test_kinds_stand_in_alphabetical_order_on_their_side() -> None:
    assert list(STRATEGY_KINDS) == sorted(STRATEGY_KINDS)
    assert not set(STRATEGY_KINDS) & set(WORLD_KINDS)
    assert "nothing" not in STRATEGY_KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_stands_in_a_file_of_its_name_alone(kind: str) -> None:
    module = inspect.getmodule(KINDS[kind])
    assert module is not None
    assert module.__name__ == f"monazite.strategy.levers.{kind}"
    assert {one for one in KINDS if KINDS[one].__module__ == module.__name__} == {kind}


def test_a_kind_that_says_nothing_of_itself_is_refused_where_it_is_written() -> None:
    with pytest.raises(TypeError, match="Nothing lacks checked, edits, in_words"):

        @said("Nothing", "Does nothing.", edits=("demand",))
        class Nothing(Lever):
            """A kind that does nothing."""

            kind: Literal["nothing"] = "nothing"

    assert "nothing" not in STRATEGY_KINDS
