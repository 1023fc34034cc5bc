"""Counts what arrives inside goods: no material at home can serve it, so it is no demand."""

from __future__ import annotations

import numpy as np

from monazite.findings.account import form_account_of, is_last
from monazite.findings.solution import (
    Reading,
    Series,
    ratio,
)


def embodied_imports(reading: Reading, qualifier: str) -> Series:
    """What uses at home take inside goods bought abroad, t/yr; no part of demand."""
    rows = [
        row
        for row, (use, region) in enumerate(reading.labels.points)
        if region == reading.home and qualifier in ("total", use)
    ]
    return np.asarray(reading.planned("embodied")[rows].sum(axis=0))


def import_dependence_with_goods(reading: Reading, qualifier: str) -> Series:
    """Import dependence with what arrives inside goods counted as imported and as wanted.

    (imports - exports + short + embodied) / (wanted + embodied), between 0 and 1, where wanted is
    the larger of need and use, and short what users go without; of what is made into other things
    (imports - exports + embodied) / (apparent use + embodied). Embodied is what arrives inside
    goods for the uses the materials serve.
    """
    materials, home = reading.materials(qualifier), reading.home
    brought = reading.shipped(materials, destination=home)
    net = brought - reading.shipped(materials, origin=home)
    inside = reading.zeros()
    for use in dict.fromkeys(
        use
        for use, region, material in reading.labels.offers
        if region == home and material in materials
    ):
        inside = inside + embodied_imports(reading, use)
    if is_last(reading, materials):
        account = form_account_of(reading, materials)
        net, whole = net + account.short(materials), account.wanted(materials)
    else:
        whole = reading.made(materials, home) + net + reading.net_release(materials, home)
    return np.clip(ratio(net + inside, whole + inside), 0.0, 1.0)
