"""Next bottlenecks, price ranges and ties of the toy study, by hand.

NEXT BOTTLENECKS of as-now. Magnets: without the limit of 20 t home makes magnets of all its 25 t
oxide, 50 t, since kept at home a tonne of oxide earns (5,000 - 2,500) / 0.5 = 5,000 and sold
4,000. Then the mine: with ore without limit separation takes 60 t, 30 t oxide, 60 t magnets. Then
separation: all 100 t. The mine alone would gain nothing: its oxide is sold. By a
tenth: 22, 24.2, 26.6 t.

PRICES of build. Oxide in 2025 is worth anything from 4,000 (sold) to 4,445 (kept for 2026), as the
docstring of the findings by hand derives. As now nothing is at a kink: 4,000 and 5,000.
"""

from dataclasses import replace

import numpy as np
import pytest

from monazite.cases import Case, Worker, holds, nearly_the_same, next_bottlenecks, price_interval
from monazite.cases.solved import Solved
from monazite.core.streams import stream
from monazite.findings.costs import price_ranges
from monazite.findings.evidence import undetermined
from monazite.findings.evidence.ties import threshold
from monazite.findings.indicators import compute
from monazite.findings.solution import Solution
from monazite.model import Outcome, balance_residual, movements

from .test_worker import STUDY, case, edit, outcome, worker

AT_2026 = 2


def share_made(outcome: Outcome) -> float:
    return float(compute(Solution(STUDY, outcome), "self_sufficiency.magnet")[AT_2026])


def test_walls_by_hand() -> None:
    found = list(next_bottlenecks(worker(), case("as-now"), 2026, share_made, best=1.0))
    assert [next_bottleneck.hold.stage for next_bottleneck in found] == [
        "magnet",
        "mining",
        "separation",
    ]
    assert [next_bottleneck.before for next_bottleneck in found] == pytest.approx([0.2, 0.5, 0.6])
    assert [next_bottleneck.after for next_bottleneck in found] == pytest.approx([0.5, 0.6, 1.0])
    assert [next_bottleneck.step for next_bottleneck in found] == [1, 2, 3]


def test_walls_moved_by_a_tenth() -> None:
    found = list(next_bottlenecks(worker(), case("as-now"), 2026, share_made, by=0.1, most=3))
    assert [next_bottleneck.after for next_bottleneck in found] == pytest.approx(
        [0.22, 0.242, 0.2662]
    )


def test_what_is_eased_is_an_edit_with_a_reason() -> None:
    next_bottleneck = next(next_bottlenecks(worker(), case("as-now"), 2026, share_made))
    (eased,) = next_bottleneck.edits
    assert (eased.parameter, eased.where["facility"]) == ("nameplate", "hom_magnets")
    assert eased.reason.endswith("?")
    found = outcome(case("as-now").with_edits(next_bottleneck.edits))
    assert found.parameters.ledger[-1].edit == eased


def test_a_permit_is_a_wall_of_its_own() -> None:
    """With a permit of 30 t the plant of 50 t is not what holds the mine back."""
    permit = edit("permit", "set", 30.0, facility="hom_mine")
    first = holds(outcome(case("as-now").with_shifts([permit])), 2026)
    assert ("mining", "feed_within_permit") in [(hold.stage, hold.rule) for hold in first]
    assert ("mining", "output_within_capacity") not in [(hold.stage, hold.rule) for hold in first]


def test_where_no_plant_stands_what_home_wants_of_one_counts() -> None:
    """Farland presses 140 t of 150: home gets 90 t of 0.4 t oxide, of which a press takes 0.5 t.

    What is made of 36 t oxide is 72 t; each is worth 20,000 - 2,500 - 0.5 x 4,000 = 15,500.
    """
    none = edit("nameplate", "set", 0.0, facility="hom_magnets")
    found = {hold.stage: hold for hold in holds(outcome(case("as-now").with_shifts([none])), 2026)}
    assert found["magnet"].subjects == ("hom_magnets",)
    assert found["magnet"].annual_value == pytest.approx(15_500 * 72)


def test_easing_only_helps_and_nothing_is_left_behind_in_the_solver() -> None:
    one, own = case("halt"), Worker(STUDY)
    before = own.solve(one).outcome.objective
    found = list(next_bottlenecks(own, one, 2026, share_made))
    costs = [
        own.solve(one.with_edits([e for w in found[: n + 1] for e in w.edits])).outcome.objective
        for n in range(len(found))
    ]
    assert all(
        later <= earlier + 1e-6 for earlier, later in zip([before, *costs], costs, strict=False)
    )
    assert own.session.solve(own.staged(one)[-1].parameters).objective == pytest.approx(before)


