"""Compiles the month with numba where it is installed; without it NumPy runs the same function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

numba: Any
together: Any
"""Takes arrays of a named tuple, in machine code alone, as vectors of scenarios side by side."""
try:
    import numba

    from monazite.stress.eight import together
except ImportError:  # tried in an environment of its own
    numba = together = None

HAS_NUMBA: bool = numba is not None
"""Whether scenarios are played by machine code, some side by side; else in NumPy, slower."""

Player = Callable[..., Any]

_HOW: dict[str, Any] = {
    "error_model": "numpy",
    "fastmath": {"nnan", "ninf", "nsz"},
    "_nrt": False,
}
"""No sum or product is taken otherwise than it is written; nothing is allocated or counted."""


def compiled(function: Player) -> Player:
    """Give a function in machine code, kept on disk; the function itself where numba is missing.

    It makes no arrays of its own, so that those it is given need not be counted each time one of
    them is touched, which took more time than the months.
    """
    if numba is None:
        return function
    made = numba.njit(cache=True, nogil=True, **_HOW)
    with _kept_by_source():
        return cast("Player", made(function))


def inlined(function: Player) -> Player:
    """Give the function itself, which compiled ones take in whole, since calling it costs as much.

    Whoever calls it elsewhere calls Python, so that NumPy plays the same lines on arrays.
    """
    if numba is None:
        return function
    return cast("Player", numba.extending.register_jitable(forceinline=True, **_HOW)(function))


@contextmanager
def _kept_by_source() -> Iterator[None]:
    """Have machine code kept in a folder of its own for every version of this package's months.

    numba looks at the file of a function alone, and constants of others are compiled in. Where this
    folder cannot be written numba takes one of its own; where the user named one, it lies in that.
    """
    said = numba.config.CACHE_DIR
    home = Path(said) if said else Path(__file__).parent / "__pycache__"
    numba.config.CACHE_DIR = str(home / f"months-{_fingerprint()}")
    try:
        yield
    finally:
        numba.config.CACHE_DIR = said


@cache
def _fingerprint() -> str:
    """Hash of every module of this folder, as hexadecimal digits."""
    found = sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        found.update(file.read_bytes())
    return found.hexdigest()[:16]
