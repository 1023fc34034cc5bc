"""What carries a number: the facts and levers behind what it is about, checked on the toy."""

from __future__ import annotations

import pytest

from monazite.findings.bottlenecks import SUPPLY, Carrier, carrying, in_turn
from monazite.findings.bottlenecks.weights import anchors

from ..toy import STUDY, YEARS, solution

MINE = "capacity:hom-mine#1"
PLANT = "capacity:hom-magnets#1"
NEED = "demand:motors-hom#1"
SCHEME = "strategies/build.yaml#levers[0]"


def names(strategy: str, key: str, year: int = 2025) -> list[str]:
    return [one.name for one in carrying(solution(strategy)).of_indicator(key, year)]


def test_a_share_names_what_it_is_of_and_what_is_had_of_it() -> None:
    assert names("as-now", "self_sufficiency.magnet")[:2] == [NEED, PLANT]


def test_what_is_made_rests_on_plants_and_not_on_who_wants_it() -> None:
    assert names("as-now", "output.magnet") == [PLANT]
    assert names("as-now", "output.ore") == [MINE]


def test_a_lever_that_sets_a_limit_carries_it_too() -> None:
    assert names("build", "output.magnet") == [PLANT, SCHEME]
    (lever,) = [
        one
        for one in carrying(solution("build")).of_indicator("output.magnet", 2025)
        if one.is_lever
    ]
    assert lever.name == SCHEME


def test_public_money_rests_on_the_levers_that_spend_it() -> None:
    assert names("build", "to_date.public_outlay") == [SCHEME]
    assert names("as-now", "to_date.public_outlay") == [], "where none is spent, nothing carries it"


def test_money_counts_what_is_paid_beside_limits_and_needs() -> None:
    found = names("as-now", "home_cost")
    assert found[0] == NEED
    assert any(name.startswith("costs:") for name in found)


@pytest.mark.parametrize(
    ("label", "carrier"),
    [
        ("hom_mine", MINE),
        ("for_mine", "capacity:for-mine#1"),
        ("motors@HOM/magnet", NEED),
        ("motors@HOM/+1", NEED),
    ],
)
def test_a_flow_rests_on_what_its_own_figures_do(label: str, carrier: str) -> None:
    """Abroad nothing binds at home; there the facts of the plant itself stand in."""
    found = [one.name for one in carrying(solution("halt")).of_flow(label, 2025)]
    assert carrier in found


def test_every_headline_of_every_strategy_has_a_fact_beside_it() -> None:
    for strategy in STUDY.strategies:
        for key in STUDY.settings.headlines:
            for year in YEARS:
                assert any(":" in name for name in names(strategy, key, year)), (strategy, key)


def test_the_heaviest_stands_first_and_no_one_twice() -> None:
    plan = carrying(solution("halt"))
    for year in YEARS:
        found = plan.of(None, (year,), SUPPLY)
        assert len(set(found)) == len(found) <= 3


def test_a_number_between_two_known_years_rests_on_both() -> None:
    assert anchors([2024, 2030], 2025) == [2024, 2030]
    assert anchors([2024, 2030], 2029) == [2030, 2024]
    assert anchors([2024, 2030], 2030) == [2030]
    assert anchors([2024, 2030], 2035) == [2030]
    assert anchors([], 2030) == []


def test_parts_take_turns_and_none_is_named_twice() -> None:
    """The heaviest of each part comes before the next of any; so many at most."""
    one, two, three = (Carrier(name, False) for name in "abc")
    assert in_turn([(one, two), (one, three), ()], 3) == (one, two, three)
    assert in_turn([(one, two), (three,)], 2) == (one, three)
