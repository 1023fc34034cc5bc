"""Each family of equations in a form small enough to read, kept as text in `golden/`.

A golden file holds what one equation file writes for a cut-down miniature: the objective terms and
bounds of its variables, and its rows. How to read one:

    min                                          thousand USD_2024
      +0.1 activity(home_mine,2024)              what a tonne costs
    subject to
      output_within_capacity(home_mine,2024):    a rule and the labels of its row
        +1.0 activity(home_mine,2024) <= 100.0   its terms, sign and limit
    bounds
      shipment(oxide:HOM>FOR,2024) <= 30.0       only where not between zero and infinity

Numbers stand to twelve digits, since processors differ in the last of sixteen. A limit of
1000000000.0 is no limit. Check a file with the docstring of its equation file in one
hand; every number in it comes from the docstring of `miniature.py` or from the changes beside its
name below.

To write the files anew after a change that is meant, run
`MONAZITE_WRITE_GOLDEN=1 pytest tests/model/test_golden.py` and read the difference.
"""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from monazite.model import build_programme
from monazite.parameters import Labels, Parameters
from monazite.parameters.labels import Contract, Lane

from .miniature import miniature, miniature_labels

GOLDEN = Path(__file__).parent / "golden"


OXIDE_OUT, OXIDE_IN, _, MAGNETS_IN = miniature_labels().lanes
TO_MAKERS = Lane("oxide", "HOM", "HOM", "state", "")


def small_labels(
    *facilities: str, lanes: tuple[Lane, ...] = (OXIDE_OUT, OXIDE_IN), stores: bool = False
) -> Labels:
    """Two years, a few facilities and lanes, three tranches and two of every kind of slot."""
    labels = miniature_labels()
    unused = () if MAGNETS_IN in lanes else (("magnet", "FOR"),)
    return replace(
        labels,
        facilities=facilities,
        lanes=lanes,
        nodes=tuple(node for node in labels.nodes if node not in unused),
        stores=labels.stores if stores else (),
        reserves=labels.reserves if stores else (),
        points=labels.points[:1],
        use_options=labels.use_options[:1],
        years=(2024, 2025),
        periods=(2024, 2025),
        period_years=(1, 1),
        vintages=(2012, 2024, 2025),
        slots=("slot_01", "slot_02"),
        agreements=("agreement_1", "agreement_2"),
        schemes=("scheme_1", "scheme_2"),
        quotas=("quota_1",),
        spreads=("spread_1",),
        tiers=("tier_1", "tier_2"),
        tranches=(("motors", "HOM", -1), ("motors", "HOM", 1), ("motors", "HOM", 2)),
    )


def with_owners(labels: Labels) -> Labels:
    """The same, with the refinery's oxide in a pool of the state."""
    return replace(
        labels,
        nodes=(*labels.nodes, ("oxide", "HOM.state")),
        facility_account={"home_refinery": "state"},
        account_materials={"state": frozenset({"oxide"})},
    )


def capacity() -> Parameters:
    """A mine with reserves and a by-product to take, and presses that may grow and ramp up.

    Presses need half a year to build, half of a site's 25 t/yr and a fifth of the capital from
    public money, and stand for a year and a quarter, so that three eighths of what is decided in
    2024 may be renewed in 2025; orders hold them to 30 % of what is ramped. The mine has to take
    half of 0.2 t that come up with each of 250 t of minerals, 25 t, which is above its floor of
    20 t. The refinery is in a pool of the state. Presses abroad, of 50 t/yr, earn a margin of
    7 USD/t on what they make. 10 % a year.
    """
    return miniature(
        {
            "reserves": {"home_mine": 150.0},
            "permit": {"home_mine": 90.0},
            "floor": {"home_mine": 20.0},
            "host_output": {"home_mine": 250.0},
            "byproduct_rate": {"home_mine": 0.2},
            "must_run_share": {"home_mine": 0.5},
            "plant_price_cost_margin": {"abroad_magnets": 7.0},
            "nameplate": {("abroad_magnets", 2012): 50.0},
            "availability": {"home_magnets": 0.9},
            "build_rate": {"home_magnets": 20.0},
            "site_limit": {"home_magnets": 25.0},
            "floor_share": {"home_magnets": 0.3},
            "capital_cost": {"home_magnets": 1000.0},
            "subsidy_share": {"home_magnets": 0.2},
            "lifetime": {"home_magnets": 1.25},
            "lead_time": {"home_magnets": 0.5},
            "ramp": {("home_magnets", 0): 0.5},
            "programme": {("home_magnets", 2025): 40.0},
        },
        labels=with_owners(
            small_labels(
                "home_mine",
                "home_refinery",
                "home_magnets",
                "abroad_magnets",
                lanes=(MAGNETS_IN, TO_MAKERS),
            )
        ),
        discount_rate=0.1,
    )


