"""A wider miniature for laws that must hold whatever the numbers are.

Three regions, two oxide groups, joint products, substitution, recycling, growth, owners inside
home, bands around trade, support and a block of two years: every kind of row and column is there.
Light group R, heavy group H.

    dig           ore out of the ground: 0.4 R and 0.05 H in a tonne
    crack         1 ore -> 0.45 chloride (0.8 R, 0.1 H), a tenth is lost
    split         1 chloride -> 0.75 oxide (R) + 0.09 heavy (H)
    press         0.35 oxide -> 1 magnet (0.3 R)
    press_strong  0.3 oxide + 0.06 heavy -> 1 strong (0.25 R, 0.05 H)
    recover       1 scrap (0.3 R) -> 0.27 oxide

THI digs and cracks and has no plant beyond; defence takes strong magnets only. Home's splitter
belongs to the state, whose oxide stands in a place of its own; makers pay for it on its way out.
"""

from __future__ import annotations

from functools import cache

from monazite.core.labelled import Labelled
from monazite.model import Session, build_programme
from monazite.parameters import Labels, Parameters
from monazite.parameters.labels import Contract, lane_between

from .miniature import last_tranches, neutral, two_kinds_of_tranches

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
ROLES = {
    "ore": "ore",
    "chloride": "mixed",
    "oxide": "refined",
    "heavy": "refined",
    "magnet": "product",
    "strong": "product",
    "scrap": "scrap",
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
    ("oxide", "HOM.state", "HOM"),
    ("oxide", "HOM.state", "FOR"),
    ("oxide", "FOR", "HOM"),
    ("heavy", "FOR", "HOM"),
    ("heavy", "HOM", "FOR"),
    ("magnet", "FOR", "HOM"),
    ("magnet", "HOM", "THI"),
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
USUAL = {
    "magnet:FOR>HOM": 130.0,
    "magnet:HOM>THI": 0.0,
    "magnet:HOM>FOR": 15.0,
    "magnet:FOR>THI": 40.0,
    "strong:FOR>HOM": 25.0,
    "strong:HOM>FOR": 6.0,
}
"""Observed flows where they matter; 20 t on every other lane."""
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
        material_role={name: ROLES[name] for name in CONTENTS},
        material_basis={name: name for name in CONTENTS},
        tracked_group="R",
        recipes=tuple(COSTS),
        flows=tuple(FLOWS),
        facilities=facilities,
        facility_region={name: name.partition("_")[0] for name in facilities},
        facility_recipe={name: name.partition("_")[2] for name in facilities},
        facility_stage={name: name.partition("_")[2] for name in facilities},
        lanes=tuple(lane_between(*ends) for ends in LANES),
        nodes=(
            *((material, region) for material in CONTENTS for region in REGIONS),
            ("oxide", "HOM.state"),
        ),
        stores=(("oxide", "HOM"), ("oxide", "HOM.state"), ("strong", "HOM"), ("oxide", "FOR")),
        points=tuple(DEMAND),
        use_options=tuple(
            (use, region, material)
            for use, region in DEMAND
            for material in (("magnet", "strong") if use == "motors" else ("strong",))
        ),
        end_of_life_streams=(("motors", "HOM", "scrap"), ("motors", "FOR", "scrap")),
        years=(2024, 2025, 2026),
        periods=(2024, 2025, 2026, 2028),
        period_years=(1, 1, 1, 2),
        vintages=(2022, 2023, 2024, 2025, 2026, 2028),
        slots=("slot_01", "slot_02"),
        agreements=("agreement_1", "agreement_2"),
        schemes=("scheme_1", "scheme_2"),
        tranches=two_kinds_of_tranches(DEMAND),
        reserves=("oxide@HOM", "strong@HOM"),
        awardees=("HOM_press", "HOM_press_strong"),
        contracts=(
            Contract("out_of_the_pool", "HOM_split", "oxide", "FOR"),
            Contract("abroad", "FOR_press", "magnet", "THI"),
            Contract("at_home", "HOM_press", "magnet", "HOM"),
            Contract("whoever_buys", "THI_crack", "chloride", ""),
        ),
        quotas=("quota_1", "quota_2"),
        spreads=("spread_1", "spread_2"),
        expansions=(("FOR_press", 1), ("FOR_press", 2)),
        facility_account={"HOM_split": "state"},
        account_materials={"state": frozenset({"oxide"})},
    )


