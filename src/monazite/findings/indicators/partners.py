"""Splits what a partner loses: tonnes to replace, what prices do to the rest, users unserved."""

from __future__ import annotations

import numpy as np

from monazite.findings.costs import burden, unmet_value
from monazite.findings.solution import Reading, Series


def partner_loss(reading: Reading, qualifier: str) -> Series:
    """A partner's price times use plus value lost, above the baseline in the same world.

    It is what the partner's users lose; what makers inside the partner gain by a higher price is
    not taken off. The three parts below add up to it.
    """
    if reading.baseline is None:
        return reading.zeros()
    return burden(reading, qualifier) - burden(Reading(reading.study, reading.baseline), qualifier)


def partner_loss_tonnes(reading: Reading, qualifier: str) -> Series:
    """Tonnes home no longer delivers to a partner times what replacing each costs above before.

    Sum over materials of max(0, d0 - d1) max(0, p1 - p0): d what home delivers, p the price at the
    partner, 0 in the baseline and 1 in the plan. Where a material got cheaper at the partner,
    replacing it costs nothing more, and the fall is part of what prices do to the rest.
    """
    total = reading.zeros()
    for fewer, before, after in _fewer(reading, qualifier):
        total = total + fewer * np.maximum(after - before, 0.0)
    return total


def partner_loss_price(reading: Reading, qualifier: str) -> Series:
    """What the change of prices does to everything else a partner uses, USD_2024/yr.

    Sum over what serves its uses of (p1 - p0) s1, less what replacing tonnes costs: s1 is use under
    the plan. It falls on all it uses, wherever that is from.
    """
    if reading.baseline is None:
        return reading.zeros()
    before = Reading(reading.study, reading.baseline)
    total = reading.zeros()
    for row in reading.places.offers(reading.labels.materials, qualifier):
        material = reading.labels.offers[row][2]
        change = reading.price(material, qualifier) - before.price(material, qualifier)
        total = total + change * reading.reported("served")[row]
    return total - partner_loss_tonnes(reading, qualifier)


def partner_loss_unserved(reading: Reading, qualifier: str) -> Series:
    """Value of what a partner's users go without, less what they no longer pay for it.

    Change of value lost plus p0 (s1 - s0), at prices p0 of the baseline: s0 is use in the baseline,
    s1 under the plan.
    """
    if reading.baseline is None:
        return reading.zeros()
    before = Reading(reading.study, reading.baseline)
    points = [point for point in reading.labels.points if point.region == qualifier]
    total = unmet_value(reading, points) - unmet_value(before, points)
    for row in reading.places.offers(reading.labels.materials, qualifier):
        change = reading.reported("served")[row] - before.reported("served")[row]
        total = total + change * before.price(reading.labels.offers[row][2], qualifier)
    return total


def trade_lost(reading: Reading, region: str) -> Series:
    """Value of the tonnes home no longer delivers to a partner, at its prices of the baseline.

    It bounds what a halt can be about, USD_2024/yr: replacing the tonnes costs more than this only
    if their price more than doubles.
    """
    total = reading.zeros()
    for fewer, before, _ in _fewer(reading, region):
        total = total + fewer * before
    return total


def _fewer(reading: Reading, region: str) -> list[tuple[Series, Series, Series]]:
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
