"""Units say of what and of which year, and convert only between like and like."""

import math
import pickle
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monazite.core import (
    Money,
    UnitError,
    canonical_quantity,
    convert,
    convertible,
    magnitude,
    parse,
)

MONEY = Money({"INR_2024": 1 / 84, "USD_2012": 1.36})

ALIKE = [
    ["t REO/yr", "kg REO/day", "kt REO/yr", "Mt REO/yr", "g REO/hour", "t REO/week"],
    ["USD_2024/kg oxide", "USD_2024/t oxide", "INR_2024 crore/t oxide", "USD_2012/g oxide"],
    ["kWh/kg metal", "MWh/t metal", "GWh/kt metal"],
    ["1", "%", "million", "lakh", "t oxide/t oxide"],
    ["kg magnet/vehicle", "t magnet/vehicle"],
    ["MW/yr", "GW/yr", "kW/month"],
    ["USD_2024 yr/t oxide", "INR_2024 month/kg oxide"],
]


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        (1500, "kg magnet/vehicle", "t magnet/vehicle", 1.5),
        (84, "INR_2024 crore", "USD_2024 million", 10),
        (55, "USD_2024/kg oxide", "USD_2024/t oxide", 55_000),
        (50, "%", "1", 0.5),
        (1, "kWh/kg metal", "MWh/t metal", 1),
        (4, "GW/yr", "MW/yr", 4000),
        (12, "month", "yr", 1),
        (365, "day", "yr", 1),
        (8760, "hour", "yr", 1),
        (100, "USD_2012/t oxide", "USD_2024/t oxide", 136),
        (84, "INR_2024/USD_2024", "1", 1),
        (3, "t magnet/yr/yr", "t magnet/yr/yr", 3),
        (2, "USD_2024/(t oxide/yr)", "USD_2024 yr/t oxide", 2),
        (2, "kWh/(t metal/(t oxide/yr))", "kWh t oxide/t metal/yr", 2),
    ],
)
def test_conversions_one_can_do_by_hand(value: float, unit: str, to: str, expected: float) -> None:
    assert convert(value, unit, to, MONEY) == pytest.approx(expected, rel=1e-12)


@given(
    pair=some.sampled_from(ALIKE).flatmap(
        lambda units: some.tuples(some.sampled_from(units), some.sampled_from(units))
    ),
    value=some.floats(-1e12, 1e12),
)
def test_there_and_back_is_the_same(pair: tuple[str, str], value: float) -> None:
    there = convert(value, *pair, MONEY)
    assert convert(there, *reversed(pair), MONEY) == pytest.approx(value, rel=1e-12, abs=1e-300)
    assert convertible(*pair)
    quantity = canonical_quantity(value, pair[0], MONEY)
    assert magnitude(quantity, pair[1], MONEY) == pytest.approx(there, rel=1e-12, abs=1e-300)


