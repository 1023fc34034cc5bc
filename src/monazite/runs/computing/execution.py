"""Where a question that takes many solves is worked out, and who is told how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from monazite.store import ReadingStore

__all__ = ["Execution", "ExecutionOptions"]


class ExecutionOptions(TypedDict, total=False):
    """Where the work is done, as verbs of the Python interface take it; each may be left out."""

    workers: int
    """Processes that solve; 1 unless said."""
    cluster: str | None
    """Address of a Dask scheduler whose workers solve instead, with the same result to the byte."""
    store: ReadingStore | None
    """Where what is worked out is kept, and looked up before anything is solved."""
    progress: Callable[[str], None] | None
    """Told in a phrase what is being done."""


@dataclass(frozen=True)
class Execution:
    """The same, as those who do the work hand it on."""

    workers: int = 1
    cluster: str | None = None
    store: ReadingStore | None = None
    progress: Callable[[str], None] | None = None

    def tell(self, news: str) -> None:
        """Say what is being done, to whoever wants to know."""
        if self.progress is not None:
            self.progress(news)
