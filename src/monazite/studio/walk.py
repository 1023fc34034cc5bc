"""The one look ahead that is under way: a newer one takes its place."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

__all__ = ["Walk"]


class Walk:
    """Prepares what may be asked next, for the page that moved last."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Do this in place of what was begun before."""
        self.end()
        self._task = asyncio.get_running_loop().create_task(work)

    def end(self) -> None:
        """Give up what was begun."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
