"""Recipes conserve every oxide group: the arithmetic, checked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monazite.study.checking.matter import recovered_amount

shares = some.floats(0.001, 0.3)


def test_recovery_by_hand() -> None:
    """A tonne of feed with 0.2 t of NdPr gives, at 90 %, 0.18 t of oxide that is all NdPr."""
    assert recovered_amount({"NdPr": 0.2, "La": 0.3}, {"NdPr": 1.0}, 0.9) == pytest.approx(0.18)


def test_only_groups_of_the_product_are_recovered() -> None:
    """A cut of NdPr and La with 0.8 t of oxide per tonne: (0.2 + 0.3) / 0.8 t at full recovery."""
    feed = {"NdPr": 0.2, "La": 0.3, "Ce": 0.4}
    assert recovered_amount(feed, {"NdPr": 0.5, "La": 0.3}, 1.0) == pytest.approx(0.625)
    assert recovered_amount(feed, {"Dy": 1.0}, 1.0) == 0.0
    assert recovered_amount(feed, {}, 1.0) == 0.0


@given(feed=some.dictionaries(some.sampled_from("ABCDE"), shares), recovery=some.floats(0, 1))
def test_a_single_group_never_grows(feed: dict[str, float], recovery: float) -> None:
    for group, content in feed.items():
        out = recovered_amount(feed, {group: 0.9}, recovery) * 0.9
        assert out <= content + 1e-12
