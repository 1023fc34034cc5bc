"""How numbers and years are written for people."""

import math

import pytest

from monazite.cli.headlines import choose_years
from monazite.cli.wording import decimals_for, difference, figure, scale, spans


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1e-9, "0"),
        (0.00012, "0.000120"),
        (0.03456, "0.0346"),
        (2.5, "2.50"),
        (27.349, "27.3"),
        (-110.4, "-110"),
        (1234.6, "1,235"),
        (math.nan, "–"),
        (None, "–"),
        (math.inf, "∞"),
    ],
)
def test_figures_have_three_significant_digits(value: object, text: str) -> None:
    assert figure(value) == text


def test_figures_of_a_column_share_their_decimals() -> None:
    column = [0.0173, -4.76, 11.04, None, math.nan]
    places = decimals_for(column)
    assert [figure(value, places) for value in column] == ["0.0", "-4.8", "11.0", "–", "–"]
    assert figure(-0.01, places) == "0.0"
    assert (decimals_for([1234.6]), decimals_for([0.4]), decimals_for([])) == (0, 3, 0)


def test_differences_carry_a_sign_unless_there_is_none() -> None:
    assert difference(31.0, 27.0) == "+4.00"
    assert difference(27.0, 31.0) == "-4.00"
    assert difference(27.0, 27.0) == "0"
    assert difference(27.0, None) == "–"
    assert difference(27.01, 27.0, 1) == "0"
    assert difference(math.inf, 27.0) == "+∞"


def test_shares_read_in_percent_and_much_money_in_millions() -> None:
    assert scale("1", [0.27]) == (100.0, "%")
    assert scale("USD_2024/yr", [2e8, None]) == (1e-6, "million USD_2024/yr")
    assert scale("USD_2024/kg", [55.0]) == (1.0, "USD_2024/kg")
    assert scale("t magnet/yr", [2e6]) == (1.0, "t magnet/yr")
    assert scale("t ore/yr", [4.6e7, 0.0]) == (1e-6, "Mt ore/yr")


def test_little_money_reads_in_single_units() -> None:
    assert scale("USD_2024 million", [0.011, 0.0]) == (1e6, "USD_2024")
    assert scale("INR_2024 crore/yr", [0.02]) == (1e7, "INR_2024/yr")
    assert scale("USD_2024 million", [0.011, 2.5]) == (1.0, "USD_2024 million")
    assert scale("USD_2024 million", [0.0]) == (1.0, "USD_2024 million")
    assert scale("vehicle million", [0.01]) == (1.0, "vehicle million")


def test_years_are_written_as_spans() -> None:
    assert spans([2026, 2024, 2025, 2030, 2030]) == "2024-2026, 2030"


def test_the_usual_years_are_shown_or_an_even_spread() -> None:
    assert choose_years(range(2024, 2041)) == [2024, 2026, 2030, 2035, 2040]
    assert choose_years(range(2000, 2009)) == [2000, 2002, 2004, 2006, 2008]
    assert choose_years([2024, 2025]) == [2024, 2025]
    assert choose_years([2024]) == [2024]


def test_years_of_a_shock_are_among_those_shown() -> None:
    """They take the place of the nearest year that is neither the first nor one of decision."""
    modelled = range(2024, 2041)
    assert choose_years(modelled, [2029]) == [2024, 2029, 2030, 2035, 2040]
    assert choose_years(modelled, [2039]) == [2024, 2026, 2030, 2035, 2039]
    assert choose_years(modelled, [2030]) == [2024, 2026, 2030, 2035, 2040]
    assert choose_years(modelled, [2028, 2029, 2031]) == [2024, 2028, 2029, 2030, 2035]
    assert choose_years(modelled, [2050]) == [2024, 2026, 2030, 2035, 2040]
