"""The toy study solved with pencil and paper, from facts to findings.

Facts. A tonne of ore holds 0.625 t of NdPr oxide and 80 % of it is recovered, so 1 t ore gives
0.5 t oxide and loses 0.125 t. A tonne of magnets takes 0.5 t oxide, holds 0.4 t and loses 0.1 t.
Home digs at most 50 t ore at 1,000 USD/t, separates at most 60 t ore at 500, presses at most 20 t
magnets at 2,500 and wants 100 t. Farland digs at most 120 t at 2,000, separates 140 t at 500,
presses 140 t at 2,000 and wants 50 t. Freight is 1,000 on oxide and 500 on magnets; the choke is
20,000.

AS NOW, every year alike.
    flows   Home: 50 ore, 25 oxide, 10 of it into 20 magnets, 15 exported. Farland needs
            (150 - 20) x 0.5 = 65 oxide, has 15, makes 50 from 100 ore. It exports 130 - 50 = 80.
    prices  Farland's mine has room, so its cost counts: oxide (2,000 + 500) / 0.5 = 5,000, magnets
            0.5 x 5,000 + 2,000 = 4,500. Home sells oxide at 5,000 - 1,000 = 4,000 and buys magnets
            at 4,500 + 500 = 5,000. Ore at home 0.5 x 4,000 - 500 = 1,500, in Farland 2,000.
    worth   magnet plant 5,000 - 2,500 - 0.5 x 4,000 = 500; mine 1,500 - 1,000 = 500; separation is
            at 50 of 60 and worth nothing.
    shares  20 of 100 made at home, 80 of 100 imported; all of the 20 from home ore.
    home    plants 50 x 1,000 + 50 x 500 + 20 x 2,500 = 125,000; imports 80 x 5,000 = 400,000;
            exports 15 x 4,000 = 60,000; cost 125,000 + 400,000 - 60,000 = 465,000.
    world   125,000 + Farland 100 x 2,500 + 130 x 2,000 = 510,000 + freight 15,000 + 40,000
            = 690,000.

HALT, the years 2025 and 2026 alike (2024 as now).
    edit    No Nd leaves; it is 80 % of NdPr, so a tonne of oxide counts 0.8, of magnets 0.32.
    flows   Oxide is worth nothing beyond the 10 t for 20 magnets: home digs 20 ore. Farland digs
            all it can, 120 ore, 60 oxide, 120 magnets, keeps 50 and sells 70. Home lacks 10.
    prices  Home pays the choke, 20,000. Farland's magnets 20,000 - 500 = 19,500, its oxide
            (19,500 - 2,000) / 0.5 = 35,000, its ore 0.5 x 35,000 - 500 = 17,000. Home ore costs
            what it costs to dig, 1,000, and oxide (1,000 + 500) / 0.5 = 3,000.
    worth   magnet plant 20,000 - 2,500 - 0.5 x 3,000 = 16,000; the limit (35,000 - 1,000 - 3,000)
            / 0.8 = 38,750 per tonne of Nd oxide; the mine, at 20 of 50, nothing.
    shares  20 of the 90 used are home-made, 70 imported, 10 of 100 wanted are missing.
    home    20 x 1,000 + 20 x 500 + 20 x 2,500 = 80,000; imports 70 x 20,000 = 1,400,000; lost
            10 x 20,000 = 200,000; cost 1,680,000.
    world   80,000 + Farland 120 x 4,500 = 540,000 + freight 35,000 + lost 200,000 = 855,000.
    fate    15 t oxide conserved a year. Not mined: 30 ore x 0.625 = 18.75. Not lost: 30 x 0.125 =
            3.75. Not used: 10 x 0.4 = 4. Not imported: 4. 18.75 - 3.75 - 4 + 4 = 15.
    partner Farland pays 19,500 instead of 4,500 for 50 t: 750,000.

BUILD. 40 t/yr of programme from January 2025, half of it in the first year.
    flows   2025: 40 magnets from 20 oxide; 5 oxide are left. Sold they fetch 4,000, kept they make
            magnets in 2026 worth (5,000 - 2,500) / 0.5 = 5,000, which is 5,000 / 1.1 - 100 = 4,445
            today: kept. 2026: 60 magnets from 25 + 5. Farland makes 150 - 40 = 110, then 90, and
            sells 60, then 40.
    prices  Magnets as now. Oxide in 2025 anything from 4,000 (its price abroad) to 4,445; in 2026
            what it cost to keep, 1.1 x (that + 100): the last tonne kept is the last one needed, so
            both ends are right and worths at home have the same play.
    shares  40 and 60 of 100 home-made, all from home ore; 60 and 40 imported.
    home    2025: 75,000 + 40 x 2,500 + 5 x 100 + 60 x 5,000 = 475,500.
            2026: 75,000 + 60 x 2,500 + 40 x 5,000 = 425,000.
    world   2025: 175,500 + 110 x 4,500 + 60 x 500 = 700,500; 2026: 225,000 + 90 x 4,500 + 20,000
            = 650,000.
    outlay  half of 40 x 10,000 USD is 200,000 USD, 20 million rupees, 2 crore, in 2025.
    fate    2025: 15 t = 5 stocked + 20 x 0.1 more lost + 20 x 0.4 not imported;
            2026: 15 t = -5 stocked + 40 x 0.1 + 40 x 0.4.

BOTH. The halt stops nothing any more, since build exports no oxide: the same flows as build.

CONTROL, a world in which Farland lets out 40 t of magnets in 2025. As now home lacks 40, under
build 20. A tonne more on that lane is worth 20,000 - 4,500 - 500 = 15,000.
"""

