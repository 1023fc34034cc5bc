"""What meets at a node at home mixes in proportion: the one rule by which origins are followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from monazite.findings.account.homeflows import HomeFlows, Node

Table = npt.NDArray[np.float64]
"""Amounts or shares by node and origin, by node and node, or by year and origin."""

LEFT_OVER = 1e-9
"""Tonnes a year up to which a flow is what a solver leaves around zero."""

HOME, RECYCLED, STOCKPILE = "home", "recycled", "stockpile"
"""Begun at home; made of scrap; out of a stock, unless it is known to be one of the first two."""


@dataclass(frozen=True)
class Traced:
    """Where what is followed came from, by node: tables over year and origin.

    `origins` are home, recycled, each region abroad and stockpile. `share` is the mix of all that
    reaches a material at a place in a year, zero where nothing does; `released` what the stock
    there gives, t/yr.
    """

    origins: tuple[str, ...]
    share: Mapping[Node, Table]
    released: Mapping[Node, Table]


def follow(flows: HomeFlows) -> Traced:
    """Follow origins year by year through plants, transfers and stocks.

    With n a material at a place, share[n] = sum over all that reaches n of tonnes x share of what
    brings it / sum of tonnes: what leaves from one place carries nothing of what lies at another.
    Steps into which nothing followed goes bring home (recycling: recycled), shipments the region
    they come from, collected scrap recycled; other steps pass on the mix of their inputs, so that
    swarf stays what it was cut from, and transfers hand theirs on. A stock gives its mix at the
    start of the year. What was dug or recycled at home stays so in a stock; what was bought abroad
    comes out as stockpile. What lay there before the first year is home's where home can make it of
    its own ore with what stands in that year; else it was bought too.
    """
    origins = (HOME, RECYCLED, *flows.regions, STOCKPILE)
    row = {node: place for place, node in enumerate(flows.nodes)}
    entering, handed = _gathered(flows, row, origins)
    released = np.zeros_like(entering)
    share = np.zeros_like(entering)
    stores = [node for node in flows.stock if flows.release[node].any()]
    at = [row[node] for node in stores]
    stock, taken, given = (
        np.array([series[node] for node in stores]).reshape(len(stores), flows.years)
        for series in (flows.stock, flows.intake, flows.release)
    )
    held = np.zeros((len(stores), len(origins)))
    for place, node in enumerate(stores):
        opening = stock[place, 0] - taken[place, 0] + given[place, 0]
        of_home = node[0] in flows.home_made
        held[place, 0 if of_home else -1] = max(0.0, float(opening))
    for years in _runs(given):
        first = years.start
        if stores:
            out = _given(held, given[:, first])
            held = np.maximum(0.0, held - out)
            # From here on what came from abroad is out of a stock.
            out[:, -1] += out[:, 2:-1].sum(axis=1)
            out[:, 2:-1] = 0.0
            released[first, at] = out
            entering[first] += released[first]
        share[years] = shares_at(entering[years], handed[years])
        if stores:
            held += np.einsum("sy,yso->so", taken[:, years], share[years][:, at])
    return Traced(
        origins,
        {node: share[:, at] for node, at in row.items()},
        {node: released[:, row[node]] for node in flows.release},
    )


def _runs(given: Table) -> list[slice]:
    """Years that can be worked out at once: stocks give in none of them but the first.

    `given` is what they give; shape (store, year).
    """
    years = given.shape[1]
    starts = [0, *(year for year in np.flatnonzero((given > 0).any(axis=0)).tolist() if year)]
    return [slice(a, b) for a, b in zip(starts, [*starts[1:], years], strict=True)]


def _given(held: Table, tonnes: Table) -> Table:
    """What stocks give by origin: their mix; what they never took in was there before.

    `held` is by stock and origin, `tonnes` by stock.
    """
    known = held.sum(axis=1)
    filled = known > LEFT_OVER
    part = np.divide(tonnes, known, out=np.zeros(len(known)), where=filled)
    out: Table = held * np.minimum(1.0, part)[:, None]
    out[:, -1] += np.maximum(0.0, tonnes - out.sum(axis=1))
    return out


def _gathered(
    flows: HomeFlows, row: Mapping[Node, int], origins: tuple[str, ...]
) -> tuple[Table, Table]:
    """What enters each node by year and origin, and what nodes hand on, without stocks."""
    column = {origin: place for place, origin in enumerate(origins)}
    entering = np.zeros((flows.years, len(row), len(origins)))
    handed = np.zeros((flows.years, len(row), len(row)))
    for (node, region), tonnes in flows.arrivals.items():
        entering[:, row[node], column[region]] += np.maximum(tonnes, 0.0)
    for (source, node), tonnes in flows.transfers.items():
        handed[:, row[node], row[source]] += np.maximum(tonnes, 0.0)
    for node, tonnes in flows.collected.items():
        entering[:, row[node], column[RECYCLED]] += np.maximum(tonnes, 0.0)
    for step in flows.steps:
        taken = sum(amount for _, amount in step.inputs)
        for node, made in step.outputs:
            if step.brings_up:
                origin = RECYCLED if step.recycles else HOME
                entering[:, row[node], column[origin]] += step.activity * made
                continue
            for source, amount in step.inputs:
                handed[:, row[node], row[source]] += step.activity * made * amount / taken
    return entering, handed


def shares_at(arriving: Table, handed: Table) -> Table:
    """Shares by origin at every node from what enters and what nodes hand on to each other.

    `arriving[..., m, origin]` enters at m from outside, `handed[..., m, n]` reaches m through
    plants or transfers from n; the result has the shape of `arriving`. With total[m] the sum of all
    that reaches m, (diag(total) - handed) share = arriving: solved at once, so that loops such as
    swarf going back to oxide need no rounds. Shares add up to one; they are zero where nothing with
    a known origin arrives.
    """
    # What no known origin reaches, or only what a solver leaves around zero, has no mix.
    alive = arriving.sum(axis=-1) > LEFT_OVER
    while True:
        reached = alive | ((handed @ alive[..., None])[..., 0] > LEFT_OVER)
        if (reached == alive).all():
            break
        alive = reached
    inside = handed * (alive[..., None] & alive[..., None, :])
    entered = arriving * alive[..., None]
    total = np.where(alive, entered.sum(axis=-1) + inside.sum(axis=-1), 1.0)
    system = -inside
    diagonal = np.arange(total.shape[-1])
    system[..., diagonal, diagonal] += total
    found: Table = np.linalg.solve(system, entered)
    return found / np.where(alive, found.sum(axis=-1), 1.0)[..., None]
