"""Public money for those who build and those who make as edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from monazite.core.edit import Edit
from monazite.parameters.arrays import Parameters
from monazite.parameters.levers.base import (
    MAKERS,
    edit,
    edits,
    money_in,
    period_means,
    refuse,
    stated_price,
    window_shares,
)
from monazite.strategy import (
    CapAndFloor,
    CapitalSubsidy,
    Offtake,
    OutputIncentive,
    PriceGuarantee,
    PublicEquity,
)
from monazite.study import Study


@MAKERS.of(CapitalSubsidy)
def capital_subsidy(lever: CapitalSubsidy, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Pay a share of the capital of what owners add, as far as caps and budget go.

    share = min(stated share, cap / full cost of the firm's plants, budget / full cost of all
    plants), where full cost = capital cost x the most that can be added while the scheme is open,
    and the plants of one pool of owners are a firm. Where nothing can be added the stated share
    holds. All that is decided in a year in which the scheme is open is paid for. Capacity that a
    programme brings has a public share of its own, which this leaves alone.
    """
    firm_of, opened = parameters.labels.facility_account, years_open(lever, parameters)
    cost: dict[str, float] = {}
    by_firm: dict[str, float] = {}
    for facility in dict.fromkeys(lever.facilities):
        cost[facility] = full_cost(parameters, facility, opened)
        firm = firm_of.get(facility, facility)
        by_firm[firm] = by_firm.get(firm, 0.0) + cost[facility]
    paid: dict[str, dict[int, float]] = {}
    for facility, full in cost.items():
        share = lever.share
        if full > 0 and lever.per_firm_cap is not None:
            firm = firm_of.get(facility, facility)
            share = min(share, money_in(lever, "per_firm_cap", study) / by_firm[firm])
        if full > 0 and lever.budget is not None:
            share = min(share, money_in(lever, "budget", study) / sum(by_firm.values()))
        paid[facility] = {period: share * part for period, part in opened.items()}
    yield from edits(lever, "subsidy_share", "set", "facility", paid)