def wide(labels: Labels | None = None) -> Parameters:
    """Parameters of the wider miniature; `labels` may be the same ones in another order.

    Costs differ a little from plant to plant and lane to lane, so that no two ways cost the same.
    """
    labels = labels or wide_labels()
    arrays = neutral(labels)
    arrays["discount_rate"].values[...] = 0.07
    arrays["period_years"].values[:] = list(labels.period_years)
    for group, share in (("R", 0), ("H", 1)):
        for material, contents in CONTENTS.items():
            arrays["content"].put((material, group), contents[share])
    arrays["element_fraction"].values[:] = 0.75
    for (recipe, material), amount in FLOWS.items():
        arrays["recipe_amount"].put(f"{recipe}/{material}", amount)
    _fill_plants(arrays, labels)
    _fill_support(arrays)
    for number, lane in enumerate(sorted(labels.coordinates("lane"))):
        arrays["freight"].put(lane, 60.0 + 7.0 * number)
        arrays["reference_flow"].put(lane, USUAL.get(str(lane), 20.0))
    _fill_bands(arrays, labels)
    _fill_contracts(arrays, labels)
    for lane in labels.lanes:
        if lane.origin == "HOM" and not lane.is_transfer:
            arrays["export_content"].put(("slot_01", lane.name), CONTENTS[lane.material][0])
    arrays["export_limit"].put("slot_01", 120.0)
    for number, material in enumerate(CONTENTS):
        arrays["price"].put(material, 500.0 * (number + 1))
        arrays["disposal_cost"].put(material, 2.0 + number)
    _fill_stores(arrays, labels)
    _fill_uses(arrays, labels)
    return Parameters(labels, arrays, {})


def _fill_plants(arrays: dict[str, Labelled], labels: Labels) -> None:
    """What plants cost and may do, what may be built, and what one mine owes its host."""
    for number, facility in enumerate(sorted(labels.facilities)):
        region, _, recipe = facility.partition("_")
        dearer = 1.4 if region == "FOR" else 1.0
        arrays["operating_cost"].put(facility, COSTS[recipe] * dearer * (1.0 + 0.013 * number))
        size = SIZES.get(recipe, 40.0)
        arrays["nameplate"].put((facility, 2022), size)
        arrays["nameplate"].put((facility, 2025), 0.2 * size)
        arrays["ramp"].put((facility, 0), 0.4)
        arrays["ramp"].put((facility, 1), 0.8)
        arrays["availability"].put(facility, 0.9)
    standing = arrays["nameplate"].sel(facility="HOM_press").values
    arrays["nameplate"].put("HOM_press", 0.4 * standing)
    for number, facility in enumerate(GROWING):
        arrays["build_rate"].put(facility, 25.0 + number)
        arrays["capital_cost"].put(facility, 4000.0 + 700.0 * number)
        arrays["lead_time"].put(facility, 0.5 * number)
        arrays["lifetime"].put(facility, 12.0)
        arrays["hurdle_rate"].put(facility, 0.11)
    arrays["expansion_share"].put((["FOR_press/+1", "FOR_press/+2"],), [0.5, 1.0])
    arrays["expansion_premium"].put((["FOR_press/+1", "FOR_press/+2"],), [0.25, 0.6])
    arrays["site_limit"].put("HOM_split", 90.0)
    arrays["site_limit"].put("HOM_press", 70.0)
    arrays["subsidy_share"].put("HOM_press", 0.1)
    arrays["plant_price_cost_margin"].put("FOR_press", 310.0)
    arrays["reserves"].put("HOM_dig", 3300.0)
    arrays["floor"].put("HOM_dig", 5.0)
    arrays["floor_share"].put("HOM_dig", 0.006)
    arrays["host_output"].put("HOM_dig", [1900.0, 2000.0, 2100.0, 2200.0])
    arrays["byproduct_rate"].put("HOM_dig", 0.003)
    arrays["must_run_share"].put("HOM_dig", 0.9)


def _fill_stores(arrays: dict[str, Labelled], labels: Labels) -> None:
    """Stocks at the start, and a reserve in two tiers."""
    for number, store in enumerate(sorted(labels.coordinates("store"))):
        arrays["initial_stock"].put(store, 4.0 + number)
        arrays["storage_cost"].put(store, 12.0 + number)
        arrays["stock_limit"].put(store, 60.0)
        arrays["shortfall_cost"].put(store, [2000.0, 3000.0, 4000.0])
    arrays["stock_target"].put(("oxide@HOM", "tier_1", 2025), 6.0)
    arrays["stock_target"].put(("oxide@HOM", "tier_3", 2025), 4.0)


