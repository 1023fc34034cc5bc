"""What a fact is called: by the parts of its name, and by what its table tells it by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from monazite.core.wording import raised


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


def fact_told(dimensions: Mapping[str, str], titles: Mapping[str, str]) -> list[str]:
    """Say what a table tells a fact by, such as a use and a region, in the titles of the study."""
    told = (titles.get(value, value.replace("_", " ")) for value in dimensions.values() if value)
    return list(dict.fromkeys(told))


def fact_about(name: FactName, dimensions: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """Say what a fact is about, in the titles of the study: a use, a region, a form."""
    return raised(", ".join(fact_told(dimensions, titles)) or name.words)


def fact_words(
    name: FactName, dimensions: Mapping[str, str], period: str, titles: Mapping[str, str]
) -> list[str]:
    """Give the words of a fact's own name that what its table tells it by does not say."""
    told = fact_told(dimensions, titles)
    known = " ".join((*dimensions.values(), *told, period)).replace("_", " ").lower()
    words = known.split()
    return [
        word
        for word in name.words.split()
        if word not in words and titles.get(word.upper(), word).lower() not in known
    ]


def fact_title(
    name: FactName, dimensions: Mapping[str, str], period: str, titles: Mapping[str, str]
) -> str:
    """Call a fact as people do: by what its table tells it by, where its own name says no more.

    Else by its own words. The period stands behind where the name has a year.
    """
    told = fact_told(dimensions, titles)
    if not told or fact_words(name, dimensions, period, titles):
        return own_words(name, titles)
    dated = any(word in period.split("-") for word in name.words.split()) and period not in told
    return raised(", ".join((*told, *([period] if dated else []))))


def own_words(name: FactName, titles: Mapping[str, str]) -> str:
    """Give the words of a fact's own name, in which labels of regions stand as their titles."""
    return raised(" ".join(titles.get(word.upper(), word) for word in name.words.split()))
