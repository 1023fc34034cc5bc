"""Writes chances as frequencies, which people read better than probabilities."""

from __future__ import annotations


def in_hundred(chance: float, of: int = 100) -> str:
    """A chance as a frequency, never rounded to nothing: 38 of 100; 3 of 8 where these are all."""
    seldom, hundred = 0.0 < chance < 0.01, f"{100.0 * chance:.0f} of 100"
    return f"{chance * of:.0f} of {of}" if of < 100 else "less than 1 of 100" if seldom else hundred
