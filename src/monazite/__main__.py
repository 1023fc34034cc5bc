"""Lets `python -m monazite` do what the `monazite` command does."""

import sys

from monazite.cli import main

if __name__ == "__main__":
    sys.exit(main())
