"""Draws edits of the wider miniature for laws that hold whatever is edited."""

from __future__ import annotations

from hypothesis import strategies as some

from monazite.core import Edit
from monazite.parameters import Parameters

from .wide import FLOWS, GROWING, wide

BASE: Parameters = wide()

RANGES: dict[str, tuple[str, float, float]] = {
    "nameplate": ("multiply", 0.3, 2.0),
    "programme": ("set", 0.0, 90.0),
    "ramp": ("set", 0.1, 1.0),
    "availability": ("set", 0.3, 1.0),
    "permit": ("set", 50.0, 900.0),
    "floor": ("multiply", 0.0, 1.0),
    "floor_share": ("multiply", 0.0, 1.0),
    "host_output": ("multiply", 0.2, 1.0),
    "byproduct_rate": ("multiply", 0.2, 1.0),
    "must_run_share": ("multiply", 0.2, 1.1),
    "reserves": ("multiply", 0.3, 2.0),
    "operating_cost": ("multiply", 0.5, 2.0),
    "running_cost_factor": ("multiply", 0.5, 2.0),
    "plant_price_cost_margin": ("set", 0.0, 900.0),
    "incentive": ("set", 100.0, 1500.0),
    "payback": ("set", 0.0, 900.0),
    "levy": ("set", 0.0, 900.0),
    "supported_limit": ("set", 0.0, 120.0),
    "awardee_budget": ("multiply", 0.1, 3.0),
    "scheme_member": ("set", 0.0, 1.0),
    "scheme_budget": ("set", 10_000.0, 300_000.0),
    "capital_cost": ("multiply", 0.1, 3.0),
    "capital_cost_factor": ("multiply", 0.1, 3.0),
    "lead_time": ("set", 0.0, 3.0),
    "decision_delay": ("set", 0.0, 2.0),
    "build_rate": ("multiply", 0.0, 3.0),
    "expansion_share": ("set", 0.0, 1.5),
    "expansion_premium": ("set", 0.0, 2.0),
    "site_limit": ("set", 10.0, 200.0),
    "subsidy_share": ("set", 0.0, 0.5),
    "equity_share": ("set", 0.0, 0.5),
    "equity_return": ("set", 0.0, 0.2),
    "lifetime": ("set", 1.0, 30.0),
    "hurdle_rate": ("set", 0.0, 0.3),
    "recipe_amount": ("multiply", 0.6, 1.0),
    "disposal_cost": ("set", 0.0, 90.0),
    "price": ("multiply", 0.0, 3.0),
    "freight": ("multiply", 0.0, 5.0),
    "lane_price_cost_margin": ("set", 0.0, 700.0),
    "duty": ("set", 0.0, 700.0),
    "transfer_price": ("multiply", 0.0, 2.0),
    "transfer_cost": ("set", 0.0, 1400.0),
    "lane_policy": ("set", 0.0, 1.0),
    "lane_opened": ("set", 0.0, 30.0),
    "crisis_floor": ("set", 0.0, 30.0),
    "crisis_share": ("set", 0.1, 1.0),
    "lane_limit": ("set", 0.0, 200.0),
    "balance_shift": ("set", -5.0, 0.0),
    "band_below": ("set", 0.0, 1.0),
    "band_above": ("set", 0.0, 2.0),
    "band_entry": ("set", 0.0, 0.5),
    "band_price": ("set", 10.0, 900.0),
    "agreement_lane": ("set", 0.0, 1.0),
    "agreement_floor": ("set", 0.0, 60.0),
    "agreement_price": ("set", 0.0, 2500.0),
    "contract_force": ("set", 0.0, 1.0),
    "contract_share": ("set", 0.0, 1.0),
    "contract_tonnes": ("set", 1.0, 200.0),
    "contract_price": ("set", 0.0, 2500.0),
    "quota_share": ("set", 0.0, 1.0),
    "quota_counts": ("set", 0.0, 1.0),
    "quota_price": ("set", 0.0, 2500.0),
    "spread_share": ("set", 0.0, 1.0),
    "spread_counts": ("set", 0.0, 1.0),
    "spread_price": ("set", 0.0, 2500.0),
    "reference_flow": ("multiply", 0.2, 3.0),
    "export_limit": ("set", 0.0, 60.0),
    "export_content": ("set", 0.0, 1.0),
    "initial_stock": ("set", 0.0, 50.0),
    "storage_cost": ("multiply", 0.0, 4.0),
    "stock_limit": ("set", 20.0, 90.0),
    "stock_target": ("multiply", 0.0, 6.0),
    "shortfall_cost": ("multiply", 0.05, 3.0),
    "demand": ("multiply", 0.0, 2.0),
    "tranche_share": ("multiply", 0.0, 1.6),
    "unmet_cost": ("multiply", 0.1, 2.0),
    "priority_premium": ("set", 0.0, 40_000.0),
    "equivalence": ("set", 0.5, 2.0),
    "penalty": ("set", 0.0, 3000.0),
    "scrap_share": ("set", 0.0, 0.2),
    "legacy_scrap": ("set", 0.0, 40.0),
    "discount_rate": ("set", 0.0, 0.15),
}
"""What edits may do to each parameter without making the rules contradict each other."""

