"""What many draws of the facts say: bands, chances, which input matters, which settles a choice."""

from monazite.findings.ensemble.alone import Alone, End, Foretold, foretold
from monazite.findings.ensemble.bands import PARTS, Band, Chance, Draws, chance, quantiles
from monazite.findings.ensemble.boxes import Box, Side, clearest, peeled
from monazite.findings.ensemble.influence import Influence, influences
from monazite.findings.ensemble.ranking import Best, Settled, best_of_all, settled
from monazite.findings.ensemble.total_order import LEAST_SWAPPED, TotalOrder, total_orders

__all__ = [
    "LEAST_SWAPPED",
    "PARTS",
    "Alone",
    "Band",
    "Best",
    "Box",
    "Chance",
    "Draws",
    "End",
    "Foretold",
    "Influence",
    "Settled",
    "Side",
    "TotalOrder",
    "best_of_all",
    "chance",
    "clearest",
    "foretold",
    "influences",
    "peeled",
    "quantiles",
    "settled",
    "total_orders",
]
