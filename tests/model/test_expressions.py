"""Expressions over named dimensions lay out the terms they say, and refuse what does not agree."""

from __future__ import annotations

import numpy as np
import pytest

from monazite.core.labelled import Labelled
from monazite.model.expressions import Coefficient, Expression, Terms, numbered, variable
from monazite.model.matrix import Matrix

YEARS = [2024, 2025]
PLANTS = ["north", "south", "west"]


def runs() -> Expression:
    """Columns 10 to 15: three plants in two years."""
    return variable(numbered({"plant": PLANTS, "year": YEARS}, 10))


def over(**labels: list[str] | list[int]) -> Labelled:
    """Rows from 0 on."""
    return numbered(labels, 0)


def said(expression: Expression, rows: Labelled) -> list[list[str]]:
    """Every row in words, such as `+2 x10`."""
    terms = Terms.of(expression.terms(rows))
    found: list[list[str]] = [[] for _ in range(rows.size)]
    for row, column, amount in zip(terms.rows, terms.columns, terms.amounts, strict=True):
        found[row].append(f"{amount:+g} x{column}")
    return found


def test_what_is_summed_comes_together_in_one_row() -> None:
    weight = Labelled([1.0, 2.0, 3.0], coords={"plant": PLANTS}, dims="plant")
    assert said((runs() * weight).sum("plant"), over(year=YEARS)) == [
        ["+1 x10", "+2 x12", "+3 x14"],
        ["+1 x11", "+2 x13", "+3 x15"],
    ]


def test_what_is_grouped_comes_together_under_its_label() -> None:
    grouped = runs().grouped("plant", coast=["east", "sea", "sea"])
    assert said(grouped.sum("year"), over(coast=["sea", "east"])) == [
        ["+1 x12", "+1 x13", "+1 x14", "+1 x15"],
        ["+1 x10", "+1 x11"],
    ]


def test_labels_may_be_picked_several_times_and_in_any_order() -> None:
    picked = runs().sel(plant=["west", "north", "west"]).grouped("plant", lot=["a", "b", "c"])
    assert said(picked.sel(year=[2025]), over(lot=["a", "b", "c"], year=[2025])) == [
        ["+1 x15"],
        ["+1 x11"],
        ["+1 x15"],
    ]


def test_amounts_may_bring_a_dimension_and_a_part_stands_along_one_it_lacks() -> None:
    share = Labelled(
        [[1.0, 2.0], [3.0, 4.0]], coords={"by": ["x", "y"], "year": YEARS}, dims=("by", "year")
    )
    of_north = runs().sel(plant=["north"])
    rows = over(by=["x", "y"], year=YEARS)
    spread = (of_north * share).sum("plant") - of_north.sum("plant")
    assert said(spread, rows) == [
        ["+1 x10", "-1 x10"],
        ["+2 x11", "-1 x11"],
        ["+3 x10", "-1 x10"],
        ["+4 x11", "-1 x11"],
    ]


def test_other_labels_on_the_other_side_are_refused() -> None:
    turned = Labelled([1.0, 2.0, 3.0], coords={"plant": PLANTS[::-1]}, dims="plant")
    with pytest.raises(ValueError, match="labels of plant are not the same"):
        runs() * turned
    with pytest.raises(ValueError, match="labels of plant are not the same"):
        runs() * Labelled([1.0, 2.0], dims="plant")
    with pytest.raises(KeyError, match="east"):
        runs().sel(plant=["east"])
    with pytest.raises(ValueError, match="cannot hold plant"):
        runs().terms(over(year=YEARS))
    with pytest.raises(ValueError, match="need as many"):
        runs().grouped("plant", coast=["sea"])


def test_a_coefficient_that_parameters_decide_stands_alone() -> None:
    """Else its place would send other numbers than stand in the row."""
    decided = Coefficient(Labelled(2.0), 0)
    assert said((runs() * decided).sum("plant", "year"), over()) == [
        [f"+2 x{column}" for column in range(10, 16)]
    ]
    with pytest.raises(ValueError, match="is the whole of its amount"):
        -runs() * decided
    with pytest.raises(ValueError, match="cannot be multiplied"):
        -(runs() * decided)
    with pytest.raises(ValueError, match="cannot be selected from"):
        (runs() * decided).sel(plant=["north"])


def test_a_column_may_stand_in_a_row_once() -> None:
    twice = Terms.of((runs() + runs()).sum("plant").terms(over(year=YEARS)))
    with pytest.raises(ValueError, match="stands twice"):
        Matrix(twice, (2, 16))
    once = Terms.of(runs().sum("plant").terms(over(year=YEARS)))
    starts, rows, values = Matrix(once, (2, 16)).columns()
    assert starts[-6:].tolist() == [0, 1, 2, 3, 4, 5]
    assert rows.tolist() == [0, 1, 0, 1, 0, 1]
    assert np.array_equal(values, np.ones(6))
