"""Rules of building: what goes wrong without each, and does not with it.

- Owners build faster at a price. Else one year's price jumps where a limit on building is met.
  Test: building faster costs more by steps.
- The pace of building follows what stands. Else an industry twice as large builds no faster.
  Test: the pace of building follows what stands, and what comes late stands late.
- A site costs more by parts. Else investors of one kind all come or none does, and a hundredth of
  any cost decides. Test: a site at home is built part by part.
- Who owns a plant may renew it. Else it is put off for the sake of the years in which it ends.
  Tests: a plant that may be renewed is not put off, and is renewed only where that pays.
- A technique has a first year. Else a plan builds what spread later, and the past is another one.
  Test: nothing is added before building may begin.
"""

import csv
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from monazite.model import Outcome, Session, build_programme
from monazite.parameters import Parameters, parameters_of
from monazite.study import load_study

from .. import shipped
from .miniature import Changes, every_year, miniature, miniature_labels, solved_fresh

PLANT = "abroad_magnets"
TERMS: Changes = {
    # abroad for itself: 200 t pressed by 200 t of plant, nothing sent home
    "nameplate": {(PLANT, 2012): 200.0},
    "lane_limit": {"magnet:FOR>HOM": 0.0, "magnet:HOM>FOR": 0.0},
    "capital_cost": {PLANT: 1000.0},
    "lifetime": {PLANT: 10.0},
    "build_rate": {PLANT: 10.0},
}
STEPS: Changes = {
    "expansion_share": {f"{PLANT}/+1": 0.5, f"{PLANT}/+2": 0.5},
    "expansion_premium": {f"{PLANT}/+1": 0.25, f"{PLANT}/+2": 0.6},
}


def terms(steps: bool, demand: dict[int, float]) -> Parameters:
    wanted = {("motors@FOR", year): tonnes for year, tonnes in demand.items()}
    labels = replace(
        miniature_labels(),
        investables=(PLANT,),
        expansions=((PLANT, 1), (PLANT, 2)) if steps else (),
    )
    return miniature({**TERMS, **(STEPS if steps else {}), "demand": wanted}, labels=labels)


@cache
def session(steps: bool) -> Session:
    return Session(build_programme(terms(steps, {})))


def solved(steps: bool, demand: dict[int, float]) -> Outcome:
    outcome = session(steps).solve(terms(steps, demand))
    assert outcome.status == "optimal"
    return outcome


def test_building_faster_costs_more_by_steps() -> None:
    """A magnet abroad costs 2,375 USD and 100 more for each year its new plant is paid for.

    Of 10 t a year at that price: 12 t more in 2026 are 10 t then and 2 t a year early at twice the
    charge, so the price is 2,575; 9 or 11 t make it jump from 2,475 by 100. With a step of 5 t for
    a quarter more and one for six tenths more it goes 2,475, 2,500, 2,535 and then 2,570: a tonne a
    year early costs 200 and lets a twentieth more be built in 2026 at 100.
    """

    def price(steps: bool, more: float) -> float:
        return float(solved(steps, {2026: 200.0 + more}).price("magnet", "FOR").sel(period=2026))

    assert [price(False, more) for more in (9, 12, 17, 19)] == pytest.approx(
        [2475.0, 2575.0, 2575.0, 2575.0]
    )
    assert [price(True, more) for more in (9, 12, 17, 21)] == pytest.approx(
        [2475.0, 2500.0, 2535.0, 2375.0 + (200.0 + 5.0) / 1.05]
    )
    plan = solved(True, {2026: 217.0})
    assert every_year(plan, "addition", PLANT) == pytest.approx([0.0, 0.0, 17.0])
    assert every_year(plan, "hastened", f"{PLANT}/+1") == pytest.approx([0.0, 0.0, 5.0])
    assert every_year(plan, "hastened", f"{PLANT}/+2") == pytest.approx([0.0, 0.0, 2.0])
    # 217 t of magnets, 10 t at the charge, 5 t at 1.25 and 2 t at 1.6 times it
    usual = solved(True, {})
    assert plan.objective - usual.objective == pytest.approx(
        17 * 2375.0 + 100.0 * (10 + 5 * 1.25 + 2 * 1.6)
    )


