"""Looks over parameters before anyone solves: what an expert would stumble on."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

import numpy as np

from monazite.core.errors import Problem, Problems
from monazite.core.numerals import Coin, stated_percent
from monazite.core.origin import Origin
from monazite.core.phrases import Phrase, named
from monazite.parameters.arrays import Parameters
from monazite.parameters.capacity import committed_capacity
from monazite.parameters.fixed_pools import fixed_pools
from monazite.parameters.levers import Acting
from monazite.parameters.overlaps import overlapping_levers
from monazite.parameters.positions import in_order
from monazite.parameters.unmeasured import unmeasured_controls
from monazite.strategy import CapitalSubsidy, Lever
from monazite.study import Study


def audit(study: Study, parameters: Parameters, events: Iterable[Lever] = ()) -> list[Problem]:
    """List free lunches, dead ends, missing costs, pools that cannot grow, and levers that clash.

    Levers clash that cannot act or meet others. `events` are what happens in the world that made
    these parameters. These are warnings, not errors: a study with them can be solved and may be
    wrong.
    """
    problems = Problems()
    checks = (
        *(_dead_ends, _without_origin, _without_cost, _programmes, _subsidies, _thin_curves),
        *(fixed_pools, overlapping_levers),
    )
    for check in checks:
        check(study, parameters, problems)
    unmeasured_controls(study, parameters, events, problems)
    return list(problems)


def _dead_ends(study: Study, parameters: Parameters, problems: Problems) -> None:
    """Materials with the tracked group that arrive where nobody can use or send them on."""
    labels = parameters.labels
    tracked = parameters["content"].sel(group=labels.tracked_group)
    held = dict(zip(map(str, tracked.coords["material"].values), tracked.values, strict=True))
    made, taken = _ends(parameters)
    for material, region in labels.nodes:
        ends_here = (material, region) in made and (material, region) not in taken
        if ends_here and held[material] > 0:
            problems.add(
                Phrase(
                    "{} arrives in {} and nobody there uses, ships or stores it",
                    (named(study.titles, material), named(study.titles, region)),
                ),
                remedy="add a recipe, a lane, a store or a use, or take the arrival away",
                file="chain/lanes.csv",
            )


def _without_origin(study: Study, parameters: Parameters, problems: Problems) -> None:
    """Materials that are wanted where none can come from."""
    made, taken = _ends(parameters)
    for material, region in parameters.labels.nodes:
        if (material, region) in taken and (material, region) not in made:
            problems.add(
                Phrase(
                    "{} is wanted in {} and cannot come from anywhere",
                    (named(study.titles, material), named(study.titles, region)),
                ),
                remedy="add a plant, a lane or a stock that brings it",
                file="chain/lanes.csv",
            )


def _ends(parameters: Parameters) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    labels = parameters.labels
    made: set[tuple[str, str]] = set()
    taken: set[tuple[str, str]] = set()
    amounts = dict(zip(labels.flows, parameters["recipe_amount"].values, strict=True))
    for facility in labels.facilities:
        for flow, amount in amounts.items():
            if flow[0] == labels.facility_recipe[facility]:
                (made if amount > 0 else taken).add((flow[1], labels.place_of(facility, flow[1])))
    for lane in labels.lanes:
        made.add((lane.material, lane.destination_place))
        taken.add((lane.material, lane.origin_place))
    made |= {(scrap, region) for _, region, scrap in labels.end_of_life_streams}
    taken |= {(material, region) for _, region, material in labels.use_options} | set(labels.stores)
    initial = parameters["initial_stock"]
    made |= {pair for pair, tonnes in zip(labels.stores, initial.values, strict=True) if tonnes > 0}
    return made, taken


def _without_cost(study: Study, parameters: Parameters, problems: Problems) -> None:
    """Plants that run or grow for nothing."""
    growing = _growing(parameters)
    for row in study.chain.facilities:
        if parameters.at("operating_cost", row.facility) <= 0:
            problems.at(
                row,
                "operating_cost",
                Phrase("{} runs at no cost", (named(study.titles, row.facility),)),
                "give an operating cost",
            )
        if row.facility in growing and parameters.at("capital_cost", row.facility) <= 0:
            problems.at(
                row,
                "capital_cost",
                Phrase(
                    "{} can be added to at no capital cost", (named(study.titles, row.facility),)
                ),
                "give a capital cost",
            )


def _growing(parameters: Parameters) -> set[str]:
    """Plants their owners may add to in some year."""
    growing = np.any(in_order(parameters["build_rate"], "facility").values > 0, axis=1)
    return {
        facility
        for facility, grows in zip(parameters.labels.facilities, growing, strict=True)
        if grows
    }


def _programmes(study: Study, parameters: Parameters, problems: Problems) -> None:
    """Programmes that a permit holds down to what stood there before, or that cost nothing."""
    permit = in_order(parameters["permit"], "facility").values
    bare = parameters.replaced({"programme": parameters["programme"] * 0.0}, ())
    allowed, without = (
        np.minimum(in_order(committed_capacity(one), "facility").values, permit)
        for one in (parameters, bare)
    )
    gained = (allowed - without).max(axis=1)
    most_gained = dict(zip(parameters.labels.facilities, gained.tolist(), strict=True))
    idle: dict[Origin, list[str]] = {}
    free: dict[Origin, list[str]] = {}
    # of these the study's own file is said to lack the cost
    warned = _growing(parameters)
    for entry in parameters.ledger:
        edit = entry.edit
        if edit.parameter != "programme":
            continue
        facility = str(edit.where["facility"])
        if most_gained[facility] <= 1e-9 and edit.value > 0:
            idle.setdefault(edit.origin, []).append(facility)
        if facility not in warned and parameters.at("capital_cost", facility) <= 0:
            free.setdefault(edit.origin, []).append(facility)
    for origin, facilities in idle.items():
        every = list(dict.fromkeys(facilities))
        _warn_of_lever(
            problems,
            origin,
            Phrase(
                "more nameplate at {} does nothing: "
                + (
                    "its permit is below what stands there"
                    if len(every) == 1
                    else "their permits are below what stands there"
                ),
                (named(study.titles, every),),
            ),
            remedy="raise the permit further, or drop the programme",
        )
    for origin, facilities in free.items():
        every = list(dict.fromkeys(facilities))
        one = len(every) == 1
        _warn_of_lever(
            problems,
            origin,
            Phrase(
                "the programme at {} has no capital cost, so its outlay shows as nothing",
                (named(study.titles, every),),
            ),
            remedy=f"give the {'facility' if one else 'facilities'} a capital cost",
        )


def _warn_of_lever(problems: Problems, origin: Origin, message: Phrase, *, remedy: str) -> None:
    """One warning for a lever, however many plants it is about."""
    problems.add(message, remedy=remedy, file=origin.file, field=origin.place)


def _subsidies(study: Study, parameters: Parameters, problems: Problems) -> None:
    """Subsidies that a budget or cap thins because a plant may add for ever at its own rate."""
    levers = {
        lever.origin: lever
        for strategy in study.strategies.values()
        for lever in strategy.levers
        if isinstance(lever, CapitalSubsidy)
    }
    found = {entry.edit.origin for entry in parameters.edits_of("subsidy_share")}
    for origin in sorted(found & set(levers), key=attrgetter("name")):
        lever = levers[origin]
        thinned, cost = [], 0.0
        for facility, cost_of_all in lever.full_costs(Acting(lever, study, parameters)).items():
            unbounded = not np.isfinite(float(parameters["site_limit"].sel(facility=facility)))
            paid = float(parameters["subsidy_share"].sel(facility=facility).max())
            if unbounded and cost_of_all > 0 and paid < lever.share - 1e-9:
                thinned.append(facility)
                cost += cost_of_all
        if not thinned:
            continue
        field = "budget" if lever.budget is not None else "per_firm_cap"
        most_paid = max(
            float(parameters["subsidy_share"].sel(facility=name).max()) for name in thinned
        )
        problems.add(
            Phrase(
                f"only {stated_percent(round(most_paid, 4))} of the capital is paid and not "
                f"{stated_percent(lever.share)}: all that {{}} may add at "
                f"{'its' if len(thinned) == 1 else 'their'} own build_rate while the scheme is "
                f"open would cost {Coin(study.settings.currency).said(cost)}",
                (named(study.titles, thinned),),
            ),
            remedy="write a private_entry with tonnes_per_year before it for what may be added in "
            "all, or an end",
            file=lever.file,
            line=lever.line_of(field),
            field=f"{origin.place}.{field}",
        )


def _thin_curves(study: Study, parameters: Parameters, problems: Problems) -> None:
    """Uses whose last user gives up at or below the reference price."""
    for row in study.chain.uses:
        shares = [
            share
            for (use, region, number), share in zip(
                parameters.labels.tranches, parameters["tranche_share"].values, strict=True
            )
            if use == row.use and 0 < number < parameters.labels.numbers_of[use, region][-1]
        ]
        if shares and sum(shares) == 0.0:
            problems.at(
                row,
                "choke",
                Phrase("all users of {} leave at one price", (named(study.titles, row.use),)),
                "give a choke price above the reference price and an elasticity below zero",
            )
