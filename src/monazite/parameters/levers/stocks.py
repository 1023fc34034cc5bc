"""Reserves as edits."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.labels import node_name
from monazite.parameters.levers.base import MAKERS, edit, money_in, refuse
from monazite.strategy import Lever, Stockpile
from monazite.study import Study

SLACK_NEVER = 20.0
"""Multiple of the reference price charged per tonne missing from a stock that is never released."""


@MAKERS.of(Stockpile)
def stockpile(lever: Stockpile, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Ask for a stock by a date, as far as the budget buys it at the reference price.

    A reserve for tiers of uses stands at the last of them: what is missing there is missing for
    that tier and all behind it, and not for those before it. Without tiers it is for all uses.
    """
    home = study.settings.home
    place = home if lever.ownership_account is None else f"{home}.{lever.ownership_account}"
    store = node_name(lever.material, place)
    if store not in parameters.labels.coordinates("store"):
        raise refuse(
            lever,
            "material",
            f"{lever.material} cannot be stored in {place}",
            "add a row to chain/stocks.csv or name another material",
        )
    if store not in parameters.labels.reserves:
        raise refuse(
            lever,
            "material",
            f"no public reserve of {lever.material} can be asked for in {place}",
            "write yes under reserve in chain/stocks.csv or name another material",
        )
    wanted = lever.tonnes
    tier = parameters.labels.tiers[max(lever.tiers, default=0) - 1]
    uses = None
    if lever.tiers:
        uses = {row.use for row in study.chain.uses if row.tier in lever.tiers}
    held = parameters["content"].sel(material=lever.material)
    if wanted is None and not float(held.sum()):
        raise refuse(
            lever,
            "days_of_cover",
            f"{lever.material} holds nothing that is followed, so days of use are no tonnes",
            "give the reserve in tonnes",
        )
    if lever.budget is not None:
        price = parameters.at("price", lever.material)
        affordable = money_in(lever, "budget", study) / price
    else:
        affordable = np.inf
    needs = {} if wanted is not None else home_needs(parameters, lever.material, uses)
    targets: dict[float, list[int]] = {}
    for period in parameters.labels.periods:
        if not _holds_at_the_end_of(period, lever):
            continue
        tonnes = wanted
        if tonnes is None:
            tonnes = float(lever.days_of_cover or 0.0) / 365.0 * needs[period]
        targets.setdefault(min(tonnes, affordable), []).append(period)
    for target, periods in targets.items():
        at = tuple(periods)
        yield edit(lever, "stock_target", "at_least", target, store=store, tier=tier, period=at)
    largest = max(targets, default=0.0)
    # a public reserve is kept beside what makers hold, so storage grows with it
    yield edit(lever, "stock_limit", "add", largest, store=store)
    if lever.release == "never":
        price = parameters.at("price", lever.material)
        yield edit(lever, "shortfall_cost", "at_least", SLACK_NEVER * price, store=store, tier=tier)


def _holds_at_the_end_of(year: int, lever: Lever) -> bool:
    """Say whether a lever is in force in the last month of a year."""
    december = f"{year}-12"
    return lever.starts <= december and (lever.ends is None or lever.ends > december)


def home_needs(
    parameters: Parameters, material: str, uses: Collection[str] | None = None
) -> dict[int, float]:
    """Tonnes a year of a material that hold the groups of demand at home, by period.

    For a material that serves uses directly this is the demand it can serve; for one further up
    the chain, the demand of home uses expressed in its main group. `uses` leaves out all others.
    """
    labels = parameters.labels
    row = {name: place for place, name in enumerate(labels.materials)}
    content = parameters["content"].transpose("material", "group").values
    group = int(content[row[material]].argmax())
    demand = parameters["demand"].transpose("point", "period").values
    total = np.zeros(len(labels.periods))
    for place, (use, region) in enumerate(labels.points):
        if region != labels.home or (uses is not None and use not in uses):
            continue
        served_by = [m for u, r, m in labels.use_options if (u, r) == (use, region)]
        held = (
            1.0
            if material in served_by
            else float(content[row[served_by[0]], group] / content[row[material], group])
        )
        total += demand[place] * held
    return dict(zip(labels.periods, total.tolist(), strict=True))
