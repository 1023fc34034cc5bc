"""What tonnes may be told as: what is contained of groups a study follows."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Contained"]


@dataclass(frozen=True)
class Contained:
    """Groups counted together, which share a basis, told in tonnes of `basis`.

    `factor` is the tonnes of `basis` in a tonne of what the groups are tonnes of.
    """

    groups: tuple[str, ...]
    basis: str
    title: str
    """What is contained, as people call it."""
    factor: float = 1.0

    @property
    def words(self) -> str:
        """What tonnes of it are called: `NdPr oxide`, or `Ni` alone."""
        return self.title if self.title == self.basis else f"{self.title} {self.basis}"
