"""Numbers, units and sentences as people read them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monazite.charts.quantities import amount, change, decimals_of, fixed, interval, number, shown
from monazite.charts.sentences import crossing, trend, years_in_words
from monazite.charts.theme import (
    ACCENT,
    BINDING_STEPS,
    EVIDENCE,
    INDUSTRY,
    INK,
    MUTED,
    ORIGIN,
    PAGE,
    STRATEGY,
    contrast,
    readable_on,
    tint,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1e-9, "0"),
        (0.000123, "0.000123"),
        (3.0, "3"),
        (9.996, "10"),
        (31.25, "31.2"),
        (999.6, "1,000"),
        (53748, "53,700"),
        (-12.345, "−12.3"),
        (None, "–"),
        (math.nan, "–"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
    ],
)
def test_numbers_have_three_figures(value: float | None, text: str) -> None:
    assert number(value) == text


@given(st.floats(1e-5, 1e12))
def test_a_written_number_is_within_half_a_per_cent(value: float) -> None:
    assert float(number(value).replace(",", "")) == pytest.approx(value, rel=0.00501)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.312, "1", "31.2 %"),
        (31.2, "%", "31.2 %"),
        (1230.0, "t magnet/yr", "1,230 t magnet/yr"),
        (41_000.0, "USD_2024/t oxide", "41 USD/kg oxide (2024 prices)"),
        (62.0, "USD_2024/kg", "62 USD/kg (2024 prices)"),
        (8.5e8, "USD_2024/yr", "850 million USD/yr (2024 prices)"),
        (1500.0, "INR_2024 crore/yr", "1,500 INR crore/yr (2024 prices)"),
        (1.5e10, "INR_2024", "1,500 INR crore (2024 prices)"),
        (None, "t magnet/yr", "–"),
    ],
)
def test_amounts_carry_unit_basis_and_year_of_money(
    value: float | None, unit: str, text: str
) -> None:
    assert amount(value, unit).replace("\u00a0", " ") == text


def test_ranges_keep_the_decimals_of_the_value() -> None:
    assert interval(2.4, 1.9, 3.0, "t oxide/yr") == "2.4 (1.9–3.0)\u00a0t oxide/yr"
    assert interval(2400, 1900, 3111, "t oxide/yr") == "2,400 (1,900–3,110)\u00a0t oxide/yr"
    assert interval(-1, -2, 3, "%") == "−1 (−2 to 3)\u00a0%"
    assert interval(5, 5, 5, "yr") == interval(5, None, None, "yr") == "5\u00a0yr"
    assert interval(None, 1, 2, "yr") == "–"


def test_changes_carry_a_sign_and_shares_differ_by_points() -> None:
    assert change(0.04, "1") == "+4\u00a0points"
    assert change(-120, "t magnet/yr") == "−120\u00a0t magnet/yr"
    assert change(1e-12, "t magnet/yr") == "0"
    assert change(None, "1") == "–"


def test_numbers_of_a_column_share_their_decimals() -> None:
    values = [0.0173, 11.84, -0.02, None, math.nan]
    decimals = decimals_of(values)
    assert decimals == 1
    assert [fixed(value, decimals) for value in values] == ["0.0", "11.8", "0.0", "–", "–"]
    assert (decimals_of([]), decimals_of([0.0]), decimals_of([53_748])) == (0, 0, 0)
    assert fixed(-1234.5, 0) == "−1,234"


def test_a_unit_can_leave_the_year_of_prices_to_its_surroundings() -> None:
    way = shown("USD_2024/t oxide")
    assert (way.plain_label, way.prices) == ("USD/kg oxide", "2024 prices")
    assert (shown("t REO").plain_label, shown("t REO").prices) == ("t REO", "")


def test_trend_names_ends_peak_and_low() -> None:
    assert trend("Price", {2024: 10, 2025: 30, 2026: 12}, "t") == (
        "Price rises from 10 in 2024 to 12\u00a0t in 2026, with a peak of 30 in 2025."
    )
    assert trend("Price", {2024: 10, 2025: 1, 2026: 10}, "t") == (
        "Price stays near 10\u00a0t from 2024 to 2026, with a low of 1 in 2025."
    )
    assert trend("Short", {2024: 0.0, 2025: 0.0}, "t") == "Short is zero throughout 2024–2025."
    assert trend("Stock", {2024: 5.0}, "t") == "Stock is 5\u00a0t in 2024."
    assert trend("Stock", {}, "t") == "Stock: no figures."


def test_crossing_gives_the_year_one_passes_the_other_for_good() -> None:
    home = {2024: 1.0, 2025: 5.0, 2026: 2.0, 2027: 9.0}
    abroad = dict.fromkeys(home, 3.0)
    assert crossing("Home", home, "Abroad", abroad) == "Home passes abroad in 2027."
    assert crossing("Abroad", abroad, "Home", home) == "Home passes abroad in 2027."
    assert crossing("Home", abroad, "Abroad", abroad) == ""


def test_years_are_written_as_runs() -> None:
    assert years_in_words([2034, 2026, 2027, 2028]) == "2026–2028, 2034"


@pytest.mark.parametrize("colour", [*ORIGIN.values(), *INDUSTRY.values(), *EVIDENCE.values()])
def test_marks_stand_out_from_white(colour: str) -> None:
    assert contrast(colour, "#FFFFFF") >= 3


@pytest.mark.parametrize("colour", [INK, MUTED, ACCENT, *STRATEGY])
def test_text_is_readable_on_the_page(colour: str) -> None:
    assert contrast(colour, "#FFFFFF") >= 4.5
    assert contrast(colour, PAGE) >= 4.5


@pytest.mark.parametrize("colour", BINDING_STEPS)
def test_percentages_are_readable_in_their_cells(colour: str) -> None:
    assert contrast(readable_on(colour), colour) >= 4.5


def test_a_tint_is_opaque_and_between_white_and_the_colour() -> None:
    assert (tint("#990000", 0), tint("#990000", 1)) == ("#FFFFFF", "#990000")
    assert tint("#000000", 0.5) == "#808080"
