"""What money at different times is worth, by hand: discounting, payback, rate of return."""

import numpy as np
import pytest

from monazite.findings.money.returns import discounting, payback, rate_of_return

AGES = np.array([0.0, 1.0, 2.0, 3.0])
"""The ends of a year before the first day, and of the first three."""


def test_money_is_worth_less_the_later_it_comes_and_nothing_before_the_first_day() -> None:
    found = discounting(np.array([-1.0, 0.0, 0.5, 1.0, 2.0]), 0.21)
    np.testing.assert_allclose(found, [0, 0, 1 / 1.1, 1 / 1.21, 1 / 1.21**2])


@pytest.mark.parametrize(
    ("earned", "capital", "years"),
    [
        pytest.param([0, 100, 100, 100], 250, 2.5, id="half of the third year"),
        pytest.param([0, 100, 200, 300], 300, 2.0, id="the whole of the second"),
        pytest.param([0, 0, 0, 300], 300, 3.0, id="to the last day"),
        pytest.param([900, 100, 100, 100], 150, 1.5, id="what came before the first day is none"),
        pytest.param([0, 100, -100, 400], 200, 2.5, id="a loss is made up for first"),
        pytest.param([0, 100, 100, 99], 300, None, id="never"),
        pytest.param([0, 100, 100, 100], 0, None, id="nothing to be paid back"),
        pytest.param([0, 2, 2, 2], 0.5, 0.25, id="half a dollar of capital"),
    ],
)
def test_capital_is_paid_back_when_income_has_covered_it(
    earned: list[float], capital: float, years: float | None
) -> None:
    """Without interest; inside a year income comes evenly."""
    assert payback(AGES, np.array(earned), [(0.0, capital)]) == years
    parts = [(0.0, capital / 4), (2.0, capital * 3 / 4)]
    assert payback(AGES, np.array(earned), parts) == years, "whenever it was spent"


def test_what_is_paid_back_on_the_first_day_takes_no_time() -> None:
    """Online in mid year: the first half year earns 50, of which 10 are needed at once."""
    ages, earned = AGES[:-1] + 0.5, np.array([50.0, 100.0, 100.0])
    assert payback(ages, earned, [(0.0, 10.0)]) == 0.0
    assert payback(ages, earned, [(0.0, 100.0)]) == 1.0


@pytest.mark.parametrize("rate", [-0.5, 0.0, 0.1, 1.5])
def test_at_its_rate_of_return_income_is_worth_its_capital(rate: float) -> None:
    """100 on the first day and half as much a year on, both paid by 20 a year and a last sum."""
    growth = 1 + rate
    last = ((100 + 50 / growth) - 20 / growth - 20 / growth**2) * growth**3
    found = rate_of_return(AGES, np.array([999, 20, 20, last]), [(0.0, 100.0), (1.0, 50.0)])
    assert found == pytest.approx(rate, abs=1e-9)


@pytest.mark.parametrize(
    ("earned", "rate"),
    [
        pytest.param(1100, 10.0, id="tenfold on top within a year is the most that is told"),
        pytest.param(1105, None, id="more is no figure to be told"),
        pytest.param(10.04, -0.8996, id="nearly nine tenths of it lost"),
        pytest.param(9.96, None, id="more than nine tenths of it lost"),
        pytest.param(0, None, id="all of it lost"),
    ],
)
def test_a_rate_of_return_lies_between_losing_nine_tenths_a_year_and_tenfold(
    earned: float, rate: float | None
) -> None:
    """100 on the first day, and one sum a year later."""
    found = rate_of_return(AGES, np.array([0, earned, 0, 0]), [(0.0, 100.0)])
    assert found == (None if rate is None else pytest.approx(rate))


@pytest.mark.parametrize("capital", [0.0, 0.5])
def test_only_capital_has_a_return(capital: float) -> None:
    """Half a dollar that brings three quarters of one a year later returns a half."""
    found = rate_of_return(AGES, np.array([0, 0.75, 0, 0]), [(0.0, capital)])
    assert found == (pytest.approx(0.5) if capital else None)
    assert rate_of_return(AGES, np.zeros(4), [(0.0, capital)]) is None
