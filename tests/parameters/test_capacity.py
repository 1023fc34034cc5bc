"""Vintages, ramps and leads, with numbers a pencil can check.

The miniature has single years 2024 to 2026; with a block it has 2027 to 2031 behind them, labelled
2031. Vintages begin in 2012, which stands for everything older.
"""

from pathlib import Path

import numpy as np
import pytest

from monazite.parameters import addition_share, committed_capacity, parameters_of
from monazite.parameters.capacity import vintage_shares
from monazite.parameters.sizes import AGES
from monazite.study import load_study

from ..model.miniature import Changes, miniature, miniature_labels
from ..owners import owners

PLANT = "home_magnets"
RAMP: Changes = {"ramp": {(PLANT, 0): 0.2, (PLANT, 1): 0.6}}
"""0.2 in the first year, 0.6 in the second, all from the third."""


@pytest.mark.parametrize(
    ("start", "shares"),
    [
        ("2025", {2025: 1.0}),
        ("2025-01", {2025: 1.0}),
        ("2025-02", {2025: 11 / 12, 2026: 1 / 12}),
        ("2025-07", {2025: 0.5, 2026: 0.5}),
        ("2025-12", {2025: 1 / 12, 2026: 11 / 12}),
        ("1962", {2012: 1.0}),
        ("2011-07", {2012: 1.0}),
        ("2023-10", {2023: 0.25, 2024: 0.75}),
        ("2026-07", {2026: 0.5}),
        ("2027", {}),
        ("2040-03", {}),
    ],
)
def test_a_start_is_split_over_vintages_by_month(start: str, shares: dict[int, float]) -> None:
    assert vintage_shares(miniature_labels(), start) == pytest.approx(shares)


@pytest.mark.parametrize(
    ("start", "shares"),
    [
        ("2026-07", {2026: 0.5, 2031: 0.5}),
        ("2027", {2031: 1.0}),
        ("2029-07", {2031: 1.0}),
        ("2031", {2031: 1.0}),
        ("2032", {}),
    ],
)
def test_a_start_inside_a_block_belongs_to_its_vintage(
    start: str, shares: dict[int, float]
) -> None:
    assert vintage_shares(miniature_labels(blocks=(5,)), start) == pytest.approx(shares)


def committed(changes: Changes, blocks: tuple[int, ...] = ()) -> list[float]:
    """Committed capacity of the plant in every period, with nothing standing before."""
    nothing = {"nameplate": {(PLANT, 2012): 0.0}}
    return (
        committed_capacity(miniature({**nothing, **changes}, blocks=blocks))
        .sel(facility=PLANT)
        .values.tolist()
    )


def test_capacity_ramps_from_its_own_vintage() -> None:
    """100 t/yr from 2024: 20, 60, 100. Another 50 from 2025: 0, 10, 30."""
    assert committed(
        {**RAMP, "nameplate": {(PLANT, 2012): 0.0, (PLANT, 2024): 100.0, (PLANT, 2025): 50.0}}
    ) == pytest.approx([20.0, 70.0, 130.0])


def test_a_programme_ramps_like_what_stands() -> None:
    programme = {**RAMP, "programme": {(PLANT, 2024): 100.0, (PLANT, 2025): 50.0}}
    assert committed(programme) == pytest.approx([20.0, 70.0, 130.0])


def test_a_plant_of_july_makes_half_of_each_ramp_year_in_turn() -> None:
    """Half of 100 t/yr counts from 2024, half from 2025: 10, 10 + 30, 30 + 50."""
    halves = {**RAMP, "nameplate": {(PLANT, 2012): 0.0, (PLANT, 2024): 50.0, (PLANT, 2025): 50.0}}
    assert committed(halves) == pytest.approx([10.0, 40.0, 80.0])


def test_what_came_online_long_ago_is_mature() -> None:
    old = {"nameplate": {(PLANT, 2012): 70.0, (PLANT, 2023): 10.0}, **RAMP}
    assert committed(old) == pytest.approx([70.0 + 6.0, 80.0, 80.0])


def test_availability_scales_what_is_ramped() -> None:
    down = {**RAMP, "availability": {PLANT: 0.9}, "programme": {(PLANT, 2024): 100.0}}
    assert committed(down) == pytest.approx([18.0, 54.0, 90.0])


