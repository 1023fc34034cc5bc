"""First-order and total indices on a function whose indices are published."""

import numpy as np
import pytest

from monazite.core.streams import stream
from monazite.findings.ensemble import Draws, total_orders
from monazite.findings.ensemble.total_order import LEAST_SWAPPED, _indices

COUNT = 8192
NAMES = ("first", "second", "third", "idle")


def ishigami(at: dict[str, Draws]) -> Draws:
    """Ishigami and Homma (1990) with a = 7 and b = 0.1, over -pi to pi."""
    one, two, three = (2 * np.pi * at[name] - np.pi for name in NAMES[:3])
    return np.asarray(np.sin(one) + 7 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one))


@pytest.fixture(scope="module")
def drawn() -> tuple[Draws, Draws, dict[str, Draws]]:
    """The function in two sets of draws, and in those with one input swapped."""
    first, second = (
        {name: stream(5, "ishigami", of, name).random(COUNT) for name in NAMES}
        for of in ("first", "second")
    )
    swapped = {name: ishigami({**first, name: second[name]}) for name in NAMES}
    return ishigami(first), ishigami(second), swapped


RARE = {name: (name, "B") for name in ("rare", "idle")}
TITLES = {name: (name.title(), "B") for name in NAMES}


def test_the_published_indices_come_out_within_their_errors(
    drawn: tuple[Draws, Draws, dict[str, Draws]],
) -> None:
    """S = 0.3139, 0.4424, 0 and S_T = 0.5576, 0.4424, 0.2437 (Saltelli and others, 2008)."""
    found = {one.input: one for one in total_orders(*drawn, TITLES, seed=1)}
    published = {
        "first": (0.3139, 0.5576),
        "second": (0.4424, 0.4424),
        "third": (0.0, 0.2437),
        "idle": (0.0, 0.0),
    }
    for name, (main, total) in published.items():
        one = found[name]
        assert one.first_order == pytest.approx(main, abs=3 * one.first_order_error + 1e-12)
        assert one.total == pytest.approx(total, abs=3 * one.total_error + 1e-12)
        assert max(one.first_order_error, one.total_error) < 0.03
    assert next(iter(found)) == "first"
    assert found["idle"].total == 0


G = (0.0, 0.5, 3.0, 9.0, 99.0, 99.0)
"""Coefficients of the g-function as Sobol (Mathematics and Computers in Simulation 55, 2001) and
Saltelli and others (2008) take it: the first two inputs decide nearly all."""


def g_function(at: Draws) -> Draws:
    """Sobol's g-function of inputs from 0 to 1, a row each."""
    a = np.array(G)[:, None]
    return np.asarray(np.prod((np.abs(4 * at - 2) + a) / (1 + a), axis=0))


def test_groups_come_to_what_the_g_function_says_of_them() -> None:
    """With v = 1 / 3 (1 + a)^2 a group alone has P(1 + v) - 1, over all, and in all the rest of 1.

    A group of one, two and three inputs; then all, which decide all, and none.
    """
    first, second = (stream(5, "g", of).random((len(G), 16384)) for of in ("first", "second"))
    groups = {"first": [0], "pair": [1, 2], "rest": [3, 4, 5], "all": list(range(6)), "none": []}
    swapped = {}
    for name, members in groups.items():
        at = first.copy()
        at[members] = second[members]
        swapped[name] = g_function(at)
    titles = {name: (name, "B") for name in groups}
    found = total_orders(g_function(first), g_function(second), swapped, titles, seed=1)
    by_group = {one.input: one for one in found}
    v = 1 / (3 * (1 + np.array(G)) ** 2)
    whole = float(np.prod(1 + v)) - 1
    for name, members in groups.items():
        others = [one for one in range(len(G)) if one not in members]
        main = (float(np.prod(1 + v[members])) - 1) / whole
        total = 1 - (float(np.prod(1 + v[others])) - 1) / whole
        one = by_group[name]
        assert one.first_order == pytest.approx(main, abs=3 * one.first_order_error + 1e-12)
        assert one.total == pytest.approx(total, abs=3 * one.total_error + 1e-12)
        assert one.total_error < 0.03
    assert by_group["none"].total == 0
    assert by_group["pair"].total > by_group["pair"].first_order


def test_errors_are_those_of_drawing_again() -> None:
    """Over forty repetitions the total of the third scatters by about its stated error."""
    totals, errors = [], []
    for again in range(40):
        first, second = (
            {name: stream(again, "again", of, name).random(512) for name in NAMES}
            for of in ("first", "second")
        )
        swapped = {"third": ishigami({**first, "third": second["third"]})}
        (one,) = total_orders(ishigami(first), ishigami(second), swapped, TITLES, seed=again)
        totals.append(one.total)
        errors.append(one.total_error)
    assert float(np.std(totals)) == pytest.approx(float(np.mean(errors)), rel=0.4)


def test_draws_without_a_number_are_left_out(
    drawn: tuple[Draws, Draws, dict[str, Draws]],
) -> None:
    first, second, swapped = drawn
    holed = first.copy()
    holed[:100] = np.nan
    (one,) = total_orders(holed, second, {"first": swapped["first"]}, TITLES, seed=1)
    (whole,) = total_orders(
        first[100:], second[100:], {"first": swapped["first"][100:]}, TITLES, seed=1
    )
    for name in ("first_order", "first_order_error", "total", "total_error"):
        assert getattr(one, name) == pytest.approx(getattr(whole, name))
    assert one.draws == COUNT - 100


