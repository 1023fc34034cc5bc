"""Stocks carry tonnes from one period to the next and may have to reach a target."""

from __future__ import annotations

from monazite.core.labelled import Labelled
from monazite.model.draft import Draft, discounted
from monazite.model.expressions import Expression
from monazite.model.rule import Penalty, Rule, declare
from monazite.parameters import Parameters

STOCK_CARRIES_OVER = declare(
    Rule(
        name="stock_carries_over",
        sentence="What lies in store is what lay there, plus what came, less what went.",
        limits="stock",
        subject="store",
        sense="balance",
        owner="nature",
        unit="t",
        counts="stock",
    )
)
STOCK_WITHIN_STORAGE = declare(
    Rule(
        name="stock_within_storage",
        sentence="A store holds no more than there is room for.",
        limits="stock",
        subject="store",
        sense="ceiling",
        owner="plants",
        unit="t",
        counts="stock",
        words="storage",
        bound=True,
        used=lambda outcome: outcome["stock"],
        limit=lambda outcome: outcome.parameters["stock_limit"],
    )
)
STOCK_MEETS_TARGET = declare(
    Rule(
        name="stock_meets_target",
        sentence="A reserve holds what it is to hold for each tier of users, or it is paid for.",
        limits="stock",
        subject="store",
        sense="floor",
        owner="state",
        unit="t",
        counts="stock",
        words="reserves to be held",
        used=lambda outcome: outcome["stock"].sel(store=list(outcome.labels.reserves)),
        limit=lambda outcome: outcome.parameters["stock_target"].sum("tier"),
        penalty=Penalty(
            slack="stock_shortfall",
            due=lambda outcome: outcome.parameters["stock_target"].cumsum("tier"),
            missing=lambda outcome: outcome["stock_shortfall"],
            price=lambda p: p["shortfall_cost"],
            why="a reserve is filled at the market price, not at any price",
        ),
    )
)


def write_stocks(draft: Draft) -> None:
    """Write stocks.

    stock_carries_over: stock[s,t] - stock[s,t-1] - years[t] (intake[s,t] - release[s,t]) = 0, with
    the opening stock in place of stock[s,-1]. Stocks are tonnes at the end of a period, intake and
    release tonnes a year. Storage is charged on the stock; discounting already charges its capital.
    stock_meets_target: stock[s,t] + shortfall[s,k,t] >= sum of target[s,j,t] over tiers j up to k:
    what is missing for the first tier is missing for all, and each missing tonne has a price. A
    target belongs to one material: a feed does not help where the product is missing.
    """
    labels = draft.labels
    if not labels.stores:
        return
    over = draft.coordinates("store", "period")
    stock = draft.variable("stock", over, upper=lambda p: _every_period(p["stock_limit"], p))
    intake, release = (draft.variable(name, over) for name in ("intake", "release"))
    draft.cost("stock", lambda p: discounted(p, p["storage_cost"], "store", "period"))
    years = draft.parameters["period_years"]
    before, after = labels.periods[:-1], labels.periods[1:]
    carried = stock.sel(period=before).grouped("period", period=after)
    draft.require(
        "stock_carries_over",
        stock - intake * years + release * years - carried,
        "=",
        draft.limit(
            "stock_carries_over", lambda p: _opening(p["initial_stock"], labels.periods[0], p)
        ),
    )
    _write_reserves(draft, stock)
    for flow in (release, -intake):
        draft.move(flow, store=over["store"])


def _write_reserves(draft: Draft, stock: Expression) -> None:
    held = list(draft.labels.reserves)
    if not held:
        return
    over = {
        "store": held,
        "tier": draft.labels.coordinates("tier"),
        "period": draft.labels.coordinates("period"),
    }
    shortfall = draft.variable("stock_shortfall", over)
    draft.cost(
        "stock_shortfall",
        lambda p: discounted(p, p["shortfall_cost"].sel(store=held), "store", "tier", "period"),
    )
    draft.require(
        "stock_meets_target",
        stock.sel(store=held) + shortfall,
        ">=",
        draft.limit(
            "stock_meets_target", lambda p: p["stock_target"].sel(store=held).cumsum("tier")
        ),
    )


def _every_period(array: Labelled, parameters: Parameters) -> Labelled:
    periods = parameters.labels.coordinates("period")
    return array.expand_dims(period=periods).transpose("store", "period")


def _opening(initial: Labelled, first: int, parameters: Parameters) -> Labelled:
    """The opening stock in the first period, nothing in the others."""
    spread = _every_period(initial, parameters)
    return spread.where(spread.coords["period"].values == first, 0.0)