def test_the_pace_of_building_follows_what_stands() -> None:
    """10 t a year beside 200 t that stand; 10 t added in 2025 make it 10.5 t in 2026.

    With a programme that doubles the plant in 2026 it is 20.5 t, without anything dearer.
    """
    grown = {2025: 210.0, 2026: 220.5}
    plan = solved(True, grown)
    assert every_year(plan, "addition", PLANT) == pytest.approx([0.0, 10.0, 10.5])
    assert every_year(plan, "hastened", f"{PLANT}/+1") == pytest.approx([0.0] * 3)
    base = terms(True, {2025: 210.0, 2026: 430.5})
    programme = base["programme"].copy()
    programme.put((PLANT, 2026), 200.0)
    doubled = session(True).solve(base.replaced({"programme": programme}, ()))
    assert every_year(doubled, "addition", PLANT) == pytest.approx([0.0, 10.0, 20.5])
    assert every_year(doubled, "hastened", f"{PLANT}/+1") == pytest.approx([0.0] * 3)


def test_what_comes_late_stands_late() -> None:
    """10 t decided in 2024 that come a year and a half late make 5 t in 2025 and 10 t in 2026.

    They are no part of what stands at the start of 2025, when 10.5 t are decided: 10 t at the usual
    cost, and half a tonne is dearer. On time they make it 10.5 t at the usual cost.
    """
    early = solved(True, {2024: 210.0, 2025: 220.5, 2026: 220.5})
    assert every_year(early, "addition", PLANT) == pytest.approx([10.0, 10.5, 0.0])
    assert every_year(early, "hastened", f"{PLANT}/+1") == pytest.approx([0.0] * 3)
    base = terms(True, {2024: 200.0, 2025: 215.5, 2026: 220.5})
    delay = base["decision_delay"].copy()
    delay.put((PLANT, 2024), 1.5)
    late = session(True).solve(base.replaced({"decision_delay": delay}, ()))
    assert every_year(late, "addition", PLANT) == pytest.approx([10.0, 10.5, 0.0])
    assert every_year(late, "hastened", f"{PLANT}/+1") == pytest.approx([0.0, 0.5, 0.0])


def test_a_site_at_home_is_built_part_by_part() -> None:
    """A site of 12 t in three parts of 4 t at 2,000 USD, a tenth and a half more; 60 t stand.

    A tonne leaves 1,075 USD in each of the three years, 3,225 in all if it is built at once, and a
    plant of ten years is charged a tenth of its capital a year: at 10,000 USD for the first part
    3,000, for the second 3,300 and for the third 4,500. Only the first is built, and no later one
    is cheaper for being named in the last year. Without parts it is all or nothing.
    """
    grow = "home_magnets"

    def built(capital: float, steps: int) -> list[float]:
        names = [f"{grow}/+{step}" for step in (1, 2)[:steps]]
        labels = replace(
            miniature_labels(),
            investables=(grow,),
            expansions=tuple((grow, step) for step in (1, 2)[:steps]),
        )
        changes: Changes = {
            "nameplate": {(grow, 2012): 60.0},
            "capital_cost": {grow: capital},
            "lifetime": {grow: 10.0},
            "build_rate": {grow: 12.0},
            "site_limit": {grow: 12.0},
        }
        if steps:
            changes["expansion_share"] = dict.fromkeys(names, 1.0)
            changes["expansion_premium"] = dict(zip(names, (0.1, 0.5), strict=True))
        return every_year(solved_fresh(miniature(changes, labels=labels)), "addition", grow)

    assert built(10_000.0, 0) == pytest.approx([12.0, 0.0, 0.0])
    assert built(11_000.0, 0) == pytest.approx([0.0, 0.0, 0.0])
    assert built(7_000.0, 2) == pytest.approx([12.0, 0.0, 0.0])
    assert built(9_000.0, 2) == pytest.approx([8.0, 0.0, 0.0])
    assert built(10_000.0, 2) == pytest.approx([4.0, 0.0, 0.0])
    assert built(11_000.0, 2) == pytest.approx([0.0, 0.0, 0.0])


PRESS = "home_magnets"


def renewable(capital: float, life: float, **more: object) -> Outcome:
    """10 t of home presses that may be decided in 2024 and 2025, beside 60 t that stand.

    A tonne of theirs leaves 1,075 USD a year while presses abroad set the price, and 2,075 in 2026,
    when those cost half as much again.
    """
    changes: Changes = {
        "nameplate": {(PRESS, 2012): 60.0},
        "capital_cost": {PRESS: capital},
        "lifetime": {PRESS: life},
        "build_rate": {(PRESS, 2024): 10.0, (PRESS, 2025): 10.0},
        "site_limit": {PRESS: 10.0},
        "running_cost_factor": {(PLANT, 2026): 1.5},
        **more,  # type: ignore[dict-item]
    }
    labels = replace(miniature_labels(), investables=(PRESS,))
    return solved_fresh(miniature(changes, labels=labels))


