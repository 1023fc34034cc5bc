"""The year somebody looks at, marked in pictures of amounts over years."""

import pytest

from monazite.charts.chosen_year import CHOSEN, at_year

from .samples import SAMPLES

OVER_YEARS = ("supply_by_origin", "unmet_by_use", "headline_lines", "bands_over_years")


@pytest.mark.parametrize("kind", OVER_YEARS)
def test_amounts_over_years_bear_the_line(kind: str) -> None:
    chart = SAMPLES[kind](1.0)
    marked = at_year(chart, 2025)
    assert marked.rows == {**chart.rows, CHOSEN: [{"year": 2025}]}
    before, after = (
        [svg.count(mark) for mark in ("<line", "mark-rule")] for svg in (chart.svg(), marked.svg())
    )
    assert all(more > fewer for more, fewer in zip(after, before, strict=True))
    assert marked.table().equals(chart.table())
    assert at_year(chart, 2026).layout(500) == marked.layout(500), "only its rows say which year"


@pytest.mark.parametrize("kind", sorted({*SAMPLES} - {*OVER_YEARS, "fate_of_tonnes"}))
def test_any_other_picture_stays_as_it_is(kind: str) -> None:
    chart = SAMPLES[kind](1.0)
    assert at_year(chart, 2025) is chart