def support() -> Parameters:
    """Presses paid 200 USD/t on up to 40 t in 2025, out of two budgets of 5,000 and 9,000 USD."""
    return miniature(
        {
            "incentive": {("home_magnets", 2025): 200.0},
            "supported_limit": {("home_magnets", 2025): 40.0},
            "awardee_budget": {"home_magnets": 5000.0},
            "scheme_member": {("scheme_1", "home_magnets"): 1.0},
            "scheme_budget": {"scheme_1": 9000.0},
        },
        labels=replace(small_labels("home_magnets"), awardees=("home_magnets",)),
    )


def trade() -> Parameters:
    """Oxide limited on its way out, owed on its way in, and magnets held near their history.

    80 t of magnets came in; the band is a quarter below and half above them, and leaving it costs
    150 USD/t. Demand grows by a tenth in 2025, while policy leaves half of what is usual and an
    agreement opens 3 t. In a crisis in 2025 who sells them owes home 40 t; four fifths of what it
    cuts fall on this lane, at the price of 5,000 USD/t. Oxide of the state, which costs it nothing,
    pays 600 USD/t; magnets bear 10 of margin and 20 of duty. Three quarters of home's oxide came
    from abroad: that lane bears a quarter of the preference that settles ties, the state's three
    quarters.
    """
    return miniature(
        {
            "export_content": {("slot_01", "oxide:HOM>FOR"): 0.5},
            "export_limit": {("slot_01", 2025): 10.0},
            "lane_limit": {"oxide:HOM>FOR": 30.0},
            "agreement_lane": {("agreement_1", "oxide:FOR>HOM"): 1.0},
            "agreement_floor": {("agreement_1", 2025): 8.0},
            "agreement_price": {"agreement_1": 1000.0},
            "transfer_price": {"oxide:HOM.state>HOM": 600.0},
            "reference_flow": {
                "magnet:FOR>HOM": 80.0,
                "oxide:FOR>HOM": 3.0,
                "oxide:HOM.state>HOM": 1.0,
            },
            "band_below": {(2024,): 0.25, (2025,): 0.25},
            "band_above": {(2024,): 0.5, (2025,): 0.5},
            "band_price": {"magnet:FOR>HOM": 150.0},
            "lane_policy": {("magnet:FOR>HOM", 2025): 0.5},
            "lane_opened": {("magnet:FOR>HOM", 2025): 3.0},
            "crisis_floor": {("magnet:FOR>HOM", 2025): 40.0},
            "crisis_share": {("magnet:FOR>HOM", 2025): 0.8},
            "lane_price_cost_margin": {"magnet:FOR>HOM": 10.0},
            "duty": {"magnet:FOR>HOM": 20.0},
            "demand": {("motors@HOM", 2025): 110.0},
        },
        labels=with_owners(
            small_labels("home_mine", lanes=(OXIDE_OUT, OXIDE_IN, MAGNETS_IN, TO_MAKERS))
        ),
    )


