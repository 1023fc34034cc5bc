"""`monazite instruments`; what it finds is tested where it is found."""

from collections.abc import Callable
from typing import Any

import pytest

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
