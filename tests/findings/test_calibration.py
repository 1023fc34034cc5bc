"""Observed beside modelled: what each kind of observation looks at, and what proves anything."""

from dataclasses import replace
from pathlib import Path

import pytest

from monazite.findings import Reading, calibration
from monazite.findings.calibration import Compared
from monazite.study import Study

from .by_hand import written
from .toy import STUDY, copied, reading

HEADER = (
    "observation,title,kind,facility,material,origin,destination,region,use,year,observed,status,"
    "reason\n"
)


def observing(folder: Path, *rows: str) -> Study:
    """The toy with other observations."""
    text = (STUDY.path / "chain" / "observations.csv").read_text(encoding="utf-8")
    return copied(
        folder, ("chain/observations.csv", text, HEADER + "".join(f"{row}\n" for row in rows))
    )


def modelled(study: Study, plan: Reading) -> dict[str, float]:
    rows = calibration(Reading(study, plan.outcome))
    return {row.quantity: round(row.modelled, 9) for row in rows}


def test_what_each_kind_of_observation_looks_at(tmp_path: Path) -> None:
    """Ore of both mines; oxide one way and both ways; magnets from anywhere; store, use, price."""
    observed = "{trade:oxide-hom-for},free,"
    tonnes = "{capacity:oxide-store},free,"
    study = observing(
        tmp_path,
        "mines,Mines,activity,hom_mine for_mine,,,,,,2024,{capacity:hom-mine},free,",
        f"one_lane,Oxide sold,shipment,,oxide,HOM,FOR,,,2025,{observed}",
        f"both_ways,Oxide traded,shipment,,oxide,HOM FOR,FOR HOM,,,2025,{observed}",
        f"to_anyone,Oxide sold to anyone,shipment,,oxide,HOM,,,,2025,{observed}",
        "imports,Magnets bought,imports,,magnet,,,HOM,,2025,{trade:magnet-for-hom},free,",
        f"store,Oxide in store,stock,,oxide,,,HOM,,2026,{tonnes}",
        "served,Magnets used,served,,,,,FOR,motors,2026,{demand:motors-for},free,",
        "price,Price of oxide,price,,oxide,,,FOR,,2025,{costs:oxide-freight},free,",
    )
    plan = written(
        {
            "activity": {"hom_mine": 50, "hom_separation": 7, "for_mine": [100, 99, 98]},
            "shipment": {
                "oxide:HOM>FOR": [1, 15, 3],
                "oxide:FOR>HOM": 2,
                "oxide:THD>HOM": 4,
                "oxide:HOM>THD": 6,
                "magnet:FOR>HOM": 80,
                "magnet:THD>HOM": 8,
                "ore:HOM>FOR": 1000,
            },
            "stock": {"oxide@HOM": [0, 0, 5]},
            "served": {"motors@FOR/magnet": 40},
        },
        parameters={"equivalence": {"motors@FOR/magnet": 1.25}},
        duals={"materials_balance": {"oxide@FOR": [0, 5000, 0]}},
    )
    assert modelled(study, plan) == {
        "mines": 150,
        "one_lane": 15,
        "both_ways": 17,
        "to_anyone": 21,
        "imports": 88,
        "store": 5,
        "served": 50,
        "price": 5000,
    }


