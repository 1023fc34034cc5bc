"""How the key of an indicator is spelled: its name, and after a dot what it is asked of."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Key", "key_named"]


class Key(NamedTuple):
    """An indicator and what it is asked of, blank where the key does not say."""

    indicator: str
    of: str = ""

    def __str__(self) -> str:
        """The key as files and commands write it."""
        return f"{self.indicator}.{self.of}" if self.of else self.indicator


def key_named(text: str) -> Key:
    """Read a key; one over time is asked of another key.

    >>> key_named("price.oxide"), key_named("to_date.output.magnet").of
    (Key(indicator='price', of='oxide'), 'output.magnet')
    """
    indicator, _, of = text.partition(".")
    return Key(indicator, of)
