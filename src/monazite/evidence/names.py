"""What the name of a fact says: its table, what it is of, and which of several figures it is."""

from __future__ import annotations

from typing import NamedTuple


class FactName(NamedTuple):
    """The name of a fact in parts; `number` is blank in the name of a quantity."""

    table: str
    slug: str
    number: str = ""

    @property
    def quantity(self) -> str:
        """The name of what it is a figure of: `costs:mining` of `costs:mining#2`."""
        return f"{self.table}:{self.slug}"

    def __str__(self) -> str:
        """The name as files write it."""
        return f"{self.quantity}#{self.number}" if self.number else self.quantity

    @property
    def words(self) -> str:
        """The slug as words, for a fact whose table tells nothing else of it."""
        return self.slug.replace("-", " ")


def fact_named(name: str) -> FactName:
    """Take the name of a fact or a quantity apart.

    >>> fact_named("costs:mining-home#2")
    FactName(table='costs', slug='mining-home', number='2')
    """
    quantity, _, number = name.partition("#")
    table, _, slug = quantity.partition(":")
    return FactName(table, slug, number)