def test_what_users_pay_what_imports_cost_and_who_makes_what(tmp_path: Path) -> None:
    """A price at the border, a price at the plug and a share of the world, on round figures.

    user_price: the dual of demand and not of the balance, which differ where a use is served by a
    second-best material.
    import_price: 60 t from Farland at 4,500 + 500 freight + 1,000 margin and 20 t from Thirdland at
    8,000 + 1,200: (60 x 6,000 + 20 x 9,200) / 80 = 6,800, duty left out, whatever leaves home.
    output_share: home makes 30 of 120 t of magnets.
    """
    study = observing(
        tmp_path,
        "paid,Paid by users,user_price,,,,,HOM,motors,2025,{costs:magnet-freight},free,",
        "border,At the border,import_price,,magnet,,,HOM,,2025,{costs:magnet-freight},free,",
        "nothing,Nothing bought,import_price,,oxide,,,HOM,,2025,{costs:oxide-freight},free,",
        "share,Made at home,output_share,,magnet,,,HOM,,2025,{chemistry:nd-share},free,",
    )
    plan = written(
        {
            "activity": {"hom_magnets": 30, "for_magnets": 90},
            "shipment": {
                "magnet:FOR>HOM": [0, 60, 0],
                "magnet:THD>HOM": [0, 20, 0],
                "magnet:HOM>THD": 500,
            },
        },
        parameters={
            "freight": {"magnet:FOR>HOM": 500, "magnet:THD>HOM": 1_200},
            "lane_wedge": {"magnet:FOR>HOM": 1_000},
            "duty": {"magnet:FOR>HOM": 7_777},
        },
        duals={
            "materials_balance": {"magnet@HOM": 5_000, "magnet@FOR": 4_500, "magnet@THD": 8_000},
            "demand_is_served_or_unmet": {"motors@HOM": [1, 5_600, 2], "motors@FOR": 99},
        },
    )
    rows = {row.quantity: row for row in calibration(Reading(study, plan.outcome))}
    assert (rows["paid"].modelled, rows["paid"].unit) == (5_600, "USD_2024/t magnet")
    assert rows["border"].modelled == pytest.approx(6_800)
    assert rows["border"].unit == "USD_2024/t magnet"
    assert (rows["share"].modelled, rows["share"].unit) == (pytest.approx(0.25), "1")
    nothing = rows["nothing"]
    assert (nothing.modelled, nothing.gap, nothing.status) == (0, -1, "conflict")


@pytest.mark.parametrize(
    ("dug", "status", "gap"),
    [
        (50, "reproduced", 0.0),
        (52.5, "reproduced", 0.05),
        (47.5, "reproduced", -0.05),
        (52.51, "conflict", 0.0502),
        (47.49, "conflict", -0.0502),
        (0, "conflict", -1.0),
    ],
)
def test_reproduced_is_free_and_within_five_per_cent(
    tmp_path: Path, dug: float, status: str, gap: float
) -> None:
    study = observing(
        tmp_path,
        "free,Mine,activity,hom_mine,,,,,,2024,{capacity:hom-mine},free,It may differ.",
        "fitted,Mine,activity,hom_mine,,,,,,2024,{capacity:hom-mine},fitted,Held there.",
    )
    plan = written({"activity": {"hom_mine": dug}})
    free, fitted = calibration(Reading(study, plan.outcome))
    assert free == Compared(
        quantity="free",
        title="Mine",
        year=2024,
        observed=50.0,
        modelled=pytest.approx(dug),
        gap=pytest.approx(gap),
        unit="t ore/yr",
        status=status,
        reason="It may differ.",
        facts=("capacity:hom-mine#1",),
        sources=("toy/invented",),
    )
    assert fitted == replace(free, quantity="fitted", status="fitted", reason="Held there.")


def test_nothing_observed_is_reproduced_by_nothing_and_by_nothing_else(tmp_path: Path) -> None:
    change = ("evidence/trade.csv", "value,15,,,", "value,0,,,")
    study = copied(tmp_path, change)
    for sold, status in ((0, "reproduced"), (2, "conflict")):
        plan = written({"shipment": {"oxide:HOM>FOR": sold}})
        rows = {row.quantity: row for row in calibration(Reading(study, plan.outcome))}
        assert (rows["oxide_exports"].status, rows["oxide_exports"].gap) == (
            status,
            float(sold > 0),
        )


def test_observations_outside_the_reported_years_are_left_out(tmp_path: Path) -> None:
    study = observing(
        tmp_path,
        "early,Mine,activity,hom_mine,,,,,,2010,{capacity:hom-mine},free,",
        "late,Mine,activity,hom_mine,,,,,,2026,{capacity:hom-mine},free,",
    )
    assert modelled(study, reading("as-now")) == {"late": 50}


def test_a_row_is_plain() -> None:
    for row in calibration(reading("as-now")):
        plain = row.as_row()
        assert plain["facts"] == list(row.facts)
        assert type(plain["gap"]) is float
        assert type(plain["modelled"]) is float
