"""Compiles the month with numba where it is installed; without it NumPy runs the same function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

numba: Any
try:
    import numba
except ImportError:  # tried in an environment of its own
    numba = None

HAS_NUMBA: bool = numba is not None
"""Whether scenarios are played one by one in machine code; else all at once in NumPy, slower."""

Player = Callable[..., Any]


def compiled(function: Player) -> Player:
    """Give a function in machine code, kept on disk; the function itself where numba is missing.

    It makes no arrays of its own, so that those it is given need not be counted each time one of
    them is touched, which took more time than the months.
    """
    return _machine_code(function, _nrt=False)


def inlined(function: Player) -> Player:
    """The same for one that compiled functions take in whole, since calling it costs as much."""
    return _machine_code(function, inline="always")


def _machine_code(function: Player, **how: Any) -> Player:
    if numba is None:
        return function
    made = numba.njit(
        cache=True, nogil=True, error_model="numpy", fastmath={"nnan", "ninf", "nsz"}, **how
    )
    return cast("Player", made(function))


def plain(function: Player) -> Player:
    """Give the function behind a compiled one, which works on whole arrays of scenarios."""
    inner: Any = getattr(function, "py_func", function)
    return cast("Player", inner)
