"""A figure in a number, told by name."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    """A figure in a number, with its own parts.

    `before` is the same figure under the baseline in the same world, None for the baseline itself.
    """

    text: str
    value: float
    unit: str
    before: float | None = None
    parts: tuple[Part, ...] = field(default_factory=tuple)
    of_many: bool = False
    """Whether it is one of a kind of which only the largest are named."""

    @property
    def size(self) -> float:
        """The larger of the figure and what it is in the baseline, whatever their signs."""
        return max(abs(self.value), abs(self.before or 0.0))
