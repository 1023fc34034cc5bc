"""How much of what home wants it makes, and on whom it depends for the rest."""

from __future__ import annotations

import numpy as np

from monazite.findings.account import apparent_use, form_account_of, is_last, made_at_home
from monazite.findings.indicators import apart
from monazite.findings.indicators.asked import OF_MATERIALS, OF_THE_CHAIN, OF_USES
from monazite.findings.indicators.registry import indicator
from monazite.findings.solution import PRODUCT, Series, Solution, ratio


def _own_and_wanted(solution: Solution, qualifier: str) -> dict[str, Series]:
    found = made_at_home(solution, qualifier)
    return {"own": found.own, "wanted": found.wanted}


def _own_and_used(solution: Solution, qualifier: str) -> dict[str, Series]:
    found = made_at_home(solution, qualifier)
    return {"own": found.own, "used": found.used}


def _trade_and_need(solution: Solution, qualifier: str) -> dict[str, Series]:
    """Imports, exports, what users go without and what is wanted of what they take directly.

    Of what other things are made of, nobody but plants can go short, and all of it is wanted that
    is used.
    """
    materials = solution.materials(qualifier)
    found = {
        "imports": solution.shipped(materials, destination=solution.home),
        "exports": solution.shipped(materials, origin=solution.home),
    }
    if not is_last(solution, materials):
        return {**found, "short": solution.zeros(), "wanted": apparent_use(solution, qualifier)}
    account = form_account_of(solution, materials)
    return {**found, "short": account.short(materials), "wanted": account.wanted(materials)}


def _inside_goods(solution: Solution, qualifier: str) -> list[Series]:
    embodied, home = solution.planned("embodied"), solution.home
    found = [
        embodied[row]
        for row, point in enumerate(solution.labels.points)
        if point.region == home and qualifier in ("total", point.use)
    ]
    return found or [solution.zeros()]


def _trade_need_and_goods(solution: Solution, qualifier: str) -> dict[str, Series]:
    use_options = solution.labels.use_options
    rows = solution.places.use_options(solution.materials(qualifier), solution.home)
    uses = dict.fromkeys(use_options[row].use for row in rows)
    inside = [one for use in uses for one in _inside_goods(solution, use)]
    return {
        **_trade_and_need(solution, qualifier),
        "embodied": np.asarray(sum(inside, solution.zeros())),
    }


def arrivals(solution: Solution, qualifier: str) -> list[Series]:
    """What arrives from each region, t/yr; one series for each, in their order."""
    materials = solution.materials(qualifier)
    return [
        solution.shipped(materials, origin=region, destination=solution.home)
        for region in solution.labels.regions
    ]


@indicator(
    "self_sufficiency",
    unit="1",
    title="Self-sufficiency",
    says="Made at home at a stage as a share of what home users want: the larger of need at the "
    "observed price and use; the stage 'chain' counts only what comes from home ore, and so "
    "neither scrap nor feed bought abroad.",
    better="up",
    asked=OF_THE_CHAIN,
    alone=PRODUCT,
    feed=_own_and_wanted,
    apart=apart.from_home,
    share=True,
)
def self_sufficiency(own: Series, wanted: Series) -> Series:
    """What home makes of what its users want: own / max(need, use), use by use.

    Need is what users would take at the observed price, so that going without makes no country more
    self-sufficient. Of a last form such as the product, tonnes count, and own are those that began
    as this form at home: one bought and only finished is not. Upstream it is the tracked group
    contained in what users want at the end, and own is the part whose step at the stage was done
    at home, so that losses on the way are in neither; `chain` counts the part dug at home.
    """
    return ratio(own, wanted)


@indicator(
    "home_share_of_use",
    unit="1",
    title="Home share of use",
    says="Made at home at a stage as a share of what home users get; it rises when demand is "
    "unmet, so that only self-sufficiency says what a plan is worth.",
    better="up",
    asked=OF_THE_CHAIN,
    alone=PRODUCT,
    feed=_own_and_used,
    apart=apart.from_home,
    share=True,
)
def home_share_of_use(own: Series, used: Series) -> Series:
    """The same own / use: a share of what is served, which rises when users go without."""
    return ratio(own, used)


