"""Turns levers into edits: each kind by itself, or by a function written here."""

from monazite.parameters.levers.base import MAKERS, Acting, window_shares
from monazite.parameters.levers.makers import apply_levers
from monazite.parameters.levers.stocks import home_needs
from monazite.parameters.levers.uses import dealt_anew
from monazite.parameters.levers.usual import reference_trade

__all__ = [
    "MAKERS",
    "Acting",
    "apply_levers",
    "dealt_anew",
    "home_needs",
    "reference_trade",
    "window_shares",
]
