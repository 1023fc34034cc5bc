"""Stops that worlds of a study state, as a play of months states them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from monazite.core.usual import MONTHS
from monazite.parameters import shocks
from monazite.strategy import ForeignExportControl
from monazite.strategy.months import months_since_year_zero
from monazite.stress import Stop, sellers
from monazite.study import Study

__all__ = ["stops_as_stated", "stops_of"]


def stops_of(study: Study, world: str) -> tuple[Stop, ...]:
    """The stops of a world that come as news once strategies are known; as `stops_as_stated`."""
    return stops_as_stated(study, shocks(study, world), MONTHS)


def stops_as_stated(
    study: Study, controls: Iterable[ForeignExportControl], months: int
) -> tuple[Stop, ...]:
    """State controls as stops of what a region sells home, as deep as what is not made up for.

    One without an end goes on for as many months as are played. That home keeps what it has while
    a stop lasts is not among them, since months let it sell what it planned.
    """
    return tuple(_stops(study, controls, months))


def _stops(study: Study, controls: Iterable[ForeignExportControl], months: int) -> Iterator[Stop]:
    sent = sellers(study)
    for lever in controls:
        brought = sent.get(lever.exporter, set())
        products = tuple(one for one in lever.materials if one in brought)
        if products:
            until = lever.end and months_since_year_zero(lever.end)
            length = until - months_since_year_zero(lever.start) if until else months
            yield Stop(lever.exporter, length, products, lever.start, lever.share_lost)
