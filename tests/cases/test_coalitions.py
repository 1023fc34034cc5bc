"""What two cases differ in, and the cases between them."""

from dataclasses import replace

import pytest

from monazite.cases import Case
from monazite.cases.coalitions import between, differences
from monazite.core.edit import Edit
from monazite.core.errors import InvalidInput
from monazite.strategy import Lever, Strategy

from .. import shipped

TOY = shipped.study("toy")
WORLD = TOY.worlds["central"]
NOW, HALT, BUILD, BOTH = (
    Case(TOY.strategies[name], WORLD) for name in ("as-now", "halt", "build", "both")
)
PLANT = "Three times the magnets"
STOP = "No neodymium leaves"


def titles(levers: tuple[Lever, ...]) -> list[str | None]:
    return [lever.title for lever in levers]


def test_levers_that_were_added() -> None:
    assert [(one.title, one.change) for one in differences(NOW, BOTH)] == [
        (PLANT, "added"),
        (STOP, "added"),
    ]


def test_seen_from_the_other_end_they_were_left_out() -> None:
    assert [one.change for one in differences(BOTH, NOW)] == ["left out", "left out"]


def test_a_lever_of_the_same_title_was_altered() -> None:
    """Both halt by the same title, one of them with its exporter spelled out."""
    found = {one.title: one.change for one in differences(HALT, BOTH)}
    assert found == {PLANT: "added", STOP: "altered"}


def test_what_is_equal_is_no_difference_whatever_it_is_called() -> None:
    (lever,) = BUILD.strategy.levers
    other = lever.model_copy(update={"title": "Otherwise", "why": "For another reason."})
    renamed = BUILD.with_strategy(BUILD.strategy.model_copy(update={"levers": (other,)}))
    assert differences(BUILD, renamed) == ()


def test_two_of_one_title_are_told_apart() -> None:
    (lever,) = BUILD.strategy.levers
    more = lever.model_copy(update={"add": 10.0})
    twice = BUILD.with_strategy(BUILD.strategy.model_copy(update={"levers": (lever, more)}))
    assert [one.title for one in differences(NOW, twice)] == [PLANT, f"{PLANT} (2)"]


def test_all_of_them_or_none_are_the_cases_themselves() -> None:
    for start, end in ((NOW, BOTH), (BOTH, HALT), (HALT, BOTH)):
        apart = differences(start, end)
        assert between(start, end, apart, set()) == start
        assert between(start, end, apart, set(range(len(apart)))) == end


def test_some_of_them_stand_in_the_order_of_the_later_case() -> None:
    apart = differences(NOW, BOTH)
    assert titles(between(NOW, BOTH, apart, {1}).strategy.levers) == [STOP]
    assert titles(between(NOW, BOTH, apart, {0}).strategy.levers) == [PLANT]


def test_an_altered_lever_is_as_it_was_until_it_is_taken() -> None:
    apart = differences(HALT, BOTH)
    place = [one.title for one in apart].index(STOP)
    only_plant = between(HALT, BOTH, apart, {1 - place}).strategy.levers
    assert only_plant == (BOTH.strategy.levers[0], HALT.strategy.levers[0])


def test_a_lever_left_out_stays_until_that_is_taken() -> None:
    apart = differences(BOTH, NOW)
    assert titles(between(BOTH, NOW, apart, {0}).strategy.levers) == [STOP]


def test_worlds_and_facts_differ_too() -> None:
    start = Case(NOW.strategy, TOY.worlds["control"])
    end = BUILD.with_facts({"capacity:hom-mine": 45.0})
    apart = differences(start, end)
    assert [(one.part, one.change) for one in apart] == [
        ("strategy", "added"),
        ("world", "left out"),
        ("fact", "altered"),
    ]
    only_fact = between(start, end, apart, {2})
    assert (only_fact.strategy, only_fact.world) == (start.strategy, start.world)
    assert only_fact.facts == (("capacity:hom-mine", 45.0),)
    assert between(start, end, apart, {0, 1}).facts == ()


def test_edits_belong_to_no_lever() -> None:
    edit = Edit("nameplate", {"facility": "hom_mine"}, "set", 60.0, "What if", "test")
    with pytest.raises(InvalidInput, match="differ in edits"):
        differences(NOW, BOTH.with_edits([edit]))


def test_part_of_a_strategy_goes_by_a_name_of_its_own() -> None:
    found = between(NOW, BOTH, differences(NOW, BOTH), {0})
    assert found.strategy.name == "both-in-part"
    assert isinstance(found.strategy, Strategy)


def test_what_lies_between_goes_by_the_reason_facts_were_put_otherwise_for() -> None:
    """Those of the later case where it has any, else those of the earlier one."""
    with_facts, others = (
        NOW.with_facts({"capacity:hom-mine": value}, reason=reason)
        for value, reason in ((45.0, "A visit."), (55.0, "A call."))
    )
    for start, end, reason in (
        (with_facts, BOTH, "A visit."),
        (NOW, BOTH.with_facts({"capacity:hom-mine": 45.0}, reason="A visit."), "A visit."),
        (with_facts, replace(others, strategy=BOTH.strategy), "A call."),
    ):
        assert between(start, end, differences(start, end), {0}).reason == reason


def test_where_pools_begin_belongs_to_no_lever() -> None:
    with pytest.raises(InvalidInput, match="pools begin"):
        differences(NOW, BOTH.with_pools_begin("cost"))
