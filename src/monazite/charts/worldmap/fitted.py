"""How a map fits its page: the part of the world that holds its places, in an Equal Earth map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, pi, radians, sin, sqrt

__all__ = ["WORLD", "Window", "projected", "window_on"]

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = sqrt(3) / 2
"""Constants of the projection (Šavrič, Patterson and Jenny 2018)."""
WORLD = 2 * pi / (_M * _A[0])
"""Width of the whole world, as the projection counts."""
_LEAST = 0.5
"""Part of the width of the world that is always seen: land is drawn too roughly for less."""
_SIDE, _ABOVE = 0.09, 0.14
"""Room beside the outermost places for their names, as a share of the width of their window."""
_RATIOS = (0.42, 0.6)
"""Least and most height of a map over its width."""


@dataclass(frozen=True)
class Window:
    """What is seen: its middle and its width, as the projection counts, and its height over it."""

    x: float
    y: float
    width: float
    ratio: float

    def scale(self, width: float) -> float:
        """What the projection is multiplied with on a map of so many pixels."""
        return width / self.width

    def translate(self, width: float) -> list[float]:
        """Where on such a map, in pixels, longitude and latitude are nought."""
        scale = self.scale(width)
        return [width / 2 - scale * self.x, width * self.ratio / 2 + scale * self.y]


def window_on(points: Sequence[tuple[float, float]]) -> Window | None:
    """Give the window on places by longitude and latitude in degrees; None without any."""
    if not points:
        return None
    across, up = zip(*(projected(*point) for point in points), strict=True)
    wide = max((max(across) - min(across)) / (1 - 2 * _SIDE), _LEAST * WORLD)
    high = max(up) - min(up) + 2 * _ABOVE * wide
    ratio = min(max(high / wide, _RATIOS[0]), _RATIOS[1])
    # what is higher than a page may be is seen from further off
    wide = min(max(wide, high / ratio), WORLD)
    return Window((max(across) + min(across)) / 2, (max(up) + min(up)) / 2, wide, ratio)


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place lies on a map of scale one, from the middle to the right and up."""
    angle = asin(_M * sin(radians(latitude)))
    a1, a2, a3, a4 = _A
    square = angle * angle
    sixth = square**3
    slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
    rise = a1 + a2 * square + sixth * (a3 + a4 * square)
    return radians(longitude) * cos(angle) / (_M * slope), angle * rise
