"""Which screens tell figures as the study counts them, whatever a visitor chose."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["AS_COUNTED"]

_MONTHS = (
    "Mass and money stand here as the study counts them: months are played in tonnes of each good."
)
AS_COUNTED: Mapping[str, str] = {
    "stress": _MONTHS,
    "exercise": _MONTHS,
    "brief": "A brief tells mass and money as the study counts them, so that it agrees with its "
    "sources and with the command that gives it again.",
}
"""Screens no switch reaches, each with the reason."""
