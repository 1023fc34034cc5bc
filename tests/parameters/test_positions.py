"""Labels are found where they stand, whatever their order, and nothing outlives its object."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from monazite.parameters.positions import (
    at_labels,
    once_for_each,
    position,
    positions,
    with_numbers,
)

from .. import shipped

BASE = shipped.parameters("toy")


def test_a_number_is_read_by_its_labels() -> None:
    demand = BASE["demand"]
    for point in BASE.labels.coordinates("point"):
        for period in BASE.labels.periods:
            assert BASE.at("demand", point, period) == float(demand.sel(point=point, period=period))
    with pytest.raises(KeyError):
        BASE.at("demand", "nobody@HOM", 2024)


def test_an_array_in_another_order_is_read_by_its_own_labels() -> None:
    turned = BASE["demand"].isel(point=slice(None, None, -1))
    points = BASE.labels.coordinates("point")
    assert list(positions(turned, "point")) == points[::-1]
    assert turned.values[position(turned, (points[0], 2024))] == BASE.at("demand", points[0], 2024)


def test_a_slice_at_labels_is_what_selecting_gives() -> None:
    demand, point = BASE["demand"], BASE.labels.coordinates("point")[-1]
    turned = demand.isel(period=slice(None, None, -1))
    for array in (demand, turned):
        for labels in ({"point": point}, {"period": 2024}, {"period": 2024, "point": point}):
            assert at_labels(array, labels).equals(array.sel(labels))
    with pytest.raises(KeyError):
        at_labels(demand, {"point": "nobody@HOM"})


@pytest.mark.parametrize("name", ["demand", "freight", "discount_rate"])
def test_numbers_are_put_under_labels_as_in_a_copy(name: str) -> None:
    like = BASE[name]
    numbers = np.asarray(2.0 * like.values + 1.0)
    before = like.values.copy()
    found = with_numbers(like, numbers)
    assert found.dims == like.dims
    assert all(found.axis(name) is like.axis(name) for name in like.dims)
    assert found.values is numbers
    assert np.array_equal(like.values, before)
    # what is done with one leaves the labels of the other
    if like.dims:
        turned = found.rename(**{like.dims[0]: "renamed"}).relabelled(renamed=range(like.shape[0]))
        assert "renamed" not in like.coords
        assert turned.dims != like.dims
        with pytest.raises(AssertionError, match="under"):
            with_numbers(like, numbers[:-1])


def test_what_is_kept_is_kept_by_identity_and_not_for_ever() -> None:
    asked = []

    @once_for_each(2)
    def length(names: list[str]) -> int:
        asked.append(names)
        return len(names)

    one, other, third = ["a"], ["a"], ["a", "b"]
    assert [length(names) for names in (one, one, other, third)] == [1, 1, 1, 2]
    assert len(asked) == 3
    assert length(one) == 1
    assert len(asked) == 4


def test_what_was_asked_for_last_is_kept_longest_and_threads_may_ask_at_once() -> None:
    asked = []

    @once_for_each(2)
    def length(names: list[str]) -> int:
        asked.append(names)
        return len(names)

    one, other, third = ["a"], ["b"], ["c", "d"]
    for names in (one, other, one, third, one):
        length(names)
    assert asked == [one, other, third]
    with pytest.raises(AssertionError, match="by position"):
        length(names=one)
    many = [[name] for name in "abcdefgh" * 50]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(length, many)) == [1] * len(many)
