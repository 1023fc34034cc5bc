"""Numbers, units and years as people read them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monazite.core.numerals import (
    NONE,
    amount,
    change,
    column_decimals,
    decimals_of,
    fixed,
    interval,
    number,
    percent,
    points,
    ranged,
    reckoned,
    share_or_amount,
    share_or_change,
    shown,
    stated,
    stated_percent,
    tonnes,
    whole_percent,
    whole_percents,
    written,
    written_as_share,
    written_as_share_change,
    written_change,
)
from monazite.core.typed import typed, typed_change
from monazite.core.wording import listed, lowered, raised, years_in_words


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
        (1500.0, "INR_2024 lakh", "1,500 INR lakh (2024 prices)"),
        (3.2, "USD_2024 million/yr", "3.2 million USD/yr (2024 prices)"),
        (3.2, "IDR_2024 trillion/yr", "3.2 trillion IDR/yr (2024 prices)"),
        (4e9, "CLP_2019/yr", "4,000 million CLP/yr (2019 prices)"),
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
    assert fixed(1_223_675.0, -3) == "1,224,000"
    assert fixed(-400.0, -3) == "0"


def test_a_unit_can_leave_the_year_of_prices_to_its_surroundings() -> None:
    way = shown("USD_2024/t oxide")
    assert (way.plain_label, way.prices) == ("USD/kg oxide", "2024 prices")
    assert (shown("t REO").plain_label, shown("t REO").prices) == ("t REO", "")
    assert (way.difference, way.plain_difference) == ("USD/kg oxide (2024 prices)", "USD/kg oxide")
    assert shown("1").plain_difference == shown("1").difference == "points"


def test_a_figure_stands_apart_from_what_is_behind_it() -> None:
    assert written(1230, "t magnet/yr") == ("1,230", "t magnet/yr")
    assert written_as_share(0.0551, "1") == ("5.5", "%")
    assert written_change(0.04, "1") == ("+4", "points")
    assert written_change(0.0, "1") == ("0", "")
    assert str(written_as_share_change(0.0551, "1")) == share_or_change(0.0551, "1")
    assert written(None, "t") == (NONE, "")


def test_years_are_written_as_runs() -> None:
    assert years_in_words([2034, 2026, 2027, 2028]) == "2026–2028, 2034"


def test_one_rule_of_figures_stands_behind_pages_and_screens() -> None:
    for value in (0.0346, 2.567, 27.349, -110.4, 9.996):
        assert float(typed(value).replace(",", "")) == pytest.approx(value, rel=0.00501)
        digits = [text.replace(",", "").replace("−", "-") for text in (number(value), typed(value))]
        assert len({float(text) for text in digits}) == 1
    assert (number(1234.6), typed(1234.6)) == ("1,230", "1,235")
    assert (number(2.5), typed(2.5)) == ("2.5", "2.50")
    assert (number(4, signed=True), number(-4, signed=True)) == ("+4", "−4")
    assert (typed(9.996), typed_change(5, 9)) == ("10.0", "-4.00")


def test_names_that_hold_commas_are_kept_apart_in_a_list() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a, b", "c", "d"]) == "a, b; c and d"
    assert listed(["1,360 t", "2 t", "3 t"], "or") == "1,360 t, 2 t or 3 t"
    assert (listed(["a"]), listed([])) == ("a", "")


def test_titles_stand_alone_or_inside_sentences() -> None:
    assert (lowered("Sintered magnet"), lowered("NdPr oxide")) == ("sintered magnet", "NdPr oxide")
    for name in ("Chinese magnets", "Chilean ore", "German plants", "Indonesian-owned smelters"):
        assert lowered(name) == name
    for name in ("Mountain Pass ore", "Mt Weld", "South Korea", "Rare Earths Division"):
        assert lowered(name) == name, "a name of several words"
    assert lowered("New Australian mines") == "new Australian mines"
    for name in ("Clean oxide", "Mean price", "Polishing powder", "Median plant"):
        assert lowered(name) == name[0].lower() + name[1:]
    assert (raised("sintered magnet"), raised("")) == ("Sintered magnet", "")


def test_numbers_are_written_with_three_figures_and_a_unit() -> None:
    assert [number(value) for value in (0, 0.01234, 4.567, 12345, -0.5)] == [
        "0",
        "0.0123",
        "4.57",
        "12,300",
        "−0.5",
    ]
    assert (percent(0.0867), percent(0.1298), percent(1), percent(0.0001), percent(0)) == (
        "8.7 %",
        "13 %",
        "100 %",
        "under 0.1 %",
        "0 %",
    )
    assert ranged("13 %", "6.7 %", "17 %") == "13 % (6.7–17 %)"
    assert ranged("13 %", "13 %", "13 %") == "13 %"
    assert (tonnes(0.2), tonnes(1361.7, "oxide", signed=True)) == ("0 t", "+1,360 t oxide")
    assert (points(0.023), points(-0.023), points(0.0)) == ("+2.3", "−2.3", "0")


def test_shares_of_one_whole_add_up_to_a_hundred() -> None:
    assert whole_percents({"a": 0.997, "b": 0.003}) == {"a": "100 %"}
    assert whole_percents({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}) == {
        "a": "34 %",
        "b": "33 %",
        "c": "33 %",
    }
    assert whole_percents({"a": 0.666, "b": 0.334}) == {"a": "67 %", "b": "33 %"}
    assert whole_percents({}) == {}


def test_what_a_file_states_is_written_with_nothing_rounded_away() -> None:
    assert [stated(value) for value in (1_234_567, 2112.5678, 4.0, 0.1 + 0.2)] == [
        "1,234,567",
        "2,112.5678",
        "4",
        "0.3",
    ]
    assert [stated(value) for value in (1e12, -2.5e-9, 0.0, math.inf, None, -1e308)] == [
        "1,000,000,000,000",
        "-0.0000000025",
        "0",
        "∞",
        "–",
        "-1e+308",
    ]
    assert [reckoned(value) for value in (1 / 3, 1.5e7, 2e-5)] == [
        "0.333333",
        "15,000,000",
        "0.00002",
    ]
    assert [stated_percent(share) for share in (0.025, 0.004, 0.5, 0.145)] == [
        "2.5 %",
        "0.4 %",
        "50 %",
        "14.5 %",
    ]


def test_per_cents_round_once_and_have_a_real_minus() -> None:
    assert [percent(share) for share in (0.0997, -0.05, -0.13, 0.0003)] == [
        "10 %",
        "−5.0 %",
        "−13 %",
        "under 0.1 %",
    ]
    signed = [whole_percent(gap, signed=True) for gap in (0.2, -0.2, -0.001)]
    assert signed == ["+20 %", "−20 %", "0 %"]
    assert ranged("13 %", "6.7 %", "17 %") == "13 % (6.7–17 %)"
    assert ranged("under 0.1 %", "under 0.1 %", "0.3 %") == "under 0.1 % (under 0.1–0.3 %)"
    assert ranged("1,360 t oxide", "900 t oxide", "2 t oxide") == "1,360 t oxide (900–2 t oxide)"


def test_shares_have_one_decimal_on_every_screen() -> None:
    """The column of a table, a tile and a difference write one share alike."""
    column = [5.5, 3.667, 16.1]
    for values in (column, column[:2], [0.667]):
        assert column_decimals(values, "%") == 1
    assert (column_decimals([0.04], "%"), column_decimals(column, "t")) == (4, 1)
    assert share_or_amount(0.03667, "1") == "3.7\u00a0%"
    assert share_or_amount(0.038, "1") == "3.8\u00a0%"
    assert share_or_amount(0.0004, "1") == "0.04\u00a0%"
    assert share_or_amount(1.5, "t ore") == "1.5\u00a0t ore"
    assert share_or_change(0.0109, "1") == "+1.1\u00a0points"
    assert share_or_change(-0.02, "1") == "\u22122.0\u00a0points"
    assert share_or_change(0.0, "1") == "0"


def test_what_arithmetic_leaves_behind_decides_no_tie() -> None:
    """A cost and its difference come by two ways to one number, and are written one way."""
    by_one_way, by_another = 1_215_000.0 * 1e-6, 1_215_000.0000000002 * 1e-6
    assert by_one_way < 1.215 <= by_another
    for value in (by_one_way, by_another, 1.68 - 0.465):
        assert (number(value), fixed(value, 2), typed(value)) == ("1.22", "1.22", "1.22")
        assert number(-value, signed=True) == "\u22121.22"
        assert change(value / 1e-6, "USD_2024/yr") == "+1.22\u00a0million USD/yr (2024 prices)"
