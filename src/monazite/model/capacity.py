"""Plants run within what is built and ramped, within permits, above floors and within reserves."""

from __future__ import annotations

import numpy as np

from monazite.core.labelled import Labelled, dot
from monazite.model.building import most_decided, write_expansions
from monazite.model.capital import capital_charge
from monazite.model.draft import PREFERENCE, Draft, discounted
from monazite.model.expressions import Expression
from monazite.model.outcome import Outcome
from monazite.model.renewal import write_renewals
from monazite.model.rule import Relief, Rule, declare
from monazite.model.support import handed_over
from monazite.parameters import Parameters, addition_share, committed_capacity, owners_costs
from monazite.parameters.arrays import empty
from monazite.parameters.labels import Labels
from monazite.parameters.positions import in_order, positions, with_numbers
from monazite.parameters.remembering import once_for_what_it_reads


def usable_capacity(outcome: Outcome) -> Labelled:
    """Capacity of every facility with what the plan adds; dims facility, period; t/yr."""
    parameters = outcome.parameters
    capacity = committed_capacity(parameters)
    if "addition" not in outcome.values:
        return capacity
    addition = outcome["addition"].rename(investable="facility")
    share = addition_share(parameters).sel(facility=addition.coords["facility"].values)
    added: Labelled = dot(addition, share, "decided") * parameters["availability"]
    capacity = capacity + added.reindex_like(capacity, fill_value=0.0)
    if "renewed" not in outcome.values:
        return capacity
    renewed = outcome["renewed"].rename(investable="facility") * parameters["availability"]
    return capacity + renewed.reindex_like(capacity, fill_value=0.0)


OUTPUT_WITHIN_CAPACITY = declare(
    Rule(
        name="output_within_capacity",
        sentence="A plant makes no more than what is built, ramped up and available.",
        limits="activity",
        subject="facility",
        sense="ceiling",
        owner="plants",
        unit="t/yr",
        words="capacity",
        used=lambda outcome: outcome["activity"],
        limit=usable_capacity,
        relief=Relief("nameplate", "add"),
    )
)
FEED_WITHIN_PERMIT = declare(
    Rule(
        name="feed_within_permit",
        sentence="A plant runs no more than its permit allows.",
        limits="activity",
        subject="facility",
        sense="ceiling",
        owner="state",
        unit="t/yr",
        words="permits",
        used=lambda outcome: outcome["activity"],
        limit=lambda outcome: outcome.parameters["permit"],
        relief=Relief("permit"),
    )
)
OUTPUT_AT_LEAST = declare(
    Rule(
        name="output_at_least",
        sentence="A plant makes what a mandate or contract asks and takes the by-product due.",
        limits="activity",
        subject="facility",
        sense="floor",
        owner="plants",
        unit="t/yr",
        words="floors",
        used=lambda outcome: outcome["activity"],
        limit=lambda outcome: least_output(outcome.parameters),
    )
)
EXTRACTION_WITHIN_RESERVES = declare(
    Rule(
        name="extraction_within_reserves",
        sentence="Over all years no more is dug than lies in the ground.",
        limits="activity",
        subject="facility",
        sense="ceiling",
        owner="nature",
        unit="t",
        words="reserves",
        counts="total",
        used=lambda outcome: (outcome["activity"] * outcome.parameters["period_years"]).sum(
            "period"
        ),
        limit=lambda outcome: outcome.parameters["reserves"],
        size=lambda outcome: outcome["activity"],
        relief=Relief("reserves"),
    )
)
ADDITIONS_WITHIN_SITE = declare(
    Rule(
        name="additions_within_site",
        sentence="Over all years no more is added at home than there is room for at the site.",
        limits="addition",
        subject="investable",
        sense="ceiling",
        owner="plants",
        unit="t/yr",
        words="room at sites",
        counts="building",
        used=lambda outcome: outcome["addition"].cumsum("decided").rename(decided="period"),
        limit=lambda outcome: outcome.parameters["site_limit"].rename(facility="investable"),
        relief=Relief("site_limit"),
    )
)
ADDITIONS_WITHIN_BUILD_RATE = declare(
    Rule(
        name="additions_within_build_rate",
        sentence="No more is decided on in a year than owners can or will build.",
        limits="addition",
        subject="investable",
        sense="ceiling",
        owner="plants",
        unit="t/yr",
        words="speed of building",
        bound=True,
        counts="building",
        used=lambda outcome: outcome["addition"].rename(decided="period"),
        limit=lambda outcome: most_decided(
            outcome.parameters, list(outcome.labels.facilities)
        ).rename(facility="investable"),
        relief=Relief("build_rate"),
    )
)


def write_capacity(draft: Draft) -> None:
    """Write activity, additions and the rows that bound them.

    output_within_capacity: activity[f,t] - sum_s share[f,s,t] addition[f,s]
        - availability[f,t] renewed[f,t] <= committed[f,t]
    feed_within_permit:     activity[f,t] <= permit[f,t]
    output_at_least:        activity[f,t] >= least_output[f,t]
    extraction_within_reserves: sum_t years[t] activity[f,t] <= reserves[f]
    additions_within_site:  sum_t addition[f,t] <= site_limit[f], at home

    What has come to the end of its life may be renewed where it stands, see `renewal`, so that
    a site is used for as long as its owner likes and never by more than it has room for.

    Permit and floor are rows of their own, so that a dual says whether a plant is held back or
    forced to run. Every plant has them, so that a lever may give one its first permit.
    """
    growing = growing_facilities(draft.parameters)
    activity = draft.variable("activity", draft.coordinates("facility", "period"))
    draft.cost("activity", _running_cost)
    output = activity
    if growing:
        output = activity + _usable_additions(draft, growing)
        write_expansions(draft, capital_charge)
        output = write_renewals(draft, output, growing_at_home(draft.labels, growing))
    draft.require(
        "output_within_capacity",
        output,
        "<=",
        draft.limit("output_within_capacity", committed_capacity),
    )
    draft.require(
        "feed_within_permit",
        activity,
        "<=",
        draft.limit("feed_within_permit", lambda p: p["permit"]),
    )
    draft.require(
        "output_at_least",
        activity,
        ">=",
        draft.limit("output_at_least", least_output),
    )
    mined = exhaustible_facilities(draft.parameters)
    if mined:
        years = draft.parameters["period_years"]
        draft.require(
            "extraction_within_reserves",
            (activity.sel(facility=mined) * years).sum("period"),
            "<=",
            draft.limit("extraction_within_reserves", lambda p: p["reserves"].sel(facility=mined)),
        )


