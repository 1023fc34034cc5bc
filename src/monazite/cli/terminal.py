"""Where words go: answers to standard output, everything else to standard error."""

import codecs
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from monazite.core.text import visible

__all__ = [
    "CANCELLED",
    "errors",
    "note",
    "page_of",
    "screen",
    "speak_any_encoding",
    "speaks_unicode",
    "working",
]

CANCELLED = 3
"""The exit code of what somebody stopped, whether or not anything of it is shown."""

_WIDTH_WITHOUT_TERMINAL = 100
_LEAST_WIDTH = 20


def screen() -> Console:
    """Open standard output: plain text when piped, never narrower than the tables need."""
    return _console(stderr=False)


def errors() -> Console:
    """Open standard error, for problems and for progress."""
    return _console(stderr=True)


def note(text: str) -> None:
    """Say beside an answer what its reader should know, on a line of its own."""
    errors().print(Text(text), soft_wrap=True)


def speaks_unicode() -> bool:
    """Whether standard output can write every character."""
    return codecs.lookup(getattr(sys.stdout, "encoding", None) or "ascii").name.startswith("utf")


def page_of(view: RenderableType) -> str:
    """Write what people see as plain text, for a file."""
    page = _Console(file=io.StringIO(), width=100, color_system=None, highlight=False, markup=False)
    with page.capture() as captured:
        page.print(view)
    return "\n".join(line.rstrip() for line in captured.get().splitlines()) + "\n"


def speak_any_encoding() -> None:
    """Let standard streams write a question mark for what their encoding lacks, and not fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


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


class _Console(Console):
    """A console on which texts of a study cannot command the terminal."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Give what is to be shown, without control characters in any text.

        Styles and cursor movements of the console itself come as styles and as control segments.
        """
        for segment in super().render(renderable, options):
            text, style, control = segment
            yield segment if control else Segment(visible(text), style)


def _console(*, stderr: bool) -> Console:
    # Names and messages come from studies; square brackets in them are not styles.
    console = _Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    # Rich assumes 80 columns when it cannot ask, which would fold the tables of a piped run; and it
    # believes whatever COLUMNS says, a width on which nothing can be written too.
    stated = os.environ.get("COLUMNS", "")
    usable = stated.isdecimal() and int(stated) >= _LEAST_WIDTH
    if not usable and (stated or not console.is_terminal):
        console.width = _WIDTH_WITHOUT_TERMINAL
    return console
