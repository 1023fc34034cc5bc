"""Demand between and beyond its anchors, its curve, and products that fail, by hand."""

import shutil
from itertools import pairwise
from math import exp, pi, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from monazite.parameters import parameters_of
from monazite.parameters.curves import GRIDS, demand_curve, mixed_curve
from monazite.parameters.demand import demand_in, failure_share
from monazite.parameters.sizes import (
    COHORT_AGES,
    FINE_TRANCHES,
    FINER_TRANCHES,
    LADDER_TRANCHES,
    PLAIN_TRANCHES,
    WHOLE_TRANCHES,
)
from monazite.study import load_study

from .. import shipped


def test_demand_grows_geometrically_between_anchors() -> None:
    anchors = {2024: 100.0, 2026: 121.0, 2030: 121.0}
    assert demand_in(anchors, 2024) == 100.0
    assert demand_in(anchors, 2025) == pytest.approx(110.0)
    assert demand_in(anchors, 2026) == pytest.approx(121.0)
    assert demand_in(anchors, 2028) == pytest.approx(121.0)


def test_the_outer_growth_rates_go_on_beyond_the_anchors() -> None:
    """10 % a year for five years, then a halving in five."""
    anchors = {2024: 100.0, 2029: 161.051, 2034: 80.5255}
    assert demand_in(anchors, 2023) == pytest.approx(100.0 / 1.1)
    assert demand_in(anchors, 2014) == pytest.approx(100.0 / 1.1**10)
    assert demand_in(anchors, 2044) == pytest.approx(80.5255 / 4)


def test_one_bad_year_at_an_end_goes_on_for_no_longer() -> None:
    """A fall from 100 t to 90 and back, in what grew by 10 % a year, at either end.

    Carried back, the fall would make 287 t of ten years before, and scrap of them.
    """
    first = {2024: 100.0, 2025: 90.0, 2029: 161.051, 2040: 161.051}
    assert demand_in(first, 2014) == pytest.approx(100.0 / 1.1**10)
    assert demand_in(first, 2025) == 90.0
    last = {2010: 100.0, 2019: 100.0, 2023: 180.0, 2024: 161.051}
    assert demand_in(last, 2029) == pytest.approx(161.051 * 1.1**5)
    assert demand_in({2024: 100.0, 2026: 121.0}, 2023) == pytest.approx(100.0 / 1.1)


def test_a_single_anchor_holds_for_ever() -> None:
    assert {demand_in({2030: 7.0}, year) for year in (1999, 2030, 2060)} == {7.0}


def test_an_anchor_of_zero_makes_a_straight_line_that_stops_at_zero() -> None:
    """Nothing in 2024 and 60 t in 2030: 10 t more every year, and nothing before."""
    anchors = {2024: 0.0, 2030: 60.0}
    assert [demand_in(anchors, year) for year in (2020, 2024, 2025, 2030, 2032)] == pytest.approx(
        [0.0, 0.0, 10.0, 60.0, 80.0]
    )
    assert demand_in({2024: 60.0, 2030: 0.0}, 2033) == 0.0


KINDS = some.sampled_from([FINE_TRANCHES, FINER_TRANCHES, LADDER_TRANCHES, PLAIN_TRANCHES])


def test_a_fine_curve_with_elasticity_minus_one() -> None:
    """From 100 to 1,600 USD/t; demand goes as 1 / price.

    The first tranche above the anchor is a quarter of a per cent and each next one wider by 24 %,
    to 10.1 % at the eleventh. From there to the choke two steps of equal ratio; at 1,600 a
    sixteenth is left. Below the anchor four steps that grow by six tenths. Each tranche is valued
    at the middle of its two prices.
    """
    curve = demand_curve(100.0, 1600.0, -1.0)
    assert tuple(sorted(curve)) == FINE_TRANCHES
    widths = [0.0025 * 1.24**step for step in range(11)]
    assert [curve[n][0] for n in range(1, 12)] == pytest.approx(widths)
    assert [curve[-n][0] for n in range(1, 5)] == pytest.approx([0.0025, 0.004, 0.0064, 0.01024])
    left = 1.0 - sum(widths)
    assert left == pytest.approx(0.8994, abs=1e-4)
    gone = [1.0, *(1.0 - sum(widths[:n]) for n in range(1, 12)), sqrt(left / 16), 1 / 16]
    assert [curve[n][1] for n in range(1, 14)] == pytest.approx(
        [100.0 / sqrt(before * after) for before, after in pairwise(gone)]
    )
    assert curve[14] == pytest.approx((1 / 16, 1600.0))
    more = [1.0, 1.0025, 1.0065]
    for below, (fewer, most) in enumerate(pairwise(more), start=1):
        assert curve[-below] == pytest.approx((most - fewer, 100.0 / sqrt(fewer * most)))


