"""What every event of a world has, which the country does not choose."""

from __future__ import annotations

from typing import ClassVar, Literal

from monazite.strategy.levers.base import Lever, Yes


class WorldEvent(Lever):
    """What every event of a world has: whether anybody sees it coming."""

    side: ClassVar[Literal["strategy", "world"]] = "world"

    foreseen: Yes = False
    """Whether owners and the state act on it before it begins."""

    @property
    def is_surprise(self) -> bool:
        """Whether nobody acts on the event before it begins."""
        return not self.foreseen
