"""How much the programme of every study sets aside: rows, tranches and ages, used or not."""

SLOTS = 12
"""Rows set aside in every study for contained-element export limits; unused ones are neutral."""

AGREEMENTS = 6
"""Rows set aside in every study for agreed deliveries to home; unused ones are neutral."""

QUOTAS = 3
"""Rows set aside in every study for shares of home use that are to be made at home."""

SPREADS = 3
"""Rows set aside in every study for largest shares of one origin; unused ones are neutral."""

SCHEMES = 6
"""Rows set aside in every study for budgets of support; unused ones are neutral."""

TIERS = (1, 2, 3)
"""Ranks of uses; a reserve is held for one of them."""

FINE_TRANCHES = (-4, -3, -2, -1, *range(1, 15))
"""Tranches of a demand curve that decides prices or is asked about: below its anchor (more is
wanted), above it, the choke."""

FINER_TRANCHES = (-4, -3, -2, -1, *range(1, 21))
"""Tranches of a curve that weighs so much that its own steps would be seen in a price or a sum."""

LADDER_TRANCHES = (-1, *range(1, 8))
"""Tranches of a curve abroad that stands for several uses with chokes of their own."""

PLAIN_TRANCHES = (-1, 1, 2, 3)
"""Tranches of uses at home that hold nothing of the tracked group, and of single uses abroad that
do."""

WHOLE_TRANCHES = (1,)
"""The one tranche of a use abroad that holds nothing of the tracked group."""

AGES = 12
"""Years a ramp is followed before it counts as mature."""

COHORT_AGES = 40
"""Years a cohort of products in use is followed until nothing of it is left."""
