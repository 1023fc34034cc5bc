"""Starts the `monazite` command, also as `python -m monazite`; Ctrl-C is heard from the start."""

import gc
import os
import sys

CANCELLED = 3
"""The exit code of a command that was cancelled."""

BEGINNING = 2_000_000
"""How many new objects pass before circles are looked for among them, while a command begins.

Modules and the study are half a million that stay, and going over them takes a tenth of a command;
once they are there, `monazite.core.circles` has it as usual.
"""


def main() -> int:
    """Run the command of the shell's words; cancelling it while it is still being read is fine."""
    gc.set_threshold(BEGINNING)
    _load_less()
    try:
        from monazite.cli import main as command

        return command()
    except KeyboardInterrupt:
        sys.stderr.write("Cancelled.\n")
        return CANCELLED


def _load_less() -> None:
    """Keep libraries from loading what a command of ours never uses, where that is installed.

    pydantic looks through every installed package for plugins. Products of vectors and matrices
    are small here, and threads that wait for more of them take longer than they do.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


if __name__ == "__main__":
    sys.exit(main())
