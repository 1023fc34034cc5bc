"""What contracts bring home, and what they save in a stop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.stress.chains import lane_alone, stop

from monazite.brief.sentences.what_helps import contracts_in_words
from monazite.stress import otherwise
from monazite.stress.agreed import Agreed
from monazite.stress.engine import losses_of

from .. import shipped
from ..api.copies import copied

REPOSITORY = Path(__file__).parents[2]

COLUMNS = "contract,title,seller,material,buyer,share,tonnes,start,end,breach_cost"
CONTRACTS = (
    "chain/contracts.csv",
    "",
    f"{COLUMNS},source_id,grade,note\n"
    "kept,Magnets sold ahead,for_magnets,magnet,HOM,,12,2024,2026,900000,toy/invented,C,Invented.\n"
    "at_home,Sold at home,hom_magnets,magnet,HOM,,1,2024,,900000,toy/invented,C,Invented.\n",
)


@pytest.mark.parametrize(("struck", "saves"), [(1, 1200.0), (0, -1200.0)])
def test_a_contract_saves_where_others_stop_and_costs_where_its_seller_does(
    struck: int, saves: float
) -> None:
    """Of 10 t a month 6 come on one lane, 4 of them under a contract, and 4 on another.

    A stop of the other one for three months leaves home 4 t short a month, and without the contract
    8; one of its own lane 6, and without it 2. A tonne is worth 100.
    """
    lanes = np.array([np.full(12, 6.0), np.full(12, 4.0)])
    system = lane_alone()._replace(lane_plan=lanes, hit_index=np.array([struck]))
    without = otherwise.without_agreed(system, 0, np.full(12, 4.0))
    depths = stop()[None]
    saved = losses_of(without, depths) - losses_of(system, depths)
    assert saved == pytest.approx([saves])
    # with no shock nothing is lost either way, and all that is needed is still bought
    assert losses_of(without, 0.0 * depths) == pytest.approx([0.0])
    assert without.lane_plan.sum(axis=0) == pytest.approx(lanes.sum(axis=0))


def test_what_its_origin_can_add_shrinks_with_the_contract() -> None:
    lanes = np.array([np.full(12, 6.0), np.full(12, 4.0)])
    system = lane_alone()._replace(lane_plan=lanes, lane_spare=0.25 * lanes)
    without = otherwise.without_agreed(system, 0, np.full(12, 4.0))
    assert without.lane_spare[:, 0] == pytest.approx([0.5, 1.0])
    assert system.lane_spare[0, 0] == 1.5


def test_what_contracts_bring_is_what_is_due_less_what_is_broken(tmp_path: Path) -> None:
    found = copied(tmp_path, CONTRACTS).stress("as-now", year=2025, months=24, n=64)
    (one,) = found.months.agreed
    assert (one.contract, found.months.lanes[one.lane]) == ("kept", ("magnet", "FOR"))
    assert one.tonnes == pytest.approx([*[1.0] * 12, *[0.0] * 12])
    # home buys of nobody else, so that nothing can be said of it
    assert found.unmeasured[-2:] == ("Farland", "Magnets sold ahead")
    assert list(contracts_in_words(found, found.saving_records())) == []


def test_a_contract_is_left_out_among_plants_and_suppliers() -> None:
    found = shipped.handle("toy").stress("both", year=2025, months=24, n=256)
    magnets = found.months.lanes.index(("magnet", "FOR"))
    system = found.months.system
    # half of what Farland sends comes from a place that no shock strikes
    half = system.lane_plan[magnets] / 2.0
    plan = np.insert(system.lane_plan, magnets + 1, half, axis=0)
    plan[magnets] = half
    starts = np.where(system.lane_start > magnets, system.lane_start + 1, system.lane_start)
    lanes = [*found.months.lanes]
    lanes.insert(magnets + 1, ("magnet", "ELSE"))
    of_lane = (system.hit_kind == 0) & (system.hit_index > magnets)
    parted = system._replace(
        lane_plan=plan,
        lane_spare=0.0 * plan,
        lane_start=starts,
        hit_index=np.where(of_lane, system.hit_index + 1, system.hit_index),
    )
    agreed = (Agreed("long", magnets + 1, half),)
    months = replace(found.months, system=parted, lanes=tuple(lanes), agreed=agreed)
    other = replace(found, months=months)
    savings = {(one.kind, one.name): one for one in other.saving_records()}
    contract = savings["contract", "long"]
    # all that this place sends is under the contract
    assert contract.saved == pytest.approx(savings["supplier", "ELSE"].saved)
    assert contract.saved > 2.0 * contract.error
    assert contract.tonnes == pytest.approx(6.0 * half.sum() / 12.0)
    (said,) = contracts_in_words(other, [contract])
    assert f"“long” saves {other.coin.told(contract.saved)} {other.coin.large}." in said
    (said,) = contracts_in_words(other, [replace(contract, saved=0.0)])
    assert "of “long” nothing is told apart" in said


@pytest.mark.slow
@pytest.mark.parametrize("year", [2029, 2033])
def test_what_contracts_of_the_flagship_save_is_as_the_page_says(year: int) -> None:
    page = " ".join((REPOSITORY / "docs" / "formulation.md").read_text(encoding="utf-8").split())
    found = shipped.handle("india").stress("announced", year=year, n=1, shock="full_stop_six")
    saved = {one.name: one.saved / 1e6 for one in found.saving_records() if one.kind == "contract"}
    hot, haiphong, standard = (
        f"{saved[name]:.2f}"
        for name in ("japan_india_hot", "vietnam_india_standard", "japan_india_standard")
    )
    said = {
        2029: f"magnets {hot}, Hai Phong {haiphong} and Japanese standard magnets {standard},",
        2033: f"in 2033 {hot}, {haiphong} and {standard}.",
    }
    assert said[year] in page
