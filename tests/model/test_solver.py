"""The solver writes nothing, whatever it would like to say while it is made."""

import os
from typing import Any

import highspy
import pytest

from monazite.model.solver import make_solver


class Talkative:
    """A solver that greets below Python, as HiGHS does from 1.16 on."""

    def __init__(self) -> None:
        os.write(1, b"Running HiGHS\n")
        self.options: dict[str, object] = {}

    def setOptionValue(self, option: str, value: object) -> None:  # noqa: N802
        self.options[option] = value


def test_a_greeting_does_not_reach_standard_output(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(highspy, "Highs", Talkative)
    made: Any = make_solver({"threads": 1})
    assert made.options == {"output_flag": False, "threads": 1}
    os.write(1, b"after")
    assert capfd.readouterr() == ("after", "")


def test_the_solver_itself_is_silent(capfd: pytest.CaptureFixture[str]) -> None:
    make_solver({"threads": 1}).run()
    assert capfd.readouterr() == ("", "")
