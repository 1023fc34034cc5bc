"""Public support is paid per tonne of output, within the caps of awardees and schemes."""

from __future__ import annotations

import numpy as np

from monazite.core.labelled import Labelled
from monazite.model.capital import capital_factor
from monazite.model.draft import THOUSAND, Draft, discounted
from monazite.model.rule import Rule, declare
from monazite.parameters import Parameters, lead_times
from monazite.parameters.positions import positions

SUPPORTED_WITHIN_OUTPUT = declare(
    Rule(
        name="supported_within_output",
        sentence="Support is paid on what a plant makes, and not on what it could make.",
        limits="supported_output",
        subject="awardee",
        sense="ceiling",
        owner="state",
        unit="t/yr",
        words="support",
    )
)
SUPPORT_WITHIN_WINDOW = declare(
    Rule(
        name="support_within_window",
        sentence="Support is paid in the years of its scheme, up to the tonnage of the awardee.",
        limits="supported_output",
        subject="awardee",
        sense="ceiling",
        owner="state",
        unit="t/yr",
        words="support",
        bound=True,
    )
)
SUPPORT_WITHIN_WINNER_BUDGET = declare(
    Rule(
        name="support_within_awardee_budget",
        sentence="Over all years an awardee is paid no more than its budget.",
        limits="supported_output",
        subject="awardee",
        sense="ceiling",
        owner="state",
        unit="thousand dollars",
        words="budgets",
        counts="total",
    )
)
SUPPORT_WITHIN_SCHEME_BUDGET = declare(
    Rule(
        name="support_within_scheme_budget",
        sentence="Over all years the awardees of a scheme are paid no more than its budget.",
        limits="supported_output",
        subject="scheme",
        sense="ceiling",
        owner="state",
        unit="thousand dollars",
        words="budgets",
        counts="total",
    )
)


def write_support(draft: Draft) -> None:
    """Write supported output.

    supported_within_output: supported_output[w,t] - activity[w,t] <= 0, with supported_output below
    the yearly tonnage of the awardee, zero outside the window of the scheme.
    support_within_winner_budget: sum_t years[t] incentive[w,t] supported_output[w,t] <= budget[w]
    support_within_scheme_budget: the same over the awardees of a scheme; both in thousand dollars.

    Outlay follows supported output and not nameplate: a plant that does not run is paid nothing.
    In the plan a tonne supported counts with what it is worth to the owner, not with what it costs.
    What is handed over above a cap is charged on activity, see `handed_over`.
    """
    labels = draft.labels
    if not labels.awardees:
        return
    thousand = THOUSAND * labels.dollar
    awardees, periods = labels.coordinates("awardee"), labels.coordinates("period")
    supported = draft.variable(
        "supported_output",
        {"awardee": awardees, "period": periods},
        upper=lambda p: p["supported_limit"],
    )
    draft.cost(
        "supported_output",
        lambda p: -discounted(p, p["incentive"] * worth_to_owner(p), "awardee", "period"),
    )
    of_awardees = draft.whole("activity").sel(facility=awardees).rename(facility="awardee")
    draft.require("supported_within_output", supported - of_awardees, "<=", 0.0)
    paid = draft.coefficient("support_within_awardee_budget", _paid)
    draft.require(
        "support_within_awardee_budget",
        (supported * paid).sum("period"),
        "<=",
        draft.limit("support_within_awardee_budget", lambda p: p["awardee_budget"] / thousand),
    )
    shared = draft.coefficient(
        "support_within_scheme_budget",
        lambda p: (p["scheme_member"] * _paid(p)).transpose("scheme", "awardee", "period"),
    )
    draft.require(
        "support_within_scheme_budget",
        (supported * shared).sum("awardee", "period"),
        "<=",
        draft.limit("support_within_scheme_budget", lambda p: p["scheme_budget"] / thousand),
    )


def handed_over(parameters: Parameters) -> Labelled:
    """What a plant hands over per tonne it makes, at its worth to the owner; money/t.

    payback[w,t] * worth_to_owner[w,t] at the plants of winners, none at others; dims facility,
    period.
    """
    labels = parameters.labels
    paid = np.zeros((len(labels.facilities), len(labels.periods)))
    if labels.awardees:
        place = positions(parameters["operating_cost"], "facility")
        # what its worth rests on is read where nothing is handed over too, so that updates see it
        worth = worth_to_owner(parameters).transpose("awardee", "period").values
        payback = parameters["payback"].transpose("awardee", "period").values
        paid[[place[awardee] for awardee in labels.awardees]] = payback * worth
    return Labelled(paid, dims=("facility", "period"))


def worth_to_owner(parameters: Parameters) -> Labelled:
    """What a dollar of support is worth to the owner of an awardee; dims awardee, period.

    ((1 + d) / (1 + r))^(t + 1 - online) * capital_factor(r) / capital_factor(d)

    with r the return he asks, d the rate of the study, and online the first date on which what may
    be added stands. Support ends long before the plant does: weighed at the rate of the study it
    would not make up for the years behind it, at his it does. Where nothing may be added, 1.
    """
    labels = parameters.labels
    awardees = labels.coordinates("awardee")
    place = positions(parameters["lifetime"], "facility")
    of = [place[awardee] for awardee in labels.awardees]
    rate = float(parameters["discount_rate"])
    builds = parameters["build_rate"].transpose("facility", "period").values[of] > 0
    leads = lead_times(parameters).transpose("facility", "period").values[of]
    hurdles, lives = (parameters[name].values[of].tolist() for name in ("hurdle_rate", "lifetime"))
    ramps = parameters["ramp"].transpose("facility", "age").values[of]
    periods = np.array(labels.periods, dtype=float)
    worth = np.ones((len(labels.awardees), len(periods)))
    for row, (hurdle, life, ramp) in enumerate(zip(hurdles, lives, ramps.tolist(), strict=True)):
        if not builds[row].any() or life <= 0:
            continue
        first = int(np.flatnonzero(builds[row])[0])
        age = periods + 1.0 - (labels.periods[first] + leads[row, first])
        level = capital_factor(tuple(ramp), hurdle, life) / capital_factor(tuple(ramp), rate, life)
        worth[row] = level * ((1.0 + rate) / (1.0 + hurdle)) ** age
    return Labelled(
        worth,
        coords={"awardee": awardees, "period": labels.coordinates("period")},
        dims=("awardee", "period"),
    )


def _paid(parameters: Parameters) -> Labelled:
    """Thousand dollars paid over a period per tonne a year supported; dims awardee, period."""
    thousand = THOUSAND * parameters.labels.dollar
    paid = parameters["incentive"] * parameters["period_years"] / thousand
    return paid.transpose("awardee", "period")