import numpy as np
import pytest

from monazite.brief.sentences.answer import answer
from monazite.findings.account import fate_of_conserved, group_account
from monazite.findings.bottlenecks import binding_constraints
from monazite.findings.costs import paid_for_scarcity, spent_at_home
from monazite.findings.evidence import calibration
from monazite.findings.indicators import compute, supply_by_origin
from monazite.findings.indicators.apart import taken_apart
from monazite.findings.solution import Solution
from monazite.parameters import apply_edits, with_levers

from .toy import BASE, STRATEGIES, STUDY, edit, session, solution

ACTIVITY = {
    "as-now": {
        "hom_mine": [50, 50, 50],
        "hom_separation": [50, 50, 50],
        "hom_magnets": [20, 20, 20],
        "for_mine": [100, 100, 100],
        "for_separation": [100, 100, 100],
        "for_magnets": [130, 130, 130],
    },
    "halt": {
        "hom_mine": [50, 20, 20],
        "hom_separation": [50, 20, 20],
        "hom_magnets": [20, 20, 20],
        "for_mine": [100, 120, 120],
        "for_separation": [100, 120, 120],
        "for_magnets": [130, 120, 120],
    },
    "build": {
        "hom_mine": [50, 50, 50],
        "hom_separation": [50, 50, 50],
        "hom_magnets": [20, 40, 60],
        "for_mine": [100, 110, 90],
        "for_separation": [100, 110, 90],
        "for_magnets": [130, 110, 90],
    },
}
ACTIVITY["both"] = ACTIVITY["build"]

SHIPMENT = {
    "as-now": {"oxide:HOM>FOR": [15, 15, 15], "magnet:FOR>HOM": [80, 80, 80]},
    "halt": {"oxide:HOM>FOR": [15, 0, 0], "magnet:FOR>HOM": [80, 70, 70]},
    "build": {"oxide:HOM>FOR": [15, 0, 0], "magnet:FOR>HOM": [80, 60, 40]},
}
SHIPMENT["both"] = SHIPMENT["build"]

