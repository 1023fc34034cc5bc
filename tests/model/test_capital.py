"""What capital costs its owner and when, by hand: charges, shares of the state, dearer building."""

import math

import numpy as np
import pytest

from monazite.model.capital import (
    _years_charged,
    annuity_factor,
    capital_charge,
    capital_factor,
    owner_share,
    per_year,
)
from monazite.parameters import standing_share

from .miniature import Changes, miniature

PRESS = "home_magnets"


@pytest.mark.parametrize("ramp", [(1.0, 1.0), (0.5, 1.0), (0.2, 0.6, 0.9)])
@pytest.mark.parametrize("rate", [0.0, 0.1, 0.25])
@pytest.mark.parametrize("life", [0.5, 1.0, 2.0, 2.5, 10.0, 10.25])
def test_what_is_earned_on_every_tonne_pays_the_return(
    ramp: tuple[float, ...], rate: float, life: float
) -> None:
    """A dollar of capital is worth all payments on what a plant makes, each at its year's end.

    In the last year it makes as much less as it stands there shorter.
    """
    ages = range(math.ceil(life))
    made = [ramp[min(age, len(ramp) - 1)] * min(life - age, 1.0) for age in ages]
    earned = capital_factor(ramp, rate, life) * np.array(made)
    assert earned @ (1 + rate) ** -(np.array(ages) + 1.0) == pytest.approx(1.0)


def test_without_a_ramp_it_is_an_annuity_over_broken_years_too() -> None:
    """1 / 1.1 + 1 / 1.21 + 0.5 / 1.331 are 2.11119 payments, and a plant always in full the same.

    r / (1 - (1 + r)^-2.5) would be 0.47166, which is 0.42 % less than it is charged to pay.
    """
    assert annuity_factor(0.1, 2.5) == pytest.approx(1.331 / 2.81, abs=1e-12)
    assert capital_factor((1.0, 1.0), 0.1, 2.5) == annuity_factor(0.1, 2.5)
    nearly = (1.0 - 1e-12, 1.0)
    assert capital_factor(nearly, 0.1, 2.5) == pytest.approx(annuity_factor(0.1, 2.5), rel=1e-9)


def test_a_plant_that_stands_two_years_and_a_half_is_charged_what_pays_for_it() -> None:
    """At the return of the study 1,000 USD decided in 2024 are worth all that is charged for them.

    It is charged from 2024 on, so that its charges count a year earlier than what they pay: 1,100.
    """
    whole = charges(rate=0.1, hurdle_rate=0.1, lifetime=2.5)
    assert whole[0] == pytest.approx(1_100.0)


@pytest.mark.parametrize("ramp", [(1.0, 1.0), (0.5, 1.0), (0.0, 0.0)])
def test_a_plant_that_never_makes_anything_is_charged_nothing(ramp: tuple[float, ...]) -> None:
    assert capital_factor(ramp, 0.1, 0.0) == 0.0
    assert capital_factor((0.0, 0.0), 0.1, 3.0) == 0.0


def test_a_sum_is_spread_over_the_life_of_a_plant_or_counts_whole() -> None:
    """A tenth a year over ten years without interest; all of it where no life is stated."""
    parameters = miniature({"lifetime": {PRESS: 10.0}})
    assert per_year(parameters, PRESS) == pytest.approx(0.1)
    assert per_year(parameters, "home_mine") == 1.0


def shared(**terms: float) -> float:
    """What a unit of capital comes to for the owner of the press."""
    stated = {"lifetime": 2.0, "hurdle_rate": 0.2, "equity_share": 0.5, **terms}
    changes: Changes = {name: {PRESS: number} for name, number in stated.items()}
    return float(owner_share(miniature(changes)).sel(facility=PRESS, period=2024))


def test_an_owner_pays_for_the_states_share_at_the_states_return() -> None:
    """Over two years at 20 % he would pay 0.65454 a year, to a state that asks nothing 0.5.

    0.5 / 0.65454 = 0.76389 of the half that the state holds, and the other half himself; what is
    given to him comes off that. A state that asks 20 % helps him nothing.
    """
    assert capital_factor((1.0,), 0.2, 2.0) == pytest.approx(0.65454, abs=1e-5)
    assert shared() == pytest.approx(0.5 + 0.5 * 0.76389, abs=1e-5)
    assert shared(subsidy_share=0.1) == pytest.approx(0.4 + 0.5 * 0.76389, abs=1e-5)
    assert shared(equity_return=0.2) == pytest.approx(1.0)
    assert shared(equity_return=0.2, subsidy_share=0.1) == pytest.approx(0.9)
    assert shared(lifetime=0.0, subsidy_share=0.1) == 0.9, "without a life nothing is charged"


def charges(blocks: tuple[int, ...] = (), rate: float = 0.0, **terms: float) -> list[float]:
    """What a tonne a year of press is charged, by the period it is decided in."""
    stated = {"capital_cost": 1000.0, "lifetime": 2.0, **terms}
    changes: Changes = {name: {PRESS: number} for name, number in stated.items()}
    parameters = miniature(changes, blocks=blocks, discount_rate=rate)
    found: list[float] = capital_charge(parameters, [PRESS]).values[0].tolist()
    return found


def test_a_plant_is_charged_in_the_years_it_stands() -> None:
    """500 USD a year for two years, from a year after the decision, at 25 % a year from 2024.

    Decided in 2024: 500 / 1.25 + 500 / 1.25^2 = 720; in 2025 what falls into 2026, 320; decided in
    2026 it stands after the horizon. Where building costs a fifth more, so does each.
    """
    assert charges(rate=0.25, lead_time=1.0) == pytest.approx([720, 320, 0])
    dearer = charges(rate=0.25, lead_time=1.0, capital_cost_factor=1.2)
    assert dearer == pytest.approx([864, 384, 0])


def test_a_plant_online_in_mid_year_is_charged_half_of_it() -> None:
    """Decided in July and built in a year: half of 2025, 2026 and half of the last year."""
    assert charges(lead_time=1.0, decision_delay=0.5) == pytest.approx([750, 250, 0])


def test_in_a_block_of_years_a_plant_may_be_decided_in_any_of_them() -> None:
    """For one year each: in the first and the second of two years 1,000 USD, which is the mean.

    For two years: what is decided in 2027 is charged twice, in 2028 once before the end: 750.
    """
    assert charges(blocks=(2,), lifetime=1.0) == pytest.approx([1000, 1000, 1000, 1000])
    assert charges(blocks=(2,)) == pytest.approx([1000, 1000, 1000, 750])


@pytest.mark.parametrize("lead", [0.0, 2.5, 9.0, 30.0])
def test_years_of_like_leads_are_charged_as_each_by_itself(lead: float) -> None:
    """To the last digit: plants decided in one year go by what was worked out for another."""
    periods, lengths, ramp = (2024, 2025, 2026, 2030), (1, 1, 1, 4), (0.3, 0.7, 1.0)
    leads = (lead, lead + 0.75, lead, lead)
    found = _years_charged(periods, lengths, 2024, 0.08, leads, 12.5, ramp)
    for column, (decided, length, own) in enumerate(zip(periods, lengths, leads, strict=True)):
        total = 0.0
        for year in range(decided - length + 1, decided + 1):
            since = np.arange(int(own), periods[-1] - year + 1)
            worth = 1.08 ** -(since + float(year - 2024))
            total += float((standing_share(ramp, 12.5, since - own) * worth).sum())
        assert found[column] == total / length
