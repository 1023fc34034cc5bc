"""Sentences on a rule set before a stop of drawn length, for the shell and the studio alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from monazite.brief.sentences.what_helps import COSTS
from monazite.core.numerals import Coin, percent

if TYPE_CHECKING:
    from monazite.stress import LengthRegret

__all__ = ["length_regret_in_words"]


def length_regret_in_words(held: LengthRegret | None, coin: Coin) -> Iterator[str]:
    """Say how near a rule is to the best of those who do not know how long a stop lasts."""
    if held is None or held.regret is None:
        return
    more = f"{percent(held.regret)} more than" if held.regret > COSTS else "as little as"
    yield (
        "Nobody is told how long a stop will last. At its mean depth and over its lengths, in whole"
        f" months, the rule loses {coin.told(held.lost)} {coin.large}, {more} the best that can be"
        " done with the same store by those who know how likely each length is and go by the months"
        f" so far ({coin.told(held.not_knowing)})."
    )
    if held.regret_told is not None and held.regret_told > COSTS:
        yield (
            f"It is {percent(held.regret_told)} more than one who is told the length as the stop"
            f" begins would lose ({coin.told(held.told)})."
        )
