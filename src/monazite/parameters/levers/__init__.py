"""Turns levers into edits, which each kind says of itself, and applies them in order."""

from monazite.parameters.levers.acting import Acting, ByLabel, Numbers, edits, window_shares
from monazite.parameters.levers.applying import apply_levers, edits_of

__all__ = ["Acting", "ByLabel", "Numbers", "apply_levers", "edits", "edits_of", "window_shares"]