INDICATORS: dict[str, dict[str, list[float]]] = {
    "as-now": {
        "self_sufficiency.magnet": [0.2, 0.2, 0.2],
        "self_sufficiency.chain": [0.2, 0.2, 0.2],
        "self_sufficiency.separation": [0.2, 0.2, 0.2],
        "net_import_reliance.magnet": [0.8, 0.8, 0.8],
        "unmet_demand": [0, 0, 0],
        "unmet_demand_share": [0, 0, 0],
        "unmet_demand_value": [0, 0, 0],
        "exports.oxide": [15, 15, 15],
        "stock.oxide": [0, 0, 0],
        "output": [20, 20, 20],
        "world_share": [20 / 150] * 3,
        "import_bill": [400_000] * 3,
        "home_cost": [465_000] * 3,
        "world_cost": [690_000] * 3,
        "public_outlay": [0, 0, 0],
        "partner_loss.FOR": [0, 0, 0],
        "price.magnet": [5, 5, 5],
        "price.oxide": [4, 4, 4],
        "price.ore": [1.5, 1.5, 1.5],
    },
    "halt": {
        "self_sufficiency.magnet": [0.2, 0.2, 0.2],
        "self_sufficiency.chain": [0.2, 0.2, 0.2],
        "self_sufficiency.separation": [0.2, 0.2, 0.2],
        "home_share_of_use.magnet": [0.2, 20 / 90, 20 / 90],
        "net_import_reliance.magnet": [0.8, 0.8, 0.8],
        "unmet_demand": [0, 10, 10],
        "unmet_demand_share": [0, 0.1, 0.1],
        "unmet_demand_value": [0, 200_000, 200_000],
        "exports.oxide": [15, 0, 0],
        "stock.oxide": [0, 0, 0],
        "output": [20, 20, 20],
        "world_share": [20 / 150, 20 / 140, 20 / 140],
        "import_bill": [400_000, 350_000, 350_000],
        "home_cost": [465_000, 1_680_000, 1_680_000],
        "world_cost": [690_000, 855_000, 855_000],
        "public_outlay": [0, 0, 0],
        "partner_loss.FOR": [0, 750_000, 750_000],
        "price.magnet": [5, 20, 20],
        "price.oxide": [4, 3, 3],
        "price.ore": [1.5, 1, 1],
    },
    "build": {
        "self_sufficiency.magnet": [0.2, 0.4, 0.6],
        "self_sufficiency.chain": [0.2, 0.4, 0.6],
        "self_sufficiency.separation": [0.2, 0.4, 0.6],
        "net_import_reliance.magnet": [0.8, 0.6, 0.4],
        "unmet_demand": [0, 0, 0],
        "unmet_demand_share": [0, 0, 0],
        "unmet_demand_value": [0, 0, 0],
        "exports.oxide": [15, 0, 0],
        "stock.oxide": [0, 5, 0],
        "output": [20, 40, 60],
        "world_share": [20 / 150, 40 / 150, 60 / 150],
        "import_bill": [400_000, 300_000, 200_000],
        "home_cost": [465_000, 475_500, 425_000],
        "world_cost": [690_000, 700_500, 650_000],
        "public_outlay": [0, 2, 0],
        "partner_loss.FOR": [0, 0, 0],
        "price.magnet": [5, 5, 5],
    },
}
INDICATORS["both"] = INDICATORS["build"]


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_what_runs_and_what_moves(strategy: str) -> None:
    outcome = solution(strategy).outcome
    assert outcome.status == "optimal"
    for facility, tonnes in ACTIVITY[strategy].items():
        found = outcome["activity"].sel(facility=facility).values
        np.testing.assert_allclose(found, tonnes, atol=1e-7, err_msg=facility)
    for lane in outcome.labels.lanes:
        tonnes = SHIPMENT[strategy].get(lane.name, [0, 0, 0])
        found = outcome["shipment"].sel(lane=lane.name).values
        np.testing.assert_allclose(found, tonnes, atol=1e-7, err_msg=lane.name)


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_every_indicator(strategy: str) -> None:
    plan = solution(strategy)
    for key, expected in INDICATORS[strategy].items():
        np.testing.assert_allclose(compute(plan, key), expected, 1e-9, 1e-7, err_msg=key)


@pytest.mark.parametrize(
    ("strategy", "discounted"),
    [
        ("as-now", 690_000 * (1 + 1 / 1.1 + 1 / 1.21)),
        ("halt", 690_000 + 855_000 * (1 / 1.1 + 1 / 1.21)),
        ("build", 690_000 + 700_500 / 1.1 + 650_000 / 1.21),
        ("both", 690_000 + 700_500 / 1.1 + 650_000 / 1.21),
    ],
)
def test_the_objective_is_the_discounted_cost(strategy: str, discounted: float) -> None:
    assert solution(strategy).outcome.objective == pytest.approx(discounted, rel=1e-12)


def test_prices_in_both_countries() -> None:
    def prices(strategy: str, year: int) -> dict[str, float]:
        duals = solution(strategy).outcome.duals["materials_balance"].sel(period=year)
        return {str(node): round(float(duals.sel(node=node)), 6) for node in duals.coords["node"]}

    now = {
        "ore@HOM": 1500,
        "ore@FOR": 2000,
        "oxide@HOM": 4000,
        "oxide@FOR": 5000,
        "magnet@HOM": 5000,
        "magnet@FOR": 4500,
    }
    assert [prices("as-now", year) for year in (2024, 2025, 2026)] == [now] * 3
    assert prices("halt", 2025) == {
        "ore@HOM": 1000,
        "ore@FOR": 17_000,
        "oxide@HOM": 3000,
        "oxide@FOR": 35_000,
        "magnet@HOM": 20_000,
        "magnet@FOR": 19_500,
    }
    kept = prices("build", 2025)["oxide@HOM"]
    assert 4000 <= kept <= 5000 / 1.1 - 100
    assert prices("build", 2026)["oxide@HOM"] == pytest.approx(1.1 * (kept + 100))


