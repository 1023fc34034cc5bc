"""Starts the `monazite` command, also as `python -m monazite`; Ctrl-C is heard from the start."""

import sys

CANCELLED = 3
"""The exit code of a command that was cancelled."""


def main() -> int:
    """Run the command of the shell's words; cancelling it while it is still being read is fine."""
    try:
        from monazite.cli import main as command

        return command()
    except KeyboardInterrupt:
        sys.stderr.write("Cancelled.\n")
        return CANCELLED


if __name__ == "__main__":
    sys.exit(main())
