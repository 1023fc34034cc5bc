"""The `monazite` command: the verbs of the Python interface, for the shell."""

from monazite.cli.application import main

__all__ = ["main"]
