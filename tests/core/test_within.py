"""Numbers known to within an error show no figure beyond it."""

import pytest

from monazite.core.numerals import MINUS, SPACE
from monazite.core.within import change_within, error_of_change, percent_within, places_within


@pytest.mark.parametrize(
    ("value", "error", "unit", "told"),
    [
        (0.0456, 0.003, "1", f"+4.6{SPACE}points"),
        (0.0456, 0.03, "1", f"+5{SPACE}points"),
        (12_345, 600, "t magnet/yr", f"+12,300{SPACE}t magnet/yr"),
        (12_345, 2_000, "t magnet/yr", f"+12,000{SPACE}t magnet/yr"),
        (-12.345, 0.0001, "t magnet/yr", f"{MINUS}12.3{SPACE}t magnet/yr"),
        (5, 20, "t magnet/yr", "0"),
        (3.2, 0.96, "t magnet/yr", f"+3{SPACE}t magnet/yr"),
    ],
)
def test_no_figure_stands_beyond_the_error(
    value: float, error: float, unit: str, told: str
) -> None:
    assert str(change_within(value, error, unit)) == told


def test_an_error_is_told_by_its_first_figure() -> None:
    assert error_of_change(0.0034, "1") == "0.3"
    assert error_of_change(612.0, "t magnet/yr") == "600"


def test_a_share_stands_with_its_error() -> None:
    assert percent_within(0.528, 0.0754) == "53 % ± 8"
    assert percent_within(0.998, 0.000335) == "99.8 % ± 0.03"
    assert percent_within(0.528, 0.21) == "50 % ± 20"
    assert percent_within(0.528, 0.0) == "52.8 %"


def test_what_is_exact_has_three_figures() -> None:
    assert places_within(1.2345, 0.0) == 2
    assert str(change_within(1.2345, 0.0, "t magnet/yr")) == f"+1.23{SPACE}t magnet/yr"
