"""A wider miniature for laws that must hold whatever the numbers are.

Three regions, two oxide groups, joint products, substitution, recycling, growth
and a block of two years: every kind of row and column is there. Light group R, heavy group H.

    dig           ore out of the ground: 0.4 R and 0.05 H in a tonne
    crack         1 ore -> 0.45 chloride (0.8 R, 0.1 H), a tenth is lost
    split         1 chloride -> 0.75 oxide (R) + 0.09 heavy (H)
    press         0.35 oxide -> 1 magnet (0.3 R)
    press_strong  0.3 oxide + 0.06 heavy -> 1 strong (0.25 R, 0.05 H)
    recover       1 scrap (0.3 R) -> 0.27 oxide

THI digs and cracks and has no plant beyond; defence takes strong magnets only.
"""

from __future__ import annotations

from functools import cache

from monazite.model import Session, build_programme
from monazite.parameters import Labels, Parameters
from monazite.parameters.labels import Lane, tranche_name, tranches_of

from .miniature import neutral

REGIONS = ("HOM", "FOR", "THI")
CONTENTS = {
    "ore": (0.4, 0.05),
    "chloride": (0.8, 0.1),
    "oxide": (1.0, 0.0),
    "heavy": (0.0, 1.0),
    "magnet": (0.3, 0.0),
    "strong": (0.25, 0.05),
    "scrap": (0.3, 0.0),
}
FLOWS = {
    ("dig", "ore"): 1.0,
    ("crack", "ore"): -1.0,
    ("crack", "chloride"): 0.45,
    ("split", "chloride"): -1.0,
    ("split", "oxide"): 0.75,
    ("split", "heavy"): 0.09,
    ("press", "magnet"): 1.0,
    ("press", "oxide"): -0.35,
    ("press_strong", "strong"): 1.0,
    ("press_strong", "oxide"): -0.3,
    ("press_strong", "heavy"): -0.06,
    ("recover", "scrap"): -1.0,
    ("recover", "oxide"): 0.27,
}
COSTS = {
    "dig": 90.0,
    "crack": 210.0,
    "split": 430.0,
    "press": 5100.0,
    "press_strong": 7300.0,
    "recover": 190.0,
}
SIZES = {"dig": 900.0, "crack": 700.0, "split": 260.0, "press": 300.0, "press_strong": 120.0}
RUNS = {
    "HOM": tuple(COSTS),
    "FOR": tuple(name for name in COSTS if name != "recover"),
    "THI": ("dig", "crack"),
}
LANES = (
    ("chloride", "THI", "HOM"),
    ("chloride", "THI", "FOR"),
    ("chloride", "HOM", "FOR"),
    ("oxide", "HOM", "FOR"),
    ("oxide", "FOR", "HOM"),
    ("heavy", "FOR", "HOM"),
    ("heavy", "HOM", "FOR"),
    ("magnet", "FOR", "HOM"),
    ("magnet", "HOM", "FOR"),
    ("magnet", "FOR", "THI"),
    ("strong", "FOR", "HOM"),
    ("strong", "HOM", "FOR"),
)
DEMAND = {
    ("motors", "HOM"): 220.0,
    ("motors", "FOR"): 310.0,
    ("motors", "THI"): 40.0,
    ("defence", "HOM"): 30.0,
    ("defence", "FOR"): 60.0,
}
GROWING = ("HOM_split", "HOM_press", "FOR_press")


def wide_labels() -> Labels:
    """Label sets of the wider miniature."""
    facilities = tuple(f"{region}_{recipe}" for region in REGIONS for recipe in RUNS[region])
    return Labels(
        home="HOM",
        regions=REGIONS,
        groups=("R", "H"),
        elements=("Rx",),
        group_of_element={"Rx": "R"},
        materials=tuple(CONTENTS),
        material_form={name: name for name in CONTENTS},
        material_basis={name: name for name in CONTENTS},
        tracked_group="R",
        recipes=tuple(COSTS),
        flows=tuple(FLOWS),
        facilities=facilities,
        facility_region={name: name.partition("_")[0] for name in facilities},
        facility_recipe={name: name.partition("_")[2] for name in facilities},
        facility_stage={name: name.partition("_")[2] for name in facilities},
        lanes=tuple(Lane(*ends) for ends in LANES),
        nodes=tuple((material, region) for material in CONTENTS for region in REGIONS),
        stores=(("oxide", "HOM"), ("strong", "HOM"), ("oxide", "FOR")),
        points=tuple(DEMAND),
        offers=tuple(
            (use, region, material)
            for use, region in DEMAND
            for material in (("magnet", "strong") if use == "motors" else ("strong",))
        ),
        collections=(("motors", "HOM", "scrap"), ("motors", "FOR", "scrap")),
        years=(2024, 2025, 2026),
        periods=(2024, 2025, 2026, 2028),
        period_years=(1, 1, 1, 2),
        vintages=(2022, 2023, 2024, 2025, 2026, 2028),
        slots=("slot_01", "slot_02"),
        tranches=tranches_of(DEMAND, "HOM"),
    )


