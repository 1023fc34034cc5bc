"""Gathers the verbs into one command and turns every refusal into a list and an exit code.

    0  done
    1  wrong input: a study, a strategy or the command itself
    2  the rules of the strategy leave no plan, or a target cannot be met
    3  cancelled

A verb is imported when it is called, so that `monazite --help` answers at once.
"""

import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, TextIO

import typer

from monazite import __version__
from monazite.cli.terminal import CANCELLED, errors, screen, speak_any_encoding
from monazite.cli.verbs import add_verbs
from monazite.core.earlier import EARLIER, EarlierName
from monazite.core.errors import MonaziteError, Problem

__all__ = ["application", "main"]

# What typer answers to Ctrl-C: 128 plus the number of the signal.
_INTERRUPTED = 130

application = typer.Typer(
    name="monazite",
    help="Evidence and policy levers through a model from mine to use one can question.",
    epilog="Exit codes: 0 done, 1 wrong input, 2 cannot be met, 3 cancelled.",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@application.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
) -> None:
    """Evidence and policy levers through a model from mine to use one can question."""
    if version:
        screen().print(f"monazite {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        context.get_help()


add_verbs(application)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; nothing escapes as a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    speak_any_encoding()
    with _hints():
        return _done(words)


@contextmanager
def _hints() -> Iterator[None]:
    """Print hints about names that were given up as lines among the errors, each once."""
    with warnings.catch_warnings():
        warnings.simplefilter("once", EarlierName)
        shown = warnings.showwarning

        def say(
            message: Warning | str,
            category: type[Warning],
            filename: str,
            lineno: int,
            file: TextIO | None = None,
            line: str | None = None,
        ) -> None:
            if issubclass(category, EarlierName):
                errors().print(f"{message}", soft_wrap=True)
            else:
                shown(message, category, filename, lineno, file, line)

        warnings.showwarning = say
        yield


def _done(words: Sequence[str]) -> int:
    try:
        code = application(list(words), prog_name="monazite", standalone_mode=False)
    except typer.TyperException as refusal:
        command = getattr(getattr(refusal, "ctx", None), "command_path", "monazite")
        now = EARLIER.get(words[0]) if words else None
        # what the shell thinks is meant is another verb that is spelled a little like it
        said = f"`{words[0]}` is now called `{now}`." if now else _said(refusal)
        return _refuse([said], f"Try `{command} --help`.")
    except MonaziteError as refusal:
        _refuse([str(problem) for problem in refusal.problems])
        return refusal.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return _cancelled()
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        return _refuse([f"{place}{error.strerror or error}"])
    except Exception as error:
        if os.environ.get("MONAZITE_TRACEBACK"):
            raise
        return _refuse(
            [f"monazite stumbled: {type(error).__name__}: {error}"],
            "This is a fault of ours. Set MONAZITE_TRACEBACK=1 to see where, and please report it.",
        )
    if code == _INTERRUPTED:
        return _cancelled()
    return code if isinstance(code, int) else 0


def _said(refusal: typer.TyperException) -> str:
    """Say why the shell refuses: what is no number, or none that may be, in our own words."""
    cause, option = refusal.__cause__, getattr(refusal, "param", None)
    if option is None or not isinstance(cause, ValueError) or not hasattr(cause, "errors"):
        return refusal.format_message()
    (detail, *_) = cause.errors()
    if detail["type"] == "value_error":
        # that a value is wrong has been said before the reason begins with it
        return refusal.format_message().replace(": Value error, ", ": ")
    # late, as only who is refused needs it
    from monazite.core.validation import in_words

    message, remedy = in_words(detail)
    usual = option.default
    example = f", such as {usual}" if isinstance(usual, int) and usual else ""
    return str(Problem(field=max(option.opts, key=len), message=message, remedy=remedy + example))


def _refuse(messages: Sequence[str], hint: str = "") -> int:
    console = errors()
    if len(messages) > 1:
        console.print(f"{len(messages)} problems:", style="bold")
    for message in messages:
        console.print(message, soft_wrap=True)
    if hint:
        console.print(hint, soft_wrap=True)
    return 1


def _cancelled() -> int:
    errors().print("Cancelled.")
    return CANCELLED
