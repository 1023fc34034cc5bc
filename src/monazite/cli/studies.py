"""Opens a study: the one place from which the command line reaches the Python interface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from monazite.cli.terminal import working

if TYPE_CHECKING:
    from monazite.api import Run, StudyHandle

__all__ = ["open_study", "solve"]


def open_study(name: str) -> StudyHandle:
    """Load a study that ships with monazite, by name, or any study folder, by path."""
    with working(f"Reading the study {name}"):
        # Late, because the model and its solver take seconds that --help must not.
        from monazite.api import load

        return load(name)


def solve(handle: StudyHandle, strategies: Sequence[str], world: str | None) -> list[Run]:
    """Solve strategies in one world and say on a terminal which one is being solved."""
    with working("Building the model") as say:
        return [handle.run(name, world=world, progress=say) for name in strategies]
