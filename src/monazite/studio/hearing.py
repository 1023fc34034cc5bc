"""Work that calls back with its news, turned into news that are read one after the other."""

from __future__ import annotations

from collections.abc import Callable, Generator
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

from monazite.core.progress import News

__all__ = ["heard", "shared"]

Heard = TypeVar("Heard")
Made = TypeVar("Made")
Step = TypeVar("Step")


def heard(
    work: Callable[[Callable[[Heard], None]], Made], told: Callable[[Heard], Step]
) -> Generator[Step, None, Made]:
    """Give a step for each news of work while it is done, and return what it made.

    Raises what the work raises.
    """
    news: SimpleQueue[Heard | None] = SimpleQueue()
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


def shared(news: str) -> tuple[int, int, str, None]:
    """Give a step of work that tells which share of a hundred is behind it, as `Steps` says it."""
    if isinstance(news, News):
        return round(100 * news.share), 100, news.said, None
    return 0, 100, news, None
