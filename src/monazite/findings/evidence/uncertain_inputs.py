"""Chooses what to doubt: families of facts first, then the single facts a plan leans on most."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from monazite.cases import UncertainInput, uncertain_fact, uncertain_facts, uncertain_family
from monazite.core.usual import INPUTS
from monazite.evidence import Quantity
from monazite.findings.evidence.confidence import weigh
from monazite.findings.solution import PRODUCT, Solution
from monazite.model import weight
from monazite.parameters import committed_capacity

Leaning = tuple[float, tuple[Quantity, ...]]
"""By how much a plan's cost would move if some quantities moved by their own size, money."""


def shortlist(solution: Solution, most: int = INPUTS) -> tuple[UncertainInput, ...]:
    """Choose doubts: the study's families, and single facts until there are `most`.

    A study that states no families doubts each ramp of home plants and all demand at home. Single
    facts are ranked by leaning times half their range as a share of their value, so that neither
    a wide range on what hardly matters nor a firm figure on what does comes first. Facts in a
    family are not doubted again.
    """
    study = solution.study
    stated = [uncertain_family(study, family) for family in study.settings.uncertain_inputs]
    families = stated if study.settings.uncertain_inputs else list(_own_families(solution))
    chosen = [uncertain_input for uncertain_input in families if uncertain_input is not None]
    taken = {fact for uncertain_input in chosen for fact in uncertain_input.facts}
    for fact in ranked_facts(solution):
        if len(chosen) >= most:
            break
        uncertain_input = uncertain_fact(study, fact) if fact not in taken else None
        if uncertain_input is not None:
            chosen.append(uncertain_input)
    return tuple(chosen[:most])


def ranked_facts(solution: Solution) -> list[str]:
    """List the facts a plan leans on, those first whose range moves its cost most."""
    scores: dict[str, float] = {}
    for leaning, quantities in _leanings(solution):
        facts = {fact for quantity in quantities for fact in quantity.facts}
        for fact in facts:
            scores[fact] = scores.get(fact, 0.0) + leaning * _half_range(solution, fact)
    return sorted((fact for fact, score in scores.items() if score > 0), key=lambda f: -scores[f])


def _half_range(solution: Solution, fact: str) -> float:
    """Half the range of a fact as a share of its value."""
    uncertain_input = uncertain_fact(solution.study, fact)
    if uncertain_input is None or not uncertain_input.central:
        return 0.0
    return abs(uncertain_input.high - uncertain_input.low) / (2.0 * abs(uncertain_input.central))


def _own_families(solution: Solution) -> Iterator[UncertainInput | None]:
    study, parameters = solution.study, solution.parameters
    by_ramp: dict[str, dict[str, None]] = {}
    for (facility, *_), quantity in parameters.lineage.get("ramp", {}).items():
        row = study.chain.facility[str(facility)]
        if row.region == solution.home:
            by_ramp.setdefault(row.ramp, {}).update(dict.fromkeys(quantity.facts))
    for ramp, facts in by_ramp.items():
        name = f"ramp-{ramp}"
        yield uncertain_facts(study, name, f"Ramp {ramp.replace('_', ' ')}", facts)
    wanted: dict[str, None] = {}
    for (point, *_), quantity in parameters.lineage.get("demand", {}).items():
        if solution.labels.point[str(point)].region == solution.home:
            wanted.update(dict.fromkeys(quantity.facts))
    title = f"Demand in {solution.study.home_title}"
    yield uncertain_facts(study, "demand-at-home", title, wanted)


def _leanings(solution: Solution) -> Iterator[Leaning]:
    """Weigh the parameters of home as in `weigh`, and what else decides how much home makes."""
    for row in weigh(solution):
        yield row.leaning, (row.quantity,)
    labels = solution.labels
    plants = [name for name in labels.facilities if labels.facility_region[name] == labels.home]
    yield from _ramps(solution, plants)
    yield from _amounts(solution, plants)
    if "addition" in solution.outcome.values:
        yield from _additions(solution)
    yield from _abroad(solution, plants)


def _ramps(solution: Solution, plants: list[str]) -> Iterator[Leaning]:
    """Years of learning of plants at home, by what more capacity would be worth."""
    parameters = solution.parameters
    duals = solution.outcome.duals["output_within_capacity"]
    scarce = duals * committed_capacity(parameters) * weight(parameters)
    worth = {name: abs(float(scarce.sel(facility=name).sum())) for name in plants}
    for (facility, *age), quantity in parameters.lineage.get("ramp", {}).items():
        if worth.get(str(facility), 0.0) > 0 and quantity.value < 1:
            yield worth[str(facility)] / max(len(age), 1), (quantity,)


def _amounts(solution: Solution, plants: list[str]) -> Iterator[Leaning]:
    """What plants at home take and make, by its value at the prices of the plan."""
    labels, parameters, outcome = solution.labels, solution.parameters, solution.outcome
    amounts = dict(zip(labels.flows, parameters["recipe_amount"].values, strict=True))
    years = weight(parameters)
    for facility in plants:
        run = outcome["activity"].sel(facility=facility) * years
        for of, amount in amounts.items():
            if of.recipe == labels.facility_recipe[facility]:
                price = outcome.price(of.material, labels.place_of(facility, of.material))
                flow = abs(float((run * price).sum()) * float(amount))
                yield flow, parameters.rests_on("recipe_amount", (of.name,))


def _additions(solution: Solution) -> Iterator[Leaning]:
    """Costs of what is built at home, by what they come to, and how fast it may be built."""
    labels, parameters, outcome = solution.labels, solution.parameters, solution.outcome
    years = weight(parameters)
    built = outcome["addition"].rename(investable="facility", decided="period")
    held = outcome.bound_duals["addition"].rename(investable="facility", decided="period")
    for facility in built.coords["facility"].values.tolist():
        if labels.facility_region[facility] != labels.home:
            continue
        at = {"facility": facility}
        capital = float(built.sel(at).sum()) * float(parameters["capital_cost"].sel(at))
        for name in ("capital_cost", "hurdle_rate"):
            yield abs(capital), parameters.rests_on(name, (facility,))
        limit = held.sel(at) * parameters["build_rate"].sel(at) * years
        yield abs(float(limit.sum())), parameters.rests_on("build_rate", (facility,))


def _abroad(solution: Solution, plants: list[str]) -> Iterator[Leaning]:
    """Costs of plants abroad, as far as home is the user: imports compete with what home makes."""
    labels, parameters, outcome = solution.labels, solution.parameters, solution.outcome
    products = set(solution.materials(PRODUCT))
    served = {True: 0.0, False: 0.0}
    for use_option in labels.use_options:
        if use_option.material in products:
            given = float(outcome["served"].sel(use_option=use_option.name).sum())
            served[use_option.region == labels.home] += given
    whole = sum(served.values())
    share = served[True] / whole if whole > 0 else 0.0
    run = (outcome["activity"] * weight(parameters)).sum("period")
    for facility in sorted(set(labels.facilities) - set(plants)):
        for name in ("operating_cost", "plant_price_cost_margin"):
            at = {"facility": facility}
            paid = np.abs(float(run.sel(at)) * float(parameters[name].sel(at)))
            yield share * float(paid), parameters.rests_on(name, (facility,))
