"""One number for each reported year, and what is made of several such series."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["Series", "added", "ratio"]

Series = npt.NDArray[np.float64]
"""One number per reported year."""


def ratio(part: Series, whole: Series) -> Series:
    """Divide where there is something to divide by; NaN marks years without a meaning."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 1e-6, part / np.where(whole > 1e-6, whole, 1.0), np.nan)


def added(rows: Series) -> Series:
    """The sum by reported year over rows, such as goods or uses; a plain column is its own."""
    return np.asarray(np.atleast_2d(rows).sum(axis=0))