@given(
    units=some.lists(some.sampled_from(ALIKE), min_size=2, max_size=2, unique_by=id).flatmap(
        lambda kinds: some.tuples(*(some.sampled_from(kind) for kind in kinds))
    )
)
def test_unlike_units_never_convert(units: tuple[str, str]) -> None:
    with pytest.raises(UnitError):
        convert(1.0, *units, MONEY)
    assert not convertible(*units)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "t/yr",
            "unit 't/yr' does not say of what; write its basis behind the mass, as in 't ore/yr'.",
        ),
        (
            "kg/t oxide",
            "unit 'kg/t oxide' does not say of what; "
            "write its basis behind the mass, as in 'kg ore/t oxide'.",
        ),
        (
            "REO/yr",
            "'REO' in unit 'REO/yr' is not known; write 't REO' if it is what a mass is of, or "
            "else one of 25 known names, such as %, GW, GWh.",
        ),
        (
            "USD/kg oxide",
            "currency 'USD' in unit 'USD/kg oxide' does not say of which year; "
            "write 'USD_2024', or the year whose prices are meant.",
        ),
        (
            "₹ crore",
            "currency '₹' in unit '₹ crore' does not say of which year; "
            "write 'INR_2024', or the year whose prices are meant.",
        ),
        (
            "USD2024/t oxide",
            "currency 'USD2024' in unit 'USD2024/t oxide' does not say of which year; "
            "write 'USD_2024', or the year whose prices are meant.",
        ),
        (
            "CHF_2024",
            "currency 'CHF' in unit 'CHF_2024' is not known; "
            "write one of: USD, INR, CNY, EUR, JPY, AUD, CAD, GBP, MYR, KRW, IDR, CLP, "
            "ARS, BRL, ZAR, PHP, VND, KZT, CDF, TRY.",
        ),
        ("tonnes REO", "'tonnes' in unit 'tonnes REO' is not known; write 't'."),
        ("t vehicles/yr", "'vehicles' in unit 't vehicles/yr' is not known; write 'vehicle'."),
        (
            "t magnet/yr per yr",
            "unit 't magnet/yr per yr' says 'per'; write 't magnet/yr/yr'.",
        ),
        (
            "t REO//yr",
            "unit 't REO//yr' has nothing on one side of a slash or bracket; "
            "write what divides what, as in 't REO/yr'.",
        ),
        (
            "USD_2024/(t/yr",
            "unit 'USD_2024/(t/yr' has nothing on one side of a slash or bracket; "
            "write what divides what, as in 't REO/yr'.",
        ),
        (
            "USD_2024/(t/yr)",
            "unit 'USD_2024/(t/yr)' does not say of what; "
            "write its basis behind the mass, as in 'USD_2024/(t ore/yr)'.",
        ),
        (
            "crore " * 50 + "t ore/yr",
            f"unit '{'crore ' * 50}t ore/yr' has 'crore' too often; write it once or twice.",
        ),
        ("", "the unit is blank; write one, or '1' for a plain number."),
    ],
)
def test_a_unit_that_cannot_be_understood_is_refused(text: str, message: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("unit", "to", "message"),
    [
        (
            "t REO/yr",
            "t magnet/yr",
            "unit 't REO/yr' cannot become 't magnet/yr' because they measure different things; "
            "give the figure in 't magnet/yr', "
            "or bring in a fact whose unit leads from one to the other.",
        ),
        (
            "INR_2020/kg oxide",
            "USD_2024/t oxide",
            "unit 'INR_2020/kg oxide' cannot become 'USD_2024/t oxide' because 'INR_2020' has "
            "no exchange rate; add 'INR_2020' to chain/currencies.csv.",
        ),
    ],
)
def test_a_mismatch_names_both_units_and_the_way_out(unit: str, to: str, message: str) -> None:
    with pytest.raises(UnitError) as caught:
        convert(1.0, unit, to, MONEY)
    assert str(caught.value) == message


def test_a_product_that_does_not_fit_is_named_in_base_units() -> None:
    price = canonical_quantity(84, "INR_2024/kg oxide", MONEY)
    tonnes = canonical_quantity(2, "kt oxide/yr", MONEY)
    assert magnitude(price * tonnes, "USD_2024 million/yr", MONEY) == pytest.approx(2.0)
    with pytest.raises(UnitError, match="unit 'USD_2024/t oxide' cannot become 't REO'"):
        magnitude(price, "t REO", MONEY)


@given(some.text(max_size=20) | some.text("tkgREO /()1%USD_204yrper", max_size=12))
def test_whatever_is_written_is_a_unit_or_a_unit_error(text: str) -> None:
    with suppress(UnitError):
        parse(text)


@pytest.mark.parametrize("rate", [0.0, -1.0, math.nan, math.inf])
def test_a_rate_that_is_no_rate_is_refused(rate: float) -> None:
    with pytest.raises(UnitError, match="is no exchange rate; write a number above zero"):
        Money({"INR_2024": rate})


def test_money_travels_between_processes() -> None:
    assert pickle.loads(pickle.dumps(MONEY)) == MONEY
