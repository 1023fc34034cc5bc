"""Where words go: answers to standard output, everything else to standard error."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.text import Text

__all__ = ["errors", "screen", "working"]

_WIDTH_WITHOUT_TERMINAL = 100


def screen() -> Console:
    """Open standard output: plain text when piped, never narrower than the tables need."""
    return _console(stderr=False)


def errors() -> Console:
    """Open standard error, for problems and for progress."""
    return _console(stderr=True)


@contextmanager
def working(what: str) -> Iterator[Callable[[str], None]]:
    """Say on a terminal what is going on, as long as it goes on; say nothing when piped.

    Gives the function with which whoever works says that it came to something else.
    """
    console = errors()
    if not console.is_terminal:
        yield lambda news: None
        return
    with console.status(Text(what)) as status:
        yield lambda news: status.update(Text(news))


def _console(*, stderr: bool) -> Console:
    # Names and messages come from studies; square brackets in them are not styles.
    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    # Rich assumes 80 columns when it cannot ask, which would fold the tables of a piped run.
    if not console.is_terminal and not os.environ.get("COLUMNS"):
        console.width = _WIDTH_WITHOUT_TERMINAL
    return console