def _fill_uses(arrays: dict[str, Labelled], labels: Labels) -> None:
    """Need that grows, its curve, what serves it, and the scrap it leaves."""
    for (use, region), tonnes in DEMAND.items():
        point = f"{use}@{region}"
        arrays["demand"].put(point, [tonnes * growth for growth in (1.0, 1.1, 1.25, 1.4)])
    last = last_tranches(labels)
    for (use, region, number), tranche in zip(
        labels.tranches, labels.coordinates("tranche"), strict=True
    ):
        start = 14_000.0 if use == "motors" else 40_000.0
        rank = number if number > 0 else number + 1
        arrays["tranche_share"].put(tranche, 0.04 if region == "HOM" else 0.07)
        arrays["unmet_cost"].put(tranche, start * 1.3**rank)
    for tranche, (_, region) in last.items():
        arrays["tranche_share"].put(tranche, 0.72 if region == "HOM" else 0.79)
    for use_option in labels.coordinates("use_option"):
        strong = str(use_option).endswith("strong")
        arrays["equivalence"].put(use_option, 1.25 if strong else 1.0)
        arrays["penalty"].put(use_option, 35.0 if strong else 0.0)
    for collection in labels.coordinates("end_of_life_stream"):
        arrays["scrap_share"].put((collection, 1), 0.06)
        arrays["scrap_share"].put((collection, 2), 0.09)
        arrays["legacy_scrap"].put(collection, 6.0)


def _fill_support(arrays: dict[str, Labelled]) -> None:
    """Two winners paid per tonne from the second year on, one budget each and one for both."""
    for awardee, paid in (("HOM_press", 640.0), ("HOM_press_strong", 810.0)):
        arrays["incentive"].put((awardee, [2025, 2026, 2028]), paid)
        arrays["supported_limit"].put((awardee, [2025, 2026, 2028]), [70.0, 60.0, 50.0])
        arrays["awardee_budget"].put(awardee, 105_000.0)
        arrays["scheme_member"].put(("scheme_1", awardee), 1.0)
    arrays["scheme_budget"].put("scheme_1", 150_000.0)


def _fill_bands(arrays: dict[str, Labelled], labels: Labels) -> None:
    """Bands that widen with time, what leaving them costs, and what makers pay the state."""
    arrays["band_below"].values[:] = [0.2, 0.3, 0.4, 0.6]
    arrays["band_above"].values[:] = [0.3, 0.5, 0.7, 1.1]
    arrays["band_entry"].values[:] = [0.0, 0.05, 0.1, 0.2]
    arrays["band_price"].values[:] = 460.0
    arrays["lane_policy"].put(("magnet:FOR>HOM", 2026), 0.8)
    arrays["lane_opened"].put(("strong:FOR>HOM", 2026), 4.0)
    arrays["lane_price_cost_margin"].put("magnet:FOR>HOM", 130.0)
    arrays["duty"].put("strong:FOR>HOM", 95.0)
    arrays["transfer_price"].put("oxide:HOM.state>HOM", 1450.0)
    arrays["lane_limit"].put("oxide:HOM.state>FOR", 12.0)
    arrays["agreement_lane"].put(("agreement_1", "heavy:FOR>HOM"), 1.0)
    arrays["agreement_floor"].put(("agreement_1", [2025, 2026]), [2.0, 3.0])
    arrays["agreement_price"].put("agreement_1", 1700.0)


def _fill_contracts(arrays: dict[str, Labelled], labels: Labels) -> None:
    """Four contracts, one of each kind, and a share of motors that is to be made at home."""
    for name, share, tonnes, price in (
        ("out_of_the_pool", 0.1, 9.0, 900.0),
        ("abroad", 0.2, 30.0, 700.0),
        ("at_home", 0.5, 80.0, 800.0),
        ("whoever_buys", 0.7, 300.0, 300.0),
    ):
        arrays["contract_force"].put(name, [1.0, 0.5, 1.0, 1.0])
        arrays["contract_share"].put(name, share)
        arrays["contract_tonnes"].put(name, tonnes)
        arrays["contract_price"].put(name, price)
    arrays["quota_share"].put(("quota_1", "motors@HOM/magnet"), [0.0, 0.2, 0.5, 0.9])
    arrays["quota_counts"].put(("quota_1", ["magnet", "strong"]), 1.0)
    arrays["quota_price"].put("quota_1", 1100.0)
    arrays["spread_share"].put("spread_1", [1.0, 0.6, 0.5, 0.4])
    arrays["spread_counts"].put(("spread_1", ["magnet", "strong"]), 1.0)
    arrays["spread_price"].put("spread_1", 300.0)


@cache
def wide_session() -> Session:
    """The wider miniature, built once and kept in the solver."""
    return Session(build_programme(wide()))
