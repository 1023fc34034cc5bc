"""Looks for circles among objects while nobody waits for an answer.

Python stops for it whenever it likes: for a tenth of a second every twenty answers, and for two
thousandths in each of the others.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from monazite.core.circles import look_rarely

__all__ = ["Idle"]

SOON = 0.05
"""Seconds after an answer from which nobody seems to wait for another."""

LATER = 2.0
"""Seconds after which nobody seems to for long enough to look through everything."""

MANY = 200
"""Answers after which everything is looked through: what one left may have been let go since."""


class Idle:
    """Looks through what each answer left behind, once it is given and no question has come."""

    def __init__(self, soon: float = SOON, later: float = LATER, many: int = MANY) -> None:
        self._soon, self._later, self._many = soon, later, many
        self._begun, self._ended = Event(), Event()
        self._answers = 0

    def begin(self) -> None:
        """Keep what is there for good, and look by itself from now on, in a thread of its own."""
        gc.collect()
        look_rarely()
        Thread(target=self._look, daemon=True).start()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Answer a question undisturbed."""
        self._begun.set()
        try:
            yield
        finally:
            self._begun.clear()
            self._ended.set()

    def _look(self) -> None:
        while self._ended.wait():
            self._ended.clear()
            self._answers += 1
            if self._begun.wait(self._soon):
                continue
            gc.collect(0)
            read_again = not gc.get_freeze_count()  # a study that was edited
            if (self._answers >= self._many or read_again) and not self._begun.wait(self._later):
                gc.collect()
                self._answers = 0
                if read_again:
                    gc.freeze()
