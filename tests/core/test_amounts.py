"""Amounts follow their dimensions through arithmetic, and refuse to add what is unlike."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monazite.core.amounts import Amount, UnlikeAmountsError, sorted_powers

POWERS = some.dictionaries(some.sampled_from(["REO", "USD_2024", "t", "yr"]), some.integers(-3, 3))
AMOUNTS = some.builds(
    Amount, some.floats(0.5, 1e6), POWERS.map(lambda powers: sorted_powers(powers))
)


def test_a_price_times_tonnes_is_money() -> None:
    price = Amount(10.0, (("REO", -1), ("USD_2024", 1)))
    tonnes = Amount(4.0, (("REO", 1), ("yr", -1)))
    assert price * tonnes == Amount(40.0, (("USD_2024", 1), ("yr", -1)))
    assert tonnes / tonnes == Amount(1.0, ())


@given(AMOUNTS, AMOUNTS)
def test_dividing_undoes_multiplying(left: Amount, right: Amount) -> None:
    back = left * right / right
    assert back.powers == left.powers
    assert back.magnitude == pytest.approx(left.magnitude, rel=1e-12)
    assert (left * right).powers == (right * left).powers


@given(AMOUNTS, AMOUNTS)
def test_only_the_like_is_added(left: Amount, right: Amount) -> None:
    if left.powers == right.powers:
        assert (left + right).magnitude == left.magnitude + right.magnitude
        assert (left - right).powers == left.powers
        return
    for add in (Amount.__add__, Amount.__sub__):
        with pytest.raises(UnlikeAmountsError) as caught:
            add(left, right)
        assert (caught.value.left, caught.value.right) == (left.powers, right.powers)


def test_powers_are_in_one_order_without_zeros() -> None:
    assert sorted_powers({"yr": -1, "REO": 1, "USD_2024": 0}) == (("REO", 1), ("yr", -1))
    with pytest.raises(ZeroDivisionError):
        Amount(1.0, ()) / Amount(0.0, ())
