"""Takes indicators apart into the figures they are made of, by name.

Which of these functions an indicator is taken apart by, it says itself where it is registered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from monazite.findings.account import (
    CHAIN,
    HOME,
    RECYCLED,
    STOCKPILE,
    apparent_use,
    asked_of,
    form_account_of,
    is_last,
)
from monazite.findings.costs import (
    CHARGED_BY,
    KILOGRAMS,
    duty_paid,
    in_public_money,
    outlay_items,
    scarcity_by_lane,
)
from monazite.findings.indicators.asked import points_of
from monazite.findings.indicators.keys import compute, full_key, over_time, spelled_out, unit_of
from monazite.findings.indicators.part import Part
from monazite.findings.indicators.registry import indicators
from monazite.findings.solution import Series, Solution, around, shock_years

SHOWS = 1e-4
"""Share of the largest figure of a kind below which one goes into the rest."""


def taken_apart(solution: Solution, key: str, year: int) -> tuple[Part, ...]:
    """Give every figure an indicator in a year is made of, by name."""
    name, qualifier = full_key(spelled_out(solution.study, key))
    at = solution.years.index(year)
    if over_time(name):
        return _years(solution, name, qualifier, at)
    apart = indicators()[name].apart or _columns
    return tuple(apart(solution, name, qualifier, at))


def _columns(solution: Solution, name: str, qualifier: str, at: int) -> Iterable[Part]:
    """What the formula is fed with in the year: of an indicator nobody has put in words."""
    fed = indicators()[name].feed(solution, qualifier)
    for text, series in fed.items() if isinstance(fed, Mapping) else ():
        if np.shape(series) == (len(solution.years),):
            yield Part(text.replace("_", " "), float(series[at]), "")


def _many(amounts: Mapping[str, float], unit: str) -> tuple[Part, ...]:
    """Figures of one kind by name, of which the largest will be told."""
    return tuple(Part(text, amount, unit, of_many=True) for text, amount in amounts.items())


def _whole(text: str, parts: Sequence[Part], unit: str) -> Part:
    return Part(text, sum(part.value for part in parts), unit, parts=tuple(parts))


def _title(solution: Solution, label: str) -> str:
    return solution.parameters.titles.get(label, label)


def _from_regions(solution: Solution, materials: tuple[str, ...], at: int) -> dict[str, float]:
    home = solution.home
    return {
        _title(solution, region): float(
            solution.shipped(materials, origin=region, destination=home)[at]
        )
        for region in solution.labels.regions
        if region != home
    }


def _to_regions(solution: Solution, materials: tuple[str, ...], at: int) -> dict[str, float]:
    home = solution.home
    return {
        _title(solution, region): float(
            solution.shipped(materials, origin=home, destination=region)[at]
        )
        for region in solution.labels.regions
        if region != home
    }


def from_home(solution: Solution, name: str, qualifier: str, at: int) -> Iterable[Part]:
    """Served by what home made, over what users want: served by origin, and what is short."""
    account, counted, origins = asked_of(solution, qualifier)
    told = None if qualifier == CHAIN else solution.materials(qualifier)
    tonnes = told is not None and is_last(solution, told)
    contained = f"t {solution.study.contained}/yr"
    unit = unit_of(solution, f"output.{qualifier}") if tonnes else contained
    served = account.served(counted)[at]
    words = {HOME: "begun at home" if tonnes else "of home ore", RECYCLED: "of scrap at home"}
    words[STOCKPILE] = "bought before, out of a stock"
    credited = {
        words[origin]: float(served[account.traced.origins.index(origin)]) for origin in origins
    }
    rest = {
        words.get(origin, f"from {_title(solution, origin)}"): float(amount)
        for origin, amount in zip(account.traced.origins, served, strict=True)
        if origin not in origins
    }
    yield _whole("made at home", [Part(t, v, unit) for t, v in credited.items()], unit)
    over = [Part("made at home, as above", sum(credited.values()), unit), *_many(rest, unit)]
    if name == "self_sufficiency":
        yield _whole(
            "what users want",
            [*over, Part("unmet demand", float(account.short(counted)[at]), unit)],
            unit,
        )
    else:
        yield _whole("what users get", over, unit)


def dependence(solution: Solution, name: str, qualifier: str, at: int) -> Iterable[Part]:
    """Imports less exports and what is short, over what users want."""
    materials = solution.materials(qualifier)
    unit = unit_of(solution, f"exports.{qualifier}")
    bought = _whole("imports", _many(_from_regions(solution, materials, at), unit), unit)
    sent = _to_regions(solution, materials, at)
    away = _many({text: -amount for text, amount in sent.items()}, unit)
    above = [bought, _whole("less exports", away, unit)]
    if is_last(solution, materials):
        account = form_account_of(solution, materials)
        short = float(account.short(materials)[at])
        above.append(Part("unmet demand", short, unit))
        used = float(account.used(materials)[at])
        below = [Part("used", used, unit), Part("unmet demand", short, unit)]
        text = "what users want"
    else:
        use = float(apparent_use(solution, qualifier)[at])
        below, text = [Part("used by plants and users", use, unit)], "used at home"
    if name == "net_import_reliance_with_goods":
        uses = dict.fromkeys(
            use_option.use
            for use_option in solution.labels.use_options
            if use_option.region == solution.home and use_option.material in materials
        )
        inside = sum(float(compute(solution, f"embodied_imports.{use}")[at]) for use in uses)
        above.append(Part("inside goods bought abroad", inside, unit))
        below.append(Part("inside goods bought abroad", inside, unit))
    yield _whole("bought and lacking", above, unit)
    yield _whole(text, below, unit)


def suppliers(solution: Solution, name: str, qualifier: str, at: int) -> Iterable[Part]:
    """Arrivals from the largest origin over all; of a concentration, the square of each share."""
    unit = unit_of(solution, f"exports.{qualifier}")
    amounts = _from_regions(solution, solution.materials(qualifier), at)
    total = sum(amounts.values())
    if name == "concentration":
        if total > 0:
            squares = {region: (tonnes / total) ** 2 for region, tonnes in amounts.items()}
            yield from _many(squares, "1")
        return
    largest = max(amounts, key=lambda region: amounts[region])
    yield Part("from the largest origin", amounts[largest], unit)
    yield _whole("imports", _many(amounts, unit), unit)


def price(solution: Solution, name: str, qualifier: str, at: int) -> Iterable[Part]:
    """What the largest import costs on its way; without one, the observed price and the rest."""
    unit, labels = unit_of(solution, f"price.{qualifier}"), solution.labels
    here = float(compute(solution, f"price.{qualifier}")[at])
    if not np.isfinite(here):
        return
    rows = solution.places.lanes((qualifier,), destination=solution.home)
    tonnes = solution.reported("shipment")[rows, at]
    if rows.size and tonnes.max() > SHOWS:
        row = int(rows[int(tonnes.argmax())])
        origin = labels.lanes[row].origin_place
        steps = [
            (
                f"price in {_title(solution, labels.lanes[row].origin)}",
                solution.price(qualifier, origin)[at],
            ),
            ("freight", solution.parameters["freight"].values[row]),
            ("margin on the lane", solution.planned("lane_price_cost_margin")[row, at]),
            ("customs duty", solution.planned("duty")[row, at]),
            ("paid to a seller who holds back", scarcity_by_lane(solution)[row, at]),
        ]
    else:
        steps = [("observed price", solution.parameters.at("price", qualifier))]
    parts = [Part(text, float(amount) / KILOGRAMS, unit) for text, amount in steps]
    yield from (part for part in parts if part.value)
    rest = here - sum(part.value for part in parts)
    if abs(rest) > SHOWS * max(abs(here), 1.0):
        yield Part("scarcer at home, or more plentiful if below 0", rest, unit)


def bill(solution: Solution, name: str, qualifier: str, at: int) -> Iterable[Part]:
    """Tonnes of each material at its reference price."""
    values = {
        _title(solution, material): solution.parameters.at("price", material)
        * float(solution.shipped((material,), destination=solution.home)[at])
        for material in solution.materials(qualifier)
    }
    return _many(values, unit_of(solution, name))


def items(
    items: Callable[[Solution], Mapping[str, Series]],
) -> Callable[[Solution, str, str, int], Iterable[Part]]:
    """Money that is a sum of items."""

    def told(solution: Solution, name: str, qualifier: str, at: int) -> Iterable[Part]:
        unit = unit_of(solution, name)
        amounts = {text: float(series[at]) for text, series in items(solution).items()}
        return tuple(Part(text, amount, unit) for text, amount in amounts.items())

    return told


def outlay(solution: Solution) -> Mapping[str, Series]:
    """Items of public outlay by name and reported year, in public money a year."""
    return {text: in_public_money(solution, paid) for text, paid in outlay_items(solution).items()}


def dutied(solution: Solution, name: str, qualifier: str, at: int) -> Iterable[Part]:
    """Duty by what it is paid on."""
    paid = {
        _title(solution, one): float(in_public_money(solution, duty_paid(solution, (one,)))[at])
        for one in solution.labels.materials
    }
    unit = unit_of(solution, name)
    yield _whole(next(iter(CHARGED_BY)), _many(paid, unit), unit)


def loss(solution: Solution, name: str, qualifier: str, at: int) -> Iterable[Part]:
    """What a partner's users pay more or lose on unmet demand; a part of it, by itself."""
    unit = unit_of(solution, name)
    of = {
        "partner_loss_tonnes": "tonnes to replace",
        "partner_loss_price": "prices of all else it uses",
        "partner_loss_unmet": "unmet demand",
    }
    for key, text in of.items():
        if name in ("partner_loss", key):
            yield Part(text, float(compute(solution, f"{key}.{qualifier}")[at]), unit)


