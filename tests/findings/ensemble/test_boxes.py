"""Regions found by peeling: a box set up by hand, and the published example."""

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monazite.findings.ensemble import Box, Side, clearest, peeled
from monazite.findings.ensemble.boxes import MAY_BE_CHANCE, MOST, _at_least, _cut

PUBLISHED = Path(__file__).with_name("bryant_lempert_2010.csv")
"""Scenarios of Bryant and Lempert (2010): figures alone, as EMA Workbench carries them (copyright
2010-2018 Delft University of Technology, BSD 3-Clause)."""


def test_the_published_example() -> None:
    """882 scenarios of a renewable fuel standard, of which 89 cost most (Bryant & Lempert 2010).

    Another implementation finds, at a peel of a tenth, a box on the same four inputs with coverage
    0.753 and density 0.770: biomass at most 755.8, elasticity of demand at least -0.422, price of
    the backstop at least 150.05, cellulosic cost at least 72.65. Ends differ in where between two
    scenarios a cut lies.
    """
    with PUBLISHED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name != "high_cost"]
    inputs = {name: [float(row[name]) for row in rows] for name in names}
    high = [row["high_cost"] == "1" for row in rows]
    assert (len(rows), sum(high)) == (882, 89)
    boxes = peeled(inputs, high, peel=0.1)
    assert (boxes[0].coverage, boxes[0].mass) == (1, 1)
    box = min(boxes, key=lambda one: abs(one.coverage - 0.753))  # the published trade-off
    assert box.coverage == pytest.approx(0.753, abs=0.015)
    assert box.density == pytest.approx(0.770, abs=0.005)
    sides = {side.input: (side.low, side.high) for side in box.sides}
    assert set(sides) == {
        "total_biomass",
        "demand_elasticity",
        "biomass_backstop_price",
        "cellulosic_cost",
    }
    assert sides["total_biomass"] == (None, pytest.approx(755.8, rel=1e-3))
    assert sides["demand_elasticity"] == (pytest.approx(-0.422, rel=1e-2), None)
    assert sides["biomass_backstop_price"] == (pytest.approx(150.05, rel=1e-2), None)
    assert sides["cellulosic_cost"] == (pytest.approx(72.65, rel=1e-3), None)
    chances = {side.input: side.by_chance for side in box.sides}
    assert chances["demand_elasticity"] < 1e-9
    assert chances["cellulosic_cost"] > 0.05, "that side may be chance, as published"


def test_a_corner_set_up_by_hand() -> None:
    """It happens where x is above 0.7 and y below 0.4: 12 of 100 points of a grid."""
    grid = np.array([(x, y) for x in np.arange(0.05, 1, 0.1) for y in np.arange(0.05, 1, 0.1)])
    so = (grid[:, 0] > 0.7) & (grid[:, 1] < 0.4)
    boxes = peeled({"x": grid[:, 0], "y": grid[:, 1], "z": grid[:, 0] * 0}, so)
    best = max(boxes, key=lambda box: (box.density, box.coverage))
    assert (best.coverage, best.density, best.draws) == (1, 1, 12)
    sides = {side.input: (side.low, side.high) for side in best.sides}
    assert sides == {"x": (pytest.approx(0.7), None), "y": (None, pytest.approx(0.4))}
    assert clearest(boxes, 3) == best


def test_the_clearest_box_holds_half_and_leaves_nothing_to_chance() -> None:
    def box(coverage: float, density: float, *by_chance: float) -> Box:
        sides = tuple(Side("x", 0.5, None, chance) for chance in by_chance)
        return Box(sides, coverage, density, 0.5, 10)

    whole, good = box(1.0, 0.4), box(0.7, 0.6, 0.005)
    few, unsure = box(0.4, 0.9, 0.01), box(0.6, 0.8, 0.005, 0.01)
    assert clearest([whole, good, few, unsure], 4) == good
    assert clearest([whole, few, unsure], 4) is None
    assert clearest([whole, good], 6) is None, "that may be chance among as many"