def test_a_curve_of_one_tranche_keeps_all_to_the_choke() -> None:
    assert demand_curve(100.0, 1600.0, -1.0, WHOLE_TRANCHES) == {1: (1.0, 1600.0)}
    assert demand_curve(100.0, 40.0, -1.0, WHOLE_TRANCHES) == {1: (1.0, 100.0)}


def test_a_use_that_the_study_calls_finer_is_cut_finer_at_home(tmp_path: Path) -> None:
    copy = shutil.copytree(shipped.folder("toy"), tmp_path / "toy")
    uses = copy / "chain" / "uses.csv"
    header, *rows = uses.read_text(encoding="utf-8").splitlines()
    uses.write_text("\n".join([f"{header},finer", *(f"{row},yes" for row in rows)]) + "\n")
    curves = [parameters_of(load_study(name)).labels.numbers_of for name in ("toy", copy)]
    home = [
        {use: kind for (use, region), kind in curve.items() if region == "HOM"} for curve in curves
    ]
    assert set(home[0].values()) == {FINE_TRANCHES}
    assert set(home[1].values()) == {FINER_TRANCHES}


@given(KINDS)
def test_users_who_do_not_mind_the_price_all_stay_to_the_choke(kind: tuple[int, ...]) -> None:
    curve = demand_curve(100.0, 1600.0, 0.0, kind)
    assert {number for number, (share, _) in curve.items() if share} == {kind[-1]}
    assert curve[kind[-1]] == (1.0, 1600.0)


@given(KINDS, some.sampled_from([100.0, 40.0]))
def test_a_choke_at_or_below_the_reference_price_makes_one_step(
    kind: tuple[int, ...], choke: float
) -> None:
    curve = demand_curve(100.0, choke, -0.5, kind)
    assert {number for number, (share, _) in curve.items() if share} == {kind[-1]}
    assert {value for _, value in curve.values()} == {100.0}


@given(KINDS, some.floats(1.0, 1e6), some.floats(1.0001, 1e4), some.floats(-3.0, 0.0))
def test_tranches_follow_the_curve_they_are_cut_from(
    kind: tuple[int, ...], price: float, multiple: float, elasticity: float
) -> None:
    """The anchored demand is 1, values rise as fewer are served, and the last one is the choke.

    What is left between two tranches is what the curve leaves at a price between their values; a
    curve no wider than the cuts near its anchor ends at its choke.
    """
    choke = price * multiple
    curve = demand_curve(price, choke, elasticity, kind)
    assert tuple(sorted(curve)) == kind
    shares = {number: share for number, (share, _) in curve.items()}
    values = [curve[number][1] for number in kind]
    assert sum(share for n, share in shares.items() if n > 0) == pytest.approx(1.0, abs=1e-9)
    assert min(shares.values()) >= -1e-12
    assert all(lower <= higher * (1 + 1e-12) for lower, higher in pairwise(values))
    assert values[-1] == pytest.approx(choke)
    if elasticity < 0.0:
        for number in range(1, kind[-1]):
            left = 1.0 - sum(shares[n] for n in range(1, number + 1))
            inner, outer = curve[number][1], curve[number + 1][1]
            assert left <= (inner / price) ** elasticity + 1e-9
            assert left >= (outer / price) ** elasticity - 1e-9


@pytest.mark.parametrize("elasticity", [-0.5, 0.0])
def test_a_use_that_stands_for_two_others(elasticity: float) -> None:
    """Half of it gives up at 400 and half at 1,600 USD/t.

    Around 100 USD/t with an elasticity of -0.5, half are left at 400, and of these a half stays on
    to 1,600: a quarter each. Users who do not mind the price all stay to their chokes, a half each.
    """
    curve = mixed_curve(100.0, [(1.0, 1600.0), (1.0, 400.0)], elasticity)
    assert tuple(sorted(curve)) == LADDER_TRANCHES
    left = 4.0**elasticity
    *near, between = [curve[n][0] for n in range(1, GRIDS[LADDER_TRANCHES].above + 2)]
    single = demand_curve(100.0, 400.0, elasticity, LADDER_TRANCHES)
    assert near == [single[n][0] for n in range(1, len(near) + 1)]
    assert sum(near) + between == pytest.approx(1.0 - left)
    groups = [curve[n] for n in LADDER_TRANCHES if n > len(near) + 1]
    assert groups[0] == pytest.approx((left / 2, 400.0))
    assert groups[1] == pytest.approx((left / 2, 1600.0))
    assert sum(share for share, _ in groups) == pytest.approx(left)


