"""What pools ask before they look at imports: ways to begin that are each as right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from monazite.core.errors import check_name

PoolsBegin = Literal["without_strategy", "before_news", "stated", "imports", "cost"]
"""Where a pool begins to ask.

Several prices of a pool can each be right beside the imports they lead to, and which of them a plan
ends at hangs on this alone.
"""

WITHOUT_STRATEGY: PoolsBegin = "without_strategy"
"""Where pools begin unless a case says otherwise."""

IN_WORDS: Mapping[PoolsBegin, str] = {
    "without_strategy": "owners first ask what they ask without any strategy",
    "before_news": "owners first ask what they asked before each piece of news",
    "stated": "owners first ask what the study states",
    "imports": "owners first ask what imports cost without any strategy",
    "cost": "owners first ask what a tonne costs them",
}
"""Each way to begin, as a sentence goes on with it."""

OTHER_WAYS: tuple[PoolsBegin, ...] = tuple(
    way for way in get_args(PoolsBegin) if way != WITHOUT_STRATEGY
)
"""All ways but the usual one, in the order in which they are tried."""


def pools_begin_named(name: str) -> PoolsBegin:
    """Give the way of a name; raises InvalidInput, naming all, for another."""
    check_name("way for pools to begin", name, IN_WORDS)
    return next(way for way in IN_WORDS if way == name)
