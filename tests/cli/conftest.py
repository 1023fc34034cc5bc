"""Commands run in this process, on studies that are read and solved once."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

import monazite.api
from monazite.api import StudyHandle
from monazite.cli import main

from .. import shipped


@dataclass(frozen=True)
class Said:
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of the answer without the spaces tables end in."""
        return [line.rstrip() for line in self.out.splitlines()]


Say = Callable[..., Said]


@pytest.fixture(scope="session")
def toy() -> StudyHandle:
    """The toy study; it keeps its runs."""
    return shipped.handle("toy")


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs one command and returns its exit code and what it said."""
    monkeypatch.setattr(monazite.api, "load", shipped.loaded)

    def command(*words: object) -> Said:
        code = main([str(word) for word in words])
        return Said(code, *capsys.readouterr())

    return command
