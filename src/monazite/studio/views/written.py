"""What a part of a page comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monazite.report.html import Html
from monazite.studio.told import ChartView

__all__ = ["Written"]


@dataclass(frozen=True)
class Written:
    """HTML, and the charts that stand where an element of it says `data-card`."""

    html: Html
    charts: Sequence[ChartView] = ()
