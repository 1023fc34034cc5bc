"""Figures told in one currency: the same sums, whatever money they are told in."""

import pytest

from monazite.core.units import convert
from monazite.studio.asked import Asked, Want
from monazite.studio.money import moneys, told_in
from monazite.studio.room import Room
from monazite.studio.state import State, link_of, state_of
from monazite.studio.update import update


@pytest.fixture(scope="module")
def room() -> Room:
    return Room("toy")


def test_a_number_in_another_money_is_the_same_sum(room: Room) -> None:
    study = room.study
    assert moneys(study) == ["USD", "INR"]
    for unit in ("USD_2024/yr", "USD_2024/t oxide", "INR_2024 crore/yr"):
        for money in moneys(study):
            factor, to = told_in(study, money, unit)
            assert to.startswith(f"{money}_2024")
            assert convert(3.0 * factor, to, unit, study.money) == pytest.approx(3.0)
    assert told_in(study, "INR", "USD_2024/yr") == (pytest.approx(100.0), "INR_2024/yr")
    assert told_in(study, "INR", "t magnet/yr") == (1.0, "t magnet/yr")


def test_headlines_charts_and_links_are_told_in_the_money_chosen(room: Room) -> None:
    want = (Want(chart="headlines"),)
    state = State(study="toy", base="both")
    plain = update(room, Asked(state=state, want=want))
    rupees = State(study="toy", base="both", money="INR")
    told = update(room, Asked(state=rupees, want=want))
    before, after = (
        next(one for one in found.headlines if one.key == "home_cost") for found in (plain, told)
    )
    # a million dollars are a hundred million rupees, which are ten crore
    assert (before.unit, after.unit) == (
        "million USD/yr (2024 prices)",
        "INR crore/yr (2024 prices)",
    )
    assert after.series == pytest.approx([10.0 * float(value or 0) for value in before.series])
    assert "INR crore" in str(told.charts[0].table) + str(told.charts[0].rows)
    assert told.link.endswith("money=INR")
    assert state_of("toy", told.link.partition("?")[2])[0].money == "INR"
    assert link_of(state, "levers", room.defaults) == "/s/toy/levers?base=both"


def test_a_money_nobody_knows_is_left_out_and_told(room: Room) -> None:
    found = update(room, Asked(state=State(study="toy", money="EUR")))
    assert found.ignored == ["Unknown money “EUR” ignored."]
