"""More scrap and more recyclers as edits."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from monazite.core.edit import Edit
from monazite.core.errors import InvalidInput, Problems
from monazite.parameters.arrays import Parameters
from monazite.parameters.levers.base import MAKERS, edit, refuse, window_shares
from monazite.parameters.levers.plants import added
from monazite.strategy import Recycling
from monazite.study import Study, resolved


@MAKERS.of(Recycling)
def recycling(lever: Recycling, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Collect a larger share of products at the end of their life, and bring recyclers online.

    factor = new share / share collected now, at most 1 / share collected now: nobody collects more
    than there is. Scrap of products in use before the first year grows by it while the lever is in
    force, pro rata in the period it starts. Scrap of products sold since then has no year of its
    own and grows by the factor from the first year on; it comes back years later, so that little of
    it arrives before the lever starts.
    """
    factors: dict[float, list[str]] = {}
    for collection, factor in _factors(lever, study, parameters).items():
        factors.setdefault(factor, []).append(collection)
    shares = window_shares(parameters, lever)
    for factor, end_of_life_streams in factors.items():
        where = {"end_of_life_stream": tuple(end_of_life_streams)}
        yield edit(lever, "scrap_share", "multiply", factor, **where)
        for share in dict.fromkeys(shares.values()):
            periods = tuple(period for period, part in shares.items() if part == share)
            grown = 1.0 + (factor - 1.0) * share
            yield edit(lever, "legacy_scrap", "multiply", grown, **where, period=periods)
    for facility in lever.facilities:
        yield from added(lever, parameters, facility, lever.add or 0.0, lever.start)
        yield edit(lever, "public_share", "set", lever.public_share or 0.0, facility=facility)


def _factors(lever: Recycling, study: Study, parameters: Parameters) -> dict[str, float]:
    """The factor on the scrap of every home collection the lever speaks of."""
    factors: dict[str, float] = {}
    if lever.collection is None and lever.multiply is None:
        return factors
    problems = Problems()
    for row in study.chain.recycling:
        if row.region != parameters.labels.home or (lever.uses and row.use not in lever.uses):
            continue
        name = f"{row.use}@{row.region}/{row.material}"
        stated = resolved(study, row, "collection", problems)
        now = 0.0 if stated is None else stated.value * _grown_before(parameters, name)
        if now > 0:
            wanted = lever.collection if lever.multiply is None else lever.multiply * now
            factors[name] = min(wanted or 0.0, 1.0) / now
        elif lever.multiply is None:
            raise refuse(
                lever,
                "collection",
                f"nothing of {row.use} is collected at home, so no share of it can grow",
                "give it a share above zero in chain/recycling.csv, or leave the use out",
            )
    problems.raise_if_any(InvalidInput)
    return factors


def _grown_before(parameters: Parameters, collection: str) -> float:
    """The factor by which edits before this lever have multiplied what is collected."""
    return prod(
        entry.edit.value
        for entry in parameters.edits_of("scrap_share", (collection,))
        if entry.edit.operation == "multiply"
    )