def bottlenecks(strategy: str, year: int, world: str = "central") -> dict[tuple[str, str], float]:
    """Worth of what binds, by rule and subject, to a thousandth of a dollar."""
    return {
        (row.subject, row.rule): round(row.shadow_price, 3)
        for row in binding_constraints(solution(strategy, world))
        if row.binding and row.year == year
    }


def test_what_binds_and_what_it_is_worth() -> None:
    capacity, limit = "output_within_capacity", "exports_within_limit"
    now = {("hom_mine", capacity): 500, ("hom_magnets", capacity): 500}
    assert [bottlenecks("as-now", year) for year in (2024, 2025, 2026)] == [now] * 3
    halted = {("hom_magnets", capacity): 16_000, ("slot_01", limit): 38_750}
    assert [bottlenecks("halt", year) for year in (2024, 2025, 2026)] == [now, halted, halted]
    lane = ("magnet:FOR>HOM", "shipments_within_lane")
    assert bottlenecks("as-now", 2025, "control") == {
        **now,
        lane: 15_000,
        ("hom_magnets", capacity): 15_500,
    }


def test_worth_has_play_where_the_last_tonne_kept_is_the_last_one_needed() -> None:
    oxide = float(solution("build").price("oxide", "HOM")[1])
    assert bottlenecks("build", 2025) == {
        ("hom_mine", "output_within_capacity"): pytest.approx(0.5 * oxide - 1500, abs=1e-2),
        ("hom_magnets", "output_within_capacity"): pytest.approx(2500 - 0.5 * oxide, abs=1e-2),
    }


def test_how_far_plants_are_used() -> None:
    used = {
        (row.subject, row.year): row.utilisation
        for row in binding_constraints(solution("halt"))
        if row.rule == "output_within_capacity"
    }
    assert used == {
        (plant, year): pytest.approx(share)
        for plant, shares in {
            "hom_mine": (1, 0.4, 0.4),
            "hom_separation": (50 / 60, 20 / 60, 20 / 60),
            "hom_magnets": (1, 1, 1),
        }.items()
        for year, share in zip((2024, 2025, 2026), shares, strict=True)
    }


@pytest.mark.parametrize(
    ("strategy", "year", "fates"),
    [
        (
            "halt",
            2025,
            {
                "conserved": 15,
                "plant idle": 18.75,
                "lost in processing": -3.75,
                "used at home": -4,
                "not imported": 4,
            },
        ),
        (
            "build",
            2025,
            {
                "conserved": 15,
                "stocked as oxide by others": 5,
                "lost in processing": 2,
                "not imported": 8,
            },
        ),
        (
            "both",
            2026,
            {
                "conserved": 15,
                "stocked as oxide by others": -5,
                "lost in processing": 4,
                "not imported": 16,
            },
        ),
        ("both", 2024, {}),
    ],
)
def test_where_the_conserved_tonnes_went(strategy: str, year: int, fates: dict[str, float]) -> None:
    rows = fate_of_conserved(solution(strategy), "NdPr")
    of_year = [row for row in rows if row.year == year]
    found = {row.fate.name: row.tonnes for row in of_year if abs(row.tonnes) > 1e-9}
    assert found == {fate: pytest.approx(tonnes) for fate, tonnes in fates.items()}


def test_the_account_of_home_as_now() -> None:
    """50 x 0.625 = 31.25 mined and 80 x 0.4 = 32 imported against 40 used, 15 sold, 8.25 lost."""
    account = group_account(solution("as-now"), "NdPr")
    assert {name: float(tonnes[0]) for name, tonnes in account.items() if tonnes[0]} == {
        "mined": pytest.approx(31.25),
        "imported": pytest.approx(32),
        "used at home": pytest.approx(40),
        "exported": pytest.approx(15),
        "lost in processing": pytest.approx(50 * 0.125 + 20 * 0.1),
    }


