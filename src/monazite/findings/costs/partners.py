"""Tonnes home no longer delivers to a partner, lane by lane, with prices there."""

from __future__ import annotations

import numpy as np

from monazite.findings.solution import Reading, Series


def trade_lost(reading: Reading, region: str) -> Series:
    """Value of the tonnes home no longer delivers to a partner, at its prices of the baseline.

    It bounds what a halt can be about, USD_2024/yr: replacing the tonnes costs more than this only
    if their price more than doubles.
    """
    total = reading.zeros()
    for fewer, before, _ in fewer_delivered(reading, region):
        total = total + fewer * before
    return total


def fewer_delivered(reading: Reading, region: str) -> list[tuple[Series, Series, Series]]:
    """By lane from home: tonnes fewer than in the baseline, price there before and after."""
    if reading.baseline is None:
        return []
    before = Reading(reading.study, reading.baseline)
    found = []
    for row in reading.places.lanes(reading.labels.materials, reading.home, region):
        fewer = before.reported("shipment")[row] - reading.reported("shipment")[row]
        if fewer.max() > 0.0:
            lane = reading.labels.lanes[row]
            at = (lane.material, lane.destination_place)
            found.append((np.maximum(fewer, 0.0), before.price(*at), reading.price(*at)))
    return found