def test_the_variance_is_that_of_all_sets_together() -> None:
    """A number that is large in swapped draws alone once had a total of many times the whole."""
    chance = stream(9, "rare")
    first, second = chance.random(16), chance.random(16)
    swapped = {"rare": first.copy(), "idle": first.copy()}
    swapped["rare"][3] += 100.0
    found = {one.input: one for one in total_orders(first, second, swapped, RARE, seed=1)}
    assert found["rare"].total == pytest.approx(2, rel=0.2)  # 100^2 / 16 / 2, over 100^2 / 64
    assert found["idle"].total == 0


def test_what_never_moves_has_no_indices() -> None:
    still = np.ones(16)
    assert total_orders(still, still, {"first": still}, TITLES, seed=1) == []
    nearly = still + 1e-15 * np.arange(16)
    assert total_orders(still, still, {"first": nearly}, TITLES, seed=1) == []


def test_of_a_group_swapped_where_nothing_moves_nothing_is_said() -> None:
    """Both sets are alike in the first eight draws, in which alone the idle one was swapped."""
    first = np.concatenate([np.ones(8), stream(2, "late").random(8)])
    idle = np.concatenate([np.ones(8), np.full(8, np.nan)])
    found = total_orders(first, first[::-1].copy(), {"rare": first, "idle": idle}, RARE, seed=1)
    assert "rare" in {one.input for one in found}
    alike = total_orders(first, np.where(np.arange(16) < 8, 1.0, 2.0), {"idle": idle}, RARE, seed=1)
    assert alike == []


def test_indices_of_two_draws_by_hand() -> None:
    """0 and 2, 2 and 0, and 0 and 0 swapped: their mean is 2/3 and their variance 8/9.

    (0 - 2/3) (0 - 2) / 2 is 2/3, and 2^2 / 2 is 2.
    """
    sets = np.array([[0.0, 2.0], [2.0, 0.0], [0.0, 0.0]])
    moments = np.array([[3, 3], sets.sum(axis=0), (sets**2).sum(axis=0)])
    assert _indices(sets, moments) == pytest.approx((2 / 3 / (8 / 9), 2 / (2 * 8 / 9)))


@pytest.mark.parametrize(("draws", "said"), [(LEAST_SWAPPED, 1), (LEAST_SWAPPED - 1, 0)])
def test_of_few_draws_nothing_is_said(draws: int, said: int) -> None:
    chance = stream(4, "few")
    first, second, mixed = (chance.random(draws) for _ in range(3))
    assert len(total_orders(first, second, {"first": mixed}, TITLES, seed=1)) == said


def test_what_decides_most_comes_first() -> None:
    chance = stream(5, "most")
    first, second = chance.random(64), chance.random(64)
    swapped = {"idle": first + 0.01 * chance.random(64), "rare": second}
    found = total_orders(first, second, swapped, RARE, seed=1)
    assert [one.input for one in found] == ["rare", "idle"]


def few(of: str) -> tuple[Draws, Draws, dict[str, Draws]]:
    """Sixteen draws of whole 1024ths, so that what is added to them is added exactly."""
    first, second, one, other = stream(6, of).integers(0, 1024, (4, 16)) / 1024
    return first, second, {"rare": one, "idle": other}


@pytest.mark.parametrize(("times", "more"), [(1e200, 0.0), (1e-200, 0.0), (1.0, 2.0**30)])
def test_indices_stay_in_another_unit_and_from_another_zero(times: float, more: float) -> None:
    first, second, swapped = few("units")
    plain = total_orders(first, second, swapped, RARE, seed=1)
    told = total_orders(
        times * first + more,
        times * second + more,
        {name: times * one + more for name, one in swapped.items()},
        RARE,
        seed=1,
    )
    for one, other in zip(plain, told, strict=True):
        assert other.input == one.input
        for name in ("first_order", "first_order_error", "total", "total_error"):
            assert getattr(other, name) == pytest.approx(getattr(one, name), rel=1e-5)


@pytest.mark.parametrize("value", [0.0, np.nan])
def test_of_nothing_and_of_what_has_no_number_nothing_is_said(value: float) -> None:
    same = np.full(16, value)
    assert total_orders(same, same, {"rare": same}, RARE, seed=1) == []


def test_a_draw_counts_where_all_three_sets_have_a_number() -> None:
    """One is missing from the second set, two from what is swapped last; the variance is of what
    is left, without those that are missing.
    """
    first, second, swapped = few("holes")
    second[0] = np.nan
    swapped["idle"][[4, 9]] = np.nan
    found = {one.input: one for one in total_orders(first, second, swapped, RARE, seed=1)}
    assert (found["rare"].draws, found["idle"].draws) == (15, 13)
    for name, mixed in swapped.items():
        known = np.isfinite(second) & np.isfinite(mixed)
        whole = np.nanvar(np.array([first, second, *swapped.values()])[:, known])
        moved = np.mean((first - mixed)[known] ** 2)
        assert found[name].total == pytest.approx(moved / (2 * whole))


def test_the_first_draw_may_be_drawn_again_as_any_other() -> None:
    """The number moves in it alone: drawn anew without it there would be no error to state."""
    still = np.ones(16)
    moved = still + np.where(np.arange(16) == 0, 1.0, 0.0)
    (one,) = total_orders(still, still, {"rare": moved}, RARE, seed=1)
    assert one.total_error > 0.0