STRUCTURE = {"period_years"}
"""The programme is written around these; no edit may touch them."""

ONLY_REPORTED = {
    "public_share",
    "content",
    "element_fraction",
    "embodied",
    "market_price",
    "saving_cost",
    "saving_outlay",
    "purchase_price",
    "exploration_outlay",
    "resale_price",
    "observed_price",
}
"""Read by levers and findings and not by the programme."""

PROBES = {"balance_shift"}
"""Moved to try a price alone, never by a plan; `tests/cases` has their law."""

ONLY: dict[str, tuple[str, ...]] = {
    # outputs alone, so that no recipe makes matter
    "recipe_amount": tuple("/".join(flow) for flow, amount in FLOWS.items() if amount > 0),
    "build_rate": GROWING,
    "site_limit": GROWING[:2],
    "reserves": ("HOM_dig",),
    "floor": ("HOM_dig",),
    "floor_share": ("HOM_dig",),
    "host_output": ("HOM_dig",),
    "byproduct_rate": ("HOM_dig",),
    "must_run_share": ("HOM_dig",),
    "levy": tuple(name for name in BASE.labels.facilities if name.startswith("HOM_")),
    # where what is put into a balance can be put aside again
    "balance_shift": ("oxide@HOM", "heavy@HOM"),
    # what makers pay the state; a price on other lanes would be paid to nobody
    "transfer_price": ("oxide:HOM.state>HOM",),
    "transfer_cost": ("oxide:HOM.state>HOM",),
}
"""Parameters that are edited at these labels of their first dimension alone."""


@some.composite
def edits(draw: some.DrawFn, parameter: str = "") -> Edit:
    """One edit of one parameter: all of it, some labels of it or one cell."""
    name = parameter or draw(some.sampled_from(sorted(RANGES)))
    operation, low, high = RANGES[name]
    where: dict[str, tuple[str | int, ...]] = {}
    for position, dimension in enumerate(map(str, BASE[name].dims)):
        labels = BASE.labels.coordinates(dimension)
        if position == 0 and name in ONLY:
            labels = list(ONLY[name])
        elif draw(some.booleans()):
            continue
        where[dimension] = tuple(
            draw(some.lists(some.sampled_from(labels), min_size=1, max_size=2, unique=True))
        )
    value = draw(some.floats(low, high).map(lambda number: round(number, 3)))
    return Edit(name, where, operation, value, "Drawn for a law.", "tests")  # type: ignore[arg-type]


def several_edits(most: int = 5) -> some.SearchStrategy[list[Edit]]:
    """A list of edits, of different parameters each."""
    return some.lists(edits(), max_size=most, unique_by=lambda edit: edit.parameter)
