"""`monazite determine`."""

import json
from collections.abc import Callable
from typing import Any

Say = Callable[..., Any]


def test_what_is_determined_is_counted_and_listed(say: Say) -> None:
    words = ("determine", "toy", "build", "--workers", 1, "--no-keep")
    said = say(*words)
    assert said.code == 0
    assert said.lines[0] == "Toy chain: what is determined  world: central"
    assert "build: 12 of 12 numbers determined" in said.lines
    found = json.loads(say(*words, "--json").out)
    assert "costs:for-magnet-making#1" in found["facts"]
    assert {row["strategy"] for row in found["rows"]} == {"as-now", "build"}
    assert all(row["determined"] for row in found["rows"])


def test_an_unknown_strategy_is_refused(say: Say) -> None:
    said = say("determine", "toy", "bild", "--no-keep")
    assert said.code == 1
    assert "there is no strategy 'bild'" in said.err