def test_what_is_just_sure_enough_and_just_half_is_told() -> None:
    sure = MAY_BE_CHANCE / 6
    (box,) = (Box((Side("x", 0.5, None, sure),), MOST, 0.6, 0.5, 10),)
    assert clearest([box], 3) == box
    assert not Side("x", 0.5, None, MAY_BE_CHANCE).may_be_chance


@pytest.mark.parametrize(("smallest", "draws"), [(0.12, 12), (0.3, 30)])
def test_a_box_holds_as_many_draws_as_it_has_to(smallest: float, draws: int) -> None:
    """The corner of 12 of 100 points is found where boxes hold as many, and none below 30 is."""
    grid = np.array([(x, y) for x in np.arange(0.05, 1, 0.1) for y in np.arange(0.05, 1, 0.1)])
    so = (grid[:, 0] > 0.7) & (grid[:, 1] < 0.4)
    boxes = peeled({"x": grid[:, 0], "y": grid[:, 1]}, so, smallest=smallest)
    assert min(box.draws for box in boxes) == draws


def test_the_slice_is_cut_that_helps_most_by_the_draw() -> None:
    """Half of 40 draws are of interest. Cutting the 4 least of x leaves 20 of 36, which is 0.014 a
    draw; cutting the 20 of one kind leaves 12 of 20, which is more in all and 0.005 a draw.
    """
    x = np.arange(40.0)
    so = np.zeros(40, dtype=bool)
    so[20:] = True
    kind = np.ones(40)
    kind[[*range(12), *range(20, 28)]] = 0.0
    first = peeled({"kind": kind, "x": x}, so)[1]
    assert [(side.input, side.low) for side in first.sides] == [("x", 3.5)]
    assert first.density == pytest.approx(20 / 36)


def test_between_two_numbers_side_by_side_nothing_is_cut() -> None:
    one = 1.0
    (whole,) = peeled({"x": [one, np.nextafter(one, 2.0)] * 10}, [False, True] * 10, smallest=0.0)
    assert whole.draws == 20


def test_a_cut_lies_halfway_between_the_next_two_that_differ() -> None:
    assert _cut(np.array([0.0, 0.0, 0.0, 1.0]), 0.1) == 0.5
    assert _cut(np.array([0.0, 1.0, 2.0]), 0.5) == 1.5
    assert _cut(np.array([3.0, 3.0]), 0.1) is None


def test_chance_of_so_many_heads() -> None:
    """Of two coins one or both: 3/4. Of three dice of four sides two or three ones: 10/64."""
    assert _at_least(1, 2, 0.5) == pytest.approx(0.75)
    assert _at_least(2, 3, 0.25) == pytest.approx(10 / 64)
    assert _at_least(0, 5, 0.0) == _at_least(5, 5, 1.0) == 1.0


def test_nothing_to_find() -> None:
    assert peeled({"x": [0.0, 1.0]}, [False, False]) == ()
    (whole,) = peeled({"x": [0.0, 1.0, 2.0]}, [True, True, True])
    assert (whole.sides, whole.density) == ((), 1)


@given(st.integers(0, 10_000), st.integers(20, 80))
def test_boxes_grow_denser_and_smaller(seed: int, count: int) -> None:
    chance = np.random.default_rng(seed)
    table = chance.random((count, 3))
    so = table[:, 0] + 0.3 * chance.random(count) > 0.8
    boxes = peeled({name: table[:, at] for at, name in enumerate("abc")}, so)
    for one, other in pairwise(boxes):
        assert other.density > one.density
        assert other.mass < one.mass
        assert other.coverage <= one.coverage
        assert other.draws >= 0.05 * count
    for box in boxes:
        inside = np.ones(count, dtype=bool)
        for side in box.sides:
            column = table[:, "abc".index(side.input)]
            inside &= column >= (-np.inf if side.low is None else side.low)
            inside &= column <= (np.inf if side.high is None else side.high)
        assert inside.sum() == box.draws
        assert so[inside].mean() == pytest.approx(box.density)
