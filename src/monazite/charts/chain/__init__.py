"""The chain from mine to use as a picture: what flows, or what changes, and how it is drawn."""

from monazite.charts.chain.balance import balance
from monazite.charts.chain.changed import changed_flows
from monazite.charts.chain.sankey import sankey

__all__ = ["balance", "changed_flows", "sankey"]
