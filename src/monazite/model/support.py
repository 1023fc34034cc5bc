"""Public support is paid per tonne of output, within the caps of winners and schemes."""

from __future__ import annotations

import xarray as xr

from monazite.model.draft import THOUSAND, Draft, weight
from monazite.model.rule import Rule, declare
from monazite.parameters import Parameters

SUPPORTED_WITHIN_OUTPUT = declare(
    Rule(
        name="supported_within_output",
        sentence="Support is paid on what a plant makes, and not on what it could make.",
        limits="supported_output",
        subject="winner",
        sense="ceiling",
        owner="state",
        unit="t/yr",
        words="support",
    )
)
SUPPORT_WITHIN_WINDOW = declare(
    Rule(
        name="support_within_window",
        sentence="Support is paid in the years of its scheme, up to the tonnage of the winner.",
        limits="supported_output",
        subject="winner",
        sense="ceiling",
        owner="state",
        unit="t/yr",
        words="support",
        bound=True,
    )
)
SUPPORT_WITHIN_WINNER_BUDGET = declare(
    Rule(
        name="support_within_winner_budget",
        sentence="Over all years a winner is paid no more than its budget.",
        limits="supported_output",
        subject="winner",
        sense="ceiling",
        owner="state",
        unit="thousand USD_2024",
        words="budgets",
        counts="total",
    )
)
SUPPORT_WITHIN_SCHEME_BUDGET = declare(
    Rule(
        name="support_within_scheme_budget",
        sentence="Over all years the winners of a scheme are paid no more than its budget.",
        limits="supported_output",
        subject="scheme",
        sense="ceiling",
        owner="state",
        unit="thousand USD_2024",
        words="budgets",
        counts="total",
    )
)


def write_support(draft: Draft) -> None:
    """Write supported output.

    supported_within_output: supported_output[w,t] - activity[w,t] <= 0, with supported_output below
    the yearly tonnage of the winner, zero outside the window of the scheme.
    support_within_winner_budget: sum_t years[t] incentive[w,t] supported_output[w,t] <= budget[w]
    support_within_scheme_budget: the same over the winners of a scheme; both in thousand USD_2024.

    Outlay follows supported output and not nameplate: a plant that does not run is paid nothing.
    """
    labels = draft.labels
    if not labels.winners:
        return
    winners, periods = labels.coordinates("winner"), labels.coordinates("period")
    supported = draft.variable(
        "supported_output",
        {"winner": winners, "period": periods},
        upper=lambda p: p["supported_limit"],
    )
    draft.cost(
        "supported_output",
        lambda p: -(p["incentive"] * weight(p)).transpose("winner", "period"),
    )
    of_winners = draft.whole("activity").sel(facility=winners).rename(facility="winner")
    draft.require(
        "supported_within_output",
        supported - of_winners,
        "<=",
        xr.DataArray(0.0, coords={"winner": winners, "period": periods}, dims=("winner", "period")),
    )
    paid = draft.coefficient(
        "support_within_winner_budget",
        "supported_output",
        _paid,
        lambda rows, columns: (rows, columns),
    )
    draft.require(
        "support_within_winner_budget",
        (supported * paid).sum("period"),
        "<=",
        draft.limit("support_within_winner_budget", lambda p: p["winner_budget"] / THOUSAND),
    )
    shared = draft.coefficient(
        "support_within_scheme_budget",
        "supported_output",
        lambda p: (p["scheme_member"] * _paid(p)).transpose("scheme", "winner", "period"),
        lambda rows, columns: (rows, columns),
    )
    draft.require(
        "support_within_scheme_budget",
        (supported * shared).sum(["winner", "period"]),
        "<=",
        draft.limit("support_within_scheme_budget", lambda p: p["scheme_budget"] / THOUSAND),
    )


def _paid(parameters: Parameters) -> xr.DataArray:
    """Thousand USD_2024 paid over a period per tonne a year supported; dims winner, period."""
    paid = parameters["incentive"] * parameters["period_years"] / THOUSAND
    return paid.transpose("winner", "period")
