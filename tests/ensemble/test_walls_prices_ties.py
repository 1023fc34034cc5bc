"""Walls, price ranges and ties of the toy study, by hand.

WALLS of as-now. Magnets: without the limit of 20 t home makes magnets of all its 25 t oxide, 50 t,
since kept at home a tonne of oxide earns (5,000 - 2,500) / 0.5 = 5,000 and sold 4,000. Then the
mine: with ore without limit separation takes 60 t, 30 t oxide, 60 t magnets. Then separation: all
100 t. The mine alone would gain nothing: its oxide is sold. By a tenth: 22, 24.2, 26.6 t.

PRICES of build. Oxide in 2025 is worth anything from 4,000 (sold) to 4,445 (kept for 2026), as the
docstring of the findings by hand derives. As now nothing is at a kink: 4,000 and 5,000.
"""

from dataclasses import replace

import numpy as np
import pytest

from monazite.core.streams import stream
from monazite.ensemble import Course, holds, nearly_the_same, price_interval, walls
from monazite.findings import Reading, compute, price_rows, undetermined
from monazite.findings.ties import threshold
from monazite.model import Outcome, Session, balance_residual, build_programme
from monazite.parameters import apply_edits

from .test_course import STUDY, course, edit

AT_2026 = 2


def share_made(outcome: Outcome) -> float:
    return float(compute(Reading(STUDY, outcome), "self_sufficiency.magnet")[AT_2026])


def test_walls_by_hand() -> None:
    found = list(walls(course("as-now"), 2026, share_made, best=1.0))
    assert [wall.hold.stage for wall in found] == ["magnet", "mining", "separation"]
    assert [wall.before for wall in found] == pytest.approx([0.2, 0.5, 0.6])
    assert [wall.after for wall in found] == pytest.approx([0.5, 0.6, 1.0])
    assert [wall.step for wall in found] == [1, 2, 3]


def test_walls_moved_by_a_tenth() -> None:
    found = list(walls(course("as-now"), 2026, share_made, by=0.1, most=3))
    assert [wall.after for wall in found] == pytest.approx([0.22, 0.242, 0.2662])


def test_what_is_eased_is_an_edit_with_a_reason() -> None:
    wall = next(walls(course("as-now"), 2026, share_made))
    (eased,) = wall.edits
    assert (eased.parameter, eased.where["facility"]) == ("nameplate", "hom_magnets")
    assert eased.reason.endswith("?")
    outcome = course("as-now").solve(edits=wall.edits)
    assert outcome.parameters.ledger[-1].edit == eased


def test_a_permit_is_a_wall_of_its_own() -> None:
    """With a permit of 30 t the plant of 50 t is not what holds the mine back."""
    one = course("as-now")
    permit = edit("permit", "set", 30.0, facility="hom_mine")
    permitted = apply_edits(one.base, [permit])
    first = holds(one.solve(permitted), 2026)
    assert ("mining", "feed_within_permit") in [(hold.stage, hold.rule) for hold in first]
    assert ("mining", "output_within_capacity") not in [(hold.stage, hold.rule) for hold in first]


def test_easing_only_helps_and_nothing_is_left_behind_in_the_solver() -> None:
    one = course("halt")
    before = one.solve().objective
    found = list(walls(one, 2026, share_made))
    costs = [
        one.solve(edits=[e for w in found[: n + 1] for e in w.edits]).objective
        for n in range(len(found))
    ]
    assert all(
        later <= earlier + 1e-6 for earlier, later in zip([before, *costs], costs, strict=False)
    )
    assert one.solve().objective == before


def test_prices_at_a_kink_and_away_from_one() -> None:
    kink = price_interval(course("build"), "oxide", "HOM")
    assert float(kink.low.sel(period=2025)) == pytest.approx(4000.0)
    assert float(kink.high.sel(period=2025)) == pytest.approx(5000 / 1.1 - 100)
    for material, price in (("oxide", 4000.0), ("magnet", 5000.0)):
        firm = price_interval(course("as-now"), material, "HOM")
        for side in (firm.low, firm.central, firm.high):
            np.testing.assert_allclose(side.values, price)


