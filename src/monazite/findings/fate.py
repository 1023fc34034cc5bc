"""Accounts for every conserved tonne at home, and for where tonnes went that were not exported."""

from __future__ import annotations

import numpy as np

from monazite.findings.reading import Reading, Series

SINKS = ("used at home", "exported", "stocked", "put aside", "lost in processing")
SOURCES = ("mined", "imported", "recycled")


def group_account(reading: Reading, group: str) -> dict[str, Series]:
    """Sources and sinks of one oxide group at home, t oxide/yr; the two sides add up.

    mined + imported + recycled = used at home + exported + stocked (net) + put aside + lost in
    processing. What is stocked is listed by form as `stocked as <form>`, what is put aside as
    `put aside as <form>`; the plain entries are their sums.
    """
    labels, parameters, home = reading.labels, reading.parameters, reading.home
    content = {
        material: float(parameters["content"].sel(material=material, group=group))
        for material in labels.materials
    }
    account = {name: reading.zeros() for name in (*SOURCES, *SINKS)}
    for material in labels.materials:
        held = content[material]
        if held <= 0:
            continue
        form = labels.material_form[material]
        one = (material,)
        account["imported"] = account["imported"] + held * reading.shipped(one, destination=home)
        account["exported"] = account["exported"] + held * reading.shipped(one, origin=home)
        account["used at home"] = account["used at home"] + held * reading.served(one, home)
        stocked = -held * reading.net_release(one, home)
        aside = held * reading.discarded(one, home)
        account["stocked"] = account["stocked"] + stocked
        account["put aside"] = account["put aside"] + aside
        for kind, tonnes in (("stocked", stocked), ("put aside", aside)):
            key = f"{kind} as {form}"
            account[key] = account.get(key, reading.zeros()) + tonnes
    if labels.collections:
        collected = reading.select(reading.outcome["collected"])
        for name, (_, region, scrap) in zip(
            labels.coordinates("collection"), labels.collections, strict=True
        ):
            if region == home:
                tonnes = collected.sel(collection=name).values * content[scrap]
                account["recycled"] = account["recycled"] + tonnes
    mined, lost = _recipes(reading, content)
    account["mined"] = mined
    account["lost in processing"] = lost
    return account


def _recipes(reading: Reading, content: dict[str, float]) -> tuple[Series, Series]:
    """What recipes without an input bring up, and what the others lose, t oxide/yr."""
    labels, parameters = reading.labels, reading.parameters
    activity = reading.select(reading.outcome["activity"])
    mined, lost = reading.zeros(), reading.zeros()
    for facility in labels.facilities:
        if labels.facility_region[facility] != labels.home:
            continue
        amounts = {
            material: float(parameters["recipe_amount"].sel(flow=f"{recipe}/{material}"))
            for recipe, material in labels.flows
            if recipe == labels.facility_recipe[facility]
        }
        net = sum(amount * content[material] for material, amount in amounts.items())
        level = activity.sel(facility=facility).values
        if all(amount > 0 for amount in amounts.values()):
            mined = mined + net * level
        else:
            lost = lost - net * level
    return mined, lost


def closing_gap(account: dict[str, Series]) -> float:
    """Largest difference between sources and sinks over max(sources, 1 t)."""
    sources = np.sum([account[name] for name in SOURCES], axis=0)
    sinks = np.sum([account[name] for name in SINKS], axis=0)
    return float(np.max(np.abs(sources - sinks) / np.maximum(sources, 1.0)))


def fate_of_conserved(reading: Reading, group: str) -> list[dict[str, object]]:
    """Where tonnes of a group went that a plan's export limits keep from abroad.

    One row per year and fate, t oxide/yr. The plan is held against the same strategy without its
    export limits, so that what else it does is not taken for an effect of the limit; a strategy
    without limits is held against the baseline. The conserved tonnes are the exports there less
    those here; the fates, which add up to them, are what changed elsewhere. More mining or imports
    than there count as negative `not mined` and `not imported`.
    """
    other = reading.without_limits or reading.baseline
    if other is None:
        return []
    before = group_account(Reading(reading.study, other), group)
    after = group_account(reading, group)
    forms = sorted(
        key for key in {*before, *after} if key.startswith(("stocked as", "put aside as"))
    )
    zero = reading.zeros()
    changes: dict[str, Series] = {
        "conserved": before["exported"] - after["exported"],
        "used at home": after["used at home"] - before["used at home"],
        **{key: after.get(key, zero) - before.get(key, zero) for key in forms},
        "lost in processing": after["lost in processing"] - before["lost in processing"],
        "not mined": before["mined"] - after["mined"],
        "not imported": before["imported"] - after["imported"],
        "not recycled": before["recycled"] - after["recycled"],
    }
    return [
        {"year": year, "fate": fate, "tonnes": float(series[index]), "group": group}
        for index, year in enumerate(reading.years)
        for fate, series in changes.items()
        if fate == "conserved" or np.abs(series).max() > 1e-9
    ]
