"""Sentences on a game of months, for the shell and the studio alike."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from monazite.brief.sentences.disruption import plan_without_in_words
from monazite.core.numerals import Coin, whole_percent

if TYPE_CHECKING:
    from monazite.runs.disruptions.exercise import Debrief
    from monazite.stress import Stop

__all__ = ["NO_TEAM", "best_play_in_words", "debrief_in_words"]

NO_TEAM = (
    "Nothing is stored by the public, exported or to be had elsewhere, so that no team can do"
    " anything."
)
"""What is said in a game in place of moves where none would change anything."""


def debrief_in_words(found: Debrief, coin: Coin, *, sold: bool, own: Sequence[Stop] = ()) -> str:
    """Say what a game came to, beside the rules alone and the best play that was found.

    `own` are stops of the world it was played in, which its plan is made without.
    """
    lost = f"{coin.told(found.lost)} {coin.large}"
    by_rule, best, least = (coin.told(one) for one in (found.by_rule, found.best, found.least))
    floor = "" if best == least else f", and nobody could have come below {least}"
    return (
        f"{f'Sales of {lost} were lost' if sold else f'Users lost {lost}'}. Without any move it"
        f" would have been {by_rule}. The best play that was found, with the shock known from the"
        f" first month, comes to {best}{floor}."
        f"{_saved_in_words(found)}{''.join(f' {one}' for one in plan_without_in_words(own))}"
    )


def _saved_in_words(found: Debrief) -> str:
    """Say how much of what any play could have saved was saved; nothing below one per cent.

    The floor may lie below the best that can be played, so that the share is told as a least one:
    it is cut to whole per cents and not rounded.
    """
    savable = found.by_rule - found.least
    share = min((found.by_rule - found.lost) / savable, 1.0) if savable > 0.0 else 0.0
    told = math.floor(100.0 * share + 1e-6) / 100.0
    if told <= 0.0:
        return ""
    return f" At least {whole_percent(told)} of what any play could have saved was saved."


def best_play_in_words(found: Debrief, coin: Coin) -> str:
    """Say what stands in the table of the best play, or why there is none."""
    if coin.told(found.best) == coin.told(found.by_rule):
        return "No move could have saved anything."
    return "The best play that was found, in which whatever is not named is left to the rules:"
