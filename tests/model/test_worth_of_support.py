"""What support is worth to the owner of a plant it is to bring, by hand.

Home presses may be added to and live three years; their owner asks 20 %, the plan does not
discount. A dollar of capital costs him 0.2 / (1 - 1.2^-3) = 0.47473 a year, the plan would say a
third: 1.42418 times as much. A dollar at the end of his first year is worth 1.42418 / 1.2 to him.
"""

from dataclasses import replace

import numpy as np
import pytest

from monazite.model.support import handed_over, worth_to_owner

from .miniature import Changes, miniature, miniature_labels, solved_fresh

PRESS = "home_magnets"
MORE = 3 * 0.2 / (1 - 1.2**-3)


def worth(
    changes: Changes | None = None, *, discount_rate: float = 0.0, **terms: float
) -> list[float]:
    """By year, for a press with or without other terms."""
    stated = {"build_rate": 10.0, "lifetime": 3.0, "hurdle_rate": 0.2, **terms}
    plain: Changes = {name: {PRESS: number} for name, number in stated.items()}
    labels = replace(miniature_labels(), awardees=(PRESS,))
    both = {**plain, **(changes or {})}
    parameters = miniature(both, labels=labels, discount_rate=discount_rate)
    found: list[float] = worth_to_owner(parameters).values[0].tolist()
    return found


def test_a_dollar_is_worth_more_to_an_owner_the_sooner_it_comes() -> None:
    assert pytest.approx(1.42418, abs=1e-5) == MORE
    assert worth() == pytest.approx([MORE / 1.2, MORE / 1.2**2, MORE / 1.2**3])


def test_it_is_counted_from_the_first_date_on_which_what_is_added_can_stand() -> None:
    """Built in a year, or decided a year later: a dollar at the end of 2024 comes on that date."""
    late = [MORE, MORE / 1.2, MORE / 1.2**2]
    assert worth(lead_time=1.0) == pytest.approx(late)
    assert worth({"build_rate": {(PRESS, 2025): 0.5, (PRESS, 2026): 10.0}}) == pytest.approx(late)


def test_to_an_owner_who_asks_what_the_plan_does_a_dollar_is_a_dollar() -> None:
    assert worth(hurdle_rate=0.0) == pytest.approx([1, 1, 1])
    assert worth(discount_rate=0.2) == pytest.approx([1, 1, 1])
    patient = (1 - 1.1**-3) / 0.1 / 3 * MORE
    discounted = [patient * (1.1 / 1.2) ** year for year in (1, 2, 3)]
    assert worth(discount_rate=0.1) == pytest.approx(discounted), "the plan discounts at 10 %"
    assert worth(build_rate=0.0) == [1, 1, 1], "nothing may be added"
    assert worth(lifetime=0.0) == [1, 1, 1], "no life is stated"
    shorter = 0.2 / (1 - 1.2**-1)
    assert worth(lifetime=1.0) == pytest.approx([shorter / 1.2**n for n in (1, 2, 3)])


def test_what_is_handed_over_counts_at_that_worth_at_the_plants_that_signed() -> None:
    """6 USD a tonne in 2025 from one of six plants."""
    labels = replace(miniature_labels(), awardees=(PRESS,))
    terms: Changes = {
        "build_rate": {PRESS: 10.0},
        "lifetime": {PRESS: 3.0},
        "hurdle_rate": {PRESS: 0.2},
        "payback": {(PRESS, 2025): 6.0},
    }
    paid = handed_over(miniature(terms, labels=labels)).values
    expected = np.zeros((len(labels.facilities), 3))
    expected[labels.facilities.index(PRESS), 1] = 6 * MORE / 1.2**2
    np.testing.assert_allclose(paid, expected)
    assert not handed_over(miniature()).values.any(), "nobody signed"


@pytest.mark.parametrize("dollar", [1.0, 80.0])
@pytest.mark.parametrize("budget", ["awardee_budget", "scheme_budget"])
def test_support_ends_with_its_budget_whatever_it_is_counted_in(budget: str, dollar: float) -> None:
    """10 a tonne on 60 t in each of five years would be 3,000; the budget is 1,500."""
    labels = replace(miniature_labels((2,)), awardees=(PRESS,), dollar=dollar)
    terms: Changes = {
        "incentive": {PRESS: 10.0},
        "supported_limit": {PRESS: 60.0},
        "scheme_member": {("scheme_1", PRESS): 1.0},
        budget: {PRESS if budget == "awardee_budget" else "scheme_1": 1500.0},
    }
    outcome = solved_fresh(miniature(terms, labels=labels, blocks=(2,)))
    supported = outcome["supported_output"].sel(awardee=PRESS).values
    assert 10.0 * supported @ [1, 1, 1, 2] == pytest.approx(1500.0)
