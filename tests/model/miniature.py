"""Miniature parameters made by hand: two regions, one ore, mine -> oxide -> magnet, three years.

Each test changes what it is about and leaves the rest. In the plain miniature, per year:

    home mine      up to 100 t ore      at    100 USD/t
    home refinery  up to 100 t ore      at    200 USD/t ore,   1 t ore -> 0.8 t oxide
    home magnets   up to  60 t magnet   at  1,000 USD/t,       0.5 t oxide -> 1 t magnet
    the same plants abroad, each 1,000 t, at 200, 400 and 2,000 USD/t
    freight 50 USD/t on oxide and magnets, both ways
    home wants 100 t magnet, abroad wants 200 t; all users give up at 50,000 USD/t

Everything else is neutral: no bands around trade, no pools of owners, no support, demand in one
tranche. Every plant is the only one of its stage in its region and no trade was observed, so that
the preference that settles ties costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from monazite.core.labelled import Labelled
from monazite.core.vocabulary import parameters as vocabulary
from monazite.model import Outcome, Session, build_programme
from monazite.parameters import Labels, Parameters
from monazite.parameters.arrays import empty
from monazite.parameters.labels import Lane, lane_between, tranche_name
from monazite.parameters.sizes import AGES, FINE_TRANCHES, PLAIN_TRANCHES

Changes = Mapping[str, Mapping[tuple[str | int, ...] | str, float]]
"""New values by parameter and labels: {"permit": {"home_mine": 50.0}}."""

YEARS = (2024, 2025, 2026)
PLANTS = ("mine", "refinery", "magnets")
RECIPES = {"mine": "dig", "refinery": "refine", "magnets": "press"}
COSTS = {"mine": 100.0, "refinery": 200.0, "magnets": 1000.0}
NAMEPLATES = {"mine": 100.0, "refinery": 100.0, "magnets": 60.0}
AMOUNTS = {
    "dig/ore": 1.0,
    "refine/ore": -1.0,
    "refine/oxide": 0.8,
    "press/magnet": 1.0,
    "press/oxide": -0.5,
}


def miniature_labels(blocks: tuple[int, ...] = ()) -> Labels:
    """Label sets of the miniature; `blocks` add blocks of years behind the three years."""
    ends = tuple(YEARS[-1] + sum(blocks[: n + 1]) for n in range(len(blocks)))
    facilities = tuple(f"{side}_{plant}" for side in ("home", "abroad") for plant in PLANTS)
    region = {name: "HOM" if name.startswith("home") else "FOR" for name in facilities}
    materials = ("ore", "oxide", "magnet", "scrap")
    points = (("motors", "HOM"), ("motors", "FOR"))
    return Labels(
        home="HOM",
        regions=("HOM", "FOR"),
        groups=("R",),
        elements=("Rx",),
        group_of_element={"Rx": "R"},
        materials=materials,
        material_form={
            "ore": "concentrate",
            "oxide": "oxide",
            "magnet": "magnet",
            "scrap": "scrap",
        },
        material_role={"ore": "ore", "oxide": "refined", "magnet": "product", "scrap": "scrap"},
        material_basis={"ore": "ore", "oxide": "oxide", "magnet": "magnet", "scrap": "scrap"},
        tracked_group="R",
        recipes=("dig", "refine", "press"),
        flows=(
            ("dig", "ore"),
            ("refine", "ore"),
            ("refine", "oxide"),
            ("press", "magnet"),
            ("press", "oxide"),
        ),
        facilities=facilities,
        facility_region=region,
        facility_recipe={name: RECIPES[name.partition("_")[2]] for name in facilities},
        facility_stage={
            name: {"mine": "mining", "refinery": "separation", "magnets": "magnet"}[
                name.partition("_")[2]
            ]
            for name in facilities
        },
        lanes=tuple(
            Lane(material, origin, destination)
            for material in ("oxide", "magnet")
            for origin, destination in (("HOM", "FOR"), ("FOR", "HOM"))
        ),
        nodes=tuple((material, place) for material in materials for place in ("HOM", "FOR")),
        stores=(("oxide", "HOM"),),
        points=points,
        use_options=(("motors", "HOM", "magnet"), ("motors", "FOR", "magnet")),
        end_of_life_streams=(("motors", "HOM", "scrap"),),
        years=YEARS,
        periods=(*YEARS, *ends),
        period_years=(1, 1, 1, *blocks),
        vintages=(*range(YEARS[0] - AGES, YEARS[0]), *YEARS, *ends),
        tranches=two_kinds_of_tranches(points),
        reserves=("oxide@HOM",),
    )


def two_kinds_of_tranches(points: Iterable[tuple[str, str]]) -> tuple[tuple[str, str, int], ...]:
    """Fine tranches at home, plain ones abroad."""
    return tuple(
        (use, region, number)
        for use, region in points
        for number in (FINE_TRANCHES if region == "HOM" else PLAIN_TRANCHES)
    )


def miniature(
    changes: Changes | None = None,
    *,
    blocks: tuple[int, ...] = (),
    discount_rate: float = 0.0,
    labels: Labels | None = None,
) -> Parameters:
    """Parameters of the miniature; `changes` set cells: {"permit": {"home_mine": 50.0}}.

    `labels` may leave out facilities, lanes, stores or tranches, or add plants whose names begin
    with a side and end with a recipe's plant, places inside home and uses served by magnets.
    """
    labels = labels or miniature_labels(blocks)
    arrays = neutral(labels)
    arrays["discount_rate"] = Labelled(discount_rate)
    arrays["period_years"].values[:] = list(labels.period_years)
    for facility in labels.facilities:
        plant = facility.split("_")[1]
        home = facility.startswith("home")
        size = NAMEPLATES[plant] if home else 1000.0
        arrays["nameplate"].put((facility, labels.vintages[0]), size)
        arrays["operating_cost"].put(facility, COSTS[plant] * (1.0 if home else 2.0))
    for flow, amount in AMOUNTS.items():
        arrays["recipe_amount"].put(flow, amount)
    arrays["content"].put((..., "R"), [1.0, 1.0, 0.5, 0.5])
    arrays["element_fraction"].values[:] = 0.5
    arrays["freight"].values[:] = 50.0
    arrays["price"].values[:] = [100.0, 1000.0, 5000.0, 100.0]
    arrays["storage_cost"].values[:] = 1.0
    arrays["shortfall_cost"].values[:] = 2000.0
    for use, region in labels.points:
        arrays["demand"].put(f"{use}@{region}", 100.0 if region == "HOM" else 200.0)
    arrays["tranche_share"].put((list(last_tranches(labels)),), 1.0)
    arrays["unmet_cost"].values[:] = 50_000.0
    arrays["equivalence"].values[:] = 1.0
    for name, cells in (changes or {}).items():
        for where, value in cells.items():
            arrays[name].put(where, value)
    return Parameters(labels, arrays, {})


def last_tranches(labels: Labels) -> dict[str, tuple[str, str]]:
    """The tranche of every demand curve that stays to the choke, with its use and region."""
    last: dict[tuple[str, str], int] = {}
    for use, region, number in labels.tranches:
        last[use, region] = max(number, last.get((use, region), number))
    return {tranche_name(use, region, n): (use, region) for (use, region), n in last.items()}


UNLIMITED = {
    "permit",
    "reserves",
    "site_limit",
    "lane_limit",
    "export_limit",
    "stock_limit",
    "awardee_budget",
    "scheme_budget",
    "band_above",
    "band_entry",
    "contract_tonnes",
}
"""Parameters for which no figure means no limit."""


def neutral(labels: Labels) -> dict[str, Labelled]:
    """Every parameter of the vocabulary at the value that changes nothing, or at zero."""
    return {
        name: empty(
            labels,
            *entry.dimensions,
            fill=np.inf if name in UNLIMITED else (entry.default or 0.0),
        )
        for name, entry in vocabulary().items()
    }


def with_plants(labels: Labels, *names: str, region: str = "HOM") -> Labels:
    """Add plants to labels: `home_magnets_big` presses at home, `ally_mine` is allied."""
    kinds = {name: name.split("_")[1] for name in names}
    stages = {"mine": "mining", "refinery": "separation", "magnets": "magnet"}
    return replace(
        labels,
        facilities=(*labels.facilities, *names),
        facility_region={**labels.facility_region, **dict.fromkeys(names, region)},
        facility_recipe={**labels.facility_recipe, **{n: RECIPES[k] for n, k in kinds.items()}},
        facility_stage={**labels.facility_stage, **{n: stages[k] for n, k in kinds.items()}},
    )


def with_lanes(labels: Labels, *ends: tuple[str, str, str]) -> Labels:
    """Add lanes between places, and the nodes at their ends: ("oxide", "HOM.state", "HOM")."""
    lanes = tuple(lane_between(*three) for three in ends)
    reached = [(lane.material, place) for lane in lanes for place in places_of(lane)]
    nodes = tuple(dict.fromkeys((*labels.nodes, *reached)))
    return replace(labels, lanes=(*labels.lanes, *lanes), nodes=nodes)


def places_of(lane: Lane) -> tuple[str, str]:
    """Both ends of a lane."""
    return lane.origin_place, lane.destination_place


def with_allies() -> Labels:
    """The miniature with a third region that has the same chain and sells magnets to home."""
    plain = miniature_labels()
    materials = ("ore", "oxide", "magnet")
    allied = replace(
        plain,
        regions=(*plain.regions, "ALY"),
        nodes=(*plain.nodes, *((material, "ALY") for material in materials)),
    )
    mines = with_plants(allied, *(f"ally_{plant}" for plant in PLANTS), region="ALY")
    return with_lanes(mines, ("magnet", "ALY", "HOM"))


@cache
def plain_session() -> Session:
    """The plain miniature, built once and kept in the solver."""
    return Session(build_programme(miniature()))


def every_year(outcome: Outcome, variable: str, label: str) -> list[float]:
    """A variable at one label in every period, to a millionth."""
    array = outcome[variable]
    chosen = array.sel({array.dims[0]: label})
    return [round(number, 6) + 0.0 for number in chosen.values.tolist()]


def solved(changes: Changes | None = None) -> Outcome:
    """Solve the miniature with changes in the session all tests share."""
    return plain_session().solve(miniature(changes))


def solved_fresh(parameters: Parameters) -> Outcome:
    """Write and solve a programme of its own, for labels or structure of its own."""
    return Session(build_programme(parameters)).solve()
