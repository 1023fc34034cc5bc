"""Units of what comes every year or month, of the same added up, and of tonnes of something.

Here alone a unit is given a time or loses it; everybody else says which of the two is meant.
"""

from __future__ import annotations

from dataclasses import dataclass

from monazite.core.records import Label

__all__ = ["MassUnit", "a_tonne", "a_year", "added_up", "is_a_year"]

_YEAR, _MONTH = "/yr", "/month"


def a_year(unit: str) -> str:
    """Give the unit of as much every year.

    >>> a_year("t oxide")
    't oxide/yr'
    """
    return f"{unit}{_YEAR}"


def is_a_year(unit: str) -> bool:
    """Say whether a unit is of what comes every year."""
    return unit.endswith(_YEAR)


def added_up(unit: str) -> str:
    """Give the unit of what comes every year or month, added up over these; others stay.

    >>> added_up("USD_2024/yr"), added_up("t oxide")
    ('USD_2024', 't oxide')
    """
    return unit.removesuffix(_YEAR).removesuffix(_MONTH)


def a_tonne(mass: str) -> str:
    """Name one of the tonnes that a unit counts.

    >>> a_tonne("t oxide")
    'tonne of oxide'
    """
    return f"tonne of {mass.removeprefix('t ')}"


@dataclass(frozen=True, slots=True)
class MassUnit(Label):
    """Tonnes of a basis, there at a time or every year: `t oxide`, `t oxide/yr`."""

    basis: str
    every_year: bool = True

    @property
    def name(self) -> str:
        """The unit as text."""
        mass = f"t {self.basis}"
        return a_year(mass) if self.every_year else mass
