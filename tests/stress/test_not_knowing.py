"""How near a rule comes to the best that anybody can do who does not know how long a stop lasts."""

from __future__ import annotations

import runpy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from monazite.api import StudyHandle
from monazite.brief.sentences.lengths import length_regret_in_words
from monazite.core.errors import Problem, SolveFailed
from monazite.core.numerals import Coin
from monazite.model import rowwise
from monazite.model.rowwise import Parts
from monazite.stress import Release, under
from monazite.stress.not_knowing import Lengths, least_of_lengths, lengths_of

from .. import shipped
from .chains import lane_alone, stop

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def toy() -> StudyHandle:
    return shipped.handle("toy")


def test_who_does_not_know_spares_something_for_a_longer_stop() -> None:
    # 12 t, and as likely one month of nothing as three. Of 10 t s short cost 100 s + 40 s^2: with x
    # let go at first 10 - x are short, and half the time 4 + x / 2 in each of two more months. The
    # sum is least at 6.9.
    steep = lane_alone(stock=12.0, last_value=900.0)
    depths = np.stack([stop(first=0, length=length) for length in (1, 3)])
    found = least_of_lengths(steep, steep, Lengths(depths, (1, 3), np.array([0.5, 0.5])))
    by_hand = sum(100.0 * short + 40.0 * short**2 for short in (3.1, 7.45))
    assert found.not_knowing == pytest.approx(by_hand, rel=0.01)
    # Told of one month nothing is short; of three, 4 t go in each, so that 6 t are short in each.
    assert found.told == pytest.approx(0.5 * 3.0 * (600.0 + 40.0 * 36.0), rel=0.01)
    # All at once, 10 t and 2 t go: 8 t and 10 t are short in the months after.
    at_once = 0.5 * sum(100.0 * short + 40.0 * short**2 for short in (8.0, 10.0))
    assert found.rule == pytest.approx(at_once)


@pytest.mark.parametrize("part", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("by_value", [False, True])
def test_told_is_no_worse_than_not_knowing_and_that_no_worse_than_a_rule(
    part: float, by_value: bool
) -> None:
    chain = lane_alone(
        stock=9.0, public=7.0, delay=2.0, spare=4.0, waits=0.3, catch_up=0.2, last_value=600.0
    )
    depths = np.stack([stop(first=0, length=length, depth=0.8) for length in (1, 2, 5, 8)])
    lengths = Lengths(depths, (1, 2, 5, 8), np.array([0.4, 0.3, 0.2, 0.1]))
    held = under(chain, Release(remaining=part, by_value=by_value))
    found = least_of_lengths(held, under(chain, Release()), lengths)
    assert 0.0 < found.told < found.not_knowing
    assert found.not_knowing <= found.rule * (1.0 + 1e-6)


def test_of_one_length_there_is_nothing_to_be_told() -> None:
    chain = lane_alone(stock=12.0, last_value=900.0)
    found = least_of_lengths(chain, chain, Lengths(stop(first=0)[None], (3,), np.ones(1)))
    assert found.not_knowing == pytest.approx(found.told, rel=1e-6)


def test_lengths_are_as_likely_as_they_are_drawn(toy: StudyHandle) -> None:
    found = toy.stress("both", year=2025, months=24, n=8, shock="stop")
    at = next(row for row, one in enumerate(found.shocks) if one.name == "stop")
    shock = replace(found.shocks[at], length=4.0, length_spread=0.5)
    lengths = lengths_of(shock, at, len(found.shocks), 24)
    drawn = shock.length * np.exp(0.5 * np.random.default_rng(5).standard_normal(400_000))
    months = np.clip(np.floor(drawn + 0.5), 1, 24).astype(int)
    often = np.bincount(months, minlength=25)[1:] / len(drawn)
    assert lengths.chances.sum() == pytest.approx(1.0)
    assert lengths.chances == pytest.approx(often, abs=0.003)
    assert (lengths.depths[:, at] > 0.0).sum(axis=1).tolist() == list(lengths.lasts)
    assert lengths_of(shock, at, len(found.shocks), 6).lasts == (1, 2, 3, 4, 5, 6)


def test_a_stop_of_drawn_length_alone_is_held_against_those_who_do_not_know_it(
    toy: StudyHandle,
) -> None:
    found = toy.stress("both", year=2025, months=24, n=64, shock="stop")
    held = found.length_regret_record()
    assert held is not None
    assert held.regret is not None
    assert held.regret_told is not None
    assert -1e-6 <= held.regret <= held.regret_told + 1e-6
    assert held.lost == pytest.approx(held.not_knowing * (1.0 + held.regret))
    assert found.length_regret().height == 1
    assert toy.stress("both", year=2025, months=12, n=8).length_regret_record() is None
    certain = toy.stress("both", year=2025, months=12, n=8, stops="FOR for 6 months")
    assert certain.length_regret_record() is None
    told = replace(held, lost=103e6, not_knowing=100e6, told=90e6, regret=0.03, regret_told=0.144)
    first, second = length_regret_in_words(told, Coin())
    assert "3.0 % more than the best" in first.replace("\u00a0", " ") or "3 % more" in first
    assert "(90" in second
    assert "as little as the best" in next(
        length_regret_in_words(replace(told, regret=0.0), Coin())
    )
    assert not list(length_regret_in_words(None, Coin()))


def test_the_table_of_stops_of_drawn_length_is_of_the_data_of_the_study() -> None:
    script = runpy.run_path(str(REPOSITORY / "scripts" / "regret"))
    page = (REPOSITORY / "docs" / "formulation.md").read_text(encoding="utf-8")
    table = script["LENGTHS"].search(page)
    assert table is not None
    assert table[0].startswith(script["lengths_marker"](shipped.handle("india"))), (
        "run scripts/regret"
    )


@pytest.mark.slow
def test_a_rule_set_before_a_full_stop_is_near_the_best_of_those_who_do_not_know_its_length() -> (
    None
):
    script = runpy.run_path(str(REPOSITORY / "scripts" / "regret"))
    page = (REPOSITORY / "docs" / "formulation.md").read_text(encoding="utf-8")
    cells, regret = script["length_row"](shipped.handle("india"), "full_stop", 2030)
    assert 0.0 < regret < 0.05
    assert f"| {' | '.join(cells)} |" in page


def test_an_interior_point_that_stops_short_is_brought_to_a_corner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two columns that cost 1 and 3 and come to 2 at least, the first to 0.5 at most: 0.5 + 4.5."""
    one, two = np.zeros(1, dtype=int), np.array([0, 1])
    parts = Parts(
        costs=np.array([1.0, 3.0]),
        low=np.zeros(2),
        high=np.array([0.5, np.inf]),
        row_low=np.array([2.0]),
        row_high=np.array([np.inf]),
        row=np.concatenate([one, one]),
        column=two,
        much=np.ones(2),
    )
    ours, crossed = rowwise._least, list[str]()

    def short_at_first(highs: Any) -> float:
        crossed.append(highs.getOptionValue("run_crossover")[1])
        if len(crossed) == 1:
            raise SolveFailed(Problem(message="it stops short", remedy="go on"))
        return ours(highs)

    monkeypatch.setattr(rowwise, "_least", short_at_first)
    assert rowwise.least_inside(parts) == pytest.approx(5.0)
    assert crossed == ["off", "on"]
    nothing = parts._replace(high=np.array([0.5, 1.0]))
    with pytest.raises(SolveFailed, match="no solution"):
        rowwise.least_inside(nothing)
