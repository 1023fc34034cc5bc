"""Months are written year-month, order like time, and cover known parts of a year."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import TypeAdapter, ValidationError

from monazite.strategy import Month, share_of_year
from monazite.strategy.months import months_since_year_zero, written_month, year_and_part

months = some.builds(
    lambda year, month: f"{year:04d}-{month:02d}",
    some.integers(2020, 2045),
    some.integers(1, 12),
)


@pytest.mark.parametrize(
    ("start", "end", "year", "share"),
    [
        ("2025-06", None, 2024, 0.0),
        ("2025-06", None, 2025, 7 / 12),
        ("2025-06", None, 2026, 1.0),
        ("2025-04", "2025-07", 2025, 3 / 12),
        ("2025-10", "2026-04", 2026, 3 / 12),
        ("2025-10", "2026-04", 2027, 0.0),
        ("2025-01", "2026-01", 2025, 1.0),
    ],
)
def test_share_of_year_counts_whole_months(
    start: str, end: str | None, year: int, share: float
) -> None:
    assert share_of_year(year, start, end) == pytest.approx(share)


@given(start=months, end=months)
def test_shares_add_up_to_the_months_between(start: str, end: str) -> None:
    total = 12 * sum(share_of_year(year, start, end) for year in range(2019, 2047))
    year, month = map(int, start.split("-"))
    last_year, last_month = map(int, end.split("-"))
    assert total == pytest.approx(max(0, (last_year - year) * 12 + last_month - month))


@pytest.mark.parametrize("text", ["2025", "2025-13", "2025-00", "25-01", "2025-1", "", "soon"])
def test_anything_but_a_month_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="month"):
        TypeAdapter(Month).validate_python(text)


def test_a_number_is_not_a_month() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(Month).validate_python(2025)


def test_a_year_or_a_month_is_a_year_and_the_part_of_it_that_is_over() -> None:
    assert [year_and_part(text) for text in ("2025", "2025-01", "2025-07", "2025-12")] == [
        *((2025, 0.0), (2025, 0.0), (2025, 0.5), (2025, 11 / 12))
    ]


@given(months)
def test_a_month_is_written_as_it_was_counted(month: str) -> None:
    assert written_month(months_since_year_zero(month)) == month