def test_a_price_is_tried_with_a_hundredth_of_what_passes_through_more_and_less() -> None:
    asked: list[Case] = []

    class Listening:
        def solve(self, one: Case) -> Solved:
            asked.append(one)
            return worker().solve(one)

    price_interval(Listening(), case("as-now"), "oxide", "HOM")  # type: ignore[arg-type]
    shifts = [{edit.where["period"]: edit.value for edit in one.shifts} for one in asked]
    outcome = worker().solve(case("as-now")).outcome
    arrivals, _ = movements(outcome.parameters, outcome.values)
    through = dict(zip(outcome.labels.periods, arrivals.sel(node="oxide@HOM").values, strict=True))
    assert min(through.values()) > 1.0
    assert shifts == [
        {},
        pytest.approx({year: 0.01 * tonnes for year, tonnes in through.items()}),
        pytest.approx({year: -0.01 * tonnes for year, tonnes in through.items()}),
    ]


def test_prices_at_a_kink_and_away_from_one() -> None:
    kink = price_interval(worker(), case("build"), "oxide", "HOM")
    assert float(kink.low.sel(period=2025)) == pytest.approx(4000.0)
    assert float(kink.high.sel(period=2025)) == pytest.approx(5000 / 1.1 - 100)
    for material, price in (("oxide", 4000.0), ("magnet", 5000.0)):
        firm = price_interval(worker(), case("as-now"), material, "HOM")
        for side in (firm.low, firm.central, firm.high):
            np.testing.assert_allclose(side.values, price)


@pytest.mark.parametrize("node", ["oxide@HOM", "magnet@FOR", "ore@FOR"])
def test_a_shifted_balance_is_one_tonne_at_its_price(node: str) -> None:
    """A tonne taken out costs the dual of the balance, and matter is still conserved."""
    one = case("as-now")
    shift = edit("balance_shift", "set", 1.0, node=node, period=2024)
    central, moved = outcome(one), outcome(one.with_shifts([shift]))
    price = float(central.duals["materials_balance"].sel(node=node, period=2024))
    assert moved.objective - central.objective == pytest.approx(price, rel=1e-6)
    assert balance_residual(moved.parameters, moved.values) < 1e-9


def test_a_price_ends_with_its_facts() -> None:
    rows = [
        row.model_copy(update={"price_until": 2025}) if row.material == "oxide" else row
        for row in STUDY.chain.materials
    ]
    study = replace(STUDY, chain=replace(STUDY.chain, materials=tuple(rows)))
    solution = Solution(study, outcome(case("as-now")))
    np.testing.assert_allclose(compute(solution, "price.oxide"), [4.0, 4.0, np.nan])
    np.testing.assert_allclose(compute(solution, "price.magnet"), [5.0, 5.0, 5.0])
    interval = price_interval(worker(), case("as-now"), "oxide", "HOM")
    assert [row.year for row in price_ranges(solution, interval)] == [2024, 2025]
    assert price_ranges(solution, interval)[0].unit == "USD_2024/kg oxide"


def test_nothing_in_the_toy_is_a_tie() -> None:
    for strategy in ("as-now", "halt", "build"):
        one = case(strategy)
        solution = Solution(STUDY, outcome(one))
        keys = ["self_sufficiency.magnet", "unmet_demand", "output.magnet"]
        assert undetermined(solution, nearly_the_same(worker(), one), keys) == []


def test_two_plants_alike_are_a_tie_whichever_was_chosen() -> None:
    """Where magnets from home cost exactly what imported ones do, who makes them is open.

    At 3,000 USD/t home magnets cost 3,000 + 0.5 x 4,000 = 5,000, the price of an imported tonne.
    Plants abroad can make 140 of the 150 t both want, so home makes at least 10 t and at most 20.
    """
    alike = case("as-now").with_shifts(
        [edit("operating_cost", "set", 3000.0, facility="hom_magnets")]
    )
    solution = Solution(STUDY, outcome(alike))
    rows = undetermined(
        solution, nearly_the_same(worker(), alike), ["output.magnet", "price.magnet"]
    )
    assert {(row.indicator, row.year) for row in rows} == {
        ("output.magnet", year) for year in (2024, 2025, 2026)
    }
    for row in rows:
        assert [row.low, row.high] == pytest.approx([10.0, 20.0])


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