def test_where_magnets_come_from() -> None:
    found = {
        (row.origin, row.year): row.value for row in supply_by_origin(solution("halt")) if row.value
    }
    assert found == {
        ("home", 2024): 20,
        ("abroad", 2024): 80,
        **{("home", year): pytest.approx(20) for year in (2025, 2026)},
        **{("abroad", year): pytest.approx(70) for year in (2025, 2026)},
        **{("short", year): pytest.approx(10) for year in (2025, 2026)},
    }


@pytest.mark.parametrize(("strategy", "short"), [("as-now", 40), ("halt", 40), ("build", 20)])
def test_a_year_without_half_of_the_imports(strategy: str, short: float) -> None:
    plan = solution(strategy, "control")
    assert compute(plan, "unmet_demand")[:2].tolist() == pytest.approx([0, short])


def test_home_pays_what_a_seller_who_holds_back_makes_scarce() -> None:
    """Farland sends 40 t of 80: users at home pay 20,000 for what costs 4,500 and 500 of freight.

    So the 40 t cost home 800,000 and not the 200,000 they did before, and 40 t lost cost 20,000
    each. It sells its 15 t of oxide as ever: 125,000 for plants, 60,000 earned. Nothing is paid so
    in calm years, nor under a halt of its own that makes magnets as scarce abroad.
    """
    plan = solution("as-now", "control")
    spent = spent_at_home(plan)
    assert spent["imports at border prices"][:2].tolist() == pytest.approx([400_000, 200_000])
    held = "paid to sellers abroad who hold back"
    assert spent[held].tolist() == pytest.approx([0, 600_000, 0])
    cost = 125_000 + 800_000 + 800_000 - 60_000
    assert compute(plan, "home_cost").tolist() == pytest.approx([465_000, cost, 465_000])
    steps = {part.text: part.value for part in taken_apart(plan, "price.magnet", 2025)}
    assert steps["paid to a seller who holds back"] == pytest.approx(15)
    assert sum(steps.values()) == pytest.approx(20)
    assert not spent_at_home(solution("halt"))[held].any()


def test_a_lane_with_room_holds_nothing_back() -> None:
    """A control leaves 40 of 80 t and users at home want 30 besides what home makes."""
    base = apply_edits(BASE, [edit("demand", "multiply", 0.5, point="motors@HOM")])
    plan = Solution(STUDY, session().solve(with_levers(STUDY, base, "as-now", "control")))
    assert not paid_for_scarcity(plan).any()


def test_the_base_year_is_what_was_observed() -> None:
    """All of it was given: flows are the usual trade of the lanes, and demand is its anchor."""
    found = {row.quantity: (row.modelled, row.status) for row in calibration(solution("as-now"))}
    assert found == {
        "home_mine": (pytest.approx(50), "fitted"),
        "oxide_exports": (pytest.approx(15), "determined"),
        "magnet_imports": (pytest.approx(80), "determined"),
        "home_motors": (pytest.approx(100), "determined"),
    }


def test_the_answer_in_four_sentences() -> None:
    """What a minister hears of the halt, with every figure from the readme of the toy.

    Home in 2025 with the halt: 20 x (1,000 + 500 + 2,500) for its plants, 70 t of magnets at the
    border for 19,500 + 500 each and 10 t lost at 20,000: 1.68 million. Without it: 125,000 for
    plants, 80 t at 5,000, less 15 t of oxide that earn 4,000 each: 465,000. Farland's 50 t of
    magnets go from 4,500 to 19,500 a tonne: 750,000 more than 225,000, and 500,000 more in the mean
    of 2024 to 2026. Its 15 t of oxide, 5,000 each, now cost 35,000 each: 450,000 more from 2025 on,
    300,000 in that mean.
    """
    assert answer(solution("halt"), strategy="Halt", baseline="As now") == [
        "Under “Halt” Homeland does not become self-reliant in magnets by 2026: it makes 20 % of "
        "the magnets its users want in 2025 and 20 % in 2026 (percentage points against “As now”: "
        "0 and 0). The part made from home ore is 20 % and 20 % of what users want.",
        "Under “Halt” the limit worth most to its owner in Homeland in 2025 is magnet capacity; "
        "the mines run at 40 % of what stands.",
        "Under “Halt” the treasury pays nothing; home spends 1.68 million USD at border prices in "
        "2025, 1.22 million USD more than under “As now”. Under “Halt” Farland gets goods worth "
        "75,000 USD a year less from Homeland around 2025; replacing them costs it 300,000 USD a "
        "year more than before, 4 times that; with what prices do to all else it uses it loses "
        "500,000 USD a year.",
        "How far facts in doubt would move these figures was not worked out.",
    ]
