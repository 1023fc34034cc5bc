"""`monazite instruments`; what it finds is tested where it is found."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ..api.copies import open_plant
from ..api.test_bench import ENTRY

Say = Callable[..., Any]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--budget", "2 crore INR", "--strategy", "build"), "opens no plant to investors"),
        (("--budget", "a lot", "--strategy", "build"), "budget"),
        (("--budget", "2 crore INR", "--strategy", "nope"), "there is no strategy 'nope'"),
        ((), "--budget"),
    ],
)
def test_wrong_questions_are_refused(say: Say, words: tuple[str, ...], text: str) -> None:
    said = say("instruments", "toy", "--workers", 1, "--no-keep", *words)
    assert said.code == 1
    assert text in said.err


def test_what_spends_the_money_stands_apart_from_what_cannot(say: Say, tmp_path: Path) -> None:
    """All of the capital is 3 crore, so that 10 are spent on 3.3 times the plant alone."""
    folder = open_plant(tmp_path)
    (folder / "strategies" / "entry.yaml").write_text(ENTRY, encoding="utf-8")
    asked = ("--budget", "10 crore INR", "--strategy", "entry", "--no-pairs")
    said = say("instruments", folder, *asked, "--workers", 1, "--no-keep")
    assert said.code == 0
    text = " ".join(" ".join(said.lines).split())
    spent, _, nearest = text.partition("cannot spend that")
    assert re.search(r"Public plants 3\.3\d times what is open 10\.0 10\.0 0 ", spent)
    assert re.search(
        r"At this money least is spent by “.+” for a tonne of magnets \(0\.\d+\)", spent
    )
    assert "spent treasury pays users pay in duties home bears" in spent
    assert "magnets, t for each 2026, points for each not short, t/yr for each" in text
    assert "Capital subsidy 100 % of the capital 3.00 3.00" in nearest
    assert "crore rupees and tonnes of magnets" in spent
    assert "points of self-sufficiency in 2026" in spent