@pytest.mark.parametrize("node", ["oxide@HOM", "magnet@FOR", "ore@FOR"])
def test_a_shifted_balance_is_one_tonne_at_its_price(node: str) -> None:
    """A tonne taken out costs the dual of the balance, and matter is still conserved."""
    one = course("as-now")
    shifted = apply_edits(one.base, [edit("balance_shift", "set", 1.0, node=node, period=2024)])
    outcome = one.solve(shifted)
    price = float(one.outcome.duals["materials_balance"].sel(node=node, period=2024))
    assert outcome.objective - one.outcome.objective == pytest.approx(price, rel=1e-6)
    assert balance_residual(outcome.parameters, outcome.values) < 1e-9


def test_a_price_ends_with_its_facts() -> None:
    rows = [
        row.model_copy(update={"price_until": 2025}) if row.material == "oxide" else row
        for row in STUDY.chain.materials
    ]
    study = replace(STUDY, chain=replace(STUDY.chain, materials=tuple(rows)))
    reading = Reading(study, course("as-now").outcome)
    np.testing.assert_allclose(compute(reading, "price.oxide"), [4.0, 4.0, np.nan])
    np.testing.assert_allclose(compute(reading, "price.magnet"), [5.0, 5.0, 5.0])
    interval = price_interval(course("as-now"), "oxide", "HOM")
    assert [row["year"] for row in price_rows(reading, interval)] == [2024, 2025]
    assert price_rows(reading, interval)[0]["unit"] == "USD_2024/kg oxide"


def test_nothing_in_the_toy_is_a_tie() -> None:
    for strategy in ("as-now", "halt", "build"):
        one = course(strategy)
        reading = Reading(STUDY, one.outcome)
        keys = ["self_sufficiency.magnet", "unmet_demand", "output.magnet"]
        assert undetermined(reading, nearly_the_same(one), keys) == []


def test_two_plants_alike_are_a_tie_whichever_was_chosen() -> None:
    """Where magnets from home cost exactly what imported ones do, who makes them is open.

    At 3,000 USD/t home magnets cost 3,000 + 0.5 x 4,000 = 5,000, the price of an imported tonne.
    Plants abroad can make 140 of the 150 t both want, so home makes at least 10 t and at most 20.
    """
    one = course("as-now")
    tied = apply_edits(one.base, [edit("operating_cost", "set", 3000.0, facility="hom_magnets")])
    alike = Course(STUDY, Session(build_programme(tied)), "as-now", "central")
    reading = Reading(STUDY, alike.outcome)
    rows = undetermined(reading, nearly_the_same(alike), ["output.magnet", "price.magnet"])
    assert {(row["indicator"], row["year"]) for row in rows} == {
        ("output.magnet", year) for year in (2024, 2025, 2026)
    }
    for row in rows:
        assert [row["low"], row["high"]] == pytest.approx([10.0, 20.0])


def test_a_move_counts_when_it_can_be_seen() -> None:
    assert threshold(np.array([0.0, 123.0, np.nan])) == pytest.approx(1.0)
    assert threshold(np.array([0.4, 0.2])) == pytest.approx(0.001)
    assert threshold(np.array([999.0])) == pytest.approx(1.0)


def test_streams_are_told_apart_by_name_and_not_by_order() -> None:
    one = stream(7, "ties", "freight").uniform(size=3)
    stream(7, "other").uniform(size=100)
    np.testing.assert_array_equal(one, stream(7, "ties", "freight").uniform(size=3))
    assert not np.array_equal(one, stream(7, "ties", "cost").uniform(size=3))
    assert not np.array_equal(one, stream(8, "ties", "freight").uniform(size=3))
