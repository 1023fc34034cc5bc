"""Computes indicators: pure functions of a reading, one number per reported year.

A key is `indicator.qualifier`; an unqualified name stands for the default qualifier below. The
vocabulary of indicators holds titles, units and which direction is better. Three indicators are
asked of another key, as in `to_date.public_outlay`: they put its years together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from monazite.core.errors import InvalidInput, Problem, name_remedy
from monazite.core.vocabulary import Indicator
from monazite.core.vocabulary import indicators as indicator_vocabulary
from monazite.findings.account import account_of, form_account_of, is_last, made_at_home
from monazite.findings.costs import (
    KILOGRAMS,
    as_far_as_supported,
    home_cost,
    public_outlay,
    world_cost,
)
from monazite.findings.indicators.embodied import embodied_imports, import_dependence_with_goods
from monazite.findings.indicators.partners import (
    partner_loss,
    partner_loss_price,
    partner_loss_tonnes,
    partner_loss_unserved,
)
from monazite.findings.indicators.unserved import (
    OF_USES,
    points_of,
    price_response,
    price_response_value,
    shortage,
    shortage_value,
    unmet_demand,
    unmet_demand_share,
    unmet_demand_value,
)
from monazite.findings.solution import (
    STAGE_FORMS,
    Reading,
    Series,
    discounted,
    ratio,
    shock_years,
    smoothed,
    summed,
)

DEFAULT_QUALIFIER = {
    "self_sufficiency": "magnet",
    "home_share_of_use": "magnet",
    "import_dependence": "magnet",
    "embodied_imports": "total",
    "import_dependence_with_goods": "magnet",
    "top_supplier_share": "magnet",
    "concentration": "magnet",
    "unmet_demand": "total",
    "unmet_demand_share": "total",
    "unmet_demand_value": "total",
    "price_response": "total",
    "price_response_value": "total",
    "shortage": "total",
    "shortage_value": "total",
    "import_bill": "magnet",
    "home_cost": "total",
    "world_cost": "total",
    "public_outlay": "total",
    "output": "magnet",
    "world_share": "magnet",
}
"""What an indicator is about when its name stands alone."""


def self_sufficiency(reading: Reading, qualifier: str) -> Series:
    """What home makes of what its users want: own / max(need, use), use by use.

    Need is what users would take at the observed price, so that going without makes no country more
    self-sufficient. Of a last form such as magnets, tonnes count, and own are those that began as
    this form at home: a magnet bought and coated is not. Upstream it is the tracked group contained
    in what users want at the end, and own is the part whose step at the stage was done at home, so
    that losses on the way are in neither; `chain` counts the part dug at home.
    """
    found = made_at_home(reading, qualifier)
    return ratio(found.own, found.wanted)


def home_share_of_use(reading: Reading, qualifier: str) -> Series:
    """The same own / use: a share of what is served, which rises when users go without."""
    found = made_at_home(reading, qualifier)
    return ratio(found.own, found.used)


def apparent_use(reading: Reading, qualifier: str) -> Series:
    """Made (net) + imports - exports + net release from stocks at home, t/yr."""
    materials, home = reading.materials(qualifier), reading.home
    return (
        reading.made(materials, home)
        + reading.shipped(materials, destination=home)
        - reading.shipped(materials, origin=home)
        + reading.net_release(materials, home)
    )


def import_dependence(reading: Reading, qualifier: str) -> Series:
    """What home wants and does not make: (imports - exports + short) / max(need, use), 0 to 1.

    What users go without counts like an import, so that nobody is less dependent for going short;
    need and use are those of `self_sufficiency`, use by use. Of what other things are made of,
    nobody but plants can go short, and it is (imports - exports) / apparent use. What is bought for
    stock is not used yet; a year of filling up is held at all of it.
    """
    materials = reading.materials(qualifier)
    net = reading.shipped(materials, destination=reading.home) - reading.shipped(
        materials, origin=reading.home
    )
    if not is_last(reading, materials):
        return np.clip(ratio(net, apparent_use(reading, qualifier)), 0.0, 1.0)
    account = form_account_of(reading, materials)
    share = ratio(net + account.short(materials), account.wanted(materials))
    return np.clip(share, 0.0, 1.0)


def arrivals_by_region(
    reading: Reading, qualifier: str
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """What arrives from each region, t/yr; shape (region, year)."""
    materials = reading.materials(qualifier)
    return np.stack(
        [
            reading.shipped(materials, origin=region, destination=reading.home)
            for region in reading.labels.regions
        ]
    )


def _import_shares(
    reading: Reading, qualifier: str
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    by_origin = arrivals_by_region(reading, qualifier)
    return np.stack([ratio(row, by_origin.sum(axis=0)) for row in by_origin])


def top_supplier_share(reading: Reading, qualifier: str) -> Series:
    """Largest share of one origin in arrivals from abroad."""
    return np.asarray(_import_shares(reading, qualifier).max(axis=0))


def concentration(reading: Reading, qualifier: str) -> Series:
    """Herfindahl-Hirschman index of arrivals from abroad: sum of squared shares, 0 to 1."""
    return np.asarray((_import_shares(reading, qualifier) ** 2).sum(axis=0))


def price(reading: Reading, qualifier: str) -> Series:
    """Dual of the material's balance at home, undiscounted, USD_2024/kg.

    Without a meaning after the last year whose facts support a price of the material.
    """
    series = reading.price(qualifier, reading.home) / KILOGRAMS
    return as_far_as_supported(reading, qualifier, series)


def import_bill(reading: Reading, qualifier: str) -> Series:
    """Arrivals from abroad at reference prices, USD_2024/yr."""
    total = reading.zeros()
    for material in reading.materials(qualifier):
        value = reading.parameters.at("price", material)
        total = total + value * reading.shipped((material,), destination=reading.home)
    return total


def exports(reading: Reading, qualifier: str) -> Series:
    """Shipments of a material or form from home, t/yr."""
    return reading.shipped(reading.materials(qualifier), origin=reading.home)


def stock(reading: Reading, qualifier: str) -> Series:
    """Stock at home at the end of the year, t."""
    return reading.stock(reading.materials(qualifier), reading.home)


def output(reading: Reading, qualifier: str) -> Series:
    """What home plants make, net of what they take of the same form, t/yr.

    A step that turns magnets into magnets adds nothing and loses what it rejects; of bought
    magnets nothing is home's, made or lost. One material alone is counted whole, whatever else of
    its form went into it.
    """
    materials = reading.materials(qualifier)
    if not reading.finishing(materials):
        return reading.made(materials, reading.home)
    return account_of(reading, tuple((material, 1.0) for material in materials)).begun()


def world_share(reading: Reading, qualifier: str) -> Series:
    """Home output over world output, both net of what plants take of the same form."""
    materials = reading.materials(qualifier)
    return ratio(output(reading, qualifier), reading.made(materials))


def to_date(reading: Reading, qualifier: str) -> Series:
    """Sum of a yearly figure from the first year to each."""
    return summed(compute(reading, qualifier))


def present_value(reading: Reading, qualifier: str) -> Series:
    """Sum of yearly money from the first year to each, discounted to the first: x (1 + r)^-age."""
    return discounted(reading, compute(reading, qualifier))


def three_year_mean(reading: Reading, qualifier: str) -> Series:
    """Mean of a yearly figure over the year, the one before and the one after.

    Fewer years at both ends of the horizon. Years of a shock are single: their mean is their own
    figure, and they are left out of all others.
    """
    return smoothed(reading, compute(reading, qualifier), shock_years(reading))


COMPUTE: dict[str, Callable[[Reading, str], Series]] = {
    "self_sufficiency": self_sufficiency,
    "home_share_of_use": home_share_of_use,
    "import_dependence": import_dependence,
    "embodied_imports": embodied_imports,
    "import_dependence_with_goods": import_dependence_with_goods,
    "top_supplier_share": top_supplier_share,
    "concentration": concentration,
    "unmet_demand": unmet_demand,
    "unmet_demand_share": unmet_demand_share,
    "unmet_demand_value": unmet_demand_value,
    "price_response": price_response,
    "price_response_value": price_response_value,
    "shortage": shortage,
    "shortage_value": shortage_value,
    "price": price,
    "import_bill": import_bill,
    "home_cost": home_cost,
    "world_cost": world_cost,
    "public_outlay": public_outlay,
    "partner_loss": partner_loss,
    "partner_loss_tonnes": partner_loss_tonnes,
    "partner_loss_price": partner_loss_price,
    "partner_loss_unserved": partner_loss_unserved,
    "exports": exports,
    "stock": stock,
    "output": output,
    "world_share": world_share,
    "to_date": to_date,
    "present_value": present_value,
    "three_year_mean": three_year_mean,
}

OVER_TIME = tuple(name for name, entry in indicator_vocabulary().items() if entry.of_another)
"""Indicators asked of another key, whose years they put together."""


def full_key(key: str) -> tuple[str, str]:
    """Split a key into indicator and qualifier, filling in the default."""
    name, _, qualifier = key.partition(".")
    if name in OVER_TIME and qualifier:
        inner, of = full_key(qualifier)
        return name, f"{inner}.{of}" if of else inner
    return name, qualifier or DEFAULT_QUALIFIER.get(name, "")


def entry_of(key: str) -> Indicator:
    """What the vocabulary says of a key; over years, in the words and the unit of what is asked."""
    name, qualifier = full_key(key)
    entry = indicator_vocabulary()[name]
    if name not in OVER_TIME or qualifier.partition(".")[0] not in indicator_vocabulary():
        return entry
    of = entry_of(qualifier)
    return replace(
        entry,
        unit=of.unit if name == "three_year_mean" else of.unit.removesuffix("/yr"),
        better=of.better,
    )


def title_of(reading: Reading, key: str) -> str:
    """Name an indicator with what it is about, for people."""
    name, qualifier = full_key(key)
    title = indicator_vocabulary()[name].title
    if qualifier in ("", "total"):
        return title
    if name in OVER_TIME:
        return f"{title_of(reading, qualifier)}, {title[:1].lower()}{title[1:]}"
    return f"{title}, {reading.parameters.titles.get(qualifier, qualifier.replace('_', ' '))}"


def check_keys(reading: Reading, keys: Sequence[str]) -> None:
    """Refuse keys whose indicator or qualifier does not exist; raises InvalidInput with all."""
    problems = []
    for key in keys:
        name, qualifier = full_key(key)
        while name in OVER_TIME and qualifier and addable(name, full_key(qualifier)[0]):
            # what is wrong then is the key it is asked of
            name, qualifier = full_key(qualifier)
        if name not in COMPUTE:
            problems.append(
                Problem(
                    field=key,
                    message=f"there is no indicator '{name}'",
                    remedy=name_remedy(name, list(COMPUTE)),
                )
            )
            continue
        allowed = qualifiers(reading, name)
        if qualifier not in allowed:
            problems.append(
                Problem(
                    field=key,
                    message=f"'{qualifier}' is nothing {name} can be asked of"
                    if qualifier
                    else f"{name} does not say of what, as in {name}.{allowed[0]}",
                    remedy=name_remedy(qualifier, allowed),
                )
            )
    if problems:
        raise InvalidInput(problems)


def addable(name: str, inner: str) -> bool:
    """Whether an indicator over time may be asked of another; one that does not exist may be."""
    if inner in OVER_TIME:
        return False
    entry = indicator_vocabulary().get(inner)
    if entry is None or name == "three_year_mean":
        return True
    return entry.unit.endswith("/yr") and (name == "to_date" or _is_money(entry.unit))


def _is_money(unit: str) -> bool:
    return unit.startswith(("USD_", "INR_"))


def qualifiers(reading: Reading, indicator: str) -> list[str]:
    """Everything an indicator may be asked of in a study."""
    labels = reading.labels
    match indicator:
        case "home_cost" | "world_cost" | "public_outlay":
            return ["total"]
        case name if name in OF_USES:
            return ["total", *(use for use, region in labels.points if region == labels.home)]
        case "price":
            return [material for material, region in labels.nodes if region == labels.home]
        case (
            "partner_loss" | "partner_loss_tonnes" | "partner_loss_price" | "partner_loss_unserved"
        ):
            return [region for region in labels.regions if region != labels.home]
        case "to_date" | "present_value" | "three_year_mean":
            return [
                f"{inner}.{qualifier}"
                for inner in COMPUTE
                if addable(indicator, inner)
                for qualifier in qualifiers(reading, inner)
            ]
    forms = sorted(set(labels.material_form.values()))
    materials = list(dict.fromkeys([*STAGE_FORMS, *forms, *labels.materials]))
    credited = indicator in ("self_sufficiency", "home_share_of_use")
    return ["chain", *materials] if credited else materials


@lru_cache(maxsize=4096)
def compute(reading: Reading, key: str) -> Series:
    """Compute one indicator over the reported years; NaN where it has no meaning."""
    name, qualifier = full_key(key)
    series = np.array(COMPUTE[name](reading, qualifier))
    series.flags.writeable = False
    return series


def unit_of(reading: Reading, key: str) -> str:
    """The unit of an indicator, with its basis spelled out."""
    name, qualifier = full_key(key)
    if name in OVER_TIME:
        unit = unit_of(reading, qualifier)
        return unit if name == "three_year_mean" else unit.removesuffix("/yr")
    unit = indicator_vocabulary()[name].unit
    if "<basis>" not in unit:
        return unit
    if name in OF_USES:
        counted_in = {row.use: row.basis for row in reading.study.chain.uses}
        basis = {counted_in[point.use] for point in points_of(reading, qualifier)}
    else:
        of_material = reading.labels.material_basis
        basis = {of_material[material] for material in reading.materials(qualifier)}
    return unit.replace("<basis>", basis.pop() if len(basis) == 1 else "material")
