"""Arrays by name and label, with another library as the witness of what they come to."""

import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from monazite.core.axes import axis_of
from monazite.core.labelled import Labelled, dot, stacked

LABELS: dict[str, list[Any]] = {
    "plant": ["mine", "mill", "press"],
    "year": [2024, 2025, 2026, 2028],
}

ARITHMETIC: list[Callable[[Any, Any], Any]] = [
    lambda one, other: one + other,
    lambda one, other: one - other,
    lambda one, other: one * other,
    lambda one, other: one / other,
    lambda one, other: one > other,
    lambda one, other: one >= other,
    lambda one, other: one < other,
    lambda one, other: one <= other,
    lambda one, other: (one > 1.0) & (other > 2.0),
    lambda one, other: np.maximum(one, other),
]

ALONE: list[Callable[[Any], Any]] = [
    lambda one: -one,
    abs,
    lambda one: 3.0 - one,
    lambda one: 2.0 / one,
    lambda one: one * 2.0 + 1.0,
    lambda one: one.clip(min=-1.0, max=2.0),
    lambda one: one.where(one > 0.0, 7.0),
    lambda one: one.where(one > 0.0).fillna(5.0),
    lambda one: one.where(one > 0.0).sum(one.dims[0]),
    lambda one: one.where(one > 0.0).max(one.dims[0]),
    lambda one: one.where(one > 0.0).min(one.dims[0]),
    lambda one: one.sum(),
    lambda one: one.mean(),
    lambda one: one.mean(one.dims[-1]),
    lambda one: one.cumsum(one.dims[0]),
    lambda one: (one > 0.0).any(one.dims[0]),
    lambda one: (one > 0.0).all(),
    np.isfinite,
    lambda one: one.transpose(..., one.dims[0]),
    lambda one: one.rename(**{one.dims[0]: "renamed"}),
    lambda one: one.expand_dims(origin=["a", "b"]),
    lambda one: one.isel({one.dims[0]: slice(1)}),
    lambda one: one[0],
]


@st.composite
def arrays(draw: st.DrawFn) -> Labelled:
    """Numbers over one or two dimensions with some of their labels in any order."""
    dims = draw(st.permutations(list(LABELS)))[: draw(st.integers(1, 2))]
    coords = {
        name: draw(st.permutations(LABELS[name]))[: draw(st.integers(1, len(LABELS[name])))]
        for name in dims
    }
    shape = [len(labels) for labels in coords.values()]
    seed = draw(st.integers(0, 99))
    return Labelled(np.random.default_rng(seed).uniform(-3.0, 3.0, shape), coords, dims)


def same(ours: Labelled, theirs: xr.DataArray) -> None:
    assert ours.dims == theirs.dims
    for name in ours.coords:
        assert ours.axis(name).tolist() == theirs.coords[name].values.tolist()
    np.testing.assert_array_equal(ours.values, theirs.values)


@settings(max_examples=150, deadline=None)
@given(arrays(), arrays(), st.sampled_from(ARITHMETIC))
def test_two_meet_by_name_over_the_labels_they_share(
    one: Labelled, other: Labelled, meet: Callable[[Any, Any], Any]
) -> None:
    ours = meet(one, other)
    # where both have the same labels in another order, the witness may take that of either
    theirs = meet(one.to_xarray(), other.to_xarray())
    theirs = theirs.sel({name: ours.axis(name).tolist() for name in ours.coords})
    same(ours, theirs)


@settings(max_examples=150, deadline=None)
@given(arrays(), st.sampled_from(ALONE))
def test_one_alone_comes_to_the_same(one: Labelled, work_out: Callable[[Any], Any]) -> None:
    same(work_out(one), work_out(one.to_xarray()))


@settings(max_examples=60, deadline=None)
@given(arrays(), st.data())
def test_labels_are_taken_in_the_order_asked(one: Labelled, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(one.dims))
    known = one.axis(name).tolist()
    several = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=5))
    same(one.sel({name: several}), one.to_xarray().sel({name: several}))
    same(one.sel({name: known[-1]}), one.to_xarray().sel({name: known[-1]}, drop=True))
    with pytest.raises(KeyError, match="nowhere"):
        one.sel({name: ["nowhere"]})


