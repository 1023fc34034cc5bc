"""Many solves for one question: on all processors, with what was solved before at hand."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

from monazite.core.errors import InvalidInput, Problem
from monazite.runs.computing.execution import ExecutionOptions
from monazite.store import ReadingStore
from monazite.store.readings import Numbers

__all__ = ["known_alone", "solving"]


class _KnownAlone(ReadingStore):
    """What was worked out before, and nothing else: a chart at its address solves no plan."""

    def put(self, data_hash: str, case: str, values: Numbers, fault: str = "") -> None:
        raise InvalidInput(
            Problem(
                field="chart",
                message="what it shows was not worked out for this",
                remedy="open it on the screen Why first",
            )
        )


@contextmanager
def solving(
    say: Callable[[Any], None] | None = None, workers: int | None = None
) -> Iterator[ExecutionOptions]:
    """Say how to solve: in so many processes, one a processor unless said; what is solved is kept.

    `say` is told what is being done.
    """
    with closing(ReadingStore()) as store:
        yield {"workers": workers or os.cpu_count() or 1, "store": store, "progress": say}


@contextmanager
def known_alone() -> Iterator[ExecutionOptions]:
    """Say how to answer without a solve; what was not solved before raises InvalidInput."""
    with closing(_KnownAlone(writes=False)) as store:
        yield {"store": store}
