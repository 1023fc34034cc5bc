"""What pools ask before they look at imports: ways to begin that are each as right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from monazite.core.errors import check_name

PoolsBegin = Literal["without_strategy", "before_news", "stated", "imports", "cost"]
"""Where a pool begins to ask.

Several prices of a pool can each be right beside the imports they lead to, and which of them a plan
ends at hangs on this alone.
"""

WITHOUT_STRATEGY: PoolsBegin = "without_strategy"
"""Where pools begin unless a case says otherwise."""

_FIRST: Mapping[PoolsBegin, str] = {
    "without_strategy": "what they ask without any strategy",
    "before_news": "what they asked before each piece of news",
    "stated": "what the study states",
    "imports": "what imports cost without any strategy",
    "cost": "what a tonne costs them",
}

IN_WORDS: Mapping[PoolsBegin, str] = {
    way: f"owners first ask {asked}" for way, asked in _FIRST.items()
}
"""Each way to begin, as a sentence goes on with it."""


@cache
def reason_of_prices(begin: PoolsBegin) -> str:
    """Why owners ask other prices than are stated, as the ledger of a plan says it.

    Nothing is said of what imports cost beside the stated price: a plan may end below it because
    it began there, with imports a little dearer.
    """
    return f"Owners meet the price of imports, and first ask {_FIRST[begin]}."


def pools_begin_named(name: str) -> PoolsBegin:
    """Give the way of a name; raises InvalidInput, naming all, for another."""
    check_name("way for pools to begin", name, IN_WORDS)
    return next(way for way in IN_WORDS if way == name)