def wide(labels: Labels | None = None) -> Parameters:
    """Parameters of the wider miniature; `labels` may be the same ones in another order.

    Costs differ a little from plant to plant and lane to lane, so that no two ways cost the same.
    """
    labels = labels or wide_labels()
    arrays = neutral(labels)
    arrays["discount_rate"][...] = 0.07
    arrays["period_years"][:] = list(labels.period_years)
    for group, share in (("R", 0), ("H", 1)):
        for material, contents in CONTENTS.items():
            arrays["content"].loc[material, group] = contents[share]
    arrays["element_fraction"][:] = 0.75
    for (recipe, material), amount in FLOWS.items():
        arrays["recipe_amount"].loc[f"{recipe}/{material}"] = amount
    for number, facility in enumerate(sorted(labels.facilities)):
        region, _, recipe = facility.partition("_")
        dearer = 1.4 if region == "FOR" else 1.0
        arrays["operating_cost"].loc[facility] = COSTS[recipe] * dearer * (1.0 + 0.013 * number)
        size = SIZES.get(recipe, 40.0)
        arrays["nameplate"].loc[facility, 2022] = size
        arrays["nameplate"].loc[facility, 2025] = 0.2 * size
        arrays["ramp"].loc[facility, 0] = 0.4
        arrays["ramp"].loc[facility, 1] = 0.8
        arrays["availability"].loc[facility] = 0.9
    for number, facility in enumerate(GROWING):
        arrays["build_rate"].loc[facility] = 25.0 + number
        arrays["capital_cost"].loc[facility] = 4000.0 + 700.0 * number
        arrays["lead_time"].loc[facility] = 0.5 * number
        arrays["lifetime"].loc[facility] = 12.0
        arrays["hurdle_rate"].loc[facility] = 0.11
    arrays["reserves"].loc["HOM_dig"] = 3300.0
    arrays["floor"].loc["HOM_dig"] = 5.0
    for number, lane in enumerate(sorted(labels.coordinates("lane"))):
        arrays["freight"].loc[lane] = 60.0 + 7.0 * number
        arrays["reference_flow"].loc[lane] = 20.0
    for lane in labels.lanes:
        if lane.origin == "HOM":
            arrays["export_content"].loc["slot_01", lane.name] = CONTENTS[lane.material][0]
    arrays["export_limit"].loc["slot_01"] = 120.0
    for number, material in enumerate(CONTENTS):
        arrays["price"].loc[material] = 500.0 * (number + 1)
        arrays["disposal_cost"].loc[material] = 2.0 + number
    for number, store in enumerate(sorted(labels.coordinates("store"))):
        arrays["initial_stock"].loc[store] = 4.0 + number
        arrays["storage_cost"].loc[store] = 12.0 + number
        arrays["stock_limit"].loc[store] = 60.0
        arrays["shortfall_cost"].loc[store] = 9000.0
    for (use, region), tonnes in DEMAND.items():
        point = f"{use}@{region}"
        arrays["demand"].loc[point] = [tonnes * growth for growth in (1.0, 1.1, 1.25, 1.4)]
        last = 8 if region == "HOM" else 4
        start = 14_000.0 if use == "motors" else 40_000.0
        for number in range(1, last + 1):
            tranche = tranche_name(use, region, number)
            arrays["tranche_share"].loc[tranche] = 1.0 / last
            arrays["unmet_cost"].loc[tranche] = start * 1.7**number
    for offer in labels.coordinates("offer"):
        strong = str(offer).endswith("strong")
        arrays["equivalence"].loc[offer] = 1.25 if strong else 1.0
        arrays["penalty"].loc[offer] = 35.0 if strong else 0.0
    for collection in labels.coordinates("collection"):
        arrays["scrap_share"].loc[collection, 1] = 0.06
        arrays["scrap_share"].loc[collection, 2] = 0.09
        arrays["legacy_scrap"].loc[collection] = 6.0
    return Parameters(labels, arrays, {})


@cache
def wide_session() -> Session:
    """The wider miniature, built once and kept in the solver."""
    return Session(build_programme(wide()))