def contracts() -> Parameters:
    """A refinery abroad owes home half of its 80 t of oxide, no more than 30, from mid-2024.

    Its press owes its own region 20 of 50 t of magnets from 2025. Breach costs 400 and 900 USD/t;
    support for what the mine at home digs, 40 t whoever buys, 100.
    """
    labels = small_labels(
        "home_mine", "abroad_refinery", "abroad_magnets", lanes=(OXIDE_IN, MAGNETS_IN)
    )
    return miniature(
        {
            "nameplate": {("abroad_refinery", 2012): 100.0, ("abroad_magnets", 2012): 50.0},
            "contract_force": {
                ("to_home", 2024): 0.5,
                ("to_home", 2025): 1.0,
                ("abroad", 2025): 1.0,
                ("dug", 2024): 1.0,
                ("dug", 2025): 1.0,
            },
            "contract_share": {"to_home": 0.5, "abroad": 0.4, "dug": 0.4},
            "contract_tonnes": {"to_home": 30.0},
            "contract_price": {"to_home": 400.0, "abroad": 900.0, "dug": 100.0},
        },
        labels=replace(
            labels,
            nodes=(*labels.nodes, ("magnet", "FOR"))
            if ("magnet", "FOR") not in labels.nodes
            else labels.nodes,
            contracts=(
                Contract("to_home", "abroad_refinery", "oxide", "HOM"),
                Contract("abroad", "abroad_magnets", "magnet", "FOR"),
                Contract("dug", "home_mine", "ore", ""),
            ),
        ),
    )


def quotas() -> Parameters:
    """A quarter of what motors take in 2025 is to be pressed at home, or costs 700 USD/t."""
    magnets_out = Lane("magnet", "HOM", "FOR")
    labels = small_labels("home_magnets", lanes=(magnets_out, MAGNETS_IN))
    return miniature(
        {
            "quota_share": {("quota_1", "motors@HOM/magnet", 2025): 0.25},
            "quota_counts": {("quota_1", "magnet"): 1.0},
            "quota_price": {"quota_1": 700.0},
        },
        labels=labels,
    )


def spreads() -> Parameters:
    """At most 60 % of the magnets of 2025 may be from one origin, or each too many costs 700 USD/t.

    Presses at home count beside what arrives.
    """
    labels = small_labels("home_magnets", lanes=(OXIDE_IN, MAGNETS_IN))
    return miniature(
        {
            "spread_share": {("spread_1", 2025): 0.6},
            "spread_counts": {("spread_1", "magnet"): 1.0},
            "spread_price": {"spread_1": 700.0},
        },
        labels=labels,
    )


def stocks() -> Parameters:
    """A store of 50 t with 5 t in it, to hold 20 t for the first tier and 10 t more for the second.

    That is for the end of a block of three years.
    """
    labels = replace(small_labels("home_mine", stores=True), periods=(2024, 2027))
    return miniature(
        {
            "initial_stock": {"oxide@HOM": 5.0},
            "stock_limit": {"oxide@HOM": 50.0},
            "stock_target": {
                ("oxide@HOM", "tier_1", 2027): 20.0,
                ("oxide@HOM", "tier_2", 2027): 10.0,
            },
            "shortfall_cost": {("oxide@HOM", "tier_2"): 700.0},
        },
        labels=replace(labels, period_years=(1, 3), vintages=(2012, 2024, 2027)),
    )


def demand() -> Parameters:
    """A use of three tranches, served by a material of which a tonne does the work of two.

    The first is wanted below the anchor only, a twentieth more.
    """
    return miniature(
        {
            "tranche_share": {
                "motors@HOM/-1": 0.05,
                "motors@HOM/+1": 0.25,
                "motors@HOM/+2": 0.75,
            },
            "unmet_cost": {"motors@HOM/-1": 4000.0, "motors@HOM/+1": 5000.0},
            "equivalence": {"motors@HOM/magnet": 2.0},
            "penalty": {"motors@HOM/magnet": 10.0},
            "priority_premium": {(f"motors@HOM/+{step}", 2025): 300.0 for step in (1, 2)},
        },
        labels=small_labels("home_mine"),
    )


def recycling() -> Parameters:
    """A tenth of what is served comes back as scrap in the same year, a fifth a year later."""
    return miniature(
        {
            "scrap_share": {("motors@HOM/scrap", 0): 0.1, ("motors@HOM/scrap", 1): 0.2},
            "legacy_scrap": {("motors@HOM/scrap", 2024): 7.0},
        },
        labels=small_labels("home_mine"),
    )


def balances() -> Parameters:
    """A refinery of the state and a press with lanes, a store, a use and scrap to put aside.

    The state's oxide stands in a place of its own, which one lane leaves; scrap costs 3 USD/t.
    """
    lanes = (OXIDE_OUT, MAGNETS_IN, TO_MAKERS)
    return miniature(
        {"disposal_cost": {"scrap": 3.0}},
        labels=with_owners(
            small_labels("home_mine", "home_refinery", "home_magnets", lanes=lanes, stores=True)
        ),
    )


