"""`monazite turning`: why a halt builds or does not, and where that turns."""

import json
from collections.abc import Callable
from typing import Any

Say = Callable[..., Any]


def test_a_halt_no_plant_answers_to_is_told(say: Say) -> None:
    said = say("turning", "toy", "halt")
    assert said.code == 0
    text = " ".join(said.lines)
    assert "the limit on exports from 2025 has no plant built" in text
    assert "no plant at home that could take it on may be added to. Write a build_rate" in text
    assert json.loads(say("turning", "toy", "halt", "--json").out)["turning"] == []


def test_a_strategy_without_a_limit_says_so(say: Say) -> None:
    assert "This strategy limits no exports." in say("turning", "toy", "build").lines
