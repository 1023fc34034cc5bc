"""Turns sourced evidence and a policy strategy into a mine-to-magnet model one can question."""

__version__ = "0.1.0"