def sent(solution: Solution, name: str, qualifier: str, at: int) -> Iterable[Part]:
    """What home sends to each region."""
    unit = unit_of(solution, f"{name}.{qualifier}")
    return _many(_to_regions(solution, solution.materials(qualifier), at), unit)


def kept(solution: Solution, name: str, qualifier: str, at: int) -> Iterable[Part]:
    """Stock by material."""
    amounts = {
        _title(solution, material): float(solution.stock((material,), solution.home)[at])
        for material in solution.materials(qualifier)
    }
    return _many(amounts, unit_of(solution, f"{name}.{qualifier}"))


def made(solution: Solution, name: str, qualifier: str, at: int) -> tuple[Part, ...]:
    """Output by plant; what plants that only finish others' tonnes add or lose is put together."""
    unit, labels = unit_of(solution, f"output.{qualifier}"), solution.labels
    materials = solution.materials(qualifier)
    plants, flows = solution.places.runs(materials, solution.home)
    amounts = solution.parameters["recipe_amount"].values[flows]
    tonnes = amounts * solution.reported("activity")[plants, at]
    taken = {material for material, _ in solution.finishing(materials)}
    finishers = {
        int(plant)
        for plant, flow, amount in zip(plants, flows, amounts, strict=True)
        if amount < 0 and labels.flows[flow].material in taken
    }
    by_plant: dict[str, float] = {}
    for plant, given in zip(plants, tonnes, strict=True):
        if given > 0 and int(plant) not in finishers:
            title = _title(solution, labels.facilities[plant])
            by_plant[title] = by_plant.get(title, 0.0) + float(given)
    parts = _many(by_plant, unit)
    whole = float(compute(solution, f"output.{qualifier}")[at])
    rest = whole - sum(part.value for part in parts)
    if abs(rest) <= SHOWS * max(abs(whole), 1.0):
        return parts
    return (*parts, Part("lost in further steps" if rest < 0 else "further steps", rest, unit))