@given(KINDS, some.floats(-0.5, 0.5))
def test_a_shift_moves_the_cuts_and_not_the_curve(kind: tuple[int, ...], shift: float) -> None:
    curve = demand_curve(100.0, 1600.0, -1.0, kind, shift)
    near = GRIDS[kind].cuts_above(shift)
    gone = np.cumsum([curve[n][0] for n in range(1, len(near) + 1)])
    assert gone == pytest.approx(near)
    assert sum(share for n, (share, _) in curve.items() if n > 0) == pytest.approx(1.0)
    assert curve[kind[-1]] == pytest.approx((1 / 16, 1600.0))


@given(
    some.floats(10.0, 1e5),
    some.lists(some.tuples(some.floats(0.1, 5.0), some.floats(0.5, 100.0)), min_size=1, max_size=6),
    some.floats(-3.0, 0.0),
)
def test_all_who_pay_the_observed_price_are_on_a_mixed_curve(
    price: float, parts: list[tuple[float, float]], elasticity: float
) -> None:
    """The anchored demand is 1 and values rise, however little users mind the price."""
    curve = mixed_curve(price, [(share, price * times) for share, times in parts], elasticity)
    assert tuple(sorted(curve)) == LADDER_TRANCHES
    assert sum(share for n, (share, _) in curve.items() if n > 0) == pytest.approx(1.0, abs=1e-9)
    values = [curve[n][1] for n in LADDER_TRANCHES]
    assert all(lower <= higher * (1 + 1e-12) for lower, higher in pairwise(values))


AGES = np.arange(COHORT_AGES, dtype=float)


def test_products_that_fail_by_an_exponential_law() -> None:
    """Shape 1 is a constant hazard: with a mean of 10 years F(x) = 1 - exp(-x / 10).

    In the year of purchase F(0.5) fails, in the next F(1.5) - F(0.5).
    """
    shares = failure_share(AGES, 10.0, 1.0)
    assert shares[0] == pytest.approx(1.0 - exp(-0.05))
    assert shares[1] == pytest.approx(exp(-0.05) - exp(-0.15))
    assert shares[2:] / shares[1:-1] == pytest.approx([exp(-0.1)] * 38)


def test_products_that_fail_by_a_rayleigh_law() -> None:
    """Shape 2: the scale is mean / Gamma(3/2) = 2 mean / sqrt(pi); after it 1 / e are left."""
    scale = 2.0 * 8.0 / sqrt(pi)
    shares = failure_share(AGES, 8.0, 2.0)
    assert shares[:9].sum() == pytest.approx(1.0 - exp(-((8.5 / scale) ** 2)))
    assert (shares * AGES).sum() == pytest.approx(8.0, abs=0.02)


@given(some.floats(1.0, 15.0), some.floats(1.0, 6.0))
def test_every_product_fails_once_and_at_its_mean_age(mean: float, shape: float) -> None:
    """Over many years the shares sum to 1 and the mean age is the mean of the law.

    Ages are whole years, so that the mean is met to a quarter of a year.
    """
    ages = np.arange(400, dtype=float)
    shares = failure_share(ages, mean, shape)
    assert float(shares.min()) >= 0.0
    assert float(shares.sum()) == pytest.approx(1.0, abs=1e-9)
    assert float(failure_share(AGES, mean, shape).sum()) <= 1.0 + 1e-12
    assert abs(float((shares * ages).sum()) - mean) <= 0.25


def test_nothing_fails_before_it_exists_or_without_a_law() -> None:
    assert failure_share(np.array([-3.0, -1.0]), 5.0, 2.0).tolist() == [0.0, 0.0]
    assert failure_share(AGES, 0.0, 2.0).sum() == 0.0
    assert failure_share(AGES, 5.0, 0.0).sum() == 0.0