def test_shares_are_averaged_over_the_years_of_a_block() -> None:
    """A plant of 2026 is 1 to 5 years old in the block: (0.6 + 1 + 1 + 1 + 1) / 5 = 0.92.

    A plant of the block comes online in each of its five years alike. Of the 25 pairs of a first
    year and a year, 5 have age 0, 4 age 1 and 6 are older: (5 x 0.2 + 4 x 0.6 + 6) / 25 = 0.376.
    """
    early = {**RAMP, "programme": {(PLANT, 2026): 100.0}}
    late = {**RAMP, "programme": {(PLANT, 2031): 100.0}}
    assert committed(early, blocks=(5,)) == pytest.approx([0.0, 0.0, 20.0, 92.0])
    assert committed(late, blocks=(5,)) == pytest.approx([0.0, 0.0, 0.0, 37.6])


def added(lead: float, ramp: Changes = RAMP, blocks: tuple[int, ...] = ()) -> list[list[float]]:
    """Shares of the plant by the period decided and, within it, by period."""
    parameters = miniature({**ramp, "lead_time": {PLANT: lead}}, blocks=blocks)
    shares = addition_share(parameters).transpose("facility", "decided", "period")
    return shares.sel(facility=PLANT).values.tolist()


def test_an_addition_ramps_after_its_lead() -> None:
    assert added(0.0) == [[0.2, 0.6, 1.0], [0.0, 0.2, 0.6], [0.0, 0.0, 0.2]]
    assert added(1.0) == [[0.0, 0.2, 0.6], [0.0, 0.0, 0.2], [0.0, 0.0, 0.0]]
    assert added(2.0) == [[0.0, 0.0, 0.2], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    assert not np.any(added(9.0))


def test_a_broken_lead_takes_part_of_two_ramp_years() -> None:
    """Online in July of 2025: half of a first year in 2025, then half of a first and a second."""
    assert added(1.5)[0] == pytest.approx([0.0, 0.5 * 0.2, 0.5 * 0.2 + 0.5 * 0.6])
    assert added(0.25)[0] == pytest.approx([0.15, 0.75 * 0.6 + 0.05, 0.75 + 0.25 * 0.6])


def test_a_lead_of_half_a_year_is_a_start_in_july() -> None:
    """The two ways of writing the same plant agree."""
    july = {**RAMP, "programme": {(PLANT, 2024): 0.5, (PLANT, 2025): 0.5}}
    assert added(0.5)[0] == pytest.approx(committed(july))


def test_an_addition_without_lead_or_ramp_is_there_at_once() -> None:
    assert added(0.0, ramp={}) == [[1.0, 1.0, 1.0], [0.0, 1.0, 1.0], [0.0, 0.0, 1.0]]


def test_an_addition_decided_in_a_block_is_decided_in_each_of_its_years() -> None:
    """Without lead or ramp it stands for 5, 4, 3, 2 and 1 of the five years: 15 of 25."""
    assert added(0.0, ramp={}, blocks=(5,))[3] == pytest.approx([0.0, 0.0, 0.0, 0.6])
    assert added(1.0, ramp={}, blocks=(5,))[2] == pytest.approx([0.0, 0.0, 0.0, 1.0])


def test_the_last_ramp_year_holds_from_then_on() -> None:
    """A plant that never gets beyond 80 % is at 80 % when it is twelve years old."""
    never = {
        "ramp": {(PLANT, age): 0.8 for age in range(AGES)},
        "nameplate": {(PLANT, 2012): 100.0},
    }
    assert committed(never) == pytest.approx([80.0] * 3)


@pytest.mark.parametrize(
    ("until", "lasts"),
    [("", [20.0] * 4), ("2026", [20.0, 20.0, 0.0, 0.0]), ("2025-07", [20.0, 10.0, 0.0, 0.0])],
)
def test_a_floor_ends_with_its_contract(tmp_path: Path, until: str, lasts: list[float]) -> None:
    """The mine of the toy runs at 20 t a year or more, until the month its row states."""
    study = owners(tmp_path)
    (study.path / "chain" / "floors.csv").write_text(
        f"facility,until,why,source_id,grade,note\nhom_mine,{until},A contract.,,,\n", "utf-8"
    )
    floor = parameters_of(load_study(study.path))["floor"].sel(facility="hom_mine")
    assert floor.sel(period=[2024, 2025, 2026, 2030]).values.tolist() == lasts


def test_what_is_decided_later_in_a_year_is_online_as_much_later() -> None:
    """Decided in July 2024 with a lead of half a year: the ramp begins in January 2025."""
    changes: Changes = {
        **RAMP,
        "lead_time": {PLANT: 0.5},
        "decision_delay": {(PLANT, 2024): 0.5},
    }
    share = addition_share(miniature(changes)).sel(facility=PLANT)
    assert share.sel(decided=2024).values.tolist() == pytest.approx([0.0, 0.2, 0.6])
    assert share.sel(decided=2025).values.tolist() == pytest.approx([0.0, 0.1, 0.4])