@MAKERS.of(PublicEquity)
def public_equity(lever: PublicEquity, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Pay a share of the capital of what is decided while the offer is open, for a return.

    In a year in which it is open at all, it holds for everything that is decided.
    """
    opened = years_open(lever, parameters)
    facilities = tuple(dict.fromkeys(lever.facilities))
    shares = {period: lever.share * part for period, part in opened.items()}
    asked = dict.fromkeys(opened, lever.return_asked)
    for name, numbers in (("equity_share", shares), ("equity_return", asked)):
        yield from edits(lever, name, "set", "facility", dict.fromkeys(facilities, numbers))


def most_added(parameters: Parameters, facility: str, opened: Mapping[int, float]) -> float:
    """The most that can be added to a plant while a scheme is open, t/yr.

    min(site_limit, sum of build_rate x years open), where `opened` is the share of the years of a
    period in which it is.
    """
    by_rate = sum(
        parameters.at("build_rate", facility, period) * parameters.at("period_years", period) * part
        for period, part in opened.items()
    )
    return min(parameters.at("site_limit", facility), by_rate)


def full_cost(parameters: Parameters, facility: str, opened: Mapping[int, float]) -> float:
    """What all that can be added to a plant while a scheme is open costs to build, money.

    At what building costs in the dearest of these years, so that no cap is passed in any.
    """
    most = most_added(parameters, facility, opened)
    factors = [parameters.at("capital_cost_factor", facility, period) for period in opened]
    return most * parameters.at("capital_cost", facility) * max(factors, default=1.0)


def years_open(lever: CapitalSubsidy | PublicEquity, parameters: Parameters) -> dict[int, float]:
    """Share of the years of each period in any month of which a scheme is open, where any is."""
    shares = period_means(parameters, lambda year: lever.share_of_year(year) > 0)
    return {period: share for period, share in shares.items() if share > 0}


@MAKERS.of(OutputIncentive)
def output_incentive(
    lever: OutputIncentive, study: Study, parameters: Parameters
) -> Iterator[Edit]:
    """Pay awardees per tonne, up to a tonnage a year, a sum each and a budget for all.

    In a period the window covers in part, part of the rate is paid on all of the output, which is
    the whole rate on that part of it. A later scheme for the same awardee and years replaces an
    earlier one. A ceiling in shares of sales is worked out year by year, at what the output is
    stated to fetch in that year; the lower of the two is paid.
    """
    labels = parameters.labels
    awardees = tuple(dict.fromkeys(lever.facilities))
    money_in(lever, "rate", study)  # more than can be carried is refused
    rates: dict[str, dict[int, float]] = {awardee: {} for awardee in awardees}
    tonnes = {}
    for period in labels.periods:
        years = labels.years_of(period)
        if any(lever.share_of_year(year) > 0 for year in years):
            tonnes[period] = lever.tonnes_per_year
            for awardee in awardees:
                most = _most_paid(lever, study, parameters, awardee, period)
                rates[awardee][period] = sum(
                    min(
                        lever.rate_in(year).in_money_of(study.money),
                        most * lever.share_of_year(year),
                    )
                    for year in years
                ) / len(years)
    yield from in_place_of_others(lever, parameters, awardees)
    yield from edits(lever, "incentive", "set", "awardee", rates)
    yield from edits(lever, "supported_limit", "set", "awardee", dict.fromkeys(awardees, tonnes))
    yield from capped(lever, study, parameters, awardees)


@MAKERS.of(PriceGuarantee)
def price_guarantee(lever: PriceGuarantee, study: Study, parameters: Parameters) -> Iterator[Edit]:
    """Pay awardees per tonne what the stated price lacks of the guaranteed one, where it does.

    incentive = mean over the years of a period of share of year x max(0, guaranteed - stated
    price), so that what is paid follows prices of the world. Otherwise like an incentive on output:
    a tonnage a year, a sum each and a budget for all; a later scheme for the same awardee and years
    replaces an earlier one.
    """
    awardees = tuple(dict.fromkeys(lever.facilities))
    guaranteed = money_in(lever, "price", study)
    rates: dict[str, dict[int, float]] = {awardee: {} for awardee in awardees}
    tonnes = {}
    for period, part in window_shares(parameters, lever).items():
        tonnes[period] = lever.tonnes_per_year
        for awardee in awardees:
            lacks = guaranteed - stated_price(study, parameters, awardee, period)
            rates[awardee][period] = part * max(lacks, 0.0)
    yield from in_place_of_others(lever, parameters, awardees)
    yield from edits(lever, "incentive", "set", "awardee", rates)
    yield from edits(lever, "supported_limit", "set", "awardee", dict.fromkeys(awardees, tonnes))
    yield from capped(lever, study, parameters, awardees)


def in_place_of_others(
    lever: OutputIncentive | PriceGuarantee | CapAndFloor | Offtake,
    parameters: Parameters,
    awardees: tuple[str, ...],
) -> Iterator[Edit]:
    """End what other support per tonne asks of awardees while a lever is in force."""
    none = dict.fromkeys(window_shares(parameters, lever), 0.0)
    for name in ("payback", "purchase_price", "resale_price"):
        asked = [one for one in awardees if parameters[name].sel(awardee=one).values.any()]
        yield from edits(lever, name, "set", "awardee", dict.fromkeys(asked, none))


def capped(
    lever: OutputIncentive | PriceGuarantee | CapAndFloor,
    study: Study,
    parameters: Parameters,
    awardees: tuple[str, ...],
) -> Iterator[Edit]:
    """Hold a scheme to a sum for each awardee and to a budget for all, where it states them."""
    if lever.per_firm_cap is not None:
        cap = money_in(lever, "per_firm_cap", study)
        yield edit(lever, "awardee_budget", "at_most", cap, awardee=awardees)
    if lever.budget is not None:
        scheme = _free_scheme(lever, parameters)
        yield edit(lever, "scheme_member", "set", 1.0, scheme=scheme, awardee=awardees)
        budget = money_in(lever, "budget", study)
        yield edit(lever, "scheme_budget", "set", budget, scheme=scheme)


def _most_paid(
    lever: OutputIncentive, study: Study, parameters: Parameters, awardee: str, period: int
) -> float:
    """The share of an awardee's sales that may be paid in a period, money/t.

    Sales are those of the material the awardee is counted in; what else its recipe yields is none.
    """
    if lever.share_of_sales is None:
        return np.inf
    return lever.share_of_sales * stated_price(study, parameters, awardee, period)


def _free_scheme(
    lever: OutputIncentive | PriceGuarantee | CapAndFloor, parameters: Parameters
) -> str:
    for scheme, members in zip(
        parameters.labels.schemes, parameters["scheme_member"].values, strict=True
    ):
        if not members.any():
            return scheme
    raise refuse(lever, "budget", "all rows for budgets of schemes are taken", "merge two schemes")