def test_a_plant_that_may_be_renewed_is_not_put_off() -> None:
    """A press of two years at 2,100 USD, 1,050 a year, leaves 25 USD a tonne in 2024 and 2025.

    In 2026 it leaves 1,025. Decided in 2024 and renewed then it leaves 1,075 in all, decided in
    2025 1,050 and 25 less: without a renewal it would be put off, since nothing may be decided in
    2026. Nor does more stand than the site has room for.
    """
    plan = renewable(2100.0, 2.0)
    assert every_year(plan, "addition", PRESS) == pytest.approx([10.0, 0.0, 0.0])
    assert every_year(plan, "renewed", PRESS) == pytest.approx([0.0, 0.0, 10.0])
    assert every_year(plan, "activity", PRESS) == pytest.approx([70.0, 70.0, 70.0])
    # 60 t as before, and 10 t that cost 25 USD less than magnets from abroad, then 1,025
    still = renewable(2100.0, 2.0, build_rate={PRESS: 0.0})
    assert still.objective - plan.objective == pytest.approx(10.0 * (25.0 + 25.0 + 1025.0))


def test_what_ends_within_a_year_is_renewed_for_the_rest_of_it() -> None:
    """A press of a year and a half: half of it is past its life in 2025, all of it in 2026.

    It stands with nine tenths of what it could make in use, and so does what takes its place.
    """
    plan = renewable(100.0, 1.5, build_rate={(PRESS, 2024): 10.0})
    assert every_year(plan, "addition", PRESS) == pytest.approx([10.0, 0.0, 0.0])
    assert every_year(plan, "renewed", PRESS) == pytest.approx([0.0, 5.0, 10.0])
    less = renewable(
        100.0, 1.5, build_rate={(PRESS, 2024): 10.0}, availability={PRESS: 0.9}, ramp={}
    )
    assert every_year(less, "activity", PRESS) == pytest.approx([63.0, 63.0, 63.0])


def test_a_plant_is_renewed_only_where_that_pays() -> None:
    """Where building is three times as dear in 2026, 3,150 USD a year, the press is let go."""
    plan = renewable(2100.0, 2.0, capital_cost_factor={(PRESS, 2026): 3.0})
    assert every_year(plan, "renewed", PRESS) == pytest.approx([0.0, 0.0, 0.0])
    cheap = renewable(1000.0, 1.0, build_rate={(PRESS, 2024): 10.0}, site_limit={PRESS: 4.0})
    assert every_year(cheap, "addition", PRESS) == pytest.approx([4.0, 0.0, 0.0])
    assert every_year(cheap, "renewed", PRESS) == pytest.approx([0.0, 4.0, 4.0])


def test_a_site_in_parts_is_renewed_at_its_mean() -> None:
    """Two equal parts, the second a half dearer: 1,250 USD a year in place of 1,000.

    Built are both in 2024, for 1,000 and 1,500 over a year that leaves 1,575; renewed at 1,250 a
    tonne they would lose 175 in 2025, and pay in 2026.
    """
    step = f"{PRESS}/+1"
    labels = replace(miniature_labels(), investables=(PRESS,), expansions=((PRESS, 1),))
    changes: Changes = {
        "nameplate": {(PRESS, 2012): 60.0},
        "capital_cost": {PRESS: 1000.0},
        "lifetime": {PRESS: 1.0},
        "build_rate": {(PRESS, 2024): 10.0},
        "site_limit": {PRESS: 10.0},
        "expansion_share": {step: 1.0},
        "expansion_premium": {step: 0.5},
        "running_cost_factor": {(PLANT, 2024): 1.25, (PLANT, 2026): 1.5},
    }
    plan = solved_fresh(miniature(changes, labels=labels))
    assert every_year(plan, "addition", PRESS) == pytest.approx([10.0, 0.0, 0.0])
    assert every_year(plan, "renewed", PRESS) == pytest.approx([0.0, 0.0, 10.0])


def test_nothing_is_added_before_building_may_begin(tmp_path: Path) -> None:
    """From July 2025 on, 10 t a year: nothing in 2024, half of it in 2025, all of it after that."""
    folder = shutil.copytree(shipped.folder("toy"), tmp_path / "later")
    table = folder / "chain" / "facilities.csv"
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    added = {"capital_cost": "1", "lead_time": "1", "lifetime": "10", "hurdle_rate": "0.1"}
    added |= {"build_rate": "10", "source_id": "toy/invented", "grade": "C", "note": "Invented."}
    mine = next(row for row in rows if row["facility"] == "for_mine")
    for since, rates in (("2025-07", [0.0, 5.0, 10.0]), ("", [10.0, 10.0, 10.0])):
        mine |= {**added, "build_from": since}
        with table.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(mine), restval="")
            writer.writeheader()
            writer.writerows(rows)
        found = parameters_of(load_study(folder))["build_rate"].sel(facility="for_mine")
        assert found.values.tolist() == rates
