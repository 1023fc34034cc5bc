"""Amounts of money are read as people write them, and say of which currency and year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monazite.core.errors import FieldError
from monazite.core.money import MoneyAmount, money_unit
from monazite.core.units import Money
from monazite.core.vocabulary import currencies, large_numbers

MONEY = Money({"INR_2024": 1 / 80, "INR_2019": 1 / 64, "IDR_2024": 1 / 16_000})


@pytest.mark.parametrize(
    ("text", "unit", "dollars", "words"),
    [
        ("7280 crore INR", "INR_2024 crore", 7280e7 / 80, "7,280 crore rupees"),
        ("2 lakh INR_2019", "INR_2019 lakh", 2e5 / 64, "2 lakh rupees of 2019"),
        ("3 trillion IDR", "IDR_2024 trillion", 3e12 / 16_000, "3 trillion rupiah"),
        ("2150 INR/kg", "INR_2024/kg", 2150 / 80 * 1000, "2,150 rupees per kg"),
        ("-10 USD/kg", "USD_2024/kg", -10_000.0, "-10 dollars per kg"),
        ("4 million USD_2024 / t", "USD_2024 million/t", 4e6, "4 million dollars per t"),
    ],
)
def test_an_amount_carries_its_currency(text: str, unit: str, dollars: float, words: str) -> None:
    amount = MoneyAmount.read(text)
    assert amount.unit == unit
    assert amount.in_money_of(MONEY) == pytest.approx(dollars, rel=1e-12)
    assert amount.in_words() == words


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (7280, "'7280' does not say of which currency; write it behind the number"),
        ("INR 5", "'INR' is not a number; write the number before 'INR'."),
        ("5,000 INR", "'5,000' is not a number; write '5000'."),
        ("5 crore", "'crore' is not one currency with at most one large number"),
        ("5 crore lakh INR", "'crore lakh INR' is not one currency with at most one"),
        ("5 rupees", "'rupees' is not how it is written here; write 'INR'."),
        ("5 mn USD", "'mn' is not how it is written here; write 'million'."),
        ("5 INRX", "'INRX' is no currency; write 'INR', the nearest known name."),
        ("5 INR_19", "does not say of which year"),
        ("5 INR/kilo", "'kilo' is no mass; write 'kg'."),
        ("5 INR/kg magnet", "'kg magnet' is no mass; write one of: t, kg, g, kt, Mt."),
        (None, "the value is no amount of money"),
        (True, "the value is no amount of money"),
    ],
)
def test_what_is_no_amount_of_money_is_answered_with_what_to_write(
    value: object, message: str
) -> None:
    with pytest.raises(FieldError) as refused:
        MoneyAmount.read(value)
    assert message in str(refused.value)


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(sorted(currencies())),
    st.sampled_from(["", *large_numbers()]),
    st.sampled_from(["", "_2019", "_2024"]),
    st.sampled_from(["", "/kg", "/t"]),
)
def test_an_amount_is_written_as_it_was_read(
    number: float, code: str, large: str, year: str, per: str
) -> None:
    read = MoneyAmount.read(f"{number} {large} {code}{year}{per}")
    assert read.number == number
    assert MoneyAmount.read(str(read)) == read


def test_a_unit_of_money_has_a_name() -> None:
    assert money_unit("crore INR") == ("INR_2024", "crore")
    assert str(money_unit("crore INR")) == "INR_2024 crore"
    assert money_unit("INR_2024 crore").words == "crore rupees"
    assert money_unit("CLP_2015 billion").words == "billion Chilean pesos of 2015"


@pytest.mark.parametrize("text", ["5 USD/kg", "-1 million USD"])
def test_a_sum_to_spend_is_no_price_and_not_below_nothing(text: str) -> None:
    assert MoneyAmount.read_sum("0 USD").number == 0.0
    with pytest.raises(FieldError, match="is no sum of money to spend"):
        MoneyAmount.read_sum(text)
