"""When stores are let go and for whom: the rule, set before anyone knows how long a stop lasts."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from numbers import Integral, Real

import numpy as np

from monazite.core.errors import InvalidInput, Problem
from monazite.core.wording import counted
from monazite.stress.system import TIERS, System

_KINDS: tuple[tuple[str, type, str], ...] = (
    ("cover", Real, "a number"),
    ("rate", Real, "a number"),
    ("tier", Integral, "a whole number"),
    ("remaining", Real, "a number"),
    ("by_value", bool, "true or false"),
)


@dataclass(frozen=True)
class Release:
    """A release rule: how much of a gap is filled, how fast, and for whom."""

    cover: float = 1.0
    """Part of what is missing in a month that is filled."""
    rate: float = 1.0
    """Most that leaves in a month, as a share of what was held first."""
    tier: int = TIERS
    """Last tier of uses that is served; what plants take counts as the first."""
    remaining: float = 0.0
    """Part of the months that what strikes usually has left, over which stores are spread, public
    ones and those of users: of what lies there when a month begins one of so many parts goes in it.
    0 lets all of it go at once, 1 as much in each month of a shock that lasts as long as usual."""
    by_value: bool = False
    """Whether users are served by what they would lose, the most first, in place of their tiers;
    plants come before them and what they wait for comes last."""

    def __post_init__(self) -> None:
        """Raise InvalidInput for what is no rule."""
        wrong = [
            Problem(
                field=name,
                message=f"{getattr(self, name)!r} is not {asked}",
                remedy=f"give {asked}",
            )
            for name, kind, asked in _KINDS
            if not isinstance(getattr(self, name), kind)
            or (isinstance(getattr(self, name), bool) and kind is not bool)
        ]
        if wrong:
            raise InvalidInput(wrong)
        shares = (("cover", self.cover), ("rate", self.rate), ("remaining", self.remaining))
        for name, value in shares:
            if not 0.0 <= value <= 1.0:
                raise InvalidInput(
                    Problem(
                        field=name,
                        message=f"{value:g} is not between 0 and 1",
                        remedy="give a share, such as 0.5",
                    )
                )
        if self.tier not in range(1, TIERS + 1):
            raise InvalidInput(
                Problem(
                    field="tier",
                    message=f"there is no tier {self.tier}",
                    remedy=f"name a tier from 1 to {TIERS}",
                )
            )

    def in_words(self) -> str:
        """Say the rule in words."""
        whom = {1: " for plants and the first tier of uses", 2: " for the first two tiers of uses"}
        part = "all that" if self.cover == 1.0 else f"{100 * self.cover:.0f} % of what"
        filled = f"{part} is missing"
        if not self.rate * self.cover:
            return "nothing"
        # the last of it leaves in a month of its own; a share written as 1 / 49 is no longer one
        months = ceil(1.0 / self.rate - 1e-9)
        speed = "" if self.rate == 1.0 else f", over {counted(months, 'month')} at least"
        some = "" if self.remaining == 1.0 else f"{100 * self.remaining:.0f} % of "
        over = f", stores spread over {some}the months a shock usually has left"
        spread = over if self.remaining else ""
        order = ", users by what they would lose" if self.by_value else ""
        return f"{filled}{whom.get(self.tier, '')}{speed}{spread}{order}"


def under(system: System, rule: Release) -> System:
    """Give a system whose stores are let go by a rule."""
    return system._replace(
        release_rate=np.full(len(system.release_rate), float(rule.rate)),
        release_cover=np.array([float(rule.cover)]),
        release_tier=np.array([int(rule.tier)]),
        release_remaining=np.array([float(rule.remaining)]),
        serve_by_value=np.array([int(rule.by_value)]),
    )
