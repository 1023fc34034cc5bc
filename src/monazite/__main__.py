"""Starts the `monazite` command, also as `python -m monazite`; Ctrl-C is heard from the start."""

import gc
import sys

CANCELLED = 3
"""The exit code of a command that was cancelled."""

RARELY = (50_000, 20, 50)
"""How many new objects, and rounds over them, pass before circles are looked for.

A study is read into a hundred thousand small objects that stay, among which there is nothing to
find; looking as often as Python does by itself takes a tenth of a command.
"""


def main() -> int:
    """Run the command of the shell's words; cancelling it while it is still being read is fine."""
    gc.set_threshold(*RARELY)
    try:
        from monazite.cli import main as command

        return command()
    except KeyboardInterrupt:
        sys.stderr.write("Cancelled.\n")
        return CANCELLED


if __name__ == "__main__":
    sys.exit(main())