def of_world(solution: Solution, name: str, qualifier: str, at: int) -> Iterable[Part]:
    """Home's output over the world's."""
    unit = unit_of(solution, f"output.{qualifier}")
    materials = solution.materials(qualifier)
    amounts = {
        _title(solution, region): float(solution.made(materials, region)[at])
        for region in solution.labels.regions
    }
    yield _whole(
        f"made in {_title(solution, solution.home)}", made(solution, "output", qualifier, at), unit
    )
    yield _whole("made in the world", _many(amounts, unit), unit)


def by_use(solution: Solution, name: str, qualifier: str, at: int) -> Iterable[Part]:
    """Unmet demand of home uses, use by use; of one use, its price response and its shortage."""
    unit = unit_of(solution, f"{name}.{qualifier}")

    def of(key: str) -> float:
        return float(compute(solution, key)[at])

    if qualifier != "total":
        if name != "unmet_demand":
            return (Part(_title(solution, qualifier), of(f"{name}.{qualifier}"), unit),)
        return (
            Part("price response", of(f"price_response.{qualifier}"), unit),
            Part("shortage", of(f"shortage.{qualifier}"), unit),
        )
    points = (
        solution.home_points() if name == "embodied_imports" else points_of(solution, qualifier)
    )
    uses = dict.fromkeys(point.use for point in points)
    amounts = {_title(solution, use): of(f"{name}.{use}") for use in uses}
    return _many(amounts, unit)


def unmet_share(solution: Solution, name: str, qualifier: str, at: int) -> Iterable[Part]:
    """Unmet demand by use, over what is wanted at the observed price."""
    unit = unit_of(solution, f"unmet_demand.{qualifier}")
    rows = solution.places.points(tuple(points_of(solution, qualifier)))
    missing = tuple(by_use(solution, "unmet_demand", qualifier, at))
    yield _whole("unmet demand", missing, unit)
    yield Part(
        "wanted at the observed price", float(solution.planned("demand")[rows, at].sum()), unit
    )


def _years(solution: Solution, name: str, key: str, at: int) -> tuple[Part, ...]:
    """The years that are put together, each with its share in the whole."""
    series, unit = compute(solution, key), unit_of(solution, f"{name}.{key}")
    years = solution.years
    if name == "three_year_mean":
        known = around(series, years, shock_years(solution), at)
        return tuple(
            Part(f"a {_NTH[len(known)]} of {years[row]}", float(series[row]) / len(known), unit)
            for row in known
        )
    values = np.nan_to_num(series)
    if name == "present_value":
        rate = float(solution.parameters["discount_rate"])
        values = values * (1.0 + rate) ** -(np.array(years, dtype=float) - years[0])
    return tuple(
        Part(str(years[row]), float(values[row]), unit) for row in range(at + 1) if values[row]
    )


_NTH = {1: "whole", 2: "half", 3: "third"}
