"""Writes chances as frequencies, which people read better than probabilities."""

from __future__ import annotations

from typing import NamedTuple


class Frequency(NamedTuple):
    """How often something is so, in words, and of how many times."""

    often: str
    of: int

    def __str__(self) -> str:
        """Both, as in 38 of 100."""
        return f"{self.often} of {self.of}"


def frequency(chance: float, of: int = 100) -> Frequency:
    """A chance as a frequency, never rounded to nothing; of fewer than a hundred times of these."""
    if of < 100:
        return Frequency(f"{chance * of:.0f}", of)
    return Frequency("less than 1" if 0.0 < chance < 0.01 else f"{100.0 * chance:.0f}", 100)


def in_hundred(chance: float, of: int = 100) -> str:
    """A chance in words: 38 of 100; 3 of 8 where these are all."""
    return str(frequency(chance, of))
