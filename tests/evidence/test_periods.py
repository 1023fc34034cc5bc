"""Periods cover the months they say, and a blank one covers them all."""

import pytest

from monazite.core import FieldError
from monazite.evidence.periods import overlap, parse_period


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", (2024, 1), (2024, 12)),
        ("2024-03", (2024, 3), (2024, 3)),
        ("FY2024-25", (2024, 4), (2025, 3)),
        ("FY1999-00", (1999, 4), (2000, 3)),
        ("2020-2024", (2020, 1), (2024, 12)),
    ],
)
def test_a_period_covers_its_months(
    text: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    assert parse_period(text) == (first[0] * 12 + first[1] - 1, last[0] * 12 + last[1] - 1)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2024", "FY2024-25", True),
        ("2024-03", "FY2024-25", False),
        ("2024", "2025", False),
        ("2020-2024", "2024-12", True),
        ("", "1950", True),
    ],
)
def test_periods_overlap_when_they_share_a_month(one: str, other: str, expected: bool) -> None:
    assert overlap(parse_period(one), parse_period(other)) is expected
    assert overlap(parse_period(other), parse_period(one)) is expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "2025-04..06",
            "the period '2025-04..06' is not understood; "
            "write YYYY, YYYY-MM, FY2024-25, YYYY-YYYY, or leave it blank.",
        ),
        (
            "FY2024-26",
            "the fiscal year 'FY2024-26' does not end a year later; write 'FY2024-25'.",
        ),
        ("2024-13", "the period '2024-13' names no month; write a month from 01 to 12."),
        ("2024-2020", "the period '2024-2020' ends before it begins; swap the two years."),
    ],
)
def test_other_wordings_are_refused(text: str, message: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_period(text)
    assert str(caught.value) == message