@indicator(
    "net_import_reliance",
    unit="1",
    title="Net import reliance",
    says="Imports less exports, and unmet demand, as a share of what home wants of a "
    "material or form; between 0 and 1.",
    better="down",
    asked=OF_MATERIALS,
    alone=PRODUCT,
    feed=_trade_and_need,
    apart=apart.dependence,
    share=True,
)
def net_import_reliance(imports: Series, exports: Series, short: Series, wanted: Series) -> Series:
    """What home wants and does not make: (imports - exports + short) / max(need, use), 0 to 1.

    What users go without counts like an import, so that nobody is less dependent for going short;
    need and use are those of `self_sufficiency`, use by use. Of what other things are made of,
    nobody but plants can go short, and it is (imports - exports) / apparent use. What is bought for
    stock is not used yet; a year of filling up is held at all of it.
    """
    return np.clip(ratio(imports - exports + short, wanted), 0.0, 1.0)


@indicator(
    "embodied_imports",
    unit="t <basis>/yr",
    title="Arriving inside goods",
    says="What uses at home take inside goods bought abroad; no material can serve it and it is "
    "no part of demand.",
    better="neither",
    asked=OF_USES,
    alone="total",
    feed=_inside_goods,
    apart=apart.by_use,
)
def embodied_imports(*embodied: Series) -> Series:
    """What uses at home take inside goods bought abroad, t/yr; no part of demand."""
    return np.asarray(np.sum(embodied, axis=0))


@indicator(
    "net_import_reliance_with_goods",
    unit="1",
    title="Net import reliance, goods included",
    says="Net import reliance with what arrives inside goods counted as imported and used.",
    better="down",
    asked=OF_MATERIALS,
    alone=PRODUCT,
    feed=_trade_need_and_goods,
    apart=apart.dependence,
    share=True,
)
def net_import_reliance_with_goods(
    imports: Series, exports: Series, short: Series, wanted: Series, embodied: Series
) -> Series:
    """Import dependence with what arrives inside goods counted as imported and as wanted.

    (imports - exports + short + embodied) / (wanted + embodied), between 0 and 1, where wanted is
    the larger of need and use, and short what users go without; of what is made into other things
    (imports - exports + embodied) / (apparent use + embodied). Embodied is what arrives inside
    goods for the uses the materials serve.
    """
    return np.clip(ratio(imports - exports + short + embodied, wanted + embodied), 0.0, 1.0)


def shares(*arrived: Series) -> list[Series]:
    """Share of each origin in what arrives; NaN in years in which nothing does."""
    whole = np.asarray(np.sum(arrived, axis=0))
    return [ratio(one, whole) for one in arrived]


@indicator(
    "top_supplier_share",
    unit="1",
    title="Largest supplier's share",
    says="Share of the largest origin in what arrives from abroad of a material or form.",
    better="down",
    asked=OF_MATERIALS,
    alone=PRODUCT,
    feed=arrivals,
    apart=apart.suppliers,
    share=True,
)
def top_supplier_share(*arrived: Series) -> Series:
    """Largest share of one origin in arrivals from abroad."""
    return np.asarray(np.max(shares(*arrived), axis=0))


@indicator(
    "concentration",
    unit="1",
    title="Concentration of imports",
    says="Herfindahl-Hirschman index over origins of what arrives from abroad of a material or "
    "form.",
    better="down",
    asked=OF_MATERIALS,
    alone=PRODUCT,
    feed=arrivals,
    apart=apart.suppliers,
)
def concentration(*arrived: Series) -> Series:
    """Herfindahl-Hirschman index of arrivals from abroad: sum of squared shares, 0 to 1."""
    return np.asarray((np.array(shares(*arrived)) ** 2).sum(axis=0))
