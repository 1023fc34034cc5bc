"""When the public stockpile is let go: the rule, set before anyone knows how long a stop lasts."""

from __future__ import annotations

from dataclasses import dataclass

from monazite.core.errors import InvalidInput, Problem
from monazite.stress.system import TIERS


@dataclass(frozen=True)
class Release:
    """A release rule: how much of a gap is filled, how fast, and for whom."""

    cover: float = 1.0
    """Part of what is missing in a month that is filled."""
    rate: float = 1.0
    """Most that leaves in a month, as a share of what was held first."""
    tier: int = TIERS
    """Last tier of uses that is served; what plants take counts as the first."""

    def __post_init__(self) -> None:
        """Raise InvalidInput for what is no rule."""
        for name, value in (("cover", self.cover), ("rate", self.rate)):
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
        filled = "all that is missing" if self.cover == 1.0 else f"{100 * self.cover:.0f} % of it"
        speed = "" if self.rate == 1.0 else f", over {1.0 / self.rate:.0f} months at least"
        return f"{filled}{whom.get(self.tier, '')}{speed}"