FAMILIES: dict[Callable[[], Parameters], tuple[tuple[str, ...], tuple[str, ...]]] = {
    capacity: (
        ("activity", "addition", "renewed"),
        (
            "output_within_capacity",
            "feed_within_permit",
            "output_at_least",
            "extraction_within_reserves",
            "additions_within_site",
            "renewals_within_what_ended",
        ),
    ),
    support: (
        ("supported_output",),
        (
            "supported_within_output",
            "support_within_awardee_budget",
            "support_within_scheme_budget",
        ),
    ),
    trade: (
        ("shipment", "undelivered", "band_shortfall", "crisis_cut"),
        (
            "exports_within_limit",
            "delivery_at_least",
            "shipments_near_history",
            "customers_kept_in_crisis",
        ),
    ),
    contracts: (("breach",), ("contracts_are_kept", "sellers_make_what_is_due")),
    quotas: (
        ("quota_missed", "home_sold", "beyond_made"),
        ("home_content_at_least", "home_sold_within_use", "home_sold_within_made"),
    ),
    spreads: (("concentrated",), ("origins_are_spread",)),
    stocks: (
        ("stock", "intake", "release", "stock_shortfall"),
        ("stock_carries_over", "stock_meets_target"),
    ),
    demand: (("served", "unmet"), ("demand_is_served_or_unmet",)),
    recycling: (("collected",), ("scrap_within_end_of_life",)),
    balances: (("discard",), ("materials_balance",)),
}
"""For each equation file, the variables it adds and the rules it writes."""


def readable(text: str, variables: tuple[str, ...], rules: tuple[str, ...]) -> str:
    """Cut one family out of an LP file."""
    objective, rest = text.removeprefix("min\n").split("subject to\n")
    rows, bounds = rest.split("bounds\n")
    lines = ["min"]
    lines += [term for term in objective.splitlines() if named(term.split()[1], variables)]
    lines += ["subject to"]
    for row in re.split(r"\n(?=  [a-z_]+\()", rows.removesuffix("\n")):
        if named(row.strip(), rules):
            lines += row.splitlines()
    lines += ["bounds"]
    lines += [
        bound
        for bound in bounds.removesuffix("end\n").splitlines()
        if named(bound.split()[2], variables)
    ]
    return re.sub(r"\d+\.\d{12,}", twelve_digits, "\n".join(lines) + "\n")


def twelve_digits(number: re.Match[str]) -> str:
    """Leave out what processors do not agree on."""
    return repr(float(f"{float(number[0]):.12g}"))


def named(label: str, names: tuple[str, ...]) -> bool:
    """Say whether a label such as `activity(home_mine,2024)` belongs to one of the names."""
    return label.partition("(")[0] in names


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_a_family_of_equations_reads_as_it_did(
    family: Callable[[], Parameters], tmp_path: Path
) -> None:
    build_programme(family()).write(tmp_path / "programme.lp")
    written = readable((tmp_path / "programme.lp").read_text("utf-8"), *FAMILIES[family])
    golden = GOLDEN / f"{family.__name__}.lp"
    if os.environ.get("MONAZITE_WRITE_GOLDEN"):
        golden.write_text(written, "utf-8", newline="\n")
    assert written == golden.read_text("utf-8")


def test_every_rule_and_variable_of_the_programme_has_a_golden_form() -> None:
    labels = replace(
        small_labels("home_mine", "home_magnets", lanes=(OXIDE_IN, MAGNETS_IN), stores=True),
        awardees=("home_magnets",),
        contracts=(Contract("sold", "home_magnets", "magnet", "HOM"),),
    )
    everything = {
        "build_rate": {"home_magnets": 1.0},
        "reserves": {"home_mine": 1.0},
        "reference_flow": {"magnet:FOR>HOM": 1.0},
        "band_price": {"magnet:FOR>HOM": 1.0},
    }
    programme = build_programme(miniature(everything, labels=labels))
    variables, rules = zip(*FAMILIES.values(), strict=True)
    assert set(programme.variables) == {name for names in variables for name in names}
    assert set(programme.constraints) == {name for names in rules for name in names}
