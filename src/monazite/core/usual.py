"""What a question takes where nobody says otherwise, for Python, shell, studio and briefs alike."""

from __future__ import annotations

SEED = 7
"""Where chance begins."""

DRAWS = 64
"""Draws of facts."""

FORECAST_SEED = 2024
"""Where the chance of a forecast begins."""

FORECAST_DRAWS = 20
"""Draws a forecast takes its ranges from."""

INPUTS = 15
"""Uncertain inputs that are tried, families first."""

ALONE = 20
"""Inputs that are tried one at a time beside draws, families first."""

SWAPPED = 24
"""Draws in which groups of inputs are drawn anew, where there are as many."""

SCENARIOS = 10_000
"""Scenarios of months that are played."""

MONTHS = 36
"""Months of a scenario."""

WORST = 20
"""Worst scenarios in which rules are held against one who knows what comes."""

GAME_MONTHS = 12
"""Months of a game."""

SERVICE = 0.95
"""Part of scenarios in which nobody is to go short."""

COSTS = ("to_date.public_outlay", "to_date.home_cost")
"""Indicators of which other sets of levers may take little more."""

SLACK = 0.05
"""Part by which they may."""

SETS = 3
"""Other sets of levers that are looked for."""

BOTTLENECKS = 5
"""Bottlenecks that are eased one after the other."""

LIMITS = 10
"""Limits that are made larger one at a time, those worth most to their owners."""

RULES_TOLD = 5
"""Rules a trace tells."""

SCAN = 9
"""Values of a figure that are solved before a break-even is narrowed down."""

SCAN_TO = 1e-3
"""Part of itself to which a break-even is known, and what makes a claim true or a plan of none."""

LOOK = 5
"""Values of a figure that are solved before the nearest one is narrowed down."""

LOOK_TO = 0.01
"""Part of itself to which the nearest one is known."""
