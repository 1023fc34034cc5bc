"""Where a number passes a target, however it moves in between."""

from collections.abc import Callable, Sequence
from math import isfinite, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monazite.cases.searching import Found, crossings


def found(function: Callable[[float], float], target: float, **options: object) -> Found:
    def evaluate(values: Sequence[float]) -> list[float]:
        return [function(value) for value in values]

    said = {"low": 0.0, "high": 10.0, "rising": True, "start": 0.0, **options}
    return crossings(evaluate, target=target, **said)  # type: ignore[arg-type]


def test_a_straight_line_is_met_where_it_is() -> None:
    """3 x passes 10 at 3 1/3."""
    (one,) = found(lambda x: 3 * x, 10).crossings
    assert one.missed < 10 / 3 <= one.reached
    assert one.reached - one.missed <= 1e-3 * one.reached * (1 + 1e-9)


def test_a_step_is_found_with_the_number_on_both_sides() -> None:
    """A plant is built from 6.28 on: nothing before, 100 after, nothing in between."""
    (one,) = found(lambda x: 100.0 * (x >= 6.28), 40).crossings
    assert (one.number_missed, one.number_reached) == (0, 100)
    assert one.missed < 6.28 <= one.reached


def test_what_turns_back_is_met_twice_the_nearest_first() -> None:
    """x (10 - x) is 16 at 2 and at 8, and above it between."""
    seen = found(lambda x: x * (10 - x), 16, start=9.0).crossings
    assert [round(one.reached, 1) for one in seen] == [8.0, 2.0]
    assert all(one.number_reached >= 16 > one.number_missed for one in seen)


def test_downwards() -> None:
    (one,) = found(lambda x: 10 - x, 4, rising=False).crossings
    assert one.missed < 6 <= one.reached


def test_nothing_where_it_is_never_met() -> None:
    nothing = found(lambda x: x, 11)
    assert nothing.crossings == ()
    assert [figure for figure, _ in nothing.curve] == [10 / 8 * place for place in range(9)]


def test_gaps_are_no_crossings() -> None:
    """Without a number between 2 and 4, a target passed in between is not claimed."""
    assert found(lambda x: nan if 2 < x < 4 else 10.0 * (x > 3), 5).crossings == ()


@pytest.mark.parametrize("at", [277_130.0, 0.166_15, 1.0004, 99.97, 3.0])
@pytest.mark.parametrize("rising", [True, False])
def test_told_in_round_it_is_one_figure_whatever_was_scanned(at: float, rising: bool) -> None:
    """The first of the round figures, of no more than four digits, from which it is met."""
    seen = set()
    for low, high, points in ((0.0, 3.0, 9), (0.1, 2.2, 5), (0.3, 1.7, 7), (0.0, 40.0, 14)):
        (one,) = found(
            lambda x: float(x >= at if rising else x <= at),
            0.5, low=low * at, high=high * at, points=points, in_round=True,
        ).crossings  # fmt: skip
        assert (one.number_reached, one.number_missed) == (1, 0)
        assert abs(one.reached - one.missed) <= 1.001e-3 * at
        seen.add(one.reached)
    (only,) = seen
    assert only == float(f"{only:.4g}")


def test_near_nothing_the_search_ends() -> None:
    (one,) = found(lambda x: float(x > 0), 1).crossings
    assert one.missed == 0
    assert 0 < one.reached <= 1e-5


def test_whole_figures() -> None:
    (one,) = found(lambda x: x, 6.5, whole=True).crossings
    assert (one.missed, one.reached) == (6, 7)


def test_the_value_as_stated_is_on_the_curve() -> None:
    assert (3.3, 3.3) in found(lambda x: x, 11, start=3.3).curve


@given(
    st.lists(st.floats(-5, 5), min_size=2, max_size=6),
    st.floats(-5, 5),
    st.integers(2, 20),
    st.booleans(),
)
def test_every_crossing_has_the_target_between_its_ends(
    coefficients: list[float], target: float, points: int, rising: bool
) -> None:
    def polynomial(x: float) -> float:
        return sum(part * (x / 10) ** power for power, part in enumerate(coefficients))

    for one in found(polynomial, target, points=points, rising=rising).crossings:
        assert isfinite(one.number_reached)
        met = [
            number >= target if rising else number <= target
            for number in (one.number_reached, one.number_missed)
        ]
        assert met == [True, False]
        assert abs(one.reached - one.missed) <= 1e-3 * max(one.reached, one.missed, 1e-2) * 1.001


@pytest.mark.parametrize("points", [2, 3, 50])
def test_a_curve_holds_all_that_was_tried_in_order(points: int) -> None:
    curve = found(lambda x: x, 5.05, points=points).curve
    figures = [figure for figure, _ in curve]
    assert figures == sorted(set(figures))
    assert len(figures) >= points


def test_what_is_told_leaves_out_the_way_to_a_crossing() -> None:
    one = found(lambda x: nan if 7.1 < x < 7.2 else x, 5.05)
    (crossing,) = one.crossings
    round_points = {10 / 8 * place for place in range(9)}
    told = [figure for figure, _ in one.told]
    assert told == sorted({*round_points, 3.3, crossing.missed, crossing.reached} & set(told))
    assert {*round_points, crossing.missed, crossing.reached} <= set(told)
    assert len(one.curve) > len(one.told) + 5


def test_what_gives_no_number_is_told() -> None:
    gap = found(lambda x: nan if 5.5 < x < 5.7 else x, 5.6)
    assert gap.crossings
    assert any(not isfinite(number) for _, number in gap.told)
