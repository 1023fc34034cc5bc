"""A plant at home that has come to the end of its life may be renewed where it stands."""

from __future__ import annotations

from monazite.core.labelled import Labelled
from monazite.model.capital import renewal_charge
from monazite.model.draft import Draft, discounted
from monazite.model.expressions import Expression
from monazite.model.rule import Rule, declare
from monazite.parameters import Parameters, past_life_share
from monazite.parameters.positions import in_order, positions

RENEWALS_WITHIN_WHAT_ENDED = declare(
    Rule(
        name="renewals_within_what_ended",
        sentence="No more is renewed at a site than has come to the end of its life there.",
        limits="renewed",
        subject="investable",
        sense="ceiling",
        owner="arithmetic",
        unit="t/yr",
        words="renewal of plants",
    )
)


def write_renewals(draft: Draft, output: Expression, sites: list[str]) -> Expression:
    """Write what owners renew at home, and give `output` less what can be used of it.

    renewals_within_what_ended: renewed[f,t] - sum_s past_life_share[f,s,t] addition[f,s] <= 0

    Neither the window of a scheme nor a build rate holds for a renewal: who owns a plant needs no
    leave to replace what wears out. Without it plants would be put off for the sake of the years
    in which they end. Abroad the pace of building replaces what ends.
    """
    if not sites:
        return output
    of = {"investable": sites, "period": draft.labels.coordinates("period")}
    renewed = draft.variable("renewed", of)
    draft.cost("renewed", lambda p: discounted(p, renewal_charge(p, sites), *of))
    ended = draft.coefficient("renewals_within_what_ended", lambda p: -_ended(p, sites))
    added = draft.whole("addition").sel(investable=sites)
    draft.require("renewals_within_what_ended", renewed + (added * ended).sum("decided"), "<=", 0.0)
    usable = draft.coefficient("output_within_capacity", lambda p: -_available(p, sites))
    return output + (renewed * usable).rename(investable="facility")


def _ended(parameters: Parameters, sites: list[str]) -> Labelled:
    return past_life_share(parameters).sel(facility=sites).rename(facility="investable")


def _available(parameters: Parameters, sites: list[str]) -> Labelled:
    available = in_order(parameters["availability"], "facility", "period")
    place = positions(available, "facility")
    return available.isel(facility=[place[name] for name in sites]).rename(facility="investable")