def _usable_additions(draft: Draft, growing: list[str]) -> Expression:
    """Write what is decided to be added, and give what of it can be used; dims facility, period."""
    labels = draft.labels
    addition = draft.variable(
        "addition",
        {"investable": growing, "decided": labels.coordinates("period")},
        upper=lambda p: _decided(most_decided(p, growing), growing),
    )
    draft.cost("addition", lambda p: capital_charge(p, growing))
    share = draft.coefficient("output_within_capacity", lambda p: -_usable_share(p, growing))
    sites = growing_at_home(labels, growing)
    if sites:
        draft.require(
            "additions_within_site",
            addition.sel(investable=sites).sum("decided"),
            "<=",
            draft.limit(
                "additions_within_site",
                lambda p: p["site_limit"].sel(facility=sites).rename(facility="investable"),
            ),
        )
    return (addition * share).sum("decided").rename(investable="facility")


def growing_at_home(labels: Labels, growing: list[str]) -> list[str]:
    """Those at home of facilities that may be added to: each has a site."""
    return [name for name in growing if labels.facility_region[name] == labels.home]


@once_for_what_it_reads(8)
def growing_facilities(parameters: Parameters) -> list[str]:
    """Facilities that may be added to: those with a build rate in the study, be it zero."""
    can = (parameters["build_rate"] > 0).any("period")
    stated = set(parameters.labels.investables)
    return [
        name
        for name, grows in zip(parameters.labels.facilities, can.values, strict=True)
        if grows or name in stated
    ]


def least_output(parameters: Parameters) -> Labelled:
    """Smallest activity of every plant; dims facility, period; t/yr.

    The largest of: a stated floor; what is sold under contract, as a share of ramped capacity; and
    the by-product that has to be taken with the minerals it comes up with, must_run_share *
    byproduct_rate * host_output.
    """
    committed = committed_capacity(parameters)
    by_year = {
        name: in_order(parameters[name], "facility", "period").values
        for name in ("floor", "floor_share", "host_output")
    }
    single = {
        name: parameters[name].values[:, None] for name in ("must_run_share", "byproduct_rate")
    }
    contract = by_year["floor_share"] * in_order(committed, "facility", "period").values
    byproduct = single["must_run_share"] * single["byproduct_rate"] * by_year["host_output"]
    least = np.maximum(by_year["floor"], np.maximum(contract, byproduct))
    return with_numbers(empty(parameters.labels, "facility", "period"), least)


def _running_cost(parameters: Parameters) -> Labelled:
    """Discounted cost of a tonne of activity; dims facility, period.

    Running cost and what the treasury takes per tonne; abroad the margin that closes the gap to
    observed prices; what winners hand over above the cap of their price, at its worth to the owner;
    plus a preference for larger plants that settles ties.
    """
    labels = parameters.labels
    abroad = [labels.facility_region[name] != labels.home for name in labels.facilities]
    cost = (
        owners_costs(parameters)
        + parameters["plant_price_cost_margin"] * Labelled(abroad, dims="facility")
        + _preference(parameters)
        + handed_over(parameters)
    )
    return discounted(parameters, cost, "facility", "period")


def _preference(parameters: Parameters) -> Labelled:
    """Grow with what a plant is short of its stage's whole nameplate in its region.

    Where nothing stands yet, no plant is preferred.
    """
    labels = parameters.labels
    size = parameters["nameplate"].sum("vintage").values
    stage = [
        (labels.facility_stage[name], labels.facility_region[name]) for name in labels.facilities
    ]
    whole: dict[tuple[str, str], float] = {}
    for of, tonnes in zip(stage, size, strict=True):
        whole[of] = whole.get(of, 0.0) + float(tonnes)
    missing = [
        1.0 - float(tonnes) / whole[of] if whole[of] > 0 else 0.0
        for of, tonnes in zip(stage, size, strict=True)
    ]
    return Labelled(PREFERENCE * labels.dollar * np.array(missing), dims="facility")


@once_for_what_it_reads(8)
def exhaustible_facilities(parameters: Parameters) -> list[str]:
    """Facilities with a row for their reserves: those for which the study knows them."""
    known = parameters["reserves"] < np.inf
    return [str(name) for name in known.coords["facility"].values[known.values]]


def _decided(array: Labelled, growing: list[str]) -> Labelled:
    return (
        array.sel(facility=growing)
        .rename(facility="investable", period="decided")
        .transpose("investable", "decided")
    )


def _usable_share(parameters: Parameters, growing: list[str]) -> Labelled:
    """Capacity at t per unit decided at s, times availability; dims investable, decided, period."""
    share = in_order(addition_share(parameters), "facility", "decided", "period")
    available = in_order(parameters["availability"], "facility", "period").values
    usable = with_numbers(share, share.values * available[:, None, :])
    place = positions(share, "facility")
    return usable.isel(facility=[place[name] for name in growing]).rename(facility="investable")
