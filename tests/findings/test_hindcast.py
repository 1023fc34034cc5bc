"""Scores of a forecast, worked out by hand."""

import pytest

from monazite.findings.hindcast import ForecastLine, Observed, Score, naive_error, scores, trend


def line(year: int, strategy: str = "", **figures: object) -> ForecastLine:
    """A line of a forecast of a quantity called ore."""
    blank = dict.fromkeys(("observed", "low", "central", "high", "persistence", "trend"))
    given: dict[str, object] = {
        "study": "toy",
        "data_hash": "0",
        "version": "0",
        "world": "central",
        "seed": 1,
        "draws": 2,
        "strategy": strategy,
        "without_plan": 0,
        "series": "ore",
        "title": "Ore",
        "measure": "quantity",
        "unit": "t ore/yr",
        "known_until": 2013,
        "year": year,
        **blank,
        **figures,
    }
    return ForecastLine(**given)  # type: ignore[arg-type]


PAST = [line(2011, observed=10.0), line(2012, observed=12.0), line(2013, observed=16.0)]
PRICE = {"series": "coin", "title": "Coin", "measure": "price", "unit": "USD_2024/t ore"}
LINES = [
    *PAST,
    line(2013, observed=5.0, **PRICE),
    line(2014, "ban", low=17.0, central=19.0, high=20.0, persistence=16.0, trend=18.7),
    line(2015, "ban", low=20.0, central=22.0, high=30.0, persistence=16.0, trend=21.7),
    line(2016, "ban", low=20.0, central=25.0, high=30.0, persistence=16.0, trend=24.7),
    line(2014, "ban", low=4.0, central=6.0, high=7.0, persistence=5.0, trend=5.0, **PRICE),
    line(2014, "other", low=0.0, central=0.0, high=0.0, persistence=16.0, trend=18.7),
]
CAME = [
    Observed("ore", 2014, 22.0),
    Observed("ore", 2015, 13.0),
    Observed("ore", 2016, None, "nobody counted"),
    Observed("coin", 2014, 5.5),
]


def scored(series: str, measure: str, forecaster: str) -> Score:
    found = [
        one
        for one in scores(LINES, CAME, "ban")
        if (one.series, one.measure, one.forecaster) == (series, measure, forecaster)
    ]
    assert len(found) == 1
    return found[0]


def test_a_score_by_hand() -> None:
    """The past moved by 2 and 4, so by 3. The model is 3 and 9 off: (1 + 3) / 2 = 2.

    22 lies above 17 to 20 and 13 below 20 to 30; up was right in 2014 and wrong in 2015.
    """
    model = scored("ore", "quantity", "central")
    assert (model.scored, model.untestable, model.not_given) == (2, 1, 0)
    assert model.scaled_error == pytest.approx(2.0)
    assert model.coverage == 0.0
    assert model.direction == 0.5


def test_rivals_by_hand() -> None:
    """Persistence is 6 and 3 off: (2 + 1) / 2. The trend is 3.3 and 8.7 off: (1.1 + 2.9) / 2."""
    last = scored("ore", "quantity", "persistence")
    assert (last.scaled_error, last.coverage, last.direction) == (pytest.approx(1.5), None, None)
    on = scored("ore", "quantity", "trend")
    assert (on.scaled_error, on.coverage, on.direction) == (pytest.approx(2.0), None, 0.5)


def test_a_past_of_one_year_has_no_scale_and_still_a_range_and_a_direction() -> None:
    model = scored("coin", "price", "central")
    assert (model.scaled_error, model.coverage, model.direction) == (None, 1.0, 1.0)


def test_all_together_each_figure_counts_once() -> None:
    model = scored("", "all", "central")
    assert (model.scored, model.untestable) == (3, 1)
    assert model.scaled_error == pytest.approx(2.0)
    assert model.coverage == pytest.approx(1 / 3)
    assert model.direction == pytest.approx(2 / 3)
    assert scored("", "price", "central").scored == 1


def test_what_nobody_speaks_of_is_counted() -> None:
    rows = [one for one in scores(LINES, CAME[:1], "ban") if one.series == "ore"]
    assert {(one.scored, one.not_given) for one in rows} == {(1, 2)}


def test_the_trend_is_the_line_of_least_squares_and_never_below_nothing() -> None:
    """10, 12, 16: mean 38 / 3 in 2012 and a slope of 3."""
    past = {2011: 10.0, 2012: 12.0, 2013: 16.0}
    assert trend(past, 2015) == pytest.approx(38 / 3 + 9)
    assert trend(past, 2000) == 0.0
    assert trend({2013: 7.0}, 2020) == 7.0
    assert naive_error(past) == 3.0
    assert naive_error({2013: 7.0}) is None
    assert naive_error({2012: 7.0, 2013: 7.0}) is None
