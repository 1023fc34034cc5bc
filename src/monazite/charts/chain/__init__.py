"""The chain from mine to use as a picture: what flows, where it stands and how it is drawn."""

from monazite.charts.chain.sankey import sankey

__all__ = ["sankey"]
