"""Writes shares of a variance with their standard errors, as far as these let anything be said."""

from __future__ import annotations

from statistics import NormalDist

from monazite.core.numerals import whole_percent

__all__ = ["NIL", "is_told_apart", "share_told"]

ERRORS = NormalDist().inv_cdf(0.95)
"""Standard errors by which a share must lie above nil: of shares of nothing one in twenty does."""

LEAST = 0.005
"""Share below which nothing would be written but nought per cent."""

NIL = "not told apart from nil"

ALL = "not told apart from all"
"""Of a share that comes out above the whole, which by chance alone it can."""


def is_told_apart(share: float, error: float) -> bool:
    """Whether a share shows and is larger than chance alone would make it, given its error."""
    return share >= LEAST and share > ERRORS * error


def share_told(share: float, error: float) -> str:
    """A share in whole per cents with its standard error, or in words where that says nothing."""
    if not is_told_apart(share, error):
        return NIL
    return ALL if share > 1.0 else f"{whole_percent(share)} ± {100 * error:.0f}"
