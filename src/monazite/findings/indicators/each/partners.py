"""What a partner loses, and its parts: tonnes to replace, what prices do, users unserved.

Rows are goods, one for each lane or use; where there is one good, a plain column does. Without a
baseline to compare with nothing is lost.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from monazite.findings.costs import burden, fewer_delivered, unmet_value
from monazite.findings.indicators import apart
from monazite.findings.indicators.asked import OF_PARTNERS
from monazite.findings.indicators.registry import indicator
from monazite.findings.solution import Series, Solution, added


def _before(solution: Solution) -> Solution:
    """The baseline; the plan itself where there is none."""
    return solution.baseline_solution or solution


def _burdens(solution: Solution, region: str) -> dict[str, Series]:
    return {"burden": burden(solution, region), "burden_before": burden(_before(solution), region)}


def _fewer(solution: Solution, region: str) -> dict[str, Any]:
    lanes = fewer_delivered(solution, region) or [(solution.zeros(),) * 3]
    fewer, before, after = (np.stack(column) for column in zip(*lanes, strict=True))
    return {"fewer": fewer, "price_before": before, "price": after}


def _used(solution: Solution, region: str) -> dict[str, Any]:
    """What serves the partner's uses, and its prices, under the plan and before it."""
    before, rows = _before(solution), solution.places.use_options(solution.labels.materials, region)
    materials = [solution.labels.use_options[row].material for row in rows]
    shape = (len(rows), len(solution.years))
    return {
        "used": solution.reported("served")[rows],
        "used_before": before.reported("served")[rows],
        "price": np.reshape([solution.price(one, region) for one in materials], shape),
        "price_before": np.reshape([before.price(one, region) for one in materials], shape),
    }


def _used_and_replaced(solution: Solution, region: str) -> dict[str, Any]:
    found = _used(solution, region)
    found.pop("used_before")
    return {**found, "replacing": partner_loss_tonnes(**_fewer(solution, region))}


def _lost_and_used(solution: Solution, region: str) -> dict[str, Any]:
    points = [point for point in solution.labels.points if point.region == region]
    found = _used(solution, region)
    found.pop("price")
    return {
        **found,
        "lost": unmet_value(solution, points),
        "lost_before": unmet_value(_before(solution), points),
    }


@indicator(
    "partner_loss",
    unit="<money>/yr",
    title="Partner's loss",
    says="A partner's price times use plus value lost on unmet demand, above the baseline strategy "
    "in the same world.",
    better="down",
    asked=OF_PARTNERS,
    feed=_burdens,
    apart=apart.loss,
)
def partner_loss(burden: Series, burden_before: Series) -> Series:
    """A partner's price times use plus value lost, above the baseline in the same world.

    It is what the partner's users lose; what makers inside the partner gain by a higher price is
    not taken off. The three parts below add up to it.
    """
    return burden - burden_before


@indicator(
    "partner_loss_tonnes",
    unit="<money>/yr",
    title="Partner's loss by tonnes lost",
    says="Part of a partner's loss: tonnes home no longer delivers times what replacing each costs "
    "above what it cost before.",
    better="down",
    asked=OF_PARTNERS,
    feed=_fewer,
    apart=apart.loss,
)
def partner_loss_tonnes(fewer: Series, price_before: Series, price: Series) -> Series:
    """Tonnes home no longer delivers to a partner times what replacing each costs above before.

    Sum over materials of max(0, d0 - d1) max(0, p1 - p0): d what home delivers, p the price at the
    partner, 0 in the baseline and 1 in the plan. Where a material got cheaper at the partner,
    replacing it costs nothing more, and the fall is part of what prices do to the rest.
    """
    return added(fewer * np.maximum(price - price_before, 0.0))


@indicator(
    "partner_loss_price",
    unit="<money>/yr",
    title="Partner's loss by prices",
    says="Part of a partner's loss: what the change of prices does to everything else it uses.",
    better="down",
    asked=OF_PARTNERS,
    feed=_used_and_replaced,
    apart=apart.loss,
)
def partner_loss_price(
    used: Series, price_before: Series, price: Series, replacing: Series
) -> Series:
    """What the change of prices does to everything else a partner uses, money a year.

    Sum over what serves its uses of (p1 - p0) s1, less what replacing tonnes costs: s1 is use under
    the plan. It falls on all it uses, wherever that is from.
    """
    return added((price - price_before) * used) - replacing


@indicator(
    "partner_loss_unmet",
    unit="<money>/yr",
    title="Partner's loss by unmet demand",
    says="Part of a partner's loss: value of the unmet demand of its users, less what they no "
    "longer pay.",
    better="down",
    asked=OF_PARTNERS,
    feed=_lost_and_used,
    apart=apart.loss,
)
def partner_loss_unmet(
    lost: Series, lost_before: Series, used: Series, used_before: Series, price_before: Series
) -> Series:
    """Value of what a partner's users go without, less what they no longer pay for it.

    Change of value lost plus p0 (s1 - s0), at prices p0 of the baseline: s0 is use in the baseline,
    s1 under the plan.
    """
    return lost - lost_before + added((used - used_before) * price_before)
