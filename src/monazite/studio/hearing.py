"""Work that calls back with its news, turned into news that are read one after the other."""

from __future__ import annotations

from collections.abc import Callable, Generator
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

__all__ = ["heard"]

Made = TypeVar("Made")
Step = TypeVar("Step")


def heard(
    work: Callable[[Callable[[str], None]], Made], told: Callable[[str], Step]
) -> Generator[Step, None, Made]:
    """Give a step for each news of work while it is done, and return what it made.

    Raises what the work raises.
    """
    news: SimpleQueue[str | None] = SimpleQueue()
    made: list[Made] = []
    failed: list[Exception] = []

    def do() -> None:
        try:
            made.append(work(news.put))
        except Exception as error:
            failed.append(error)
        finally:
            news.put(None)

    Thread(target=do, daemon=True).start()
    while (one := news.get()) is not None:
        yield told(one)
    if failed:
        raise failed[0]
    return made[0]