@settings(max_examples=60, deadline=None)
@given(arrays(), arrays())
def test_a_product_is_added_up_over_what_both_have(one: Labelled, other: Labelled) -> None:
    for name in set(one.dims) & set(other.dims):
        product = (one * other).sum(name)
        found = dot(one, other, name)
        assert found.dims == product.dims
        np.testing.assert_allclose(found.values, product.values, rtol=1e-12, atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(arrays(), arrays())
def test_one_is_spread_and_ordered_like_another(one: Labelled, other: Labelled) -> None:
    like = other.to_xarray()
    if one.dims == other.dims:
        same(one.reindex_like(other, 9.0), one.to_xarray().reindex_like(like, fill_value=9.0))
    wider = one.isel({name: 0 for name in one.dims if name in other.dims and len(one.dims) > 1})
    if not set(wider.dims) & set(other.dims):
        wide = wider.broadcast_like(other)
        assert wide.sizes == {**wider.sizes, **other.sizes}
        assert (wide - wider).equals(0.0 * wide)


def test_cells_are_put_where_labels_say() -> None:
    array = Labelled(np.zeros((3, 4)), LABELS, tuple(LABELS))
    array.put(("mill", 2025), 5.0)
    array.put("press", [1.0, 2.0, 3.0, 4.0])
    array.put((..., 2028), 9.0)
    array.put(("mine", [2024, 2026]), [7.0, 8.0])
    assert array.values.tolist() == [[7, 0, 8, 9], [0, 5, 0, 9], [1, 2, 3, 9]]
    with pytest.raises(KeyError, match="nowhere"):
        array.put("nowhere", 1.0)


def test_several_labels_of_several_dimensions_cross() -> None:
    array = Labelled(np.zeros((3, 2, 4)), {"plant": LABELS["plant"], "way": ["a", "b"],
                                           "year": LABELS["year"]})  # fmt: skip
    array.put((["press", "mine"], "b", [2024, 2028]), [[1.0, 2.0], [3.0, 4.0]])
    array.put(("mill", ..., [2025, 2026]), [[5.0, 6.0], [7.0, 8.0]])
    array.put((["mine", "mill"], ["a"]), 9.0)
    assert array.values.tolist() == [
        [[9, 9, 9, 9], [3, 0, 0, 4]],
        [[9, 9, 9, 9], [0, 7, 8, 0]],
        [[0, 0, 0, 0], [1, 0, 0, 2]],
    ]


def test_places_may_be_those_of_which_something_is_true() -> None:
    one = Labelled(np.arange(12.0).reshape(3, 4), LABELS, tuple(LABELS))
    chosen = one.isel(plant=(one > 3.0).all("year"))
    assert chosen.equals(one.sel(plant=["mill", "press"]))
    same(chosen, one.to_xarray().isel(plant=[False, True, True]))
    with pytest.raises(ValueError, match="2 places says nothing of 3"):
        one.isel(plant=[True, False])


def test_where_nothing_stands_all_is_filled_and_no_number_is_cut_off() -> None:
    wanted = Labelled([1, 2], {"plant": ["mine", "mill"]})
    for labels in ([], ["mill"]):
        own = Labelled(np.arange(7, 7 + len(labels)), {"plant": labels})
        found = own.reindex_like(wanted, 0.5)
        same(found, own.to_xarray().reindex_like(wanted.to_xarray(), fill_value=0.5))
    assert Labelled([], {"plant": []}).sum("plant").equals(Labelled(0.0))


def test_no_label_comes_back_as_another_that_equals_it() -> None:
    for wrong in ([77001.0], [77003, 0.5], [None]):
        with pytest.raises(ValueError, match="text or whole numbers"):
            axis_of(wrong)  # type: ignore[arg-type]
    assert [type(label) for label in axis_of([77001, np.int64(77004)])] == [int, int]


def test_arrays_behind_one_another_agree_by_name() -> None:
    one = Labelled(np.arange(12.0).reshape(3, 4), LABELS, tuple(LABELS))
    both = stacked([one, one.transpose("year", "plant")], "tried")
    assert both.dims == ("tried", "plant", "year")
    assert both[1].equals(one)
    assert both.max("tried").equals(one)


def test_the_same_labels_are_one_object_and_stay_so_when_they_travel() -> None:
    one = Labelled([1.0, 2.0], {"plant": ["mine", "mill"]})
    other = pickle.loads(pickle.dumps(one))
    assert other.equals(one)
    assert other.axis("plant") is one.axis("plant") is axis_of(np.array(["mine", "mill"]))
    assert axis_of(range(2)).tolist() == [0, 1]
    assert not one.equals(one.relabelled(plant=None))
    assert not one.equals(one + 1e-12)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda one: Labelled([1.0, 2.0], {"plant": ["mine"]}), "1 labels of plant"),
        (lambda one: Labelled([[1.0]], dims="plant"), "2 axes"),
        (lambda one: one.sum("year"), "year"),
        (lambda one: one.rename(year="period"), "year"),
        (lambda one: one.transpose("year"), "cannot be put in order"),
        (lambda one: one.sel(year=2024), "year"),
        (lambda one: one.isel(year=0), "year"),
        (lambda one: one.with_values(np.zeros(3)), "under labels"),
        (lambda one: one + np.zeros((2, 2)), "under labels"),
        (lambda one: one.isel(plant=[0, 0]).sel(plant="mine"), "several times"),
        (lambda one: one.isel(plant=[0, 0]) + one, "several times"),
        (lambda one: one + one.relabelled(plant=None).isel(plant=[1]), "2 and 1 places of plant"),
        (lambda one: one.isel(plant=[0]) + one.relabelled(plant=None), "1 and 2 places of plant"),
        (lambda one: one.expand_dims(year=[1]).rename(plant="year"), "by one name"),
        (lambda one: one.expand_dims(plant=["press"]), "there already"),
        (lambda one: Labelled([[1.0]], dims=("plant", "plant")), "2 axes"),
        (lambda one: one.put(("mine", "mill"), 1.0), "more labels than plant"),
        (lambda one: dot(one, one, "year"), "not a dimension of both"),
    ],
)
def test_what_does_not_agree_is_refused(wrong: Callable[[Labelled], Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        wrong(Labelled([1.0, 2.0], {"plant": ["mine", "mill"]}))


def test_all_of_a_single_number_is_the_number() -> None:
    one = Labelled(1.0)
    one.put(..., 2.0)
    assert float(one) == 2.0
    with pytest.raises(ValueError, match="more labels"):
        one.put("a", 3.0)


def test_whether_two_arrays_are_equal_has_to_be_said_in_words() -> None:
    one = Labelled([1.0, 2.0], {"plant": ["a", "b"]})
    for other in (one, one.copy(), 1.0, np.array([1.0, 2.0])):
        with pytest.raises(TypeError, match=r"write a\.equals\(b\)"):
            _ = one == other
        with pytest.raises(TypeError, match=r"np\.equal\(a, b\)"):
            _ = one != other
    assert one.equals(one.copy())
    assert np.equal(one, 1.0).values.tolist() == [True, False]
    assert one != "a name"
    assert {one: "kept"}[one] == "kept"


@pytest.mark.parametrize(
    "look",
    [
        lambda array: array.rename(plant="facility"),
        lambda array: array.transpose("year", "plant"),
        lambda array: array.relabelled(plant=None),
        lambda array: array.isel(plant=slice(0, 1)),
        lambda array: array.sel(plant="a"),
        lambda array: array[0],
        lambda array: array.expand_dims(world=["usual"]),
        lambda array: array.broadcast_like(Labelled(np.zeros(2), {"world": ["u", "v"]})),
    ],
)
def test_numbers_are_not_changed_through_another_array(
    look: Callable[[Labelled], Labelled],
) -> None:
    array = Labelled([[1.0, 2.0], [3.0, 4.0]], {"plant": ["a", "b"], "year": [2030, 2031]})
    seen = look(array)
    with pytest.raises(ValueError, match="read-only"):
        seen.put((...,), 0.0)
    with pytest.raises(ValueError, match="read-only"):
        array.over(["plant", "year"])[0, 0] = 0.0
    array.put(("a", 2030), 7.0)  # whoever fills it still can
    assert float(array.sel(plant="a", year=2030)) == 7.0
    seen.copy().put((...,), 0.0)
    assert float(array.sel(plant="b", year=2031)) == 4.0
