"""The ranking of uses, and what they must buy from plants at home, as edits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.levers.base import (
    MAKERS,
    edit,
    edits,
    money_in,
    period_means,
    refuse,
    window_shares,
)
from monazite.parameters.positions import in_order
from monazite.strategy import DemandSaving, DomesticContent, Priority
from monazite.study import Study

SAME = 1e-9
"""Share of a value below which a change of it is arithmetic and nothing dealt out anew."""


@MAKERS.of(Priority)
def priority(lever: Priority, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Serve tiers of uses at home in order while others withhold what home usually buys.

    Among uses of the same material the values that home puts on its tonnes are dealt out anew: the
    curve of what home bids stays as it is, the highest bids go to the first tier and the lowest to
    the last. What home bids against users abroad does not change, so ranking home uses takes
    nothing from anyone else. What more would be wanted below the observed price is not ranked.
    In other years every use answers prices for itself: a rank is no reason to go without less.
    """
    home, labels = study.settings.home, parameters.labels
    rank = {f"{use}@{home}": place for place, tier in enumerate(lever.tiers) for use in tier}
    material: dict[str, str] = {}
    for use, region, served_by in labels.use_options:
        material.setdefault(f"{use}@{region}", served_by)
    ranked = [point for point in labels.coordinates("point") if point in rank]
    at = [
        place
        for place, (use, region, number) in enumerate(labels.tranches)
        if number > 0 and f"{use}@{region}" in ranked
    ]
    names = labels.coordinates("tranche")
    owner = [f"{labels.tranches[place][0]}@{labels.tranches[place][1]}" for place in at]
    values = parameters["unmet_cost"].values[at]
    parts = parameters["tranche_share"].values[at]
    tiers = np.array([rank[point] for point in owner])
    place = {point: n for n, point in enumerate(map(str, labels.coordinates("point")))}
    demand = parameters["demand"].transpose("point", "period").values
    wanted = demand[[place[point] for point in owner]]
    groups = [material[point] for point in owner]
    rows_of = {
        group: [row for row, own in enumerate(groups) if own == group]
        for group in dict.fromkeys(groups)
    }
    premiums: dict[str, dict[int, float]] = {}
    withheld = _withheld_from_home(parameters)
    for period, share in window_shares(parameters, lever).items():
        if period not in withheld:
            continue
        width = parts * wanted[:, labels.periods.index(period)]
        for rows in rows_of.values():
            dealt = dealt_anew(values[rows], width[rows], tiers[rows])
            changes = ((dealt - values[rows]) * share).tolist()
            for row, change in zip(rows, changes, strict=True):
                if abs(change) > SAME * abs(values[row]):
                    premiums.setdefault(str(names[at[row]]), {})[period] = change
    yield from edits(lever, "priority_premium", "set", "tranche", premiums)


def _withheld_from_home(parameters: Parameters) -> set[int]:
    """Periods in which a region abroad sends home less than usual of anything, by policy."""
    labels = parameters.labels
    policy = in_order(parameters["lane_policy"], "lane", "period").values
    into = [row for row, lane in enumerate(labels.lanes) if lane.destination == labels.home]
    held = np.any(policy[into] < 1.0, axis=0)
    return {period for period, less in zip(labels.periods, held, strict=True) if less}


def dealt_anew(
    values: npt.NDArray[np.float64],
    tonnes: npt.NDArray[np.float64],
    tiers: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]:
    """Deal the values of tonnes out again, the highest to the first tier.

    Bids are laid out by falling value; the tonnes of the first tier, the most valued first, take
    the beginning of that curve, those of the next tier what follows. A step that spans several bids
    takes their mean, so the sum of value times tonnes stays what it was.
    """
    falling = np.argsort(-values, kind="stable")
    ends = np.concatenate([[0.0], np.cumsum(tonnes[falling])])
    worth = np.concatenate([[0.0], np.cumsum((values * tonnes)[falling])])
    order = np.lexsort((-values, tiers))
    reached = np.minimum(np.cumsum(tonnes[order]), ends[-1])
    taken = np.interp(reached, ends, worth)
    width = tonnes[order]
    dealt = values.copy()
    dealt[order] = np.divide(np.diff(taken, prepend=0.0), width, out=values[order], where=width > 0)
    return dealt


@MAKERS.of(DomesticContent)
def domestic_content(
    lever: DomesticContent, study: Study, parameters: Parameters
) -> Iterator[Edit]:
    """Fill a free quota: a share of what the named uses take, of every material that serves them.

    Pro rata in the years it begins and ends.
    """
    labels, home = parameters.labels, study.settings.home
    taken = parameters["quota_share"].any("use_option", "period")
    free = [quota for quota in labels.quotas if not bool(taken.sel(quota=quota))]
    if not free:
        raise refuse(
            lever, "kind", "all rows for domestic content are taken", "merge them into one lever"
        )
    quota = free[0]
    bound = [
        (name, material)
        for name, (use, region, material) in zip(
            labels.coordinates("use_option"), labels.use_options, strict=True
        )
        if region == home and use in lever.uses
    ]
    materials = tuple(dict.fromkeys(material for _, material in bound))
    price = money_in(lever, "breach", study)
    yield edit(lever, "quota_counts", "set", 1.0, quota=quota, material=materials)
    yield edit(lever, "quota_price", "set", price, quota=quota)
    use_options = tuple(str(name) for name, _ in bound)
    for period, share in window_shares(parameters, lever).items():
        yield edit(
            lever,
            "quota_share",
            "set",
            share * lever.share,
            quota=quota,
            use_option=use_options,
            period=period,
        )


@MAKERS.of(DemandSaving)
def demand_programme(lever: DemandSaving, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Take a share off the need of uses at home, and charge what that costs.

    demand x (1 - share saved, the mean over the period); saving_cost + cost x demand x share saved,
    of which public_share is saving_outlay.
    """
    labels, home = parameters.labels, study.settings.home
    points = [one.name for one in labels.points if one.region == home and one.use in lever.uses]
    price = money_in(lever, "cost", study)
    shares = period_means(parameters, lever.saved_in)
    saved = {period: share for period, share in shares.items() if share > 0}
    left = {period: 1.0 - share for period, share in saved.items()}
    needs = {
        point: dict(zip(labels.periods, row, strict=True))
        for point, row in zip(
            labels.coordinates("point"),
            parameters["demand"].transpose("point", "period").values.tolist(),
            strict=True,
        )
    }
    for name, part in (("saving_cost", 1.0), ("saving_outlay", lever.public_share)):
        paid = {
            point: {
                period: part * price * share * needs[point][period]
                for period, share in saved.items()
            }
            for point in points
        }
        if part > 0:
            yield from edits(lever, name, "add", "point", paid)
    yield from edits(lever, "demand", "multiply", "point", dict.fromkeys(points, left))
